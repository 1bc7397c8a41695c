//! Tokens of programs that send facts.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::form::{Act, Field, Send, more};
use crate::format;

/// What the page needs.
pub struct TokensPage {
    /// The tokens, the newest first.
    pub tokens: Vec<TokenRow>,
    /// The cursor of the next page.
    pub next: Option<i64>,
    /// Every kind of fact.
    pub kinds: &'static [&'static str],
    /// The code of the account's own unit.
    pub own_unit: String,
}

/// A token.
pub struct TokenRow {
    /// Its number.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// The unit's name.
    pub unit_name: String,
    /// Its kinds of facts, all where none are named.
    pub kinds: Option<Vec<String>>,
    /// When it was made.
    pub created_at: i64,
    /// When it ends, if it does.
    pub expires_at: Option<i64>,
    /// When it was last used.
    pub used_at: Option<i64>,
    /// Whether it still works.
    pub state: &'static str,
    /// Whether it can be taken back.
    pub is_open: bool,
}

/// The page.
#[component]
pub fn Tokens(
    /// What it needs.
    page: TokensPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let kinds = page.kinds.iter().map(|kind| {
        view! {
            <label class="check">
                <input type="checkbox" name="kinds[]" value=*kind />
                <span>{*kind}</span>
            </label>
        }
    });
    let kinds = kinds.collect_view();
    let next = page.next.map(|before| {
        more(
            "/console/tokens",
            ("before", &before.to_string()),
            "更早的令牌",
        )
    });
    let is_empty = page.tokens.is_empty();
    let rows = page.tokens.into_iter().map(|token| row(token, offset));
    let rows = rows.collect_view();
    let table = (!is_empty).then(|| table(rows));
    let empty = is_empty.then(
        || view! { <p class="empty">"还没有令牌。上级或外部系统推送数据时，在上面新建一个。"</p> },
    );
    view! {
        <section class="card">
            <details class="add">
                <summary>"新建令牌"</summary>
                <form data-api="POST /api/v1/tokens" data-then="show">
                    <div class="triple">
                        <Field name="name" label="名称" hint="给哪个系统用" />
                        <Field name="unit" label="单位代码" value=page.own_unit hint="只能发送这个单位和下级的数据" />
                        <Field name="days" label="有效天数" kind="number" value="365" hint="不填则长期有效" optional=true />
                    </div>
                    <fieldset class="kinds">
                        <legend>"只能发送（都不选则不限）"</legend>
                        {kinds}
                    </fieldset>
                    <p class="field-error" data-for="kinds" role="alert"></p>
                    <Send label="新建" />
                    <output class="secret" data-show="token" hidden=true>
                        "令牌，只显示这一次，请现在保存："
                    </output>
                </form>
            </details>
        </section>
        <section class="card">
            {table} {empty} {next} <p class="hint">
                "怎样推送，见" <a href="/api/docs">"接口文档"</a> "。"
            </p>
        </section>
    }
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="接口令牌">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"名称"</th>
                        <th scope="col">"单位"</th>
                        <th scope="col">"可发送"</th>
                        <th scope="col">"新建于"</th>
                        <th scope="col">"到期"</th>
                        <th scope="col">"最近使用"</th>
                        <th scope="col">"状态"</th>
                        <th scope="col">"操作"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(token: TokenRow, offset: UtcOffset) -> impl IntoView {
    let day = |at: Option<i64>, none: &str| {
        at.map_or_else(|| none.to_owned(), |at| format::date_cn(Moment(at), offset))
    };
    let kinds = token
        .kinds
        .map_or_else(|| "不限".to_owned(), |kinds| kinds.join("、"));
    let ask = format!(
        "收回“{}”？使用它的系统立即不能再发送数据，不能恢复。",
        token.name
    );
    let revoke = token.is_open.then(|| {
        let api = format!("DELETE /api/v1/tokens/{}", token.id);
        view! { <Act api label="收回" ask /> }
    });
    view! {
        <tr>
            <th scope="row">{token.name}</th>
            <td>{token.unit_name}</td>
            <td>{kinds}</td>
            <td>{day(Some(token.created_at), "")}</td>
            <td>{day(token.expires_at, "长期")}</td>
            <td>{day(token.used_at, "从未")}</td>
            <td>{token.state}</td>
            <td>{revoke}</td>
        </tr>
    }
}
