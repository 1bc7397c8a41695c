//! Where the made-up work happens: districts, their streets, and their communities.

use std::collections::HashMap;

use liandong_domain::{registry::Circle, tree::Tree, unit::UnitCode};

use crate::demo::{
    SHOWCASE,
    character::Character,
    dice::{Dice, hash},
    plan::Site,
    rows::numbered,
};

/// Streets whose own stories the demonstration tells, and which therefore have as much of everything as
/// those of the showcase: 淮海中路, 华阳路 (with 徐家宅), 新华路, 欧阳路, 延吉新村, 洋泾.
const TOLD_OF: [&str; 6] = [
    "310101022",
    "310105001",
    "310105004",
    "310109009",
    "310110015",
    "310115013",
];

/// Branches by their numbers in the registry.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::demo) struct Branches {
    /// The first one's number.
    pub(in crate::demo) first: u64,
    /// How many there are.
    pub(in crate::demo) count: u32,
}

impl Branches {
    /// The key of any of them; none where there is no branch.
    pub(in crate::demo) fn any(self, dice: &mut Dice) -> String {
        if self.count == 0 {
            return String::new();
        }
        numbered("o-", self.first + u64::from(dice.below(self.count)))
    }
}

/// An employer in a circle.
#[derive(Clone, Copy, Debug)]
pub(in crate::demo) struct Employer {
    /// Its number in the registry.
    pub(in crate::demo) number: u64,
    /// Its circle.
    pub(in crate::demo) circle: Circle,
}

/// A community.
#[derive(Clone, Debug)]
pub(in crate::demo) struct Community {
    pub(in crate::demo) code: UnitCode,
    pub(in crate::demo) branches: Branches,
    pub(in crate::demo) character: Character,
}

/// A street with its communities.
#[derive(Clone, Debug)]
pub(in crate::demo) struct Street {
    pub(in crate::demo) code: UnitCode,
    pub(in crate::demo) branches: Branches,
    /// Whether it has as much of everything as there would be.
    pub(in crate::demo) is_full: bool,
    pub(in crate::demo) communities: Vec<Community>,
    /// Its employers in circles, and those of its communities.
    pub(in crate::demo) employers: Vec<Employer>,
}

/// A district with its streets.
#[derive(Clone, Debug)]
pub(in crate::demo) struct District {
    pub(in crate::demo) code: UnitCode,
    pub(in crate::demo) is_showcase: bool,
    pub(in crate::demo) streets: Vec<Street>,
}

/// Every place, and where each site of the plan is among them.
#[derive(Debug)]
pub(in crate::demo) struct Places {
    pub(in crate::demo) root: Option<UnitCode>,
    pub(in crate::demo) districts: Vec<District>,
    /// District and street of each site; no street for a district's own.
    of_site: Vec<Option<(usize, usize)>>,
}

impl Places {
    /// The places of a plan's sites. Branches are numbered as the sites come.
    pub(in crate::demo) fn new(tree: &Tree, sites: &[Site], first_branches: &[u64]) -> Self {
        let root = tree.roots().next().map(|root| tree.node(root).code.clone());
        let mut places = Self {
            root,
            districts: Vec::new(),
            of_site: Vec::with_capacity(sites.len()),
        };
        let mut streets: HashMap<UnitCode, (usize, usize)> = HashMap::new();
        for (site, &first) in sites.iter().zip(first_branches) {
            let branches = Branches {
                first,
                count: site.branches(),
            };
            let place = places.put(tree, site, branches, &mut streets);
            places.of_site.push(place);
        }
        places
    }

    fn put(
        &mut self,
        tree: &Tree,
        site: &Site,
        branches: Branches,
        streets: &mut HashMap<UnitCode, (usize, usize)>,
    ) -> Option<(usize, usize)> {
        let code = site.code.clone();
        if site.is_community {
            let above = tree
                .find(code.as_str())
                .and_then(|unit| tree.parent(unit))?;
            let &(district, street) = streets.get(&tree.node(above).code)?;
            self.districts[district].streets[street]
                .communities
                .push(Community {
                    code,
                    branches,
                    character: site.character,
                });
            return Some((district, street));
        }
        if site.is_street {
            let district = self.districts.len().checked_sub(1)?;
            let is_told_of = TOLD_OF.contains(&code.as_str());
            let into = &mut self.districts[district];
            into.streets.push(Street {
                code: code.clone(),
                branches,
                is_full: into.is_showcase || is_told_of,
                communities: Vec::new(),
                employers: Vec::new(),
            });
            let place = (district, into.streets.len() - 1);
            streets.insert(code, place);
            return Some(place);
        }
        self.districts.push(District {
            is_showcase: code.as_str() == SHOWCASE,
            code,
            streets: Vec::new(),
        });
        None
    }

    /// Takes note of an employer of a site.
    pub(in crate::demo) fn note_employer(&mut self, site: usize, employer: Employer) {
        if let Some((district, street)) = self.of_site[site] {
            self.districts[district].streets[street]
                .employers
                .push(employer);
        }
    }

    /// Whether a site is in a street that has as much of everything as there would be.
    pub(in crate::demo) fn is_full(&self, site: usize) -> bool {
        self.of_site[site]
            .is_some_and(|(district, street)| self.districts[district].streets[street].is_full)
    }

    /// Whether a site is in the showcase, below the district itself.
    pub(in crate::demo) fn is_showcase(&self, site: usize) -> bool {
        self.of_site[site].is_some_and(|(district, _)| self.districts[district].is_showcase)
    }

    /// Every street with its district.
    pub(in crate::demo) fn streets(&self) -> impl Iterator<Item = (&District, &Street)> {
        self.districts.iter().flat_map(|district| {
            district
                .streets
                .iter()
                .map(move |street| (district, street))
        })
    }
}

/// The chances of a unit for a purpose.
pub(in crate::demo) fn dice_of(seed: u64, unit: &UnitCode, purpose: u64) -> Dice {
    Dice::new(seed, hash(unit.as_str(), purpose))
}
