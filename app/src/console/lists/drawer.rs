//! One item, beside the others: its course, the conference on it, what was done, and what may be done now.

use leptos::prelude::*;
use liandong_domain::{
    fact::{
        Attachment,
        item::{List, Matter, Party},
    },
    frame::PathStep,
    moment::{Day, UtcOffset},
    work::{ItemState, WATCH_DAYS},
};

use super::{
    ConferenceView, Turn,
    conference::{Answering, conference},
    course::course,
    parties::party_checks,
    recurrence,
};
use crate::console::acts::{
    ActForm, DayField, Files, Fold, May, Text, Told, UnitField, encoded, files, later, overdue,
    told,
};

/// An item.
pub struct ItemPage {
    /// Its id.
    pub id: String,
    /// On which list.
    pub list: List,
    /// What it is about, in a word.
    pub matter: Matter,
    /// In a line.
    pub title: String,
    /// What there is to know.
    pub text: String,
    /// Files that came with it.
    pub files: Vec<Attachment>,
    /// Where it is.
    pub place: PathStep,
    /// The unit that opened it.
    pub opener: PathStep,
    /// The unit that sees to it.
    pub owner: PathStep,
    /// The account's own unit.
    pub own: PathStep,
    /// When it was opened.
    pub opened: Day,
    /// Until when.
    pub due: Day,
    /// How far it is.
    pub state: ItemState,
    /// Since which day.
    pub since: Day,
    /// How often it has come back.
    pub recurrences: u16,
    /// The last fact about it.
    pub revision: u64,
    /// Its course.
    pub turns: Vec<Turn>,
    /// The conference on it.
    pub conference: Option<ConferenceView>,
    /// What was done, newest first.
    pub told: Vec<Told>,
    /// What it comes from, and what came of it.
    pub linked: Vec<Linked>,
    /// What may be done now.
    pub acts: ItemActs,
    /// Who is called to a conference by default.
    pub parties: Vec<Party>,
}

/// Another item, or a deployment, that belongs to this one.
pub struct Linked {
    /// How.
    pub how: &'static str,
    /// Its address.
    pub address: String,
    /// What it is about.
    pub title: String,
}

/// What the account may do about an item now.
pub struct ItemActs {
    /// Tell how far it is.
    pub progress: May,
    /// Say that it is done.
    pub resolve: May,
    /// Not agree.
    pub send_back: May,
    /// Agree.
    pub close: May,
    /// Say that it is there again.
    pub reopen: May,
    /// Give it to another unit, or another day.
    pub assign: May,
    /// Call a conference.
    pub call: May,
    /// Record what a party answers.
    pub answer: May,
    /// Open a rectification that comes from it.
    pub rectify: May,
}

/// The drawer.
#[component]
pub(super) fn Drawer(
    /// The item.
    item: ItemPage,
    /// Where closing it leads to.
    close: String,
    /// Where days begin.
    offset: UtcOffset,
    /// The day.
    today: Day,
) -> impl IntoView {
    let head = head(&item, &close, today);
    let text =
        (!item.text.is_empty()).then(|| view! { <p class="item-text">{item.text.clone()}</p> });
    let linked = linked(&item.linked);
    let buttons = buttons(&item, today);
    let answering = item.acts.answer.unit().map(|unit| Answering {
        item: item.id.clone(),
        for_another: unit.code != item.own.code,
        unit: unit.clone(),
    });
    let course = course(&item.turns);
    let watch = watch(&item, today);
    let table = item
        .conference
        .map(|held| conference(held, answering, today));
    view! {
        <article class="drawer" aria-labelledby="item-title">
            {head}
            {text}
            {files(&item.files)}
            {linked}
            {course}
            {table}
            <section>
                <h3>"最近动态"</h3>
                {told(item.told, offset)}
            </section>
            <p class="hint">{watch}</p>
            {buttons}
        </article>
    }
}

fn head(item: &ItemPage, close: &str, today: Day) -> impl IntoView + use<> {
    let left = item.due.days_since(today);
    let left = if !item.state.is_active() {
        "—".to_owned()
    } else if left >= 0 {
        format!("{left} 天")
    } else {
        String::new()
    };
    let late = if item.state.is_active() {
        -item.due.days_since(today)
    } else {
        0
    };
    let parts = [
        ("责任单位", item.owner.name.to_string()),
        (
            "开立",
            format!("{} {}", item.opened.date(), item.opener.name),
        ),
        ("到期", item.due.date().to_string()),
    ];
    let parts = parts.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    view! {
        <header class="drawer-head">
            <p class="drawer-trail">
                {item.list.label()} " · " {item.place.name.to_string()} " · " {item.matter.label()}
                <a class="close" href=close.to_owned() aria-label="关闭，回到清单">"×"</a>
            </p>
            <h2 id="item-title">{item.title.clone()} " " {recurrence(item.recurrences)}</h2>
            <dl class="drawer-facts">
                {parts.collect_view()}
                <div>
                    <dt>"剩余"</dt>
                    <dd>{left} {overdue(late)}</dd>
                </div>
                <div>
                    <dt>"状态"</dt>
                    <dd>{item.state.label()}</dd>
                </div>
            </dl>
        </header>
    }
}

fn linked(linked: &[Linked]) -> impl IntoView + use<> {
    let links = linked.iter().map(|one| {
        view! {
            <li>
                {one.how} " " <a href=one.address.clone()>{one.title.clone()}</a>
            </li>
        }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| view! { <ul class="linked">{links}</ul> })
}

fn watch(item: &ItemPage, today: Day) -> String {
    match item.state {
        ItemState::Watched => {
            let left = WATCH_DAYS - today.days_since(item.since);
            format!(
                "已办结，还观察 {} 天。期内再次出现，恢复办理，回潮次数加一。",
                left.max(0)
            )
        }
        ItemState::Closed => "已办结。".to_owned(),
        _ if item.list == List::Problem => {
            format!("办结后观察 {WATCH_DAYS} 天。期内再次出现，恢复办理，回潮次数加一。")
        }
        _ => "办结要有佐证，并由开立单位核验。".to_owned(),
    }
}

fn buttons(item: &ItemPage, today: Day) -> impl IntoView + use<> {
    let about = || vec![("item", item.id.clone())];
    let seen = Some(item.revision);
    let other = |unit: &PathStep| unit.code != item.own.code;
    let ItemActs {
        progress,
        resolve,
        send_back,
        close,
        reopen,
        assign,
        call,
        rectify,
        ..
    } = &item.acts;
    let step = |may: &May,
                (label, kind, send): (&'static str, &'static str, &'static str),
                (ask, optional, with_files): (&'static str, bool, bool)| {
        match may {
            May::Never => None,
            May::Later(why) => Some(later(label, why.clone()).into_any()),
            May::As(unit) => {
                let (unit, for_another, about) = (unit.clone(), other(unit), about());
                let files = with_files.then(|| view! { <Files /> });
                let form = view! {
                    <Fold label group="item">
                        <ActForm unit kind about seen label=send for_another>
                            <Text name="text" label=ask optional />
                            {files}
                        </ActForm>
                    </Fold>
                };
                Some(form.into_any())
            }
        }
    };
    let (closing, closed) = if item.list == List::Problem {
        ("办结，转观察", "同意办结，转入观察")
    } else {
        ("同意办结", "同意办结")
    };
    let assigning = assign.unit().map(|unit| {
        let within = item.own.code.to_string();
        let (unit, for_another, about) = (unit.clone(), other(unit), about());
        let (owner, due) = (item.owner.clone(), item.due.max(today));
        view! {
            <Fold label="改派或延期" group="item">
                <ActForm unit kind="item.assigned" about seen label="保存" for_another>
                    <UnitField name="owner" label="责任单位" unit=owner within />
                    <DayField name="due" label="到期" value=Some(due) from=Some(today) />
                    <Text name="text" label="原因" optional=true rows=2 />
                </ActForm>
            </Fold>
        }
    });
    let calling = call.unit().map(|unit| {
        let (unit, for_another, about) = (unit.clone(), other(unit), about());
        let checks = party_checks("parties[]", &item.parties);
        view! {
            <Fold label="召集联席会议" group="item">
                <ActForm unit kind="conference.called" about label="召集" for_another>
                    <DayField name="on" label="开会日期" value=Some(today) from=Some(today) />
                    {checks}
                    <Text name="text" label="议题（可不写）" optional=true rows=2 />
                </ActForm>
            </Fold>
        }
    });
    let rectifying = rectify.unit().map(|_| {
        let address = format!(
            "/console/lists/new?list=rectification&from={}",
            encoded(&item.id)
        );
        view! { <a class="button" href=address>"转为整改"</a> }
    });
    view! {
        <footer class="drawer-acts" aria-label="办理">
            {step(progress, ("记一次进展", "item.progressed", "记下进展"), ("做了什么", false, true))}
            {calling}
            {step(resolve, ("提交办理结果", "item.resolved", "提交核验"), ("办理结果（或附佐证文件）", true, true))}
            {step(send_back, ("退回重办", "item.returned", "退回"), ("意见", false, false))}
            {step(close, (closing, "item.closed", closed), ("核验意见（可不写）", true, false))}
            {step(reopen, ("再次出现", "item.reopened", "恢复办理"), ("情况", false, true))}
            {assigning}
            {rectifying}
        </footer>
    }
}
