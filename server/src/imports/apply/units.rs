//! A file of units: the facts that it is, and those that take it back.

use std::sync::Arc;

use liandong_domain::{
    fact::{Event, Fact, NewUnit},
    unit::{Unit, UnitCode},
};

use super::Applying;
use crate::{
    imports::{
        ImportError,
        closing::Closing,
        pass::{Judged, Pass, To},
        scope::ScopeUnit,
    },
    ingest::UNDO_IDS,
};

impl Applying {
    /// Reads a file of units whole, for they build on each other; what takes them back, as JSON.
    pub(super) async fn read_units(&mut self, closes: bool) -> Result<String, ImportError> {
        let store = Arc::clone(&self.imports.0.store);
        let mut undo: Vec<Fact> = Vec::new();
        let mut closing = Closing::default();
        let mut pass = Pass::begin(self.source.clone());
        while let Some(batch) = pass.next(&store).await? {
            for row in batch {
                closing.note(&row);
                let (Judged::New(change) | Judged::Changed(change)) = &row else {
                    self.take_row(row, None)?;
                    continue;
                };
                if let To::Unit(unit) = change.to.clone() {
                    self.take_row(row, None)?;
                    self.take_unit(unit, &mut undo);
                }
            }
        }
        if closes {
            let scope = Arc::clone(&self.scope);
            for unit in closing.closable(&store, &scope).await? {
                self.close_unit(unit, &mut undo);
            }
        }
        undo.reverse();
        Ok(serde_json::to_string(&undo).unwrap_or_default())
    }

    fn take_unit(&mut self, unit: Unit, undo: &mut Vec<Fact>) {
        let scope = Arc::clone(&self.scope);
        let code = unit.code.clone();
        let Some(known) = scope.unit(code.as_str()) else {
            let Unit {
                name,
                kind,
                parent,
                position,
                ..
            } = unit;
            let new = NewUnit {
                name,
                kind,
                parent,
                position,
                recorded: true,
            };
            undo.push(self.undoing(&code, Event::UnitRetired {}));
            self.add(code, Event::UnitAdded(new));
            return;
        };
        if known.name != unit.name {
            let name = known.name.clone();
            undo.push(self.undoing(&code, Event::UnitRenamed { name }));
            self.add(code.clone(), Event::UnitRenamed { name: unit.name });
        }
        if let (Some(parent), Some(old)) = (unit.parent, known.parent.clone())
            && parent != old
            && code != scope.top
        {
            undo.push(self.undoing(&code, Event::UnitMoved { parent: old }));
            self.add(code, Event::UnitMoved { parent });
        }
    }

    fn close_unit(&mut self, unit: &ScopeUnit, undo: &mut Vec<Fact>) {
        let ScopeUnit {
            code,
            name,
            kind,
            parent,
            position,
        } = unit.clone();
        let again = NewUnit {
            name,
            kind,
            parent,
            position,
            recorded: true,
        };
        undo.push(self.undoing(&code, Event::UnitAdded(again)));
        self.done.removed += 1;
        self.add(code, Event::UnitRetired {});
    }

    /// A fact that takes the next one back.
    fn undoing(&self, unit: &UnitCode, event: Event) -> Fact {
        Fact {
            id: format!("{UNDO_IDS}{}/{:08}", self.uid, self.next()),
            at: self.source.at,
            unit: unit.clone(),
            event,
        }
    }
}
