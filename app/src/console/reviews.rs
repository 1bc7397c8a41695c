//! The queue of logs that wait for a unit, with the one that is looked at beside it. `reviews.js` brings the
//! keyboard and keeps a remark that is not sent.

use leptos::prelude::*;
use liandong_domain::{
    fact::{item::Matter, log::LogKind},
    frame::PathStep,
    moment::{Day, Moment, UtcOffset},
};

use super::{
    acts::encoded,
    logs::{Station, chain},
    registries::trail,
};
use crate::format;

/// How long a level may take.
pub const LIMIT_MS: i64 = 24 * 3_600_000;
/// What is said most often.
const PHRASES: [&str; 4] = [
    "请补到场人数",
    "请写明复查时间",
    "请关联清单",
    "请写明办理结果",
];

/// What the page needs.
pub struct ReviewsPage {
    /// From the account's own unit down to the one that reviews.
    pub path: Vec<PathStep>,
    /// Whether the account may review.
    pub reviews: bool,
    /// What is called above the unit, where there is one that reviews after it.
    pub next_level: Option<&'static str>,
    /// The numbers on top.
    pub counts: Counts,
    /// What waits, longest first.
    pub queue: Vec<QueueLine>,
    /// The one that is looked at.
    pub chosen: Option<Box<Chosen>>,
}

/// The numbers on top.
pub struct Counts {
    /// Communities whose log of today is waited for.
    pub due: i64,
    /// Those that have submitted one.
    pub submitted: i64,
    /// Logs that the unit has passed on to the level above and that wait there, or are through.
    pub passed: usize,
    /// How long those in the queue have waited on average.
    pub average_ms: Option<i64>,
    /// Those that have waited longer than a level may take.
    pub late: usize,
    /// As of when.
    pub now: Moment,
}

/// A log in the queue.
pub struct QueueLine {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub kind: LogKind,
    /// The name of its unit.
    pub unit: String,
    /// How its text begins.
    pub text: String,
    /// How long it has waited.
    pub waited_ms: i64,
}

/// The log that is looked at.
pub struct Chosen {
    /// Its id.
    pub id: String,
    /// Its revision.
    pub revision: u64,
    /// What it is about.
    pub kind: LogKind,
    /// Its unit.
    pub unit: PathStep,
    /// The unit that reviews.
    pub reviewer: PathStep,
    /// When it was submitted last.
    pub submitted: Moment,
    /// Its text.
    pub text: String,
    /// How many people, households or places.
    pub count: Option<u32>,
    /// Its way.
    pub stations: Vec<Station>,
    /// What it belongs to, and what came of it: what that is, its title, more, where it is.
    pub links: Vec<Link>,
    /// Remarks so far: when, which unit, what.
    pub remarks: Vec<(Moment, String, String)>,
    /// The unit's month: submitted, through, back.
    pub month: [usize; 3],
    /// Its place in the queue, from 0.
    pub place: usize,
    /// The one before it in the queue.
    pub previous: Option<String>,
    /// The one after it.
    pub next: Option<String>,
    /// When a problem that is made of it is due, unless another day is chosen.
    pub due: Day,
}

/// Something that a log belongs to.
pub struct Link {
    /// What it is.
    pub what: &'static str,
    /// Its title.
    pub title: String,
    /// What else there is to say.
    pub more: String,
    /// Where it is.
    pub address: String,
}

/// How long logs have waited on average, and how many longer than a level may take.
pub fn review_figures(waits_ms: &[i64]) -> (Option<i64>, usize) {
    let sum: i64 = waits_ms.iter().map(|wait| (*wait).max(0)).sum();
    let average = sum.checked_div(waits_ms.len() as i64);
    let late = waits_ms.iter().filter(|wait| **wait >= LIMIT_MS);
    (average, late.count())
}

/// The page.
#[component]
pub fn Reviews(
    /// What it needs.
    page: ReviewsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let unit = page
        .path
        .last()
        .map(|unit| unit.code.to_string())
        .unwrap_or_default();
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/reviews"));
    let total = page.queue.len();
    let chosen_id = page.chosen.as_ref().map(|chosen| chosen.id.clone());
    let lines = page.queue.into_iter().map(|log| {
        let here = (chosen_id.as_deref() == Some(&log.id)).then_some("true");
        queue_line(log, &unit, here)
    });
    let lines = lines.collect_view();
    let body = match page.chosen {
        None => view! {
            <section class="card review-none">
                <p class="empty">"没有等着审阅的日志。"</p>
                <p><a href="/console/logs?show=unit">"看本单位和下级的日志"</a></p>
            </section>
        }
        .into_any(),
        Some(chosen) => view! {
            <div class="review">
                <section class="card queue" aria-label="待审阅">
                    <header class="card-head">
                        <h2>"待审阅 " <b>{total}</b></h2>
                        <small>"等得最久在前"</small>
                    </header>
                    <ol>{lines}</ol>
                </section>
                {chosen_log(*chosen, &unit, (page.reviews, total), page.next_level, offset)}
            </div>
        }
        .into_any(),
    };
    view! {
        {trail}
        {counts(&page.counts, total, page.next_level, offset)}
        {body}
        <script type="module" src="/reviews.js"></script>
    }
}

fn counts(
    counts: &Counts,
    waiting: usize,
    next: Option<&'static str>,
    offset: UtcOffset,
) -> impl IntoView + use<> {
    let figure = |mark: &'static str, label: String, count: i64| {
        view! {
            <div data-mark=mark>
                <dt>{label}</dt>
                <dd><b>{format::count(count)}</b></dd>
            </div>
        }
    };
    let passed = next.map_or_else(|| "已审结".to_owned(), |next| format!("已上报{next}"));
    let average = counts.average_ms.map(|average| {
        let hours = format::number(average as f64 / 3_600_000.0, 1);
        view! { <p>"目前平均等待 " <b>{hours}</b> " 小时"</p> }
    });
    view! {
        <section class="card review-counts" aria-label="今日">
            <dl>
                {figure("", "今日应交".to_owned(), counts.due)}
                {figure("done", "已提交".to_owned(), counts.submitted)}
                {figure("", "待审阅".to_owned(), waiting as i64)}
                {figure("up", passed, counts.passed as i64)}
            </dl>
            <div class="review-waits">
                {average}
                <p>"超过 24 小时 " <b>{counts.late}</b> " 份"</p>
                <p class="as-of-live">{format::clock_hm(counts.now, offset)}</p>
            </div>
        </section>
    }
}

fn queue_line(log: QueueLine, unit: &str, here: Option<&'static str>) -> impl IntoView + use<> {
    let late = log.waited_ms >= LIMIT_MS;
    let share = (log.waited_ms.max(0) * 100 / LIMIT_MS).min(100);
    let waited = format!("已等 {}", format::waited_cn(log.waited_ms));
    view! {
        <li>
            <a href=format!("/console/reviews?unit={unit}&log={}", encoded(&log.id)) aria-current=here>
                <b>{log.unit}</b>
                <span class="waited" class:late=late>{waited}</span>
                <span class="text">{log.kind.label()} " · " {log.text}</span>
                <span class="wait-bar" class:late=late aria-hidden="true"><i style=format!("width:{share}%")></i></span>
            </a>
        </li>
    }
}

fn chosen_log(
    log: Chosen,
    unit: &str,
    (reviews, total): (bool, usize),
    next_level: Option<&'static str>,
    offset: UtcOffset,
) -> impl IntoView + use<> {
    let [submitted, finished, returned] = log.month;
    let month = format!("本月提交 {submitted} · 审结 {finished} · 退回中 {returned}");
    let count = log
        .count
        .map(|count| view! { <p class="hint">"涉及 " {count}</p> });
    let links = log.links.into_iter().map(|link| {
        view! {
            <a class="link-card" href=link.address>
                <small>{link.what}</small>
                <b>{link.title}</b>
                <small>{link.more}</small>
            </a>
        }
    });
    let links = links.collect_view();
    let remarks = log.remarks.into_iter().map(|(at, by, remark)| {
        view! {
            <li>
                <small>{format::stamp_cn(at, offset)}</small>
                <b>{by}</b>
                <q>{remark}</q>
            </li>
        }
    });
    let remarks = remarks.collect_view();
    let place = format!("第 {} 份，共 {total} 份", log.place + 1);
    let step = |id: &Option<String>, label: &'static str, rel: &'static str| match id {
        Some(id) => {
            let address = format!("/console/reviews?unit={unit}&log={}", encoded(id));
            view! { <a class="button" rel=rel href=address>{label}</a> }.into_any()
        }
        None => view! { <span class="button" aria-disabled="true">{label}</span> }.into_any(),
    };
    let after = log.next.as_ref().or(log.previous.as_ref());
    let then = match after {
        Some(id) => format!("/console/reviews?unit={unit}&log={}", encoded(id)),
        None => format!("/console/reviews?unit={unit}"),
    };
    let pass = next_level.map_or_else(
        || "通过，审结".to_owned(),
        |next| format!("通过，上报{next}"),
    );
    let act = reviews.then(|| {
        view! {
            <button type="button" id="to-problem">"转为问题"</button>
            <button type="submit" form="review-form" class="refuse" data-kind="log.returned">"退回并附意见"</button>
            <button type="submit" form="review-form" class="primary" data-kind="log.reviewed">{pass}</button>
        }
    });
    let form = reviews.then(|| review_form(&log.id, log.revision, &log.reviewer, &then));
    let problem = reviews.then(|| problem_form(&log.id, &log.unit, &log.reviewer, log.due));
    view! {
        <section class="card reviewed">
            <header class="card-head">
                <h2>{log.unit.name.to_string()}</h2>
                <p><span class="kind">{log.kind.label()}</span> " " <small>{format::stamp_cn(log.submitted, offset)} " 提交"</small></p>
            </header>
            {chain(log.stations)}
            <p class="log-body">{log.text}</p>
            {count}
            <div class="link-cards">{links}</div>
            <p class="checked">"没有电话和证件号。公共屏只显示份数，不显示正文。"</p>
            {form}
            <section class="review-past">
                <header class="card-head">
                    <h3>{log.unit.name.to_string()}</h3>
                    <small>{month}</small>
                </header>
                <ol class="history-list">{remarks}</ol>
            </section>
        </section>
        {problem}
        <footer class="action-bar">
            {step(&log.previous, "上一份", "prev")}
            {step(&log.next, "下一份", "next")}
            <span class="place">{place}</span>
            <small class="keys">"J 下一份 · K 上一份 · R 写意见 · Ctrl+Enter 通过"</small>
            <span class="acts">{act}</span>
        </footer>
    }
}

fn review_form(id: &str, revision: u64, reviewer: &PathStep, then: &str) -> impl IntoView + use<> {
    let phrases = PHRASES.map(|phrase| {
        view! { <button type="button" data-phrase=phrase>{phrase}</button> }
    });
    view! {
        <form
            id="review-form"
            data-api=format!("POST /api/v1/units/{}/acts", reviewer.code)
            data-then=then.to_owned()
        >
            <input type="hidden" name="kind" value="log.reviewed" />
            <input type="hidden" name="log" value=id.to_owned() />
            <input type="number" name="seen" value=revision.to_string() hidden=true />
            <header class="card-head">
                <label for="remark">"审阅意见"</label>
                <small>"退回时必填"</small>
            </header>
            <div class="phrases">{phrases.into_iter().collect_view()}</div>
            <textarea id="remark" name="remark" rows="2" maxlength="500"></textarea>
            <p class="field-error" data-for="remark" role="alert"></p>
            <p class="form-error" role="alert"></p>
            <p class="warning" data-when="changed_meanwhile" hidden=true>
                "这份日志刚被别人处理过，您的意见没有提交，仍留在上面。"
                <button type="button" id="look-again">"看现在的样子"</button>
            </p>
        </form>
    }
}

fn problem_form(id: &str, unit: &PathStep, reviewer: &PathStep, due: Day) -> impl IntoView + use<> {
    let api = format!("POST /api/v1/units/{}/acts", reviewer.code);
    let matters = Matter::ALL.iter().map(|matter| {
        view! { <option value=matter.key()>{matter.label()}</option> }
    });
    let name = unit.name.to_string();
    let reviewer_name = reviewer.name.to_string();
    view! {
        <dialog id="problem" aria-labelledby="problem-title">
            <form data-api=api data-then="reload">
                <h2 id="problem-title">"转为问题"</h2>
                <p class="hint">"记入问题清单，地点是 " {name.clone()} "。日志仍在队列里，可以继续审阅。"</p>
                <input type="hidden" name="kind" value="item.opened" />
                <input type="hidden" name="list" value="problem" />
                <input type="hidden" name="place" value=unit.code.to_string() />
                <input type="hidden" name="from" value=id.to_owned() />
                <div class="field">
                    <label for="problem-line">"一句话说明"</label>
                    <input id="problem-line" name="title" required=true maxlength="60" autocomplete="off" />
                    <p class="field-error" data-for="title" role="alert"></p>
                </div>
                <div class="pair">
                    <div class="field">
                        <label for="problem-matter">"事项"</label>
                        <select id="problem-matter" name="matter">{matters.collect_view()}</select>
                    </div>
                    <div class="field">
                        <label for="problem-due">"期限"</label>
                        <input id="problem-due" name="due" type="date" required=true value=due.date().to_string() />
                    </div>
                </div>
                <div class="field">
                    <label for="problem-owner">"责任单位"</label>
                    <select id="problem-owner" name="owner">
                        <option value=unit.code.to_string()>{name}</option>
                        <option value=reviewer.code.to_string()>{reviewer_name}</option>
                    </select>
                </div>
                <div class="send">
                    <button class="primary" type="submit">"记入问题清单"</button>
                    <button type="button" id="problem-cancel">"取消"</button>
                    <p class="form-error" role="alert"></p>
                </div>
            </form>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_queue_has_no_average() {
        assert_eq!(review_figures(&[]), (None, 0));
    }

    #[test]
    fn a_log_is_late_from_the_limit_on() {
        let hour = LIMIT_MS / 24;
        let waits = [2 * hour, LIMIT_MS - 1, LIMIT_MS, 26 * hour];
        assert_eq!(review_figures(&waits), (Some((76 * hour - 1) / 4), 2));
    }
}
