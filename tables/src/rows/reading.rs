//! The parts that rows of every table have: keys, units, codes.

use liandong_domain::unit::UnitCode;
use time::Date;

use super::{CellError, Lookup, UnitLookup, build::Builder, cell::Cell, key, seen::Seen, unit};
use crate::{
    columns::Field,
    sheet::SheetRow,
    text::{heading_form, word_form},
    words::{self, Suggestion},
};

/// One row being read. What is wrong is noted, and reading goes on.
pub(super) struct Reading<'a, L> {
    builder: &'a Builder<'a, L>,
    pub(super) row: &'a SheetRow,
    pub(super) errors: Vec<CellError>,
    /// What identifies the row, once it was read.
    pub(super) key: Option<String>,
}

/// Something is wrong and has been noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted;

impl<'a, L: UnitLookup> Reading<'a, L> {
    pub(super) fn new(builder: &'a Builder<'a, L>, row: &'a SheetRow) -> Self {
        Self {
            builder,
            row,
            errors: Vec::new(),
            key: None,
        }
    }

    pub(super) fn as_of(&self) -> Date {
        self.builder.context.as_of
    }

    pub(super) fn cell(&self, field: Field) -> Cell<'a> {
        let Builder {
            mapping,
            columns,
            from_1904,
            ..
        } = self.builder;
        Cell::of(field, self.row, mapping, columns, *from_1904)
    }

    pub(super) fn noted<T>(&mut self, result: Result<T, Box<CellError>>) -> Result<T, Noted> {
        result.map_err(|error| {
            self.errors.push(*error);
            Noted
        })
    }

    /// What identifies the row.
    pub(super) fn key(&mut self, seen: &mut Seen) -> Result<String, Noted> {
        let cell = self.cell(Field::Key);
        let read = key::read(&cell, self.builder.context.person_key);
        let key = self.noted(read)?;
        self.key = Some(key.clone());
        self.note_once(&cell, &key, seen)?;
        Ok(key)
    }

    /// Notes a key, and an error where the file has it a second time.
    pub(super) fn note_once(
        &mut self,
        cell: &Cell<'a>,
        key: &str,
        seen: &mut Seen,
    ) -> Result<(), Noted> {
        let Some(first) = seen.note(key, self.row.line()) else {
            return Ok(());
        };
        self.noted(Err(cell.error(
            "duplicate_key",
            format!("与第 {first} 行重复：“{}”相同", cell.heading()),
            "两行是同一条时删去一行，不是时改正其中一行",
        )))
    }

    /// The unit to which the row belongs.
    pub(super) fn unit(&mut self) -> Result<UnitCode, Noted> {
        let cell = self.cell(Field::Unit);
        if cell.is_empty() {
            return self.noted(Err(cell.required()));
        }
        self.found(&cell)
    }

    /// The unit that a cell names.
    pub(super) fn found(&mut self, cell: &Cell<'a>) -> Result<UnitCode, Noted> {
        let units = self.builder.context.units;
        let found = match unit::find(units, cell.text) {
            Lookup::Found(code) => Ok(code),
            Lookup::Ambiguous(codes) => {
                let codes: Vec<&str> = codes.iter().take(5).map(UnitCode::as_str).collect();
                let mend = format!("改填代码，可能是 {}", codes.join("、"));
                Err(cell.error("unit_ambiguous", "有几个单位叫这个名称", mend))
            }
            Lookup::Unknown | Lookup::OutsideSubtree => {
                let closest = units.closest_name(cell.text);
                let mend = match &closest {
                    Some(name) => format!("近似：{name}。请核对后改正，或改填代码"),
                    None => "填写本级及下级单位的代码或全称".to_owned(),
                };
                let mut error = cell.error("unit_unknown", "本级及下级没有这个单位", mend);
                error.suggestion = closest.map(Suggestion::unit);
                Err(error)
            }
        };
        self.noted(found)
    }

    /// The code in a cell that must have one.
    pub(super) fn required<T: Copy>(&mut self, field: Field, list: &[T]) -> Result<T, Noted> {
        if let Some(code) = self.optional(field, list)? {
            return Ok(code);
        }
        let error = self.cell(field).required();
        self.noted(Err(error))
    }

    /// The code in a cell, from a list of the domain that has the order of the field's own.
    pub(super) fn optional<T: Copy>(
        &mut self,
        field: Field,
        list: &[T],
    ) -> Result<Option<T>, Noted> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        match self.place_in_list(&cell).and_then(|index| list.get(index)) {
            Some(code) => Ok(Some(*code)),
            None => self.noted(Err(unknown_word(&cell))),
        }
    }

    /// Whether a cell holds a word with a code.
    pub(super) fn knows_word(&self, cell: &Cell<'_>) -> bool {
        self.place_in_list(cell).is_some()
    }

    fn place_in_list(&self, cell: &Cell<'_>) -> Option<usize> {
        self.translated(cell)
            .or_else(|| words::find(cell.field, cell.text))
            .or_else(|| answered(cell))
    }

    fn translated(&self, cell: &Cell<'_>) -> Option<usize> {
        let translations = self.builder.mapping.translations();
        let key = translations.get(cell.field, cell.text)?;
        words::codes(cell.field)
            .iter()
            .position(|code| code.key == key)
    }
}

fn unknown_word(cell: &Cell<'_>) -> Box<CellError> {
    /// More words than a message should list.
    const MOST: usize = 8;
    let suggestion = words::suggest(cell.field, cell.text);
    let codes = words::codes(cell.field);
    let mend = match &suggestion {
        Some(suggestion) => format!("可能是“{}”，请确认", suggestion.word),
        None if codes.len() <= MOST => {
            let known: Vec<&str> = codes.iter().map(|code| code.word).collect();
            format!("改为{}之一", known.join("、"))
        }
        None => "改为规范的名称或代码".to_owned(),
    };
    let mut error = cell.error("unknown_word", "字典中没有这个值", mend);
    error.suggestion = suggestion;
    error
}

/// The code under a heading that asks: 是 under 是否失联 is 失联, 否 the first code of the list.
fn answered(cell: &Cell<'_>) -> Option<usize> {
    const FIRST: usize = 0;
    let heading = heading_form(&cell.heading());
    let asked = words::find(cell.field, heading.trim_start_matches("是否"));
    match word_form(cell.text).as_str() {
        "是" | "有" | "Y" | "√" => asked,
        "否" | "无" | "N" | "×" => asked.map(|_| FIRST),
        _ => None,
    }
}
