//! The schemas of rows as they are sent here: the address says the registry already.

use std::borrow::Cow;

use liandong_domain::{registry::Row, unit::UnitCode};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

type AnySchema = RefOr<Schema>;

/// A row that need not name its registry.
pub struct RowSent;

impl PartialSchema for RowSent {
    fn schema() -> AnySchema {
        let mut schema = serde_json::to_value(Row::schema()).unwrap_or_default();
        let mut forms = schema["oneOf"].take();
        forget_registry(&mut forms);
        serde_json::from_value(json!({ "anyOf": forms })).unwrap_or_default()
    }
}

impl ToSchema for RowSent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("RowSent")
    }

    fn schemas(schemas: &mut Vec<(String, AnySchema)>) {
        <Row as ToSchema>::schemas(schemas);
    }
}

/// Where the registry had to be named, it need not be.
fn forget_registry(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|field| field != "registry");
            }
            object.values_mut().for_each(forget_registry);
        }
        Value::Array(list) => list.iter_mut().for_each(forget_registry),
        _ => {}
    }
}

/// A row of a batch; it is read by [`crate::ingest::row`].
pub struct RowInBatch;

impl PartialSchema for RowInBatch {
    fn schema() -> AnySchema {
        let row = json!({ "$ref": "#/components/schemas/RowSent" });
        let schema = json!({
            "type": "object",
            "required": ["key", "row"],
            "properties": {
                "key": { "type": "string", "minLength": 1, "maxLength": 64 },
                "unit": { "$ref": "#/components/schemas/UnitCode" },
                "at": { "type": ["string", "null"], "format": "date-time" },
                "row": { "oneOf": [{ "type": "null" }, row] },
            },
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl ToSchema for RowInBatch {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("RowInBatch")
    }

    fn schemas(schemas: &mut Vec<(String, AnySchema)>) {
        schemas.push((UnitCode::name().into_owned(), UnitCode::schema()));
        schemas.push((RowSent::name().into_owned(), RowSent::schema()));
        RowSent::schemas(schemas);
    }
}
