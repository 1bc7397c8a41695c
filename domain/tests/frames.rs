//! The messages: both encodings give back what went in, the JSON is the documented protocol, and bytes
//! from anywhere are an error at worst.

#![allow(missing_docs)]

mod common;

use std::sync::Arc;

use common::{
    build::{Ledger, clock_day, code, day, meeting_held, origin, unit_added},
    messages::{client_messages, server_messages},
    random::cases,
};
use liandong_domain::{
    fact::{Event, MeetingKind, NewUnit},
    frame::{
        Bye, ClientMessage, Cursor, Delta, Encoding, Epoch, Extras, PathStep, Pulse, Refusal,
        Relative, RelativeChange, Scene, ServerMessage, Snapshot, TickerEntry, TickerEvent,
        UnitHeading, Value, Values,
    },
    metric::Metric,
    moment::Moment,
    registry::Registry,
    unit::{MapPosition, UnitKind},
    view::View,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use serde_json::json;

fn encodings() -> impl Strategy<Value = Encoding> {
    select(Encoding::ALL.to_vec())
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn server_messages_come_as_they_went(message in server_messages(), encoding in encodings()) {
        let bytes = encoding.encode_server(&message);
        prop_assert_eq!(encoding.decode_server(&bytes).unwrap(), message);
    }

    #[test]
    fn client_messages_come_as_they_went(message in client_messages(), encoding in encodings()) {
        let bytes = encoding.encode_client(&message);
        prop_assert_eq!(encoding.decode_client(&bytes).unwrap(), message);
    }

    #[test]
    fn bytes_from_anywhere_are_an_error_at_worst(
        bytes in vec(any::<u8>(), 0..200),
        encoding in encodings(),
    ) {
        let _ = encoding.decode_server(&bytes);
        let _ = encoding.decode_client(&bytes);
    }

    #[test]
    fn messages_cut_short_are_an_error(
        message in server_messages(),
        end in any::<Index>(),
        encoding in encodings(),
    ) {
        let bytes = encoding.encode_server(&message);
        let cut = &bytes[..end.index(bytes.len())];
        prop_assert!(encoding.decode_server(cut).is_err());
    }

    #[test]
    fn messages_with_a_byte_changed_are_an_error_at_worst(
        message in server_messages(),
        place in any::<Index>(),
        byte in any::<u8>(),
        encoding in encodings(),
    ) {
        let mut bytes = encoding.encode_server(&message);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = encoding.decode_server(&bytes);
    }
}

fn server_json(message: &ServerMessage) -> serde_json::Value {
    serde_json::from_slice(&Encoding::Json.encode_server(message)).unwrap()
}

fn client_of_json(json: &serde_json::Value) -> ClientMessage {
    Encoding::Json
        .decode_client(json.to_string().as_bytes())
        .unwrap()
}

const CURSOR: Cursor = Cursor {
    epoch: Epoch(0x00c0_ffee),
    seq: 123,
};

#[test]
fn a_client_subscribes_in_json() {
    let subscribe = |cursor| ClientMessage::Subscribe {
        unit: "310104".to_owned(),
        scene: Scene::Overview,
        cursor,
    };
    let without =
        json!({"type": "subscribe", "unit": "310104", "scene": "overview", "cursor": null});
    assert_eq!(client_of_json(&without), subscribe(None));
    let left_out = json!({"type": "subscribe", "unit": "310104", "scene": "overview"});
    assert_eq!(client_of_json(&left_out), subscribe(None));
    let with = json!({
        "type": "subscribe", "unit": "310104", "scene": "overview",
        "cursor": {"epoch": "0000000000c0ffee", "seq": 123},
    });
    assert_eq!(client_of_json(&with), subscribe(Some(CURSOR)));
    let written = Encoding::Json.encode_client(&subscribe(Some(CURSOR)));
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&written).unwrap(),
        with
    );
}

#[test]
fn a_client_acknowledges_in_json() {
    let painted = json!({"type": "painted", "seq": 123});
    assert_eq!(
        client_of_json(&painted),
        ClientMessage::Painted { seq: 123 }
    );
}

#[test]
fn what_the_protocol_does_not_have_is_refused() {
    let foreign = [
        json!({"type": "subscribe", "unit": "310104", "scene": "linkages"}),
        json!({"type": "subscribe", "unit": "310104", "scene": "overview", "extra": 1}),
        json!({"type": "subscribe", "unit": 310_104, "scene": "overview"}),
        json!({"type": "subscribe", "scene": "overview"}),
        json!({"type": "painted", "seq": -1}),
        json!({"type": "shutdown"}),
        json!({}),
        json!([]),
        json!(null),
    ];
    for message in foreign {
        let bytes = message.to_string();
        assert!(
            Encoding::Json.decode_client(bytes.as_bytes()).is_err(),
            "{message}"
        );
    }
}

fn meeting_entry() -> Arc<TickerEntry> {
    Arc::new(TickerEntry {
        seq: 123,
        at: Moment(1_779_249_600_000),
        unit: code("310104001001"),
        name: "天平路居民区".into(),
        parent: Some("天平路街道".into()),
        event: TickerEvent::Meeting {
            meeting: MeetingKind::BranchCongress,
            expected: 20,
            attended: 18,
        },
    })
}

fn meeting_entry_json() -> serde_json::Value {
    json!({
        "seq": 123, "at": 1_779_249_600_000_i64,
        "unit": "310104001001", "name": "天平路居民区", "parent": "天平路街道",
        "event": {"meeting": {"meeting": "branch_congress", "expected": 20, "attended": 18}},
    })
}

#[test]
fn a_snapshot_in_json() {
    let values = Values(vec![
        (Metric::MEMBER_TOTAL, Value::Count(1204)),
        (Metric::MEMBER_STATUS_OUT_OF_CONTACT, Value::LessThan(5)),
        (Metric::TODAY_MEMBER, Value::Count(-2)),
    ]);
    let relative = |code_text, kind, position| Relative {
        code: code(code_text),
        name: "名".into(),
        kind,
        position,
        metrics: Values(vec![(Metric::MEMBER_TOTAL, Value::Count(7))]),
    };
    let position = MapPosition { column: 2, row: 3 };
    let step = PathStep {
        code: code("31"),
        name: "上海市".into(),
        kind: UnitKind::City,
    };
    let snapshot = Snapshot {
        cursor: CURSOR,
        server_time: Moment(1_779_249_600_001),
        utc_offset: 28_800,
        demo: true,
        scene: Scene::Overview,
        unit: UnitHeading {
            code: code("310104"),
            name: "徐汇区".into(),
            kind: UnitKind::District,
            path: vec![step],
            below: vec![(UnitKind::Street, 13), (UnitKind::Community, 306)],
        },
        metrics: values,
        above: vec![relative("31", UnitKind::City, None)],
        children: vec![relative("310104003", UnitKind::Street, Some(position))],
        grandchildren: Vec::new(),
        extras: Extras::default(),
        ticker: vec![meeting_entry()],
        replay: None,
    };
    let expected = json!({
        "type": "snapshot",
        "cursor": {"epoch": "0000000000c0ffee", "seq": 123},
        "server_time": 1_779_249_600_001_i64,
        "utc_offset": 28_800,
        "demo": true,
        "scene": "overview",
        "unit": {
            "code": "310104", "name": "徐汇区", "kind": "district",
            "path": [{"code": "31", "name": "上海市", "kind": "city"}],
            "below": [["street", 13], ["community", 306]],
        },
        "metrics": {
            "member.total": 1204,
            "member.status.out_of_contact": {"lt": 5},
            "today.member": -2,
        },
        "above": [{
            "code": "31", "name": "名", "kind": "city", "position": null,
            "metrics": {"member.total": 7},
        }],
        "children": [{
            "code": "310104003", "name": "名", "kind": "street",
            "position": {"column": 2, "row": 3},
            "metrics": {"member.total": 7},
        }],
        "grandchildren": [],
        "extras": {
            "conferences": [], "theme_days": [], "meeting_rules": [], "employers": [], "trends": [],
        },
        "ticker": [meeting_entry_json()],
        "replay": null,
    });
    assert_eq!(
        server_json(&ServerMessage::Snapshot(snapshot.into())),
        expected
    );
}

#[test]
fn a_delta_in_json() {
    let change = |text, count| RelativeChange {
        code: code(text),
        metrics: Values(vec![(Metric::TODAY_EVENT, Value::Count(count))]),
    };
    let delta = Delta {
        cursor: CURSOR,
        server_time: Moment(1_779_249_600_001),
        metrics: Values(vec![(Metric::MEMBER_STATUS_NOMINAL, Value::Count(0))]),
        above: vec![change("31", 9)],
        children: vec![change("310104003", 1)],
        grandchildren: Vec::new(),
        extras: None,
        ticker: vec![meeting_entry()],
        replay: None,
    };
    let expected = json!({
        "type": "delta",
        "cursor": {"epoch": "0000000000c0ffee", "seq": 123},
        "server_time": 1_779_249_600_001_i64,
        "metrics": {"member.status.nominal": 0},
        "above": {"31": {"today.event": 9}},
        "children": {"310104003": {"today.event": 1}},
        "grandchildren": {},
        "extras": null,
        "ticker": [meeting_entry_json()],
        "replay": null,
    });
    assert_eq!(server_json(&ServerMessage::Delta(delta)), expected);
}

#[test]
fn a_pulse_a_refusal_and_a_good_bye_in_json() {
    let pulse = Pulse {
        cursor: CURSOR,
        server_time: Moment(1),
    };
    let expected = json!({
        "type": "pulse", "cursor": {"epoch": "0000000000c0ffee", "seq": 123}, "server_time": 1,
    });
    assert_eq!(server_json(&ServerMessage::Pulse(pulse)), expected);
    let refusal = Refusal {
        code: "unknown_unit".to_owned(),
        message: "没有这个单位".to_owned(),
    };
    let expected = json!({"type": "refused", "code": "unknown_unit", "message": "没有这个单位"});
    assert_eq!(server_json(&ServerMessage::Refused(refusal)), expected);
    let bye = Bye {
        code: 3001,
        reason: "restart".to_owned(),
        retry_ms: 1500,
    };
    let expected = json!({"type": "bye", "code": 3001, "reason": "restart", "retry_ms": 1500});
    assert_eq!(server_json(&ServerMessage::Bye(bye)), expected);
}

#[test]
fn every_event_of_a_ticker_in_json() {
    let before = "旧名".into();
    let events = [
        (
            TickerEvent::Added(Registry::Member),
            json!({"added": "member"}),
        ),
        (
            TickerEvent::Removed(Registry::TradeUnion),
            json!({"removed": "trade_union"}),
        ),
        (TickerEvent::UnitAdded, json!("unit_added")),
        (
            TickerEvent::UnitRenamed { before },
            json!({"unit_renamed": {"before": "旧名"}}),
        ),
        (TickerEvent::UnitMoved, json!("unit_moved")),
        (TickerEvent::UnitRetired, json!("unit_retired")),
    ];
    for (event, expected) in events {
        assert_eq!(serde_json::to_value(event).unwrap(), expected);
    }
}

#[test]
fn subprotocols_name_the_encodings() {
    let names = Encoding::ALL.map(Encoding::subprotocol);
    assert_eq!(names, ["liandong.v1.postcard", "liandong.v1.json"]);
}

/// Values that come in another order, as from a client of one's own, are still found.
#[test]
fn values_in_any_order_are_found() {
    let values: Values =
        serde_json::from_value(json!({"today.event": 3, "member.total": 1})).unwrap();
    assert_eq!(values.get(Metric::MEMBER_TOTAL), Some(Value::Count(1)));
    assert_eq!(values.get(Metric::TODAY_EVENT), Some(Value::Count(3)));
    assert_eq!(values.get(Metric::MEMBER_FORMAL), None);
}

/// Small deltas are the protocol's only compression.
#[test]
fn a_meeting_costs_a_district_less_than_200_bytes() {
    let on = day(2026, 5, 20);
    let mut ledger = Ledger::empty();
    let units = [
        ("31", "上海市", UnitKind::City, None),
        ("310104", "上海市徐汇区", UnitKind::District, Some("31")),
        (
            "310104003",
            "湖南路街道办事处",
            UnitKind::Street,
            Some("310104"),
        ),
        (
            "310104003012",
            "复兴中路第二居民区",
            UnitKind::Community,
            Some("310104003"),
        ),
    ];
    for (unit, name, kind, parent) in units {
        let mut fact = unit_added(unit, kind, "", on);
        fact.event = Event::UnitAdded(NewUnit {
            name: name.to_owned(),
            kind,
            parent: parent.map(code),
            position: None,
            recorded: false,
        });
        ledger.take(&fact).unwrap();
    }
    ledger.take(&clock_day("31", on)).unwrap();
    // A log and a quarter well under way: every number on the wire has several digits.
    let meeting = || meeting_held("310104003012", MeetingKind::BranchCongress, [182, 205], on);
    for seq in 12_000_000..12_002_000 {
        ledger.aggregate.apply(seq, &meeting()).unwrap();
    }
    let mut view = View::new(&ledger.aggregate, "310104", Scene::Overview).unwrap();
    let held = view.seq();
    ledger.take(&meeting()).unwrap();
    view.refresh(&ledger.aggregate);
    let mut origin = origin(0);
    origin.epoch = Epoch(0xdead_beef_dead_beef);
    let delta = view.delta_since(held, origin).unwrap();
    assert_eq!(
        [
            delta.metrics.0.len(),
            delta.above.len(),
            delta.children.len()
        ],
        [4, 1, 1]
    );
    assert_eq!(delta.ticker.len(), 1);
    let bytes = Encoding::Postcard.encode_server(&ServerMessage::Delta(delta));
    assert!(bytes.len() < 200, "{} bytes", bytes.len());
}
