//! The numbers of a scene that can be asked where they come from, and what units below are held against
//! one another by.

use leptos::prelude::*;
use liandong_domain::{
    frame::{Relative, Scene, Snapshot},
    indicator::{
        INDICATORS, Indicator,
        composed::{
            CARE, DEPLOYMENT_LATE, EXCHANGE, HELD, HELD_OF, ITEM_LATE, RESPONSE, TAKING_PART,
            deployment_done,
        },
    },
    metric::Metric,
    unit::UnitKind,
    view::number::Question,
    work::Tier,
};

use super::{KioskPage, address::Address, figures::Figures};
use crate::{figures::text, format};

/// The numbers of a scene, a page of them.
pub(super) fn of(scene: Scene) -> Vec<Question> {
    match scene {
        Scene::Overview => overview(),
        Scene::Linkage => linkage(),
        Scene::Life => life(),
        Scene::CoBuilding => co_building(),
    }
}

fn metrics(metrics: &[Metric]) -> impl Iterator<Item = Question> {
    metrics.iter().copied().map(Question::Metric)
}

fn indicators(
    indicators: impl IntoIterator<Item = &'static Indicator>,
) -> impl Iterator<Item = Question> {
    indicators.into_iter().map(Question::Indicator)
}

fn overview() -> Vec<Question> {
    let registries = metrics(&[
        Metric::ORGANISATION_TOTAL,
        Metric::MEMBER_TOTAL,
        Metric::APPLICANT_TOTAL,
        Metric::COMMUNITY_TOTAL,
        Metric::BUILDING_TOTAL,
        Metric::TRADE_UNION_TOTAL,
        Metric::YOUTH_LEAGUE_TOTAL,
        Metric::EMPLOYER_TOTAL,
    ]);
    let percents = INDICATORS.iter().filter(|indicator| indicator.scale == 100);
    registries.chain(indicators(percents)).collect()
}

fn linkage() -> Vec<Question> {
    let tiers = [Tier::District, Tier::Street, Tier::Community, Tier::Station];
    let done = indicators(tiers.map(deployment_done));
    let late = indicators([&DEPLOYMENT_LATE]);
    let others = metrics(&[
        Metric::LOG_TODAY,
        Metric::LOG_MONTH,
        Metric::LOG_LATE,
        Metric::ITEM_TASK_OPEN,
        Metric::ITEM_PROBLEM_OPEN,
        Metric::ITEM_RECTIFICATION_OPEN,
    ]);
    done.chain(late)
        .chain(others)
        .chain(indicators([&ITEM_LATE]))
        .collect()
}

fn life() -> Vec<Question> {
    let held = indicators([&HELD].into_iter().chain(&HELD_OF).chain([&CARE]));
    let others = metrics(&[
        Metric::BRANCH_BEHIND,
        Metric::CARE_LATE,
        Metric::APPLICANT_STAGE_ACTIVIST,
        Metric::APPLICANT_STAGE_CANDIDATE,
        Metric::MEMBER_PROBATIONARY,
        Metric::MEMBER_CONTACT_OVERDUE,
    ]);
    held.chain(others).collect()
}

fn co_building() -> Vec<Question> {
    let rates = indicators([&TAKING_PART, &RESPONSE]);
    let exchange = indicators(EXCHANGE.iter().flatten());
    let others = metrics(&[
        Metric::EMPLOYER_TOTAL,
        Metric::ACTIVITY_HELD,
        Metric::PROJECT_MADE,
        Metric::PROJECT_AGREED,
        Metric::PROJECT_FULFILLED,
        Metric::PROJECT_CONFIRMED,
    ]);
    rates.chain(exchange).chain(others).collect()
}

/// By what a scene holds units of this kind against one another.
fn of_children(scene: Scene, kind: UnitKind) -> Question {
    match scene {
        Scene::Overview => Question::Metric(Metric::MEMBER_TOTAL),
        Scene::Linkage => Question::Indicator(deployment_done(Tier::of(kind))),
        Scene::Life => Question::Indicator(&HELD),
        Scene::CoBuilding => Question::Indicator(&TAKING_PART),
    }
}

/// What the number beside each unit below is.
pub(super) fn told_of_children(snapshot: &Snapshot) -> &'static str {
    let kind = snapshot
        .children
        .first()
        .map_or(snapshot.unit.kind, |child| child.kind);
    match of_children(snapshot.scene, kind) {
        Question::Metric(_) => "党员数",
        Question::Indicator(indicator) => indicator.label,
    }
}

/// A unit below with its number.
pub(super) fn child(page: &KioskPage, scene: Scene, child: &Relative) -> impl IntoView + use<> {
    let mut address = Address::of_unit(child.code.clone());
    if let Address::Unit { scene: of, .. } = &mut address {
        *of = scene;
    }
    let name = format::short_name(&child.name, child.kind);
    let number = Figures(&child.metrics).answer(of_children(scene, child.kind));
    let letters = name.chars().count().max(3);
    view! {
        <li>
            <a class="key tile" href=page.to(&address) style=format!("--n:{letters}")>
                <span class="name">{name}</span>
                <strong class="num">{number}</strong>
            </a>
        </li>
    }
}

/// A number of the unit's own.
pub(super) fn number(
    page: &KioskPage,
    snapshot: &Snapshot,
    question: Question,
) -> impl IntoView + use<> {
    let address = Address::Number {
        code: snapshot.unit.code.clone(),
        key: question.key().to_owned(),
        scene: snapshot.scene,
        page: 0,
    };
    let answer = Figures(&snapshot.metrics).answer(question);
    let measure = measure(question).filter(|_| answer != text::MISSING);
    let label = question.label();
    let letters = label.chars().count();
    view! {
        <li>
            <a class="key figure" href=page.to(&address) style=format!("--n:{letters}")>
                <span class="name">{label}</span>
                <span class="value">
                    <strong class="num">{answer}</strong>
                    {measure.map(|measure| view! { <small>{measure}</small> })}
                </span>
            </a>
        </li>
    }
}

fn measure(question: Question) -> Option<&'static str> {
    match question {
        Question::Metric(metric) => Some(metric.definition().unit),
        Question::Indicator(indicator) if indicator.scale == 100 => Some("%"),
        Question::Indicator(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use liandong_domain::view::metrics_of;

    use super::*;

    #[test]
    fn a_scene_has_the_numbers_that_its_page_offers() {
        for &scene in Scene::ALL {
            let shown: Vec<Metric> = metrics_of(scene).collect();
            let questions = of(scene);
            assert_eq!(questions.len(), 12, "{scene:?}");
            for question in questions {
                for metric in question.metrics() {
                    assert!(shown.contains(&metric), "{metric:?} is not of {scene:?}");
                }
                assert_eq!(Question::from_key(question.key()), Some(question));
            }
        }
    }
}
