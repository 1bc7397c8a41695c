//! The metric catalogue: every number a screen may show, and nothing else.
//!
//! To add a metric, add a line to the table; to make a fact move it, name it in
//! [`crate::contribution`]. The position in the table is the column of the aggregate's matrix and
//! the number on the binary wire, so new lines go to the end.

use std::{collections::HashMap, sync::LazyLock};

use super::metric::{Better, Definition, Metric, Period};

macro_rules! catalogue {
    ($($name:ident = $key:literal, $label:literal, $unit:literal, $period:ident, $better:ident, $sensitive:literal, $definition:literal;)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Column { $($name),+ }

        impl Metric {
            $(
                #[doc = concat!("`", $key, "`: ", $definition)]
                pub const $name: Self = Self::at(Column::$name as u8);
            )+
        }

        /// Every metric's definition, in the order of the columns.
        pub const CATALOGUE: &[Definition] = &[$(
            Definition {
                key: $key,
                label: $label,
                unit: $unit,
                definition: $definition,
                period: Period::$period,
                better: Better::$better,
                sensitive: $sensitive,
            },
        )+];
    };
}

catalogue! {
    ORGANISATION_TOTAL = "organisation.total", "党组织", "个", Stock, Neutral, false, "在册党组织数：党委、党总支、党支部之和。";
    ORGANISATION_COMMITTEE = "organisation.committee", "党委", "个", Stock, Neutral, false, "在册党委数。";
    ORGANISATION_GENERAL_BRANCH = "organisation.general_branch", "党总支", "个", Stock, Neutral, false, "在册党总支数。";
    ORGANISATION_BRANCH = "organisation.branch", "党支部", "个", Stock, Neutral, false, "在册党支部数。";
    ORGANISATION_SECTOR_COMMUNITY = "organisation.sector.community", "居民区党建", "个", Stock, Neutral, false, "居民区党建领域的党组织数。";
    ORGANISATION_SECTOR_TWO_NEW = "organisation.sector.two_new", "两新党建", "个", Stock, Neutral, false, "两新党建领域的党组织数。";
    ORGANISATION_SECTOR_REGIONAL = "organisation.sector.regional", "区域化党建", "个", Stock, Neutral, false, "区域化党建领域的党组织数。";
    ORGANISATION_SECTOR_GOVERNMENT = "organisation.sector.government", "机关党建", "个", Stock, Neutral, false, "机关党建领域的党组织数。";
    ORGANISATION_CATEGORY_URBAN_COMMUNITY = "organisation.category.urban_community", "城市社区", "个", Stock, Neutral, false, "城市社区类别的党组织数。";
    ORGANISATION_CATEGORY_VILLAGE = "organisation.category.village", "行政村", "个", Stock, Neutral, false, "行政村类别的党组织数。";
    ORGANISATION_CATEGORY_GOVERNMENT = "organisation.category.government", "机关", "个", Stock, Neutral, false, "机关类别的党组织数。";
    ORGANISATION_CATEGORY_INSTITUTION = "organisation.category.institution", "事业单位", "个", Stock, Neutral, false, "事业单位类别的党组织数。";
    ORGANISATION_CATEGORY_PUBLIC_ENTERPRISE = "organisation.category.public_enterprise", "公有制企业", "个", Stock, Neutral, false, "公有制企业类别的党组织数。";
    ORGANISATION_CATEGORY_NON_PUBLIC_ENTERPRISE = "organisation.category.non_public_enterprise", "非公有制企业", "个", Stock, Neutral, false, "非公有制企业类别的党组织数。";
    ORGANISATION_CATEGORY_SOCIAL_ORGANISATION = "organisation.category.social_organisation", "社会组织", "个", Stock, Neutral, false, "社会组织类别的党组织数。";
    MEMBER_TOTAL = "member.total", "党员", "名", Stock, Neutral, false, "在册党员数：正式党员与预备党员之和。";
    MEMBER_FORMAL = "member.formal", "正式党员", "名", Stock, Neutral, false, "在册正式党员数。";
    MEMBER_PROBATIONARY = "member.probationary", "预备党员", "名", Stock, Neutral, false, "在册预备党员数。";
    MEMBER_SECTOR_COMMUNITY = "member.sector.community", "居民区党建", "名", Stock, Neutral, false, "居民区党建领域党组织的党员数。";
    MEMBER_SECTOR_TWO_NEW = "member.sector.two_new", "两新党建", "名", Stock, Neutral, false, "两新党建领域党组织的党员数。";
    MEMBER_SECTOR_REGIONAL = "member.sector.regional", "区域化党建", "名", Stock, Neutral, false, "区域化党建领域党组织的党员数。";
    MEMBER_SECTOR_GOVERNMENT = "member.sector.government", "机关党建", "名", Stock, Neutral, false, "机关党建领域党组织的党员数。";
    MEMBER_GENDER_MALE = "member.gender.male", "男党员", "名", Stock, Neutral, false, "男党员数（GB/T 2261.1）。";
    MEMBER_GENDER_FEMALE = "member.gender.female", "女党员", "名", Stock, Neutral, false, "女党员数（GB/T 2261.1）。";
    MEMBER_GENDER_UNKNOWN = "member.gender.unknown", "性别未登记", "名", Stock, Neutral, false, "性别未登记数（GB/T 2261.1）。";
    MEMBER_MINORITY = "member.minority", "少数民族党员", "名", Stock, Neutral, false, "民族不是汉族的党员数（GB/T 3304）。";
    MEMBER_AGE_LE30 = "member.age.le30", "30 岁及以下", "名", Stock, Neutral, false, "30 岁及以下的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_31_35 = "member.age.31_35", "31 至 35 岁", "名", Stock, Neutral, false, "31 至 35 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_36_40 = "member.age.36_40", "36 至 40 岁", "名", Stock, Neutral, false, "36 至 40 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_41_45 = "member.age.41_45", "41 至 45 岁", "名", Stock, Neutral, false, "41 至 45 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_46_50 = "member.age.46_50", "46 至 50 岁", "名", Stock, Neutral, false, "46 至 50 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_51_55 = "member.age.51_55", "51 至 55 岁", "名", Stock, Neutral, false, "51 至 55 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_56_60 = "member.age.56_60", "56 至 60 岁", "名", Stock, Neutral, false, "56 至 60 岁的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_GE61 = "member.age.ge61", "61 岁及以上", "名", Stock, Neutral, false, "61 岁及以上的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_AGE_UNKNOWN = "member.age.unknown", "年龄未登记", "名", Stock, Neutral, false, "年龄未登记的党员数；年龄按本年减出生年计，跨年时重新分段。";
    MEMBER_EDUCATION_POSTGRADUATE = "member.education.postgraduate", "研究生", "名", Stock, Neutral, false, "最高学历为研究生的党员数（GB/T 4658）。";
    MEMBER_EDUCATION_BACHELOR = "member.education.bachelor", "大学本科", "名", Stock, Neutral, false, "最高学历为大学本科的党员数（GB/T 4658）。";
    MEMBER_EDUCATION_COLLEGE = "member.education.college", "大学专科", "名", Stock, Neutral, false, "最高学历为大学专科的党员数（GB/T 4658）。";
    MEMBER_EDUCATION_SECONDARY = "member.education.secondary", "中专、高中", "名", Stock, Neutral, false, "最高学历为中专、高中的党员数（GB/T 4658）。";
    MEMBER_EDUCATION_JUNIOR = "member.education.junior", "初中及以下", "名", Stock, Neutral, false, "最高学历为初中及以下的党员数（GB/T 4658）。";
    MEMBER_EDUCATION_UNKNOWN = "member.education.unknown", "学历未登记", "名", Stock, Neutral, false, "最高学历为学历未登记的党员数（GB/T 4658）。";
    MEMBER_OCCUPATION_WORKER = "member.occupation.worker", "工人", "名", Stock, Neutral, false, "职业为工人的党员数。";
    MEMBER_OCCUPATION_FARMER = "member.occupation.farmer", "农牧渔民", "名", Stock, Neutral, false, "职业为农牧渔民的党员数。";
    MEMBER_OCCUPATION_PROFESSIONAL = "member.occupation.professional", "专业技术人员", "名", Stock, Neutral, false, "职业为专业技术人员的党员数。";
    MEMBER_OCCUPATION_MANAGER = "member.occupation.manager", "管理人员", "名", Stock, Neutral, false, "职业为管理人员的党员数。";
    MEMBER_OCCUPATION_CIVIL_SERVANT = "member.occupation.civil_servant", "党政机关工作人员", "名", Stock, Neutral, false, "职业为党政机关工作人员的党员数。";
    MEMBER_OCCUPATION_STUDENT = "member.occupation.student", "学生", "名", Stock, Neutral, false, "职业为学生的党员数。";
    MEMBER_OCCUPATION_OTHER = "member.occupation.other", "其他职业人员", "名", Stock, Neutral, false, "职业为其他职业人员的党员数。";
    MEMBER_OCCUPATION_RETIRED = "member.occupation.retired", "离退休人员", "名", Stock, Neutral, false, "职业为离退休人员的党员数。";
    MEMBER_OCCUPATION_UNKNOWN = "member.occupation.unknown", "职业未登记", "名", Stock, Neutral, false, "职业为职业未登记的党员数。";
    MEMBER_JOINED_BEFORE_194910 = "member.joined.before_194910", "新中国成立前入党", "名", Stock, Neutral, false, "新中国成立前入党的党员数。";
    MEMBER_JOINED_TO_197812 = "member.joined.to_197812", "1949 年 10 月至 1978 年 12 月入党", "名", Stock, Neutral, false, "1949 年 10 月至 1978 年 12 月入党的党员数。";
    MEMBER_JOINED_TO_201211 = "member.joined.to_201211", "1979 年 1 月至 2012 年 11 月入党", "名", Stock, Neutral, false, "1979 年 1 月至 2012 年 11 月入党的党员数。";
    MEMBER_JOINED_SINCE_201212 = "member.joined.since_201212", "2012 年 12 月以来入党", "名", Stock, Neutral, false, "2012 年 12 月以来入党的党员数。";
    MEMBER_JOINED_UNKNOWN = "member.joined.unknown", "入党时间未登记", "名", Stock, Neutral, false, "入党时间未登记的党员数。";
    MEMBER_STATUS_MOBILE = "member.status.mobile", "流动党员", "名", Stock, Neutral, false, "登记为流动党员的人数。";
    MEMBER_STATUS_OUT_OF_CONTACT = "member.status.out_of_contact", "失联党员", "名", Stock, Less, true, "与党组织失去联系的党员数；公开屏幕只显示取整值。";
    MEMBER_STATUS_NOMINAL = "member.status.nominal", "空挂党员", "名", Stock, Less, true, "组织关系空挂的党员数；公开屏幕只显示取整值。";
    APPLICANT_TOTAL = "applicant.total", "入党申请人", "名", Stock, Neutral, false, "在册入党申请人数，含积极分子和发展对象。";
    APPLICANT_STAGE_APPLICANT = "applicant.stage.applicant", "申请人", "名", Stock, Neutral, false, "处于申请人阶段的人数。";
    APPLICANT_STAGE_ACTIVIST = "applicant.stage.activist", "积极分子", "名", Stock, Neutral, false, "处于积极分子阶段的人数。";
    APPLICANT_STAGE_CANDIDATE = "applicant.stage.candidate", "发展对象", "名", Stock, Neutral, false, "处于发展对象阶段的人数。";
    COMMUNITY_TOTAL = "community.total", "居民区", "个", Stock, Neutral, false, "居民区库的条目数。";
    BUILDING_TOTAL = "building.total", "商务楼宇", "幢", Stock, Neutral, false, "商务楼宇库的条目数。";
    TRADE_UNION_TOTAL = "trade_union.total", "工会组织", "个", Stock, Neutral, false, "工会组织库的条目数。";
    YOUTH_LEAGUE_TOTAL = "youth_league.total", "团组织", "个", Stock, Neutral, false, "团组织库的条目数。";
    EMPLOYER_TOTAL = "employer.total", "实有单位", "家", Stock, Neutral, false, "实有单位库的条目数。";
    EMPLOYER_CIRCLE_CORE = "employer.circle.core", "核心圈", "家", Stock, Neutral, false, "列入核心圈的实有单位数。";
    EMPLOYER_CIRCLE_JOINT = "employer.circle.joint", "联席圈", "家", Stock, Neutral, false, "列入联席圈的实有单位数。";
    EMPLOYER_CIRCLE_LINKAGE = "employer.circle.linkage", "联动圈", "家", Stock, Neutral, false, "列入联动圈的实有单位数。";
    MEETING_BRANCH_CONGRESS_HELD = "meeting.branch_congress.held", "支部党员大会次数", "次", Quarter, More, false, "本季度召开支部党员大会的次数。";
    MEETING_BRANCH_CONGRESS_EXPECTED = "meeting.branch_congress.expected", "支部党员大会应到", "人次", Quarter, Neutral, false, "本季度支部党员大会应到人次。";
    MEETING_BRANCH_CONGRESS_ATTENDED = "meeting.branch_congress.attended", "支部党员大会实到", "人次", Quarter, More, false, "本季度支部党员大会实到人次。";
    MEETING_BRANCH_COMMITTEE_HELD = "meeting.branch_committee.held", "支部委员会次数", "次", Quarter, More, false, "本季度召开支部委员会的次数。";
    MEETING_BRANCH_COMMITTEE_EXPECTED = "meeting.branch_committee.expected", "支部委员会应到", "人次", Quarter, Neutral, false, "本季度支部委员会应到人次。";
    MEETING_BRANCH_COMMITTEE_ATTENDED = "meeting.branch_committee.attended", "支部委员会实到", "人次", Quarter, More, false, "本季度支部委员会实到人次。";
    MEETING_GROUP_MEETING_HELD = "meeting.group_meeting.held", "党小组会次数", "次", Quarter, More, false, "本季度召开党小组会的次数。";
    MEETING_GROUP_MEETING_EXPECTED = "meeting.group_meeting.expected", "党小组会应到", "人次", Quarter, Neutral, false, "本季度党小组会应到人次。";
    MEETING_GROUP_MEETING_ATTENDED = "meeting.group_meeting.attended", "党小组会实到", "人次", Quarter, More, false, "本季度党小组会实到人次。";
    MEETING_LECTURE_HELD = "meeting.lecture.held", "党课次数", "次", Quarter, More, false, "本季度召开党课的次数。";
    MEETING_LECTURE_EXPECTED = "meeting.lecture.expected", "党课应到", "人次", Quarter, Neutral, false, "本季度党课应到人次。";
    MEETING_LECTURE_ATTENDED = "meeting.lecture.attended", "党课实到", "人次", Quarter, More, false, "本季度党课实到人次。";
    MEETING_THEME_DAY_HELD = "meeting.theme_day.held", "主题党日次数", "次", Quarter, More, false, "本季度召开主题党日的次数。";
    MEETING_THEME_DAY_EXPECTED = "meeting.theme_day.expected", "主题党日应到", "人次", Quarter, Neutral, false, "本季度主题党日应到人次。";
    MEETING_THEME_DAY_ATTENDED = "meeting.theme_day.attended", "主题党日实到", "人次", Quarter, More, false, "本季度主题党日实到人次。";
    MEETING_ORGANISATIONAL_LIFE_HELD = "meeting.organisational_life.held", "组织生活会次数", "次", Quarter, More, false, "本季度召开组织生活会的次数。";
    MEETING_ORGANISATIONAL_LIFE_EXPECTED = "meeting.organisational_life.expected", "组织生活会应到", "人次", Quarter, Neutral, false, "本季度组织生活会应到人次。";
    MEETING_ORGANISATIONAL_LIFE_ATTENDED = "meeting.organisational_life.attended", "组织生活会实到", "人次", Quarter, More, false, "本季度组织生活会实到人次。";
    TODAY_ORGANISATION = "today.organisation", "党组织今日增减", "个", Day, Neutral, false, "今日党组织登记的净增减。";
    TODAY_MEMBER = "today.member", "党员今日增减", "名", Day, Neutral, false, "今日党员登记的净增减。";
    TODAY_APPLICANT = "today.applicant", "入党申请人今日增减", "名", Day, Neutral, false, "今日入党申请人登记的净增减。";
    TODAY_COMMUNITY = "today.community", "居民区今日增减", "个", Day, Neutral, false, "今日居民区登记的净增减。";
    TODAY_BUILDING = "today.building", "商务楼宇今日增减", "幢", Day, Neutral, false, "今日商务楼宇登记的净增减。";
    TODAY_TRADE_UNION = "today.trade_union", "工会组织今日增减", "个", Day, Neutral, false, "今日工会组织登记的净增减。";
    TODAY_YOUTH_LEAGUE = "today.youth_league", "团组织今日增减", "个", Day, Neutral, false, "今日团组织登记的净增减。";
    TODAY_EMPLOYER = "today.employer", "实有单位今日增减", "家", Day, Neutral, false, "今日实有单位登记的净增减。";
    TODAY_EVENT = "today.event", "今日动态", "条", Day, Neutral, false, "今日发生并进入动态的事件数。";
}

/// Metrics by key.
pub(crate) static BY_KEY: LazyLock<HashMap<&'static str, Metric>> = LazyLock::new(|| {
    Metric::all()
        .map(|metric| (metric.definition().key, metric))
        .collect()
});
