//! Numbers that screens compose of several metrics. They can be asked where they come from; neither map
//! nor ranking offers them.

use super::Indicator;
use crate::{metric::Metric, work::Tier};

const fn share(
    key: &'static str,
    label: &'static str,
    qualifier: &'static str,
    numerator: &'static [Metric],
    denominator: &'static [Metric],
) -> Indicator {
    Indicator {
        key,
        label,
        qualifier,
        numerator,
        denominator,
        scale: 100,
        breaks: &[],
    }
}

const fn sum(
    key: &'static str,
    label: &'static str,
    qualifier: &'static str,
    numerator: &'static [Metric],
) -> Indicator {
    Indicator {
        key,
        label,
        qualifier,
        numerator,
        denominator: &[],
        scale: 1,
        breaks: &[],
    }
}

/// Care actions carried out of those planned.
pub static CARE: Indicator = share(
    "care",
    "关爱落实率",
    "本季度 · %",
    &[Metric::CARE_DONE],
    &[Metric::CARE_PLANNED],
);
/// Employers in the circles that took part.
pub static TAKING_PART: Indicator = share(
    "taking-part",
    "单位参与率",
    "本季度 · %",
    &[
        Metric::EMPLOYER_ACTIVE_CORE,
        Metric::EMPLOYER_ACTIVE_JOINT,
        Metric::EMPLOYER_ACTIVE_LINKAGE,
    ],
    &[
        Metric::EMPLOYER_CIRCLE_CORE,
        Metric::EMPLOYER_CIRCLE_JOINT,
        Metric::EMPLOYER_CIRCLE_LINKAGE,
    ],
);
/// Invitations that were answered.
pub static RESPONSE: Indicator = share(
    "response",
    "共建活动响应率",
    "本季度 · %",
    &[Metric::ACTIVITY_RESPONDED],
    &[Metric::ACTIVITY_INVITED],
);
/// What branches have held of 三会一课, where every kind is due.
pub static HELD: Indicator = share(
    "held",
    "三会一课按期率",
    "%",
    &[
        Metric::BRANCH_HELD_BRANCH_CONGRESS,
        Metric::BRANCH_HELD_BRANCH_COMMITTEE,
        Metric::BRANCH_HELD_GROUP_MEETING,
        Metric::BRANCH_HELD_LECTURE,
    ],
    &[
        Metric::ORGANISATION_BRANCH,
        Metric::ORGANISATION_BRANCH,
        Metric::ORGANISATION_BRANCH,
        Metric::ORGANISATION_BRANCH,
    ],
);
/// The same of each kind.
pub static HELD_OF: [Indicator; 4] = [
    share(
        "held-branch-congress",
        "支部党员大会按期率",
        "%",
        &[Metric::BRANCH_HELD_BRANCH_CONGRESS],
        &[Metric::ORGANISATION_BRANCH],
    ),
    share(
        "held-branch-committee",
        "支部委员会按期率",
        "%",
        &[Metric::BRANCH_HELD_BRANCH_COMMITTEE],
        &[Metric::ORGANISATION_BRANCH],
    ),
    share(
        "held-group-meeting",
        "党小组会按期率",
        "%",
        &[Metric::BRANCH_HELD_GROUP_MEETING],
        &[Metric::ORGANISATION_BRANCH],
    ),
    share(
        "held-lecture",
        "党课按期率",
        "%",
        &[Metric::BRANCH_HELD_LECTURE],
        &[Metric::ORGANISATION_BRANCH],
    ),
];
static DEPLOYMENT_DONE: [Indicator; 4] = [
    share(
        "deployment-district-done",
        "区级部署落实率",
        "本季度 · %",
        &[Metric::DEPLOYMENT_DISTRICT_DONE],
        &[Metric::DEPLOYMENT_DISTRICT_DUE],
    ),
    share(
        "deployment-street-done",
        "街镇部署落实率",
        "本季度 · %",
        &[Metric::DEPLOYMENT_STREET_DONE],
        &[Metric::DEPLOYMENT_STREET_DUE],
    ),
    share(
        "deployment-community-done",
        "居民区部署落实率",
        "本季度 · %",
        &[Metric::DEPLOYMENT_COMMUNITY_DONE],
        &[Metric::DEPLOYMENT_COMMUNITY_DUE],
    ),
    share(
        "deployment-station-done",
        "楼宇站点部署落实率",
        "本季度 · %",
        &[Metric::DEPLOYMENT_STATION_DONE],
        &[Metric::DEPLOYMENT_STATION_DUE],
    ),
];
/// Deployments of every level that are past their day.
pub static DEPLOYMENT_LATE: Indicator = sum(
    "deployment-late",
    "逾期部署",
    "份",
    &[
        Metric::DEPLOYMENT_DISTRICT_LATE,
        Metric::DEPLOYMENT_STREET_LATE,
        Metric::DEPLOYMENT_COMMUNITY_LATE,
        Metric::DEPLOYMENT_STATION_LATE,
    ],
);
/// Items of the three lists that are past their day.
pub static ITEM_LATE: Indicator = sum(
    "item-late",
    "清单逾期事项",
    "件",
    &[
        Metric::ITEM_TASK_OVERDUE,
        Metric::ITEM_PROBLEM_OVERDUE,
        Metric::ITEM_RECTIFICATION_OVERDUE,
    ],
);
/// What is offered and what is needed: listed, and matched of it.
pub static EXCHANGE: [[Indicator; 2]; 2] = [
    [
        sum(
            "resource-listed",
            "在册资源",
            "项",
            &[
                Metric::RESOURCE_HEALTH_LISTED,
                Metric::RESOURCE_VENUE_LISTED,
                Metric::RESOURCE_VOLUNTEER_LISTED,
                Metric::RESOURCE_LEGAL_LISTED,
                Metric::RESOURCE_WELFARE_LISTED,
                Metric::RESOURCE_PARKING_LISTED,
            ],
        ),
        sum(
            "resource-matched",
            "已匹配资源",
            "项",
            &[
                Metric::RESOURCE_HEALTH_MATCHED,
                Metric::RESOURCE_VENUE_MATCHED,
                Metric::RESOURCE_VOLUNTEER_MATCHED,
                Metric::RESOURCE_LEGAL_MATCHED,
                Metric::RESOURCE_WELFARE_MATCHED,
                Metric::RESOURCE_PARKING_MATCHED,
            ],
        ),
    ],
    [
        sum(
            "need-listed",
            "在册需求",
            "项",
            &[
                Metric::NEED_HEALTH_LISTED,
                Metric::NEED_VENUE_LISTED,
                Metric::NEED_VOLUNTEER_LISTED,
                Metric::NEED_LEGAL_LISTED,
                Metric::NEED_WELFARE_LISTED,
                Metric::NEED_PARKING_LISTED,
            ],
        ),
        sum(
            "need-matched",
            "已匹配需求",
            "项",
            &[
                Metric::NEED_HEALTH_MATCHED,
                Metric::NEED_VENUE_MATCHED,
                Metric::NEED_VOLUNTEER_MATCHED,
                Metric::NEED_LEGAL_MATCHED,
                Metric::NEED_WELFARE_MATCHED,
                Metric::NEED_PARKING_MATCHED,
            ],
        ),
    ],
];

/// Every one.
pub(super) static COMPOSED: [&Indicator; 18] = [
    &CARE,
    &TAKING_PART,
    &RESPONSE,
    &HELD,
    &HELD_OF[0],
    &HELD_OF[1],
    &HELD_OF[2],
    &HELD_OF[3],
    &DEPLOYMENT_DONE[0],
    &DEPLOYMENT_DONE[1],
    &DEPLOYMENT_DONE[2],
    &DEPLOYMENT_DONE[3],
    &DEPLOYMENT_LATE,
    &ITEM_LATE,
    &EXCHANGE[0][0],
    &EXCHANGE[0][1],
    &EXCHANGE[1][0],
    &EXCHANGE[1][1],
];

/// The deployments carried out of those that are due at a level.
pub fn deployment_done(tier: Tier) -> &'static Indicator {
    let place = match tier {
        Tier::District => 0,
        Tier::Street => 1,
        Tier::Community => 2,
        Tier::Station => 3,
    };
    &DEPLOYMENT_DONE[place]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::number::Question;

    #[test]
    fn each_is_asked_by_a_key_of_its_own() {
        for indicator in COMPOSED {
            let found = Question::from_key(indicator.key);
            assert_eq!(found, Some(Question::Indicator(indicator)));
            assert_eq!(Indicator::from_key(indicator.key), None);
        }
    }

    #[test]
    fn deployments_are_those_of_their_level() {
        for tier in [Tier::District, Tier::Street, Tier::Community, Tier::Station] {
            let [due, _, _, _, done, _] = tier.metrics();
            let indicator = deployment_done(tier);
            assert_eq!(indicator.numerator, [done]);
            assert_eq!(indicator.denominator, [due]);
        }
    }
}
