//! 总览: organisations, members, and rates against the level above.

use leptos::prelude::*;
use liandong_domain::{
    frame::Snapshot,
    indicator::{INDICATORS, Indicator},
    metric::Metric,
};

use super::{Detail, Headline, Reading, meter, own, said, today};
use crate::kiosk::figures::Figures;

/// How many rates there is room for.
const ROWS: usize = 3;

pub(super) fn reading(snapshot: &Snapshot) -> Reading {
    let figures = own(snapshot);
    let part = |series, label, metric| (series, label, figures.written(metric));
    let organisations = Headline {
        label: "党组织",
        note: today(figures.count(Metric::TODAY_ORGANISATION)),
        value: figures.written(Metric::ORGANISATION_TOTAL),
        measure: "",
        bar: vec![
            ("c3", figures.length(Metric::ORGANISATION_COMMITTEE)),
            ("c2", figures.length(Metric::ORGANISATION_GENERAL_BRANCH)),
            ("c1", figures.length(Metric::ORGANISATION_BRANCH)),
        ],
        parts: vec![
            part("c3", "党委", Metric::ORGANISATION_COMMITTEE),
            part("c2", "总支", Metric::ORGANISATION_GENERAL_BRANCH),
            part("c1", "支部", Metric::ORGANISATION_BRANCH),
        ],
    };
    let members = Headline {
        label: "党员",
        note: today(figures.count(Metric::TODAY_MEMBER)),
        value: figures.written(Metric::MEMBER_TOTAL),
        measure: "",
        bar: vec![
            ("c1", figures.length(Metric::MEMBER_FORMAL)),
            ("c2", figures.length(Metric::MEMBER_PROBATIONARY)),
        ],
        parts: vec![
            part("c1", "正式", Metric::MEMBER_FORMAL),
            part("c2", "预备", Metric::MEMBER_PROBATIONARY),
        ],
    };
    Reading {
        headlines: [organisations, members],
        detail: rates(snapshot),
    }
}

fn percents() -> impl Iterator<Item = &'static Indicator> {
    let percents = INDICATORS.iter().filter(|indicator| indicator.scale == 100);
    percents.take(ROWS)
}

fn rates(snapshot: &Snapshot) -> Detail {
    let figures = own(snapshot);
    let above = snapshot.above.last();
    let rows = percents().map(|indicator| {
        let theirs = above.map(|above| {
            let figures = Figures(&above.metrics);
            (
                above.kind.whole(),
                figures.rate(indicator),
                figures.written_rate(indicator),
            )
        });
        let own = (figures.rate(indicator), figures.written_rate(indicator));
        meter(indicator.label, own, theirs)
    });
    let spoken: Vec<_> = percents()
        .map(|indicator| (indicator.label, figures.written_rate(indicator) + "%"))
        .collect();
    let whole = snapshot.unit.kind.whole();
    Detail {
        title: match above {
            Some(above) => format!("{whole}与{}", above.kind.whole()),
            None => "党建指标".to_owned(),
        },
        note: "本季度 · %",
        view: view! { <ul class="meters">{rows.collect_view()}</ul> }.into_any(),
        said: said(&spoken),
    }
}
