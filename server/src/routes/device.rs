//! `/api/v1/device/…`: how a panel gets its first credential, as RFC 8628 has it, and each that comes after.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{address, body::Body};
use crate::{
    Application,
    access::secret,
    client::Client,
    error::{AppError, Grant},
    screens::{
        Presented, credential,
        fleet::Picture,
        pairing::{INTERVAL_S, LIFE_MS, Panel, Refused},
    },
};

/// The one kind of client that there is.
const CLIENT: &str = "liandong-screen";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The largest form, in bytes, and the longest that a panel says of itself.
const MAX_FORM: usize = 4 * 1024;
const MAX_MODEL: usize = 120;
/// The largest picture of a screen, in bytes.
pub const MAX_PICTURE: usize = 1024 * 1024;

/// What a panel asks for a code with.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "described for the document; read as a form by name"
)]
pub struct CodeForm {
    /// `liandong-screen`.
    client_id: String,
    /// What the panel is.
    model: Option<String>,
    /// Pixels.
    width: Option<u32>,
    /// Pixels.
    height: Option<u32>,
}

/// The codes of a panel that asks to be paired.
#[derive(Serialize, ToSchema)]
pub struct DeviceCodes {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: i64,
    interval: i64,
    qr: String,
}

/// What a panel asks for its credential with.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "described for the document; read as a form by name"
)]
pub struct GrantForm {
    /// `urn:ietf:params:oauth:grant-type:device_code`.
    grant_type: String,
    /// What it was given.
    device_code: String,
    /// `liandong-screen`.
    client_id: String,
}

/// A panel's credential.
#[derive(Serialize, ToSchema)]
pub struct Credential {
    access_token: String,
    token_type: &'static str,
}

/// Why there is no code or credential (RFC 6749, 5.2; RFC 8628, 3.5).
#[derive(Serialize, ToSchema)]
pub struct GrantProblem {
    /// The stable code.
    error: &'static str,
    /// What is wrong, in Chinese.
    error_description: String,
}

/// Gives a panel its codes.
///
/// # Errors
/// No such client, too many codes wait, or the machine has no randomness.
#[utoipa::path(
    post,
    path = "/api/v1/device/code",
    operation_id = "beginPairing",
    tag = "屏幕",
    summary = "屏幕请求配对码（RFC 8628）",
    description = "配对码 10 分钟内有效，只能用一次。出错时按 RFC 8628 答复 error 和 error_description。qr 为扩展字段：二维码的 SVG。",
    request_body(content = CodeForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = DeviceCodes),
        (status = 400, body = GrantProblem, description = "invalid_request"),
        (status = 401, body = GrantProblem, description = "invalid_client"),
    ),
)]
pub async fn code(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<DeviceCodes>, AppError> {
    let form = form(&headers, &body)?;
    known_client(&form)?;
    let number = |key: &str| {
        form.get(key)?
            .parse::<u32>()
            .ok()
            .filter(|size| *size <= 20_000)
    };
    let model = form.get("model").map_or("", String::as_str);
    let model: String = model
        .chars()
        .filter(|letter| !letter.is_control())
        .take(MAX_MODEL)
        .collect();
    let panel = Panel {
        address: client.address,
        model,
        size: number("width").zip(number("height")),
    };
    let now = application.clock.now().0;
    let codes = application.screens.pairing.begin(panel, now)?;
    let codes = codes.map_err(|_| {
        let description = "这个地址等待配对的屏幕太多；请稍后再试";
        Grant::new(StatusCode::TOO_MANY_REQUESTS, "slow_down", description)
    })?;
    let (first, second) = codes.user.split_at(codes.user.len() / 2);
    let user_code = format!("{first}-{second}");
    let verification_uri = address::absolute(client, &headers, "/console/screens/pair");
    let complete = format!("{verification_uri}?code={user_code}");
    Ok(Json(DeviceCodes {
        qr: address::qr(&complete),
        device_code: codes.device,
        user_code,
        verification_uri,
        verification_uri_complete: complete,
        expires_in: LIFE_MS / 1000,
        interval: INTERVAL_S,
    }))
}

/// Gives a panel its credential once staff have let it in.
///
/// # Errors
/// Not yet, or never.
#[utoipa::path(
    post,
    path = "/api/v1/device/token",
    operation_id = "finishPairing",
    tag = "屏幕",
    summary = "屏幕领取凭据（RFC 8628）",
    description = "按 interval 轮询；过快答 slow_down，之后每次多等 5 秒。凭据同时写入浏览器的 cookie，只发一次。",
    request_body(content = GrantForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = Credential),
        (
            status = 400, body = GrantProblem,
            description = "authorization_pending slow_down access_denied expired_token invalid_grant invalid_request \
                unsupported_grant_type",
        ),
        (status = 401, body = GrantProblem, description = "invalid_client"),
    ),
)]
pub async fn token(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let form = form(&headers, &body)?;
    let grant = form
        .get("grant_type")
        .ok_or_else(|| missing("grant_type"))?;
    if grant != GRANT {
        let description = format!("grant_type 应为 {GRANT}");
        return Err(Grant::bad("unsupported_grant_type", description).into());
    }
    known_client(&form)?;
    let device = form
        .get("device_code")
        .ok_or_else(|| missing("device_code"))?;
    let now = application.clock.now().0;
    let credential = application.screens.pairing.poll(device, now);
    let access_token = credential.map_err(refused)?;
    Ok(handed_out(client, access_token))
}

/// What a screen fetches its next credential with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    ticket: String,
}

/// Gives a screen its next credential. The one that it has goes on to count for a while.
///
/// # Errors
/// No screen, a ticket that is not its own, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/device/credential",
    operation_id = "renewCredential",
    tag = "屏幕",
    summary = "屏幕更换凭据",
    description = "屏幕在实时连接上收到 credential 通知后，以其中的 ticket 领取下一个凭据；新旧两个在新的启用十分钟内都有效，\
        中途断电也不会失去配对。",
    request_body = Renewal,
    security(("screen" = [])),
    responses(
        (status = 200, body = Credential),
        (status = 401, description = "not_paired"),
        (status = 409, description = "wrong_ticket"),
    ),
)]
pub async fn renew(
    State(application): State<Arc<Application>>,
    client: Client,
    headers: HeaderMap,
    Body(renewal): Body<Renewal>,
) -> Result<Response, AppError> {
    let screens = &application.screens;
    let shown = credential::of(&headers);
    let found = shown.and_then(|hash| Some((hash, screens.roster.identify(hash)?)));
    let Some((hash, Presented::Screen(screen))) = found else {
        return Err(AppError::not_paired());
    };
    let now = application.clock.now().0;
    if !screens.tickets.redeem(screen.id, &renewal.ticket, now) {
        let message = "这张票据不是给这块屏的，或已经用过；请等待下一张";
        return Err(AppError::refused(
            StatusCode::CONFLICT,
            "wrong_ticket",
            message,
        ));
    }
    screens.roster.used(screen.id, hash, now).await?;
    let next = credential::make()?;
    screens
        .roster
        .renew(screen.id, secret::hash(&next), now)
        .await?;
    Ok(handed_out(client, next))
}

/// Takes the picture that a screen made of its glass, for its staff. The newest one is kept, in memory.
///
/// # Errors
/// No screen, or no JPEG of at most [`MAX_PICTURE`].
#[utoipa::path(
    post,
    path = "/api/v1/device/picture",
    operation_id = "sendPicture",
    tag = "屏幕",
    summary = "屏幕上传截图",
    description = "屏幕收到 picture 命令后上传自己的画面（JPEG，不超过 1 MiB）；只保留最新一张，不写入磁盘。",
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    security(("screen" = [])),
    responses(
        (status = 204),
        (status = 401, description = "not_paired"),
        (status = 413, description = "file_too_large"),
        (status = 422, description = "file_not_allowed"),
    ),
)]
pub async fn picture(
    State(application): State<Arc<Application>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, AppError> {
    let screens = &application.screens;
    let found = credential::of(&headers).and_then(|hash| screens.roster.identify(hash));
    let Some(Presented::Screen(screen)) = found else {
        return Err(AppError::not_paired());
    };
    let jpeg = body.map_err(|_| {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        AppError::refused(status, "file_too_large", "截图超过 1 MiB")
    })?;
    if !jpeg.starts_with(&[0xff, 0xd8, 0xff]) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(AppError::refused(
            status,
            "file_not_allowed",
            "截图应为 JPEG",
        ));
    }
    let at = application.clock.now().0;
    screens.fleet.set_picture(screen.id, Picture { jpeg, at });
    Ok(StatusCode::NO_CONTENT)
}

fn handed_out(client: Client, access_token: String) -> Response {
    let cookie = credential::cookie(&access_token, client.secure);
    let answer = Json(Credential {
        access_token,
        token_type: "Bearer",
    });
    let cookie = cookie.map(|cookie| [(header::SET_COOKIE, cookie)]);
    (cookie, answer).into_response()
}

fn refused(why: Refused) -> Grant {
    let (error, description) = match why {
        Refused::AuthorizationPending => ("authorization_pending", "还没有人输入配对码"),
        Refused::SlowDown => ("slow_down", "轮询过快；间隔再加 5 秒"),
        Refused::AccessDenied => ("access_denied", "工作人员拒绝了配对"),
        Refused::ExpiredToken => ("expired_token", "配对码已过期；请重新请求"),
        Refused::InvalidGrant => ("invalid_grant", "没有这个 device_code，或已经用过"),
    };
    Grant::bad(error, description)
}

fn missing(field: &str) -> Grant {
    Grant::bad("invalid_request", format!("缺少参数 {field}"))
}

fn known_client(form: &HashMap<String, String>) -> Result<(), Grant> {
    let client = form.get("client_id").ok_or_else(|| missing("client_id"))?;
    if client != CLIENT {
        let description = format!("client_id 应为 {CLIENT}");
        let status = StatusCode::UNAUTHORIZED;
        return Err(Grant::new(status, "invalid_client", description));
    }
    Ok(())
}

/// A form's fields. Those without a value count as left out; none may come twice.
fn form(headers: &HeaderMap, body: &[u8]) -> Result<HashMap<String, String>, Grant> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") || body.len() > MAX_FORM {
        let description = "请求体应为 application/x-www-form-urlencoded，不超过 4 KiB";
        return Err(Grant::bad("invalid_request", description));
    }
    let mut form = HashMap::new();
    for (key, value) in form_urlencoded::parse(body).into_owned() {
        if value.is_empty() {
            continue;
        }
        if form.insert(key, value).is_some() {
            return Err(Grant::bad("invalid_request", "有参数写了两次"));
        }
    }
    Ok(form)
}
