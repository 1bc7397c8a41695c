//! The yearly assessment: `PUT /api/v1/settings/assessment` says what is assessed,
//! `GET /api/v1/units/{code}/assessment/export.csv` and `…/export.xlsx` give the points of the units below.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{StatusCode, Version},
    response::Response,
};
use liandong_domain::unit::UnitKind;
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{body::Body, path::Code, query::Asked, settings::needs_root};
use crate::{
    Application,
    access::{Role, Staff},
    assessment::{self, Books, Indicator, Year},
    error::AppError,
    exports::{self, AssessmentTable, Format, Wanted},
};

/// What is assessed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// The indicators; their weights come to 100.
    indicators: Vec<Indicator>,
    /// From which year on, up to the next one that has its own; the running one where none is named.
    year: Option<u16>,
}

/// Sets what is assessed.
///
/// # Errors
/// No administrator of the root, indicators that cannot be assessed by, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/settings/assessment",
    operation_id = "setIndicators",
    tag = "设置",
    summary = "设定考核指标",
    description = "角色：顶层单位的系统管理员。数据指标为几个统计项之和除以几个统计项之和，达到达标线得满分；评分指标由评审打分。分值合计应为 100。\
        自 year 年度起适用，到下一个另有设定的年度为止；不写则为本年度，以前的年度不变。",
    request_body = Indicators,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "year_not_kept"),
        (status = 422, description = "invalid_indicators"),
    ),
)]
pub async fn set(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(wanted): Body<Indicators>,
) -> Result<StatusCode, AppError> {
    needs_root(&application, &staff)?;
    assessment::check(&wanted.indicators).map_err(|unfit| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        AppError::refused(status, "invalid_indicators", unfit.to_string())
    })?;
    let year = asked_year(&application, wanted.year.map(i32::from))
        .await?
        .year;
    let labels = wanted.indicators.iter();
    let labels: Vec<String> = labels
        .map(|one| format!("{} {}", one.label, one.weight))
        .collect();
    let detail = json!({ "year": year, "indicators": labels });
    let act = staff.act("assessment.set", "", detail);
    assessment::save(&application.store, year, &wanted.indicators, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The year that is asked for, the running one where none is named.
async fn asked_year(application: &Application, asked: Option<i32>) -> Result<Year, AppError> {
    let today = application.engine.read().today();
    let years = assessment::years(&application.store, today).await?;
    assessment::pick(&years, asked)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LevelQuery {
    /// Which level's units, by its key; those just below where none is named.
    level: Option<String>,
    /// Which year, the running one where none is named.
    year: Option<String>,
}

/// The points as CSV.
///
/// # Errors
/// No such unit in the subtree, no such level, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/assessment/export.csv",
    operation_id = "exportAssessmentCsv",
    tag = "导出",
    summary = "导出考核得分（CSV）",
    description = "角色：查看员。下级单位各一行；每个指标写出分子、分母（或评分）和得分，最后是总分。\
        往年取该年最后一个有保存的日终的数字，当年还没有的单位不列。",
    params(("code" = String, Path), LevelQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "text/csv; charset=utf-8", body = Vec<u8>),
        (status = 400, description = "unknown_level"),
        (status = 404, description = "unknown_unit year_not_kept"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn csv(
    state: State<Arc<Application>>,
    staff: Staff,
    code: Code,
    query: Asked<LevelQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, code, query, (Format::Csv, version)).await
}

/// The points as a workbook.
///
/// # Errors
/// As [`csv`].
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/assessment/export.xlsx",
    operation_id = "exportAssessmentXlsx",
    tag = "导出",
    summary = "导出考核得分（XLSX）",
    description = "角色：查看员。下级单位各一行；每个指标写出分子、分母（或评分）和得分，最后是总分。\
        往年取该年最后一个有保存的日终的数字，当年还没有的单位不列。",
    params(("code" = String, Path), LevelQuery),
    security(("session" = [])),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 400, description = "unknown_level"),
        (status = 404, description = "unknown_unit year_not_kept"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn xlsx(
    state: State<Arc<Application>>,
    staff: Staff,
    code: Code,
    query: Asked<LevelQuery>,
    version: Version,
) -> Result<Response, AppError> {
    export(state, staff, code, query, (Format::Xlsx, version)).await
}

async fn export(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Asked(query): Asked<LevelQuery>,
    (format, version): (Format, Version),
) -> Result<Response, AppError> {
    let unit = staff.needs_at(&application, Role::Viewer, &code)?;
    let level = match query.level.as_deref().filter(|level| !level.is_empty()) {
        Some(key) => Some(UnitKind::from_key(key).ok_or_else(|| unknown_level(key))?),
        None => None,
    };
    let year = assessment::parse(query.year.as_deref())?;
    let year = asked_year(&application, year).await?;
    let indicators = assessment::load(&application.store, year.year)
        .await?
        .indicators;
    let (name, units) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let top = tree.find(unit.as_str());
        let top = top.ok_or_else(|| AppError::unknown_unit(unit.as_str()))?;
        let name = tree.node(top).name.to_string();
        (name, assessment::units(tree, top, level))
    };
    let books = Books::open(&application.store, year, &units).await?;
    let table = {
        let aggregate = application.engine.read();
        AssessmentTable::of(&aggregate, &books, &units, indicators)
    };
    let count = table.units();
    let level = level.map(UnitKind::key);
    let detail = json!({ "year": year.year, "level": level, "units": count });
    let act = exports::act(&staff, "assessment.exported", unit.as_str(), format, detail);
    let wanted = Wanted {
        format,
        version,
        name: format!("{name}_{}年度_考核", year.year),
        rows: count as i64,
    };
    exports::send(&application, &act, wanted, table).await
}

fn unknown_level(key: &str) -> AppError {
    let known: Vec<&str> = UnitKind::ALL.iter().map(|kind| kind.key()).collect();
    let shown: String = key.chars().take(40).collect();
    let message = format!("没有级别“{shown}”；可用的有 {}", known.join("、"));
    AppError::refused(StatusCode::BAD_REQUEST, "unknown_level", message)
}
