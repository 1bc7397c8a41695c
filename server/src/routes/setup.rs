//! `POST /api/v1/setup`: the first start. Guarded by the code in the server's log, and only while
//! there is no account.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use liandong_domain::{
    fact::{Event, Fact, NewUnit},
    moment::{Moment, UtcOffset},
    unit::{UnitCode, UnitKind},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    accounts::{login_error, title_error},
    body::Body,
};
use crate::{
    Application,
    access::{Peer, Role, password, sign_in::plain_login},
    error::{AppError, FieldError, Problem},
    ingest,
    store::access::{Act, NewAccount},
    time_zone,
};

/// The top of the tree, where there is none yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RootForm {
    code: String,
    name: String,
    #[schema(value_type = UnitKind)]
    level: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupForm {
    /// The code in the server's log.
    code: String,
    #[serde(default)]
    root: Option<RootForm>,
    login: String,
    title: String,
    password: String,
    public_viewing: bool,
    /// Where days begin, as `+08:00`; as it stands where it is not given.
    #[serde(default)]
    utc_offset: Option<String>,
}

/// Makes the first account, and the top of the tree where there is none.
///
/// # Errors
/// There is an account already, the code is not right, a field cannot be, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/setup",
    operation_id = "setUp",
    tag = "首次启动",
    summary = "建立第一个账号",
    description = "只在还没有账号时可用，凭服务器日志里的启动口令。",
    request_body = SetupForm,
    responses(
        (status = 201),
        (status = 403, description = "https_required"),
        (status = 409, description = "already_set_up"),
    ),
)]
pub async fn run(
    State(application): State<Arc<Application>>,
    peer: Peer,
    Body(form): Body<SetupForm>,
) -> Result<StatusCode, AppError> {
    peer.needs_safety()?;
    // Two at once would both find no account.
    let _turn = application.setting_up.lock().await;
    if application.store.has_accounts().await? {
        let message = "已经设置过了；请直接登录";
        return Err(AppError::refused(
            StatusCode::CONFLICT,
            "already_set_up",
            message,
        ));
    }
    let now = application.clock.now();
    application.setup_code.announce(now.0)?;
    if !application.setup_code.is_right(&form.code, now.0) {
        let message = "启动口令不对；它在服务器的日志里，30 分钟内有效";
        return Err(AppError::field("code", message));
    }
    let existing = root(&application);
    let login = plain_login(&form.login);
    let (new_root, mut errors) = check(&form, &login, existing.is_none());
    let offset = check_offset(&application, form.utc_offset.as_deref());
    let offset = offset.map_err(|error| errors.push(error)).ok().flatten();
    if !errors.is_empty() {
        return Err(Problem::of_fields(errors).into());
    }
    let act = |action, subject: &str| Act {
        at: now.0,
        actor: login.clone(),
        address: peer.address.to_string(),
        action,
        subject: subject.to_owned(),
        detail: json!({}),
    };
    let unit = match (existing, new_root) {
        (Some(unit), _) => unit,
        (None, Some((code, new))) => {
            add_root(&application, now, code.clone(), new).await?;
            code
        }
        (None, None) => return Err(AppError::field("root", "请填写顶层单位")),
    };
    let new = NewAccount {
        title: form.title.trim().to_owned(),
        role: Role::Administrator,
        password: password::hash(form.password).await?,
        must_change: false,
        login: login.clone(),
        unit,
    };
    let public = act("settings.changed", "public_viewing");
    let (store, viewing) = (&application.store, &application.viewing);
    viewing.set(store, form.public_viewing, &public).await?;
    if let Some(offset) = offset {
        time_zone::choose(store, offset, &act("settings.changed", "utc_offset")).await?;
    }
    let made = act("account.created", &login);
    store.add_account(&new, &made).await?;
    if offset.is_some() {
        application.renewal.notify_one();
    }
    Ok(StatusCode::CREATED)
}

/// The code of the tree's first root.
fn root(application: &Application) -> Option<UnitCode> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let root = tree.roots().next()?;
    Some(tree.node(root).code.clone())
}

type NewRoot = (UnitCode, NewUnit);

fn check(form: &SetupForm, login: &str, needs_root: bool) -> (Option<NewRoot>, Vec<FieldError>) {
    let mut errors = Vec::new();
    let root = form.root.as_ref().filter(|_| needs_root);
    if needs_root && root.is_none() {
        let message = "请填写顶层单位".to_owned();
        let field = "root";
        errors.push(FieldError { field, message });
    }
    let root = root.and_then(|root| check_root(root, &mut errors));
    errors.extend(login_error(login));
    errors.extend(title_error(&form.title));
    let about = [login, form.title.trim()];
    if let Err(weak) = password::check(&form.password, &about, false) {
        errors.push(FieldError {
            field: "password",
            message: weak.to_string(),
        });
    }
    (root, errors)
}

/// The offset that is to stand from now on, where it is another than that which stands.
fn check_offset(
    application: &Application,
    wanted: Option<&str>,
) -> Result<Option<UtcOffset>, FieldError> {
    let wrong = |message| FieldError {
        field: "utc_offset",
        message,
    };
    let offset = time_zone::named(wanted).map_err(|error| wrong(error.to_string()))?;
    let stands = application.clock.offset();
    let offset = offset.filter(|offset| *offset != stands);
    if offset.is_some() && application.config.utc_offset.is_some() {
        let stands = time_zone::written(stands);
        let message = format!("时区已由启动参数 --utc-offset 指定为 {stands}");
        return Err(wrong(message));
    }
    Ok(offset)
}

fn check_root(root: &RootForm, errors: &mut Vec<FieldError>) -> Option<NewRoot> {
    let mut wrong = |field, message: String| errors.push(FieldError { field, message });
    let code = root.code.trim().parse::<UnitCode>();
    let code = code
        .map_err(|error| wrong("root.code", error.to_string()))
        .ok();
    let name = root.name.trim();
    if !ingest::is_plain(name, ingest::LONGEST_NAME) {
        let longest = ingest::LONGEST_NAME;
        wrong("root.name", format!("名称应为 1 至 {longest} 个字"));
    }
    let kind = UnitKind::from_key(&root.level);
    if kind.is_none() {
        wrong("root.level", "请选择级别".to_owned());
    }
    let new = |kind| NewUnit {
        name: name.to_owned(),
        kind,
        parent: None,
        position: None,
        recorded: false,
    };
    Some((code?, new(kind?)))
}

async fn add_root(
    application: &Application,
    at: Moment,
    code: UnitCode,
    new: NewUnit,
) -> Result<(), AppError> {
    let fact = Fact {
        id: format!("unit.added/{code}"),
        at,
        unit: code,
        event: Event::UnitAdded(new),
    };
    let receipt = application.engine.submit(vec![(0, fact)], None).await?;
    match receipt.rejected.into_iter().next() {
        Some(rejected) => Err(AppError::field("root.code", rejected.rejection.message)),
        None => Ok(()),
    }
}
