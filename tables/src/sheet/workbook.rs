//! Workbooks (.xlsx), read cell by cell.

mod archive;
mod merged;

use std::{
    borrow::Cow,
    io::{Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{
    Cell, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader,
    XlsxError,
};

use super::{Limits, Refusal, SheetRow};
use merged::Merged;

/// A workbook and the sheet of it that is read: the first visible one with anything on it, else the first hidden.
pub(super) struct Workbook<R: Read + Seek> {
    xlsx: Xlsx<R>,
    sheet: String,
    merged: Merged,
    max_columns: usize,
}

impl<R: Read + Seek> Workbook<R> {
    /// Checks that the file unpacks to a reasonable size, then opens it.
    pub(super) fn open(mut reader: R, name: &str, limits: &Limits) -> Result<Self, Refusal> {
        let contents = archive::check(&mut reader, name, limits)?;
        reader.rewind()?;
        let xlsx = guarded("工作簿结构", || Xlsx::new(reader))?;
        let mut workbook = Self {
            xlsx,
            sheet: String::new(),
            merged: Merged::default(),
            max_columns: limits.columns,
        };
        workbook.sheet = workbook.first_with_content()?;
        if contents.has_merged_cells {
            let sheet = workbook.sheet.clone();
            let regions = guarded("合并单元格", || {
                workbook.xlsx.merge_cells_by_sheet_name(&sheet)
            })?;
            workbook.merged = Merged::new(regions, limits.columns);
        }
        Ok(workbook)
    }

    /// Whether dates count from 1904.
    pub(super) fn counts_from_1904(&self) -> bool {
        self.xlsx.has_1904_epoch()
    }

    /// The rows of the sheet, from the first.
    pub(super) fn rows(&mut self) -> Result<Rows<'_, R>, Refusal> {
        let Self {
            xlsx,
            sheet,
            merged,
            max_columns,
        } = self;
        let cells = guarded("工作表", || xlsx.worksheet_cells_reader(sheet))?;
        Ok(Rows {
            cells,
            ahead: None,
            ended: false,
            merged: merged.clone(),
            last_line: 0,
            max_columns: *max_columns,
        })
    }

    fn first_with_content(&mut self) -> Result<String, Refusal> {
        let mut sheets: Vec<(bool, String)> = self
            .xlsx
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.visible != SheetVisible::Visible, sheet.name.clone()))
            .collect();
        // Stable, so that the sheets stay in order among the visible and among the hidden.
        sheets.sort_by_key(|(hidden, _)| *hidden);
        for (_, name) in sheets {
            if self.has_content(&name)? {
                return Ok(name);
            }
        }
        Err(Refusal::NoSheet)
    }

    fn has_content(&mut self, sheet: &str) -> Result<bool, Refusal> {
        let mut cells = guarded("工作表", || self.xlsx.worksheet_cells_reader(sheet))?;
        while let Some(cell) = guarded("工作表", || cells.next_cell())? {
            if !shown(cell.get_value()).text.trim().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Calls the workbook reader. Its errors may quote cells and are not passed on; where a crafted file makes it panic,
/// the file is damaged, and the server goes on.
fn guarded<T>(
    part: &'static str,
    read: impl FnOnce() -> Result<T, XlsxError>,
) -> Result<T, Refusal> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(XlsxError::Password)) => Err(Refusal::PasswordProtected),
        _ => Err(Refusal::Damaged { part }),
    }
}

/// The rows of a sheet, made of its cells as they stream by.
pub(super) struct Rows<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    ahead: Option<Cell<DataRef<'a>>>,
    /// The reader was at its end, beyond which it must not be asked.
    ended: bool,
    merged: Merged,
    last_line: u64,
    max_columns: usize,
}

impl<'a, R: Read + Seek> Rows<'a, R> {
    /// Reads the next row with a cell into `row`; false at the end.
    pub(super) fn next(&mut self, row: &mut SheetRow) -> Result<bool, Refusal> {
        let Some(first) = self.take()? else {
            return Ok(false);
        };
        let index = first.get_position().0;
        let line = u64::from(index) + 1;
        if line <= self.last_line {
            return Err(Refusal::Damaged {
                part: "行的次序"
            });
        }
        self.last_line = line;
        row.begin(line);
        self.place(row, &first)?;
        while let Some(cell) = self.take()? {
            if cell.get_position().0 != index {
                self.ahead = Some(cell);
                break;
            }
            self.place(row, &cell)?;
        }
        self.merged.fill(index, row)?;
        Ok(true)
    }

    fn take(&mut self) -> Result<Option<Cell<DataRef<'a>>>, Refusal> {
        if self.ahead.is_some() || self.ended {
            return Ok(self.ahead.take());
        }
        let cell = guarded("工作表", || self.cells.next_cell())?;
        self.ended = cell.is_none();
        Ok(cell)
    }

    /// Puts a cell in its column. Empty cells of the widest sheets, which formatting leaves behind, take no place.
    fn place(&self, row: &mut SheetRow, cell: &Cell<DataRef<'a>>) -> Result<(), Refusal> {
        let column = cell.get_position().1 as usize;
        let shown = shown(cell.get_value());
        if column >= self.max_columns {
            return if shown.text.trim().is_empty() {
                Ok(())
            } else {
                Err(Refusal::TooManyColumns {
                    line: row.line(),
                    limit: self.max_columns,
                })
            };
        }
        if column < row.len() {
            return Err(Refusal::Damaged {
                part: "单元格的次序",
            });
        }
        row.fill_to(column);
        row.push(&shown.text, shown.is_number);
        Ok(())
    }
}

/// A cell as a person sees it.
struct Shown<'a> {
    text: Cow<'a, str>,
    is_number: bool,
}

fn shown<'a>(value: &'a DataRef<'_>) -> Shown<'a> {
    let text = |text: Cow<'a, str>| Shown {
        text,
        is_number: false,
    };
    match value {
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => {
            text(value.into())
        }
        DataRef::SharedString(value) => text((*value).into()),
        DataRef::Bool(value) => text(if *value { "是" } else { "否" }.into()),
        DataRef::Error(error) => text(error.to_string().into()),
        DataRef::DateTime(value) => date(*value),
        DataRef::Float(value) => number(*value),
        DataRef::Int(value) => Shown {
            text: value.to_string().into(),
            is_number: true,
        },
        DataRef::Empty => text("".into()),
    }
}

fn date<'a>(value: ExcelDateTime) -> Shown<'a> {
    if value.as_f64() < 1.0 || value.is_duration() {
        return number(value.as_f64());
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Shown {
        text: format!("{year:04}-{month:02}-{day:02}").into(),
        is_number: false,
    }
}

/// Whole numbers without a point and never with an exponent: codes and id numbers are stored as numbers, too.
fn number<'a>(value: f64) -> Shown<'a> {
    let text = if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        value.to_string()
    };
    Shown {
        text: text.into(),
        is_number: true,
    }
}
