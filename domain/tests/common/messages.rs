//! Random messages of the live protocol.

use std::sync::Arc;

use liandong_domain::{
    fact::MeetingKind,
    frame::{
        Bye, ClientMessage, Cursor, Delta, Epoch, Extras, PathStep, Pulse, Refusal, Relative,
        RelativeChange, Scene, ServerMessage, Snapshot, TickerEntry, TickerEvent, UnitHeading,
        Value, Values,
    },
    metric::Metric,
    moment::Moment,
    registry::Registry,
    unit::{MapPosition, UnitCode, UnitKind},
};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};

use super::build::code;

fn cursors() -> impl Strategy<Value = Cursor> {
    (any::<u64>(), any::<u64>()).prop_map(|(epoch, seq)| Cursor {
        epoch: Epoch(epoch),
        seq,
    })
}

fn codes() -> impl Strategy<Value = UnitCode> {
    "[A-Za-z0-9_-]{1,32}".prop_map(|text| code(&text))
}

fn names() -> impl Strategy<Value = Arc<str>> {
    "\\PC{0,12}".prop_map(Arc::from)
}

fn kinds() -> impl Strategy<Value = UnitKind> {
    select(UnitKind::ALL.to_vec())
}

fn values() -> impl Strategy<Value = Values> {
    let value = prop_oneof![
        any::<i64>().prop_map(Value::Count),
        (-300_i64..300).prop_map(Value::Count),
        any::<u8>().prop_map(Value::LessThan),
    ];
    btree_map(select(Metric::all().collect::<Vec<_>>()), value, 0..12)
        .prop_map(|values| Values(values.into_iter().collect()))
}

fn ticker_entries() -> impl Strategy<Value = Arc<TickerEntry>> {
    let meeting = (
        select(MeetingKind::ALL.to_vec()),
        any::<u32>(),
        any::<u32>(),
    )
        .prop_map(|(meeting, expected, attended)| TickerEvent::Meeting {
            meeting,
            expected,
            attended,
        });
    let event = prop_oneof![
        meeting,
        select(Registry::ALL).prop_map(TickerEvent::Added),
        select(Registry::ALL).prop_map(TickerEvent::Removed),
        names().prop_map(|before| TickerEvent::UnitRenamed { before }),
        select(vec![
            TickerEvent::UnitAdded,
            TickerEvent::UnitMoved,
            TickerEvent::UnitRetired
        ]),
    ];
    let place = (codes(), names(), option::of(names()));
    (any::<u64>(), any::<i64>(), place, event).prop_map(|(seq, at, (unit, name, parent), event)| {
        Arc::new(TickerEntry {
            seq,
            at: Moment(at),
            unit,
            name,
            parent,
            event,
        })
    })
}

fn relatives() -> impl Strategy<Value = Relative> {
    let position =
        option::of(any::<(u8, u8)>().prop_map(|(column, row)| MapPosition { column, row }));
    (codes(), names(), kinds(), position, values()).prop_map(
        |(code, name, kind, position, metrics)| Relative {
            code,
            name,
            kind,
            position,
            metrics,
        },
    )
}

fn headings() -> impl Strategy<Value = UnitHeading> {
    let step =
        (codes(), names(), kinds()).prop_map(|(code, name, kind)| PathStep { code, name, kind });
    let below = vec((kinds(), any::<u32>()), 0..4);
    (codes(), names(), kinds(), vec(step, 0..4), below).prop_map(
        |(code, name, kind, path, below)| UnitHeading {
            code,
            name,
            kind,
            path,
            below,
        },
    )
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let server = (cursors(), any::<i64>(), any::<i32>(), any::<bool>());
    let beside = || vec(relatives(), 0..3);
    let ticker = vec(ticker_entries(), 0..3);
    (server, headings(), values(), beside(), beside(), ticker).prop_map(
        |((cursor, time, utc_offset, demo), unit, metrics, above, children, ticker)| Snapshot {
            cursor,
            server_time: Moment(time),
            utc_offset,
            demo,
            scene: Scene::Overview,
            unit,
            metrics,
            above,
            children,
            grandchildren: Vec::new(),
            extras: Extras::default(),
            ticker,
            replay: None,
        },
    )
}

fn deltas() -> impl Strategy<Value = Delta> {
    let change = (codes(), values()).prop_map(|(code, metrics)| RelativeChange { code, metrics });
    let changes = vec(change, 0..3).boxed();
    let ticker = vec(ticker_entries(), 0..3);
    (
        cursors(),
        any::<i64>(),
        values(),
        changes.clone(),
        changes,
        ticker,
    )
        .prop_map(|(cursor, time, metrics, above, children, ticker)| Delta {
            cursor,
            server_time: Moment(time),
            metrics,
            above,
            children,
            grandchildren: Vec::new(),
            extras: None,
            ticker,
            replay: None,
        })
}

/// Any message of the server.
pub fn server_messages() -> impl Strategy<Value = ServerMessage> {
    let pulse = (cursors(), any::<i64>()).prop_map(|(cursor, time)| Pulse {
        cursor,
        server_time: Moment(time),
    });
    let refusal = (".{0,20}", ".{0,20}").prop_map(|(code, message)| Refusal { code, message });
    let bye = (any::<u16>(), ".{0,20}", any::<u32>()).prop_map(|(code, reason, retry_ms)| Bye {
        code,
        reason,
        retry_ms,
    });
    prop_oneof![
        snapshots().prop_map(|snapshot| ServerMessage::Snapshot(snapshot.into())),
        deltas().prop_map(ServerMessage::Delta),
        pulse.prop_map(ServerMessage::Pulse),
        refusal.prop_map(ServerMessage::Refused),
        bye.prop_map(ServerMessage::Bye),
        objects().prop_map(ServerMessage::Notice),
    ]
}

/// The text of an object of JSON.
fn objects() -> impl Strategy<Value = String> {
    (".{0,20}", any::<i64>())
        .prop_map(|(kind, id)| serde_json::json!({ "kind": kind, "id": id }).to_string())
}

/// Any message of a client.
pub fn client_messages() -> impl Strategy<Value = ClientMessage> {
    prop_oneof![
        (".{0,40}", option::of(cursors())).prop_map(|(unit, cursor)| ClientMessage::Subscribe {
            unit,
            scene: Scene::Overview,
            cursor,
        }),
        any::<u64>().prop_map(|seq| ClientMessage::Painted { seq }),
        objects().prop_map(ClientMessage::Report),
    ]
}
