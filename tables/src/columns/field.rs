//! A field of a table.

use serde::{Deserialize, Serialize};

use crate::text::heading_form;

/// What a column may hold. Each table has some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What identifies the row; an id number is replaced by its hash.
    Key,
    /// The unit to which the row belongs.
    Unit,
    /// The name of an organisation, from which its level may be told; or of a unit.
    Name,
    /// Committee, general branch or branch.
    Level,
    /// Sector.
    Sector,
    /// Category of an organisation.
    Category,
    /// Formal or probationary member.
    Membership,
    /// Gender.
    Gender,
    /// Year of birth.
    BirthYear,
    /// Ethnicity.
    Ethnicity,
    /// Education.
    Education,
    /// Occupation.
    Occupation,
    /// Year and month of joining.
    Joined,
    /// Standing of a member.
    Status,
    /// In which month the organisation last heard of a member.
    LastContact,
    /// Stage of an applicant.
    Stage,
    /// Since which month an applicant is at that stage.
    Since,
    /// Circle of an employer.
    Circle,
    /// The short name under which an employer agreed to be shown.
    ShownAs,
    /// Code of a unit.
    Code,
    /// Kind of a unit.
    Kind,
    /// The unit above a unit.
    Parent,
    /// Column on the schematic map.
    MapColumn,
    /// Row on the schematic map.
    MapRow,
}

impl Field {
    /// Whether a cell of it is read for what it says, neither as a word of a code nor as what identifies something:
    /// a value that cannot be read may be mended as such.
    pub fn is_read_as_written(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::BirthYear
                | Self::Joined
                | Self::LastContact
                | Self::Since
                | Self::ShownAs
                | Self::MapColumn
                | Self::MapRow
        )
    }

    /// The key used in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Unit => "unit",
            Self::Name => "name",
            Self::Level => "level",
            Self::Sector => "sector",
            Self::Category => "category",
            Self::Membership => "membership",
            Self::Gender => "gender",
            Self::BirthYear => "birth_year",
            Self::Ethnicity => "ethnicity",
            Self::Education => "education",
            Self::Occupation => "occupation",
            Self::Joined => "joined",
            Self::Status => "status",
            Self::LastContact => "last_contact",
            Self::Stage => "stage",
            Self::Since => "since",
            Self::Circle => "circle",
            Self::ShownAs => "shown_as",
            Self::Code => "code",
            Self::Kind => "kind",
            Self::Parent => "parent",
            Self::MapColumn => "map_column",
            Self::MapRow => "map_row",
        }
    }
}

/// A field as one table has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FieldSpec {
    /// Which field.
    pub field: Field,
    /// Its Chinese name in this table.
    pub label: &'static str,
    /// Whether every row needs it.
    pub required: bool,
    #[serde(skip)]
    pub(super) headings: &'static str,
    /// What to write, in Chinese, for the clerk who fills in a template.
    pub help: &'static str,
    /// An example.
    pub example: &'static str,
}

impl FieldSpec {
    /// Other headings found in real exports, the most telling first.
    pub fn headings(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.headings.split_whitespace()
    }

    /// The label, the key and the other headings, in the form in which headings are compared, the most telling first.
    pub(crate) fn heading_forms(&self) -> impl Iterator<Item = String> + use<> {
        let own = [self.label, self.field.key()];
        own.into_iter().chain(self.headings()).map(heading_form)
    }
}
