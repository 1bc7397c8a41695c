//! `GET /api/v1/units/{code}/history`: a number day by day.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    metric::Metric,
    moment::{Day, iso_day},
    unit::UnitCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{path::Code, query::Asked};
use crate::{
    Application,
    access::{Staff, may_see_exactly},
    error::AppError,
};

/// Days of one answer.
const MOST_DAYS: i32 = 366;
/// Days where the first is not said.
const USUAL_DAYS: i32 = 30;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    metric: String,
    #[param(format = Date)]
    from: Option<String>,
    #[param(format = Date)]
    to: Option<String>,
}

/// A number day by day.
#[derive(Serialize, ToSchema)]
pub struct DailyValues {
    unit: UnitCode,
    metric: String,
    days: Vec<DailyValue>,
}

#[derive(Serialize, ToSchema)]
struct DailyValue {
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    day: Day,
    value: i64,
}

/// What a number was when each day ended.
///
/// # Errors
/// No such unit or metric, days that are none, a sensitive metric for who may not see it exactly, or
/// the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/history",
    operation_id = "showHistory",
    tag = "读取",
    summary = "一个数字的每日数值",
    description = "每天结束时的数值，不含今天。没有保存的日子不在其中。from 不写则为 to 之前 30 天，to 不写则到昨天。\
        敏感指标只对登录的本单位人员公布。不公开查看时需要登录。",
    params(("code" = UnitCode, Path), HistoryQuery),
    security((), ("session" = [])),
    responses(
        (status = 200, body = DailyValues),
        (status = 400, description = "invalid_query"),
        (status = 403, description = "sensitive_metric"),
        (status = 404, description = "unknown_metric unknown_unit"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Option<Staff>,
    Code(code): Code,
    Asked(query): Asked<HistoryQuery>,
) -> Result<Json<DailyValues>, AppError> {
    let metric = Metric::from_key(&query.metric).ok_or_else(unknown_metric)?;
    let (unit, code, today) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree
            .find(&code)
            .ok_or_else(|| AppError::unknown_unit(&code))?;
        (unit, tree.node(unit).code.clone(), aggregate.today())
    };
    if metric.definition().sensitive
        && !may_see_exactly(&application, staff.as_ref(), code.as_str())
    {
        let message = "这个指标的每日数值只对登录的本单位人员公布";
        return Err(AppError::refused(
            StatusCode::FORBIDDEN,
            "sensitive_metric",
            message,
        ));
    }
    let span = span(&query, today)?;
    let kept = application.store.days_of(&[unit], span).await?;
    let days = kept.into_iter().filter_map(|kept| {
        let numbers = kept.units.into_iter().next()??;
        Some(DailyValue {
            day: kept.day,
            value: numbers[metric.column()],
        })
    });
    Ok(Json(DailyValues {
        unit: code,
        metric: metric.key().to_owned(),
        days: days.collect(),
    }))
}

fn span(query: &HistoryQuery, today: Day) -> Result<(Day, Day), AppError> {
    let day = |text: &Option<String>| {
        let day = text.as_deref().map(|text| iso_day::parse(text).ok_or(()));
        day.transpose()
    };
    let (Ok(from), Ok(to)) = (day(&query.from), day(&query.to)) else {
        return Err(bad_days("日期应写成 2026-11-22"));
    };
    let to = to.unwrap_or(today.plus(-1));
    let from = from.unwrap_or(to.plus(1 - USUAL_DAYS));
    match to.days_since(from) {
        ..0 => Err(bad_days("from 晚于 to")),
        MOST_DAYS.. => Err(bad_days(format!("一次最多 {MOST_DAYS} 天"))),
        _ => Ok((from, to)),
    }
}

fn bad_days(message: impl Into<String>) -> AppError {
    AppError::refused(StatusCode::BAD_REQUEST, "invalid_query", message)
}

fn unknown_metric() -> AppError {
    let message = "没有这个指标；可用的见大屏快照 metrics 中的各键";
    AppError::refused(StatusCode::NOT_FOUND, "unknown_metric", message)
}
