//! Resources that may meet a need, each with why: the same category, near, and to be had in time.

use liandong_domain::{
    moment::Day,
    tree::{Tree, UnitIndex},
    work::{Need, Resource},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Scope, Texts, UnitName,
    projects::{ResourceRow, is_free, resource_row},
};
use crate::store::{SqliteStore, StoreError};

/// How many are suggested.
const MOST: usize = 20;
/// What the category counts for: nothing of another one is suggested.
const CATEGORY: u32 = 40;
/// What being at the same place counts for, and what each level between takes away.
const PLACE: u32 = 40;
const LEVEL: u32 = 6;
/// What being to be had all the time counts for.
const TIME: u32 = 20;

/// A resource that may meet a need.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchSuggestion)]
pub struct Suggested {
    /// The resource.
    pub resource: ResourceRow,
    /// How well it fits, 0 to 100.
    pub score: u32,
    /// Why, in Chinese.
    pub reasons: Vec<String>,
    /// The unit that would bring the two together.
    pub unit: UnitName,
}

/// What is suggested for a need that a subtree may see, the best first; nothing where it is met.
pub fn of(scope: &Scope<'_>, id: &str) -> Option<Vec<Suggested>> {
    let need = scope.work().needs().get(id);
    let need = need.filter(|need| scope.sees_need(need))?;
    if need.project.is_some() {
        return Some(Vec::new());
    }
    let mut suggested: Vec<Suggested> = scope
        .work()
        .resources()
        .iter()
        .filter(|(_, one)| one.category == need.category && is_free(scope, one))
        .filter(|(_, one)| scope.sees_resource(one))
        .filter_map(|(id, one)| suggest(scope, need, id, one))
        .collect();
    suggested.sort_by(|a, b| (b.score, &a.resource.id).cmp(&(a.score, &b.resource.id)));
    suggested.truncate(MOST);
    Some(suggested)
}

/// Fills in the titles of the resources.
///
/// # Errors
/// The store failed.
pub async fn with_titles(
    store: &SqliteStore,
    suggested: &mut [Suggested],
) -> Result<(), StoreError> {
    let ids: Vec<&str> = suggested
        .iter()
        .map(|one| one.resource.id.as_str())
        .collect();
    let texts = Texts::of(store, &ids).await?;
    for one in suggested {
        one.resource.title = texts.title(&one.resource.id);
    }
    Ok(())
}

fn suggest(scope: &Scope<'_>, need: &Need, id: &str, resource: &Resource) -> Option<Suggested> {
    let tree = scope.aggregate().tree();
    let (of_place, place, maker) = place(tree, need, resource)?;
    let (of_time, time) = time(scope.aggregate().today(), need, resource);
    Some(Suggested {
        resource: resource_row(scope, id, resource),
        score: CATEGORY + of_place + of_time,
        reasons: vec![format!("类别相同：{}", need.category.label()), place, time],
        unit: UnitName::of(tree, maker),
    })
}

/// How near the resource is, and the lowest unit that can bring the two together: the one in need where the
/// resource is offered to it, else the first that has both below it.
fn place(tree: &Tree, need: &Need, resource: &Resource) -> Option<(u32, String, UnitIndex)> {
    let (here, there) = (tree.standing(need.unit), tree.standing(resource.unit));
    let name = |unit| &tree.node(unit).name;
    if let Some(levels) = tree.upwards(here).position(|above| above == there) {
        let why = match levels {
            0 => format!("就在{}", name(here)),
            1 => format!("提供给上级{}及其下级", name(there)),
            levels => format!("提供给上{levels}级的{}及其下级", name(there)),
        };
        return Some((worth(levels), why, here));
    }
    let (up, shared) = tree
        .upwards(here)
        .enumerate()
        .find(|(_, above)| tree.upwards(there).any(|one| one == *above))?;
    let down = tree.upwards(there).position(|above| above == shared)?;
    let why = if up == 0 {
        format!("在下级{}", name(there))
    } else {
        format!("在{}，同属{}", name(there), name(shared))
    };
    // Where it is not offered to the one in need, it has to be brought there: as good as a level more.
    Some((worth(up + down + 1), why, shared))
}

fn worth(levels: usize) -> u32 {
    PLACE.saturating_sub(LEVEL * levels as u32)
}

/// Of the days that are left for the need, those on which the resource is to be had.
fn time(today: Day, need: &Need, resource: &Resource) -> (u32, String) {
    let until = resource.until.date();
    if need.due < today {
        return (TIME, format!("需求已过期限，资源可用到 {until}"));
    }
    if resource.until >= need.due {
        return (
            TIME,
            format!("可用到 {until}，不早于需求期限 {}", need.due.date()),
        );
    }
    let left = need.due.days_since(today) + 1;
    let had = resource.until.days_since(today) + 1;
    let share = f64::from(had) / f64::from(left);
    let score = (f64::from(TIME) * share) as u32;
    (
        score,
        format!("可用到 {until}，需求期限前的 {left} 天里有 {had} 天可用"),
    )
}
