use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    fact::MeetingKind,
    frame::{
        Bye, Cursor, Delta, Epoch, Extras, Pulse, Refusal, Relative, RelativeChange, Scene,
        ServerMessage, Snapshot, TickerEntry, TickerEvent, UnitHeading, Value, Values,
    },
    metric::Metric,
    moment::Moment,
    unit::{UnitCode, UnitKind},
};

use super::{DWELL_S, Freshness, Store};
use crate::page::Options;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn values(&mut self) -> Values {
        let mut values: Vec<_> = Metric::all()
            .filter(|_| self.below(4) == 0)
            .collect::<Vec<_>>()
            .into_iter()
            .map(|metric| match self.below(8) {
                0 => (metric, Value::LessThan(5)),
                _ => (metric, Value::Count(self.below(1_000_000) as i64)),
            })
            .collect();
        values.sort_by_key(|(metric, _)| *metric);
        Values(values)
    }

    fn delta(&mut self, seq: u64) -> Delta {
        let codes = ["310104001", "310104002", "310104003", "310104999"];
        let mut change = || RelativeChange {
            code: code(codes[self.below(4) as usize]),
            metrics: self.values(),
        };
        let children = vec![change(), change()];
        Delta {
            cursor: cursor(seq),
            server_time: Moment(1_781_764_328_000 + seq as i64 * 250),
            metrics: self.values(),
            above: vec![RelativeChange {
                code: code("31"),
                metrics: self.values(),
            }],
            children,
            grandchildren: Vec::new(),
            extras: None,
            ticker: (seq.saturating_sub(self.below(3))..=seq)
                .map(entry)
                .collect(),
            replay: None,
        }
    }
}

fn code(text: &str) -> UnitCode {
    text.parse().expect("a code")
}

fn cursor(seq: u64) -> Cursor {
    Cursor {
        epoch: Epoch(1),
        seq,
    }
}

fn entry(seq: u64) -> Arc<TickerEntry> {
    Arc::new(TickerEntry {
        seq,
        at: Moment(1_781_764_000_000),
        unit: code("310104001"),
        name: "天平路街道".into(),
        parent: Some("徐汇区".into()),
        event: TickerEvent::Meeting {
            meeting: MeetingKind::ThemeDay,
            expected: 50,
            attended: 47,
        },
    })
}

fn relative(text: &str, metrics: Values) -> Relative {
    Relative {
        code: code(text),
        name: format!("单位{text}").into(),
        kind: UnitKind::Street,
        position: None,
        metrics,
    }
}

/// A district with made-up numbers.
#[cfg(feature = "ssr")]
pub(crate) fn district() -> Snapshot {
    snapshot(&mut Dice(1))
}

fn snapshot(dice: &mut Dice) -> Snapshot {
    let mut children =
        ["310104001", "310104002", "310104003"].map(|code| relative(code, dice.values()));
    children[1].metrics = Values::default();
    Snapshot {
        cursor: cursor(0),
        server_time: Moment(1_781_764_328_000),
        utc_offset: 8 * 3600,
        demo: true,
        scene: Scene::Overview,
        unit: UnitHeading {
            code: code("310104"),
            name: "徐汇区".into(),
            kind: UnitKind::District,
            path: Vec::new(),
            below: vec![(UnitKind::Street, 3)],
        },
        metrics: dice.values(),
        above: vec![relative("31", dice.values())],
        children: children.into(),
        grandchildren: Vec::new(),
        extras: Extras::default(),
        ticker: Vec::new(),
        replay: None,
    }
}

fn with_store(snapshot: &Snapshot, test: impl FnOnce(Store)) {
    Owner::new().with(|| test(Store::new(snapshot, &Options::default())));
}

fn assert_shows(store: &Store, expected: &Snapshot) {
    for metric in Metric::all() {
        assert_eq!(
            store.value(metric),
            expected.metrics.get(metric),
            "{metric:?}"
        );
    }
    let lists = [
        (store.above(), &expected.above),
        (store.children(), &expected.children),
    ];
    for (nodes, relatives) in lists {
        assert_eq!(nodes.len(), relatives.len());
        for (node, relative) in nodes.iter().zip(relatives) {
            assert_eq!((&node.code, &node.name), (&relative.code, &relative.name));
            for metric in Metric::all() {
                assert_eq!(
                    node.value(metric),
                    relative.metrics.get(metric),
                    "{} {metric:?}",
                    node.code
                );
            }
        }
    }
    assert_eq!(store.ticker(), expected.ticker);
    assert_eq!(store.cursor(), expected.cursor);
    assert_eq!(store.data_time(), expected.server_time);
    assert_eq!(*store.heading(), expected.unit);
}

#[test]
fn deltas_give_the_numbers_that_the_domain_gives() {
    let mut dice = Dice(42);
    let mut expected = snapshot(&mut dice);
    with_store(&expected.clone(), |store| {
        assert_shows(&store, &expected);
        for seq in 1..=100 {
            let delta = dice.delta(seq);
            expected.apply(&delta);
            let message = ServerMessage::Delta(delta);
            store.apply(&message);
            store.apply(&message);
            assert_shows(&store, &expected);
        }
    });
}

#[test]
fn a_snapshot_replaces_everything_and_units_that_stay_keep_their_signals() {
    let mut dice = Dice(7);
    let before = snapshot(&mut dice);
    let mut after = snapshot(&mut dice);
    after.cursor = Cursor {
        epoch: Epoch(2),
        seq: 3,
    };
    after.children.swap(0, 2);
    after.children.remove(1);
    after.children.push(relative("310104004", dice.values()));
    after.unit.name = "徐汇新区".into();
    with_store(&before, |store| {
        let kept = store.children().remove(0);
        store.apply(&ServerMessage::Snapshot(Arc::new(after.clone())));
        assert_shows(&store, &after);
        for metric in Metric::all() {
            assert_eq!(kept.value(metric), after.children[1].metrics.get(metric));
        }
    });
}

#[test]
fn only_what_changed_is_told() {
    let mut dice = Dice(1);
    let snapshot = snapshot(&mut dice);
    with_store(&snapshot, |store| {
        let told = |metric: Metric| {
            let memo = Memo::new(move |count: Option<&u32>| {
                store.value(metric);
                count.map_or(0, |count| count + 1)
            });
            memo.get_untracked();
            memo
        };
        let (changed, other) = (told(Metric::MEMBER_TOTAL), told(Metric::ORGANISATION_TOTAL));
        let mut delta = dice.delta(1);
        delta.metrics = Values(vec![(Metric::MEMBER_TOTAL, Value::Count(-1))]);
        let message = ServerMessage::Delta(delta);
        store.apply(&message);
        store.apply(&message);
        assert_eq!((changed.get_untracked(), other.get_untracked()), (1, 0));
    });
}

#[test]
fn the_clock_goes_on_from_the_servers_and_silence_ages_the_numbers() {
    let snapshot = snapshot(&mut Dice(3));
    with_store(&snapshot, |store| {
        store.start_clock(5_000.0);
        assert_eq!(store.freshness(), Freshness::Connecting);
        assert_eq!(store.now(), snapshot.server_time);
        store.set_monotonic(8_500.0);
        assert_eq!(store.now().0, snapshot.server_time.0 + 3_000);
        store.set_down(1);
        assert_eq!(store.freshness(), Freshness::Connecting);

        let server_time = Moment(snapshot.server_time.0 + 3_000);
        let pulse = Pulse {
            cursor: cursor(9),
            server_time,
        };
        store.apply(&ServerMessage::Pulse(pulse));
        assert_eq!(store.freshness(), Freshness::Live);
        assert_eq!((store.now(), store.cursor()), (server_time, cursor(9)));

        store.set_down(1);
        assert_eq!(store.freshness(), Freshness::Reconnecting { attempt: 1 });
        store.set_monotonic(8_500.0 + 120_000.0);
        assert_eq!(
            store.freshness(),
            Freshness::Delayed {
                age_s: 120,
                attempt: 1
            }
        );
        assert_eq!(store.data_time(), server_time);
        store.set_monotonic(8_500.0 + 1_801_000.0);
        store.set_down(90);
        assert_eq!(
            store.freshness(),
            Freshness::Offline {
                age_s: 1801,
                attempt: 90
            }
        );
    });
}

#[test]
fn a_refusal_holds_until_the_unit_is_there_again() {
    let mut snapshot = snapshot(&mut Dice(4));
    with_store(&snapshot.clone(), |store| {
        let refusal = Refusal {
            code: "unknown_unit".to_owned(),
            message: String::new(),
        };
        store.apply(&ServerMessage::Refused(refusal.clone()));
        let bye = Bye {
            code: 3000,
            reason: String::new(),
            retry_ms: 0,
        };
        store.apply(&ServerMessage::Bye(bye));
        assert_eq!(store.refusal().as_deref(), Some(&refusal));
        snapshot.demo = false;
        store.apply(&ServerMessage::Snapshot(Arc::new(snapshot)));
        assert_eq!(store.refusal(), None);
        assert!(!store.demo());
    });
}

#[test]
fn scenes_turn_while_the_numbers_are_fresh() {
    let mut dice = Dice(7);
    let mut snapshot = snapshot(&mut dice);
    let query = [("mode", "wall"), ("rotate", "overview,life")];
    let options = Options::from_query(query);
    Owner::new().with(|| {
        let store = Store::new(&snapshot, &options);
        let wait = |seconds: u32| (0..seconds).filter_map(|_| store.pass_second()).next_back();
        assert_eq!(wait(100), None, "nothing was heard of the server yet");
        store.apply(&ServerMessage::Snapshot(Arc::new(snapshot.clone())));
        assert_eq!(wait(DWELL_S - 1), None);
        assert_eq!(wait(1), Some(Scene::Life));
        assert_eq!(store.scene(), Scene::Overview, "its numbers are not there");
        snapshot.scene = Scene::Life;
        store.apply(&ServerMessage::Snapshot(Arc::new(snapshot.clone())));
        assert_eq!((store.scene(), store.dwelt()), (Scene::Life, 0));
        store.set_monotonic(120_000.0);
        assert_eq!(wait(100), None, "the numbers are old");
    });
}

#[test]
fn numbers_stream_once_they_change_all_the_time() {
    let mut dice = Dice(5);
    let snapshot = snapshot(&mut dice);
    with_store(&snapshot, |store| {
        let mut seq = 0;
        let mut second = |changes: u64| {
            for _ in 0..changes {
                seq += 1;
                store.apply(&ServerMessage::Delta(dice.delta(seq)));
            }
            store.pass_second();
            store.streams()
        };
        assert_eq!([4, 4, 2].map(&mut second), [false, true, true]);
        assert_eq!(
            [1, 4, 0, 4, 4].map(&mut second),
            [false, false, false, false, true]
        );
    });
}
