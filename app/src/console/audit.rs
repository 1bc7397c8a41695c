//! The audit log.

use leptos::prelude::*;
use liandong_domain::{
    fact::words,
    moment::{Moment, UtcOffset},
};

use crate::format;

/// What the page needs.
pub struct AuditPage {
    /// What was searched for.
    pub query: String,
    /// The kind of action that is looked at: `session.`.
    pub action: String,
    /// The entries, newest first.
    pub entries: Vec<AuditRow>,
    /// The cursor of the next page.
    pub next: Option<i64>,
}

/// An entry.
pub struct AuditRow {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// From where.
    pub address: String,
    /// What, as a stable key.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else there is to know, in words.
    pub detail: String,
}

/// Kinds of actions, with their words.
const KINDS: [(&str, &str); 24] = [
    ("", "全部"),
    ("session.", "登录"),
    ("account.", "账号"),
    ("password.", "口令"),
    ("token.", "令牌"),
    ("unit.", "组织树"),
    ("import.", "导入"),
    ("registry.", "数据库"),
    ("numbers.", "导出数字"),
    ("settings.", "设置"),
    ("database.", "备份恢复"),
    ("attachment.", "附件"),
    ("deployment.", "部署"),
    ("log.", "日志"),
    ("item.", "清单"),
    ("conference.", "联席会议"),
    ("meeting.", "会议"),
    ("care.", "关爱行动"),
    ("resource.", "资源"),
    ("need.", "需求"),
    ("match.", "共建项目"),
    ("activity.", "活动"),
    ("rules.", "组织生活频次"),
    ("assessment.", "考核"),
];

fn word(action: &str) -> &str {
    match action {
        "session.began" => "登录",
        "session.refused" => "登录失败",
        "session.ended" => "退出",
        "session.revoked" => "收回登录",
        "account.created" => "新建账号",
        "account.changed" => "修改账号",
        "password.changed" => "修改口令",
        "password.reset" => "重置口令",
        "second_factor.set" => "启用双因素",
        "second_factor.removed" => "停用双因素",
        "token.created" => "新建令牌",
        "token.revoked" => "收回令牌",
        "import.applied" => "导入",
        "import.undone" => "撤销导入",
        "registry.exported" => "导出数据库",
        "numbers.exported" => "导出数字",
        "assessment.set" => "设定考核指标",
        "assessment.exported" => "导出考核",
        "parties.set" => "设定联席各方",
        "settings.changed" => "修改设置",
        "database.restored" => "恢复备份",
        "attachment.uploaded" => "上传附件",
        fact => words::word(fact).unwrap_or(fact),
    }
}

/// The page.
#[component]
pub fn Audit(
    /// What it needs.
    page: AuditPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let kinds = KINDS.into_iter().map(|(key, word)| {
        let selected = key == page.action;
        view! {
            <option value=key selected=selected>
                {word}
            </option>
        }
    });
    let kinds = kinds.collect_view();
    let empty = page
        .entries
        .is_empty()
        .then(|| view! { <p class="empty">"没有符合条件的记录"</p> });
    let rows = page
        .entries
        .into_iter()
        .map(|entry| row(entry, offset))
        .collect_view();
    let next = page.next.map(|before| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("before", &before.to_string())
            .append_pair("action", &page.action)
            .append_pair("q", &page.query)
            .finish();
        view! { <p class="more"><a href=format!("/console/audit?{query}")>"更早的记录"</a></p> }
    });
    view! {
        <section class="card">
            <form class="search" role="search" action="/console/audit" method="get">
                <select name="action" aria-label="类别">{kinds}</select>
                <input name="q" type="search" value=page.query placeholder="账号或对象" aria-label="账号或对象" maxlength="64" />
                <button type="submit">"查找"</button>
            </form>
            <div class="scroll" tabindex="0" role="region" aria-label="操作记录">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"时间"</th>
                            <th scope="col">"账号"</th>
                            <th scope="col">"操作"</th>
                            <th scope="col">"对象"</th>
                            <th scope="col">"详情"</th>
                            <th scope="col">"来自"</th>
                            <th scope="col" class="number">"编号"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {empty}
            {next}
            <p class="hint">"记录只增不改，每条都带着前一条的校验值。"</p>
        </section>
    }
}

fn row(entry: AuditRow, offset: UtcOffset) -> impl IntoView {
    let at = Moment(entry.at);
    let time = format!(
        "{} {}",
        format::date_cn(at, offset),
        format::clock_hms(at, offset)
    );
    view! {
        <tr>
            <td>{time}</td>
            <th scope="row">{entry.actor}</th>
            <td>{word(&entry.action).to_owned()}</td>
            <td>{entry.subject}</td>
            <td class="detail">{entry.detail}</td>
            <td>{entry.address}</td>
            <td class="number">{entry.seq}</td>
        </tr>
    }
}
