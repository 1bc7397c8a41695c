//! `/api/v1/session…`: signing in and out, and one's own account.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{body::Body, path::Id};
use crate::{
    Application,
    access::{Peer, Role, Staff, ended_cookie, password, secret, sign_in, totp},
    error::AppError,
    store::access::Account,
};

/// A signed-in account that may still have to change its password: good for its own affairs only.
pub struct Oneself(Staff);

impl FromRequestParts<Arc<Application>> for Oneself {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        application: &Arc<Application>,
    ) -> Result<Self, AppError> {
        Staff::of(parts, application).await.map(Self)
    }
}

/// What an account sees of itself.
#[derive(Serialize, ToSchema)]
pub struct OwnAccount {
    login: String,
    title: String,
    #[schema(value_type = Role)]
    role: &'static str,
    unit: String,
    must_change_password: bool,
    second_factor: bool,
}

impl From<&Account> for OwnAccount {
    fn from(account: &Account) -> Self {
        Self {
            login: account.login.clone(),
            title: account.title.clone(),
            role: account.role.key(),
            unit: account.unit.to_string(),
            must_change_password: account.must_change,
            second_factor: account.totp.is_some(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    login: String,
    password: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    own_machine: bool,
}

/// Signs in.
///
/// # Errors
/// As [`sign_in::sign_in`].
#[utoipa::path(
    post,
    path = "/api/v1/session",
    operation_id = "signIn",
    tag = "登录",
    summary = "登录",
    description = "答复带会话 cookie。登录后的调用凭它识别身份。",
    request_body = SignIn,
    responses(
        (status = 204),
        (status = 401, description = "wrong_credentials code_required"),
        (status = 403, description = "https_required"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn begin(
    State(application): State<Arc<Application>>,
    peer: Peer,
    headers: HeaderMap,
    Body(form): Body<SignIn>,
) -> Result<Response, AppError> {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let credentials = sign_in::Credentials {
        login: form.login,
        password: form.password,
        code: form.code,
        own_machine: form.own_machine,
        agent: agent.unwrap_or_default().to_owned(),
    };
    let cookie = sign_in::sign_in(&application, peer, credentials).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    operation_id = "showSession",
    tag = "登录",
    summary = "当前登录的账号",
    security(("session" = [])),
    responses(
        (status = 200, body = OwnAccount),
    ),
)]
pub async fn show(Oneself(staff): Oneself) -> Json<OwnAccount> {
    Json(OwnAccount::from(&staff.account))
}

/// Signs out.
///
/// # Errors
/// The store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    operation_id = "signOut",
    tag = "登录",
    summary = "退出登录",
    security(("session" = [])),
    responses(
        (status = 204),
    ),
)]
pub async fn end(
    State(application): State<Arc<Application>>,
    Oneself(staff): Oneself,
) -> Result<Response, AppError> {
    let act = staff.act("session.ended", &staff.account.login, json!({}));
    let store = &application.store;
    store
        .end_session(staff.account.id, staff.session.id, &act)
        .await?;
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, ended_cookie())],
    )
        .into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    password: String,
}

/// Gives the password once more, before something dangerous.
///
/// # Errors
/// It is not right, too many tries went wrong, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/session/confirm",
    operation_id = "confirmIdentity",
    tag = "登录",
    summary = "再次输入口令",
    description = "之后十分钟内可做需要确认身份的操作。",
    request_body = Confirm,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "wrong_credentials"),
        (status = 403, description = "https_required"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn confirm(
    State(application): State<Arc<Application>>,
    peer: Peer,
    Oneself(staff): Oneself,
    Body(form): Body<Confirm>,
) -> Result<StatusCode, AppError> {
    sign_in::confirm(&application, peer, &staff.account, form.password).await?;
    application
        .store
        .confirm_session(staff.session.id, staff.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    current: String,
    new: String,
}

/// Changes one's own password; all other sessions end.
///
/// # Errors
/// The current password is not right, the new one is weak, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/session/password",
    operation_id = "changePassword",
    tag = "登录",
    summary = "修改自己的口令",
    description = "其他会话随即结束。",
    request_body = ChangePassword,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 401, description = "wrong_credentials"),
        (status = 403, description = "https_required"),
        (status = 429, description = "too_many_tries"),
    ),
)]
pub async fn change_password(
    State(application): State<Arc<Application>>,
    peer: Peer,
    Oneself(staff): Oneself,
    Body(form): Body<ChangePassword>,
) -> Result<StatusCode, AppError> {
    let account = &staff.account;
    if form.current == form.new {
        return Err(AppError::field("new", "新口令不能与原口令相同"));
    }
    let about = [account.login.as_str(), account.title.as_str()];
    password::check(&form.new, &about, account.totp.is_some())
        .map_err(|weak| AppError::field("new", weak.to_string()))?;
    sign_in::confirm(&application, peer, account, form.current)
        .await
        .map_err(|error| error.of_field("password", "current"))?;
    let kept = password::hash(form.new).await?;
    let act = staff.act("password.changed", &account.login, json!({}));
    let stays = Some(staff.session.id);
    let store = &application.store;
    store
        .set_password(account.id, &kept, false, stays, &act)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A second factor before it is in force.
#[derive(Serialize, ToSchema)]
pub struct Enrolment {
    secret: String,
    url: String,
    qr_svg: String,
}

/// Proposes a secret for the second factor. Nothing is kept until it was proved.
///
/// # Errors
/// The machine has no randomness.
#[utoipa::path(
    post,
    path = "/api/v1/session/totp",
    operation_id = "proposeSecondFactor",
    tag = "登录",
    summary = "生成第二因素的密钥",
    description = "还未生效；用其中的密钥算出验证码后，以 PUT 启用。",
    security(("session" = [])),
    responses(
        (status = 200, body = Enrolment),
    ),
)]
pub async fn propose_totp(staff: Staff) -> Result<Json<Enrolment>, AppError> {
    let secret = totp::new_secret()?;
    let enrolment = totp::enrolment(&secret, &staff.account.login);
    let (secret, url) = enrolment.ok_or_else(|| AppError::unknown("账号"))?;
    let code = qrcode::QrCode::new(&url).map_err(|_| AppError::unknown("账号"))?;
    let qr_svg = code.render::<qrcode::render::svg::Color<'_>>().build();
    Ok(Json(Enrolment {
        secret,
        url,
        qr_svg,
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProveTotp {
    secret: String,
    code: String,
}

/// The ways in when the second factor is lost, each once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// Puts a second factor in force, once a code of it is right.
///
/// # Errors
/// The code is not right, the password was given too long ago, or the store failed.
#[utoipa::path(
    put,
    path = "/api/v1/session/totp",
    operation_id = "setSecondFactor",
    tag = "登录",
    summary = "启用第二因素",
    description = "需在十分钟内输入过口令。答复中的恢复码只出现这一次。",
    request_body = ProveTotp,
    security(("session" = [])),
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn set_totp(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<ProveTotp>,
) -> Result<Json<RecoveryCodes>, AppError> {
    staff.confirmed()?;
    let secret = totp::read_secret(&form.secret)
        .ok_or_else(|| AppError::field("secret", "密钥不对，请重新开始"))?;
    let step = totp::step_of(&secret, &form.code, staff.now())
        .ok_or_else(|| AppError::field("code", "验证码不对；请核对手机时间后再试"))?;
    let recovery_codes = totp::recovery_codes()?;
    let hashes: Vec<_> = recovery_codes
        .iter()
        .map(|code| secret::hash_typed(code))
        .collect();
    let act = staff.act("second_factor.set", &staff.account.login, json!({}));
    let (store, id) = (&application.store, staff.account.id);
    store.set_totp(id, Some((&secret, &hashes)), &act).await?;
    store.use_totp_step(id, step).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Takes one's own second factor away.
///
/// # Errors
/// The password was given too long ago, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/session/totp",
    operation_id = "removeSecondFactor",
    tag = "登录",
    summary = "停用第二因素",
    description = "需在十分钟内输入过口令。",
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn remove_totp(
    State(application): State<Arc<Application>>,
    staff: Staff,
) -> Result<StatusCode, AppError> {
    staff.confirmed()?;
    let act = staff.act("second_factor.removed", &staff.account.login, json!({}));
    application
        .store
        .set_totp(staff.account.id, None, &act)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One of one's own sessions.
#[derive(Serialize, ToSchema)]
pub struct OwnSession {
    id: i64,
    address: String,
    agent: String,
    created_at: i64,
    seen_at: i64,
    current: bool,
}

/// One's own sessions, the last used first.
///
/// # Errors
/// The store failed.
#[utoipa::path(
    get,
    path = "/api/v1/sessions",
    operation_id = "listSessions",
    tag = "登录",
    summary = "自己的会话",
    description = "最近用过的在前。",
    security(("session" = [])),
    responses(
        (status = 200, body = Vec<OwnSession>),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
) -> Result<Json<Vec<OwnSession>>, AppError> {
    let sessions = application.store.sessions(staff.account.id).await?;
    let own = sessions.into_iter().map(|session| OwnSession {
        current: session.id == staff.session.id,
        id: session.id,
        address: session.address,
        agent: session.agent,
        created_at: session.created_at,
        seen_at: session.seen_at,
    });
    Ok(Json(own.collect()))
}

/// Ends one of one's own sessions.
///
/// # Errors
/// There is none with this number, or the store failed.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{id}",
    operation_id = "endSession",
    tag = "登录",
    summary = "结束自己的一个会话",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn revoke(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<StatusCode, AppError> {
    let act = staff.act(
        "session.revoked",
        &staff.account.login,
        json!({ "session": id }),
    );
    let store = &application.store;
    if store.end_session(staff.account.id, id, &act).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(AppError::unknown("登录"))
    }
}
