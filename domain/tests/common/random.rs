//! Random logs, of facts that a server would write and of facts that it would refuse.

use liandong_domain::{
    fact::{Event, Fact, MeetingKind, NewUnit, RegistryChange},
    registry::{
        ApplicantStage, Circle, Education, Gender, Member, MemberStatus, Occupation,
        OrganisationCategory, OrganisationLevel, Registry, Row, Sector,
    },
    unit::{MapPosition, UnitKind},
};
use proptest::{
    option,
    prelude::*,
    sample::{Index, select},
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use super::{
    build::{code, days_after, moment},
    model::Model,
    random_work::{WorkStep, work_step},
};

/// One of the units that ever were, or one that never was.
#[derive(Clone, Debug)]
pub enum Pick {
    Known(Index),
    Unknown,
}

/// What happens next. Units and rows are picked only when the log is written, among those there are.
#[derive(Clone, Debug)]
pub enum Step {
    AddUnit {
        parent: Option<Pick>,
        kind: UnitKind,
        position: Option<MapPosition>,
    },
    /// A code that is taken.
    AddAgain(Index),
    Rename(Pick),
    Move(Pick, Pick),
    Retire(Pick),
    /// A row of this key is new, or changed, perhaps by moving to another unit.
    Put {
        key: u8,
        row: Row,
        unit: Option<Pick>,
        when: When,
    },
    Remove {
        key: u8,
        registry: Registry,
        unit: Option<Pick>,
        when: When,
    },
    /// A row that comes from where no unit ever was.
    FromNowhere {
        row: Row,
        unit: Pick,
    },
    /// A meeting, of the organisation with this key or of one that is not registered.
    Meeting {
        key: u8,
        /// Where the organisation is, unless another unit tells of it.
        unit: Option<Pick>,
        meeting: MeetingKind,
        expected: u32,
        absent: u32,
        when: When,
    },
    /// An act on what goes on.
    Work(WorkStep),
    /// The clock goes on by so many days, or tells an old day again.
    Day(i32),
}

/// When a fact happened: days from today, second of that day.
#[derive(Clone, Copy, Debug)]
pub struct When {
    pub days: i32,
    pub second: i64,
}

pub fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![
        30 => any::<Index>().prop_map(Pick::Known),
        1 => Just(Pick::Unknown),
    ]
}

pub fn when() -> impl Strategy<Value = When> {
    let days = prop_oneof![4 => Just(0), 1 => Just(1), 2 => -3..0, 1 => -100..-3];
    (days, 0_i64..86_400).prop_map(|(days, second)| When { days, second })
}

fn member() -> impl Strategy<Value = Member> {
    let person = (
        select(Gender::ALL),
        option::of(1925_u16..=2010),
        option::of(1_u8..=56),
        option::of(select(Education::ALL)),
        option::of(select(Occupation::ALL)),
    );
    let membership = (
        any::<bool>(),
        select(Sector::ALL),
        option::of(prop_oneof![2 => months(1940..=2026), 1 => months(2024..=2026)]),
        select(MemberStatus::ALL),
        option::of(months(2025..=2026)),
    );
    (person, membership).prop_map(
        |(
            (gender, birth_year, ethnicity, education, occupation),
            (probationary, sector, joined, status, last_contact),
        )| Member {
            probationary,
            sector,
            gender,
            birth_year,
            ethnicity,
            education,
            occupation,
            joined,
            status,
            last_contact,
        },
    )
}

/// A month as registries write it.
fn months(years: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = u32> {
    (years, 1_u32..=12).prop_map(|(year, month)| year * 100 + month)
}

/// A row of any registry, members as often as all others together.
pub fn row() -> impl Strategy<Value = Row> {
    let organisation = (
        prop_oneof![1 => select(OrganisationLevel::ALL), 2 => Just(OrganisationLevel::Branch)],
        select(Sector::ALL),
        select(OrganisationCategory::ALL),
    );
    prop_oneof![
        7 => member().prop_map(Row::Member),
        4 => organisation.prop_map(|(level, sector, category)| Row::Organisation { level, sector, category }),
        4 => (select(ApplicantStage::ALL), option::of(months(2022..=2026)))
            .prop_map(|(stage, since)| Row::Applicant { stage, since }),
        4 => (select(Circle::ALL), option::of("[甲乙丙]公司"))
            .prop_map(|(circle, shown_as)| Row::Employer { circle, shown_as }),
        2 => select(vec![Row::Community {}, Row::Building {}, Row::TradeUnion {}, Row::YouthLeague {}]),
    ]
}

fn tree_step() -> impl Strategy<Value = Step> {
    let position =
        option::of((0_u8..4, 0_u8..4).prop_map(|(column, row)| MapPosition { column, row }));
    let parent = prop_oneof![15 => pick().prop_map(Some), 1 => Just(None)];
    prop_oneof![
        6 => (parent, select(UnitKind::ALL.to_vec()), position)
            .prop_map(|(parent, kind, position)| Step::AddUnit { parent, kind, position }),
        1 => any::<Index>().prop_map(Step::AddAgain),
        2 => pick().prop_map(Step::Rename),
        4 => (pick(), pick()).prop_map(|(unit, parent)| Step::Move(unit, parent)),
        3 => pick().prop_map(Step::Retire),
    ]
}

/// So many cases, and no files of failed ones beside the tests: a failure's smallest input is
/// printed, and becomes a test of its own.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// Runs the same cases each time, to tell what random cases are made of.
pub fn same_cases_each_time(cases: u32) -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(self::cases(cases), rng)
}

/// A step that leaves the tree as it is.
fn number_step() -> impl Strategy<Value = Step> {
    let days = prop_oneof![1 => -2..=0, 4 => Just(1), 2 => 2..=40, 1 => 80..=400, 1 => 400..=5000];
    prop_oneof![
        8 => (0_u8..4, row().boxed(), option::of(pick()), when())
            .prop_map(|(key, row, unit, when)| Step::Put { key, row, unit, when }),
        4 => (0_u8..4, select(Registry::ALL), option::of(pick()), when())
            .prop_map(|(key, registry, unit, when)| Step::Remove { key, registry, unit, when }),
        1 => (row(), pick()).prop_map(|(row, unit)| Step::FromNowhere { row, unit }),
        8 => meeting(),
        8 => work_step().prop_map(Step::Work).boxed(),
        3 => days.prop_map(Step::Day),
    ]
}

/// Mostly acts, days and changes of the tree.
pub fn busy_step() -> impl Strategy<Value = Step> {
    let days = prop_oneof![6 => 1..4, 2 => 4..40, 1 => 40..120];
    prop_oneof![
        16 => work_step().prop_map(Step::Work).boxed(),
        2 => days.prop_map(Step::Day),
        2 => step(4).boxed(),
    ]
}

/// Most are of a registered branch, and told by its own unit.
fn meeting() -> impl Strategy<Value = Step> {
    let unit = prop_oneof![3 => Just(None), 1 => pick().prop_map(Some)];
    let came = (0_u32..500, prop_oneof![2 => 0_u32..100, 1 => 0_u32..500]);
    let kind = select(MeetingKind::ALL.to_vec());
    (0_u8..5, unit, kind, came, when()).prop_map(
        |(key, unit, meeting, (expected, absent), when)| Step::Meeting {
            key,
            unit,
            meeting,
            expected,
            absent,
            when,
        },
    )
}

/// Any step; one in `1 + numbers` concerns the tree.
pub fn step(numbers: u32) -> impl Strategy<Value = Step> {
    prop_oneof![1 => tree_step().boxed(), numbers => number_step().boxed()]
}

/// Writes steps down as facts, as a server does: with the rows as they were filled in.
pub struct Scribe {
    pub model: Model,
    written: usize,
}

impl Scribe {
    /// Who begins with these facts.
    pub fn after(facts: &[Fact]) -> Self {
        let mut model = Model::new();
        for fact in facts {
            assert!(model.take(fact), "a prepared log is a valid one");
        }
        Self { model, written: 0 }
    }

    /// The fact of a step and whether it is to be taken; nothing where there is nothing to tell.
    pub fn write(&mut self, step: Step) -> Option<(Fact, bool)> {
        let fact = self.fact(step)?;
        let taken = self.model.take(&fact);
        Some((fact, taken))
    }

    fn fact(&mut self, step: Step) -> Option<Fact> {
        self.written += 1;
        let now = When {
            days: 0,
            second: 60,
        };
        let (unit, event, when) = match step {
            Step::AddUnit {
                parent,
                kind,
                position,
            } => {
                let new = NewUnit {
                    name: format!("第{}单位", self.written),
                    kind,
                    parent: parent.map(|parent| code(&self.picked(&parent))),
                    position,
                    recorded: false,
                };
                (format!("u{}", self.written), Event::UnitAdded(new), now)
            }
            Step::AddAgain(unit) => {
                // The code of a closed unit may be given again, which has a test of its own: the
                // naive model tells units by their codes.
                let unit = unit.get(&self.model.codes).clone();
                if !self.model.units.is_open(&unit) {
                    return None;
                }
                let new = NewUnit {
                    name: "重复".to_owned(),
                    kind: UnitKind::Grid,
                    parent: Some(code(&self.model.codes[0])),
                    position: None,
                    recorded: false,
                };
                (unit, Event::UnitAdded(new), now)
            }
            Step::Rename(unit) => {
                let name = format!("更名{}", self.written);
                (self.picked(&unit), Event::UnitRenamed { name }, now)
            }
            Step::Move(unit, parent) => {
                let parent = code(&self.picked(&parent));
                (self.picked(&unit), Event::UnitMoved { parent }, now)
            }
            Step::Retire(unit) => (self.picked(&unit), Event::UnitRetired {}, now),
            Step::Put {
                key,
                row,
                unit,
                when,
            } => self.row_fact(key, row.registry(), Some(row), unit, when)?,
            Step::Remove {
                key,
                registry,
                unit,
                when,
            } => self.row_fact(key, registry, None, unit, when)?,
            Step::FromNowhere { row, unit } => {
                let change = RegistryChange {
                    key: "stray".to_owned(),
                    from: Some(code("nowhere")),
                    before: Some(row.clone()),
                    after: Some(row),
                    recorded: false,
                    before_at: None,
                };
                let event = Event::RegistryChanged(Box::new(change));
                (self.picked(&unit), event, now)
            }
            Step::Meeting {
                key,
                unit,
                meeting,
                expected,
                absent,
                when,
            } => {
                let event = Event::MeetingHeld {
                    meeting,
                    organisation: key.to_string(),
                    expected,
                    attended: expected.saturating_sub(absent),
                };
                (self.place_of_meeting(key, unit), event, when)
            }
            Step::Work(step) => self.work_fact(step)?,
            Step::Day(days) => {
                let day = days_after(self.model.today, days);
                (self.model.codes[0].clone(), Event::ClockDay { day }, now)
            }
        };
        Some(Fact {
            id: self.written.to_string(),
            at: moment(days_after(self.model.today, when.days), when.second),
            unit: code(&unit),
            event,
        })
    }

    fn place_of_meeting(&self, key: u8, unit: Option<Pick>) -> String {
        let row = (Registry::Organisation, key.to_string());
        match (unit, self.model.rows.get(&row)) {
            (Some(pick), _) => self.picked(&pick),
            (None, Some((unit, _))) => unit.clone(),
            (None, None) => self.model.codes[0].clone(),
        }
    }

    pub fn picked(&self, pick: &Pick) -> String {
        match pick {
            Pick::Known(index) => index.get(&self.model.codes).clone(),
            Pick::Unknown => "nowhere".to_owned(),
        }
    }

    fn row_fact(
        &self,
        key: u8,
        registry: Registry,
        after: Option<Row>,
        unit: Option<Pick>,
        when: When,
    ) -> Option<(String, Event, When)> {
        let key = key.to_string();
        let known = self.model.rows.get(&(registry, key.clone()));
        if known.is_none() && after.is_none() {
            return None;
        }
        let was_at = known.map(|(unit, _)| unit.as_str());
        let unit = match unit {
            Some(pick) => self.picked(&pick),
            None => was_at.unwrap_or(&self.model.codes[0]).to_owned(),
        };
        let change = RegistryChange {
            key,
            from: was_at.filter(|was_at| *was_at != unit).map(code),
            before: known.map(|(_, row)| row.clone()),
            after,
            // Some of everything: what is read off tables, too.
            recorded: when.second % 3 == 0,
            before_at: None,
        };
        let event = Event::RegistryChanged(Box::new(change));
        Some((unit, event, when))
    }
}
