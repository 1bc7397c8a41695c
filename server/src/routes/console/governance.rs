//! `/console/accounts` and `/console/tokens`.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{AccountRow, AccountsPage, Page, TokenRow, TokensPage};
use liandong_domain::unit::UnitCode;

use super::{Reader, show};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    ingest,
    routes::{
        accounts::{self as api_accounts, AccountsWanted},
        paging::Paged,
        query::Asked,
        tokens::{self as api_tokens, TokensWanted},
    },
    store::access::{Account, Token},
};

/// The accounts of the subtree.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn accounts(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(wanted): Asked<AccountsWanted>,
) -> Result<Response, AppError> {
    let Paged { rows, next } = api_accounts::page(&application, &staff, wanted.after).await?;
    let rows = rows.into_iter();
    let rows = rows.map(|account| account_row(&application, &staff, account));
    let page = AccountsPage {
        accounts: rows.collect(),
        next,
        roles: Role::ALL.map(|role| (role.key(), role.label())).into(),
        own_unit: staff.account.unit.to_string(),
    };
    Ok(show(&application, Some(&staff), Page::Accounts(page)))
}

fn account_row(application: &Application, staff: &Staff, account: Account) -> AccountRow {
    let state = match (account.disabled, account.must_change, account.totp) {
        (true, ..) => "已停用",
        (_, true, _) => "待改初始口令",
        (_, _, Some(_)) => "正常 · 双因素",
        _ => "正常",
    };
    AccountRow {
        state,
        is_own: account.id == staff.account.id,
        unit_name: name(application, &account.unit),
        id: account.id,
        login: account.login,
        title: account.title,
        role: account.role.key(),
        role_label: account.role.label(),
        unit: account.unit.to_string(),
        disabled: account.disabled,
        created_at: account.created_at,
    }
}

/// The tokens of the subtree.
///
/// # Errors
/// No administrator, or the store failed.
pub async fn tokens(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(wanted): Asked<TokensWanted>,
) -> Result<Response, AppError> {
    let Paged { rows, next } = api_tokens::page(&application, &staff, wanted.before).await?;
    let now = staff.now();
    let rows = rows.into_iter();
    let rows = rows.map(|token| token_row(&application, token, now));
    let page = TokensPage {
        tokens: rows.collect(),
        next,
        kinds: ingest::KINDS,
        own_unit: staff.account.unit.to_string(),
    };
    Ok(show(&application, Some(&staff), Page::Tokens(page)))
}

fn token_row(application: &Application, token: Token, now: i64) -> TokenRow {
    let is_over = token.expires_at.is_some_and(|end| end <= now);
    let state = match (token.revoked_at, is_over) {
        (Some(_), _) => "已收回",
        (None, true) => "已到期",
        (None, false) => "有效",
    };
    TokenRow {
        unit_name: name(application, &token.unit),
        is_open: state == "有效",
        state,
        id: token.id,
        name: token.name,
        kinds: token.kinds,
        created_at: token.created_at,
        expires_at: token.expires_at,
        used_at: token.used_at,
    }
}

pub fn name(application: &Application, code: &UnitCode) -> String {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let unit = tree.find_successor(code.as_str());
    unit.map_or_else(|| code.to_string(), |unit| tree.node(unit).name.to_string())
}
