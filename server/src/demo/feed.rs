//! What happens from now on: mostly meetings, some changes of registries.

use std::collections::VecDeque;

use liandong_domain::{
    fact::{Event, Fact, RegistryChange},
    moment::Moment,
    registry::{
        ApplicantStage, Education, MemberStatus, Occupation, OrganisationLevel, Registry, Row,
        Sector,
    },
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};

use super::{
    SHOWCASE,
    character::{Character, Characters},
    dice::Dice,
    meetings,
    member::Members,
    offset,
    plan::{Group, is_village},
    proportions::CIRCLES,
    rows::{self, Context, key_prefix},
};

/// Share of facts that are meetings.
const MEETINGS: f64 = 0.7;

/// Share of facts that happen in the showcase.
const IN_SHOWCASE: f64 = 0.5;

/// How many of its own rows the feed remembers, to change or remove one.
const REMEMBERED: usize = 2_000;

/// What happens to registries.
#[derive(Clone, Copy)]
enum Act {
    Add(Registry),
    Change,
    Remove,
}

/// How often what happens, in per cent.
const ACTS: [(Act, u32); 9] = [
    (Act::Add(Registry::Applicant), 22),
    (Act::Add(Registry::Member), 20),
    (Act::Add(Registry::Employer), 14),
    (Act::Add(Registry::TradeUnion), 6),
    (Act::Add(Registry::YouthLeague), 4),
    (Act::Add(Registry::Organisation), 5),
    (Act::Add(Registry::Building), 2),
    (Act::Change, 15),
    (Act::Remove, 12),
];

/// Sectors of new rows, in per cent.
const SECTORS: [(Sector, u32); 4] = [
    (Sector::Community, 53),
    (Sector::TwoNew, 27),
    (Sector::Regional, 15),
    (Sector::Government, 5),
];

/// Where rows and meetings are, in per cent.
const KINDS: [(UnitKind, u32); 3] = [
    (UnitKind::Community, 83),
    (UnitKind::Street, 14),
    (UnitKind::District, 3),
];

/// An endless source of believable facts.
#[derive(Debug)]
pub struct Feed {
    seed: u64,
    dice: Dice,
    started: Moment,
    made: u64,
    /// The tree that the places are from.
    version: u64,
    characters: Characters,
    showcase: Places,
    elsewhere: Places,
    own: VecDeque<OwnRow>,
}

/// A row that the feed added.
#[derive(Clone, Debug)]
struct OwnRow {
    key: String,
    unit: UnitCode,
    row: Row,
}

/// Units that something can happen at.
#[derive(Clone, Debug, Default)]
struct Places {
    districts: Vec<UnitIndex>,
    streets: Vec<UnitIndex>,
    communities: Vec<UnitIndex>,
}

impl Places {
    fn of_kind(&mut self, kind: UnitKind) -> Option<&mut Vec<UnitIndex>> {
        match kind {
            UnitKind::District => Some(&mut self.districts),
            UnitKind::Street => Some(&mut self.streets),
            UnitKind::Community => Some(&mut self.communities),
            _ => None,
        }
    }

    fn draw(&mut self, dice: &mut Dice) -> Option<UnitIndex> {
        let kind = dice.weighted(&KINDS);
        let of_kind = self.of_kind(kind).filter(|units| !units.is_empty());
        let units = match of_kind {
            Some(units) => units,
            None => &mut self.communities,
        };
        (!units.is_empty()).then(|| dice.pick(units))
    }
}

impl Feed {
    /// A feed over a tree's units. The same seed gives units the same character as in
    /// [`Seed`](super::Seed); the moment sets this start apart from every other.
    pub fn new(tree: &Tree, seed: u64, now: Moment) -> Self {
        let mut feed = Self {
            seed,
            dice: Dice::new(seed, now.0 as u64),
            started: now,
            made: 0,
            version: 0,
            characters: Characters::new(tree, seed),
            showcase: Places::default(),
            elsewhere: Places::default(),
            own: VecDeque::new(),
        };
        feed.survey(tree);
        feed
    }

    /// The next fact, which happens now. In a tree without districts, streets and communities it
    /// happens at the root.
    ///
    /// # Panics
    /// The tree has no open unit.
    pub fn next(&mut self, tree: &Tree, now: Moment) -> Fact {
        if tree.version() != self.version {
            self.characters = Characters::new(tree, self.seed);
            self.survey(tree);
        }
        self.made += 1;
        let (unit, event) = if self.dice.chance(MEETINGS) {
            self.meeting(tree, now)
        } else {
            match self.dice.weighted(&ACTS) {
                Act::Add(registry) => self.add(tree, now, registry),
                Act::Change => self.change(tree, now),
                Act::Remove => self.remove(tree, now),
            }
        };
        Fact {
            id: format!("demo-f-{}-{}", self.started.0, self.made),
            at: now,
            unit,
            event,
        }
    }

    fn survey(&mut self, tree: &Tree) {
        self.version = tree.version();
        [self.showcase, self.elsewhere] = [Places::default(), Places::default()];
        let showcase = tree.find(SHOWCASE);
        for (unit, node) in tree.open() {
            let inside = tree.upwards(unit).any(|above| Some(above) == showcase);
            let places = if inside {
                &mut self.showcase
            } else {
                &mut self.elsewhere
            };
            if let Some(units) = places.of_kind(node.kind) {
                units.push(unit);
            }
        }
    }

    fn place(&mut self, tree: &Tree) -> UnitIndex {
        let mut places = [&mut self.showcase, &mut self.elsewhere];
        if !self.dice.chance(IN_SHOWCASE) {
            places.reverse();
        }
        let drawn = places
            .into_iter()
            .find_map(|places| places.draw(&mut self.dice));
        drawn
            .or_else(|| tree.roots().next())
            .expect("a tree with an open unit")
    }

    fn meeting(&mut self, tree: &Tree, now: Moment) -> (UnitCode, Event) {
        let unit = self.place(tree);
        let character = self.characters.of(unit);
        let meeting = meetings::at(&mut self.dice, character, now.second_of_day(offset()));
        let code = tree.node(unit).code.clone();
        let event = Event::MeetingHeld {
            meeting: meeting.kind,
            organisation: format!("{code}-{}", self.dice.between(1, 6)),
            expected: meeting.expected,
            attended: meeting.attended,
        };
        (code, event)
    }

    fn add(&mut self, tree: &Tree, now: Moment, registry: Registry) -> (UnitCode, Event) {
        let unit = self.place(tree);
        let node = tree.node(unit);
        let row = self.new_row(registry, unit, is_village(&node.name), now);
        let prefix = key_prefix(registry);
        let own = OwnRow {
            key: format!("{prefix}f-{}-{}", self.started.0, self.made),
            unit: node.code.clone(),
            row,
        };
        let told = (own.unit.clone(), changed(&own.key, Some(&own.row)));
        self.remember(own);
        told
    }

    fn new_row(
        &mut self,
        registry: Registry,
        unit: UnitIndex,
        is_village: bool,
        now: Moment,
    ) -> Row {
        let dice = &mut self.dice;
        let sector = dice.weighted(&SECTORS);
        let members = Members::new(now.day(offset()), 0);
        let character: &Character = self.characters.of(unit);
        let group = match registry {
            // As many are admitted as come from elsewhere.
            Registry::Member if dice.chance(0.5) => {
                return Row::Member(members.admitted(dice, character, sector));
            }
            Registry::Member => Group::Member(sector),
            Registry::Applicant => {
                return Row::Applicant {
                    stage: ApplicantStage::Applicant,
                };
            }
            Registry::Organisation => Group::Organisation(OrganisationLevel::Branch, sector),
            Registry::Community => Group::Community,
            Registry::Building => Group::Building,
            Registry::TradeUnion => Group::TradeUnion,
            Registry::YouthLeague => Group::YouthLeague,
            Registry::Employer => Group::Employer,
        };
        let context = Context {
            character,
            is_village,
            members,
        };
        rows::draw(group, &context, dice)
    }

    fn remember(&mut self, own: OwnRow) {
        if self.own.len() == REMEMBERED {
            self.own.pop_front();
        }
        self.own.push_back(own);
    }

    /// A row of the feed's own becomes another, or a member's row goes to another unit.
    fn change(&mut self, tree: &Tree, now: Moment) -> (UnitCode, Event) {
        let index = self.dice.below(self.own.len() as u32) as usize;
        let moves = self.dice.chance(0.2);
        let target = self.place(tree);
        let Some(own) = self.own.get_mut(index) else {
            return self.add(tree, now, Registry::Applicant);
        };
        match &mut own.row {
            Row::Member(_) if moves => own.unit = tree.node(target).code.clone(),
            row => {
                if !alter(row, &mut self.dice) {
                    return self.add(tree, now, Registry::Applicant);
                }
            }
        }
        (own.unit.clone(), changed(&own.key, Some(&own.row)))
    }

    fn remove(&mut self, tree: &Tree, now: Moment) -> (UnitCode, Event) {
        let index = self.dice.below(self.own.len() as u32) as usize;
        match self.own.swap_remove_back(index) {
            Some(own) => (own.unit, changed(&own.key, None)),
            None => self.add(tree, now, Registry::Applicant),
        }
    }
}

/// The server fills in what the row was, and where.
fn changed(key: &str, after: Option<&Row>) -> Event {
    Event::RegistryChanged(Box::new(RegistryChange {
        key: key.to_owned(),
        from: None,
        before: None,
        after: after.cloned(),
        recorded: false,
        before_at: None,
    }))
}

/// Changes a row as time does. False where it has nothing to change.
fn alter(row: &mut Row, dice: &mut Dice) -> bool {
    match row {
        Row::Applicant { stage } => {
            let next = match stage {
                ApplicantStage::Applicant => ApplicantStage::Activist,
                ApplicantStage::Activist => ApplicantStage::Candidate,
                ApplicantStage::Candidate => return false,
            };
            *stage = next;
        }
        Row::Employer { circle } => {
            let next = dice.weighted(&CIRCLES);
            if next == *circle {
                return false;
            }
            *circle = next;
        }
        Row::Member(member) => match (member.status, member.occupation, member.education) {
            (MemberStatus::Normal, Some(Occupation::Student), _) => {
                member.occupation = Some(Occupation::Professional);
            }
            (MemberStatus::Normal, _, Some(Education::College)) => {
                member.education = Some(Education::Bachelor);
            }
            (MemberStatus::Normal, ..) => member.status = MemberStatus::Mobile,
            _ => member.status = MemberStatus::Normal,
        },
        Row::Organisation { level, .. } if *level == OrganisationLevel::Branch => {
            *level = OrganisationLevel::GeneralBranch;
        }
        _ => return false,
    }
    true
}
