//! What staff say of a screen: its name, where it is, and words by which screens are taken together.

use liandong_domain::unit::UnitCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    Application,
    access::Staff,
    error::{AppError, FieldError, Problem as Refused},
    ingest,
};

/// Tags that a screen has at most, and the longest of them.
const MOST_TAGS: usize = 8;
const LONGEST_TAG: usize = 12;
const LONGEST_NAME: usize = 30;

/// Tags, as a list or as a text with blanks or commas between.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Tags {
    /// Nothing.
    #[default]
    None,
    /// A list.
    List(Vec<String>),
    /// A text.
    Text(String),
}

impl Tags {
    fn read(self) -> Result<Vec<String>, FieldError> {
        let tags = match self {
            Self::None => Vec::new(),
            Self::List(tags) => tags,
            Self::Text(text) => {
                let parts = text.split([' ', ',', '，', '、', '\u{3000}']);
                parts.map(str::to_owned).collect()
            }
        };
        let tags = tags.into_iter().map(|tag| tag.trim().to_owned());
        let mut tags: Vec<String> = tags.filter(|tag| !tag.is_empty()).collect();
        tags.sort();
        tags.dedup();
        let is_wrong = |tag: &String| !ingest::is_plain(tag, LONGEST_TAG) || tag.contains(':');
        if tags.len() > MOST_TAGS || tags.iter().any(is_wrong) {
            let message = format!("标签最多 {MOST_TAGS} 个，每个最多 {LONGEST_TAG} 个字，不含冒号");
            return Err(FieldError {
                field: "tags",
                message,
            });
        }
        Ok(tags)
    }
}

/// What was said, checked.
pub struct Described {
    /// What staff call it.
    pub name: String,
    /// The unit that it belongs to.
    pub unit: UnitCode,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Checks what is said of a screen.
///
/// # Errors
/// A field that cannot be.
pub fn described(
    application: &Application,
    staff: &Staff,
    name: &str,
    unit: &str,
    tags: Tags,
) -> Result<Described, AppError> {
    let mut errors = Vec::new();
    let name = name.trim().to_owned();
    if !ingest::is_plain(&name, LONGEST_NAME) {
        let message = format!("名称应为 1 至 {LONGEST_NAME} 个字，如“一楼大厅”");
        errors.push(FieldError {
            field: "name",
            message,
        });
    }
    let unit = staff.within(application, unit.trim());
    if unit.is_none() {
        let message = "没有这个单位，或不在您的管理范围内".to_owned();
        errors.push(FieldError {
            field: "unit",
            message,
        });
    }
    let tags = tags.read().map_err(|error| errors.push(error)).ok();
    match (unit, tags) {
        (Some(unit), Some(tags)) if errors.is_empty() => Ok(Described { name, unit, tags }),
        _ => Err(Refused::of_fields(errors).into()),
    }
}
