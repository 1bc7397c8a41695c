//! `GET /api/v1/units…`: what a display would get, as JSON.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use liandong_app::page::Search;
use liandong_domain::{
    frame::{PathStep, Scene, Snapshot},
    unit::{UnitCode, UnitKind},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{path::Code, query::Asked};
use crate::{Application, error::AppError};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SnapshotQuery {
    #[param(value_type = Option<Scene>)]
    scene: Option<String>,
}

/// Everything that a display of the unit gets.
///
/// # Errors
/// No such unit or scene.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/snapshot",
    operation_id = "showSnapshot",
    tag = "读取",
    summary = "单位大屏的全部数字",
    description = "敏感的小数字已按隐私规则模糊。不公开查看时需要登录。",
    params(("code" = UnitCode, Path), SnapshotQuery),
    security((), ("session" = [])),
    responses(
        (status = 200, body = Snapshot),
        (status = 400, description = "unknown_scene"),
        (status = 404, description = "unknown_unit"),
    ),
)]
pub async fn snapshot(
    State(application): State<Arc<Application>>,
    Code(code): Code,
    Asked(query): Asked<SnapshotQuery>,
) -> Result<Json<Snapshot>, AppError> {
    let scene = scene(query.scene.as_deref())?;
    let snapshot = application.hub.snapshot(&code, scene);
    snapshot
        .map(Json)
        .ok_or_else(|| AppError::unknown_unit(&code))
}

/// The scene that is asked for, which is the overview where none is named.
///
/// # Errors
/// No such scene.
pub fn scene(key: Option<&str>) -> Result<Scene, AppError> {
    Scene::from_key(key.unwrap_or("overview")).ok_or_else(|| {
        let known: Vec<&str> = Scene::ALL.iter().map(|scene| scene.key()).collect();
        let message = format!("没有这个场景；可用的有：{}", known.join("、"));
        AppError::refused(StatusCode::BAD_REQUEST, "unknown_scene", message)
    })
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindQuery {
    #[serde(default)]
    q: String,
    #[param(value_type = Option<UnitKind>)]
    level: Option<String>,
    #[param(minimum = 0, maximum = 65535)]
    limit: Option<u16>,
}

/// Units that were found.
#[derive(Serialize, ToSchema)]
pub struct FoundUnits {
    total: u32,
    units: Vec<FoundUnit>,
}

#[derive(Serialize, ToSchema)]
struct FoundUnit {
    #[serde(flatten)]
    unit: PathStep,
    path: Vec<PathStep>,
}

/// Finds units by `q`: part of a name, the beginning of a code, or pinyin initials.
///
/// # Errors
/// No such level.
#[utoipa::path(
    get,
    path = "/api/v1/units",
    operation_id = "findUnits",
    tag = "读取",
    summary = "查找单位",
    description = "按名称的一部分、代码的开头或拼音首字母。不公开查看时需要登录。",
    params(FindQuery),
    security((), ("session" = [])),
    responses(
        (status = 200, body = FoundUnits),
        (status = 400, description = "unknown_level"),
    ),
)]
pub async fn find(
    State(application): State<Arc<Application>>,
    Asked(query): Asked<FindQuery>,
) -> Result<Json<FoundUnits>, AppError> {
    let level = query
        .level
        .as_deref()
        .filter(|level| !level.is_empty())
        .map(parse_level)
        .transpose()?;
    let limit = query.limit.map_or(Search::LIMIT, usize::from);
    let limit = limit.min(Search::LIMIT);
    let search = application.finder.find(&query.q, level, limit);
    let units = search.found.into_iter();
    let units = units
        .map(|found| FoundUnit {
            unit: found.unit,
            path: found.above,
        })
        .collect();
    Ok(Json(FoundUnits {
        total: search.total,
        units,
    }))
}

fn parse_level(level: &str) -> Result<UnitKind, AppError> {
    UnitKind::from_key(level).ok_or_else(|| {
        let known: Vec<&str> = UnitKind::ALL.into_iter().map(UnitKind::key).collect();
        let message = format!("没有这个层级；可用的有：{}", known.join("、"));
        AppError::refused(StatusCode::BAD_REQUEST, "unknown_level", message)
    })
}
