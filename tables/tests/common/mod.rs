//! Files and units for the tests.
#![allow(dead_code, reason = "each test program uses some of it")]

use std::io::{Cursor, Write};

use liandong_domain::registry::{self, Member, Registry};
use liandong_tables::{
    columns::{Field, Mapping, Target},
    privacy::PersonKey,
    rows::{self, CellError, Context, Entry, Failure, Lookup, Row, RowErrors, UnitLookup},
    sheet::{Limits, Refusal, Sheet},
};
use time::{Date, Month};

pub const MEMBER: Target = Target::Registry(Registry::Member);
/// Id numbers with right check characters, of nobody.
pub const ID: &str = "310104198503121235";
pub const ID_WITH_X: &str = "31010419900101002X";

pub type Memory = Sheet<Cursor<Vec<u8>>>;

/// A street, two communities of it, two units of one name, and a unit beyond.
pub struct Units;

impl UnitLookup for Units {
    fn by_code(&self, code: &str) -> Lookup {
        match code {
            "310104013" | "310104013001" | "310104013002" => found(code),
            "310105001" => Lookup::OutsideSubtree,
            _ => Lookup::Unknown,
        }
    }

    fn by_name(&self, name: &str) -> Lookup {
        match name {
            "漕河泾街道" => found("310104013"),
            "东兰居民区" | "东兰" => found("310104013001"),
            "第一支部" => Lookup::Ambiguous(vec![code("310104013001"), code("310104013002")]),
            "华阳路街道" => Lookup::OutsideSubtree,
            _ => Lookup::Unknown,
        }
    }

    fn closest_name(&self, name: &str) -> Option<String> {
        name.starts_with("东兰").then(|| "东兰居民区".to_owned())
    }
}

pub fn code(text: &str) -> liandong_domain::unit::UnitCode {
    text.parse().expect("a code")
}

fn found(text: &str) -> Lookup {
    Lookup::Found(code(text))
}

pub fn as_of() -> Date {
    Date::from_calendar_date(2026, Month::June, 18).expect("a date")
}

pub fn person_key() -> PersonKey {
    PersonKey::new(b"a secret of this test")
}

pub fn open(bytes: impl Into<Vec<u8>>) -> Result<Memory, Refusal> {
    Sheet::open(Cursor::new(bytes.into()), "名册.csv", &Limits::default())
}

pub fn opened(bytes: impl Into<Vec<u8>>) -> Memory {
    open(bytes).expect("a table")
}

/// Reads with the guessed mapping, the sector fixed where no column has it.
pub fn read(sheet: &mut Memory, target: Target) -> Vec<Result<Row, RowErrors>> {
    let mapping = guessed(sheet, target);
    read_with(sheet, &mapping)
}

pub fn guessed(sheet: &Memory, target: Target) -> Mapping {
    let mut mapping = Mapping::guess(target, sheet);
    let has_sector = matches!(
        target,
        Target::Registry(Registry::Member | Registry::Organisation)
    );
    if has_sector && mapping.column_of(Field::Sector).is_none() {
        mapping.fix(Field::Sector, Some("community"));
    }
    mapping
}

pub fn read_with(sheet: &mut Memory, mapping: &Mapping) -> Vec<Result<Row, RowErrors>> {
    let (key, units) = (person_key(), Units);
    let context = Context {
        units: &units,
        person_key: &key,
        as_of: as_of(),
    };
    rows::read(sheet, mapping, context)
        .expect("a mapping that fits")
        .map(|row| {
            row.map_err(|failure| match failure {
                Failure::Row(errors) => errors,
                Failure::File(refusal) => panic!("{refusal}"),
            })
        })
        .collect()
}

pub fn member(row: &Result<Row, RowErrors>) -> &Member {
    match row {
        Ok(Row {
            entry: Entry::Registry(registry::Row::Member(member)),
            ..
        }) => member,
        other => panic!("no member: {other:?}"),
    }
}

pub fn only_error(row: &Result<Row, RowErrors>) -> &CellError {
    match row {
        Err(errors) if errors.errors.len() == 1 => &errors.errors[0],
        other => panic!("not one error: {other:?}"),
    }
}

/// A workbook with one sheet of texts.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (index, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(index, column, *cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// A zip with every part changed.
pub fn rewritten(bytes: Vec<u8>, mut change: impl FnMut(String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let part = old.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let text = change(std::io::read_to_string(part).expect("text"));
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        new.write_all(text.as_bytes()).expect("content");
    }
    new.finish().expect("a zip").into_inner()
}
