//! Values and lists of them: a map in JSON, a list of pairs on the binary wire.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};

use crate::metric::Metric;

/// What may be shown of a number: an integer, or `{"lt":5}` where it is rounded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// This many; of a sensitive metric, about this many.
    Count(i64),
    /// From one up to, but not including, this many.
    LessThan(u8),
}

/// Values by metric, in the order of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(pub Vec<(Metric, Value)>);

impl Value {
    /// The number for arithmetic and drawing; nothing where it is rounded away.
    pub fn count(self) -> Option<i64> {
        match self {
            Self::Count(count) => Some(count),
            Self::LessThan(_) => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum JsonValue {
    Count(i64),
    LessThan { lt: u8 },
}

#[derive(Serialize, Deserialize)]
enum WireValue {
    Count(i64),
    LessThan(u8),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (*self, serializer.is_human_readable()) {
            (Self::Count(count), true) => JsonValue::Count(count).serialize(serializer),
            (Self::LessThan(lt), true) => JsonValue::LessThan { lt }.serialize(serializer),
            (Self::Count(count), false) => WireValue::Count(count).serialize(serializer),
            (Self::LessThan(lt), false) => WireValue::LessThan(lt).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(if deserializer.is_human_readable() {
            match JsonValue::deserialize(deserializer)? {
                JsonValue::Count(count) => Self::Count(count),
                JsonValue::LessThan { lt } => Self::LessThan(lt),
            }
        } else {
            match WireValue::deserialize(deserializer)? {
                WireValue::Count(count) => Self::Count(count),
                WireValue::LessThan(lt) => Self::LessThan(lt),
            }
        })
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.collect_seq(&self.0);
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (metric, value) in &self.0 {
            map.serialize_entry(metric, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = if deserializer.is_human_readable() {
            deserializer.deserialize_map(ValuesVisitor)
        } else {
            deserializer.deserialize_seq(ValuesVisitor)
        }?;
        // A lookup is a binary search, and JSON from elsewhere may come in any order.
        values.0.sort_unstable_by_key(|(metric, _)| *metric);
        Ok(values)
    }
}

struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("values by metric")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
        let mut values = Vec::new();
        while let Some(entry) = map.next_entry()? {
            values.push(entry);
        }
        Ok(Values(values))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Values, A::Error> {
        let mut values = Vec::new();
        while let Some(entry) = seq.next_element()? {
            if values.len() >= Metric::COUNT {
                return Err(A::Error::custom("more values than metrics"));
            }
            values.push(entry);
        }
        Ok(Values(values))
    }
}
