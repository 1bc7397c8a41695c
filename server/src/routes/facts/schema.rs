//! A fact as senders write it: the kinds that they may send, without what the server fills in.

use std::borrow::Cow;

use liandong_domain::{
    fact::MeetingKind,
    registry::Row,
    unit::{MapPosition, UnitCode, UnitKind},
};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

type AnySchema = RefOr<Schema>;

/// The schema of a fact; facts themselves are read by [`crate::ingest`].
pub struct FactSent;

impl ToSchema for FactSent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Fact")
    }

    fn schemas(schemas: &mut Vec<(String, AnySchema)>) {
        component::<MeetingKind>(schemas);
        component::<Row>(schemas);
        component::<UnitCode>(schemas);
        component::<UnitKind>(schemas);
        component::<MapPosition>(schemas);
    }
}

fn component<T: ToSchema>(schemas: &mut Vec<(String, AnySchema)>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

impl PartialSchema for FactSent {
    fn schema() -> AnySchema {
        let name = json!({ "type": "string", "minLength": 1, "maxLength": 60 });
        let key = json!({ "type": "string", "minLength": 1, "maxLength": 64 });
        let people = json!({ "type": "integer", "minimum": 0, "maximum": 1_000_000 });
        let row = reference::<Row>();
        let kinds = json!([
            kind(
                "meeting.held",
                &json!({
                    "meeting": reference::<MeetingKind>(), "organisation": key,
                    "expected": people, "attended": people,
                }),
                &[],
            ),
            kind(
                "registry.changed",
                &json!({ "key": key, "before": row, "after": row }),
                &["before", "after"],
            ),
            kind(
                "unit.added",
                &json!({
                    "name": name, "level": reference::<UnitKind>(),
                    "parent": reference::<UnitCode>(), "position": reference::<MapPosition>(),
                }),
                &["parent", "position"],
            ),
            kind("unit.renamed", &json!({ "name": name }), &[]),
            kind(
                "unit.moved",
                &json!({ "parent": reference::<UnitCode>() }),
                &[]
            ),
            kind("unit.retired", &json!({}), &[]),
        ]);
        let schema = json!({ "oneOf": kinds, "discriminator": { "propertyName": "kind" } });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

fn reference<T: ToSchema>() -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}

/// One kind of fact with its own fields, all required but those named.
fn kind(name: &str, own: &Value, optional: &[&str]) -> Value {
    let mut properties = json!({
        "id": { "type": "string", "minLength": 1, "maxLength": 64 },
        "at": { "type": "string", "format": "date-time" },
        "unit": reference::<UnitCode>(),
        "kind": { "type": "string", "enum": [name] },
    });
    let own = own.as_object().into_iter().flatten();
    for (field, schema) in own {
        properties[field] = schema.clone();
    }
    let fields = properties
        .as_object()
        .into_iter()
        .flat_map(|all| all.keys());
    let required: Vec<&String> = fields
        .filter(|field| !optional.contains(&field.as_str()))
        .collect();
    json!({ "type": "object", "title": name, "required": required, "properties": properties })
}
