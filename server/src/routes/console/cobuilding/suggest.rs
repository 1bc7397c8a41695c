//! Which resource may meet which need, and why.

use liandong_app::format;
use liandong_domain::{
    moment::Day,
    tree::UnitIndex,
    work::{Need, Resource, SubjectId},
};

/// How the unit that a resource is offered to lies to the unit in need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The unit in need is the same, or so many levels below: the resource is meant for it.
    Covers {
        /// How many levels.
        steps: usize,
    },
    /// It is elsewhere in the tree.
    Across {
        /// How many steps up and down.
        steps: usize,
    },
}

/// A resource that may meet a need, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The resource's place.
    pub resource: usize,
    /// The need's place.
    pub need: usize,
    way: Way,
}

/// What fits together, the best first. Each resource and each need is in one pair at most, so that whoever follows
/// all suggestions never finds one taken.
pub fn pairs(
    resources: &[(SubjectId, Resource)],
    needs: &[(SubjectId, Need)],
    today: Day,
    way: impl Fn(UnitIndex, UnitIndex) -> Way,
) -> Vec<Pair> {
    let free = |(_, (_, resource)): &(usize, &(SubjectId, Resource))| {
        resource.project.is_none() && resource.until >= today
    };
    let free: Vec<_> = resources.iter().enumerate().filter(free).collect();
    let mut found: Vec<(bool, Pair, Day)> = Vec::new();
    for (need_place, (_, need)) in needs.iter().enumerate() {
        if need.project.is_some() {
            continue;
        }
        for (place, (_, resource)) in &free {
            if resource.category == need.category {
                let pair = Pair {
                    resource: *place,
                    need: need_place,
                    way: way(resource.unit, need.unit),
                };
                found.push((resource.until < need.due, pair, need.due));
            }
        }
    }
    found.sort_by_key(|(ends_early, pair, due)| {
        (pair.way, *ends_early, *due, pair.need, pair.resource)
    });
    let (mut used, mut met) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    for (_, pair, _) in found {
        if !used.contains(&pair.resource) && !met.contains(&pair.need) {
            used.push(pair.resource);
            met.push(pair.need);
            pairs.push(pair);
        }
    }
    pairs
}

impl Pair {
    /// Why the two fit, in words.
    pub fn reasons(&self, resource: &Resource, need: &Need, offered_to: &str) -> Vec<String> {
        let category = format!("同类：{}", need.category.label());
        let place = match self.way {
            Way::Covers { steps: 0 } => format!("就在{offered_to}"),
            Way::Covers { .. } => format!("{offered_to}的资源，下级可用"),
            Way::Across { steps } => format!("在{offered_to}，相隔 {steps} 级"),
        };
        let (until, due) = (format::day_cn(resource.until), format::day_cn(need.due));
        let time = if resource.until >= need.due {
            format!("{due}前要，可用到{until}")
        } else {
            format!("只可用到{until}，早于{due}，要抓紧")
        };
        vec![category, place, time]
    }
}

#[cfg(test)]
mod tests {
    use liandong_domain::fact::cobuilding::Category;

    use super::*;

    const TODAY: Day = Day::UNIX_EPOCH;

    fn unit(place: u32) -> UnitIndex {
        serde_json::from_value(place.into()).expect("a unit's place")
    }

    fn resource(at: u32, category: Category, until: i32) -> (SubjectId, Resource) {
        let resource = Resource {
            unit: unit(at),
            category,
            employer: SubjectId::default(),
            until: TODAY.plus(until),
            project: None,
        };
        (SubjectId::new(format!("resource-{at}")), resource)
    }

    fn need(at: u32, category: Category, due: i32) -> (SubjectId, Need) {
        let need = Need {
            unit: unit(at),
            category,
            raised: TODAY,
            due: TODAY.plus(due),
            project: None,
        };
        (SubjectId::new(format!("need-{at}")), need)
    }

    /// As if each unit were the one above the next.
    fn in_line(resource: UnitIndex, need: UnitIndex) -> Way {
        let (resource, need) = (resource.as_usize(), need.as_usize());
        match need.checked_sub(resource) {
            Some(steps) => Way::Covers { steps },
            None => Way::Across {
                steps: resource - need,
            },
        }
    }

    fn places(resources: &[(SubjectId, Resource)], needs: &[(SubjectId, Need)]) -> Vec<[usize; 2]> {
        let pairs = pairs(resources, needs, TODAY, in_line);
        pairs
            .iter()
            .map(|pair| [pair.resource, pair.need])
            .collect()
    }

    #[test]
    fn only_what_is_of_one_kind_fits() {
        let resources = [resource(1, Category::Health, 30)];
        assert!(places(&resources, &[need(1, Category::Legal, 10)]).is_empty());
        assert_eq!(
            places(&resources, &[need(1, Category::Health, 10)]),
            [[0, 0]]
        );
    }

    #[test]
    fn the_nearest_comes_first_and_nothing_is_offered_twice() {
        let resources = [
            resource(1, Category::Venue, 30),
            resource(3, Category::Venue, 30),
        ];
        let needs = [need(2, Category::Venue, 10), need(3, Category::Venue, 10)];
        assert_eq!(places(&resources, &needs), [[1, 1], [0, 0]]);
    }

    #[test]
    fn what_lasts_until_the_day_goes_before_what_does_not() {
        let resources = [
            resource(1, Category::Venue, 5),
            resource(1, Category::Venue, 30),
        ];
        let needs = [need(1, Category::Venue, 10)];
        assert_eq!(places(&resources, &needs), [[1, 0]]);
    }

    #[test]
    fn what_is_over_or_taken_is_not_offered() {
        let mut taken = resource(1, Category::Venue, 30);
        taken.1.project = Some(SubjectId::new("project"));
        let over = resource(1, Category::Venue, -1);
        assert!(places(&[taken, over], &[need(1, Category::Venue, 10)]).is_empty());
        let mut met = need(1, Category::Venue, 10);
        met.1.project = Some(SubjectId::new("project"));
        assert!(places(&[resource(1, Category::Venue, 30)], &[met]).is_empty());
    }

    #[test]
    fn reasons_tell_kind_place_and_time() {
        let (resources, needs) = (
            [resource(1, Category::Health, 5)],
            [need(3, Category::Health, 10)],
        );
        let pair = pairs(&resources, &needs, TODAY, in_line)[0];
        let reasons = pair.reasons(&resources[0].1, &needs[0].1, "漕河泾街道");
        assert_eq!(
            reasons,
            [
                "同类：医疗健康",
                "漕河泾街道的资源，下级可用",
                "只可用到1月6日，早于1月11日，要抓紧"
            ]
        );
    }
}
