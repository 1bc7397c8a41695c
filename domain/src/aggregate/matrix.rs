//! The dense matrix: a row per unit, a column per metric.

use serde::{Deserialize, Serialize};

use crate::{
    contribution::Contribution,
    metric::{Metric, Period},
    tree::UnitIndex,
};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matrix {
    rows: Vec<[i64; Metric::COUNT]>,
}

/// A matrix as it is stored: of each unit only the cells that are not zero.
#[derive(Serialize, Deserialize)]
pub(super) struct SparseMatrix(Vec<Vec<(u8, i64)>>);

impl Matrix {
    pub(super) fn push_unit(&mut self) {
        self.rows.push([0; Metric::COUNT]);
    }

    pub(super) fn row(&self, unit: UnitIndex) -> &[i64; Metric::COUNT] {
        &self.rows[unit.as_usize()]
    }

    fn row_mut(&mut self, unit: UnitIndex) -> &mut [i64; Metric::COUNT] {
        &mut self.rows[unit.as_usize()]
    }

    pub(super) fn get(&self, unit: UnitIndex, metric: Metric) -> i64 {
        self.row(unit)[metric.column()]
    }

    pub(super) fn add(&mut self, unit: UnitIndex, sum: &[Contribution]) {
        let row = self.row_mut(unit);
        for &(metric, amount) in sum {
            row[metric.column()] += amount;
        }
    }

    pub(super) fn add_row(&mut self, unit: UnitIndex, amounts: &[i64]) {
        for (cell, amount) in self.row_mut(unit).iter_mut().zip(amounts) {
            *cell += amount;
        }
    }

    pub(super) fn subtract_row(&mut self, unit: UnitIndex, amounts: &[i64]) {
        for (cell, amount) in self.row_mut(unit).iter_mut().zip(amounts) {
            *cell -= amount;
        }
    }

    pub(super) fn clear(&mut self, unit: UnitIndex) {
        self.row_mut(unit).fill(0);
    }

    pub(super) fn clear_period(&mut self, period: Period) {
        let columns: Vec<usize> = Metric::all()
            .filter(|metric| metric.definition().period == period)
            .map(Metric::column)
            .collect();
        for row in &mut self.rows {
            for &column in &columns {
                row[column] = 0;
            }
        }
    }

    pub(super) fn to_sparse(&self) -> SparseMatrix {
        let sparse_row = |row: &[i64; Metric::COUNT]| {
            let cells = row.iter().enumerate();
            cells
                .filter(|(_, cell)| **cell != 0)
                .map(|(column, cell)| (column as u8, *cell))
                .collect()
        };
        SparseMatrix(self.rows.iter().map(sparse_row).collect())
    }

    /// The stored matrix, or nothing where it has a column that this catalogue has not.
    pub(super) fn from_sparse(sparse: SparseMatrix) -> Option<Self> {
        let mut rows = vec![[0; Metric::COUNT]; sparse.0.len()];
        for (row, stored) in rows.iter_mut().zip(sparse.0) {
            for (column, amount) in stored {
                *row.get_mut(usize::from(column))? = amount;
            }
        }
        Some(Self { rows })
    }
}
