//! `/api/v1/accounts…`: who may do what, for administrators of the subtree.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    paging::{self, Paged},
    path::Id,
    query::Asked,
};
use crate::{
    Application,
    access::{Role, Staff, password, secret, sign_in::plain_login},
    error::{AppError, FieldError, Problem},
    ingest,
    store::access::{Account, AccountChange, NewAccount},
};

/// An account as administrators see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    id: i64,
    login: String,
    title: String,
    #[schema(value_type = Role)]
    role: &'static str,
    unit: String,
    disabled: bool,
    second_factor: bool,
    must_change_password: bool,
    created_at: i64,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            login: account.login,
            title: account.title,
            role: account.role.key(),
            unit: account.unit.to_string(),
            disabled: account.disabled,
            second_factor: account.totp.is_some(),
            must_change_password: account.must_change,
            created_at: account.created_at,
        }
    }
}

/// Which accounts are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountsWanted {
    /// The cursor that the page before gave as `next`.
    pub after: Option<String>,
}

/// A page of accounts.
#[derive(Serialize, ToSchema)]
pub struct AccountPage {
    /// By login.
    accounts: Vec<AccountView>,
    /// What to ask for as `after` to get the next page.
    next: Option<String>,
}

/// A page of the accounts of an administrator's subtree, by login.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn page(
    application: &Application,
    staff: &Staff,
    after: Option<String>,
) -> Result<Paged<Account, String>, AppError> {
    staff.needs(Role::Administrator)?;
    let store = &application.store;
    let read = async |after: Option<String>, limit| {
        store
            .accounts(after.as_deref().unwrap_or_default(), limit)
            .await
    };
    let cursor = |account: &Account| account.login.clone();
    let is_seen = |account: &Account| staff.covers(application, &account.unit);
    Ok(paging::page(after, read, cursor, is_seen).await?)
}

/// Lists the accounts of the subtree.
///
/// # Errors
/// No administrator, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    operation_id = "listAccounts",
    tag = "账号",
    summary = "管理范围内的账号",
    description = "角色：系统管理员。按账号排列，每页 50 个。",
    params(AccountsWanted),
    security(("session" = [])),
    responses(
        (status = 200, body = AccountPage),
    ),
)]
pub async fn list(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Asked(wanted): Asked<AccountsWanted>,
) -> Result<Json<AccountPage>, AppError> {
    let Paged { rows, next } = page(&application, &staff, wanted.after).await?;
    let accounts = rows.into_iter().map(AccountView::from).collect();
    Ok(Json(AccountPage { accounts, next }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountForm {
    login: String,
    title: String,
    role: Role,
    unit: String,
}

/// An account with the password that its holder signs in with the first time.
#[derive(Serialize, ToSchema)]
#[schema(as = InitialPassword)]
pub struct Initial {
    id: i64,
    initial_password: String,
}

/// Makes an account. Its first password is told here, once.
///
/// # Errors
/// No administrator, a unit outside the subtree, a field that cannot be, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/accounts",
    operation_id = "createAccount",
    tag = "账号",
    summary = "新建账号",
    description = "角色：系统管理员。需在十分钟内输入过口令。初始口令只出现这一次。",
    request_body = AccountForm,
    security(("session" = [])),
    responses(
        (status = 201, body = Initial),
        (status = 403, description = "confirm_identity"),
    ),
)]
pub async fn create(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Body(form): Body<AccountForm>,
) -> Result<(StatusCode, Json<Initial>), AppError> {
    staff.needs(Role::Administrator)?;
    staff.confirmed()?;
    let login = plain_login(&form.login);
    let mut errors = Vec::new();
    errors.extend(login_error(&login));
    errors.extend(title_error(&form.title));
    let unit = staff.within(&application, form.unit.trim());
    if unit.is_none() {
        errors.push(unit_error(&form.unit));
    }
    let (Some(unit), true) = (unit, errors.is_empty()) else {
        return Err(Problem::of_fields(errors).into());
    };
    let initial_password = secret::readable::<16>()?;
    let new = NewAccount {
        title: form.title.trim().to_owned(),
        role: form.role,
        password: password::hash(initial_password.clone()).await?,
        must_change: true,
        login,
        unit,
    };
    let detail = json!({ "role": new.role, "unit": new.unit });
    let act = staff.act("account.created", &new.login, detail);
    let id = application.store.add_account(&new, &act).await?;
    let id = id.ok_or_else(|| AppError::field("login", "这个账号已经有了"))?;
    let initial = Initial {
        id,
        initial_password,
    };
    Ok((StatusCode::CREATED, Json(initial)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountChange)]
pub struct ChangeForm {
    title: String,
    role: Role,
    unit: String,
    #[serde(default)]
    disabled: bool,
}

/// Changes an account's post, role and unit, or closes it.
///
/// # Errors
/// As for [`create`]; or it would leave nobody to administer.
#[utoipa::path(
    put,
    path = "/api/v1/accounts/{id}",
    operation_id = "changeAccount",
    tag = "账号",
    summary = "修改或停用账号",
    description = "角色：系统管理员。需在十分钟内输入过口令。",
    params(("id" = i64, Path)),
    request_body = ChangeForm,
    security(("session" = [])),
    responses(
        (status = 204),
        (status = 403, description = "confirm_identity"),
        (status = 404, description = "not_found"),
        (status = 409, description = "own_account"),
    ),
)]
pub async fn change(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
    Body(form): Body<ChangeForm>,
) -> Result<StatusCode, AppError> {
    let account = seen(&application, &staff, id).await?;
    staff.confirmed()?;
    let is_same = form.role == account.role && form.unit.trim() == account.unit.as_str();
    if account.id == staff.account.id && (form.disabled || !is_same) {
        let message = "不能停用自己的账号，也不能改自己的角色和单位";
        return Err(AppError::refused(
            StatusCode::CONFLICT,
            "own_account",
            message,
        ));
    }
    let mut errors: Vec<FieldError> = title_error(&form.title).into_iter().collect();
    let unit = staff.within(&application, form.unit.trim());
    if unit.is_none() {
        errors.push(unit_error(&form.unit));
    }
    let (Some(unit), true) = (unit, errors.is_empty()) else {
        return Err(Problem::of_fields(errors).into());
    };
    let change = AccountChange {
        title: form.title.trim().to_owned(),
        role: form.role,
        disabled: form.disabled,
        unit,
    };
    let detail = json!({
        "role": [account.role, change.role],
        "unit": [account.unit, change.unit],
        "disabled": change.disabled,
    });
    let act = staff.act("account.changed", &account.login, detail);
    application.store.change_account(id, &change, &act).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives an account another first password, and takes its second factor away: its holder has lost
/// both.
///
/// # Errors
/// No such account for this administrator, or the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/accounts/{id}/reset",
    operation_id = "resetAccount",
    tag = "账号",
    summary = "重置口令",
    description = "角色：系统管理员。需在十分钟内输入过口令。第二因素一并停用；新的初始口令只出现这一次。",
    params(("id" = i64, Path)),
    security(("session" = [])),
    responses(
        (status = 200, body = Initial),
        (status = 403, description = "confirm_identity"),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn reset(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Id(id): Id,
) -> Result<Json<Initial>, AppError> {
    let account = seen(&application, &staff, id).await?;
    staff.confirmed()?;
    let initial_password = secret::readable::<16>()?;
    let kept = password::hash(initial_password.clone()).await?;
    let store = &application.store;
    let act = staff.act("password.reset", &account.login, json!({}));
    store.set_password(id, &kept, true, None, &act).await?;
    if account.totp.is_some() {
        let act = staff.act("second_factor.removed", &account.login, json!({}));
        store.set_totp(id, None, &act).await?;
    }
    Ok(Json(Initial {
        id,
        initial_password,
    }))
}

/// An account that this administrator may know of.
async fn seen(application: &Application, staff: &Staff, id: i64) -> Result<Account, AppError> {
    staff.needs(Role::Administrator)?;
    let account = application.store.account(id).await?;
    account
        .filter(|account| staff.covers(application, &account.unit))
        .ok_or_else(|| AppError::unknown("账号"))
}

/// What is wrong with a login.
pub(super) fn login_error(login: &str) -> Option<FieldError> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.@".contains(letter);
    let length = login.chars().count();
    // The machine's own names in the audit log.
    let is_machine = ["server", "command"].contains(&login);
    let is_good = (3..=64).contains(&length) && login.chars().all(plain) && !is_machine;
    let message = "账号应为 3 至 64 个字母、数字或“-”“_”“.”“@”";
    (!is_good).then(|| FieldError {
        field: "login",
        message: message.to_owned(),
    })
}

/// What is wrong with a post's name.
pub(super) fn title_error(title: &str) -> Option<FieldError> {
    (!ingest::is_plain(title.trim(), 40)).then(|| FieldError {
        field: "title",
        message: "岗位名称应为 1 至 40 个字，如“区委组织部 · 基层科”".to_owned(),
    })
}

fn unit_error(code: &str) -> FieldError {
    let shown: String = code.trim().chars().take(40).collect();
    FieldError {
        field: "unit",
        message: format!("没有代码为“{shown}”的单位"),
    }
}
