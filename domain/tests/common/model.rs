//! The naive model: what is there now, and every number summed from it anew.
//!
//! Written from the catalogue's keys and definitions alone. It keeps current rows, meetings and
//! parent links, never a running number, so that it cannot share a mistake with the fold.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    metric::Metric,
    moment::Day,
    registry::{Circle, Member, MemberStatus, Registry, Row},
};
use serde::Serialize;

use super::build::OFFSET;

/// A unit's numbers by column.
pub type Numbers = Vec<i64>;

/// A unit that is or was.
struct ModelUnit {
    parent: Option<String>,
    retired: bool,
}

/// Something that counts for a while: where, when, what.
struct Happening {
    unit: String,
    on: Day,
    /// The day at which the numbers stood when it was told.
    told_on: Day,
    quarterly: Vec<(String, i64)>,
    daily: Vec<(String, i64)>,
}

/// What is there now.
pub struct Model {
    units: BTreeMap<String, ModelUnit>,
    /// Every code ever given, in the order in which they came.
    pub codes: Vec<String>,
    /// Current rows with the unit that their last fact named.
    pub rows: BTreeMap<(Registry, String), (String, Row)>,
    happenings: Vec<Happening>,
    /// The day the numbers stand at.
    pub today: Day,
}

impl Model {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            units: BTreeMap::new(),
            codes: Vec::new(),
            rows: BTreeMap::new(),
            happenings: Vec::new(),
            today: Day::UNIX_EPOCH,
        }
    }

    pub fn is_open(&self, code: &str) -> bool {
        self.units.get(code).is_some_and(|unit| !unit.retired)
    }

    /// The unit, or the open one that took its place.
    fn standing_in(&self, code: &str) -> Option<&str> {
        let (code, unit) = self.units.get_key_value(code)?;
        if unit.retired {
            self.standing_in(unit.parent.as_ref()?)
        } else {
            Some(code)
        }
    }

    /// The unit and all above it.
    fn upwards(&self, code: &str) -> Vec<String> {
        let parent = self.units[code].parent.as_ref();
        let above = parent.map_or_else(Vec::new, |parent| self.upwards(parent));
        std::iter::once(code.to_owned()).chain(above).collect()
    }

    /// Takes a fact in, or tells that it is to be refused.
    pub fn take(&mut self, fact: &Fact) -> bool {
        let unit = fact.unit.as_str();
        let possible = self.is_possible(unit, &fact.event);
        if possible {
            self.note_happening(fact);
            self.change(unit, &fact.event);
        }
        possible
    }

    fn is_possible(&self, unit: &str, event: &Event) -> bool {
        let is_known = self.units.contains_key(unit);
        let has_parent = || self.units[unit].parent.is_some();
        match event {
            Event::UnitAdded(new) => {
                let parent = new.parent.as_ref();
                !is_known && parent.is_none_or(|parent| self.is_open(parent.as_str()))
            }
            Event::UnitRenamed { .. } => self.is_open(unit),
            Event::UnitMoved { parent } => {
                let parent = parent.as_str();
                self.is_open(unit)
                    && self.is_open(parent)
                    && has_parent()
                    && !self.upwards(parent).contains(&unit.to_owned())
            }
            Event::UnitRetired {} => self.is_open(unit) && has_parent(),
            Event::RegistryChanged(change) => {
                let from = change.from.as_ref();
                is_known && from.is_none_or(|from| self.units.contains_key(from.as_str()))
            }
            Event::MeetingHeld { .. } | Event::ClockDay { .. } => is_known,
        }
    }

    fn change(&mut self, unit: &str, event: &Event) {
        match event {
            Event::UnitAdded(new) => {
                let parent = new.parent.as_ref().map(ToString::to_string);
                let retired = false;
                self.units
                    .insert(unit.to_owned(), ModelUnit { parent, retired });
                self.codes.push(unit.to_owned());
            }
            Event::UnitMoved { parent } => {
                self.units.get_mut(unit).unwrap().parent = Some(parent.to_string());
            }
            Event::UnitRetired {} => self.close(unit),
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
            Event::UnitRenamed { .. } | Event::MeetingHeld { .. } => {}
        }
    }

    fn close(&mut self, unit: &str) {
        let parent = self.units[unit].parent.clone();
        for other in self.units.values_mut().filter(|other| !other.retired) {
            if other.parent.as_deref() == Some(unit) {
                other.parent.clone_from(&parent);
            }
        }
        self.units.get_mut(unit).unwrap().retired = true;
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
                self.note_row_change(fact, change);
                if change.before.is_some() == change.after.is_some() {
                    return;
                }
            }
            Event::ClockDay { .. } => return,
            _ => {}
        }
        self.note(unit, fact, quarterly, std::mem::take(&mut daily));
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
            quarterly,
            daily,
        });
    }

    /// What each open unit has of its own, without what is below it.
    pub fn own_numbers(&self) -> BTreeMap<String, Numbers> {
        let open = self.units.iter().filter(|(_, unit)| !unit.retired);
        let mut own: BTreeMap<String, Numbers> = open
            .map(|(code, _)| (code.clone(), vec![0; Metric::COUNT]))
            .collect();
        let mut count = |unit: &str, key: &str, amount: i64| {
            let metric = Metric::from_key(key).unwrap_or_else(|| panic!("no metric {key}"));
            let unit = self.standing_in(unit).unwrap();
            own.get_mut(unit).unwrap()[metric.column()] += amount;
        };
        for (unit, row) in self.rows.values() {
            for key in keys_of_row(row, self.today.year()) {
                count(unit, &key, 1);
            }
        }
        let quarter = self.today.quarter_start();
        for happening in &self.happenings {
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

    /// The numbers of each open unit with all below it.
    pub fn numbers(&self) -> BTreeMap<String, Numbers> {
        let own = self.own_numbers();
        let mut all = own.clone();
        for (unit, numbers) in &own {
            for above in self.upwards(unit).into_iter().skip(1) {
                for (cell, amount) in all.get_mut(&above).unwrap().iter_mut().zip(numbers) {
                    *cell += amount;
                }
            }
        }
        all
    }
}

/// A code as it is written in facts, which is how the catalogue's keys write it too.
fn key_of(code: impl Serialize) -> String {
    let value = serde_json::to_value(code).unwrap();
    value.as_str().unwrap().to_owned()
}

/// The keys of the metrics that count a row.
fn keys_of_row(row: &Row, year: i32) -> Vec<String> {
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
        Row::Member(member) => keys.extend(keys_of_member(member, year)),
        Row::Applicant { stage } => keys.push(format!("applicant.stage.{}", key_of(stage))),
        Row::Employer { circle } if *circle != Circle::None => {
            keys.push(format!("employer.circle.{}", key_of(circle)));
        }
        _ => {}
    }
    keys
}

fn keys_of_member(member: &Member, year: i32) -> Vec<String> {
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
        format!("member.age.{}", age_class(member.birth_year, year)),
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
    keys
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
