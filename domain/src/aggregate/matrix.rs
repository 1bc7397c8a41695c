//! The dense matrix: a row per unit, a column per metric.
//!
//! Registries, meetings and the day's events, which most facts move, have a table of their own: at every
//! fact a row of a distant unit is fetched, and short rows are on fewer pages of memory.

use serde::{Deserialize, Serialize};

use crate::{
    contribution::Contribution,
    metric::{Metric, Period},
    tree::UnitIndex,
};

/// How many columns, from the first, most facts move.
const BUSY: usize = Metric::TODAY_EVENT.column() + 1;

/// The numbers of a unit.
pub(super) type Row = [i64; Metric::COUNT];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matrix {
    busy: Vec<[i64; BUSY]>,
    quiet: Vec<[i64; Metric::COUNT - BUSY]>,
}

/// A matrix as it is stored: of each unit only the cells that are not zero.
#[derive(Serialize, Deserialize)]
pub(super) struct SparseMatrix(Vec<Vec<(u8, i64)>>);

impl Matrix {
    pub(super) fn push_unit(&mut self) {
        self.busy.push([0; BUSY]);
        self.quiet.push([0; Metric::COUNT - BUSY]);
    }

    pub(super) fn row(&self, unit: UnitIndex) -> Row {
        let mut row = [0; Metric::COUNT];
        let (busy, quiet) = row.split_at_mut(BUSY);
        busy.copy_from_slice(&self.busy[unit.as_usize()]);
        quiet.copy_from_slice(&self.quiet[unit.as_usize()]);
        row
    }

    pub(super) fn get(&self, unit: UnitIndex, metric: Metric) -> i64 {
        let column = metric.column();
        match column.checked_sub(BUSY) {
            None => self.busy[unit.as_usize()][column],
            Some(column) => self.quiet[unit.as_usize()][column],
        }
    }

    fn cell(&mut self, unit: UnitIndex, column: usize) -> &mut i64 {
        match column.checked_sub(BUSY) {
            None => &mut self.busy[unit.as_usize()][column],
            Some(column) => &mut self.quiet[unit.as_usize()][column],
        }
    }

    pub(super) fn add(&mut self, unit: UnitIndex, sum: &[Contribution]) {
        for &(metric, amount) in sum {
            *self.cell(unit, metric.column()) += amount;
        }
    }

    pub(super) fn add_row(&mut self, unit: UnitIndex, amounts: &Row) {
        for (column, amount) in amounts.iter().enumerate() {
            *self.cell(unit, column) += amount;
        }
    }

    pub(super) fn subtract_row(&mut self, unit: UnitIndex, amounts: &Row) {
        for (column, amount) in amounts.iter().enumerate() {
            *self.cell(unit, column) -= amount;
        }
    }

    pub(super) fn clear(&mut self, unit: UnitIndex) {
        self.busy[unit.as_usize()].fill(0);
        self.quiet[unit.as_usize()].fill(0);
    }

    pub(super) fn clear_period(&mut self, period: Period) {
        let metrics = Metric::all().filter(|metric| metric.definition().period == period);
        let columns: Vec<usize> = metrics.map(Metric::column).collect();
        for (busy, quiet) in self.busy.iter_mut().zip(&mut self.quiet) {
            for &column in &columns {
                match column.checked_sub(BUSY) {
                    None => busy[column] = 0,
                    Some(column) => quiet[column] = 0,
                }
            }
        }
    }

    pub(super) fn to_sparse(&self) -> SparseMatrix {
        let rows = self.busy.iter().zip(&self.quiet);
        let sparse_row = |(busy, quiet): (&[i64; BUSY], &[i64; Metric::COUNT - BUSY])| {
            let cells = busy.iter().chain(quiet).enumerate();
            cells
                .filter(|(_, cell)| **cell != 0)
                .map(|(column, cell)| (column as u8, *cell))
                .collect()
        };
        SparseMatrix(rows.map(sparse_row).collect())
    }

    /// The stored matrix, or nothing where it has a column that this catalogue has not.
    pub(super) fn from_sparse(sparse: SparseMatrix) -> Option<Self> {
        let mut matrix = Self::default();
        for (unit, stored) in sparse.0.into_iter().enumerate() {
            matrix.push_unit();
            for (column, amount) in stored {
                let column = usize::from(column);
                let cell = match column.checked_sub(BUSY) {
                    None => matrix.busy[unit].get_mut(column),
                    Some(column) => matrix.quiet[unit].get_mut(column),
                };
                *cell? = amount;
            }
        }
        Some(matrix)
    }
}
