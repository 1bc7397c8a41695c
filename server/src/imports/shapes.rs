//! The types of `tables` as the API's description shows them: that crate knows nothing of it.

#![expect(dead_code, reason = "these are described, never made")]

use std::borrow::Cow;

use liandong_tables::columns::Target;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// The key of a table: a registry's, or `units`.
pub struct TableShape;

impl PartialSchema for TableShape {
    fn schema() -> RefOr<Schema> {
        let keys = Target::all().map(Target::key);
        let keys = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(keys));
        keys.into()
    }
}

impl ToSchema for TableShape {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Table")
    }
}

/// The code that a word most likely stands for.
#[derive(ToSchema)]
#[schema(as = Suggestion)]
pub struct SuggestionShape {
    key: String,
    word: String,
}

/// A word that has no code yet.
#[derive(ToSchema)]
#[schema(as = UnknownWord)]
pub struct UnknownWordShape {
    word: String,
    suggestion: Option<SuggestionShape>,
}

/// A field that a column may hold.
#[derive(ToSchema)]
#[schema(as = FieldSpec)]
pub struct FieldShape {
    field: String,
    label: String,
    required: bool,
    help: String,
    example: String,
}

/// What is wrong with a cell.
#[derive(ToSchema)]
#[schema(as = CellError)]
pub struct CellErrorShape {
    column: Option<usize>,
    heading: String,
    field: String,
    value: String,
    code: String,
    reason: String,
    mend: String,
    suggestion: Option<SuggestionShape>,
}
