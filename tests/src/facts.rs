//! Facts as senders write them.

use std::time::{SystemTime, UNIX_EPOCH};

use liandong_domain::moment::{Moment, UtcOffset};
use serde_json::{Value, json};

/// The time so many seconds from now where the tests' servers are, as facts carry it: begins with the day.
pub fn seconds_from_now(seconds: i64) -> String {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("the clock is past 1970");
    let moment = Moment(since.as_millis() as i64 + seconds * 1000);
    let offset = UtcOffset::from_hms(8, 0, 0).expect("an offset");
    let date = moment.day(offset).date();
    let second = moment.second_of_day(offset);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{date}T{hour:02}:{minute:02}:{second:02}+08:00")
}

/// Now, as facts carry it.
pub fn now() -> String {
    seconds_from_now(0)
}

/// The same at another time, such as `2026-12-31T11:00:00+08:00`.
pub fn happened(at: &str, mut fact: Value) -> Value {
    fact["at"] = at.into();
    fact
}

/// A branch congress with 52 expected.
pub fn meeting(id: &str, unit: &str, attended: u32) -> Value {
    json!({
        "id": id, "at": now(), "unit": unit, "kind": "meeting.held",
        "meeting": "branch_congress", "organisation": "o-1", "expected": 52, "attended": attended,
    })
}

/// A registry's row as it is from now on.
pub fn row(id: &str, unit: &str, key: &str, after: Value) -> Value {
    json!({
        "id": id, "at": now(), "unit": unit, "kind": "registry.changed", "key": key, "after": after,
    })
}

/// A member of this standing comes into the registry, or changes there.
pub fn member(id: &str, unit: &str, key: &str, status: &str) -> Value {
    let member = json!({
        "registry": "member", "sector": "community", "gender": "female", "birth_year": 1970,
        "joined": 200_107, "status": status,
    });
    row(id, unit, key, member)
}

/// A row leaves its registry; `before` needs only to name the registry and be whole.
pub fn removed(id: &str, unit: &str, key: &str, before: Value) -> Value {
    json!({
        "id": id, "at": now(), "unit": unit, "kind": "registry.changed", "key": key,
        "before": before,
    })
}

/// A unit comes into the tree.
pub fn unit_added(id: &str, code: &str, name: &str, level: &str, parent: &str) -> Value {
    json!({
        "id": id, "at": now(), "unit": code, "kind": "unit.added", "name": name, "level": level,
        "parent": parent,
    })
}

/// A unit gets another name.
pub fn unit_renamed(id: &str, code: &str, name: &str) -> Value {
    json!({ "id": id, "at": now(), "unit": code, "kind": "unit.renamed", "name": name })
}

/// A unit moves under another parent.
pub fn unit_moved(id: &str, code: &str, parent: &str) -> Value {
    json!({ "id": id, "at": now(), "unit": code, "kind": "unit.moved", "parent": parent })
}

/// A unit is closed.
pub fn unit_retired(id: &str, code: &str) -> Value {
    json!({ "id": id, "at": now(), "unit": code, "kind": "unit.retired" })
}
