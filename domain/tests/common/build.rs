//! Facts by the line, and a ledger that applies them.

use liandong_domain::{
    aggregate::{Aggregate, ApplyError},
    fact::{Event, Fact, MeetingKind, NewUnit, RegistryChange},
    frame::Epoch,
    metric::Metric,
    moment::{Date, Day, Moment, UtcOffset},
    registry::{Gender, Member, MemberStatus, Row, Sector},
    tree::UnitIndex,
    unit::{UnitCode, UnitKind},
    view::Origin,
};
use time::{Duration, Month};

/// Shanghai's clock.
pub const OFFSET: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => panic!("eight hours are an offset"),
};

/// A small tree of uneven depth: `(code, kind, parent)`.
pub const SMALL_TREE: [(&str, UnitKind, &str); 10] = [
    ("city", UnitKind::City, ""),
    ("d1", UnitKind::District, "city"),
    ("d2", UnitKind::District, "city"),
    ("s1", UnitKind::Street, "d1"),
    ("s2", UnitKind::Street, "d1"),
    ("s3", UnitKind::Street, "d2"),
    ("a1", UnitKind::Area, "s1"),
    ("c1", UnitKind::Community, "a1"),
    ("c2", UnitKind::Community, "s1"),
    ("c3", UnitKind::Community, "s2"),
];

/// A day of the calendar.
pub fn day(year: i32, month: u8, day: u8) -> Day {
    let month = Month::try_from(month).unwrap();
    Day::from_date(Date::from_calendar_date(year, month, day).unwrap())
}

/// The day so many days later, or earlier.
pub fn days_after(day: Day, days: i32) -> Day {
    Day::from_date(day.date() + Duration::days(days.into()))
}

/// So many seconds after a day's midnight, where the ledger is.
pub fn moment(day: Day, second: i64) -> Moment {
    let days = day.date().to_julian_day() - Day::UNIX_EPOCH.date().to_julian_day();
    let local = i64::from(days) * 86_400 + second;
    Moment((local - i64::from(OFFSET.whole_seconds())) * 1000)
}

/// A unit code that is known to be one.
pub fn code(text: &str) -> UnitCode {
    text.parse().unwrap()
}

/// A fact at noon of a day.
pub fn fact(unit: &str, on: Day, event: Event) -> Fact {
    Fact {
        id: String::new(),
        at: moment(on, 12 * 3600),
        unit: code(unit),
        event,
    }
}

/// A unit comes. No parent is written "".
pub fn unit_added(unit: &str, kind: UnitKind, parent: &str, on: Day) -> Fact {
    let event = Event::UnitAdded(NewUnit {
        name: format!("{unit}{}", kind.label()),
        kind,
        parent: (!parent.is_empty()).then(|| code(parent)),
        position: None,
        recorded: false,
    });
    fact(unit, on, event)
}

/// A unit gets another name.
pub fn unit_renamed(unit: &str, name: &str, on: Day) -> Fact {
    let name = name.to_owned();
    fact(unit, on, Event::UnitRenamed { name })
}

/// A unit moves.
pub fn unit_moved(unit: &str, parent: &str, on: Day) -> Fact {
    let parent = code(parent);
    fact(unit, on, Event::UnitMoved { parent })
}

/// A unit is closed.
pub fn unit_retired(unit: &str, on: Day) -> Fact {
    fact(unit, on, Event::UnitRetired {})
}

/// A day begins.
pub fn clock_day(root: &str, on: Day) -> Fact {
    fact(root, on, Event::ClockDay { day: on })
}

/// A meeting.
pub fn meeting_held(unit: &str, meeting: MeetingKind, came: [u32; 2], on: Day) -> Fact {
    let [attended, expected] = came;
    let event = Event::MeetingHeld {
        meeting,
        organisation: "o".to_owned(),
        expected,
        attended,
    };
    fact(unit, on, event)
}

/// A registry row is new, changed or gone, at one unit.
pub fn row_changed(unit: &str, before: Option<Row>, after: Option<Row>, on: Day) -> Fact {
    let change = RegistryChange {
        key: "k".to_owned(),
        from: None,
        before,
        after,
        recorded: false,
        before_at: None,
    };
    fact(unit, on, Event::RegistryChanged(Box::new(change)))
}

/// A member with nothing registered but a standing and a year of birth.
pub fn member(status: MemberStatus, birth_year: Option<u16>) -> Row {
    Row::Member(Member {
        probationary: false,
        sector: Sector::Community,
        gender: Gender::Unknown,
        birth_year,
        ethnicity: None,
        education: None,
        occupation: None,
        joined: None,
        status,
        last_contact: None,
    })
}

/// The server's part in a message that stands at `seq`.
pub fn origin(seq: u64) -> Origin {
    Origin {
        epoch: Epoch(0x00c0_ffee),
        server_time: Moment(1_750_000_000_000 + seq as i64),
        demo: false,
    }
}

/// An aggregate that numbers the facts it takes in from 1.
#[derive(Clone)]
pub struct Ledger {
    pub aggregate: Aggregate,
}

impl Ledger {
    /// Without any unit.
    pub fn empty() -> Self {
        let aggregate = Aggregate::new(OFFSET);
        Self { aggregate }
    }

    /// With [`SMALL_TREE`], on a day.
    pub fn with_small_tree(on: Day) -> Self {
        let mut ledger = Self::empty();
        for fact in small_tree_facts(on) {
            ledger.take(&fact).unwrap();
        }
        ledger
    }

    /// Applies the next fact.
    pub fn take(&mut self, fact: &Fact) -> Result<(), ApplyError> {
        let seq = self.aggregate.seq() + 1;
        self.aggregate.apply(seq, fact)
    }

    /// An open unit.
    pub fn unit(&self, code: &str) -> UnitIndex {
        self.aggregate.tree().find(code).unwrap()
    }

    /// A number of an open unit.
    pub fn count(&self, code: &str, metric: Metric) -> i64 {
        self.aggregate.count(self.unit(code), metric)
    }
}

/// The facts that make [`SMALL_TREE`], then the day begins.
pub fn small_tree_facts(on: Day) -> Vec<Fact> {
    let units = SMALL_TREE.into_iter();
    units
        .map(|(code, kind, parent)| unit_added(code, kind, parent, on))
        .chain([clock_day("city", on)])
        .collect()
}
