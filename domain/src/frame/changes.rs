//! Changes of units beside: an object by code in JSON, a list on the binary wire.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serializer,
    de::{MapAccess, Visitor},
};

use super::{RelativeChange, Values};
use crate::unit::UnitCode;

pub(super) fn serialize<S: Serializer>(
    changes: &[RelativeChange],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.collect_map(changes.iter().map(|change| (&change.code, &change.metrics)))
    } else {
        serializer.collect_seq(changes)
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<RelativeChange>, D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_map(ByCode)
    } else {
        Vec::deserialize(deserializer)
    }
}

struct ByCode;

impl<'de> Visitor<'de> for ByCode {
    type Value = Vec<RelativeChange>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("values by unit code")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut changes = Vec::new();
        while let Some((code, metrics)) = map.next_entry::<UnitCode, Values>()? {
            changes.push(RelativeChange { code, metrics });
        }
        Ok(changes)
    }
}
