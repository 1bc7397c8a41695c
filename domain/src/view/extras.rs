//! What a scene shows besides numbers, and when it has to be looked at anew.

use std::{cmp::Reverse, sync::Arc};

use crate::{
    aggregate::Aggregate,
    fact::{MeetingKind, life::MeetingRule},
    frame::{ConferenceShown, EmployerShown, Extras, Scene, SeatShown, Trend},
    tree::UnitIndex,
    view::trends_of,
};

/// The extras of a scene, with what they were made from.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) extras: Extras,
    /// The sequence number at which they last changed.
    pub(super) changed_at: u64,
    /// The last fact that could have changed them.
    stamp: u64,
}

impl Kept {
    pub(super) fn new(aggregate: &Aggregate, unit: UnitIndex, scene: Scene) -> Self {
        Self {
            extras: of(aggregate, unit, scene),
            changed_at: aggregate.seq(),
            stamp: stamp(aggregate, scene),
        }
    }

    /// Looks at them anew where a fact could have changed them; whether it has.
    pub(super) fn refresh(&mut self, aggregate: &Aggregate, unit: UnitIndex, scene: Scene) -> bool {
        let stamp = stamp(aggregate, scene);
        let rules = &self.extras.meeting_rules;
        if stamp == self.stamp && meeting_rules(aggregate, scene).eq(rules.iter().copied()) {
            return false;
        }
        self.stamp = stamp;
        let extras = of(aggregate, unit, scene);
        let changed = extras != self.extras;
        if changed {
            self.extras = extras;
            self.changed_at = aggregate.seq();
        }
        changed
    }
}

fn stamp(aggregate: &Aggregate, scene: Scene) -> u64 {
    let own = match scene {
        Scene::Overview => 0,
        Scene::Linkage => aggregate.work().stamps().conferences,
        Scene::Life => aggregate.theme_days_stamp(),
        Scene::CoBuilding => aggregate.work().stamps().employers,
    };
    own.max(aggregate.trends_stamp())
}

fn of(aggregate: &Aggregate, unit: UnitIndex, scene: Scene) -> Extras {
    let mut extras = Extras {
        trends: trends(aggregate, unit, scene),
        ..Extras::default()
    };
    match scene {
        Scene::Overview => {}
        Scene::Linkage => extras.conferences = conferences(aggregate, unit),
        Scene::Life => extras.theme_days = aggregate.theme_days(unit),
        Scene::CoBuilding => extras.employers = employers(aggregate, unit),
    }
    extras.meeting_rules = meeting_rules(aggregate, scene).collect();
    extras
}

/// The rules where the scene shows them.
fn meeting_rules(aggregate: &Aggregate, scene: Scene) -> impl Iterator<Item = MeetingRule> {
    let rules = aggregate.work().rules();
    let kinds = MeetingKind::ALL.into_iter();
    let shown = kinds.filter(move |_| scene == Scene::Life);
    shown.map(move |meeting| MeetingRule {
        meeting,
        every: rules.every(meeting),
    })
}

fn trends(aggregate: &Aggregate, unit: UnitIndex, scene: Scene) -> Vec<Trend> {
    let metrics = trends_of(scene).iter();
    let trends = metrics.filter_map(|&metric| {
        let (first, values) = aggregate.trend(unit, metric)?;
        Some(Trend {
            metric,
            first,
            values,
        })
    });
    trends.collect()
}

fn is_within(aggregate: &Aggregate, unit: UnitIndex, top: UnitIndex) -> bool {
    let tree = aggregate.tree();
    tree.upwards(tree.standing(unit)).any(|above| above == top)
}

fn conferences(aggregate: &Aggregate, top: UnitIndex) -> Vec<ConferenceShown> {
    let tree = aggregate.tree();
    let items = aggregate.work().items().iter();
    let mut held: Vec<_> = items
        .filter(|(_, item)| item.state.is_active() && is_within(aggregate, item.place, top))
        .filter_map(|(id, item)| Some((item, item.conference.as_ref()?, id)))
        .collect();
    held.sort_unstable_by_key(|(item, conference, id)| {
        (
            Reverse(conference.on),
            Reverse(item.revision),
            (*id).clone(),
        )
    });
    let shown = held.into_iter().take(Extras::MOST);
    shown
        .map(|(item, conference, _)| ConferenceShown {
            place: Arc::clone(&tree.node(tree.standing(item.place)).name),
            matter: item.matter,
            recurrences: item.recurrences,
            on: conference.on,
            seats: conference
                .seats
                .iter()
                .map(|seat| SeatShown {
                    party: seat.party,
                    attended: seat.attended,
                    promised: seat.promised,
                    fulfilled: seat.fulfilled,
                    due: seat.due,
                })
                .collect(),
        })
        .collect()
}

fn employers(aggregate: &Aggregate, top: UnitIndex) -> Vec<EmployerShown> {
    let employers = aggregate.work().employers().values();
    let mut shown: Vec<_> = employers
        .filter(|employer| employer.invited > 0 && is_within(aggregate, employer.unit, top))
        .filter_map(|employer| Some((employer, employer.shown_as.as_ref()?)))
        .collect();
    shown.sort_unstable_by_key(|(employer, name)| (Reverse(employer.answered()), (*name).clone()));
    let shown = shown.into_iter().take(Extras::MOST);
    shown
        .map(|(employer, name)| EmployerShown {
            name: name.clone(),
            answers: employer.answers().collect(),
        })
        .collect()
}
