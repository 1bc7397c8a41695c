//! One row of a registry from one row of a file.

use liandong_domain::registry::{
    self, ApplicantStage, Circle, Education, Gender, Member, MemberStatus, Occupation,
    OrganisationCategory, OrganisationLevel, Registry, Sector,
};

use super::{
    CellError, Context, Entry, Row, UnitLookup,
    reading::{Noted, Reading},
    seen::Seen,
};
use crate::{
    columns::{Field, Mapping, Target},
    dates, privacy,
    sheet::{Column, SheetRow},
    words,
};

/// The longest short name of an employer that facts take, in characters.
const LONGEST_SHORT_NAME: usize = 12;

/// Builds rows under one mapping.
pub(super) struct Builder<'a, L> {
    pub(super) mapping: &'a Mapping,
    pub(super) columns: Vec<Column>,
    pub(super) context: Context<'a, L>,
    pub(super) from_1904: bool,
}

impl<L: UnitLookup> Builder<'_, L> {
    /// The row, or its key if that could be read and everything that is wrong with it.
    pub(super) fn build(
        &self,
        row: &SheetRow,
        seen: &mut Seen,
    ) -> Result<Row, (Option<String>, Vec<CellError>)> {
        let mut reading = Reading::new(self, row);
        let built = match self.mapping.target() {
            Target::Registry(registry) => reading.registry_row(registry, seen),
            Target::Units => reading.unit_row(seen),
        };
        match built {
            Ok(row) if reading.errors.is_empty() => Ok(row),
            _ => Err((reading.key, reading.errors)),
        }
    }
}

// Each part is read before any is asked for, so that a clerk sees everything that is wrong at once.
impl<L: UnitLookup> Reading<'_, L> {
    fn registry_row(&mut self, registry: Registry, seen: &mut Seen) -> Result<Row, Noted> {
        let key = self.key(seen);
        let unit = self.unit();
        let entry = self.entry(registry);
        Ok(Row {
            line: self.row.line(),
            unit: unit?,
            key: key?,
            entry: Entry::Registry(entry?),
        })
    }

    fn entry(&mut self, registry: Registry) -> Result<registry::Row, Noted> {
        Ok(match registry {
            Registry::Organisation => self.organisation()?,
            Registry::Member => registry::Row::Member(self.member()?),
            Registry::Applicant => self.applicant()?,
            Registry::Community => registry::Row::Community {},
            Registry::Building => registry::Row::Building {},
            Registry::TradeUnion => registry::Row::TradeUnion {},
            Registry::YouthLeague => registry::Row::YouthLeague {},
            Registry::Employer => self.employer()?,
        })
    }

    fn applicant(&mut self) -> Result<registry::Row, Noted> {
        let stage = self.required(Field::Stage, ApplicantStage::ALL);
        let since = self.month(Field::Since);
        Ok(registry::Row::Applicant {
            stage: stage?,
            since: since?,
        })
    }

    fn employer(&mut self) -> Result<registry::Row, Noted> {
        let circle = self.optional(Field::Circle, Circle::ALL);
        let shown_as = self.shown_as();
        Ok(registry::Row::Employer {
            circle: circle?.unwrap_or(Circle::None),
            shown_as: shown_as?,
        })
    }

    /// The short name for public screens: nothing else may come there.
    fn shown_as(&mut self) -> Result<Option<String>, Noted> {
        let cell = self.cell(Field::ShownAs);
        if cell.is_empty() {
            return Ok(None);
        }
        let is_long = cell.text.chars().count() > LONGEST_SHORT_NAME;
        let checked = if !privacy::find(cell.text).is_empty() {
            let reason = "简称中含有号码等个人信息";
            Err(cell.error("name_private", reason, "删去简称中的号码"))
        } else if is_long || cell.text.chars().any(char::is_control) {
            let reason = format!("超过 {LONGEST_SHORT_NAME} 个字或含有换行等控制字符");
            Err(cell.error("name_invalid", reason, "改为更短的简称"))
        } else {
            Ok(Some(cell.text.to_owned()))
        };
        self.noted(checked)
    }

    fn organisation(&mut self) -> Result<registry::Row, Noted> {
        let level = self.level();
        let sector = self.required(Field::Sector, Sector::ALL);
        let category = self.required(Field::Category, OrganisationCategory::ALL);
        Ok(registry::Row::Organisation {
            level: level?,
            sector: sector?,
            category: category?,
        })
    }

    /// The level as written, else as the name or the key tells it: 薛家宅第二党支部 is a branch.
    fn level(&mut self) -> Result<OrganisationLevel, Noted> {
        let written = self.cell(Field::Level);
        if !self.knows_word(&written) {
            let told_by = [Field::Level, Field::Name, Field::Key];
            let told = told_by
                .iter()
                .find_map(|field| level_told_by(self.cell(*field).text));
            if let Some(level) = told {
                return Ok(level);
            }
        }
        self.required(Field::Level, OrganisationLevel::ALL)
    }

    fn member(&mut self) -> Result<Member, Noted> {
        let sector = self.required(Field::Sector, Sector::ALL);
        let probationary = self.optional(Field::Membership, &[false, true]);
        let gender = self.required(Field::Gender, Gender::ALL);
        let birth_year = self.birth_year();
        let ethnicity = self.optional(Field::Ethnicity, words::codes(Field::Ethnicity));
        let education = self.optional(Field::Education, Education::ALL);
        let occupation = self.optional(Field::Occupation, Occupation::ALL);
        let joined = self.joined(birth_year.unwrap_or(None));
        let status = self.optional(Field::Status, MemberStatus::ALL);
        let last_contact = self.month(Field::LastContact);
        Ok(Member {
            probationary: probationary?.unwrap_or(false),
            sector: sector?,
            gender: gender?,
            birth_year: birth_year?,
            ethnicity: ethnicity?.and_then(|code| code.key.parse().ok()),
            education: education?,
            occupation: occupation?,
            joined: joined?,
            status: status?.unwrap_or(MemberStatus::Normal),
            last_contact: last_contact?,
        })
    }

    fn birth_year(&mut self) -> Result<Option<u16>, Noted> {
        let cell = self.cell(Field::BirthYear);
        if cell.is_empty() {
            return Ok(None);
        }
        let read = dates::birth_year(cell.text, cell.stored, self.as_of());
        self.noted(read.map(Some).map_err(|error| cell.date_error(error)))
    }

    /// A year and month that may be left out.
    fn month(&mut self, field: Field) -> Result<Option<u32>, Noted> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        let read = dates::month(cell.text, cell.stored, self.as_of());
        self.noted(read.map(Some).map_err(|error| cell.date_error(error)))
    }

    fn joined(&mut self, born: Option<u16>) -> Result<Option<u32>, Noted> {
        let cell = self.cell(Field::Joined);
        if cell.is_empty() {
            return Ok(None);
        }
        let read = dates::joined(cell.text, cell.stored, self.as_of());
        let checked = read.and_then(|joined| {
            born.map_or(Ok(()), |born| dates::check_age(born, joined))?;
            Ok(Some(joined))
        });
        self.noted(checked.map_err(|error| cell.date_error(error)))
    }
}

/// The level that stands last in a name: 某公司党委第一党支部 is a branch.
fn level_told_by(name: &str) -> Option<OrganisationLevel> {
    const WORDS: [(&str, OrganisationLevel); 6] = [
        ("支部", OrganisationLevel::Branch),
        ("总支", OrganisationLevel::GeneralBranch),
        ("总支部", OrganisationLevel::GeneralBranch),
        ("党委", OrganisationLevel::Committee),
        ("工委", OrganisationLevel::Committee),
        ("委员会", OrganisationLevel::Committee),
    ];
    // 总支部委员会 and 支部委员会 are no committees.
    let branch = name
        .strip_suffix("委员会")
        .filter(|it| it.ends_with("支部"));
    let name = branch.unwrap_or(name);
    let places = WORDS.into_iter().filter_map(|(word, level)| {
        let at = name.rfind(word)?;
        Some((at + word.len(), word.len(), level))
    });
    places
        .max_by_key(|(end, length, _)| (*end, *length))
        .map(|(.., level)| level)
}
