//! Which metrics a scene shows of which unit.

use std::sync::LazyLock;

use crate::{frame::Scene, indicator::INDICATORS, metric::Metric, work::Tier};

/// The metrics that a scene shows of its own unit.
pub fn metrics_of(scene: Scene) -> impl Iterator<Item = Metric> {
    let listed: Box<dyn Iterator<Item = Metric>> = match scene {
        // What third parties ask for where they want everything.
        Scene::Overview => Box::new(Metric::all()),
        Scene::Linkage => Box::new(LINKAGE.iter().copied()),
        Scene::Life => Box::new(LIFE.iter().copied()),
        Scene::CoBuilding => Box::new(CO_BUILDING.iter().copied()),
    };
    listed
}

/// The metrics that a scene shows of a child: what tiles, cards, rankings and ribbons are made of.
pub(super) fn of_children(scene: Scene) -> &'static [Metric] {
    match scene {
        Scene::Overview => &OF_CHILDREN,
        Scene::Linkage => &LINKAGE,
        Scene::Life => &LIFE_OF_CHILDREN,
        Scene::CoBuilding => &CO_BUILDING_BESIDE,
    }
}

/// The metrics that a scene shows of a unit above: what one's own is held against.
pub(super) fn of_above(scene: Scene) -> &'static [Metric] {
    match scene {
        Scene::Overview => &OF_ABOVE,
        Scene::Linkage => &LINKAGE,
        Scene::Life => &LIFE_OF_ABOVE,
        Scene::CoBuilding => &CO_BUILDING_BESIDE,
    }
}

/// The metrics that a scene shows of the units below the children; nothing where it shows none of them.
pub(super) fn of_grandchildren(scene: Scene) -> &'static [Metric] {
    match scene {
        Scene::Linkage => &STRANDS,
        _ => &[],
    }
}

static OF_CHILDREN: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    with_indicators(&[
        Metric::ORGANISATION_TOTAL,
        Metric::MEMBER_TOTAL,
        Metric::TODAY_EVENT,
    ])
});

static OF_ABOVE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    with_indicators(&[
        Metric::ORGANISATION_TOTAL,
        Metric::MEMBER_TOTAL,
        Metric::APPLICANT_TOTAL,
        Metric::COMMUNITY_TOTAL,
        Metric::BUILDING_TOTAL,
        Metric::TRADE_UNION_TOTAL,
        Metric::YOUTH_LEAGUE_TOTAL,
        Metric::EMPLOYER_TOTAL,
    ])
});

const TIERS: [Tier; 4] = [Tier::District, Tier::Street, Tier::Community, Tier::Station];

static LINKAGE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let deployments = TIERS.into_iter().flat_map(Tier::metrics);
    let others = by_key(&["deployment.issued", "log.", "item.", "task.", "conference."]);
    ordered(deployments.chain(others).chain([Metric::TODAY_EVENT]))
});

static LIFE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let others = by_key(&[
        "organisation.branch",
        "member.total",
        "member.formal",
        "member.probationary",
        "member.status.",
        "member.contact.",
        "applicant.",
        "meeting.",
        "care.",
        "branch.",
        "pipeline.",
    ]);
    ordered(others.chain([Metric::TODAY_EVENT]))
});

static LIFE_OF_CHILDREN: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let others = by_key(&["organisation.branch", "care.", "branch."]);
    ordered(others.chain([Metric::TODAY_EVENT]))
});

static LIFE_OF_ABOVE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let sensitive = [
        Metric::MEMBER_STATUS_OUT_OF_CONTACT,
        Metric::MEMBER_STATUS_NOMINAL,
        Metric::MEMBER_CONTACT_OVERDUE,
    ];
    ordered(LIFE_OF_CHILDREN.iter().copied().chain(sensitive))
});

static CO_BUILDING: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let others = by_key(&["employer.", "resource.", "need.", "project.", "activity."]);
    ordered(others.chain([Metric::TODAY_EVENT]))
});

static CO_BUILDING_BESIDE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let others = by_key(&["employer.", "project.", "activity."]);
    ordered(others.chain([Metric::TODAY_EVENT]))
});

/// What a strand of the loom is made of.
static STRANDS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let receipts = TIERS.into_iter().flat_map(|tier| {
        let [due, received, _, _, done, _] = tier.metrics();
        [due, received, done]
    });
    let logs = [
        Metric::LOG_REPORTING,
        Metric::LOG_REPORTING_STREET,
        Metric::LOG_REPORTING_DISTRICT,
    ];
    ordered(receipts.chain(logs))
});

/// The metrics of which a scene shows how its own unit's stood on the last days. None is sensitive: a
/// class of values, day by day, would tell when somebody comes or goes.
pub fn trends_of(scene: Scene) -> &'static [Metric] {
    match scene {
        Scene::Overview => &[Metric::ORGANISATION_TOTAL, Metric::MEMBER_TOTAL],
        Scene::Linkage => &[
            Metric::ITEM_TASK_OPEN,
            Metric::ITEM_PROBLEM_OPEN,
            Metric::ITEM_RECTIFICATION_OPEN,
            Metric::LOG_TODAY,
        ],
        Scene::Life => &[
            Metric::CARE_PLANNED,
            Metric::CARE_DONE,
            Metric::BRANCH_BEHIND,
        ],
        Scene::CoBuilding => &[Metric::PROJECT_MADE, Metric::PROJECT_CONFIRMED],
    }
}

/// The metrics of all trends, in the catalogue's order.
pub(crate) fn trend_metrics() -> &'static [Metric] {
    static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
        let shown = Scene::ALL.iter().flat_map(|&scene| trends_of(scene));
        ordered(shown.copied())
    });
    &METRICS
}

fn by_key(beginnings: &'static [&'static str]) -> impl Iterator<Item = Metric> {
    Metric::all().filter(|metric| {
        let key = metric.key();
        beginnings.iter().any(|start| key.starts_with(start))
    })
}

fn with_indicators(headline: &[Metric]) -> Vec<Metric> {
    let counted = INDICATORS.iter().flat_map(|indicator| {
        indicator
            .numerator
            .iter()
            .chain(indicator.denominator)
            .copied()
    });
    ordered(headline.iter().copied().chain(counted))
}

fn ordered(metrics: impl Iterator<Item = Metric>) -> Vec<Metric> {
    let mut metrics: Vec<Metric> = metrics.collect();
    metrics.sort_unstable();
    metrics.dedup();
    metrics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_trend_tells_of_a_sensitive_number() {
        for metric in trend_metrics() {
            assert!(!metric.definition().sensitive, "{metric:?}");
        }
    }
}
