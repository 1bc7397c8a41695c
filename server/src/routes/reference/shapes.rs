//! The schemas of the document, as the reference shows them.

use liandong_app::reference::{Field, Kind, Shape};
use serde_json::Value;

use super::{entries, text};

const PREFIX: &str = "#/components/schemas/";

/// Every schema.
pub fn all(document: &Value) -> Vec<Shape> {
    let schemas = entries(&document["components"]["schemas"]);
    schemas
        .map(|(name, schema)| {
            let forms = forms(document, schema);
            Shape {
                name: name.clone(),
                about: text(&schema["description"]),
                kind: forms.is_empty().then(|| kind_of(schema)),
                forms,
            }
        })
        .collect()
}

/// The forms that something with fields comes in.
fn forms(document: &Value, schema: &Value) -> Vec<(String, Vec<Field>)> {
    let one_of = schema["oneOf"].as_array();
    let variants: Vec<&Value> = one_of.map_or_else(|| vec![schema], |all| all.iter().collect());
    let forms = variants.into_iter().map(|variant| {
        let own = fields(document, variant);
        let name = ["title", "description"].map(|key| text(&variant[key]));
        let name = name.into_iter().find(|name| !name.is_empty());
        (name.unwrap_or_default(), own)
    });
    forms.filter(|(_, own)| !own.is_empty()).collect()
}

/// The fields of an object, also of one that is put together from parts; what has to be there first.
pub fn fields(document: &Value, schema: &Value) -> Vec<Field> {
    let schema = resolve(document, schema);
    let empty = Vec::new();
    let required = schema["required"].as_array().unwrap_or(&empty);
    let own = entries(&schema["properties"]).map(|(name, property)| Field {
        name: name.clone(),
        kind: kind_of(property),
        required: required.iter().any(|of| of == name),
        about: text(&property["description"]),
    });
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let parts = parts.flat_map(|part| fields(document, part));
    let mut all: Vec<Field> = parts.chain(own).collect();
    all.sort_by_key(|field| !field.required);
    all
}

/// The schema that a reference is to.
pub fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"]
        .as_str()
        .and_then(|to| to.strip_prefix(PREFIX))
    {
        Some(name) => &document["components"]["schemas"][name],
        None => schema,
    }
}

/// What a value is, in words.
pub fn kind_of(schema: &Value) -> Kind {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|to| to.strip_prefix(PREFIX))
    {
        return Kind {
            text: name.to_owned(),
            shape: Some(name.to_owned()),
        };
    }
    if let Some(choices) = schema["enum"].as_array() {
        return words(choices.iter().map(text).collect::<Vec<_>>().join(" | "));
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return joined(choices.iter().map(kind_of), " 或 ");
    }
    if let Some(items) = schema["prefixItems"].as_array() {
        let pair = joined(items.iter().map(kind_of), "，");
        return words(format!("[{}]", pair.text));
    }
    match &schema["type"] {
        Value::Array(types) => joined(types.iter().map(|one| plain(one, schema)), " 或 "),
        one => plain(one, schema),
    }
}

fn plain(name: &Value, schema: &Value) -> Kind {
    let word = match name.as_str().unwrap_or_default() {
        "array" => {
            let items = kind_of(&schema["items"]);
            return Kind {
                text: format!("{} 的数组", items.text),
                ..items
            };
        }
        "string" if schema["format"] == "date-time" => "时间（RFC 3339）",
        "string" => "文本",
        "integer" => "整数",
        "boolean" => "是或否",
        "null" => "空",
        _ => {
            let values = &schema["additionalProperties"];
            let of = values.is_object().then(|| kind_of(values));
            return of.map_or_else(|| words("对象".to_owned()), by_key);
        }
    };
    words(word.to_owned())
}

fn by_key(values: Kind) -> Kind {
    Kind {
        text: format!("键到 {} 的对象", values.text),
        ..values
    }
}

fn words(text: String) -> Kind {
    Kind { text, shape: None }
}

/// Several kinds as one; the link is to the first that has one.
fn joined(kinds: impl Iterator<Item = Kind>, between: &str) -> Kind {
    let kinds: Vec<Kind> = kinds.collect();
    let texts: Vec<&str> = kinds.iter().map(|kind| kind.text.as_str()).collect();
    Kind {
        text: texts.join(between),
        shape: kinds.iter().find_map(|kind| kind.shape.clone()),
    }
}
