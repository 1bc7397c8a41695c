//! From login and password to a session.

use axum::http::{HeaderValue, StatusCode};
use serde_json::json;

use super::{Peer, cookie::session_cookie, password, secret, staff::SESSION_MS, totp};
use crate::{
    Application,
    error::{AppError, Problem},
    store::access::{Account, Act, Millis, Session},
};

/// How long an unused session lasts.
const IDLE_MS: Millis = 30 * 60_000;
/// The same on a machine that nobody else uses.
const IDLE_ON_OWN_MACHINE_MS: Millis = 8 * 60 * 60_000;

/// What one signs in with.
pub struct Credentials {
    /// The login, in any case.
    pub login: String,
    /// The password.
    pub password: String,
    /// A code of the second factor, or a recovery code.
    pub code: Option<String>,
    /// Whether nobody else uses the machine.
    pub own_machine: bool,
    /// The browser, as it calls itself.
    pub agent: String,
}

/// A login as it is kept: without blanks around it, in lower case.
pub fn plain_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Begins a session; answers with the cookie that carries it.
///
/// # Errors
/// The connection is not safe, too many tries went wrong, the credentials are not right, or a code
/// of the second factor is needed as well.
pub async fn sign_in(
    application: &Application,
    peer: Peer,
    credentials: Credentials,
) -> Result<HeaderValue, AppError> {
    peer.needs_safety()?;
    let login = plain_login(&credentials.login);
    let now = application.clock.now().0;
    let free = enter(application, &login, peer, now).await?;
    let throttle = &application.throttle;
    let account = match authenticate(application, &login, &credentials, now).await? {
        Outcome::Right(account) => account,
        Outcome::CodeNeeded => {
            throttle.take_back(&login, peer.address);
            return Err(code_needed());
        }
        Outcome::Wrong(reason) => {
            let detail = json!({ "reason": reason });
            let act = act("session.refused", &login, peer, now, detail);
            application.store.record(&act).await?;
            return Err(wrong(free));
        }
    };
    throttle.right(&login, peer.address);
    begin_session(application, peer, &account, &credentials, now).await
}

/// Whether the password, given once more, is the account's.
///
/// # Errors
/// It is not, or too many tries went wrong.
pub async fn confirm(
    application: &Application,
    peer: Peer,
    account: &Account,
    password: String,
) -> Result<(), AppError> {
    let now = application.clock.now().0;
    let login = &account.login;
    enter(application, login, peer, now).await?;
    if password::is_right(password, Some(account.password.clone())).await? {
        application.throttle.right(login, peer.address);
        return Ok(());
    }
    Err(AppError::field("password", "口令不对"))
}

/// Lets a try through, or tells how long to wait; answers how many more are free.
async fn enter(
    application: &Application,
    login: &str,
    peer: Peer,
    now: Millis,
) -> Result<u32, AppError> {
    let (throttle, address) = (&application.throttle, peer.address);
    let wait_ms = match throttle.enter(login, address, false, now) {
        Ok(free) => return Ok(free),
        Err(wait_ms) => wait_ms,
    };
    let store = &application.store;
    if store
        .was_signed_in_from(login, &address.to_string())
        .await?
    {
        return throttle
            .enter(login, address, true, now)
            .map_err(too_many_tries);
    }
    Err(too_many_tries(wait_ms))
}

enum Outcome {
    Right(Account),
    CodeNeeded,
    Wrong(&'static str),
}

async fn authenticate(
    application: &Application,
    login: &str,
    credentials: &Credentials,
    now: Millis,
) -> Result<Outcome, AppError> {
    let account = application.store.account_of_login(login).await?;
    let kept = account.as_ref().map(|account| account.password.clone());
    let is_right = password::is_right(credentials.password.clone(), kept).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return Ok(Outcome::Wrong("password"));
    };
    if account.disabled {
        return Ok(Outcome::Wrong("disabled"));
    }
    let Some(totp) = &account.totp else {
        return Ok(Outcome::Right(account));
    };
    let code = credentials.code.as_deref().map(str::trim);
    let Some(code) = code.filter(|code| !code.is_empty()) else {
        return Ok(Outcome::CodeNeeded);
    };
    let store = &application.store;
    let is_right = if let Some(step) = totp::step_of(totp, code, now) {
        // A code that somebody looked at over a shoulder is of no use a second time.
        store.use_totp_step(account.id, step).await?
    } else {
        let code = secret::hash_typed(code);
        store.use_recovery_code(account.id, code).await?
    };
    Ok(if is_right {
        Outcome::Right(account)
    } else {
        Outcome::Wrong("code")
    })
}

async fn begin_session(
    application: &Application,
    peer: Peer,
    account: &Account,
    credentials: &Credentials,
    now: Millis,
) -> Result<HeaderValue, AppError> {
    let secret = secret::make("")?;
    let idle_ms = if credentials.own_machine {
        IDLE_ON_OWN_MACHINE_MS
    } else {
        IDLE_MS
    };
    let session = Session {
        id: 0,
        account: account.id,
        address: peer.address.to_string(),
        agent: credentials.agent.chars().take(200).collect(),
        created_at: now,
        seen_at: now,
        confirmed_at: now,
        idle_ms,
    };
    let act = act("session.began", &account.login, peer, now, json!({}));
    let store = &application.store;
    store
        .add_session(secret::hash(&secret), &session, &act)
        .await?;
    store.forget_sessions(now - SESSION_MS).await?;
    let keep_s = credentials.own_machine.then_some(SESSION_MS / 1000);
    session_cookie(&secret, keep_s).ok_or_else(AppError::not_signed_in)
}

fn act(
    action: &'static str,
    login: &str,
    peer: Peer,
    at: Millis,
    detail: serde_json::Value,
) -> Act {
    let login: String = login.chars().take(64).collect();
    Act {
        at,
        actor: login.clone(),
        address: peer.address.to_string(),
        action,
        subject: login,
        detail,
    }
}

fn too_many_tries(wait_ms: Millis) -> AppError {
    let seconds = (wait_ms + 999) / 1000;
    let message = format!("口令错误次数过多，请 {seconds} 秒后再试");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", message)
        .retry_after_ms(wait_ms)
        .into()
}

fn code_needed() -> AppError {
    let message = "请输入动态验证码，或一个恢复码";
    AppError::refused(StatusCode::UNAUTHORIZED, "code_required", message)
}

/// The same whether there is such an account or not.
fn wrong(free: u32) -> AppError {
    let message = match free {
        0 => "账号、口令或验证码不对，请稍候再试".to_owned(),
        free => format!("账号、口令或验证码不对，还可以试 {free} 次"),
    };
    AppError::refused(StatusCode::UNAUTHORIZED, "wrong_credentials", message)
}
