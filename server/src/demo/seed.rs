//! What was there before today, as a stream of facts: unit by unit the rows of the registries, then
//! day by day the meetings of the quarter. The newest meetings come last, so that tickers show them.

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    moment::{Day, Moment},
    registry::{Registry, Row},
    tree::Tree,
    unit::UnitCode,
};

use super::{
    character::Trait,
    days_between,
    dice::{Dice, hash},
    meetings::{self, Meeting},
    member::Members,
    moment,
    plan::{Group, Site, plan},
    proportions::{DENSITIES, WEEKEND},
    rows::{self, Context, key_prefix, numbered},
    shift,
};

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same facts.
    pub seed: u64,
    /// The day before which everything happened.
    pub today: Day,
    /// How large, in per cent of the full size. Every community keeps a branch and some members.
    pub scale_percent: u32,
    /// The codes of the districts to fill, all of them where none.
    pub districts: Option<Vec<String>>,
}

/// The registers were taken over in the days before today.
const TAKEN_OVER_DAYS: u32 = 45;

/// Seconds of a working day, from 9:00.
const WORKING_SECONDS: u32 = 8 * 3600;

/// Purposes of streams of chance.
const ROWS: u64 = 2;
const MEETINGS: u64 = 3;

/// The facts, made one by one. Holds the plan of every unit and the meetings of one day, no more.
#[derive(Debug)]
pub struct Seed {
    /// What all chance comes from.
    origin: u64,
    today: Day,
    sites: Vec<Site>,
    members: Members,
    /// Facts made so far.
    made: u64,
    /// Rows made so far, by registry.
    keys: [u64; Registry::ALL.len()],
    rows: Option<UnitRows>,
    next_site: usize,
    /// The number of each site's first branch.
    first_branches: Vec<u64>,
    next_day: Day,
    /// One day's meetings, latest first.
    meetings: Vec<(Moment, u32, Meeting, u64)>,
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

impl Seed {
    /// Plans the facts for a tree's units.
    pub fn new(tree: &Tree, options: &Options) -> Self {
        let sites = plan(tree, options);
        let mut organisations = 0;
        let mut first_branches = Vec::with_capacity(sites.len());
        for site in &sites {
            organisations += u64::from(site.organisations());
            first_branches.push(organisations - u64::from(site.branches()) + 1);
        }
        Self {
            origin: options.seed,
            today: options.today,
            sites,
            // Admitted before the registers were taken over.
            members: Members::new(options.today, 2),
            made: 0,
            keys: [0; Registry::ALL.len()],
            rows: None,
            next_site: 0,
            first_branches,
            next_day: options.today.quarter_start(),
            meetings: Vec::new(),
        }
    }

    /// How many of all facts are rows of registries. Meetings come on top, a sixth or less.
    pub fn rows(&self) -> u64 {
        self.sites.iter().map(|site| u64::from(site.rows())).sum()
    }

    fn next_row(&mut self) -> Option<Fact> {
        loop {
            if let Some(rows) = &mut self.rows {
                let site = &self.sites[rows.site];
                if let Some(group) = rows.next_group(site) {
                    let context = Context {
                        character: &site.character,
                        is_village: site.is_village,
                        members: self.members,
                    };
                    let row = rows::draw(group, &context, &mut rows.dice);
                    let at = rows.moment(self.today);
                    let code = site.code.clone();
                    return Some(self.row_fact(at, code, row));
                }
            }
            self.rows = Some(self.open_site()?);
        }
    }

    fn open_site(&mut self) -> Option<UnitRows> {
        let index = self.next_site;
        let site = self.sites.get(index)?;
        self.next_site += 1;
        let mut dice = Dice::new(self.origin, hash(site.code.as_str(), ROWS));
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

    fn row_fact(&mut self, at: Moment, unit: UnitCode, row: Row) -> Fact {
        let registry = row.registry();
        let number = &mut self.keys[registry as usize];
        *number += 1;
        let change = RegistryChange {
            key: numbered(key_prefix(registry), *number),
            from: None,
            before: None,
            after: Some(row),
            recorded: false,
            before_at: None,
        };
        Fact {
            id: self.next_id(),
            at,
            unit,
            event: Event::RegistryChanged(Box::new(change)),
        }
    }

    fn next_meeting(&mut self) -> Option<Fact> {
        while self.meetings.is_empty() {
            if self.next_day >= self.today {
                return None;
            }
            self.hold_meetings(self.next_day);
            self.next_day = shift(self.next_day, 1);
        }
        let (at, site, meeting, organisation) = self.meetings.pop()?;
        Some(Fact {
            id: self.next_id(),
            at,
            unit: self.sites[site as usize].code.clone(),
            event: Event::MeetingHeld {
                meeting: meeting.kind,
                organisation: numbered(key_prefix(Registry::Organisation), organisation),
                expected: meeting.expected,
                attended: meeting.attended,
            },
        })
    }

    fn hold_meetings(&mut self, day: Day) {
        let days_since_epoch = days_between(Day::UNIX_EPOCH, day);
        let mut dice = Dice::new(self.origin, hash("", MEETINGS) ^ days_since_epoch as u64);
        // 1970-01-01 was a Thursday.
        let is_weekend = (days_since_epoch + 3).rem_euclid(7) >= 5;
        let of_the_day = 7.0 / (5.0 + 2.0 * WEEKEND) * if is_weekend { WEEKEND } else { 1.0 };
        let per_branch = meetings::per_quarter() / 91.0 * of_the_day;
        for (index, site) in self.sites.iter().enumerate() {
            let branches = site.branches();
            let reported = site.character.of(Trait::Reporting);
            for _ in 0..dice.round(f64::from(branches) * per_branch * reported) {
                let (second, meeting) = meetings::on_a_day(&mut dice, &site.character);
                let organisation = self.first_branches[index] + u64::from(dice.below(branches));
                let at = moment(day, second);
                self.meetings
                    .push((at, index as u32, meeting, organisation));
            }
        }
        self.meetings
            .sort_by_key(|&(at, site, ..)| std::cmp::Reverse((at, site)));
    }

    fn next_id(&mut self) -> String {
        self.made += 1;
        numbered("demo-s-", self.made)
    }
}

impl Iterator for Seed {
    type Item = Fact;

    fn next(&mut self) -> Option<Fact> {
        self.next_row().or_else(|| self.next_meeting())
    }
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
    fn moment(&self, today: Day) -> Moment {
        let done = (f64::from(self.made - 1) + self.phase) / f64::from(self.total);
        let working = (done * f64::from(TAKEN_OVER_DAYS * WORKING_SECONDS)) as u32;
        let days_ago = TAKEN_OVER_DAYS - working / WORKING_SECONDS;
        let second = 9 * 3600 + working % WORKING_SECONDS;
        moment(shift(today, -(days_ago as i32)), second)
    }
}
