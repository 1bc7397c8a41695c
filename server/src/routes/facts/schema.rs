//! A fact as senders write it: the kinds that they may send, without what the server fills in. What a kind
//! has of its own is its payload's own schema, with the limits of [`crate::ingest`].

use std::borrow::Cow;

use liandong_domain::{
    fact::{
        Attachment, MeetingKind,
        cobuilding::{
            ActivityHeld, AssessmentScored, Category, Invited, MatchConfirmed, MatchMade,
            MatchStep, NeedRaised, ResourceOffered,
        },
        deployment::{DeploymentIssued, DeploymentPassedOn, DeploymentStep, DeploymentWithdrawn},
        item::{
            ConferenceAnswered, ConferenceCalled, ItemAssigned, ItemOpened, ItemStep, List, Matter,
            Party,
        },
        life::{CareDone, CareKind, CarePlanned, Frequency, MeetingRule, RulesSet},
        log::{LogKind, LogReview, LogSubmitted},
    },
    registry::Row,
    unit::{MapPosition, UnitCode, UnitKind},
};
use serde_json::{Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

use super::limits;

type AnySchema = RefOr<Schema>;
type Schemas = Vec<(String, AnySchema)>;

/// The schema of a fact; facts themselves are read by [`crate::ingest`].
pub struct FactSent;

/// The schema of an act: a fact without what the server gives.
pub struct ActSent;

/// What a kind of fact has of its own.
struct Payload {
    name: fn() -> Cow<'static, str>,
    add: fn(&mut Schemas),
}

const fn payload<T: ToSchema>() -> Payload {
    Payload {
        name: T::name,
        add: component::<T>,
    }
}

const PAYLOADS: &[(&str, Payload)] = &[
    ("deployment.issued", payload::<DeploymentIssued>()),
    ("deployment.acknowledged", payload::<DeploymentStep>()),
    ("deployment.passed_on", payload::<DeploymentPassedOn>()),
    ("deployment.progressed", payload::<DeploymentStep>()),
    ("deployment.completed", payload::<DeploymentStep>()),
    ("deployment.withdrawn", payload::<DeploymentWithdrawn>()),
    ("log.submitted", payload::<LogSubmitted>()),
    ("log.reviewed", payload::<LogReview>()),
    ("log.returned", payload::<LogReview>()),
    ("item.opened", payload::<ItemOpened>()),
    ("item.assigned", payload::<ItemAssigned>()),
    ("item.progressed", payload::<ItemStep>()),
    ("item.resolved", payload::<ItemStep>()),
    ("item.returned", payload::<ItemStep>()),
    ("item.closed", payload::<ItemStep>()),
    ("item.reopened", payload::<ItemStep>()),
    ("conference.called", payload::<ConferenceCalled>()),
    ("conference.answered", payload::<ConferenceAnswered>()),
    ("care.planned", payload::<CarePlanned>()),
    ("care.done", payload::<CareDone>()),
    ("rules.set", payload::<RulesSet>()),
    ("resource.offered", payload::<ResourceOffered>()),
    ("need.raised", payload::<NeedRaised>()),
    ("match.made", payload::<MatchMade>()),
    ("match.agreed", payload::<MatchStep>()),
    ("match.fulfilled", payload::<MatchStep>()),
    ("match.confirmed", payload::<MatchConfirmed>()),
    ("match.dropped", payload::<MatchStep>()),
    ("activity.held", payload::<ActivityHeld>()),
    ("assessment.scored", payload::<AssessmentScored>()),
];

/// The code lists and parts that payloads are made of.
fn parts(schemas: &mut Schemas) {
    component::<MeetingKind>(schemas);
    component::<UnitCode>(schemas);
    component::<Attachment>(schemas);
    component::<Category>(schemas);
    component::<Invited>(schemas);
    component::<List>(schemas);
    component::<Matter>(schemas);
    component::<Party>(schemas);
    component::<CareKind>(schemas);
    component::<Frequency>(schemas);
    component::<MeetingRule>(schemas);
    component::<LogKind>(schemas);
    for (_, payload) in PAYLOADS {
        (payload.add)(schemas);
    }
}

fn component<T: ToSchema>(schemas: &mut Schemas) {
    let schema = serde_json::to_value(T::schema()).unwrap_or_default();
    let schema = limits::put(schema);
    schemas.push((
        T::name().into_owned(),
        serde_json::from_value(schema).unwrap_or_else(|_| T::schema()),
    ));
    T::schemas(schemas);
}

impl ToSchema for FactSent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Fact")
    }

    fn schemas(schemas: &mut Schemas) {
        component::<Row>(schemas);
        component::<UnitKind>(schemas);
        component::<MapPosition>(schemas);
        parts(schemas);
    }
}

impl ToSchema for ActSent {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Act")
    }

    fn schemas(schemas: &mut Schemas) {
        parts(schemas);
    }
}

impl PartialSchema for FactSent {
    fn schema() -> AnySchema {
        let common = || {
            json!({
                "id": { "type": "string", "minLength": 1, "maxLength": 64 },
                "at": { "type": "string", "format": "date-time" },
                "unit": reference::<UnitCode>(),
            })
        };
        let required = ["id", "at", "unit"];
        let row = reference::<Row>();
        let name = json!({ "type": "string", "minLength": 1, "maxLength": 60 });
        let mut kinds = vec![
            meeting(common(), &required),
            whole(
                "registry.changed",
                common(),
                &json!({ "key": key(), "before": row, "after": row }),
                &[&required[..], &["key"]].concat(),
            ),
            whole(
                "unit.added",
                common(),
                &json!({
                    "name": name, "level": reference::<UnitKind>(),
                    "parent": reference::<UnitCode>(), "position": reference::<MapPosition>(),
                }),
                &[&required[..], &["name", "level"]].concat(),
            ),
            whole(
                "unit.renamed",
                common(),
                &json!({ "name": name }),
                &[&required[..], &["name"]].concat(),
            ),
            whole(
                "unit.moved",
                common(),
                &json!({ "parent": reference::<UnitCode>() }),
                &[&required[..], &["parent"]].concat(),
            ),
            whole("unit.retired", common(), &json!({}), &required),
        ];
        kinds.extend(of_payloads(common, &required));
        one_of(&kinds)
    }
}

impl PartialSchema for ActSent {
    fn schema() -> AnySchema {
        let common = || json!({ "id": { "type": "string", "minLength": 1, "maxLength": 64 } });
        let mut kinds = vec![meeting(common(), &[])];
        kinds.extend(of_payloads(common, &[]));
        one_of(&kinds)
    }
}

fn one_of(kinds: &[Value]) -> AnySchema {
    let schema = json!({ "oneOf": kinds, "discriminator": { "propertyName": "kind" } });
    serde_json::from_value(schema).unwrap_or_default()
}

fn key() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": 64 })
}

fn meeting(common: Value, required: &[&str]) -> Value {
    let people = json!({ "type": "integer", "minimum": 0, "maximum": 1_000_000 });
    let own = json!({
        "meeting": reference::<MeetingKind>(), "organisation": key(),
        "expected": people, "attended": people,
    });
    let own_required = ["meeting", "organisation", "expected", "attended"];
    whole(
        "meeting.held",
        common,
        &own,
        &[required, &own_required].concat(),
    )
}

/// The kinds that have a payload of their own: it, and what all have in common.
fn of_payloads(common: impl Fn() -> Value, required: &[&str]) -> Vec<Value> {
    let kind = |(name, payload): &(&str, Payload)| {
        let own = json!({ "$ref": format!("#/components/schemas/{}", (payload.name)()) });
        let common = whole(name, common(), &json!({}), required);
        json!({ "title": name, "allOf": [own, common] })
    };
    PAYLOADS.iter().map(kind).collect()
}

fn reference<T: ToSchema>() -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}

/// One kind of fact with its own fields beside the common ones.
fn whole(name: &str, common: Value, own: &Value, required: &[&str]) -> Value {
    let mut properties = common;
    properties["kind"] = json!({ "type": "string", "enum": [name] });
    for (field, schema) in own.as_object().into_iter().flatten() {
        properties[field] = schema.clone();
    }
    let required = [required, &["kind"]].concat();
    json!({ "type": "object", "title": name, "required": required, "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::KINDS;

    #[test]
    fn every_kind_is_described() {
        let described = serde_json::to_string(&FactSent::schema()).expect("a schema");
        for kind in KINDS {
            assert!(
                described.contains(&format!("\"title\":\"{kind}\"")),
                "{kind}"
            );
        }
    }
}
