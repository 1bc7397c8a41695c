//! 联动: deployments down, logs up, the three lists.

use leptos::prelude::*;
use liandong_domain::{frame::Snapshot, metric::Metric, work::Tier};

use super::{Detail, Headline, Reading, Way, own, said};
use crate::{format, kiosk::figures::Figures};

const TIERS: [Tier; 4] = [Tier::District, Tier::Street, Tier::Community, Tier::Station];
const AGES: [&str; 4] = ["≤7天", "8–15", "16–30", ">30"];

/// A list: its name, what is open, what is overdue, and for how long what is open has been so.
type List = (&'static str, Metric, Metric, [Metric; 4]);

const LISTS: [List; 3] = [
    (
        "任务清单",
        Metric::ITEM_TASK_OPEN,
        Metric::ITEM_TASK_OVERDUE,
        [
            Metric::ITEM_TASK_AGE_7,
            Metric::ITEM_TASK_AGE_15,
            Metric::ITEM_TASK_AGE_30,
            Metric::ITEM_TASK_AGE_OVER,
        ],
    ),
    (
        "问题清单",
        Metric::ITEM_PROBLEM_OPEN,
        Metric::ITEM_PROBLEM_OVERDUE,
        [
            Metric::ITEM_PROBLEM_AGE_7,
            Metric::ITEM_PROBLEM_AGE_15,
            Metric::ITEM_PROBLEM_AGE_30,
            Metric::ITEM_PROBLEM_AGE_OVER,
        ],
    ),
    (
        "整改清单",
        Metric::ITEM_RECTIFICATION_OPEN,
        Metric::ITEM_RECTIFICATION_OVERDUE,
        [
            Metric::ITEM_RECTIFICATION_AGE_7,
            Metric::ITEM_RECTIFICATION_AGE_15,
            Metric::ITEM_RECTIFICATION_AGE_30,
            Metric::ITEM_RECTIFICATION_AGE_OVER,
        ],
    ),
];

pub(super) fn reading(snapshot: &Snapshot) -> Reading {
    let figures = own(snapshot);
    Reading {
        headlines: [deployments(figures), logs(figures)],
        detail: lists(figures),
    }
}

/// A deployment counts once for each unit that it went to, so the levels add up.
fn deployments(figures: Figures<'_>) -> Headline {
    let sum = |place: usize| -> i64 {
        let metrics = TIERS.into_iter().map(|tier| tier.metrics()[place]);
        metrics.map(|metric| figures.length(metric)).sum()
    };
    let (due, received, done) = (sum(0), sum(1), sum(4));
    let waiting = (due - received).max(0);
    let going = (received - done).max(0);
    Headline {
        label: "部署落实",
        note: (Way::Level, format!("本季 {} 份", format::count(due))),
        value: format::count(done),
        measure: "份",
        bar: vec![("c1", done), ("c2", going), ("c3", waiting)],
        parts: vec![
            ("c1", "已落实", format::count(done)),
            ("c2", "在办", format::count(going)),
            ("c3", "未接收", format::count(waiting)),
        ],
    }
}

fn logs(figures: Figures<'_>) -> Headline {
    let waiting = [
        ("c1", "待街镇", Metric::LOG_WAITING_STREET),
        ("c2", "待区", Metric::LOG_WAITING_DISTRICT),
        ("c3", "退回", Metric::LOG_RETURNED),
    ];
    let all = waiting.iter();
    let sum: i64 = all.map(|(.., metric)| figures.length(*metric)).sum();
    let month = figures.written(Metric::LOG_MONTH);
    Headline {
        label: "在审日志",
        note: (Way::Level, format!("本月 {month} 份")),
        value: format::count(sum),
        measure: "份",
        bar: waiting
            .iter()
            .map(|(series, _, metric)| (*series, figures.length(*metric)))
            .collect(),
        parts: waiting
            .iter()
            .map(|(series, label, metric)| (*series, *label, figures.written(*metric)))
            .collect(),
    }
}

fn lists(figures: Figures<'_>) -> Detail {
    let rows = LISTS.iter().map(|list| row(figures, list));
    let spoken: Vec<_> = LISTS
        .iter()
        .map(|(label, open, overdue, _)| {
            let (open, overdue) = (figures.written(*open), figures.written(*overdue));
            (*label, format!("在办{open}件，逾期{overdue}件"))
        })
        .collect();
    Detail {
        title: "三张清单".to_owned(),
        note: "在办 · 按开立时长",
        view: view! { <ul class="item-lists">{rows.collect_view()}</ul> }.into_any(),
        said: said(&spoken),
    }
}

fn row(figures: Figures<'_>, (label, open, overdue, ages): &List) -> impl IntoView + use<> {
    let late = figures.count(*overdue).filter(|count| *count > 0);
    let late = late.map(|count| {
        view! { <span class="overdue">"逾期 " <b class="num">{format::count(count)}</b></span> }
    });
    let pieces = ages.iter().zip(["s2", "s3", "s4", "s5"]);
    let pieces = pieces.filter_map(|(metric, class)| {
        let length = figures.length(*metric);
        (length > 0).then(|| view! { <i class=class style=format!("flex-grow:{length}")></i> })
    });
    let words = ages.iter().zip(AGES).map(|(metric, age)| {
        view! {
            <li>
                <small>{age}</small>
                " "
                <b class="num">{figures.written(*metric)}</b>
            </li>
        }
    });
    view! {
        <li>
            <p>
                <span class="label">{*label}</span>
                {late}
                <strong class="num">{figures.written(*open)}</strong>
            </p>
            <div class="split" aria-hidden="true">{pieces.collect_view()}</div>
            <ul class="ages">{words.collect_view()}</ul>
        </li>
    }
}
