//! Announcements: writing one, those that stand, and which screens painted it.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::form::{Act, Field, Send, more};
use crate::format;

/// What the page needs.
pub struct AnnouncementsPage {
    /// The announcements, the newest first.
    pub announcements: Vec<AnnouncementRow>,
    /// The cursor of the next page.
    pub next: Option<i64>,
    /// The one that is looked at.
    pub detail: Option<Box<AnnouncementDetail>>,
    /// The code of the account's own unit.
    pub own_unit: String,
    /// The account's post, as issuer.
    pub issuer: String,
    /// A local time some hours ahead, as browsers write it.
    pub ends: String,
    /// Whether somebody else has to let it out.
    pub second_person: bool,
    /// Whether the account may write one.
    pub manages: bool,
}

/// An announcement.
#[derive(Clone)]
pub struct AnnouncementRow {
    /// Its number.
    pub id: i64,
    /// Whether it takes screens over.
    pub urgent: bool,
    /// What it is about.
    pub title: String,
    /// The unit's name.
    pub unit: String,
    /// Who says it.
    pub issuer: String,
    /// From when on.
    pub begins_at: i64,
    /// Until when.
    pub ends_at: i64,
    /// Where it stands: key and word.
    pub state: (&'static str, &'static str),
    /// How many screens painted it, and how many it is for.
    pub painted: Option<(usize, usize)>,
}

/// An announcement with all that is known of it.
pub struct AnnouncementDetail {
    /// As in the list.
    pub row: AnnouncementRow,
    /// What it says.
    pub text: String,
    /// Whom to call.
    pub help: String,
    /// Who wrote it, when.
    pub written: (String, i64),
    /// Who let it out, when.
    pub approved: Option<(String, i64)>,
    /// Who took it back, when.
    pub withdrawn: Option<(String, i64)>,
    /// Screens that painted it: name and when.
    pub painted: Vec<(String, i64)>,
    /// Screens that did not.
    pub missing: Vec<String>,
    /// Whether the account may let it out.
    pub may_approve: bool,
}

/// The page.
#[component]
pub fn Announcements(
    /// What it needs.
    page: AnnouncementsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let chosen = page.detail.as_ref().map(|detail| detail.row.id);
    let is_open = chosen.is_some();
    let compose = page.manages.then(|| compose(&page));
    let is_empty = page.announcements.is_empty();
    let rows = page.announcements.iter();
    let rows = rows.map(|one| row(one, chosen, offset)).collect_view();
    let table = (!is_empty).then(|| table(rows));
    let empty = is_empty.then(|| view! { <p class="empty">"还没有通知"</p> });
    let next = page.next.map(|before| {
        more(
            "/console/announcements",
            ("before", &before.to_string()),
            "更早的通知",
        )
    });
    let manages = page.manages;
    let detail = page.detail.map(|detail| details(*detail, manages, offset));
    view! {
        {compose}
        <div class="fleet" data-detail=is_open data-renew="5">
            <section class="card" aria-label="通知">{table} {empty} {next}</section>
            {detail}
        </div>
        <script type="module" src="/screens.js"></script>
    }
}

fn compose(page: &AnnouncementsPage) -> impl IntoView + use<> {
    let after = if page.second_person {
        "保存后由另一位管理员复核，通过后各屏才显示。"
    } else {
        "发布后各屏一秒内显示。"
    };
    view! {
        <section class="card">
            <details class="add">
                <summary>"发布通知"</summary>
                <form data-api="POST /api/v1/announcements" data-then="/console/announcements">
                    <div class="triple">
                        <Field name="title" label="标题" hint="最多 30 字，如“暴雨橙色预警”" />
                        <Field name="issuer" label="发布单位" value=page.issuer.clone() />
                        <Field name="unit" label="范围：单位代码" value=page.own_unit.clone() hint="这个单位和所有下级的屏幕" />
                    </div>
                    <div class="field">
                        <label for="announcement-text">"正文"</label>
                        <textarea id="announcement-text" name="text" rows="3" maxlength="500" required=true></textarea>
                        <p class="hint">"紧急通知以两句话为宜，远处也能看清。不写个人信息。"</p>
                        <p class="field-error" data-for="text" role="alert"></p>
                    </div>
                    <div class="triple">
                        <Field name="begins" label="开始" kind="datetime-local" hint="不填则立即开始" optional=true />
                        <Field name="ends" label="结束" kind="datetime-local" value=page.ends.clone() />
                        <Field name="help" label="求助电话" hint="如 12345，可不填" optional=true />
                    </div>
                    <label class="check">
                        <input type="checkbox" name="urgent" value="true" />
                        <span>"紧急：占满画面，直到结束或解除"</span>
                    </label>
                    <p class="hint">{after}</p>
                    <Send label="发布" />
                </form>
            </details>
        </section>
    }
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="通知">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"通知"</th>
                        <th scope="col">"范围"</th>
                        <th scope="col">"开始"</th>
                        <th scope="col">"结束"</th>
                        <th scope="col">"状态"</th>
                        <th scope="col" class="right">"已显示"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(one: &AnnouncementRow, chosen: Option<i64>, offset: UtcOffset) -> impl IntoView + use<> {
    let href = format!("/console/announcements?announcement={}", one.id);
    let urgent = one.urgent.then(|| view! { <b class="urgent">"紧急"</b> });
    let painted = one.painted.map(|(painted, of)| format!("{painted} / {of}"));
    let (key, word) = one.state;
    view! {
        <tr aria-selected=(chosen == Some(one.id)).then_some("true")>
            <th scope="row">
                <a href=href>{urgent} {one.title.clone()}</a>
                <small>{one.issuer.clone()}</small>
            </th>
            <td>{one.unit.clone()}</td>
            <td>{moment(one.begins_at, offset)}</td>
            <td>{moment(one.ends_at, offset)}</td>
            <td data-announcement=key><span class="state-mark">{word}</span></td>
            <td class="right num">{painted.unwrap_or_else(|| "—".to_owned())}</td>
        </tr>
    }
}

fn details(detail: AnnouncementDetail, manages: bool, offset: UtcOffset) -> impl IntoView {
    let id = detail.row.id;
    let (key, word) = detail.row.state;
    let lines = detail.text.lines();
    let lines = lines
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view();
    let did = |label: &'static str, who: Option<(String, i64)>| {
        let (who, at) = who?;
        let words = format!("{who}，{}", moment(at, offset));
        Some(view! { <div><dt>{label}</dt><dd>{words}</dd></div> })
    };
    let facts = view! {
        {did("撰写", Some(detail.written))} {did("复核", detail.approved)} {did("撤回", detail.withdrawn)}
    };
    let help = (!detail.help.is_empty())
        .then(|| view! { <div><dt>"求助"</dt><dd>{detail.help}</dd></div> });
    let approve = (manages && detail.may_approve).then(|| {
        let api = format!("POST /api/v1/announcements/{id}/approval");
        view! { <Act api label="复核通过" ask="通过后各屏立即显示。" /> }
    });
    let stands = matches!(key, "waiting" | "ahead" | "shown");
    let withdraw = (manages && stands).then(|| {
        let api = format!("DELETE /api/v1/announcements/{id}");
        let label = if detail.row.urgent {
            "解除"
        } else {
            "撤回"
        };
        view! { <Act api label=label ask="各屏立即不再显示这条通知。" /> }
    });
    let painted = detail.painted.into_iter().map(|(name, at)| {
        view! { <li><time>{format::clock_hms(Moment(at), offset)}</time> {name}</li> }
    });
    let missing = detail
        .missing
        .into_iter()
        .map(|name| view! { <li>{name}</li> });
    let (shown, of) = detail.row.painted.unwrap_or_default();
    view! {
        <aside class="card screen-detail" aria-labelledby="announcement-title">
            <header>
                <h3 id="announcement-title">{detail.row.title}</h3>
                <p data-announcement=key><span class="state-mark">{word}</span></p>
                <a class="close" href="/console/announcements" aria-label="关闭">"×"</a>
            </header>
            <div class="announcement-text">{lines}</div>
            <dl class="facts">
                <div><dt>"发布单位"</dt><dd>{detail.row.issuer}</dd></div>
                <div><dt>"范围"</dt><dd>{detail.row.unit} "及所有下级"</dd></div>
                {help} {facts}
            </dl>
            <p class="acts-more">{approve} {withdraw}</p>
            <h4>"已显示 " {shown} " / " {of} " 块屏幕"</h4>
            <details class="screen-history" open=true>
                <summary>"还没有显示的"</summary>
                <ul>{missing.collect_view()}</ul>
            </details>
            <details class="screen-history">
                <summary>"已显示的"</summary>
                <ol>{painted.collect_view()}</ol>
            </details>
        </aside>
    }
}

/// `11月26日 18:04`
fn moment(at: i64, offset: UtcOffset) -> String {
    let at = Moment(at);
    let (day, time) = (
        format::month_day_cn(at, offset),
        format::clock_hm(at, offset),
    );
    format!("{day} {time}")
}
