//! 共建: employers in the circles, activities, resources and needs.

use leptos::prelude::*;
use liandong_domain::{
    fact::cobuilding::Category, frame::Snapshot, metric::Metric, work::category_metrics,
};

use super::{Detail, Headline, Reading, Way, own, said};
use crate::{figures::circles::butterfly, format, kiosk::figures::Figures};

const CIRCLES: [(&str, &str, Metric, Metric); 3] = [
    (
        "c1",
        "核心",
        Metric::EMPLOYER_CIRCLE_CORE,
        Metric::EMPLOYER_ACTIVE_CORE,
    ),
    (
        "c2",
        "联席",
        Metric::EMPLOYER_CIRCLE_JOINT,
        Metric::EMPLOYER_ACTIVE_JOINT,
    ),
    (
        "c3",
        "联动",
        Metric::EMPLOYER_CIRCLE_LINKAGE,
        Metric::EMPLOYER_ACTIVE_LINKAGE,
    ),
];

pub(super) fn reading(snapshot: &Snapshot) -> Reading {
    let figures = own(snapshot);
    Reading {
        headlines: [circles(figures), activities(figures)],
        detail: exchange(figures),
    }
}

fn circles(figures: Figures<'_>) -> Headline {
    let sum = |side: fn(&(&str, &str, Metric, Metric)) -> Metric| -> i64 {
        CIRCLES
            .iter()
            .map(|circle| figures.length(side(circle)))
            .sum()
    };
    let active = sum(|circle| circle.3);
    Headline {
        label: "三圈单位",
        note: (Way::Level, format!("本季参与 {}", format::count(active))),
        value: format::count(sum(|circle| circle.2)),
        measure: "家",
        bar: CIRCLES
            .iter()
            .map(|(series, _, total, _)| (*series, figures.length(*total)))
            .collect(),
        parts: CIRCLES
            .iter()
            .map(|(series, label, total, _)| (*series, *label, figures.written(*total)))
            .collect(),
    }
}

/// What activities came to; also where only they are told of.
pub(in crate::kiosk) fn activities(figures: Figures<'_>) -> Headline {
    let [invited, responded, attended] = [
        Metric::ACTIVITY_INVITED,
        Metric::ACTIVITY_RESPONDED,
        Metric::ACTIVITY_ATTENDED,
    ]
    .map(|metric| figures.length(metric));
    Headline {
        label: "共建活动",
        note: (Way::Level, "本季度 · 家次".to_owned()),
        value: figures.written(Metric::ACTIVITY_HELD),
        measure: "场",
        bar: vec![
            ("c1", attended),
            ("c2", (responded - attended).max(0)),
            ("track", (invited - responded).max(0)),
        ],
        parts: vec![
            ("c1", "到场", figures.written(Metric::ACTIVITY_ATTENDED)),
            ("c2", "响应", figures.written(Metric::ACTIVITY_RESPONDED)),
            ("", "邀约", figures.written(Metric::ACTIVITY_INVITED)),
        ],
    }
}

/// How far the projects of this year are.
pub(in crate::kiosk) fn projects(figures: Figures<'_>) -> Headline {
    let [made, agreed, fulfilled, confirmed] = [
        Metric::PROJECT_MADE,
        Metric::PROJECT_AGREED,
        Metric::PROJECT_FULFILLED,
        Metric::PROJECT_CONFIRMED,
    ]
    .map(|metric| figures.length(metric));
    Headline {
        label: "共建项目",
        note: (Way::Level, "本年立项".to_owned()),
        value: format::count(made),
        measure: "个",
        bar: vec![
            ("c1", confirmed),
            ("c2", (fulfilled - confirmed).max(0)),
            ("c3", (agreed - fulfilled).max(0)),
            ("track", (made - agreed).max(0)),
        ],
        parts: vec![
            ("c1", "已评价", format::count(confirmed)),
            (
                "c2",
                "待评价",
                format::count((fulfilled - confirmed).max(0)),
            ),
            ("c3", "实施中", format::count((agreed - fulfilled).max(0))),
        ],
    }
}

/// Resources and needs by category, back to back on one scale.
pub(in crate::kiosk) fn exchange(figures: Figures<'_>) -> Detail {
    let sides = Category::ALL.iter().copied().map(|category| {
        category_metrics(category).map(|side| side.map(|metric| figures.length(metric)))
    });
    let longest = sides.clone().flatten().map(|[listed, _]| listed).max();
    let sum =
        |side: usize, place: usize| -> i64 { sides.clone().map(|all| all[side][place]).sum() };
    let rows = Category::ALL.iter().copied().zip(sides.clone()).map(|(category, [offered, needed])| {
        view! {
            <li>
                {wing(offered, longest.unwrap_or(0), "c1")} <span class="label">{category.label()}</span>
                {wing(needed, longest.unwrap_or(0), "c2")}
            </li>
        }
    });
    let head = |label: &'static str, side: usize| {
        view! {
            <p>
                {label} " " <strong class="num">{format::count(sum(side, 0))}</strong>
                <small>" 已匹配 " <b class="num">{format::count(sum(side, 1))}</b></small>
            </p>
        }
    };
    let spoken = [
        (
            "资源",
            format!("在册{}项，已匹配{}项", sum(0, 0), sum(0, 1)),
        ),
        (
            "需求",
            format!("在册{}项，已匹配{}项", sum(1, 0), sum(1, 1)),
        ),
    ];
    Detail {
        title: "资源 · 需求".to_owned(),
        note: "项 · 实心为已匹配",
        view: view! {
            <div class="wing-heads">{head("资源", 0)} {head("需求", 1)}</div>
            <ul class="wings">{rows.collect_view()}</ul>
        }
        .into_any(),
        said: said(&spoken),
    }
}

/// One side of a category: the outline is what is listed, filled as far as it is matched.
fn wing([listed, matched]: [i64; 2], longest: i64, series: &'static str) -> impl IntoView {
    let (outline, filled) = butterfly(listed, matched, longest);
    let style = format!("--listed:{outline};--matched:{filled}");
    let class = if outline == 0 {
        "outline none"
    } else {
        "outline"
    };
    view! {
        <span class="wing">
            <b class=class style=style aria-hidden="true">
                <i class=series></i>
            </b>
            <strong class="num">{format::count(listed)}</strong>
            <span class="unseen">{format!(" 已匹配 {matched} ")}</span>
        </span>
    }
}
