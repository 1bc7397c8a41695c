//! 组织生活: meetings, care, and the way from applicant to member.

use leptos::prelude::*;
use liandong_domain::{
    fact::{MeetingKind, life::Frequency},
    frame::Snapshot,
    indicator::composed::CARE,
    metric::Metric,
};

use super::{Detail, Headline, Reading, Way, own, said};
use crate::{
    figures::{
        life::{FOUR, Share, held, period},
        text::MISSING,
    },
    format,
    kiosk::figures::Figures,
};

/// A station: its name, how many stand there, how many went on this year, how many are overdue.
type Station = (&'static str, Metric, Option<Metric>, Option<Metric>);

const STATIONS: [Station; 5] = [
    (
        "入党申请人",
        Metric::APPLICANT_STAGE_APPLICANT,
        Some(Metric::PIPELINE_ACTIVIST),
        None,
    ),
    (
        "积极分子",
        Metric::APPLICANT_STAGE_ACTIVIST,
        Some(Metric::PIPELINE_CANDIDATE),
        Some(Metric::PIPELINE_OVERDUE_ACTIVIST),
    ),
    (
        "发展对象",
        Metric::APPLICANT_STAGE_CANDIDATE,
        Some(Metric::PIPELINE_PROBATIONARY),
        Some(Metric::PIPELINE_OVERDUE_CANDIDATE),
    ),
    (
        "预备党员",
        Metric::MEMBER_PROBATIONARY,
        Some(Metric::PIPELINE_FORMAL),
        Some(Metric::PIPELINE_OVERDUE_PROBATIONARY),
    ),
    ("正式党员", Metric::MEMBER_FORMAL, None, None),
];

pub(super) fn reading(snapshot: &Snapshot) -> Reading {
    Reading {
        headlines: [meetings(snapshot), care(own(snapshot))],
        detail: pipeline(own(snapshot)),
    }
}

fn meetings(snapshot: &Snapshot) -> Headline {
    let figures = own(snapshot);
    let mut kinds = MeetingKind::ALL.into_iter();
    let every = FOUR.map(|_| {
        let kind = kinds.next();
        let mut rules = snapshot.extras.meeting_rules.iter();
        rules
            .find(|rule| Some(rule.meeting) == kind)
            .map(|rule| rule.every)
    });
    let due = every.map(|every| every != Some(Frequency::Free));
    let share = held(due, |metric| figures.count(metric)).unwrap_or(Share { part: 0, whole: 0 });
    let mut periods = every
        .into_iter()
        .flatten()
        .filter(|every| *every != Frequency::Free)
        .map(period);
    let first = periods.next().unwrap_or_default();
    let counted = if periods.all(|one| one == first) {
        first
    } else {
        "按各自周期"
    };
    Headline {
        label: "三会一课按期率",
        note: (Way::Level, String::new()),
        value: share
            .percent()
            .map_or_else(|| MISSING.to_owned(), |rate| format::number(rate, 1)),
        measure: "%",
        bar: vec![("c1", share.part), ("track", share.whole - share.part)],
        parts: vec![
            ("", "已开", format::count(share.part)),
            ("", "应开", format::count(share.whole)),
            ("", counted, String::new()),
        ],
    }
}

fn care(figures: Figures<'_>) -> Headline {
    let (done, planned) = (
        figures.length(Metric::CARE_DONE),
        figures.length(Metric::CARE_PLANNED),
    );
    Headline {
        label: "关爱落实率",
        note: (Way::Level, "本季度".to_owned()),
        value: figures.written_rate(&CARE),
        measure: "%",
        bar: vec![("c1", done), ("track", (planned - done).max(0))],
        parts: vec![
            ("", "已开展", figures.written(Metric::CARE_DONE)),
            ("", "计划", figures.written(Metric::CARE_PLANNED)),
            ("", "逾期", figures.written(Metric::CARE_LATE)),
        ],
    }
}

fn pipeline(figures: Figures<'_>) -> Detail {
    let rows = STATIONS.iter().map(|(label, stock, onward, overdue)| {
        let onward = onward.and_then(|metric| figures.count(metric));
        let onward = onward.map(|count| {
            view! {
                <span class="onward">
                    <span class="unseen">"本年转出 "</span>
                    <b class="num">{format::change(count)}</b>
                </span>
            }
        });
        let late = overdue.and_then(|metric| figures.count(metric));
        let late = late.filter(|count| *count > 0).map(|count| {
            view! { <span class="warned">"超期 " <b class="num">{format::count(count)}</b></span> }
        });
        view! {
            <li>
                <span class="label">{*label}</span>
                {late}
                <strong class="num">{figures.written(*stock)}</strong>
                {onward}
            </li>
        }
    });
    let spoken: Vec<_> = STATIONS
        .iter()
        .map(|(label, stock, ..)| (*label, figures.written(*stock) + "名"))
        .collect();
    Detail {
        title: "发展党员".to_owned(),
        note: "存量 · 箭头为本年转出",
        view: view! { <ol class="stations">{rows.collect_view()}</ol> }.into_any(),
        said: said(&spoken),
    }
}
