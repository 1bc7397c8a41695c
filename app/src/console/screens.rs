//! The fleet: every screen of the subtree, those with problems first, and one of them beside.

use leptos::prelude::*;
use liandong_domain::{
    frame::Scene,
    moment::{Moment, UtcOffset},
};

use crate::format;

mod detail;
mod pair;
mod picture;
mod settings;

pub use detail::{DayShare, Detail, Happening};
pub use pair::{Pair, PairPage, Waiting};
pub use settings::{EntryRow, ScopeChoice, ScreenSettings, ScreenSettingsPage, Times};

use detail::details;
use picture::picture;

/// What the page needs.
pub struct ScreensPage {
    /// How many screens there are, live, and have each problem: key, word, count.
    pub total: usize,
    /// How many live.
    pub alive: usize,
    /// How many have each problem: key, word, count; problems that nobody has left out.
    pub problems: Vec<(&'static str, &'static str, usize)>,
    /// How many of a thousand were there in each half hour of the last day; nothing where nothing is known.
    pub day: Vec<Option<u32>>,
    /// How many of a thousand in the whole of it.
    pub day_share: Option<u32>,
    /// All tags there are.
    pub tags: Vec<String>,
    /// What is asked for.
    pub asked: Asked,
    /// The screens that are, those with problems first.
    pub rows: Vec<ScreenRow>,
    /// The one that is looked at.
    pub detail: Option<Box<Detail>>,
    /// Whether the account may change them.
    pub manages: bool,
}

/// What is asked for.
#[derive(Clone, Default)]
pub struct Asked {
    /// Part of a name, unit or number.
    pub query: String,
    /// The key of a problem.
    pub problem: String,
    /// A tag.
    pub tag: String,
}

/// A screen.
#[derive(Clone)]
pub struct ScreenRow {
    /// Its number.
    pub id: i64,
    /// What staff call it.
    pub name: String,
    /// Its unit and the one above.
    pub unit: String,
    /// 大屏 or 触摸屏.
    pub role: &'static str,
    /// Width and height in pixels, where it said so.
    pub size: Option<(u32, u32)>,
    /// The version of its page, where it is another than the server's.
    pub old_version: Option<String>,
    /// The scene that it shows.
    pub scene: Option<Scene>,
    /// The name of the unit that it shows.
    pub shows: String,
    /// The palette that it shows.
    pub theme: String,
    /// Whether it is dark because it is night.
    pub off: bool,
    /// The title of the urgent announcement on the glass.
    pub takeover: Option<String>,
    /// The problems, the most urgent first: key and word.
    pub problems: Vec<(&'static str, &'static str)>,
    /// Whether it is connected and paints.
    pub alive: bool,
    /// Since when it has been connected.
    pub online_since: Option<i64>,
    /// When it was last connected.
    pub seen_at: Option<i64>,
    /// When it last said how it is.
    pub heard_at: Option<i64>,
}

impl Asked {
    /// The address of the page that asks for the same, and for a screen.
    fn href(&self, screen: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pairs = [
            ("q", &self.query),
            ("problem", &self.problem),
            ("tag", &self.tag),
        ];
        for (key, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(key, value);
        }
        if let Some(screen) = screen {
            query.append_pair("screen", &screen.to_string());
        }
        let query = query.finish();
        match query.as_str() {
            "" => "/console/screens".to_owned(),
            query => format!("/console/screens?{query}"),
        }
    }
}

impl ScreensPage {
    /// What one comes to the page for.
    pub fn ways(&self) -> Vec<(String, String)> {
        if !self.manages {
            return Vec::new();
        }
        vec![
            ("/console/announcements".to_owned(), "发布通知".to_owned()),
            (
                "/console/screens/pair".to_owned(),
                "＋ 输入配对码".to_owned(),
            ),
        ]
    }
}

/// The page.
#[component]
pub fn Screens(
    /// What it needs.
    page: ScreensPage,
    /// The server's clock.
    now: Moment,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let manages = page.manages;
    let summary = summary(&page);
    let filters = filters(&page);
    let chosen = page.detail.as_ref().map(|detail| detail.row.id);
    let is_open = chosen.is_some();
    let asked = page.asked.clone();
    let rows = page.rows.iter();
    let rows = rows.map(|screen| row(screen, &asked, chosen, manages, now));
    let rows = rows.collect_view();
    let table = (!page.rows.is_empty()).then(|| table(rows, manages));
    let is_asked = !(asked.query.is_empty() && asked.problem.is_empty() && asked.tag.is_empty());
    let words = if is_asked {
        "没有符合条件的屏幕"
    } else {
        "还没有屏幕。在屏幕的浏览器里打开本服务器的 /screen，再在这里输入屏幕上显示的配对码。"
    };
    let empty = page
        .rows
        .is_empty()
        .then(|| view! { <p class="empty">{words}</p> });
    let detail = page
        .detail
        .map(|detail| details(*detail, &asked, manages, now, offset));
    view! {
        <div class="screens" data-renew="5">
            {summary} {filters}
            <div class="fleet" data-detail=is_open>
                <section class="card" aria-label="屏幕列表">{table} {empty}</section>
                {detail}
            </div>
        </div>
        <script type="module" src="/screens.js"></script>
    }
}

fn summary(page: &ScreensPage) -> impl IntoView + use<> {
    let problems = page.problems.iter().map(|(key, word, count)| {
        view! {
            <li data-problem=*key>
                <span class="state-mark">{*word}</span>
                <b class="num">{*count}</b>
            </li>
        }
    });
    let bars = page.day.iter().map(|share| {
        let state = match share {
            None => "unknown",
            Some(share) if *share < 950 => "low",
            Some(_) => "fine",
        };
        view! { <i data-share=state></i> }
    });
    let low = page
        .day
        .iter()
        .flatten()
        .filter(|share| **share < 950)
        .count();
    let share = page.day_share.map_or_else(|| "—".to_owned(), per_mille);
    let words = format!("近 24 小时在线率 {share}；低于 95% 的半小时有 {low} 个");
    view! {
        <section class="card fleet-summary" aria-label="概况">
            <ul class="counts">
                <li>
                    <span>"全部"</span>
                    <b class="num">{page.total}</b>
                </li>
                <li data-problem="none">
                    <span class="state-mark">"正常显示"</span>
                    <b class="num">{page.alive}</b>
                </li>
                {problems.collect_view()}
            </ul>
            <div class="day">
                <p>"近 24 小时在线率 " <small>"每格 30 分钟，▼ 低于 95%"</small> <b class="num">{share.clone()}</b></p>
                <div class="day-bars" role="img" aria-label=words>
                    {bars.collect_view()}
                </div>
            </div>
        </section>
    }
}

/// `98.7%`
fn per_mille(share: u32) -> String {
    format!("{}.{}%", share / 10, share % 10)
}

fn filters(page: &ScreensPage) -> impl IntoView + use<> {
    let asked = &page.asked;
    let chip = |label: String, wanted: Asked, is_here: bool| {
        let here = is_here.then_some("page");
        view! { <a class="chip" href=wanted.href(None) aria-current=here>{label}</a> }
    };
    let all = Asked {
        query: asked.query.clone(),
        ..Asked::default()
    };
    let is_all = asked.problem.is_empty() && asked.tag.is_empty();
    let problems = page.problems.iter().map(|(key, word, count)| {
        let wanted = Asked {
            problem: (*key).to_owned(),
            ..all.clone()
        };
        chip(format!("{word} {count}"), wanted, asked.problem == *key)
    });
    let problems = problems.collect_view();
    let tags = page.tags.iter().map(|tag| {
        let wanted = Asked {
            tag: tag.clone(),
            ..all.clone()
        };
        chip(format!("# {tag}"), wanted, asked.tag == *tag)
    });
    let tags = tags.collect_view();
    let everything = chip(format!("全部 {}", page.total), all.clone(), is_all);
    view! {
        <div class="fleet-filters">
            <nav aria-label="筛选">{everything} {problems} {tags}</nav>
            <form class="search" role="search" action="/console/screens" method="get">
                <input
                    name="q"
                    type="search"
                    value=asked.query.clone()
                    placeholder="名称、单位、编号"
                    aria-label="查找屏幕"
                    maxlength="40"
                />
                <button type="submit">"查找"</button>
            </form>
        </div>
    }
}

fn table(rows: impl IntoView, manages: bool) -> impl IntoView {
    let bulk = manages.then(bulk);
    let choose = manages.then(|| {
        view! { <th scope="col"><input type="checkbox" data-all=true aria-label="选择全部" /></th> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="屏幕">
            <table>
                <thead>
                    <tr>
                        {choose} <th scope="col"><span class="unseen">"画面"</span></th>
                        <th scope="col">"屏幕"</th> <th scope="col">"单位"</th>
                        <th scope="col">"正在显示"</th> <th scope="col">"状态"</th>
                        <th scope="col" class="right">"心跳"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {bulk}
    }
}

/// Acts on all screens that are chosen.
fn bulk() -> impl IntoView {
    let act = |deed: &'static str, label: &'static str, ask: &'static str| {
        view! { <button type="submit" name="do" value=deed data-ask=ask>{label}</button> }
    };
    view! {
        <form class="bulk" data-bulk=true hidden=true>
            <p>"已选 " <b class="num" data-chosen=true>"0"</b> " 块"</p>
            {act("identify", "显示名称", "")} {act("reload", "刷新", "")}
            {act("restart", "重启页面", "所选屏幕将重新启动页面，几秒内恢复。")}
            {act("mute", "静音", "")} {act("unmute", "取消静音", "")}
            <label class="bulk-message">
                <span class="unseen">"要显示的话"</span>
                <input name="text" maxlength="60" placeholder="要显示的话" />
            </label>
            {act("message", "显示这句话", "")}
            <p class="form-error" role="alert"></p>
            <output class="hint"></output>
        </form>
    }
}

fn row(
    screen: &ScreenRow,
    asked: &Asked,
    chosen: Option<i64>,
    manages: bool,
    now: Moment,
) -> impl IntoView + use<> {
    let choose = manages.then(|| {
        let label = format!("选择 {}", screen.name);
        view! {
            <td><input type="checkbox" name="screen" value=screen.id.to_string() aria-label=label /></td>
        }
    });
    let size = screen
        .size
        .map(|(width, height)| format!("{width}×{height}"));
    let version = screen.old_version.as_ref().map(|_| "旧版本");
    let facts = [
        Some(screen.role.to_owned()),
        size,
        version.map(str::to_owned),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let (key, word) = state(screen);
    let heard = screen.heard_at.filter(|_| screen.online_since.is_some());
    let heard = heard.or(screen.seen_at);
    let heard = heard.map_or_else(|| "—".to_owned(), |at| since(now.0 - at));
    view! {
        <tr aria-selected=(chosen == Some(screen.id)).then_some("true")>
            {choose}
            <td class="thumb">{picture(screen)}</td>
            <th scope="row">
                <a href=asked.href(Some(screen.id))>{screen.name.clone()}</a>
                <small>{facts.join(" · ")}</small>
            </th>
            <td>{screen.unit.clone()}</td>
            <td>{shown(screen)}</td>
            <td data-problem=key><span class="state-mark">{word}</span></td>
            <td class="right num">{heard}</td>
        </tr>
    }
}

/// What is to be said of a screen in a word, and its key.
fn state(screen: &ScreenRow) -> (&'static str, &'static str) {
    match screen.problems.first() {
        Some(problem) => *problem,
        None if screen.off => ("off", "熄屏时段"),
        None if screen.online_since.is_none() => ("waiting", "正在重连"),
        None => ("none", "正常"),
    }
}

/// What is on the glass, in words.
fn shown(screen: &ScreenRow) -> String {
    if let Some(title) = &screen.takeover {
        return format!("紧急通知：{title}");
    }
    match (screen.scene, screen.shows.as_str()) {
        (Some(scene), "") => scene.label().to_owned(),
        (Some(scene), unit) => format!("{unit} {}", scene.label()),
        (None, _) => "—".to_owned(),
    }
}

/// `3 秒`, `18 分`, `20 小时`, `3 天`
fn since(milliseconds: i64) -> String {
    let seconds = (milliseconds / 1000).max(0);
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3_600 => format!("{} 分", seconds / 60),
        3_600..172_800 => format!("{} 小时", seconds / 3_600),
        _ => format!("{} 天", seconds / 86_400),
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
