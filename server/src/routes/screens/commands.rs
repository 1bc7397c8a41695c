//! `POST /api/v1/screens/commands`: has screens do something, one or many.

use std::sync::Arc;

use axum::{Json, extract::State};
use liandong_domain::frame::Scene;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::find;
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    ingest,
    screens::fleet::Order,
};

/// Screens of one call at most.
const MOST: usize = 10_000;
/// The longest message to be shown.
const LONGEST: usize = 60;

/// What screens are to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Say who they are.
    Identify,
    /// Fetch their page anew.
    Reload,
    /// Begin from the beginning.
    Restart,
    /// Show something else.
    Turn,
    /// Show a message.
    Message,
    /// Say nothing.
    Mute,
    /// Speak again.
    Unmute,
    /// Take a picture of what is on the glass.
    Picture,
    /// Forget that there was a second panel.
    Forgive,
}

/// Where an arrow on the glass points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Arrow {
    /// ↑
    Up,
    /// →
    Right,
    /// ↓
    Down,
    /// ←
    Left,
}

/// Which screens are to do what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Their numbers.
    screens: Vec<i64>,
    /// What.
    #[serde(rename = "do")]
    deed: Deed,
    /// Of a message.
    #[serde(default)]
    text: Option<String>,
    /// Of another unit to be shown.
    #[serde(default)]
    unit: Option<String>,
    /// Of another scene to be shown.
    #[serde(default)]
    scene: Option<Scene>,
    /// Of saying who they are.
    #[serde(default)]
    arrow: Option<Arrow>,
}

/// Which screens were told.
#[derive(Serialize, ToSchema)]
pub struct Told {
    told: usize,
    /// Those that are not connected.
    missed: Vec<i64>,
}

/// Has screens do something.
///
/// # Errors
/// No manager, a screen that is not of this account's subtree, or something that cannot be.
#[utoipa::path(
    post,
    path = "/api/v1/screens/commands",
    operation_id = "commandScreens",
    tag = "屏幕",
    summary = "让屏幕做一件事",
    description = "角色：管理员。identify 显示名称和箭头，reload 刷新，restart 重新启动页面，turn 换画面，message 显示一句话，\
        mute 与 unmute 管语音，picture 截图，forgive 消去凭据重复的提示。没有连接的屏幕在 missed 中，不补做。",
    request_body = Command,
    security(("session" = [])),
    responses(
        (status = 200, body = Told),
        (status = 404, description = "not_found unknown_unit"),
    ),
)]
pub async fn send(
    State(application): State<Arc<Application>>,
    staff: Staff,
    super::Body(command): super::Body<Command>,
) -> Result<Json<Told>, AppError> {
    staff.needs(Role::Manager)?;
    check(&application, &command)?;
    let mut screens = command.screens.clone();
    screens.sort_unstable();
    screens.dedup();
    for &id in &screens {
        find(&application, &staff, id)?;
    }
    let fleet = &application.screens.fleet;
    let detail = json!({ "do": command.deed, "screens": screens.len(), "text": command.text });
    let subject = screens.first().map(ToString::to_string).unwrap_or_default();
    let act = staff.act("screen.commanded", subject, detail);
    application.store.record(&act).await?;
    if command.deed == Deed::Forgive {
        for &id in &screens {
            fleet.forgive(id);
        }
        let told = screens.len();
        return Ok(Json(Told {
            told,
            missed: Vec::new(),
        }));
    }
    let notice = json!({
        "kind": "command", "id": fleet.next_command(staff.now()), "do": command.deed, "text": command.text,
        "unit": command.unit, "scene": command.scene, "arrow": command.arrow,
    });
    let notice = notice.to_string();
    let is_missed = |id: &i64| !fleet.order(*id, Order::Notice(notice.clone()));
    let missed: Vec<i64> = screens.iter().copied().filter(is_missed).collect();
    let told = screens.len() - missed.len();
    Ok(Json(Told { told, missed }))
}

fn check(application: &Application, command: &Command) -> Result<(), AppError> {
    if command.screens.is_empty() || command.screens.len() > MOST {
        return Err(AppError::field(
            "screens",
            format!("请选 1 至 {MOST} 块屏幕"),
        ));
    }
    if command.deed == Deed::Message {
        let text = command.text.as_deref().unwrap_or_default();
        if !ingest::is_plain(text, LONGEST) {
            return Err(AppError::field(
                "text",
                format!("要显示的话应为 1 至 {LONGEST} 个字"),
            ));
        }
    }
    if command.deed == Deed::Turn {
        let unit = command.unit.as_deref().unwrap_or_default();
        if application.engine.read().tree().find(unit).is_none() {
            return Err(AppError::unknown_unit(unit));
        }
        if command.scene.is_none() {
            return Err(AppError::field("scene", "请选要显示的场景"));
        }
    }
    Ok(())
}
