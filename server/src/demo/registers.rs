//! The rows of the registries, unit by unit: what was there before the first day, and what comes and goes
//! on the days after it.

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    moment::{Day, Moment},
    registry::{ApplicantStage, Circle, Registry, Row},
    unit::UnitCode,
};

use super::{
    agenda::Agenda,
    course::Course,
    dice::{Dice, hash},
    member::{Members, month_of, months_before},
    moment,
    plan::{Group, Site},
    proportions::{BECAME_FORMAL, DENSITIES, LATELY_ADDED, LATELY_REMOVED},
    rows::{self, Context, key_prefix, numbered},
    work::places::{Employer, Places},
};

const ROWS: u64 = 2;
/// The registers were taken over in the days before the first.
const TAKEN_OVER_DAYS: u32 = 45;
/// Seconds of a working day, from 9:00.
const WORKING_SECONDS: u32 = 8 * 3600;

/// Makes the rows one by one.
#[derive(Debug)]
pub(super) struct Registers {
    seed: u64,
    first: Day,
    today: Day,
    members: Members,
    /// Rows made so far, by registry.
    keys: [u64; Registry::ALL.len()],
    made: u64,
    rows: Option<UnitRows>,
    next_site: usize,
}

/// Where in a unit's rows the stream stands.
#[derive(Debug)]
struct UnitRows {
    site: usize,
    dice: Dice,
    /// The unit's own row in the registry of communities is still to come.
    community: bool,
    group: usize,
    made_of_group: u32,
    made: u32,
    total: u32,
    /// Sets this unit's times apart from the others'.
    phase: f64,
}

impl Registers {
    pub(super) fn new(seed: u64, first: Day, today: Day) -> Self {
        Self {
            seed,
            first,
            today,
            // Admitted before the registers were taken over.
            members: Members::new(today, 2),
            keys: [0; Registry::ALL.len()],
            made: 0,
            rows: None,
            next_site: 0,
        }
    }

    /// The facts of the next row, latest first: one, or two where it has become something else since. None
    /// where it is on the agenda.
    pub(super) fn next(
        &mut self,
        sites: &[Site],
        places: &mut Places,
        agenda: &mut Agenda,
    ) -> Option<Vec<Fact>> {
        loop {
            if let Some(rows) = &mut self.rows
                && let Some(group) = rows.next_group(&sites[rows.site])
            {
                return Some(self.row(group, sites, places, agenda));
            }
            self.rows = Some(self.open_site(sites)?);
        }
    }

    fn open_site(&mut self, sites: &[Site]) -> Option<UnitRows> {
        let index = self.next_site;
        let site = sites.get(index)?;
        self.next_site += 1;
        let mut dice = Dice::new(self.seed, hash(site.code.as_str(), ROWS));
        Some(UnitRows {
            site: index,
            phase: dice.fraction(),
            dice,
            community: site.is_community,
            group: 0,
            made_of_group: 0,
            made: 0,
            total: site.rows(),
        })
    }

    fn row(
        &mut self,
        group: Group,
        sites: &[Site],
        places: &mut Places,
        agenda: &mut Agenda,
    ) -> Vec<Fact> {
        let Some(rows) = &mut self.rows else {
            return Vec::new();
        };
        let site = &sites[rows.site];
        let context = Context {
            character: &site.character,
            is_village: site.is_village,
            is_shown: places.is_full(rows.site),
            members: self.members,
        };
        let row = rows::draw(group, &context, &mut rows.dice);
        let taken_over = rows.moment(self.first);
        let registry = row.registry();
        let number = &mut self.keys[registry as usize];
        *number += 1;
        let key = numbered(key_prefix(registry), *number);
        if let Row::Employer { circle, .. } = &row
            && *circle != Circle::None
        {
            let employer = Employer {
                number: *number,
                circle: *circle,
            };
            places.note_employer(rows.site, employer);
            let event = changed(key, None, Some(row), true);
            return vec![self.fact(taken_over, &site.code.clone(), event)];
        }
        let dice = &mut rows.dice;
        // Organisations stay: their branches meet from the first day on. So do communities.
        let may_change = !matches!(
            registry,
            Registry::Organisation | Registry::Community | Registry::Employer
        );
        let days = self.today.days_since(self.first);
        if may_change && dice.chance(LATELY_ADDED) {
            let day = self.first.plus(dice.between(0, days - 1));
            agenda.happen(
                Course::on(day, dice).now(),
                &site.code,
                changed(key, None, Some(row), false),
            );
            return Vec::new();
        }
        if may_change && dice.chance(LATELY_REMOVED) {
            let day = self.first.plus(dice.between(0, days - 1));
            let gone = changed(key.clone(), Some(row.clone()), None, false);
            agenda.happen(Course::on(day, dice).now(), &site.code, gone);
        }
        let is_told = match &row {
            Row::Member(member) => member.probationary || dice.chance(BECAME_FORMAL),
            _ => true,
        };
        let code = site.code.clone();
        match self.news_of(&row).filter(|_| is_told) {
            None => vec![self.fact(taken_over, &code, changed(key, None, Some(row), true))],
            Some((at, None)) => vec![self.fact(at, &code, changed(key, None, Some(row), false))],
            Some((at, Some(before))) => {
                let was = changed(key.clone(), None, Some(before.clone()), true);
                let was = self.fact(taken_over, &code, was);
                vec![
                    self.fact(at, &code, changed(key, Some(before), Some(row), false)),
                    was,
                ]
            }
        }
    }

    /// Since when this year the row is as it is, and what it was before if anything. Nothing where it is
    /// older than that.
    fn news_of(&self, row: &Row) -> Option<(Moment, Option<Row>)> {
        let (since, before) = match row {
            Row::Applicant { stage, since } => {
                let since = (*since)?;
                let earlier = |stage, months| Row::Applicant {
                    stage,
                    since: Some(months_before(since, months)),
                };
                let before = match stage {
                    ApplicantStage::Applicant => None,
                    ApplicantStage::Activist => Some(earlier(ApplicantStage::Applicant, 14)),
                    ApplicantStage::Candidate => Some(earlier(ApplicantStage::Activist, 22)),
                };
                (since, before)
            }
            Row::Member(member) if member.probationary => (member.joined?, None),
            Row::Member(member) => {
                let formal = months_before(member.joined?, -12);
                let mut before = member.clone();
                before.probationary = true;
                (formal, Some(Row::Member(before)))
            }
            _ => return None,
        };
        let this_year = since / 100 == month_of(self.first) / 100;
        let is_past = since < month_of(self.first);
        let at = moment(some_day_of(since)?, 10 * 3600);
        (this_year && is_past).then_some((at, before))
    }

    fn fact(&mut self, at: Moment, unit: &UnitCode, event: Event) -> Fact {
        self.made += 1;
        Fact {
            id: numbered("demo-s-", self.made),
            at,
            unit: unit.clone(),
            event,
        }
    }
}

/// Some day of a month that is written as `YYYYMM`.
fn some_day_of(month: u32) -> Option<Day> {
    let text = format!("{:04}-{:02}-10", month / 100, month % 100);
    liandong_domain::moment::iso_day::parse(&text)
}

/// What was before is filled in by the server as well; it is here for who folds without one.
fn changed(key: String, before: Option<Row>, after: Option<Row>, recorded: bool) -> Event {
    Event::RegistryChanged(Box::new(RegistryChange {
        key,
        from: None,
        before,
        after,
        recorded,
        before_at: None,
    }))
}

impl UnitRows {
    fn next_group(&mut self, site: &Site) -> Option<Group> {
        if self.made == self.total {
            return None;
        }
        self.made += 1;
        if std::mem::take(&mut self.community) {
            return Some(Group::Community);
        }
        while self.made_of_group == site.counts[self.group] {
            self.group += 1;
            self.made_of_group = 0;
        }
        self.made_of_group += 1;
        Some(DENSITIES[self.group].group)
    }

    /// When the row that was just made was taken over: later than the unit's rows before it.
    fn moment(&self, first: Day) -> Moment {
        let done = (f64::from(self.made - 1) + self.phase) / f64::from(self.total);
        let working = (done * f64::from(TAKEN_OVER_DAYS * WORKING_SECONDS)) as u32;
        let days_ago = TAKEN_OVER_DAYS - working / WORKING_SECONDS;
        let second = 9 * 3600 + working % WORKING_SECONDS;
        moment(first.plus(-(days_ago as i32)), second)
    }
}
