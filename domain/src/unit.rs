//! Units (组织节点): the nodes of the tree, of any depth, and their codes.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

/// A unit's code as the outside world gives it: GB/T 2260 and GB/T 10114 division codes for public
/// units, anything short and plain for buildings, parks and grids. Cheap to clone, and
/// up to 23 bytes in place: facts come by code, and following a pointer costs more than comparing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct UnitCode(SmolStr);

impl UnitCode {
    /// The longest code taken, in bytes.
    pub const MAX_LEN: usize = 32;

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is no unit code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("单位代码“{0}”格式不对：应为 1 至 32 位字母、数字、“-”或“_”")]
pub struct InvalidUnitCode(pub String);

impl FromStr for UnitCode {
    type Err = InvalidUnitCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if text.is_empty() || text.len() > Self::MAX_LEN || !text.bytes().all(plain) {
            return Err(InvalidUnitCode(text.chars().take(40).collect()));
        }
        Ok(Self(text.into()))
    }
}

impl<'de> Deserialize<'de> for UnitCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for UnitCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What a unit is. The order is that of the levels, outermost first; a tree need not have them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UnitKind {
    /// 全国
    Country,
    /// 省、自治区
    Province,
    /// 市
    City,
    /// 区、县
    District,
    /// 街道、镇、乡
    Street,
    /// 片区、协作块: some communities of one street
    Area,
    /// 居民区、村
    Community,
    /// 商务楼宇
    Building,
    /// 园区
    Park,
    /// 党建责任区
    Grid,
}

impl UnitKind {
    /// Every kind, outermost level first.
    pub const ALL: [Self; 10] = [
        Self::Country,
        Self::Province,
        Self::City,
        Self::District,
        Self::Street,
        Self::Area,
        Self::Community,
        Self::Building,
        Self::Park,
        Self::Grid,
    ];

    /// The key used in files and messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::City => "city",
            Self::District => "district",
            Self::Street => "street",
            Self::Area => "area",
            Self::Community => "community",
            Self::Building => "building",
            Self::Park => "park",
            Self::Grid => "grid",
        }
    }

    /// The kind with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The Chinese word for one or many units of this kind.
    pub fn label(self) -> &'static str {
        match self {
            Self::Country => "国家",
            Self::Province => "省",
            Self::City => "市",
            Self::District => "区",
            Self::Street => "街镇",
            Self::Area => "片区",
            Self::Community => "居民区",
            Self::Building => "楼宇",
            Self::Park => "园区",
            Self::Grid => "网格",
        }
    }

    /// How a screen calls the whole of such a unit: 全区, 全街道 …
    pub fn whole(self) -> &'static str {
        match self {
            Self::Country => "全国",
            Self::Province => "全省",
            Self::City => "全市",
            Self::District => "全区",
            Self::Street => "本街镇",
            Self::Area => "本片区",
            Self::Community => "本居民区",
            Self::Building => "本楼宇",
            Self::Park => "本园区",
            Self::Grid => "本网格",
        }
    }
}

/// Where a unit stands on its parent's schematic map: column and row of a grid, from 0, north up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapPosition {
    /// Column from the west, from 0.
    pub column: u8,
    /// Row from the north, from 0.
    pub row: u8,
}

/// A unit as a fact adds it to the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code, unique in the tree for good: a retired unit's code is not given again.
    pub code: UnitCode,
    /// Its full official name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above, none for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitCode>,
    /// Its place on the parent's schematic map, where one was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<MapPosition>,
}
