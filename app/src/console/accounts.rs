//! Accounts of the subtree.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::form::{Check, Choice, Field, Send, more};
use crate::format;

/// What the page needs.
pub struct AccountsPage {
    /// The accounts, by login.
    pub accounts: Vec<AccountRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Keys and words of the roles, the least first.
    pub roles: Vec<(&'static str, &'static str)>,
    /// The code of the account's own unit.
    pub own_unit: String,
}

/// An account.
pub struct AccountRow {
    /// Its number.
    pub id: i64,
    /// What one signs in with.
    pub login: String,
    /// The post.
    pub title: String,
    /// The role's key.
    pub role: &'static str,
    /// The role in a word.
    pub role_label: &'static str,
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// Whether it is closed.
    pub disabled: bool,
    /// How it stands, in words.
    pub state: &'static str,
    /// When it was made.
    pub created_at: i64,
    /// Whether it is the reader's own.
    pub is_own: bool,
}

/// The page.
#[component]
pub fn Accounts(
    /// What it needs.
    page: AccountsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let roles: Vec<(String, String)> = page
        .roles
        .iter()
        .map(|(key, word)| ((*key).to_owned(), (*word).to_owned()))
        .collect();
    let next = page
        .next
        .map(|after| more("/console/accounts", ("after", &after), "后面的账号"));
    let rows = page.accounts.into_iter();
    let rows = rows
        .map(|account| row(account, &roles, offset))
        .collect_view();
    view! {
        <section class="card">
            <details class="add">
                <summary>"新建账号"</summary>
                <form data-api="POST /api/v1/accounts" data-then="show">
                    <div class="pair">
                        <Field name="login" label="账号" hint="3 个以上字母、数字或 - _ . @" />
                        <Field name="title" label="岗位" hint="不写姓名，如“漕河泾街道党建办”" />
                        <Choice name="role" label="角色" options=roles.clone() chosen="clerk" />
                        <Field name="unit" label="单位代码" value=page.own_unit hint="权限到这个单位和它的全部下级" />
                    </div>
                    <Send label="新建" />
                    <output class="secret" data-show="initial_password" hidden=true>
                        "初始口令，只显示这一次，请当面或用可靠的方式交给本人："
                    </output>
                </form>
            </details>
        </section>
        <section class="card">
            <div class="scroll" tabindex="0" role="region" aria-label="账号">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"账号"</th>
                            <th scope="col">"岗位"</th>
                            <th scope="col">"角色"</th>
                            <th scope="col">"单位"</th>
                            <th scope="col">"状态"</th>
                            <th scope="col">"新建于"</th>
                            <th scope="col">"操作"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {next}
            <p class="hint">
                "查看员看准确数；录入员写各数据库；管理员还能改组织树、审阅；系统管理员还能管账号、令牌和操作记录。"
            </p>
        </section>
    }
}

fn row(
    account: AccountRow,
    roles: &[(String, String)],
    offset: UtcOffset,
) -> impl IntoView + use<> {
    let change = format!("PUT /api/v1/accounts/{}", account.id);
    let reset = format!("POST /api/v1/accounts/{}/reset", account.id);
    let ask = format!(
        "重置“{}”的口令？原口令和动态验证码立即失效，已有登录全部退出。",
        account.login
    );
    let close = (!account.is_own).then(|| {
        view! { <Check name="disabled" label="停用" checked=account.disabled /> }
    });
    let reset = (!account.is_own).then(|| {
        view! {
            <form class="act" data-api=reset data-then="show" data-ask=ask>
                <button type="submit">"重置口令"</button>
                <output class="secret" data-show="initial_password" hidden=true>"新的初始口令："</output>
                <p class="form-error" role="alert"></p>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{account.login}</th>
            <td>{account.title.clone()}</td>
            <td>{account.role_label}</td>
            <td>{account.unit_name}</td>
            <td>{account.state}</td>
            <td>{format::date_cn(Moment(account.created_at), offset)}</td>
            <td>
                <details class="edit">
                    <summary>"修改"</summary>
                    <form data-api=change data-then="reload">
                        <Field name="title" label="岗位" value=account.title />
                        <Choice name="role" label="角色" options=roles.to_vec() chosen=account.role />
                        <Field name="unit" label="单位代码" value=account.unit />
                        {close}
                        <Send label="保存" />
                    </form>
                    {reset}
                </details>
            </td>
        </tr>
    }
}
