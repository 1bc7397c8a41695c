//! Merged cells: only the first cell of a region holds its value, and every cell shows it.

use calamine::Dimensions;

use crate::sheet::{Refusal, SheetRow};

/// The merged regions of a sheet, from the top, with the values met so far.
#[derive(Clone, Default)]
pub(super) struct Merged {
    regions: Vec<Dimensions>,
    /// The first region that has not begun.
    upcoming: usize,
    open: Vec<Open>,
    max_columns: usize,
}

#[derive(Clone)]
struct Open {
    region: Dimensions,
    value: String,
    is_number: bool,
}

impl Merged {
    /// The regions of a sheet, as far as they lie in the columns that are read.
    pub(super) fn new(mut regions: Vec<Dimensions>, max_columns: usize) -> Self {
        regions.retain(|region| (region.start.1 as usize) < max_columns);
        for region in &mut regions {
            region.end.1 = region.end.1.min(max_columns as u32 - 1);
        }
        regions.sort_unstable_by_key(|region| (region.start, region.end));
        Self {
            regions,
            max_columns,
            ..Self::default()
        }
    }

    /// Gives every cell of a region in this row the region's value.
    pub(super) fn fill(&mut self, index: u32, row: &mut SheetRow) -> Result<(), Refusal> {
        self.open.retain(|open| open.region.end.0 >= index);
        while let Some(&region) = self.regions.get(self.upcoming)
            && region.start.0 <= index
        {
            self.upcoming += 1;
            let column = region.start.1 as usize;
            // A region whose first row has no cell at all holds nothing.
            if region.start.0 == index && !row.cell(column).is_empty() {
                self.open.push(Open {
                    region,
                    value: row.cell(column).to_owned(),
                    is_number: row.is_number(column),
                });
            }
        }
        // Regions do not overlap, and so there cannot be more than columns.
        if self.open.len() > self.max_columns {
            return Err(Refusal::Damaged {
                part: "合并单元格"
            });
        }
        if !self.open.is_empty() {
            self.rewrite(row);
        }
        Ok(())
    }

    fn rewrite(&self, row: &mut SheetRow) {
        let before = row.clone();
        let ends = self.open.iter().map(|open| open.region.end.1 as usize + 1);
        let width = ends.max().unwrap_or_default().max(before.len());
        row.begin(before.line());
        for column in 0..width {
            let covers = |open: &&Open| {
                (open.region.start.1 as usize..=open.region.end.1 as usize).contains(&column)
            };
            match self.open.iter().find(covers) {
                Some(open) => row.push(&open.value, open.is_number),
                None => row.push(before.cell(column), before.is_number(column)),
            }
        }
    }
}
