//! The schemas of what is written otherwise in JSON than it is kept; all else derives its own.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, OneOfBuilder, Ref, RefOr,
        schema::{AdditionalProperties, KnownFormat, Schema, SchemaFormat, Type},
    },
};

use crate::{
    frame::{Epoch, Value, Values},
    moment::Moment,
    unit::UnitCode,
};

type AnySchema = RefOr<Schema>;

fn integer(format: KnownFormat) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(format)))
}

impl PartialSchema for UnitCode {
    fn schema() -> AnySchema {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.pattern(Some("^[A-Za-z0-9_-]{1,32}$"))
            .examples(["310104"])
            .into()
    }
}

impl ToSchema for UnitCode {}

impl PartialSchema for Epoch {
    fn schema() -> AnySchema {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.pattern(Some("^[0-9a-f]{16}$")).into()
    }
}

impl ToSchema for Epoch {}

impl PartialSchema for Moment {
    fn schema() -> AnySchema {
        integer(KnownFormat::Int64).into()
    }
}

impl ToSchema for Moment {}

impl PartialSchema for Value {
    fn schema() -> AnySchema {
        let less_than = ObjectBuilder::new()
            .property("lt", integer(KnownFormat::Int32).minimum(Some(1)))
            .required("lt");
        OneOfBuilder::new()
            .item(integer(KnownFormat::Int64))
            .item(less_than)
            .into()
    }
}

impl ToSchema for Value {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Value")
    }
}

impl PartialSchema for Values {
    fn schema() -> AnySchema {
        let value = RefOr::<Schema>::Ref(Ref::from_schema_name("Value"));
        ObjectBuilder::new()
            .additional_properties(Some(AdditionalProperties::from(value)))
            .into()
    }
}

impl ToSchema for Values {
    fn schemas(schemas: &mut Vec<(String, AnySchema)>) {
        schemas.push((Value::name().into_owned(), Value::schema()));
    }
}
