//! The units that stand and are not in a file of units, and those of them that can be closed for it.

use liandong_domain::unit::UnitCode;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    pass::{Judged, To},
    scope::{Scope, ScopeUnit},
};
use crate::store::{SqliteStore, Store, StoreError};

/// What a file of units says that bears on closing others.
#[derive(Debug, Default)]
pub struct Closing {
    named: FxHashSet<String>,
    /// The units above new and changed ones, as the file has it.
    parents: FxHashMap<UnitCode, UnitCode>,
}

impl Closing {
    /// Notes a row.
    pub fn note(&mut self, row: &Judged) {
        let code = match row {
            Judged::New(change) | Judged::Changed(change) => {
                let To::Unit(unit) = &change.to else { return };
                if let Some(parent) = &unit.parent {
                    self.parents.insert(unit.code.clone(), parent.clone());
                }
                change.key.clone()
            }
            Judged::Unchanged { key, .. } | Judged::Newer { key, .. } => key.clone(),
            Judged::Bad(errors) => match &errors.key {
                Some(key) => key.clone(),
                None => return,
            },
        };
        self.named.insert(code);
    }

    /// The units below the top of which the file says nothing.
    pub fn missing<'a>(&self, scope: &'a Scope) -> Vec<&'a ScopeUnit> {
        let units = scope.units.iter();
        let is_missing =
            |unit: &&ScopeUnit| unit.code != scope.top && !self.named.contains(unit.code.as_str());
        units.filter(is_missing).collect()
    }

    /// Those of them that can be closed and given back as they were, those below before those above: no row
    /// stands under them or under units whose place they took, and no unit stays below them.
    ///
    /// # Errors
    /// The store failed.
    pub async fn closable<'a>(
        &self,
        store: &SqliteStore,
        scope: &'a Scope,
    ) -> Result<Vec<&'a ScopeUnit>, StoreError> {
        let missing = self.missing(scope).into_iter();
        let missing: FxHashSet<&UnitCode> = missing.map(|unit| &unit.code).collect();
        let occupied = occupied(store, scope, &missing).await?;
        let mut above_others: FxHashSet<&UnitCode> = self.parents.values().collect();
        let mut closable = Vec::new();
        // Those below come first, so that what stays keeps those above it.
        for unit in scope.units.iter().rev() {
            let stays = !missing.contains(&unit.code)
                || occupied.contains(&unit.code)
                || above_others.contains(&unit.code);
            if stays {
                let parent = self.parents.get(&unit.code).or(unit.parent.as_ref());
                above_others.extend(parent);
            } else {
                closable.push(unit);
            }
        }
        Ok(closable)
    }
}

/// Of some units, those under which rows stand, or under closed units whose place they took.
async fn occupied(
    store: &SqliteStore,
    scope: &Scope,
    units: &FxHashSet<&UnitCode>,
) -> Result<FxHashSet<UnitCode>, StoreError> {
    let successors = scope.successors().iter();
    let successors = successors.filter(|(_, standing)| units.contains(standing));
    let successors: FxHashMap<&UnitCode, &UnitCode> = successors
        .map(|(closed, standing)| (closed, standing))
        .collect();
    let asked = units.iter().copied().chain(successors.keys().copied());
    let found = store.occupied(&asked.cloned().collect::<Vec<_>>()).await?;
    let standing = |code: UnitCode| match successors.get(&code) {
        Some(standing) => (*standing).clone(),
        None => code,
    };
    Ok(found.into_iter().map(standing).collect())
}
