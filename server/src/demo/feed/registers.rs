//! Registries change: rows come, become others, and go.

use std::collections::VecDeque;

use liandong_domain::{
    fact::{Event, RegistryChange},
    moment::Moment,
    registry::{
        ApplicantStage, Education, MemberStatus, Occupation, OrganisationLevel, Registry, Row,
        Sector,
    },
    tree::{Tree, UnitIndex},
    unit::UnitCode,
};

use super::{Happening, day_of, places::Grounds};
use crate::demo::{
    dice::Dice,
    member::{Members, month_of},
    plan::{Group, is_village},
    proportions::CIRCLES,
    rows::{self, Context, key_prefix},
};

/// How many of its own rows the feed remembers, to change or remove one.
const REMEMBERED: usize = 2_000;

/// What happens to registries.
#[derive(Clone, Copy)]
enum Change {
    Add(Registry),
    Alter,
    Remove,
}

/// How often what happens, in per cent.
const CHANGES: [(Change, u32); 9] = [
    (Change::Add(Registry::Applicant), 22),
    (Change::Add(Registry::Member), 20),
    (Change::Add(Registry::Employer), 14),
    (Change::Add(Registry::TradeUnion), 6),
    (Change::Add(Registry::YouthLeague), 4),
    (Change::Add(Registry::Organisation), 2),
    (Change::Add(Registry::Building), 2),
    (Change::Alter, 15),
    (Change::Remove, 15),
];

/// Sectors of new rows, in per cent.
const SECTORS: [(Sector, u32); 4] = [
    (Sector::Community, 53),
    (Sector::TwoNew, 27),
    (Sector::Regional, 15),
    (Sector::Government, 5),
];

/// Rows that the feed added.
#[derive(Debug)]
pub(super) struct Registers {
    started: Moment,
    made: u64,
    own: VecDeque<OwnRow>,
}

#[derive(Clone, Debug)]
struct OwnRow {
    key: String,
    unit: UnitCode,
    row: Row,
}

impl Registers {
    pub(super) fn new(now: Moment) -> Self {
        Self {
            started: now,
            made: 0,
            own: VecDeque::new(),
        }
    }

    /// The next change.
    pub(super) fn next(
        &mut self,
        grounds: &mut Grounds,
        tree: &Tree,
        now: Moment,
        dice: &mut Dice,
    ) -> Happening {
        let changed = match dice.weighted(&CHANGES) {
            Change::Add(registry) => return self.add(grounds, tree, now, registry, dice),
            Change::Alter => self.alter(grounds, tree, now, dice),
            Change::Remove => self.remove(dice),
        };
        changed.unwrap_or_else(|| self.add(grounds, tree, now, Registry::Applicant, dice))
    }

    fn add(
        &mut self,
        grounds: &mut Grounds,
        tree: &Tree,
        now: Moment,
        registry: Registry,
        dice: &mut Dice,
    ) -> Happening {
        let unit = grounds.draw(tree, dice);
        let node = tree.node(unit);
        let row = new_row(registry, (grounds, unit), is_village(&node.name), now, dice);
        self.made += 1;
        let own = OwnRow {
            key: format!("{}f-{}-{}", key_prefix(registry), self.started.0, self.made),
            unit: node.code.clone(),
            row,
        };
        let told = (own.unit.clone(), changed(&own.key, Some(&own.row)));
        if self.own.len() == REMEMBERED {
            self.own.pop_front();
        }
        self.own.push_back(own);
        told
    }

    /// A row of the feed's own becomes another, or a member's row goes to another unit.
    fn alter(
        &mut self,
        grounds: &mut Grounds,
        tree: &Tree,
        now: Moment,
        dice: &mut Dice,
    ) -> Option<Happening> {
        let index = dice.below(self.own.len() as u32) as usize;
        let moves = dice.chance(0.2);
        let target = grounds.draw(tree, dice);
        let own = self.own.get_mut(index)?;
        match &mut own.row {
            Row::Member(_) if moves => own.unit = tree.node(target).code.clone(),
            row => {
                if !alter(row, now, dice) {
                    return None;
                }
            }
        }
        Some((own.unit.clone(), changed(&own.key, Some(&own.row))))
    }

    fn remove(&mut self, dice: &mut Dice) -> Option<Happening> {
        let index = dice.below(self.own.len() as u32) as usize;
        let own = self.own.swap_remove_back(index)?;
        Some((own.unit, changed(&own.key, None)))
    }
}

fn new_row(
    registry: Registry,
    (grounds, unit): (&Grounds, UnitIndex),
    is_village: bool,
    now: Moment,
    dice: &mut Dice,
) -> Row {
    let sector = dice.weighted(&SECTORS);
    let members = Members::new(day_of(now), 0);
    let character = grounds.character(unit);
    let group = match registry {
        // As many are admitted as come from elsewhere.
        Registry::Member if dice.chance(0.5) => {
            return Row::Member(members.admitted(dice, character, sector));
        }
        Registry::Member => Group::Member(sector),
        Registry::Applicant => {
            return Row::Applicant {
                stage: ApplicantStage::Applicant,
                since: Some(month_of(day_of(now))),
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
        is_shown: false,
        members,
    };
    rows::draw(group, &context, dice)
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
fn alter(row: &mut Row, now: Moment, dice: &mut Dice) -> bool {
    match row {
        Row::Applicant { stage, since } => {
            let next = match stage {
                ApplicantStage::Applicant => ApplicantStage::Activist,
                ApplicantStage::Activist => ApplicantStage::Candidate,
                ApplicantStage::Candidate => return false,
            };
            *stage = next;
            *since = Some(month_of(day_of(now)));
        }
        Row::Employer { circle, .. } => {
            let next = dice.weighted(&CIRCLES);
            if next == *circle {
                return false;
            }
            *circle = next;
        }
        Row::Member(member) => match (member.status, member.occupation, member.education) {
            (MemberStatus::Normal, ..) if member.probationary => member.probationary = false,
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
