//! 三张清单: tasks, problems and rectifications, from opening to the end of watching; and the joint
//! conferences on them.

use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::{
    codes::words,
    moment::{Day, iso_day, iso_day_or_none},
    unit::UnitCode,
};

words! {
    /// One of the three lists.
    List {
        Task = "task", "任务";
        Problem = "problem", "问题";
        Rectification = "rectification", "整改";
    }
}

words! {
    /// What an item is about, in a word that a public screen may show.
    Matter {
        StreetVending = "street_vending", "占道设摊";
        Noise = "noise", "噪声扰民";
        Fumes = "fumes", "油烟扰民";
        Parking = "parking", "停车治理";
        Corridor = "corridor", "楼道堆物";
        FireLane = "fire_lane", "消防通道";
        Leakage = "leakage", "渗漏积水";
        Wiring = "wiring", "线路隐患";
        Lift = "lift", "加装电梯";
        Accessibility = "accessibility", "无障碍设施";
        Refuse = "refuse", "垃圾分类";
        Green = "green", "绿化环境";
        GroupLetting = "group_letting", "群租整治";
        SchoolGate = "school_gate", "校门口交通";
        Dogs = "dogs", "文明养宠";
        Organisation = "organisation", "组织建设";
        Other = "other", "其他事项";
    }
}

words! {
    /// Who may sit at the table of a joint conference.
    Party {
        Community = "community", "居委";
        PropertyManager = "property_manager", "物业";
        Owners = "owners", "业委会";
        UrbanManagement = "urban_management", "城管";
        Police = "police", "民警";
        Housing = "housing", "房办";
        Agent = "agent", "房产中介";
        Grid = "grid", "网格化";
        Market = "market", "市场监管";
        Fire = "fire", "消防";
        School = "school", "学校";
        Employer = "employer", "驻区单位";
    }
}

/// An item is opened. The fact's unit opens it and agrees to its closing; the fact's id is the item's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemOpened {
    /// On which list.
    pub list: List,
    /// What it is about, in a word.
    pub matter: Matter,
    /// What it is about, in a line. Never shown on a public screen.
    pub title: String,
    /// What there is to know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where it is: the unit that opens it, or one below. It counts there.
    pub place: UnitCode,
    /// Which unit is to see to it: one above the place, below it, or the place itself.
    pub owner: UnitCode,
    /// Until when.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: Day,
    /// The problem that this rectification comes from, or the deployment or log that the item does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// An item is given to another unit, or another day. The fact's unit is its opener or its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemAssigned {
    /// Which item.
    pub item: String,
    /// Which unit is to see to it from now on; as before where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UnitCode>,
    /// Until when from now on; as before where no day is named.
    #[serde(
        default,
        with = "iso_day_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due: Option<Day>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The revision that was seen. Refused where there is a newer one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
}

/// Something is done about an item. Which unit may say so is in [`crate::work`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemStep {
    /// Which item.
    pub item: String,
    /// What was done, what shows it, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The revision that was seen. Refused where there is a newer one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
}

/// A problem calls its parties to one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConferenceCalled {
    /// On which item.
    pub item: String,
    /// When they meet.
    #[serde(with = "iso_day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Day,
    /// Who is called. Those who promised something that is not done yet stay at the table.
    pub parties: Vec<Party>,
    /// What there is to say to them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A party answers what it will do by when, or that it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConferenceAnswered {
    /// On which item.
    pub item: String,
    /// Which party.
    pub party: Party,
    /// Whether it came.
    pub attended: bool,
    /// What it will do. Never shown on a public screen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// By when.
    #[serde(
        default,
        with = "iso_day_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due: Option<Day>,
    /// Whether it has done it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fulfilled: bool,
}
