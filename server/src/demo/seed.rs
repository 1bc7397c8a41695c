//! What was there before now, as a stream of facts: the rows of the registries, then the quarter so far up
//! to the first day, then day by day what happened. A `clock.day` fact comes before all that is of a day.

use liandong_domain::{
    fact::{Event, Fact},
    moment::{Day, Moment},
    registry::Registry,
    tree::Tree,
};

use super::{
    agenda::Agenda,
    dice::{Dice, hash},
    moment, offset,
    plan::{Site, plan},
    proportions::LATELY_DAYS,
    registers::Registers,
    rows::{key_prefix, numbered},
    schedule::Today,
    work::{self, World, places::Places},
};

/// A purpose of chance: whether a unit reports its meetings.
const MEETS: u64 = 3;

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same facts.
    pub seed: u64,
    /// The moment before which everything happened.
    pub now: Moment,
    /// How large, in per cent of the full size. Every community keeps a branch and some members.
    pub scale_percent: u32,
    /// The codes of the districts to fill, all of them where none.
    pub districts: Option<Vec<String>>,
}

impl Options {
    /// The first of the days that are told one by one.
    pub fn first_day(&self) -> Day {
        self.now.day(offset()).plus(-LATELY_DAYS)
    }
}

/// The facts, made one by one. Holds the plan of every unit and what is to come of the work, no more.
#[derive(Debug)]
pub struct Seed {
    /// What all chance comes from.
    origin: u64,
    now: Moment,
    share: f64,
    sites: Vec<Site>,
    places: Places,
    registers: Registers,
    agenda: Agenda,
    /// The number of each site's first branch.
    first_branches: Vec<u64>,
    stage: Stage,
    /// What comes next, latest first.
    ready: Vec<Fact>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Begin,
    Rows,
    Before,
    Day(Day),
    End,
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
        let first = options.first_day();
        let today = options.now.day(offset());
        Self {
            origin: options.seed,
            now: options.now,
            share: work::share(options.scale_percent),
            places: Places::new(tree, &sites, &first_branches),
            registers: Registers::new(options.seed, first, today),
            agenda: Agenda::new(options.now),
            sites,
            first_branches,
            stage: Stage::Begin,
            ready: Vec::new(),
        }
    }

    /// How many rows of registries there are. Their changes, meetings and work come on top.
    pub fn rows(&self) -> u64 {
        self.sites.iter().map(|site| u64::from(site.rows())).sum()
    }

    fn first(&self) -> Day {
        self.today().plus(-LATELY_DAYS)
    }

    fn today(&self) -> Day {
        self.now.day(offset())
    }

    /// Makes ready what comes next.
    fn go_on(&mut self) {
        match self.stage {
            Stage::Begin => {
                self.begin(self.first());
                self.stage = Stage::Rows;
            }
            Stage::Rows => {
                let (sites, places) = (&self.sites, &mut self.places);
                match self.registers.next(sites, places, &mut self.agenda) {
                    Some(facts) => self.ready = facts,
                    None => self.stage = Stage::Before,
                }
            }
            Stage::Before => {
                let first = self.first();
                self.with_world(work::lay_out);
                let mut day = first.quarter_start();
                while day < first {
                    self.meet(day);
                    day = day.plus(1);
                }
                self.ready = self.agenda.take(first.plus(-1));
                self.ready.reverse();
                self.stage = Stage::Day(first);
            }
            Stage::Day(day) => {
                self.meet(day);
                self.with_world(|world, agenda| work::logs::write(world, day, agenda));
                self.ready = self.agenda.take(day);
                self.ready.reverse();
                if day > self.first() {
                    self.begin(day);
                }
                self.stage = if day < self.today() {
                    Stage::Day(day.plus(1))
                } else {
                    Stage::End
                };
            }
            Stage::End => {}
        }
    }

    fn with_world(&mut self, lay_out: impl FnOnce(&World<'_>, &mut Agenda)) {
        let world = World {
            places: &self.places,
            seed: self.origin,
            first: self.now.day(offset()).plus(-LATELY_DAYS),
            today: self.now.day(offset()),
            share: self.share,
        };
        lay_out(&world, &mut self.agenda);
    }

    /// Puts the beginning of a day before what is ready.
    fn begin(&mut self, day: Day) {
        if let Some(root) = &self.places.root {
            self.ready.push(Fact {
                id: format!("clock.day/{}", day.date()),
                at: moment(day, 0),
                unit: root.clone(),
                event: Event::ClockDay { day },
            });
        }
    }

    fn meet(&mut self, day: Day) {
        let today = Today::new(day, self.origin);
        for (index, (site, &first)) in self.sites.iter().zip(&self.first_branches).enumerate() {
            // Small demonstrations have few meetings elsewhere.
            let chance = Dice::new(self.origin, hash(site.code.as_str(), MEETS)).fraction();
            if chance >= self.share && !self.places.is_showcase(index) {
                continue;
            }
            for branch in first..first + u64::from(site.branches()) {
                today.held_by(branch, &site.character, |second, meeting| {
                    let event = Event::MeetingHeld {
                        meeting: meeting.kind,
                        organisation: numbered(key_prefix(Registry::Organisation), branch),
                        expected: meeting.expected,
                        attended: meeting.attended,
                    };
                    self.agenda.happen(moment(day, second), &site.code, event);
                });
            }
        }
    }
}

impl Iterator for Seed {
    type Item = Fact;

    fn next(&mut self) -> Option<Fact> {
        while self.ready.is_empty() && self.stage != Stage::End {
            self.go_on();
        }
        self.ready.pop()
    }
}
