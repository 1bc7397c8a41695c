//! One screen: what it is, how it is, what became of it, and what can be done.

use leptos::prelude::*;
use liandong_domain::{
    frame::Scene,
    moment::{Moment, UtcOffset},
};

use super::{Asked, ScreenRow, moment, per_mille, picture, shown, since, state};
use crate::console::form::{Act, Choice, Field, Send};

/// A screen with all that is known of it.
pub struct Detail {
    /// As in the list.
    pub row: ScreenRow,
    /// The code of its unit.
    pub unit: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// `wall` or `kiosk`.
    pub role: &'static str,
    /// From which address it is connected.
    pub address: String,
    /// What it is, as it calls itself.
    pub model: String,
    /// The version of its page.
    pub version: String,
    /// The sequence number that is painted.
    pub painted: Option<u64>,
    /// How long the last frame took to get there, in milliseconds.
    pub delay_ms: Option<i64>,
    /// Animation frames a second.
    pub fps: Option<u32>,
    /// JavaScript's memory in megabytes.
    pub heap_mb: Option<u32>,
    /// For how long its page has been open, in seconds.
    pub uptime_s: Option<u64>,
    /// Whether the page has its program.
    pub wasm: Option<bool>,
    /// Where a second panel with its credential came from, and when.
    pub intruder: Option<(String, i64)>,
    /// When it was paired, and by whom.
    pub paired: (i64, String),
    /// How many of a thousand it was there on each of the last days, the oldest first.
    pub days: Vec<DayShare>,
    /// When a picture of its glass was taken last.
    pub pictured_at: Option<i64>,
    /// What became of it, the newest first.
    pub history: Vec<Happening>,
}

/// A day of a screen.
pub struct DayShare {
    /// `11月26日`
    pub day: String,
    /// How many of a thousand it was there; nothing where nothing is known.
    pub share: Option<u32>,
}

/// Something that became of a screen.
pub struct Happening {
    /// When.
    pub at: i64,
    /// In words.
    pub words: String,
}

/// The drawer.
pub(super) fn details(
    detail: Detail,
    asked: &Asked,
    manages: bool,
    now: Moment,
    offset: UtcOffset,
) -> impl IntoView + use<> {
    let (key, word) = state(&detail.row);
    let others = detail.row.problems.iter().skip(1);
    let others = others.map(|(key, word)| {
        view! { <li data-problem=*key><span class="state-mark">{*word}</span></li> }
    });
    let others = others.collect_view();
    let intruder = detail.intruder.as_ref().map(|(address, at)| {
        let words = format!(
            "另一块屏（{address}）在 {} 用同一凭据连接，已被拒绝。若不是换机，请解除配对后重新配对。",
            moment(*at, offset)
        );
        view! { <p class="warning">{words}</p> }
    });
    let acts = manages.then(|| acts(&detail));
    let change = manages.then(|| change(&detail));
    let close = asked.href(None);
    let name = detail.row.name.clone();
    view! {
        <aside class="card screen-detail" aria-labelledby="screen-name">
            <header>
                <h3 id="screen-name">{name}</h3>
                <p data-problem=key><span class="state-mark">{word}</span></p>
                <a class="close" href=close aria-label="关闭">"×"</a>
            </header>
            <ul class="other-problems">{others}</ul>
            {glass(&detail, offset)}
            {intruder} {facts(&detail, now, offset)} {acts} {month(&detail)} {history(&detail, offset)} {change}
        </aside>
    }
}

/// The last picture of the glass, or a drawing of what the screen says is there.
fn glass(detail: &Detail, offset: UtcOffset) -> impl IntoView + use<> {
    let drawing = picture(&detail.row);
    let photo = detail.pictured_at.map(|at| {
        let source = format!("/api/v1/screens/{}/picture?at={at}", detail.row.id);
        let words = format!("{}的截图", detail.row.name);
        view! {
            <img src=source alt=words />
            <figcaption>"截图 " {moment(at, offset)}</figcaption>
        }
    });
    view! {
        <figure class="glass">{drawing} <figcaption>{shown(&detail.row)}</figcaption> {photo}</figure>
    }
}

fn facts(detail: &Detail, now: Moment, offset: UtcOffset) -> impl IntoView + use<> {
    let row = &detail.row;
    let size = row.size.map(|(width, height)| format!("{width}×{height}"));
    let online = row
        .online_since
        .map(|at| format!("{}，已 {}", moment(at, offset), since(now.0 - at)));
    let seen = row.seen_at.map(|at| moment(at, offset));
    let painted = detail.painted.map(|seq| {
        let delay = detail
            .delay_ms
            .map_or_else(String::new, |delay| format!("，用时 {delay} 毫秒"));
        format!("第 {seq} 号{delay}")
    });
    let tags = (!detail.tags.is_empty()).then(|| detail.tags.join("、"));
    let program = detail
        .wasm
        .map(|wasm| if wasm { "" } else { "（兼容方式）" });
    let version = (!detail.version.is_empty())
        .then(|| format!("{}{}", detail.version, program.unwrap_or_default()));
    let (paired_at, paired_by) = &detail.paired;
    let paired = format!("{}，{paired_by}", moment(*paired_at, offset));
    let rows = [
        ("编号", Some(detail.row.id.to_string())),
        ("单位", Some(row.unit.clone())),
        ("用途", Some(row.role.to_owned())),
        ("标签", tags),
        ("分辨率", size),
        (
            "型号",
            Some(detail.model.clone()).filter(|model| !model.is_empty()),
        ),
        (
            "地址",
            Some(detail.address.clone()).filter(|address| !address.is_empty()),
        ),
        ("上线", online),
        ("最后在线", seen.filter(|_| row.online_since.is_none())),
        ("已上屏", painted),
        ("画面", detail.fps.map(|fps| format!("每秒 {fps} 帧"))),
        ("内存", detail.heap_mb.map(|heap| format!("{heap} MB"))),
        (
            "页面已开",
            detail.uptime_s.map(|seconds| since(seconds as i64 * 1000)),
        ),
        ("版本", version),
        ("配对", Some(paired)),
    ];
    let rows = rows.into_iter().filter_map(|(label, value)| {
        let value = value?;
        Some(view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        })
    });
    view! { <dl class="facts">{rows.collect_view()}</dl> }
}

/// Buttons and fields that have the screen do something.
fn acts(detail: &Detail) -> impl IntoView + use<> {
    let id = detail.row.id;
    let act = |deed: &'static str, label: &'static str| {
        view! { <button type="submit" name="do" value=deed>{label}</button> }
    };
    let is_kiosk = detail.role == "kiosk";
    let sound = is_kiosk.then(|| (act("mute", "静音"), act("unmute", "取消静音")));
    let forgive = detail.intruder.as_ref().map(|_| act("forgive", "知道了"));
    let settings = format!("/console/screen-settings?screen={id}");
    let api = format!("DELETE /api/v1/screens/{id}");
    let ask = format!(
        "解除“{}”的配对？它立即断开，回到配对画面。",
        detail.row.name
    );
    view! {
        <form class="commands" data-command=id.to_string()>
            {act("identify", "显示名称")} {act("reload", "刷新")} {act("restart", "重启页面")} {act("picture", "截图")} {sound} {forgive}
            <p class="form-error" role="alert"></p>
            <output class="hint"></output>
        </form>
        {(!is_kiosk).then(|| turn(detail))}
        <p class="acts-more">
            <a class="button" href=settings>"显示设置"</a>
            <Act api label="解除配对" ask then="/console/screens" />
        </p>
    }
}

/// Another picture, until the playlist goes on.
fn turn(detail: &Detail) -> impl IntoView + use<> {
    let scenes = Scene::ALL.iter();
    let scenes = scenes.map(|scene| view! { <option value=scene.key()>{scene.label()}</option> });
    view! {
        <form class="commands turn" data-command=detail.row.id.to_string()>
            <label>
                <span class="unseen">"场景"</span>
                <select name="scene">{scenes.collect_view()}</select>
            </label>
            <input type="hidden" name="unit" value=detail.unit.clone() />
            <button type="submit" name="do" value="turn">"换到这个场景"</button>
            <p class="form-error" role="alert"></p>
            <output class="hint"></output>
        </form>
    }
}

fn month(detail: &Detail) -> impl IntoView + use<> {
    let days = detail.days.iter().map(|day| {
        let state = match day.share {
            None => "unknown",
            Some(share) if share < 950 => "low",
            Some(_) => "fine",
        };
        let share = day.share.map_or_else(|| "没有记录".to_owned(), per_mille);
        let height = format!("--share:{}", day.share.unwrap_or_default());
        view! { <i data-share=state style=height title=format!("{} {share}", day.day)></i> }
    });
    let known: Vec<u32> = detail.days.iter().filter_map(|day| day.share).collect();
    let low = known.iter().filter(|share| **share < 950).count();
    let words = format!(
        "近 {} 天每天的在线率；低于 95% 的有 {low} 天",
        detail.days.len()
    );
    view! {
        <section aria-labelledby="month-title">
            <h4 id="month-title">"近一个月在线"</h4>
            <div class="month-bars" role="img" aria-label=words>{days.collect_view()}</div>
        </section>
    }
}

fn history(detail: &Detail, offset: UtcOffset) -> impl IntoView + use<> {
    let rows = detail.history.iter();
    let rows = rows.map(|one| {
        view! {
            <li>
                <time>{moment(one.at, offset)}</time>
                {one.words.clone()}
            </li>
        }
    });
    view! {
        <details class="screen-history">
            <summary>"经历"</summary>
            <ol>{rows.collect_view()}</ol>
        </details>
    }
}

/// Also sent when it is empty: then the screen has no tags any more.
fn tags(detail: &Detail) -> impl IntoView + use<> {
    view! {
        <div class="field">
            <label for="field-tags">"标签"</label>
            <input
                id="field-tags"
                name="tags"
                value=detail.tags.join(" ")
                data-empty=true
                autocomplete="off"
                aria-describedby="field-tags-hint"
            />
            <p class="hint" id="field-tags-hint">"以空格分开，用来成组设置"</p>
            <p class="field-error" data-for="tags" role="alert"></p>
        </div>
    }
}

fn change(detail: &Detail) -> impl IntoView + use<> {
    let api = format!("PATCH /api/v1/screens/{}", detail.row.id);
    let roles = [("wall", "大屏"), ("kiosk", "触摸屏")];
    let roles = roles.map(|(key, word)| (key.to_owned(), word.to_owned()));
    view! {
        <details class="screen-change">
            <summary>"修改"</summary>
            <form data-api=api data-then="reload">
                <Field name="name" label="名称" value=detail.row.name.clone() />
                <Field name="unit" label="单位代码" value=detail.unit.clone() />
                <Choice name="role" label="用途" options=roles.into() chosen=detail.role />
                {tags(detail)}
                <Send label="保存" />
            </form>
        </details>
    }
}
