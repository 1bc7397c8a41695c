//! Meetings: what branches have still to hold, entering what they held, and how often each is due.
//! `meetings.js` sends the table cell by cell.

mod table;

use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    frame::PathStep,
    moment::{Moment, UtcOffset},
};

use super::{form::Send, registries::trail};
use crate::format;

pub use table::key as meeting_key;

/// What the page needs.
pub struct MeetingsPage {
    /// From the account's own unit down to the one that is looked at.
    pub path: Vec<PathStep>,
    /// The units just below.
    pub children: Vec<PathStep>,
    /// Whether the account enters meetings.
    pub writes: bool,
    /// Whether the account sets how often meetings are due.
    pub sets_rules: bool,
    /// The code of the root, which sets them.
    pub root: String,
    /// Branches at and below the unit.
    pub total: usize,
    /// The first of them, in the order of the tree.
    pub branches: Vec<MeetingBranch>,
    /// How many have not held what they must.
    pub behind_total: usize,
    /// The first of those, those that lack most first.
    pub behind: Vec<MeetingBranch>,
    /// Those with fewer than six in ten at their congresses of the quarter.
    pub low: Vec<MeetingBranch>,
    /// How often each kind is due.
    pub rules: [(MeetingKind, Frequency); 6],
    /// What was held lately, newest first.
    pub recent: Vec<HeldLine>,
}

/// A branch.
#[derive(Clone)]
pub struct MeetingBranch {
    /// Its key in the registry.
    pub key: String,
    /// The code of its unit.
    pub unit: String,
    /// The name of its unit.
    pub unit_name: String,
    /// Of each kind, whether it has been held in the period in which it must.
    pub held: [bool; 6],
    /// Attendance of this quarter's congresses, in per cent.
    pub attendance: Option<u32>,
}

/// A meeting that was held.
pub struct HeldLine {
    /// When.
    pub at: Moment,
    /// The branch's key.
    pub branch: String,
    /// The name of its unit.
    pub unit: String,
    /// Which kind.
    pub meeting: MeetingKind,
    /// How many were expected.
    pub expected: u32,
    /// How many came.
    pub attended: u32,
}

/// The page.
#[component]
pub fn Meetings(
    /// What it needs.
    page: MeetingsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/meetings"));
    let narrow = narrow(page.children, "/console/meetings");
    if page.total == 0 {
        return view! {
            {trail}
            <section class="card">
                <p class="empty">
                    "这个单位和下级还没有党支部。先把支部登记到"
                    <a href="/console/registries/organisation">"党组织数据库"</a> "，再记会议。"
                </p>
            </section>
            {narrow}
        }
        .into_any();
    }
    let quick = page.writes.then(|| quick(&page.branches, page.total));
    let weekly = page
        .writes
        .then(|| table::weekly(&page.branches, page.total, &page.rules));
    let rules = page.sets_rules.then(|| rules(&page.root, &page.rules));
    view! {
        {trail}
        {exceptions(page.behind, page.behind_total, page.low, &page.rules)}
        {quick}
        {weekly}
        {recent(page.recent, offset)}
        {rules}
        {narrow}
        <script type="module" src="/meetings.js"></script>
    }
    .into_any()
}

/// The way to the units just below.
pub(super) fn narrow(children: Vec<PathStep>, address: &'static str) -> impl IntoView {
    (!children.is_empty()).then(|| {
        let children = children.into_iter().map(|child| {
            view! {
                <li><a href=format!("{address}?unit={}", child.code)>{child.name.to_string()}</a></li>
            }
        });
        view! {
            <section class="card">
                <h2>"只看下级单位"</h2>
                <ul class="nearby">{children.collect_view()}</ul>
            </section>
        }
    })
}

fn period(every: Frequency) -> &'static str {
    match every {
        Frequency::Monthly => "本月",
        Frequency::Quarterly => "本季度",
        Frequency::Yearly => "今年",
        Frequency::Free => "",
    }
}

fn exceptions(
    behind: Vec<MeetingBranch>,
    total: usize,
    low: Vec<MeetingBranch>,
    rules: &[(MeetingKind, Frequency); 6],
) -> impl IntoView + use<> {
    let rules = *rules;
    let more = total.saturating_sub(behind.len());
    let more = (more > 0)
        .then(|| view! { <p class="hint">{format!("另有 {more} 个，点下级单位逐个看。")}</p> });
    let none = (total == 0).then(|| view! { <p class="empty tasks-none">"该开的会都开了。"</p> });
    let lines = behind.into_iter().map(|branch| {
        let missing = rules.iter().zip(branch.held).filter(|(_, held)| !held);
        let missing = missing.map(|((meeting, every), _)| {
            view! { <li class="kind">{period(*every)} "未开" {meeting.label()}</li> }
        });
        view! {
            <li>
                <b>{branch.unit_name}</b>
                <small>{branch.key}</small>
                <ul class="missing">{missing.collect_view()}</ul>
            </li>
        }
    });
    let lines = lines.collect_view();
    let low = (!low.is_empty()).then(|| {
        let lines = low.into_iter().map(|branch| {
            let share = format!("{}%", branch.attendance.unwrap_or_default());
            view! { <li><b>{branch.unit_name}</b> " " <small>{branch.key}</small> " " <span class="warned">"▲ " {share}</span></li> }
        });
        view! {
            <h3>"党员大会出席率不到 60%" <small>"本季度"</small></h3>
            <ul class="behind">{lines.collect_view()}</ul>
        }
    });
    view! {
        <section class="card">
            <h2>"还没开的会" <small>{format!("{total} 个支部")}</small></h2>
            {none}
            <ul class="behind">{lines}</ul>
            {more}
            {low}
        </section>
    }
}

fn quick(branches: &[MeetingBranch], total: usize) -> impl IntoView + use<> {
    let options = branches.iter().map(|branch| {
        let label = format!("{} · {}", branch.unit_name, branch.key);
        view! { <option value=branch.key.clone() data-unit=branch.unit.clone()>{label}</option> }
    });
    let options = options.collect_view();
    let kinds = MeetingKind::ALL.into_iter().map(|meeting| {
        view! { <option value=table::key(meeting)>{meeting.label()}</option> }
    });
    let kinds = kinds.collect_view();
    let unit = branches.first().map(|branch| branch.unit.clone());
    let api = format!("POST /api/v1/units/{}/acts", unit.unwrap_or_default());
    let more = (total > branches.len())
        .then(|| view! { <p class="hint">"只列出前面的支部；其余的先点下级单位。"</p> });
    view! {
        <section class="card">
            <h2>"记一次会议"</h2>
            <form id="one-meeting" data-api=api data-then="reload">
                <input type="hidden" name="kind" value="meeting.held" />
                <div class="quick">
                    <div class="field">
                        <label for="meeting-branch">"党支部"</label>
                        <select id="meeting-branch" name="organisation" required=true>{options}</select>
                    </div>
                    <div class="field">
                        <label for="meeting-kind">"会议"</label>
                        <select id="meeting-kind" name="meeting">{kinds}</select>
                    </div>
                    <div class="field">
                        <label for="meeting-expected">"应到"</label>
                        <input id="meeting-expected" name="expected" type="number" min="1" max="100000" required=true />
                    </div>
                    <div class="field">
                        <label for="meeting-attended">"实到"</label>
                        <input id="meeting-attended" name="attended" type="number" min="0" max="100000" required=true />
                    </div>
                    <Send label="记下" />
                </div>
                {more}
            </form>
        </section>
    }
}

fn recent(recent: Vec<HeldLine>, offset: UtcOffset) -> impl IntoView {
    let list = if recent.is_empty() {
        view! { <p class="empty">"近来没有记过会议。"</p> }.into_any()
    } else {
        let rows = recent.into_iter().map(|held| {
            view! {
                <tr>
                    <td>{format::stamp_cn(held.at, offset)}</td>
                    <th scope="row">{held.unit}</th>
                    <td>{held.branch}</td>
                    <td>{held.meeting.label()}</td>
                    <td class="number">{held.attended} " / " {held.expected}</td>
                </tr>
            }
        });
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="最近记的会议">
                <table class="dense">
                    <thead>
                        <tr>
                            <th scope="col">"时间"</th>
                            <th scope="col">"单位"</th>
                            <th scope="col">"党支部"</th>
                            <th scope="col">"会议"</th>
                            <th scope="col" class="number">"实到 / 应到"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <h2>"最近记的会议"</h2>
            {list}
        </section>
    }
}

fn rules(root: &str, rules: &[(MeetingKind, Frequency); 6]) -> impl IntoView + use<> {
    let fields = rules.map(|(meeting, every)| {
        let id = format!("rule-{}", table::key(meeting));
        let options = Frequency::ALL.iter().map(|one| {
            view! { <option value=one.key() selected=*one == every>{one.label()}</option> }
        });
        view! {
            <div class="field">
                <label for=id.clone()>{meeting.label()}</label>
                <select id=id data-meeting=table::key(meeting)>{options.collect_view()}</select>
            </div>
        }
    });
    view! {
        <section class="card">
            <details>
                <summary>"多久开一次"</summary>
                <form id="rules" data-unit=root.to_owned()>
                    <p class="hint">"对全部单位生效，欠开的支部随即重新计算。"</p>
                    <div class="triple">{fields.into_iter().collect_view()}</div>
                    <Send label="保存" />
                </form>
            </details>
        </section>
    }
}
