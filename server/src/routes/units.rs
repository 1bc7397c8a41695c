//! `GET /api/v1/units…`: what a display would get, as JSON.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use liandong_app::page::Search;
use liandong_domain::{
    frame::{PathStep, Scene, Snapshot},
    unit::UnitKind,
};
use serde::{Deserialize, Serialize};

use super::path::Code;
use crate::{Application, error::AppError};

#[derive(Deserialize)]
pub struct SnapshotQuery {
    scene: Option<String>,
}

/// Everything that a display of the unit gets.
///
/// # Errors
/// No such unit or scene.
pub async fn snapshot(
    State(application): State<Arc<Application>>,
    Code(code): Code,
    Query(query): Query<SnapshotQuery>,
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
        let message = "没有这个场景；可用的有：overview";
        AppError::refused(StatusCode::BAD_REQUEST, "unknown_scene", message)
    })
}

#[derive(Deserialize)]
pub struct FindQuery {
    #[serde(default)]
    q: String,
    level: Option<String>,
    limit: Option<usize>,
}

/// Units that were found.
#[derive(Serialize)]
pub struct FoundUnits {
    total: u32,
    units: Vec<FoundUnit>,
}

#[derive(Serialize)]
struct FoundUnit {
    #[serde(flatten)]
    unit: PathStep,
    path: Vec<PathStep>,
}

/// Finds units by `q`: part of a name, the beginning of a code, or pinyin initials.
///
/// # Errors
/// No such level.
pub async fn find(
    State(application): State<Arc<Application>>,
    Query(query): Query<FindQuery>,
) -> Result<Json<FoundUnits>, AppError> {
    let level = query
        .level
        .as_deref()
        .filter(|level| !level.is_empty())
        .map(parse_level)
        .transpose()?;
    let limit = query.limit.unwrap_or(Search::LIMIT).min(Search::LIMIT);
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
