//! What stands against a mapping.

use super::Field;

/// One thing that stands against a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Made for a file with other headings.
    #[error("列标题与这套对应关系不符。请重新对应各列")]
    OtherShape,
    /// Two columns hold one field.
    #[error("“{first}”和“{second}”两列都对应“{label}”。请只保留一列")]
    HeldTwice {
        /// Chinese name of the field.
        label: &'static str,
        /// The heading on the left.
        first: String,
        /// The heading on the right.
        second: String,
    },
    /// A required field that no column holds.
    #[error("没有列对应“{label}”，这一项必须有。请选择所在的列，或为所有行指定同一个值")]
    Missing {
        /// The field.
        field: Field,
        /// Its Chinese name.
        label: &'static str,
    },
    /// A column that names people, as a field.
    #[error("“{column}”列含个人隐私，不能导入。请改为“不导入”")]
    PrivateColumn {
        /// Its heading.
        column: String,
    },
    /// A field that the table does not have.
    #[error("“{column}”列对应了这张表没有的字段。请重新选择")]
    OtherTable {
        /// The field.
        field: Field,
        /// Heading of the column.
        column: String,
    },
    /// One value for what must differ from row to row.
    #[error("“{label}”每行不同，不能为所有行指定同一个值")]
    FixedKey {
        /// Chinese name of the field.
        label: &'static str,
    },
    /// A code that is not in the field's list.
    #[error("没有“{code}”这个代码。请从列表中选择")]
    UnknownCode {
        /// The field.
        field: Field,
        /// What was given.
        code: String,
    },
}

impl Problem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherShape => "other_shape",
            Self::HeldTwice { .. } => "field_held_twice",
            Self::Missing { .. } => "field_missing",
            Self::PrivateColumn { .. } => "private_column",
            Self::OtherTable { .. } => "field_of_other_table",
            Self::FixedKey { .. } => "fixed_key",
            Self::UnknownCode { .. } => "unknown_code",
        }
    }
}

/// All that stands against a mapping; at least one problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("列对应关系有 {} 处问题：{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
pub struct MappingError(pub Vec<Problem>);
