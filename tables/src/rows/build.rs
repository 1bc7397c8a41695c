//! One row of the domain from one row of a file.

use liandong_domain::{
    registry::{
        self, ApplicantStage, Circle, Education, Gender, Member, MemberStatus, Occupation,
        OrganisationCategory, OrganisationLevel, Registry, Sector,
    },
    unit::{MapPosition, Unit, UnitCode, UnitKind},
};

use super::{
    CellError, Context, Entry, Lookup, Row, UnitLookup, cell::Cell, key, seen::Seen, unit,
};
use crate::{
    columns::{Field, Mapping, Target},
    dates,
    sheet::{Column, SheetRow},
    text::{heading_form, word_form},
    words,
};

/// The longest name of a unit that facts take, in characters.
const LONGEST_NAME: usize = 60;

/// Builds rows under one mapping.
pub(super) struct Builder<'a, L> {
    mapping: &'a Mapping,
    columns: Vec<Column>,
    context: Context<'a, L>,
    from_1904: bool,
}

impl<'a, L: UnitLookup> Builder<'a, L> {
    pub(super) fn new(
        mapping: &'a Mapping,
        columns: &[Column],
        context: Context<'a, L>,
        from_1904: bool,
    ) -> Self {
        Self {
            mapping,
            columns: columns.to_vec(),
            context,
            from_1904,
        }
    }

    /// The row, or everything that is wrong with it.
    pub(super) fn build(&self, row: &SheetRow, seen: &mut Seen) -> Result<Row, Vec<CellError>> {
        let mut reading = Reading {
            builder: self,
            row,
            errors: Vec::new(),
        };
        let built = match self.mapping.target() {
            Target::Registry(registry) => reading.registry_row(registry, seen),
            Target::Units => reading.unit_row(seen),
        };
        match built {
            Some(row) if reading.errors.is_empty() => Ok(row),
            _ => Err(reading.errors),
        }
    }
}

/// One row being read. Each part notes what is wrong and goes on, so that a clerk sees everything at once.
struct Reading<'a, L> {
    builder: &'a Builder<'a, L>,
    row: &'a SheetRow,
    errors: Vec<CellError>,
}

impl<'a, L: UnitLookup> Reading<'a, L> {
    fn registry_row(&mut self, registry: Registry, seen: &mut Seen) -> Option<Row> {
        let key = self.key(seen);
        let unit = self.unit();
        let entry = self.entry(registry);
        Some(Row {
            line: self.row.line(),
            unit: unit?,
            key: key?,
            entry: Entry::Registry(entry?),
        })
    }

    fn entry(&mut self, registry: Registry) -> Option<registry::Row> {
        Some(match registry {
            Registry::Organisation => self.organisation()?,
            Registry::Member => registry::Row::Member(self.member()?),
            Registry::Applicant => registry::Row::Applicant {
                stage: self.required(Field::Stage, ApplicantStage::ALL)?,
            },
            Registry::Community => registry::Row::Community {},
            Registry::Building => registry::Row::Building {},
            Registry::TradeUnion => registry::Row::TradeUnion {},
            Registry::YouthLeague => registry::Row::YouthLeague {},
            Registry::Employer => registry::Row::Employer {
                circle: self
                    .optional(Field::Circle, Circle::ALL)?
                    .unwrap_or(Circle::None),
            },
        })
    }

    fn organisation(&mut self) -> Option<registry::Row> {
        let level = self.level();
        let sector = self.required(Field::Sector, Sector::ALL);
        let category = self.required(Field::Category, OrganisationCategory::ALL);
        Some(registry::Row::Organisation {
            level: level?,
            sector: sector?,
            category: category?,
        })
    }

    /// The level as written, else as the name or the key tells it: 薛家宅第二党支部 is a branch.
    fn level(&mut self) -> Option<OrganisationLevel> {
        let written = self.cell(Field::Level);
        let told_by = [Field::Level, Field::Name, Field::Key];
        if written.is_empty() || words::find(Field::Level, written.text).is_none() {
            let told = told_by
                .iter()
                .find_map(|field| level_told_by(self.cell(*field).text));
            if let Some(level) = told
                && self.translated(&written).is_none()
            {
                return Some(level);
            }
        }
        self.required(Field::Level, OrganisationLevel::ALL)
    }

    fn member(&mut self) -> Option<Member> {
        let sector = self.required(Field::Sector, Sector::ALL);
        let probationary = self.optional(Field::Membership, &[false, true]);
        let gender = self.required(Field::Gender, Gender::ALL);
        let birth_year = self.birth_year();
        let ethnicity = self.optional(Field::Ethnicity, words::codes(Field::Ethnicity));
        let education = self.optional(Field::Education, Education::ALL);
        let occupation = self.optional(Field::Occupation, Occupation::ALL);
        let joined = self.joined(birth_year.flatten());
        let status = self.optional(Field::Status, MemberStatus::ALL);
        Some(Member {
            probationary: probationary?.unwrap_or(false),
            sector: sector?,
            gender: gender?,
            birth_year: birth_year?,
            ethnicity: ethnicity?.and_then(|code| code.key.parse().ok()),
            education: education?,
            occupation: occupation?,
            joined: joined?,
            status: status?.unwrap_or(MemberStatus::Normal),
        })
    }

    fn birth_year(&mut self) -> Option<Option<u16>> {
        let cell = self.cell(Field::BirthYear);
        if cell.is_empty() {
            return Some(None);
        }
        let read = dates::birth_year(cell.text, cell.stored, self.builder.context.as_of);
        self.noted(read.map(Some).map_err(|error| cell.date_error(error)))
    }

    fn joined(&mut self, born: Option<u16>) -> Option<Option<u32>> {
        let cell = self.cell(Field::Joined);
        if cell.is_empty() {
            return Some(None);
        }
        let read = dates::joined(cell.text, cell.stored, self.builder.context.as_of);
        let checked = read.and_then(|joined| {
            born.map_or(Ok(()), |born| dates::check_age(born, joined))
                .map(|()| Some(joined))
        });
        self.noted(checked.map_err(|error| cell.date_error(error)))
    }

    fn unit_row(&mut self, seen: &mut Seen) -> Option<Row> {
        // Before the row's own code is noted: nothing stands above itself.
        let parent = self.parent(seen);
        let code = self.code(seen);
        let name = self.name();
        let kinds = UnitKind::ALL;
        let kind = self.required(Field::Kind, &kinds);
        let position = self.position();
        let code = code?;
        let unit = Unit {
            code: code.clone(),
            name: name?,
            kind: kind?,
            parent: parent?,
            position: position?,
        };
        Some(Row {
            line: self.row.line(),
            key: code.as_str().to_owned(),
            unit: code,
            entry: Entry::Unit(unit),
        })
    }

    fn code(&mut self, seen: &mut Seen) -> Option<UnitCode> {
        let cell = self.cell(Field::Code);
        if cell.is_empty() {
            return self.noted(Err(cell.required()));
        }
        let parsed = cell.text.parse::<UnitCode>().map_err(|_| {
            cell.error(
                "unit_code_invalid",
                "不是组织节点代码",
                format!("改为 1 至 {} 位字母、数字、“-”或“_”", UnitCode::MAX_LEN),
            )
        });
        let code = self.noted(parsed)?;
        self.noted_once(&cell, code.as_str(), seen)?;
        Some(code)
    }

    fn name(&mut self) -> Option<String> {
        let cell = self.cell(Field::Name);
        let length = cell.text.chars().count();
        let checked = if cell.is_empty() {
            Err(cell.required())
        } else if length > LONGEST_NAME || cell.text.chars().any(char::is_control) {
            let reason = format!("超过 {LONGEST_NAME} 个字或含有换行等控制字符");
            Err(cell.error("name_invalid", reason, "改为简短的全称"))
        } else if !crate::privacy::find(cell.text).is_empty() {
            Err(cell.error(
                "name_private",
                "名称中含有电话号码等个人信息",
                "删去名称中的号码",
            ))
        } else {
            Ok(cell.text.to_owned())
        };
        self.noted(checked)
    }

    fn parent(&mut self, seen: &Seen) -> Option<Option<UnitCode>> {
        let cell = self.cell(Field::Parent);
        if cell.is_empty() {
            return Some(None);
        }
        match cell.text.parse::<UnitCode>() {
            Ok(code) if seen.has(code.as_str()) => Some(Some(code)),
            _ => self.found(&cell).map(Some),
        }
    }

    fn position(&mut self) -> Option<Option<MapPosition>> {
        let column = self.place(Field::MapColumn);
        let row = self.place(Field::MapRow);
        match (column?, row?) {
            (Some(column), Some(row)) => Some(Some(MapPosition { column, row })),
            (None, None) => Some(None),
            (column, _) => {
                let empty = if column.is_none() {
                    Field::MapColumn
                } else {
                    Field::MapRow
                };
                let error = self.cell(empty).required();
                self.noted(Err(error))
            }
        }
    }

    fn place(&mut self, field: Field) -> Option<Option<u8>> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Some(None);
        }
        let place = cell.text.parse::<u8>().map(Some).map_err(|_| {
            cell.error(
                "place_invalid",
                "不是 0 至 255 的整数",
                "改为 0 至 255 的整数",
            )
        });
        self.noted(place)
    }

    fn key(&mut self, seen: &mut Seen) -> Option<String> {
        let cell = self.cell(Field::Key);
        let read = key::read(&cell, self.builder.context.person_key);
        let key = self.noted(read)?;
        self.noted_once(&cell, &key, seen)?;
        Some(key)
    }

    /// Notes a key, and an error where the file has it a second time.
    fn noted_once(&mut self, cell: &Cell<'a>, key: &str, seen: &mut Seen) -> Option<()> {
        let Some(first) = seen.note(key, self.row.line()) else {
            return Some(());
        };
        let error = cell.error(
            "duplicate_key",
            format!("与第 {first} 行重复：“{}”相同", cell.heading()),
            "两行是同一条时删去一行，不是时改正其中一行",
        );
        self.noted(Err(error))
    }

    fn unit(&mut self) -> Option<UnitCode> {
        let cell = self.cell(Field::Unit);
        if cell.is_empty() {
            return self.noted(Err(cell.required()));
        }
        self.found(&cell)
    }

    /// The unit that a cell names.
    fn found(&mut self, cell: &Cell<'a>) -> Option<UnitCode> {
        let units = self.builder.context.units;
        let found = match unit::find(units, cell.text) {
            Lookup::Found(code) => Ok(code),
            Lookup::Ambiguous(codes) => {
                let codes: Vec<&str> = codes.iter().take(5).map(UnitCode::as_str).collect();
                let mend = format!("改填代码，可能是 {}", codes.join("、"));
                Err(cell.error("unit_ambiguous", "有几个单位叫这个名称", mend))
            }
            Lookup::Unknown | Lookup::OutsideSubtree => {
                let mend = match units.closest_name(cell.text) {
                    Some(name) => format!("近似：{name}。请核对后改正，或改填代码"),
                    None => "填写本级及下级单位的代码或全称".to_owned(),
                };
                Err(cell.error("unit_unknown", "本级及下级没有这个单位", mend))
            }
        };
        self.noted(found)
    }

    fn required<T: Copy>(&mut self, field: Field, list: &[T]) -> Option<T> {
        match self.optional(field, list)? {
            Some(code) => Some(code),
            None => {
                let error = self.cell(field).required();
                self.noted(Err(error))
            }
        }
    }

    /// The code in a cell, as its place in a list of the domain that has the order of the field's own.
    fn optional<T: Copy>(&mut self, field: Field, list: &[T]) -> Option<Option<T>> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Some(None);
        }
        let index = self
            .translated(&cell)
            .or_else(|| words::find(field, cell.text))
            .or_else(|| answered(&cell));
        match index.and_then(|index| list.get(index)) {
            Some(code) => Some(Some(*code)),
            None => self.noted(Err(unknown_word(&cell))),
        }
    }

    fn translated(&self, cell: &Cell<'_>) -> Option<usize> {
        let translations = self.builder.mapping.translations();
        let key = translations.get(cell.field, cell.text)?;
        words::codes(cell.field)
            .iter()
            .position(|code| code.key == key)
    }

    fn cell(&self, field: Field) -> Cell<'a> {
        let Builder {
            mapping,
            columns,
            from_1904,
            ..
        } = self.builder;
        Cell::of(field, self.row, mapping, columns, *from_1904)
    }

    fn noted<T>(&mut self, result: Result<T, CellError>) -> Option<T> {
        result.map_err(|error| self.errors.push(error)).ok()
    }
}

fn unknown_word(cell: &Cell<'_>) -> CellError {
    const MOST: usize = 8;
    let suggestion = words::suggest(cell.field, cell.text);
    let codes = words::codes(cell.field);
    let mend = match suggestion {
        Some(suggestion) => format!("可能是“{}”，请确认", suggestion.word),
        None if codes.len() <= MOST => {
            let known: Vec<&str> = codes.iter().map(|code| code.word).collect();
            format!("改为{}之一", known.join("、"))
        }
        None => "改为规范的名称或代码".to_owned(),
    };
    CellError {
        suggestion,
        ..cell.error("unknown_word", "字典中没有这个值", mend)
    }
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

/// The level that a name ends in: 某公司党委第一党支部 is a branch.
fn level_told_by(name: &str) -> Option<OrganisationLevel> {
    const ENDINGS: [(&str, OrganisationLevel); 6] = [
        ("支部", OrganisationLevel::Branch),
        ("总支", OrganisationLevel::GeneralBranch),
        ("总支部", OrganisationLevel::GeneralBranch),
        ("党委", OrganisationLevel::Committee),
        ("工委", OrganisationLevel::Committee),
        ("委员会", OrganisationLevel::Committee),
    ];
    // 总支部委员会 and 支部委员会 are no committees.
    let name = name
        .strip_suffix("委员会")
        .filter(|it| it.ends_with("支部"))
        .unwrap_or(name);
    ENDINGS
        .into_iter()
        .filter_map(|(ending, level)| {
            name.rfind(ending)
                .map(|at| (at + ending.len(), ending.len(), level))
        })
        .max_by_key(|(end, length, _)| (*end, *length))
        .map(|(.., level)| level)
}
