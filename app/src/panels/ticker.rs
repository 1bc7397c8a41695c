//! What just happened: the current event, and the ones before it.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    contribution::total_metric,
    frame::{Snapshot, TickerEntry, TickerEvent},
    metric::Metric,
    moment::{Day, Moment, UtcOffset},
    registry::Registry,
};

use super::{plate::Plate, telling::Telling};
use crate::{
    components::{Count, Mark},
    format,
    store::Store,
};

/// The time of what happened today, the date of what happened before.
pub fn when(at: Moment, today: Day, offset: UtcOffset) -> String {
    if at.day(offset) == today {
        format::clock_hm(at, offset)
    } else {
        format::month_day_cn(at, offset)
    }
}

/// What happened, with its figures.
pub fn what(event: &TickerEvent) -> String {
    let row = |registry: Registry, verb: &str| {
        format!(
            "{} {verb} 1 {}",
            registry.label(),
            total_metric(registry).definition().unit
        )
    };
    match event {
        TickerEvent::Meeting {
            meeting,
            expected,
            attended,
        } => {
            let (expected, attended) = (i64::from(*expected), i64::from(*attended));
            let (expected, attended) = (format::count(expected), format::count(attended));
            format!("{} 应到 {expected} 实到 {attended}", meeting.label())
        }
        TickerEvent::Added(registry) => row(*registry, "新增"),
        TickerEvent::Removed(registry) => row(*registry, "减少"),
        TickerEvent::UnitAdded => "新设单位".to_owned(),
        TickerEvent::UnitRenamed { before } => format!("更名 原名 {before}"),
        TickerEvent::UnitMoved => "调整隶属关系".to_owned(),
        TickerEvent::UnitRetired => "单位停用".to_owned(),
        work => what_goes_on(work),
    }
}

/// What a ticker says of deployments, logs, lists, care and co-building.
fn what_goes_on(event: &TickerEvent) -> String {
    let many = |count: u32| format::count(i64::from(count));
    match event {
        TickerEvent::Deployment(to) => format!("{} 1 项", to.label()),
        TickerEvent::Log(to) => format!("{} 1 份", to.label()),
        TickerEvent::Item { list, matter, to } => {
            format!("{}“{}” {}", list.label(), matter.label(), to.label())
        }
        TickerEvent::Conference { matter, parties } => {
            format!("召集联席会议 “{}” 邀请 {parties} 方", matter.label())
        }
        TickerEvent::Care { care, people } => {
            format!("关爱行动 {} {} 人次", care.label(), many(*people))
        }
        TickerEvent::Activity {
            category,
            invited,
            attended,
        } => format!(
            "共建活动 {} 邀请 {} 家 到场 {} 家",
            category.label(),
            many(*invited),
            many(*attended)
        ),
        TickerEvent::Resource(category) => format!("资源 {} 新增 1 项", category.label()),
        TickerEvent::Need(category) => format!("需求 {} 新增 1 项", category.label()),
        TickerEvent::Project(stage) => format!("共建项目{}", stage.label()),
        _ => String::new(),
    }
}

/// Where it happened, of a unit further below than just below the one that is shown: the name of
/// the unit between.
fn between(entry: &TickerEntry, shown: &str) -> Option<String> {
    let parent = entry.parent.as_ref()?;
    (**parent != *shown && *entry.name != *shown).then(|| format!("{parent} · "))
}

/// How many characters there are to read.
pub(super) fn letters(entry: &TickerEntry, shown: &str) -> usize {
    let between = between(entry, shown).map_or(0, |between| between.chars().count());
    between + entry.name.chars().count() + what(&entry.event).chars().count()
}

/// Today's count and the events, newest first.
#[component]
pub fn TickerPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let telling = expect_context::<Telling>();
    let events = telling.events;
    let turned = telling.turned();
    let class = move || {
        let absent = if events.with(Vec::is_empty) {
            "absent"
        } else {
            ""
        };
        format!("events {absent} {}", turned.get())
    };
    let today = Memo::new(move |_| store.now().day(store.offset()));
    let rows = (0..Snapshot::TICKER_LEN).map(|row| event(store, events, today, row));
    let nothing = move || {
        events
            .with(Vec::is_empty)
            .then(|| view! { <p class="no-events">"暂无动态"</p> })
    };
    let demo = move || {
        store
            .demo()
            .then(|| view! { <span class="demo">"演示数据"</span> })
    };
    view! {
        <section class="ticker" aria-labelledby="ticker-title">
            <header class="ticker-head">
                <h2 id="ticker-title">"动态"</h2>
                <p>"今日 " <Count metric=Metric::TODAY_EVENT /> " 条"</p>
                <Mark />
            </header>
            <Plate />
            <ol class=class aria-live="off">
                {rows.collect_view()}
            </ol>
            {nothing}
            {demo}
        </section>
    }
}

fn event(
    store: Store,
    events: Memo<Vec<Arc<TickerEntry>>>,
    today: Memo<Day>,
    row: usize,
) -> impl IntoView {
    let time = move || {
        let at = events.with(|events| events.get(row).map(|entry| entry.at));
        at.map(|at| when(at, today.get(), store.offset()))
    };
    let read = move |words: fn(&TickerEntry, Store) -> String| {
        move || {
            let entry = events.with(|events| events.get(row).cloned());
            entry.map(|entry| words(&entry, store))
        }
    };
    let class = move || {
        let absent = events.with(|events| row >= events.len());
        if absent { "absent" } else { "" }
    };
    view! {
        <li class=class>
            <span class="event-time">{time}</span>
            <strong>
                <span class="event-between">
                    {read(|entry, store| {
                        between(entry, &store.heading().name).unwrap_or_default()
                    })}
                </span>
                {read(|entry, _| entry.name.to_string())}
            </strong>
            <span class="event-what">{read(|entry, _| what(&entry.event))}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use liandong_domain::fact::MeetingKind;

    use super::*;

    #[test]
    fn events_are_said_with_their_figures() {
        let meeting = TickerEvent::Meeting {
            meeting: MeetingKind::BranchCongress,
            expected: 52,
            attended: 47,
        };
        assert_eq!(what(&meeting), "党员大会 应到 52 实到 47");
        assert_eq!(
            what(&TickerEvent::Added(Registry::Member)),
            "党员 新增 1 名"
        );
        assert_eq!(
            what(&TickerEvent::Removed(Registry::Building)),
            "商务楼宇 减少 1 幢"
        );
    }

    #[test]
    fn what_happened_before_today_is_told_with_its_date() {
        let at = Moment(1_795_000_000_000);
        let today = at.day(UtcOffset::UTC);
        assert_eq!(when(at, today, UtcOffset::UTC), "11:06");
        let yesterday = Moment(at.0 - 86_400_000);
        assert_eq!(when(yesterday, today, UtcOffset::UTC), "11月17日");
    }

    #[test]
    fn a_place_is_told_from_the_unit_that_is_shown() {
        let entry = TickerEntry {
            seq: 1,
            at: Moment(0),
            unit: "1".parse().expect("a code"),
            name: "龙吟居民区".into(),
            parent: Some("华泾镇".into()),
            event: TickerEvent::UnitAdded,
        };
        assert_eq!(between(&entry, "徐汇区").as_deref(), Some("华泾镇 · "));
        assert_eq!(between(&entry, "华泾镇"), None);
        assert_eq!(between(&entry, "龙吟居民区"), None);
        assert_eq!(letters(&entry, "华泾镇"), 5 + 4);
    }
}
