//! The naive model: what is there now, and every number summed from it anew.
//!
//! Written from the catalogue's keys and definitions alone. It keeps current rows, meetings and
//! parent links, never a running number, so that it cannot share a mistake with the fold.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    metric::Metric,
    moment::Day,
    registry::{ApplicantStage, Circle, Member, MemberStatus, Registry, Row},
};
use serde::Serialize;

use super::{
    branch_model::{BranchModel, is_branch},
    build::OFFSET,
    employer_model::{EmployerModel, circle},
    units_model::Units,
    work_model::{Told, WorkModel},
};

/// A unit's numbers by column.
pub type Numbers = Vec<i64>;

/// Something that counts for a while: where, when, what.
struct Happening {
    unit: String,
    on: Day,
    /// The day at which the numbers stood when it was told.
    told_on: Day,
    yearly: Vec<(String, i64)>,
    quarterly: Vec<(String, i64)>,
    daily: Vec<(String, i64)>,
}

/// What is there now.
pub struct Model {
    pub units: Units,
    /// Every code ever given, in the order in which they came.
    pub codes: Vec<String>,
    /// Current rows with the unit that their last fact named.
    pub rows: BTreeMap<(Registry, String), (String, Row)>,
    happenings: Vec<Happening>,
    branches: BranchModel,
    employers: EmployerModel,
    pub work: WorkModel,
    /// How many facts were told, refused ones among them.
    seq: u64,
    /// The day the numbers stand at.
    pub today: Day,
}

impl Model {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            units: Units::default(),
            codes: Vec::new(),
            rows: BTreeMap::new(),
            happenings: Vec::new(),
            branches: BranchModel::default(),
            employers: EmployerModel::default(),
            work: WorkModel::default(),
            seq: 0,
            today: Day::UNIX_EPOCH,
        }
    }

    /// Takes a fact in, or tells that it is to be refused.
    pub fn take(&mut self, fact: &Fact) -> bool {
        self.seq += 1;
        let possible = self.is_possible(fact);
        if possible {
            self.note_happening(fact);
            self.note_beside_rows(fact);
            if let Some(told) = Told::new(fact, &self.units, self.today, self.seq) {
                self.work.take(&fact.event, &told);
            }
            self.change(fact.unit.as_str(), &fact.event);
        }
        possible
    }

    fn told<'a>(&'a self, fact: &'a Fact) -> Option<Told<'a>> {
        Told::new(fact, &self.units, self.today, self.seq)
    }

    fn is_possible(&self, fact: &Fact) -> bool {
        let (unit, event) = (fact.unit.as_str(), &fact.event);
        let units = &self.units;
        let is_known = units.is_known(unit);
        let has_parent = || units.has_parent(unit);
        match event {
            Event::UnitAdded(new) => {
                let parent = new.parent.as_ref();
                !is_known && parent.is_none_or(|parent| units.is_open(parent.as_str()))
            }
            Event::UnitRenamed { .. } => units.is_open(unit),
            Event::UnitMoved { parent } => {
                let parent = parent.as_str();
                units.is_open(unit)
                    && units.is_open(parent)
                    && has_parent()
                    && !units.upwards(parent).contains(&unit.to_owned())
            }
            Event::UnitRetired {} => units.is_open(unit) && has_parent(),
            Event::RegistryChanged(change) => {
                let from = change.from.as_ref();
                is_known && from.is_none_or(|from| units.is_known(from.as_str()))
            }
            event => match self.told(fact) {
                Some(told) => self.work.is_possible(event, &told),
                None => false,
            },
        }
    }

    fn change(&mut self, unit: &str, event: &Event) {
        match event {
            Event::UnitAdded(new) => {
                let parent = new.parent.as_ref().map(ToString::to_string);
                self.units.add(unit, new.kind, parent);
                self.codes.push(unit.to_owned());
            }
            Event::UnitMoved { parent } => {
                self.units.relocate(unit, parent.as_str());
                self.work.follow_tree(&self.units);
            }
            Event::UnitRetired {} => {
                self.units.close(unit);
                self.work.follow_tree(&self.units);
            }
            Event::RegistryChanged(change) => {
                if let Some(row) = &change.before {
                    self.rows.remove(&(row.registry(), change.key.clone()));
                }
                if let Some(row) = &change.after {
                    let key = (row.registry(), change.key.clone());
                    self.rows.insert(key, (unit.to_owned(), row.clone()));
                }
            }
            Event::ClockDay { day } => self.today = self.today.max(*day),
            _ => {}
        }
    }

    /// A meeting is a branch's where the organisation is one, and of the unit that tells of it.
    fn note_beside_rows(&mut self, fact: &Fact) {
        match &fact.event {
            Event::MeetingHeld { organisation, .. } => {
                let row = self
                    .rows
                    .get(&(Registry::Organisation, organisation.clone()));
                let here = self.units.standing_in(fact.unit.as_str());
                let is_of_branch = row.is_some_and(|(unit, row)| {
                    is_branch(row) && self.units.standing_in(unit) == here
                });
                if is_of_branch {
                    self.branches.meet(organisation, fact, self.today);
                }
            }
            Event::RegistryChanged(change) => {
                let row = change.after.as_ref().or(change.before.as_ref());
                let is_organisation =
                    row.is_some_and(|row| row.registry() == Registry::Organisation);
                let is_employer = row.is_some_and(|row| row.registry() == Registry::Employer);
                if is_employer && change.after.as_ref().and_then(circle).is_none() {
                    self.employers.forget(&change.key);
                }
                if is_organisation && !change.after.as_ref().is_some_and(is_branch) {
                    self.branches.forget(&change.key);
                }
            }
            Event::ActivityHeld(held) => {
                let row = |key: &str| self.rows.get(&(Registry::Employer, key.to_owned()));
                let is_in_circle = |key: &str| row(key).and_then(|(_, row)| circle(row)).is_some();
                self.employers
                    .invite(held, fact.at.day(OFFSET), is_in_circle);
            }
            Event::RulesSet(rules) => {
                for rule in &rules.meetings {
                    self.branches.rule(rule.meeting, rule.every);
                }
            }
            _ => {}
        }
    }

    fn note_happening(&mut self, fact: &Fact) {
        let unit = fact.unit.to_string();
        let mut quarterly = Vec::new();
        let mut daily = vec![("today.event".to_owned(), 1)];
        match &fact.event {
            Event::MeetingHeld {
                meeting,
                expected,
                attended,
                ..
            } => {
                let kind = key_of(meeting);
                quarterly = vec![
                    (format!("meeting.{kind}.held"), 1),
                    (format!("meeting.{kind}.expected"), i64::from(*expected)),
                    (format!("meeting.{kind}.attended"), i64::from(*attended)),
                ];
            }
            Event::RegistryChanged(change) if change.recorded => return,
            Event::RegistryChanged(change) => {
                self.note_pipeline(fact, change);
                self.note_row_change(fact, change);
                if change.before.is_some() == change.after.is_some() {
                    return;
                }
            }
            Event::ClockDay { .. }
            | Event::ItemAssigned(_)
            | Event::ConferenceAnswered(_)
            | Event::CarePlanned(_)
            | Event::RulesSet(_)
            | Event::AssessmentScored(_) => return,
            _ => {}
        }
        self.note(unit, fact, quarterly, std::mem::take(&mut daily));
    }

    /// The steps of the year on the way to membership, of which tables tell nothing.
    fn note_pipeline(&mut self, fact: &Fact, change: &RegistryChange) {
        let yearly = pipeline_key(change.before.as_ref(), change.after.as_ref());
        self.happenings.push(Happening {
            unit: fact.unit.to_string(),
            on: fact.at.day(OFFSET),
            told_on: self.today,
            yearly: yearly.into_iter().map(|key| (key.to_owned(), 1)).collect(),
            quarterly: Vec::new(),
            daily: Vec::new(),
        });
    }

    fn note_row_change(&mut self, fact: &Fact, change: &RegistryChange) {
        let here = fact.unit.to_string();
        let there = change
            .from
            .as_ref()
            .map_or(here.clone(), ToString::to_string);
        for (unit, row, sign) in [(there, &change.before, -1), (here, &change.after, 1)] {
            if let Some(row) = row {
                let key = format!("today.{}", key_of(row.registry()));
                self.note(unit, fact, Vec::new(), vec![(key, sign)]);
            }
        }
    }

    fn note(
        &mut self,
        unit: String,
        fact: &Fact,
        quarterly: Vec<(String, i64)>,
        daily: Vec<(String, i64)>,
    ) {
        self.happenings.push(Happening {
            unit,
            on: fact.at.day(OFFSET),
            told_on: self.today,
            yearly: Vec::new(),
            quarterly,
            daily,
        });
    }

    /// What each open unit has of its own, without what is below it.
    pub fn own_numbers(&self) -> BTreeMap<String, Numbers> {
        let open = self.units.open();
        let mut own: BTreeMap<String, Numbers> = open
            .map(|code| (code.clone(), vec![0; Metric::COUNT]))
            .collect();
        let mut count = |unit: &str, key: &str, amount: i64| {
            let metric = Metric::from_key(key).unwrap_or_else(|| panic!("no metric {key}"));
            let unit = self.units.standing_in(unit).unwrap();
            own.get_mut(unit).unwrap()[metric.column()] += amount;
        };
        for ((_, key), (unit, row)) in &self.rows {
            for key in keys_of_row(row, self.today) {
                count(unit, &key, 1);
            }
            if is_branch(row) {
                for key in self.branches.keys(key, self.today) {
                    count(unit, &key, 1);
                }
            }
            if let Some(key) = self.employers.key(key, row, self.today) {
                count(unit, &key, 1);
            }
        }
        for (unit, key, amount) in self.work.amounts(&self.units, self.today) {
            count(&unit, &key, amount);
        }
        let year = self.today.year_start();
        let quarter = self.today.quarter_start();
        for happening in &self.happenings {
            if happening.told_on >= year && happening.on >= year {
                for (key, amount) in &happening.yearly {
                    count(&happening.unit, key, *amount);
                }
            }
            if happening.told_on >= quarter && happening.on >= quarter {
                for (key, amount) in &happening.quarterly {
                    count(&happening.unit, key, *amount);
                }
            }
            if happening.told_on == self.today && happening.on >= self.today {
                for (key, amount) in &happening.daily {
                    count(&happening.unit, key, *amount);
                }
            }
        }
        own
    }

    /// How many theme days were held at or below a unit on each day of this month, from the first.
    pub fn theme_days(&self, top: &str) -> Vec<u32> {
        let start = self.today.month_start();
        let mut days = Vec::new();
        for happening in &self.happenings {
            let is_told = happening.told_on >= start && happening.on.month_start() == start;
            let mut counted = happening.quarterly.iter();
            let is_theme_day = counted.any(|(key, _)| key == "meeting.theme_day.held");
            if is_told && is_theme_day && self.units.is_within(&happening.unit, top) {
                let place = happening.on.days_since(start) as usize;
                days.resize(days.len().max(place + 1), 0);
                days[place] += 1;
            }
        }
        days
    }

    /// The numbers of each open unit with all below it.
    pub fn numbers(&self) -> BTreeMap<String, Numbers> {
        let own = self.own_numbers();
        let mut all = own.clone();
        for (unit, numbers) in &own {
            for above in self.units.upwards(unit).into_iter().skip(1) {
                for (cell, amount) in all.get_mut(&above).unwrap().iter_mut().zip(numbers) {
                    *cell += amount;
                }
            }
        }
        all
    }
}

/// A code as it is written in facts, which is how the catalogue's keys write it too.
pub fn key_of(code: impl Serialize) -> String {
    let value = serde_json::to_value(code).unwrap();
    value.as_str().unwrap().to_owned()
}

/// The keys of the metrics that count a row.
fn keys_of_row(row: &Row, today: Day) -> Vec<String> {
    let registry = key_of(row.registry());
    let mut keys = vec![format!("{registry}.total")];
    match row {
        Row::Organisation {
            level,
            sector,
            category,
        } => keys.extend([
            format!("organisation.{}", key_of(level)),
            format!("organisation.sector.{}", key_of(sector)),
            format!("organisation.category.{}", key_of(category)),
        ]),
        Row::Member(member) => keys.extend(keys_of_member(member, today)),
        Row::Applicant { stage, since } => {
            keys.push(format!("applicant.stage.{}", key_of(stage)));
            let longest = match stage {
                ApplicantStage::Applicant => i32::MAX,
                ApplicantStage::Activist => 36,
                ApplicantStage::Candidate => 12,
            };
            if months_ago(*since, today) > longest {
                keys.push(format!("pipeline.overdue.{}", key_of(stage)));
            }
        }
        Row::Employer { circle, .. } if *circle != Circle::None => {
            keys.push(format!("employer.circle.{}", key_of(circle)));
        }
        _ => {}
    }
    keys
}

fn keys_of_member(member: &Member, today: Day) -> Vec<String> {
    let standing = if member.probationary {
        "probationary"
    } else {
        "formal"
    };
    let or_unknown = |key: Option<String>| key.unwrap_or_else(|| "unknown".to_owned());
    let mut keys = vec![
        format!("member.{standing}"),
        format!("member.sector.{}", key_of(member.sector)),
        format!("member.gender.{}", key_of(member.gender)),
        format!("member.age.{}", age_class(member.birth_year, today.year())),
        format!(
            "member.education.{}",
            or_unknown(member.education.map(key_of))
        ),
        format!(
            "member.occupation.{}",
            or_unknown(member.occupation.map(key_of))
        ),
        format!("member.joined.{}", joined_class(member.joined)),
    ];
    if member.ethnicity.is_some_and(|ethnicity| ethnicity > 1) {
        keys.push("member.minority".to_owned());
    }
    if member.status != MemberStatus::Normal {
        keys.push(format!("member.status.{}", key_of(member.status)));
    }
    let is_lost = [MemberStatus::OutOfContact, MemberStatus::Nominal].contains(&member.status);
    if !is_lost && months_ago(member.last_contact, today) > 6 {
        keys.push("member.contact.overdue".to_owned());
    }
    if member.probationary && months_ago(member.joined, today) > 13 {
        keys.push("pipeline.overdue.probationary".to_owned());
    }
    keys
}

/// How many months lie between a registered month and this one; none where none is registered.
fn months_ago(registered: Option<u32>, today: Day) -> i32 {
    let Some(digits) = registered else { return 0 };
    let date = today.date();
    let years = date.year() - (digits / 100) as i32;
    years * 12 + i32::from(u8::from(date.month())) - (digits % 100) as i32
}

/// The step of the pipeline that a change of a row is, if any.
fn pipeline_key(before: Option<&Row>, after: Option<&Row>) -> Option<&'static str> {
    use ApplicantStage::{Activist, Applicant, Candidate};

    let stage = |row: &Row| match row {
        Row::Applicant { stage, .. } => Some(*stage),
        _ => None,
    };
    let is_probationary = |row: &Row| matches!(row, Row::Member(member) if member.probationary);
    let after = after?;
    let Some(before) = before else {
        return match stage(after) {
            Some(Applicant) => Some("pipeline.applied"),
            _ => is_probationary(after).then_some("pipeline.probationary"),
        };
    };
    match (stage(before), stage(after)) {
        (Some(Applicant), Some(Activist)) => Some("pipeline.activist"),
        (Some(Applicant | Activist), Some(Candidate)) => Some("pipeline.candidate"),
        (None, None) if is_probationary(before) && !is_probationary(after) => {
            Some("pipeline.formal")
        }
        _ => None,
    }
}

/// The age class of the catalogue: this year less the year of birth.
pub fn age_class(birth_year: Option<u16>, year: i32) -> &'static str {
    let Some(birth_year) = birth_year else {
        return "unknown";
    };
    let age = year - i32::from(birth_year);
    let upper_ends = [
        (30, "le30"),
        (35, "31_35"),
        (40, "36_40"),
        (45, "41_45"),
        (50, "46_50"),
        (55, "51_55"),
        (60, "56_60"),
    ];
    let class = upper_ends.into_iter().find(|(end, _)| age <= *end);
    class.map_or("ge61", |(_, class)| class)
}

fn joined_class(joined: Option<u32>) -> &'static str {
    match joined {
        None => "unknown",
        Some(month) if month < 194_910 => "before_194910",
        Some(month) if month <= 197_812 => "to_197812",
        Some(month) if month <= 201_211 => "to_201211",
        Some(_) => "since_201212",
    }
}
