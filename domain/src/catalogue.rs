//! The metric catalogue: every number a screen may show, and nothing else.
//!
//! To add a metric, add a line to the table; to make a fact move it, name it in
//! [`crate::contribution`]. The position in the table is the column of the aggregate's matrix and
//! the number on the binary wire, so new lines go to the end.

use std::{collections::HashMap, sync::LazyLock};

use super::metric::{Better, Definition, Metric, Period};

macro_rules! catalogue {
    ($($name:ident = $key:literal, $label:literal, $unit:literal, $period:ident, $better:ident, $sensitive:literal, $meaning:literal;)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Column { $($name),+ }

        impl Metric {
            $(
                #[doc = concat!("`", $key, "`: ", $meaning)]
                pub const $name: Self = Self::at(Column::$name as u8);
            )+
        }

        /// Every metric's definition, in the order of the columns.
        pub const CATALOGUE: &[Definition] = &[$(
            Definition {
                key: $key,
                label: $label,
                unit: $unit,
                period: Period::$period,
                better: Better::$better,
                sensitive: $sensitive,
            },
        )+];

        /// What each metric counts, apart from the rest: what a wall never says it need not download.
        pub(crate) static MEANINGS: &[&str] = &[$($meaning),+];
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
    DEPLOYMENT_ISSUED = "deployment.issued", "本季部署", "项", Quarter, Neutral, false, "本季度由本单位及下级发布的部署数。";
    DEPLOYMENT_DISTRICT_DUE = "deployment.district.due", "区级应接收", "份", Quarter, Neutral, false, "部署发到区级的份数：本季度发布的，以及更早发布而尚未办结的；一项部署发到一个单位计一份。";
    DEPLOYMENT_DISTRICT_RECEIVED = "deployment.district.received", "区级已接收", "份", Quarter, More, false, "区级已接收的部署份数。";
    DEPLOYMENT_DISTRICT_PASSED_ON = "deployment.district.passed_on", "区级已转发", "份", Quarter, More, false, "区级已转发下级的部署份数。";
    DEPLOYMENT_DISTRICT_STARTED = "deployment.district.started", "区级办理中", "份", Quarter, Neutral, false, "区级已接收、报过进展而尚未办结的部署份数。";
    DEPLOYMENT_DISTRICT_DONE = "deployment.district.done", "区级已落实", "份", Quarter, More, false, "区级已办结的部署份数。";
    DEPLOYMENT_DISTRICT_LATE = "deployment.district.late", "区级逾期", "份", Quarter, Less, false, "过了期限，区级仍未办结的部署份数。";
    DEPLOYMENT_STREET_DUE = "deployment.street.due", "街镇应接收", "份", Quarter, Neutral, false, "部署发到街镇的份数：本季度发布的，以及更早发布而尚未办结的；一项部署发到一个单位计一份。";
    DEPLOYMENT_STREET_RECEIVED = "deployment.street.received", "街镇已接收", "份", Quarter, More, false, "街镇已接收的部署份数。";
    DEPLOYMENT_STREET_PASSED_ON = "deployment.street.passed_on", "街镇已转发", "份", Quarter, More, false, "街镇已转发下级的部署份数。";
    DEPLOYMENT_STREET_STARTED = "deployment.street.started", "街镇办理中", "份", Quarter, Neutral, false, "街镇已接收、报过进展而尚未办结的部署份数。";
    DEPLOYMENT_STREET_DONE = "deployment.street.done", "街镇已落实", "份", Quarter, More, false, "街镇已办结的部署份数。";
    DEPLOYMENT_STREET_LATE = "deployment.street.late", "街镇逾期", "份", Quarter, Less, false, "过了期限，街镇仍未办结的部署份数。";
    DEPLOYMENT_COMMUNITY_DUE = "deployment.community.due", "居民区应接收", "份", Quarter, Neutral, false, "部署发到居民区的份数：本季度发布的，以及更早发布而尚未办结的；一项部署发到一个单位计一份。";
    DEPLOYMENT_COMMUNITY_RECEIVED = "deployment.community.received", "居民区已接收", "份", Quarter, More, false, "居民区已接收的部署份数。";
    DEPLOYMENT_COMMUNITY_PASSED_ON = "deployment.community.passed_on", "居民区已转发", "份", Quarter, More, false, "居民区已转发下级的部署份数。";
    DEPLOYMENT_COMMUNITY_STARTED = "deployment.community.started", "居民区办理中", "份", Quarter, Neutral, false, "居民区已接收、报过进展而尚未办结的部署份数。";
    DEPLOYMENT_COMMUNITY_DONE = "deployment.community.done", "居民区已落实", "份", Quarter, More, false, "居民区已办结的部署份数。";
    DEPLOYMENT_COMMUNITY_LATE = "deployment.community.late", "居民区逾期", "份", Quarter, Less, false, "过了期限，居民区仍未办结的部署份数。";
    DEPLOYMENT_STATION_DUE = "deployment.station.due", "楼宇站点应接收", "份", Quarter, Neutral, false, "部署发到楼宇站点的份数：本季度发布的，以及更早发布而尚未办结的；一项部署发到一个单位计一份。";
    DEPLOYMENT_STATION_RECEIVED = "deployment.station.received", "楼宇站点已接收", "份", Quarter, More, false, "楼宇站点已接收的部署份数。";
    DEPLOYMENT_STATION_PASSED_ON = "deployment.station.passed_on", "楼宇站点已转发", "份", Quarter, More, false, "楼宇站点已转发下级的部署份数。";
    DEPLOYMENT_STATION_STARTED = "deployment.station.started", "楼宇站点办理中", "份", Quarter, Neutral, false, "楼宇站点已接收、报过进展而尚未办结的部署份数。";
    DEPLOYMENT_STATION_DONE = "deployment.station.done", "楼宇站点已落实", "份", Quarter, More, false, "楼宇站点已办结的部署份数。";
    DEPLOYMENT_STATION_LATE = "deployment.station.late", "楼宇站点逾期", "份", Quarter, Less, false, "过了期限，楼宇站点仍未办结的部署份数。";
    LOG_TODAY = "log.today", "今日日志", "份", Day, More, false, "今日提交的工作日志份数。";
    LOG_FINISHED_TODAY = "log.finished_today", "今日审结日志", "份", Day, More, false, "今日通过最后一级审阅的工作日志份数。";
    LOG_REPORTING = "log.reporting", "今日提交日志的居民区", "个", Day, More, false, "今日已提交工作日志的居民区数；一个居民区一天只计一次。";
    LOG_REPORTING_STREET = "log.reporting.street", "今日日志已经街道审阅的居民区", "个", Day, More, false, "今日首份工作日志已通过街道审阅的居民区数。";
    LOG_REPORTING_DISTRICT = "log.reporting.district", "今日日志已经区级审阅的居民区", "个", Day, More, false, "今日首份工作日志已通过区级审阅的居民区数。";
    LOG_WAITING_STREET = "log.waiting.street", "待街镇审阅", "份", Stock, Less, false, "等待街道、镇审阅的工作日志份数。";
    LOG_WAITING_DISTRICT = "log.waiting.district", "待区级审阅", "份", Stock, Less, false, "等待区级审阅的工作日志份数。";
    LOG_RETURNED = "log.returned", "退回待补", "份", Stock, Less, false, "被退回而尚未重新提交的工作日志份数。";
    LOG_LATE = "log.late", "超期未审", "份", Stock, Less, false, "前日及更早送审、至今未审阅的工作日志份数。";
    LOG_MONTH = "log.month", "本月日志", "份", Month, More, false, "本月提交的工作日志份数。";
    ITEM_TASK_OPEN = "item.task.open", "在办任务", "件", Stock, Neutral, false, "任务清单上尚未办结的件数。";
    ITEM_TASK_OVERDUE = "item.task.overdue", "逾期任务", "件", Stock, Less, false, "过了期限仍未办结的任务件数。";
    ITEM_TASK_AGE_7 = "item.task.age_7", "在办任务，开立 7 天以内", "件", Stock, Neutral, false, "尚未办结的任务中开立 7 天以内的件数；重新办理的从重新办理之日起算。";
    ITEM_TASK_AGE_15 = "item.task.age_15", "在办任务，开立 8 至 15 天", "件", Stock, Neutral, false, "尚未办结的任务中开立 8 至 15 天的件数；重新办理的从重新办理之日起算。";
    ITEM_TASK_AGE_30 = "item.task.age_30", "在办任务，开立 16 至 30 天", "件", Stock, Neutral, false, "尚未办结的任务中开立 16 至 30 天的件数；重新办理的从重新办理之日起算。";
    ITEM_TASK_AGE_OVER = "item.task.age_over", "在办任务，开立 30 天以上", "件", Stock, Neutral, false, "尚未办结的任务中开立 30 天以上的件数；重新办理的从重新办理之日起算。";
    ITEM_PROBLEM_OPEN = "item.problem.open", "在办问题", "件", Stock, Neutral, false, "问题清单上尚未办结的件数。";
    ITEM_PROBLEM_OVERDUE = "item.problem.overdue", "逾期问题", "件", Stock, Less, false, "过了期限仍未办结的问题件数。";
    ITEM_PROBLEM_AGE_7 = "item.problem.age_7", "在办问题，开立 7 天以内", "件", Stock, Neutral, false, "尚未办结的问题中开立 7 天以内的件数；重新办理的从重新办理之日起算。";
    ITEM_PROBLEM_AGE_15 = "item.problem.age_15", "在办问题，开立 8 至 15 天", "件", Stock, Neutral, false, "尚未办结的问题中开立 8 至 15 天的件数；重新办理的从重新办理之日起算。";
    ITEM_PROBLEM_AGE_30 = "item.problem.age_30", "在办问题，开立 16 至 30 天", "件", Stock, Neutral, false, "尚未办结的问题中开立 16 至 30 天的件数；重新办理的从重新办理之日起算。";
    ITEM_PROBLEM_AGE_OVER = "item.problem.age_over", "在办问题，开立 30 天以上", "件", Stock, Neutral, false, "尚未办结的问题中开立 30 天以上的件数；重新办理的从重新办理之日起算。";
    ITEM_RECTIFICATION_OPEN = "item.rectification.open", "在办整改", "件", Stock, Neutral, false, "整改清单上尚未办结的件数。";
    ITEM_RECTIFICATION_OVERDUE = "item.rectification.overdue", "逾期整改", "件", Stock, Less, false, "过了期限仍未办结的整改件数。";
    ITEM_RECTIFICATION_AGE_7 = "item.rectification.age_7", "在办整改，开立 7 天以内", "件", Stock, Neutral, false, "尚未办结的整改中开立 7 天以内的件数；重新办理的从重新办理之日起算。";
    ITEM_RECTIFICATION_AGE_15 = "item.rectification.age_15", "在办整改，开立 8 至 15 天", "件", Stock, Neutral, false, "尚未办结的整改中开立 8 至 15 天的件数；重新办理的从重新办理之日起算。";
    ITEM_RECTIFICATION_AGE_30 = "item.rectification.age_30", "在办整改，开立 16 至 30 天", "件", Stock, Neutral, false, "尚未办结的整改中开立 16 至 30 天的件数；重新办理的从重新办理之日起算。";
    ITEM_RECTIFICATION_AGE_OVER = "item.rectification.age_over", "在办整改，开立 30 天以上", "件", Stock, Neutral, false, "尚未办结的整改中开立 30 天以上的件数；重新办理的从重新办理之日起算。";
    ITEM_WATCHED = "item.watched", "观察期问题", "件", Stock, Neutral, false, "办结后仍在 90 天观察期内的问题件数。";
    ITEM_RECURRED = "item.recurred", "回潮问题", "件", Stock, Less, false, "办结后再次出现、正在办理的问题件数。";
    ITEM_UNFULFILLED = "item.unfulfilled", "未落实答复", "项", Stock, Less, false, "在办问题的联席会议上，各方已答复而尚未落实的事项数。";
    TASK_YEAR_OPENED = "task.year.opened", "年度任务", "件", Year, Neutral, false, "本年度开立的任务件数。";
    TASK_YEAR_CLOSED = "task.year.closed", "年度任务办结", "件", Year, More, false, "本年度开立并已办结的任务件数。";
    CONFERENCE_CALLED = "conference.called", "联席会议", "次", Quarter, More, false, "本季度召集联席会议的次数。";
    CARE_PLANNED = "care.planned", "计划关爱行动", "项", Quarter, Neutral, false, "期限在本季度的关爱行动项数，以及更早到期而尚未开展的。";
    CARE_DONE = "care.done", "已开展关爱行动", "项", Quarter, More, false, "其中已经开展的项数。";
    CARE_LATE = "care.late", "逾期未开展关爱行动", "项", Stock, Less, false, "过了期限仍未开展的关爱行动项数。";
    CARE_PEOPLE_PLANNED = "care.people.planned", "计划关爱人数", "人次", Quarter, Neutral, false, "期限在本季度的关爱行动计划覆盖的人次，以及更早到期而尚未开展的。";
    CARE_PEOPLE_REACHED = "care.people.reached", "已关爱人数", "人次", Quarter, More, false, "其中已经覆盖的人次，每项不多于计划。";
    BRANCH_HELD_BRANCH_CONGRESS = "branch.held.branch_congress", "按期召开支部党员大会的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开支部党员大会的党支部数。";
    BRANCH_HELD_BRANCH_COMMITTEE = "branch.held.branch_committee", "按期召开支部委员会的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开支部委员会的党支部数。";
    BRANCH_HELD_GROUP_MEETING = "branch.held.group_meeting", "按期召开党小组会的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开党小组会的党支部数。";
    BRANCH_HELD_LECTURE = "branch.held.lecture", "按期召开党课的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开党课的党支部数。";
    BRANCH_HELD_THEME_DAY = "branch.held.theme_day", "按期召开主题党日的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开主题党日的党支部数。";
    BRANCH_HELD_ORGANISATIONAL_LIFE = "branch.held.organisational_life", "按期召开组织生活会的支部", "个", Stock, More, false, "在规定的周期（默认支委会、党小组会、主题党日每月，党员大会、党课每季度，组织生活会每年）内已召开组织生活会的党支部数。";
    BRANCH_BEHIND = "branch.behind", "三会一课未齐的支部", "个", Stock, Less, false, "本周期内三会一课还有一项未召开的党支部数。";
    BRANCH_ATTENDANCE_LT60 = "branch.attendance.lt60", "党员大会出席率低于 60%的支部", "个", Quarter, Less, false, "本季度支部党员大会出席率低于 60%的党支部数；实到与应到逐次累加后相除，未开会的不计。";
    BRANCH_ATTENDANCE_60 = "branch.attendance.60", "党员大会出席率60% 至 69%的支部", "个", Quarter, Neutral, false, "本季度支部党员大会出席率60% 至 69%的党支部数；实到与应到逐次累加后相除，未开会的不计。";
    BRANCH_ATTENDANCE_70 = "branch.attendance.70", "党员大会出席率70% 至 79%的支部", "个", Quarter, Neutral, false, "本季度支部党员大会出席率70% 至 79%的党支部数；实到与应到逐次累加后相除，未开会的不计。";
    BRANCH_ATTENDANCE_80 = "branch.attendance.80", "党员大会出席率80% 至 89%的支部", "个", Quarter, Neutral, false, "本季度支部党员大会出席率80% 至 89%的党支部数；实到与应到逐次累加后相除，未开会的不计。";
    BRANCH_ATTENDANCE_90 = "branch.attendance.90", "党员大会出席率90% 及以上的支部", "个", Quarter, Neutral, false, "本季度支部党员大会出席率90% 及以上的党支部数；实到与应到逐次累加后相除，未开会的不计。";
    PIPELINE_APPLIED = "pipeline.applied", "新增入党申请人", "名", Year, Neutral, false, "本年度登记的新入党申请人数。";
    PIPELINE_ACTIVIST = "pipeline.activist", "确定为积极分子", "名", Year, Neutral, false, "本年度由申请人转为积极分子的人数。";
    PIPELINE_CANDIDATE = "pipeline.candidate", "确定为发展对象", "名", Year, Neutral, false, "本年度由积极分子转为发展对象的人数。";
    PIPELINE_PROBATIONARY = "pipeline.probationary", "接收预备党员", "名", Year, Neutral, false, "本年度登记的新预备党员数。";
    PIPELINE_FORMAL = "pipeline.formal", "预备党员转正", "名", Year, Neutral, false, "本年度由预备党员转为正式党员的人数。";
    PIPELINE_OVERDUE_ACTIVIST = "pipeline.overdue.activist", "积极分子培养超期", "名", Stock, Less, false, "登记为积极分子超过 36 个月、尚未转为发展对象的人数。";
    PIPELINE_OVERDUE_CANDIDATE = "pipeline.overdue.candidate", "发展对象超期", "名", Stock, Less, false, "登记为发展对象超过 12 个月、尚未接收为预备党员的人数。";
    PIPELINE_OVERDUE_PROBATIONARY = "pipeline.overdue.probationary", "预备期超期", "名", Stock, Less, false, "入党满 13 个月仍为预备党员的人数。";
    MEMBER_CONTACT_OVERDUE = "member.contact.overdue", "超过六个月未联系", "名", Stock, Less, true, "登记的最近联系时间在六个月以前的党员数，不含已登记为失联、空挂的；公开屏幕只显示取整值。";
    EMPLOYER_ACTIVE_CORE = "employer.active.core", "核心圈本季参与", "家", Quarter, More, false, "本季度到场参加过共建活动的核心圈单位数。";
    EMPLOYER_ACTIVE_JOINT = "employer.active.joint", "联席圈本季参与", "家", Quarter, More, false, "本季度到场参加过共建活动的联席圈单位数。";
    EMPLOYER_ACTIVE_LINKAGE = "employer.active.linkage", "联动圈本季参与", "家", Quarter, More, false, "本季度到场参加过共建活动的联动圈单位数。";
    RESOURCE_HEALTH_LISTED = "resource.health.listed", "医疗健康资源", "项", Stock, Neutral, false, "在册的医疗健康资源项数，含本年度已完成的。";
    RESOURCE_HEALTH_MATCHED = "resource.health.matched", "医疗健康资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    RESOURCE_VENUE_LISTED = "resource.venue.listed", "场地设施资源", "项", Stock, Neutral, false, "在册的场地设施资源项数，含本年度已完成的。";
    RESOURCE_VENUE_MATCHED = "resource.venue.matched", "场地设施资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    RESOURCE_VOLUNTEER_LISTED = "resource.volunteer.listed", "志愿服务资源", "项", Stock, Neutral, false, "在册的志愿服务资源项数，含本年度已完成的。";
    RESOURCE_VOLUNTEER_MATCHED = "resource.volunteer.matched", "志愿服务资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    RESOURCE_LEGAL_LISTED = "resource.legal.listed", "法律咨询资源", "项", Stock, Neutral, false, "在册的法律咨询资源项数，含本年度已完成的。";
    RESOURCE_LEGAL_MATCHED = "resource.legal.matched", "法律咨询资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    RESOURCE_WELFARE_LISTED = "resource.welfare.listed", "助老助困资源", "项", Stock, Neutral, false, "在册的助老助困资源项数，含本年度已完成的。";
    RESOURCE_WELFARE_MATCHED = "resource.welfare.matched", "助老助困资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    RESOURCE_PARKING_LISTED = "resource.parking.listed", "停车改造资源", "项", Stock, Neutral, false, "在册的停车改造资源项数，含本年度已完成的。";
    RESOURCE_PARKING_MATCHED = "resource.parking.matched", "停车改造资源已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_HEALTH_LISTED = "need.health.listed", "医疗健康需求", "项", Stock, Neutral, false, "在册的医疗健康需求项数，含本年度已完成的。";
    NEED_HEALTH_MATCHED = "need.health.matched", "医疗健康需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_VENUE_LISTED = "need.venue.listed", "场地设施需求", "项", Stock, Neutral, false, "在册的场地设施需求项数，含本年度已完成的。";
    NEED_VENUE_MATCHED = "need.venue.matched", "场地设施需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_VOLUNTEER_LISTED = "need.volunteer.listed", "志愿服务需求", "项", Stock, Neutral, false, "在册的志愿服务需求项数，含本年度已完成的。";
    NEED_VOLUNTEER_MATCHED = "need.volunteer.matched", "志愿服务需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_LEGAL_LISTED = "need.legal.listed", "法律咨询需求", "项", Stock, Neutral, false, "在册的法律咨询需求项数，含本年度已完成的。";
    NEED_LEGAL_MATCHED = "need.legal.matched", "法律咨询需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_WELFARE_LISTED = "need.welfare.listed", "助老助困需求", "项", Stock, Neutral, false, "在册的助老助困需求项数，含本年度已完成的。";
    NEED_WELFARE_MATCHED = "need.welfare.matched", "助老助困需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    NEED_PARKING_LISTED = "need.parking.listed", "停车改造需求", "项", Stock, Neutral, false, "在册的停车改造需求项数，含本年度已完成的。";
    NEED_PARKING_MATCHED = "need.parking.matched", "停车改造需求已匹配", "项", Stock, More, false, "其中已匹配的项数。";
    PROJECT_MADE = "project.made", "项目立项", "个", Year, More, false, "本年度匹配立项的共建项目数。";
    PROJECT_AGREED = "project.agreed", "项目实施", "个", Year, More, false, "其中双方已商定并开始实施的项目数。";
    PROJECT_FULFILLED = "project.fulfilled", "项目办结", "个", Year, More, false, "其中已经办结的项目数。";
    PROJECT_CONFIRMED = "project.confirmed", "项目评价", "个", Year, More, false, "其中已由需求单位评价确认的项目数。";
    ACTIVITY_HELD = "activity.held", "共建活动", "场", Quarter, More, false, "本季度举办的共建活动场数。";
    ACTIVITY_INVITED = "activity.invited", "邀约单位", "家次", Quarter, Neutral, false, "本季度共建活动邀请单位的家次。";
    ACTIVITY_RESPONDED = "activity.responded", "响应单位", "家次", Quarter, More, false, "本季度共建活动中有响应的单位家次。";
    ACTIVITY_ATTENDED = "activity.attended", "到场单位", "家次", Quarter, More, false, "本季度共建活动中到场的单位家次。";
}

/// Metrics by key.
pub(crate) static BY_KEY: LazyLock<HashMap<&'static str, Metric>> = LazyLock::new(|| {
    Metric::all()
        .map(|metric| (metric.definition().key, metric))
        .collect()
});
