//! The fields of each table, and which column of a file holds which field.

mod catalogue;
mod field;
mod guess;
mod mapping;
mod problem;
mod shape;
mod translations;
mod vocabulary;

use std::{collections::HashSet, sync::LazyLock};

use liandong_domain::registry::Registry;
use serde::{Deserialize, Serialize};

pub use catalogue::fields;
pub use field::{Field, FieldSpec};
pub use mapping::Mapping;
pub use problem::{MappingError, Problem};
pub use shape::Shape;
pub use translations::Translations;
pub use vocabulary::{UnknownWord, Vocabulary};

use crate::text::heading_form;

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Rows of one of the eight registries.
    Registry(Registry),
    /// Units of the tree.
    Units,
}

impl Target {
    /// Every table, in the order in which screens show them.
    pub fn all() -> impl Iterator<Item = Self> {
        let registries = [
            Registry::Organisation,
            Registry::Member,
            Registry::Applicant,
            Registry::Community,
            Registry::Building,
            Registry::TradeUnion,
            Registry::YouthLeague,
            Registry::Employer,
        ];
        registries
            .into_iter()
            .map(Self::Registry)
            .chain([Self::Units])
    }

    /// The key used in facts and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Registry(registry) => registry.key(),
            Self::Units => "units",
        }
    }

    /// The Chinese name of the table.
    pub fn label(self) -> &'static str {
        match self {
            Self::Registry(registry) => registry.label(),
            Self::Units => "组织节点",
        }
    }
}

static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let specs = Target::all().flat_map(fields);
    specs.flat_map(FieldSpec::heading_forms).collect()
});

/// Whether a heading is that of a field of any table.
pub(crate) fn is_known_heading(heading: &str) -> bool {
    KNOWN.contains(&heading_form(heading))
}

/// Whether the heading, in the form in which headings are compared, stands over names of units and organisations:
/// many begin with a surname.
pub(crate) fn is_heading_of_names_of_bodies(form: &str) -> bool {
    Target::all().flat_map(fields).any(|spec| {
        matches!(
            spec.field,
            Field::Unit | Field::Name | Field::Key | Field::Parent | Field::Code
        ) && spec.heading_forms().any(|it| it == form)
    })
}
