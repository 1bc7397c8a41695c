//! The numbers of one unit, a signal each, so that one changed number changes one place on the screen.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::{
    prelude::*,
    reactive::graph::{AnySource, ToAnySource},
};
use liandong_domain::{
    frame::{Value, Values},
    metric::Metric,
};

type Cell = ArcRwSignal<Option<Value>>;

/// Signals by metric, ordered; made when first written or read.
#[derive(Clone, Default)]
pub(super) struct Cells(Arc<Mutex<Vec<(Metric, Cell)>>>);

impl Cells {
    pub(super) fn new(values: &Values) -> Self {
        let cells = values.0.iter();
        let cells = cells.map(|&(metric, value)| (metric, Cell::new(Some(value))));
        Self(Arc::new(Mutex::new(cells.collect())))
    }

    /// Tracked.
    pub(super) fn get(&self, metric: Metric) -> Option<Value> {
        self.cell(metric).get()
    }

    /// Does something with each signal.
    pub(super) fn each(&self, act: fn(&AnySource)) {
        let cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cells
            .iter()
            .for_each(|(_, cell)| act(&cell.to_any_source()));
    }

    /// Takes in new values and leaves the others.
    pub(super) fn merge(&self, values: &Values) {
        for &(metric, value) in &values.0 {
            set(&self.cell(metric), Some(value));
        }
    }

    /// Takes in new values and forgets the others.
    pub(super) fn replace(&self, values: &Values) {
        let gone: Vec<Cell> = {
            let cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let gone = cells
                .iter()
                .filter(|(metric, _)| values.get(*metric).is_none());
            gone.map(|(_, cell)| cell.clone()).collect()
        };
        for cell in gone {
            set(&cell, None);
        }
        self.merge(values);
    }

    /// The lock is given back before the signal is touched: whoever is told may read again.
    fn cell(&self, metric: Metric) -> Cell {
        let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match cells.binary_search_by_key(&metric, |(metric, _)| *metric) {
            Ok(found) => cells[found].1.clone(),
            Err(place) => {
                let cell = Cell::new(None);
                cells.insert(place, (metric, cell.clone()));
                cell
            }
        }
    }
}

fn set(cell: &Cell, value: Option<Value>) {
    if cell.get_untracked() != value {
        cell.set(value);
    }
}
