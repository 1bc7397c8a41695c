//! What a deployment's receipts come to: by level, by the units that it went to first, and where it is stuck.

use liandong_app::{
    console::{LevelRow, ReceiptsView, Slip, StageFigure, Stuck},
    format,
};
use liandong_domain::{
    aggregate::Aggregate,
    moment::Moment,
    tree::{Tree, UnitIndex},
    unit::UnitKind,
    work::{Deployment, Receipt, Stage, Tier},
};
use rustc_hash::FxHashMap;

use crate::store::Entry;

/// The most slips that are drawn.
const MOST_SLIPS: usize = 48;
/// The most places that are listed as stuck.
const MOST_STUCK: usize = 12;
const TIERS: [Tier; 4] = [Tier::District, Tier::Street, Tier::Community, Tier::Station];

/// The receipts of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    tier: Tier,
    due: usize,
    received: usize,
    passed_on: usize,
    started: usize,
    done: usize,
}

fn label(tier: Tier) -> &'static str {
    match tier {
        Tier::District => "区",
        Tier::Street => "街道·镇",
        Tier::Community => "居民区",
        Tier::Station => "楼宇站点",
    }
}

/// The levels that a deployment went to, outermost first.
pub(super) fn levels(deployment: &Deployment) -> Vec<Level> {
    let of_tier = |tier: Tier| {
        let receipts = || {
            deployment
                .receipts
                .iter()
                .filter(move |one| one.tier == tier)
        };
        let count = |is: &dyn Fn(&Receipt) -> bool| receipts().filter(|one| is(one)).count();
        Level {
            tier,
            due: receipts().count(),
            received: count(&|one| one.stage >= Stage::Received),
            passed_on: count(&|one| one.passed_on),
            started: count(&|one| one.stage == Stage::Started),
            done: count(&|one| one.stage == Stage::Done),
        }
    };
    let levels = TIERS.into_iter().map(of_tier);
    levels.filter(|level| level.due > 0).collect()
}

/// Three stages: received at the top, received and carried out where most targets are.
pub(super) fn stages(levels: &[Level]) -> Vec<StageFigure> {
    let Some((first, rest)) = levels.split_first() else {
        return Vec::new();
    };
    let figure = |level: &Level, word: &str, count: usize| StageFigure {
        label: format!("{} {word}", label(level.tier)),
        count,
        base: level.due,
    };
    let widest = rest.iter().max_by_key(|level| level.due);
    let Some(widest) = widest else {
        let begun = first.started + first.done;
        return vec![
            figure(first, "接收", first.received),
            figure(first, "开始办理", begun),
            figure(first, "办结", first.done),
        ];
    };
    vec![
        figure(first, "接收", first.received),
        figure(widest, "接收", widest.received),
        figure(widest, "办结", widest.done),
    ]
}

/// A unit that a deployment went to first, with the targets below it.
struct Group<'a> {
    top: &'a Receipt,
    below: Vec<&'a Receipt>,
}

/// The targets by the outermost target above them, in the order of the tree's table.
fn groups<'a>(deployment: &'a Deployment, tree: &Tree) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut places: FxHashMap<UnitIndex, usize> = FxHashMap::default();
    let mut hanging: Vec<(UnitIndex, &Receipt)> = Vec::new();
    for receipt in &deployment.receipts {
        let above = tree.upwards(receipt.unit).skip(1);
        let targets = above.filter(|&unit| deployment.receipt(unit).is_some());
        if let Some(top) = targets.last() {
            hanging.push((top, receipt));
        } else {
            places.insert(receipt.unit, groups.len());
            groups.push(Group {
                top: receipt,
                below: Vec::new(),
            });
        }
    }
    for (top, receipt) in hanging {
        if let Some(&place) = places.get(&top) {
            groups[place].below.push(receipt);
        }
    }
    groups
}

/// The panel of a deployment's receipts.
pub(super) fn view(
    aggregate: &Aggregate,
    deployment: &Deployment,
    title: &str,
    now: i64,
    history: &[Entry],
) -> ReceiptsView {
    let (tree, today) = (aggregate.tree(), aggregate.today());
    let levels = levels(deployment);
    let groups = groups(deployment, tree);
    let widest = levels.iter().skip(1).max_by_key(|level| level.due);
    let counted = widest.or(levels.first());
    let late = deployment.due < today && !deployment.withdrawn;
    let rows = levels.iter().map(|level| LevelRow {
        label: label(level.tier),
        due: level.due,
        received: level.received,
        passed_on: level.passed_on,
        started: level.started,
        done: level.done,
        late: if late { level.due - level.done } else { 0 },
    });
    let overdue = if late {
        today.days_since(deployment.due)
    } else {
        0
    };
    let stuck = stuck(&groups, tree, now, overdue);
    let at = history.first().map_or(Moment(now), |entry| entry.fact.at);
    ReceiptsView {
        title: title.to_owned(),
        from: tree.node(tree.standing(deployment.unit)).name.to_string(),
        at,
        now: Moment(now),
        stages: stages(&levels),
        counted: counted.map_or("单位", |level| label(level.tier)),
        slips: groups
            .iter()
            .take(MOST_SLIPS)
            .map(|group| slip(group, tree))
            .collect(),
        levels: rows.collect(),
        more_stuck: stuck.len().saturating_sub(MOST_STUCK),
        stuck: stuck.into_iter().take(MOST_STUCK).collect(),
    }
}

fn slip(group: &Group<'_>, tree: &Tree) -> Slip {
    let node = tree.node(tree.standing(group.top.unit));
    let own = [group.top];
    let hanging = if group.below.is_empty() {
        own.as_slice()
    } else {
        group.below.as_slice()
    };
    let count = |least: Stage| hanging.iter().filter(|one| one.stage >= least).count() as u32;
    Slip {
        name: slip_name(&node.name, node.kind),
        received: group.top.stage >= Stage::Received,
        base: hanging.len() as u32,
        reached: count(Stage::Received),
        done: count(Stage::Done),
    }
}

/// As short as the slip is narrow: 天平路街道 to 天平, 康健新村街道 to 康健.
fn slip_name(name: &str, kind: UnitKind) -> String {
    let short = format::short_name(name, kind);
    let endings = ["新村", "路"];
    let shorter = endings.iter().find_map(|ending| short.strip_suffix(ending));
    match shorter {
        Some(rest) if kind == UnitKind::Street && rest.chars().count() >= 2 => rest.to_owned(),
        _ => short,
    }
}

/// Where it is stuck: what waits longest first.
fn stuck(groups: &[Group<'_>], tree: &Tree, now: i64, overdue: i32) -> Vec<Stuck> {
    let hours = |since: Moment| (now - since.0).max(0) / 3_600_000;
    let mut stuck = Vec::new();
    for group in groups {
        let name = tree.node(tree.standing(group.top.unit)).name.to_string();
        let mut add = |place: String, at: &'static str, since: Moment| {
            stuck.push(Stuck {
                place,
                at,
                hours: hours(since),
                overdue,
            });
        };
        if group.top.stage == Stage::Sent {
            add(name, "未接收", group.top.since);
            continue;
        }
        let of = |stages: &[Stage]| -> Option<(String, Moment)> {
            let here = group.below.iter().filter(|one| stages.contains(&one.stage));
            let since = here.clone().map(|one| one.since).min()?;
            let first = here.clone().next()?;
            let place = format!("{name} · {} 个{}", here.count(), label(first.tier));
            Some((place, since))
        };
        if let Some((place, _)) = of(&[Stage::Ahead]) {
            add(place, "未转发", group.top.since);
        }
        if let Some((place, since)) = of(&[Stage::Sent]) {
            add(place, "未接收", since);
        }
        if let Some((place, since)) = of(&[Stage::Received, Stage::Started]) {
            add(place, "已接收未办结", since);
        }
        let is_last = group.below.iter().all(|one| one.stage == Stage::Done);
        if is_last && group.top.stage < Stage::Done {
            let at = if group.below.is_empty() {
                "已接收未办结"
            } else {
                "下级已办结，本级未办结"
            };
            add(name, at, group.top.since);
        }
    }
    stuck.sort_by_key(|one| -one.hours);
    stuck
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(tier: Tier, due: usize, received: usize, done: usize) -> Level {
        Level {
            tier,
            due,
            received,
            passed_on: 0,
            started: 0,
            done,
        }
    }

    fn said(figures: Vec<StageFigure>) -> Vec<String> {
        let figures = figures.into_iter();
        let said = figures.map(|one| format!("{} {}/{}", one.label, one.count, one.base));
        said.collect()
    }

    #[test]
    fn the_stages_are_of_the_first_level_and_of_the_widest_below() {
        let district = [
            level(Tier::Street, 13, 11, 2),
            level(Tier::Community, 306, 239, 196),
            level(Tier::Station, 216, 100, 50),
        ];
        assert_eq!(
            said(stages(&district)),
            [
                "街道·镇 接收 11/13",
                "居民区 接收 239/306",
                "居民区 办结 196/306"
            ]
        );
    }

    #[test]
    fn where_there_is_one_level_the_stages_are_all_its_own() {
        let street = [Level {
            started: 4,
            ..level(Tier::Community, 22, 20, 9)
        }];
        assert_eq!(
            said(stages(&street)),
            [
                "居民区 接收 20/22",
                "居民区 开始办理 13/22",
                "居民区 办结 9/22"
            ]
        );
        assert!(stages(&[]).is_empty());
    }
}
