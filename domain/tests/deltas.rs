//! Whatever a client misses, repeats or skips, it ends with what the snapshot says.

#![allow(missing_docs)]

mod common;

use std::sync::Arc;

use common::{
    build::{
        Ledger, clock_day, day, meeting_held, member, origin, row_changed, small_tree_facts,
        unit_added, unit_moved, unit_renamed, unit_retired,
    },
    random::{Scribe, Step, busy_step, cases, same_cases_each_time, step},
};
use liandong_domain::{
    fact::{Fact, MeetingKind},
    frame::{Delta, Encoding, Scene, ServerMessage, Snapshot},
    metric::Metric,
    moment::Day,
    registry::MemberStatus,
    unit::UnitKind,
    view::{Refresh, View},
};
use proptest::{collection::vec, prelude::*, sample::select};

const CLIENTS: usize = 3;

#[derive(Clone, Debug)]
enum Action {
    Happen(Step),
    /// The server brings the view up to the aggregate.
    Refresh,
    /// A client asks for what it has missed.
    CatchUp {
        client: usize,
        encoding: Encoding,
        twice: bool,
    },
    /// A client comes from another server, or with a page made between two refreshes.
    Arrive {
        client: usize,
    },
}

fn actions(numbers_to_tree: u32) -> impl Strategy<Value = Vec<Action>> {
    let catch_up = (0..CLIENTS, select(Encoding::ALL.to_vec()), any::<bool>()).prop_map(
        |(client, encoding, twice)| Action::CatchUp {
            client,
            encoding,
            twice,
        },
    );
    let action = prop_oneof![
        5 => step(numbers_to_tree).prop_map(Action::Happen).boxed(),
        5 => busy_step().prop_map(Action::Happen).boxed(),
        3 => Just(Action::Refresh),
        3 => catch_up,
        1 => (0..CLIENTS).prop_map(|client| Action::Arrive { client }),
    ];
    vec(action, 0..120)
}

/// A server with one view, and the clients that look at it.
struct Stage {
    ledger: Ledger,
    scene: Scene,
    view: View,
    clients: Vec<Snapshot>,
    deltas_taken: usize,
}

impl Stage {
    fn new(unit: &str, scene: Scene) -> Self {
        let ledger = Ledger::with_small_tree(day(2025, 12, 20));
        let view = View::new(&ledger.aggregate, unit, scene).unwrap();
        let snapshot = view.snapshot(&ledger.aggregate, origin(view.seq()));
        Self {
            ledger,
            scene,
            view,
            clients: vec![snapshot; CLIENTS],
            deltas_taken: 0,
        }
    }

    fn fresh_snapshot(&self, unit: &str) -> Option<Snapshot> {
        let fresh = View::new(&self.ledger.aggregate, unit, self.scene)?;
        Some(fresh.snapshot(&self.ledger.aggregate, origin(fresh.seq())))
    }

    fn snapshot(&self) -> Snapshot {
        let origin = origin(self.view.seq());
        self.view.snapshot(&self.ledger.aggregate, origin)
    }

    fn catch_up(&mut self, client: usize, encoding: Encoding, twice: bool) {
        let held = self.clients[client].cursor.seq;
        let Some(delta) = self.view.delta_since(held, origin(self.view.seq())) else {
            self.clients[client] = sent_snapshot(encoding, self.snapshot());
            return;
        };
        let delta = sent_delta(encoding, delta);
        for _ in 0..=usize::from(twice) {
            self.clients[client].apply(&delta);
        }
        self.deltas_taken += 1;
    }
}

fn sent(encoding: Encoding, message: &ServerMessage) -> ServerMessage {
    let bytes = encoding.encode_server(message);
    encoding.decode_server(&bytes).unwrap()
}

fn sent_delta(encoding: Encoding, delta: Delta) -> Delta {
    match sent(encoding, &ServerMessage::Delta(delta)) {
        ServerMessage::Delta(delta) => delta,
        other => panic!("a delta came as {other:?}"),
    }
}

fn sent_snapshot(encoding: Encoding, snapshot: Snapshot) -> Snapshot {
    match sent(encoding, &ServerMessage::Snapshot(snapshot.into())) {
        ServerMessage::Snapshot(snapshot) => Arc::unwrap_or_clone(snapshot),
        other => panic!("a snapshot came as {other:?}"),
    }
}

fn play(unit: &str, scene: Scene, actions: Vec<Action>) -> Result<usize, TestCaseError> {
    let mut stage = Stage::new(unit, scene);
    let mut scribe = Scribe::after(&small_tree_facts(day(2025, 12, 20)));
    for action in actions {
        match action {
            Action::Happen(step) => {
                let Some((fact, _)) = scribe.write(step) else {
                    continue;
                };
                let _ = stage.ledger.take(&fact);
            }
            Action::Refresh => {
                let before = stage.snapshot();
                let found = stage.view.refresh(&stage.ledger.aggregate);
                if found == Refresh::Gone {
                    prop_assert!(stage.ledger.aggregate.tree().find(unit).is_none());
                    return Ok(stage.deltas_taken);
                }
                // A view that was kept shows what a new one would.
                let after = stage.snapshot();
                prop_assert_eq!(Some(after.clone()), stage.fresh_snapshot(unit));
                prop_assert_eq!(
                    found == Refresh::Same,
                    without_place(before) == without_place(after)
                );
            }
            Action::CatchUp {
                client,
                encoding,
                twice,
            } => {
                stage.catch_up(client, encoding, twice);
                prop_assert_eq!(&stage.clients[client], &stage.snapshot());
            }
            Action::Arrive { client } => {
                if let Some(snapshot) = stage.fresh_snapshot(unit) {
                    stage.clients[client] = snapshot;
                }
            }
        }
    }
    Ok(stage.deltas_taken)
}

/// The content, without up to where and when it was made.
fn without_place(mut snapshot: Snapshot) -> Snapshot {
    snapshot.cursor.seq = 0;
    snapshot.server_time.0 = 0;
    snapshot
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn clients_end_with_what_the_snapshot_says(
        unit in select(vec!["city", "d1", "s1", "c1"]),
        scene in select(Scene::ALL),
        actions in actions(40),
    ) {
        play(unit, scene, actions)?;
    }

    #[test]
    fn clients_end_with_what_the_snapshot_says_while_the_tree_changes(
        unit in select(vec!["city", "d1", "s1"]),
        scene in select(Scene::ALL),
        actions in actions(2),
    ) {
        play(unit, scene, actions)?;
    }
}

const TODAY: (i32, u8, u8) = (2026, 5, 20);

fn today() -> Day {
    day(TODAY.0, TODAY.1, TODAY.2)
}

/// A view of `s1` in the small tree that has been refreshed after these facts, and its cursor before.
fn refreshed_after(facts: &[Fact]) -> (Ledger, View, u64) {
    let mut ledger = Ledger::with_small_tree(today());
    let mut view = View::new(&ledger.aggregate, "s1", Scene::Overview).unwrap();
    let before = view.seq();
    for fact in facts {
        ledger.take(fact).unwrap();
    }
    view.refresh(&ledger.aggregate);
    (ledger, view, before)
}

fn congress(unit: &str) -> Fact {
    meeting_held(unit, MeetingKind::BranchCongress, [18, 20], today())
}

#[test]
fn a_meeting_makes_a_delta_of_what_it_moved_and_nothing_else() {
    let (_, view, before) = refreshed_after(&[congress("c1")]);
    let delta = view.delta_since(before, origin(view.seq())).unwrap();
    let moved: Vec<Metric> = delta.metrics.0.iter().map(|(metric, _)| *metric).collect();
    let meeting = [
        Metric::MEETING_BRANCH_CONGRESS_HELD,
        Metric::MEETING_BRANCH_CONGRESS_EXPECTED,
        Metric::MEETING_BRANCH_CONGRESS_ATTENDED,
    ];
    assert_eq!(moved[..3], meeting);
    assert_eq!(moved[3..], [Metric::TODAY_EVENT]);
    let codes = |changes: &[liandong_domain::frame::RelativeChange]| {
        let codes = changes.iter().map(|change| change.code.to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(&delta.above), ["city", "d1"]);
    assert_eq!(codes(&delta.children), ["a1"]);
    assert_eq!(delta.ticker.len(), 1);
}

#[test]
fn what_happens_elsewhere_makes_no_change_but_above() {
    let (_, view, before) = refreshed_after(&[congress("c3")]);
    let delta = view.delta_since(before, origin(view.seq())).unwrap();
    assert!(delta.metrics.0.is_empty() && delta.children.is_empty() && delta.ticker.is_empty());
    assert_eq!(delta.above.len(), 2);
}

#[test]
fn the_cursor_of_now_gets_an_empty_delta() {
    let (_, view, _) = refreshed_after(&[congress("c1")]);
    let delta = view.delta_since(view.seq(), origin(view.seq())).unwrap();
    assert!(delta.metrics.0.is_empty() && delta.above.is_empty());
    assert!(delta.children.is_empty() && delta.ticker.is_empty());
}

#[test]
fn cursors_from_before_and_from_the_future_need_a_snapshot() {
    let (_, view, before) = refreshed_after(&[congress("c1")]);
    let at = origin(view.seq());
    assert_eq!(view.delta_since(before - 1, at), None);
    assert_eq!(view.delta_since(0, at), None);
    assert_eq!(view.delta_since(view.seq() + 1, at), None);
    assert_eq!(view.delta_since(u64::MAX, at), None);
}

#[test]
fn places_of_long_ago_are_forgotten() {
    let (mut ledger, mut view, before) = refreshed_after(&[]);
    for _ in 0..5_000 {
        ledger.take(&congress("c1")).unwrap();
        view.refresh(&ledger.aggregate);
    }
    let at = origin(view.seq());
    assert!(view.delta_since(view.seq() - 240, at).is_some());
    assert_eq!(view.delta_since(before, at), None);
}

/// A value that went away and came back between two refreshes is one that this view never saw. Whoever
/// saw it elsewhere must not be told that nothing has changed.
#[test]
fn a_cursor_between_two_refreshes_needs_a_snapshot() {
    let nominal = || Some(member(MemberStatus::Nominal, None));
    let come_and_go = [
        row_changed("c1", None, nominal(), today()),
        row_changed("c1", nominal(), None, today()),
    ];
    let (_, view, before) = refreshed_after(&come_and_go);
    let at = origin(view.seq());
    assert!(view.delta_since(before, at).is_some());
    assert_eq!(view.delta_since(before + 1, at), None);
}

#[test]
fn changes_of_the_tree_that_the_view_shows_need_a_snapshot() {
    let on = today();
    let concerning = [
        unit_renamed("s1", "改名街道", on),
        unit_renamed("d1", "改名区", on),
        unit_renamed("a1", "改名片区", on),
        unit_added("c9", UnitKind::Community, "s1", on),
        unit_added("c9", UnitKind::Community, "a1", on),
        unit_moved("c3", "s1", on),
        unit_moved("c1", "s1", on),
        unit_moved("s1", "d2", on),
        unit_moved("d1", "d2", on),
        unit_retired("a1", on),
        unit_retired("c1", on),
        unit_retired("d1", on),
    ];
    for fact in concerning {
        let (ledger, view, before) = refreshed_after(std::slice::from_ref(&fact));
        assert_eq!(
            view.delta_since(before, origin(view.seq())),
            None,
            "{fact:?}"
        );
        let fresh = View::new(&ledger.aggregate, "s1", Scene::Overview).unwrap();
        let at = origin(view.seq());
        let [kept, fresh] = [&view, &fresh].map(|view| view.snapshot(&ledger.aggregate, at));
        assert_eq!(kept, fresh);
    }
}

#[test]
fn changes_of_the_tree_elsewhere_do_not() {
    let on = today();
    let elsewhere = [
        unit_renamed("c1", "改名居民区", on),
        unit_renamed("s2", "改名街道", on),
        unit_added("c9", UnitKind::Community, "s2", on),
        unit_moved("c3", "s3", on),
        unit_retired("c3", on),
        clock_day("city", day(2026, 5, 21)),
    ];
    for fact in elsewhere {
        let (_, view, before) = refreshed_after(std::slice::from_ref(&fact));
        let delta = view.delta_since(before, origin(view.seq()));
        assert!(delta.is_some(), "{fact:?}");
    }
}

#[test]
fn the_view_of_a_retired_unit_is_gone() {
    let mut ledger = Ledger::with_small_tree(today());
    let mut view = View::new(&ledger.aggregate, "s1", Scene::Overview).unwrap();
    ledger.take(&unit_retired("s1", today())).unwrap();
    assert_eq!(view.refresh(&ledger.aggregate), Refresh::Gone);
    assert!(View::new(&ledger.aggregate, "s1", Scene::Overview).is_none());
}

/// Without it the random plays above could pass by taking snapshots only.
#[test]
fn random_plays_take_deltas() {
    for scene in Scene::ALL {
        let mut runner = same_cases_each_time(32);
        let taken = std::cell::Cell::new(0);
        runner
            .run(&actions(40), |actions| {
                taken.set(taken.get() + play("d1", *scene, actions)?);
                Ok(())
            })
            .unwrap();
        assert!(taken.get() > 32, "{} deltas of {scene:?}", taken.get());
    }
}
