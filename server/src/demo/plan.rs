//! How many rows of what each unit has. Everything is known before the first row is drawn.

use liandong_domain::{
    registry::{OrganisationLevel, Sector},
    tree::{Tree, UnitIndex},
    unit::{UnitCode, UnitKind},
};

use super::{
    SHOWCASE,
    character::{Character, Characters, Trait},
    dice::{Dice, hash},
    proportions::{
        DENSITIES, FEWEST_MEMBERS, MEMBERS_PER_COMMUNITY, OTHER_DISTRICTS_SHARE, ZONE_SIZE,
    },
    seed::Options,
};

/// Rows that are drawn alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// 居民区
    Community,
    /// 党组织 of a level and sector
    Organisation(OrganisationLevel, Sector),
    /// 党员 of a sector
    Member(Sector),
    /// 入党申请人
    Applicant,
    /// 商务楼宇
    Building,
    /// 工会组织
    TradeUnion,
    /// 团组织
    YouthLeague,
    /// 实有单位
    Employer,
}

/// A unit, and how many rows of each of [`DENSITIES`]' groups it has.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) code: UnitCode,
    pub(super) character: Character,
    /// Whether it has a row of its own in the registry of communities.
    pub(super) is_community: bool,
    /// Whether it is a street.
    pub(super) is_street: bool,
    /// A village rather than an urban community.
    pub(super) is_village: bool,
    pub(super) counts: [u32; DENSITIES.len()],
}

impl Site {
    /// All its rows.
    pub(super) fn rows(&self) -> u32 {
        self.count(|_| true) + u32::from(self.is_community)
    }

    /// Its rows in such groups.
    pub(super) fn count(&self, wanted: impl Fn(Group) -> bool) -> u32 {
        DENSITIES
            .iter()
            .zip(self.counts)
            .filter(|(density, _)| wanted(density.group))
            .map(|(_, count)| count)
            .sum()
    }

    /// Its branches. They come after its other organisations.
    pub(super) fn branches(&self) -> u32 {
        self.count(|group| matches!(group, Group::Organisation(OrganisationLevel::Branch, _)))
    }

    /// Its organisations.
    pub(super) fn organisations(&self) -> u32 {
        self.count(|group| matches!(group, Group::Organisation(..)))
    }
}

/// A stream of its own for each unit's plan.
const PURPOSE: u64 = 1;

/// Plans every unit at or below the districts that were asked for, streets before communities.
pub(super) fn plan(tree: &Tree, options: &Options) -> Vec<Site> {
    let characters = Characters::new(tree, options.seed);
    let mut sites = Vec::new();
    for (district, node) in tree.open() {
        let code = node.code.as_str();
        let wanted = match &options.districts {
            Some(codes) => codes.iter().any(|wanted| wanted == code),
            None => true,
        };
        if node.kind == UnitKind::District && wanted {
            plan_district(tree, &characters, district, options, &mut sites);
        }
    }
    sites
}

fn plan_district(
    tree: &Tree,
    characters: &Characters,
    district: UnitIndex,
    options: &Options,
    sites: &mut Vec<Site>,
) {
    let below = tree.below(district);
    let weight = |unit: UnitIndex| weight(tree, characters, unit);
    let total: f64 = below.iter().map(|&unit| weight(unit)).sum();
    if total <= 0.0 {
        return;
    }
    let size: f64 = below.iter().map(|&unit| natural_size(tree, unit)).sum();
    let share = if tree.node(district).code.as_str() == SHOWCASE {
        1.0
    } else {
        OTHER_DISTRICTS_SHARE * characters.of(district).of(Trait::Size)
    };
    let members = size * MEMBERS_PER_COMMUNITY * share * f64::from(options.scale_percent) / 100.0;
    for unit in std::iter::once(district).chain(below.iter().copied()) {
        let node = tree.node(unit);
        let (level, part) = match node.kind {
            UnitKind::Community => (0, weight(unit) / total),
            UnitKind::Street => {
                let communities = tree.below(unit);
                let sum: f64 = communities.into_iter().map(weight).sum();
                (1, sum / total)
            }
            UnitKind::District => (2, 1.0),
            _ => continue,
        };
        let mut dice = Dice::new(options.seed, hash(node.code.as_str(), PURPOSE));
        let thousands = members * part / 1000.0;
        let counts = std::array::from_fn(|index| {
            let density = &DENSITIES[index];
            let count = dice.round(thousands * density.per_thousand * density.at[level]);
            let is_community = node.kind == UnitKind::Community;
            count.max(if is_community {
                fewest(density.group)
            } else {
                0
            })
        });
        sites.push(Site {
            code: node.code.clone(),
            character: *characters.of(unit),
            is_community: node.kind == UnitKind::Community,
            is_street: node.kind == UnitKind::Street,
            is_village: is_village(&node.name),
            counts,
        });
    }
}

/// What even the smallest community has: a branch, and members in it.
fn fewest(group: Group) -> u32 {
    match group {
        Group::Organisation(OrganisationLevel::Branch, Sector::Community) => 1,
        Group::Member(Sector::Community) => FEWEST_MEMBERS,
        _ => 0,
    }
}

/// Whether the name is a village committee's.
pub(super) fn is_village(name: &str) -> bool {
    name.ends_with("村委会") || name.ends_with("村民委员会")
}

/// A community's size before it is set apart from the others; nothing for other units.
fn natural_size(tree: &Tree, unit: UnitIndex) -> f64 {
    let node = tree.node(unit);
    let code = node.code.as_str();
    match node.kind {
        // GB/T 10114: a zone's or farm's only community is a virtual one, number 498 or 598.
        UnitKind::Community if code.len() == 12 && code.ends_with("98") => ZONE_SIZE,
        UnitKind::Community => 1.0,
        _ => 0.0,
    }
}

/// A community's size beside the others of its district; nothing for other units.
fn weight(tree: &Tree, characters: &Characters, unit: UnitIndex) -> f64 {
    let parent = tree.parent(unit);
    let around = parent.map_or(1.0, |parent| characters.of(parent).of(Trait::Size));
    natural_size(tree, unit) * characters.of(unit).of(Trait::Size) * around
}
