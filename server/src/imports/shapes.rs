//! The types of `tables` as the API's description shows them: that crate knows nothing of it.

#![expect(dead_code, reason = "these are described, never made")]

use utoipa::ToSchema;

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
