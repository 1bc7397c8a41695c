//! What every unit's numbers were when the last days ended: each day that begins lays down those of
//! the day before. A fold like everything else, so what is kept elsewhere of days can be made again.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Matrix;
use crate::{metric::Metric, moment::Day, tree::UnitIndex, view::trend_metrics};

/// How many ended days a trend tells of.
pub const TREND_DAYS: usize = 30;

/// Numbers of a unit: of each the column and the value.
pub type Cells = Vec<(u8, i64)>;

/// The numbers of a day that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayEnd {
    /// The day.
    pub day: Day,
    /// Whether every unit is in it with all that is not zero: the first day that is kept of a month.
    /// Otherwise only those with what changed since the day that was kept before.
    pub whole: bool,
    /// By unit.
    pub units: Vec<(UnitIndex, Cells)>,
}

/// The numbers as they were when the last days ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct History {
    day: Option<Day>,
    /// By unit index, what was not zero, packed.
    rows: Vec<Vec<u8>>,
    /// What changed of the trends' metrics, oldest day first.
    turns: VecDeque<Turn>,
    /// The fact that began the day.
    stamp: u64,
}

/// How a day differed from the one that was kept before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Turn {
    day: Day,
    /// How many units there were before.
    units: u32,
    /// The values before, ordered by unit and metric.
    before: Vec<(UnitIndex, Metric, i64)>,
}

impl History {
    /// The last fact that changed a trend.
    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// What is to be kept of a day that ends.
    pub(super) fn day_end(&self, day: Day, units: &[UnitIndex], matrix: &Matrix) -> DayEnd {
        let whole = self.day.is_none_or(|last| last.month() != day.month());
        let cells = |&unit: &UnitIndex| {
            let row = matrix.row(unit);
            match self.rows.get(unit.as_usize()) {
                Some(packed) if !whole => {
                    let cells = changed(&unpack(packed), &row);
                    (!cells.is_empty()).then_some((unit, cells))
                }
                // Also where all is zero: from this day on the unit is known.
                _ => Some((unit, filled(&row))),
            }
        };
        DayEnd {
            day,
            whole,
            units: units.iter().filter_map(cells).collect(),
        }
    }

    /// A day ends.
    pub(super) fn end_day(&mut self, day: Day, seq: u64, units: &[UnitIndex], matrix: &Matrix) {
        let mut turn = Turn {
            day,
            units: self.rows.len() as u32,
            before: Vec::new(),
        };
        for &unit in units {
            let row = matrix.row(unit);
            if let Some(packed) = self.rows.get_mut(unit.as_usize()) {
                let old = unpack(packed);
                let was = |metric: &&Metric| old[metric.column()] != row[metric.column()];
                let moved = trend_metrics().iter().filter(was);
                let moved = moved.map(|&metric| (unit, metric, old[metric.column()]));
                turn.before.extend(moved);
                if old != row {
                    *packed = pack(&row);
                }
            } else {
                self.rows.push(pack(&row));
            }
        }
        if self.turns.len() == TREND_DAYS {
            self.turns.pop_front();
        }
        self.turns.push_back(turn);
        self.day = Some(day);
        self.stamp = seq;
    }

    /// The first day that is known of a metric's last [`TREND_DAYS`], and its values from there to yesterday without a
    /// gap: nothing on days that were not kept, or on which the unit was not there.
    pub(super) fn trend(
        &self,
        unit: UnitIndex,
        metric: Metric,
        today: Day,
    ) -> Option<(Day, Vec<Option<i64>>)> {
        let packed = self.rows.get(unit.as_usize())?;
        let mut value = unpack(packed)[metric.column()];
        let mut first = today;
        let mut newest_first = Vec::with_capacity(TREND_DAYS);
        for turn in self.turns.iter().rev() {
            if today.days_since(turn.day) > TREND_DAYS as i32 {
                break;
            }
            let missing = first.days_since(turn.day) - 1;
            newest_first.extend((0..missing).map(|_| None));
            newest_first.push(Some(value));
            first = turn.day;
            if unit.as_usize() >= turn.units as usize {
                break;
            }
            let moved = turn
                .before
                .binary_search_by_key(&(unit, metric), |&(unit, metric, _)| (unit, metric));
            if let Ok(place) = moved {
                value = turn.before[place].2;
            }
        }
        newest_first.reverse();
        (first < today).then_some((first, newest_first))
    }
}

type Row = [i64; Metric::COUNT];

fn filled(row: &Row) -> Cells {
    let cells = row.iter().enumerate().filter(|(_, cell)| **cell != 0);
    cells.map(|(column, cell)| (column as u8, *cell)).collect()
}

fn changed(old: &Row, new: &Row) -> Cells {
    let pairs = old.iter().zip(new).enumerate();
    let changed = pairs.filter(|(_, (old, new))| old != new);
    changed
        .map(|(column, (_, new))| (column as u8, *new))
        .collect()
}

fn pack(row: &Row) -> Vec<u8> {
    // A list's length is known, so nothing is refused.
    postcard::to_stdvec(&filled(row)).unwrap_or_default()
}

/// Of bytes that this program did not write, what can be read.
fn unpack(packed: &[u8]) -> Row {
    let mut row = [0; Metric::COUNT];
    let cells: Cells = postcard::from_bytes(packed).unwrap_or_default();
    for (column, value) in cells {
        if let Some(cell) = row.get_mut(usize::from(column)) {
            *cell = value;
        }
    }
    row
}
