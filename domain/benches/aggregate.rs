//! How many facts a second one thread folds, on the tree of Shanghai.
//!
//! `cargo bench -p liandong-domain`; the figure is the throughput that criterion prints. It counts the
//! thread's own time on a processor, so that what else the machine does matters less. Linux only.

#![allow(missing_docs)]

use std::{fs, thread, time::Duration};

use criterion::{
    Criterion, Throughput, criterion_group, criterion_main,
    measurement::{Measurement, ValueFormatter, WallTime},
};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact, MeetingKind, NewUnit, RegistryChange},
    moment::{Moment, UtcOffset},
    registry::{
        Education, Gender, Member, MemberStatus, Occupation, OrganisationCategory,
        OrganisationLevel, Row, Sector,
    },
    unit::{UnitCode, UnitKind},
};

const UNITS: &str = include_str!("../../server/data/shanghai-units.csv");
const NOON: Moment = Moment(1_779_249_600_000);
/// Enough for each community to have its turn a few times.
const FACTS: usize = 30_000;

/// The time that this thread has had on a processor.
struct ProcessorTime;

impl ProcessorTime {
    fn so_far() -> Duration {
        // The kernel brings the account up to date when it schedules.
        thread::yield_now();
        let account = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
        let nanoseconds = account
            .split(' ')
            .next()
            .and_then(|first| first.parse().ok());
        Duration::from_nanos(nanoseconds.expect("nanoseconds come first"))
    }
}

impl Measurement for ProcessorTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        Self::so_far()
    }

    fn end(&self, start: Duration) -> Duration {
        Self::so_far().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

/// The same sequence each time, scattered enough that neighbouring facts are of distant units.
struct Scatter(u64);

impl Scatter {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn fact(unit: &str, event: Event) -> Fact {
    Fact {
        id: "bench-0123456789".to_owned(),
        at: NOON,
        unit: unit.parse().expect("a code"),
        event,
    }
}

/// The facts that make the tree, then the day begins.
fn tree_facts() -> Vec<Fact> {
    let lines = UNITS.lines().skip(1);
    let added = lines.map(|line| {
        let [code, name, kind, parent] = columns(line);
        let new = NewUnit {
            name: name.to_owned(),
            kind: UnitKind::from_key(kind).expect("a kind"),
            parent: (!parent.is_empty()).then(|| parent.parse().expect("a code")),
            position: None,
            recorded: false,
        };
        fact(code, Event::UnitAdded(new))
    });
    let day = NOON.day(offset());
    added.chain([fact("31", Event::ClockDay { day })]).collect()
}

/// Code, name, kind, parent's code.
fn columns(line: &str) -> [&str; 4] {
    let columns: Vec<&str> = line.split(',').take(4).collect();
    columns.try_into().expect("four columns")
}

/// The key of a community's branch.
fn branch_of(community: &UnitCode) -> String {
    format!("branch-{community}")
}

/// The facts that give each community its branch.
fn branch_facts() -> Vec<Fact> {
    let branch = |community: &UnitCode| {
        let change = RegistryChange {
            key: branch_of(community),
            from: None,
            before: None,
            after: Some(Row::Organisation {
                level: OrganisationLevel::Branch,
                sector: Sector::Community,
                category: OrganisationCategory::UrbanCommunity,
            }),
            recorded: true,
            before_at: None,
        };
        fact(community.as_str(), Event::RegistryChanged(Box::new(change)))
    };
    communities().iter().map(branch).collect()
}

fn offset() -> UtcOffset {
    UtcOffset::from_hms(8, 0, 0).expect("an offset")
}

fn communities() -> Vec<UnitCode> {
    let lines = UNITS.lines().skip(1).map(columns);
    lines
        .filter(|[_, _, kind, _]| *kind == "community")
        .map(|[code, ..]| code.parse().expect("a code"))
        .collect()
}

/// Four meetings to one registry change, as in operation. Of the changes a third each are rows that
/// come, change and go, so that numbers stay where they are however long the bench runs.
fn operation() -> Vec<Fact> {
    let communities = communities();
    let mut scatter = Scatter(1);
    let mut facts = Vec::with_capacity(FACTS);
    while facts.len() < FACTS {
        let unit = &communities[scatter.below(communities.len())];
        let [first, second] = [member(&mut scatter), member(&mut scatter)].map(Some);
        let changes = [
            (None, first.clone()),
            (first, second.clone()),
            (second, None),
        ];
        for (before, after) in changes {
            for _ in 0..4 {
                let unit = &communities[scatter.below(communities.len())];
                facts.push(fact(unit.as_str(), meeting(unit, &mut scatter)));
            }
            let change = RegistryChange {
                key: "row-0123456789".to_owned(),
                from: None,
                before,
                after,
                recorded: false,
                before_at: None,
            };
            let event = Event::RegistryChanged(Box::new(change));
            facts.push(fact(unit.as_str(), event));
        }
    }
    facts
}

fn meeting(community: &UnitCode, scatter: &mut Scatter) -> Event {
    let expected = 5 + scatter.below(40) as u32;
    Event::MeetingHeld {
        meeting: scatter.one_of(&MeetingKind::ALL),
        organisation: branch_of(community),
        expected,
        attended: expected - scatter.below(5) as u32,
    }
}

fn member(scatter: &mut Scatter) -> Row {
    Row::Member(Member {
        probationary: scatter.below(20) == 0,
        sector: scatter.one_of(Sector::ALL),
        gender: scatter.one_of(Gender::ALL),
        birth_year: Some(1935 + scatter.below(70) as u16),
        ethnicity: Some(1 + scatter.below(3) as u8),
        education: Some(scatter.one_of(Education::ALL)),
        occupation: Some(scatter.one_of(Occupation::ALL)),
        joined: Some(195_001 + 100 * scatter.below(75) as u32),
        status: scatter.one_of(MemberStatus::ALL),
        last_contact: None,
    })
}

fn apply(criterion: &mut Criterion<ProcessorTime>) {
    let mut aggregate = Aggregate::new(offset());
    let mut seq = 0;
    let mut take = |aggregate: &mut Aggregate, fact: &Fact| {
        seq += 1;
        aggregate.apply(seq, fact).expect("a valid fact");
    };
    for fact in tree_facts().into_iter().chain(branch_facts()) {
        take(&mut aggregate, &fact);
    }
    let facts = operation();
    let mut group = criterion.benchmark_group("aggregate");
    group.throughput(Throughput::Elements(facts.len() as u64));
    group.bench_function("apply", |bencher| {
        bencher.iter(|| {
            for fact in &facts {
                take(&mut aggregate, fact);
            }
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(ProcessorTime);
    targets = apply
}
criterion_main!(benches);
