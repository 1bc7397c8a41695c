//! The fields of every table, with the headings under which real exports have them.

use liandong_domain::registry::Registry;

use super::{Field, FieldSpec, Target};

/// The fields of a table, in the order of its template.
pub fn fields(target: Target) -> &'static [FieldSpec] {
    match target {
        Target::Registry(Registry::Organisation) => ORGANISATION,
        Target::Registry(Registry::Member) => MEMBER,
        Target::Registry(Registry::Applicant) => APPLICANT,
        Target::Registry(Registry::Community) => COMMUNITY,
        Target::Registry(Registry::Building) => BUILDING,
        Target::Registry(Registry::TradeUnion) => TRADE_UNION,
        Target::Registry(Registry::YouthLeague) => YOUTH_LEAGUE,
        Target::Registry(Registry::Employer) => EMPLOYER,
        Target::Units => UNITS,
    }
}

const fn required(
    field: Field,
    label: &'static str,
    headings: &'static str,
    help: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec {
        field,
        label,
        required: true,
        headings,
        help,
        example,
    }
}

const fn optional(
    field: Field,
    label: &'static str,
    headings: &'static str,
    help: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec {
        field,
        label,
        required: false,
        headings,
        help,
        example,
    }
}

const PERSON: FieldSpec = required(
    Field::Key,
    "标识",
    "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 居民身份证号 居民身份证号码 \
         身份证 身份证件号 身份证件号码 证件号码 证件号 人员标识 党员标识",
    "每人唯一且不变的号码，建议用身份证号：导入时即换成不可还原的标识，系统不保存原号码。序号会变动，不能使用",
    "18 位居民身份证号",
);
const UNIT_HELP: &str = "所属组织节点的代码，或其全称、简称";
const PERSON_UNIT: FieldSpec = required(
    Field::Unit,
    "所属单位",
    "所在党支部 所在支部 所属党支部 所属支部 所在党组织 所属党组织 党组织名称 支部名称 党支部 \
         党支部名称 组织关系所在党支部 组织关系所在单位 所属居委 所属居委会 所属居民区 居民区 \
         居委会 居委 所属社区 社区 所属单位代码 单位代码 所属单位名称 所属组织 所属节点 组织节点 \
         节点代码 所属街道 街道",
    UNIT_HELP,
    "310104013001",
);
const BODY_UNIT: FieldSpec = required(
    Field::Unit,
    "所属单位",
    "所属单位代码 单位代码 所属居委 所属居委会 所属居民区 居民区 居委会 居委 所属社区 \
         所在社区 社区 所属街道 街道 街道名称 所属街镇 街镇 所属片区 片区 所属楼宇 所属园区 属地 \
         所属节点 节点代码 组织节点 上级党组织 上级组织 所属党组织",
    UNIT_HELP,
    "310104013001",
);
const SECTOR: FieldSpec = required(
    Field::Sector,
    "领域",
    "三大领域 所属领域 党建领域 条线 党建条线 板块 领域类别",
    "居民区党建、两新党建、区域化党建或机关党建",
    "居民区党建",
);

const MEMBER: &[FieldSpec] = &[
    PERSON,
    PERSON_UNIT,
    SECTOR,
    optional(
        Field::Membership,
        "党员类别",
        "类别 党员类型 党员性质 政治面貌 人员类型 是否预备党员",
        "正式党员或预备党员；不填为正式党员",
        "正式党员",
    ),
    required(Field::Gender, "性别", "性別 男女 sex", "男性或女性", "女性"),
    optional(
        Field::BirthYear,
        "出生年份",
        "出生日期 出生年月 出生年月日 出生时间 出生年 生日 birthday birthdate",
        "年份，也可填完整日期；只保存年份",
        "1985",
    ),
    optional(
        Field::Ethnicity,
        "民族",
        "族别 民族名称",
        "民族名称或 GB/T 3304 代码",
        "汉族",
    ),
    optional(
        Field::Education,
        "学历",
        "文化程度 最高学历 学历情况 全日制学历 教育程度 受教育程度 学历层次",
        "研究生、大学本科、大学专科、中专或高中、初中及以下",
        "大学本科",
    ),
    optional(
        Field::Occupation,
        "职业",
        "工作岗位 人员类别 职业类别 职业分类 从事职业 岗位 个人身份 人员身份 身份 岗位类别 \
         新社会阶层类型",
        "按党内统计的职业分类填写",
        "离退休人员",
    ),
    optional(
        Field::Joined,
        "入党时间",
        "入党日期 入党年月 加入党组织日期 加入党组织时间 加入中共组织日期 加入中国共产党日期 入党 \
         入党时间年月",
        "年月，如 2009-07；也可填完整日期",
        "2009-07",
    ),
    optional(
        Field::Status,
        "党员状态",
        "状态 党籍状态 组织关系状态 失联情况 流动情况 失联 流动 是否失联 是否流动 是否流动党员 \
         是否失联党员 流动党员 失联党员 管理状态",
        "正常、流动党员、失联党员或空挂党员；不填为正常",
        "正常",
    ),
    optional(
        Field::LastContact,
        "最近联系时间",
        "最近联系日期 最近联系年月 最近联系 最近一次联系时间 最近一次联系日期 最后联系时间 \
         最后联系日期 最后一次联系时间 最后联系 失去联系时间 失联时间",
        "年月，如 2026-05；也可填完整日期。满六个月没有联系的，系统自动提醒",
        "2026-05",
    ),
];

const APPLICANT: &[FieldSpec] = &[
    PERSON,
    PERSON_UNIT,
    required(
        Field::Stage,
        "发展阶段",
        "阶段 类别 人员类别 申请阶段 发展状态 培养阶段 当前阶段 人员类型 状态",
        "入党申请人、入党积极分子或发展对象",
        "入党积极分子",
    ),
    optional(
        Field::Since,
        "确定时间",
        "确定日期 确定年月 本阶段确定时间 进入本阶段时间 列为发展对象时间 确定为发展对象时间 \
         确定发展对象时间 列为积极分子时间 列为入党积极分子时间 确定为积极分子时间 \
         确定为入党积极分子时间 确定积极分子时间 确定入党积极分子时间 申请入党时间 入党申请时间 \
         递交入党申请书时间 递交申请书时间 提交入党申请书时间 申请时间 申请日期",
        "进入目前阶段的年月，如 2026-03；也可填完整日期",
        "2026-03",
    ),
];

const ORGANISATION: &[FieldSpec] = &[
    required(
        Field::Key,
        "党组织代码",
        "党组织编码 组织代码 组织编码 党组织编号 组织编号 党支部编号 党组织标识 代码 编码",
        "每个党组织唯一且不变的代码",
        "031001005003",
    ),
    optional(
        Field::Name,
        "党组织名称",
        "组织名称 党组织全称 党支部名称 支部名称 组织全称 名称",
        "只用来判断组织类别，不保存",
        "薛家宅第二党支部",
    ),
    BODY_UNIT,
    required(
        Field::Level,
        "组织类别",
        "党组织类别 党组织类型 组织类型 组织层级 党组织层级 类型 级别 层级",
        "党委、党总支或党支部；有党组织名称时可不填",
        "党支部",
    ),
    SECTOR,
    required(
        Field::Category,
        "单位性质",
        "单位类别 所在单位类别 党组织所在单位类别 单位类型 所在单位性质 单位性质类别 行业类别 \
         类别",
        "城市社区、行政村、机关、事业单位、公有制企业、非公有制企业或社会组织",
        "城市社区",
    ),
];

const COMMUNITY: &[FieldSpec] = &[
    required(
        Field::Key,
        "居民区代码",
        "居委会代码 居委代码 社区代码 居民区编码 社区编码 区划代码 统计用区划代码 代码 编码 \
         居民区名称 居委会名称 社区名称 名称",
        "每个居民区唯一且不变的代码",
        "310104013001",
    ),
    BODY_UNIT,
];

const BUILDING: &[FieldSpec] = &[
    required(
        Field::Key,
        "楼宇代码",
        "楼宇编码 楼宇编号 楼宇标识 大楼编号 代码 编码 编号 楼宇名称 商务楼宇名称 大楼名称 楼宇 \
         名称",
        "每幢楼宇唯一且不变的代码；没有代码时填楼宇名称",
        "LY-0012",
    ),
    BODY_UNIT,
];

const CREDIT_CODE: &str = "统一社会信用代码";

const TRADE_UNION: &[FieldSpec] = &[
    required(
        Field::Key,
        "工会代码",
        "工会编码 工会编号 工会组织代码 工会法人代码 统一社会信用代码 社会信用代码 代码 编码 编号 \
         工会名称 工会组织名称 工会全称 名称",
        "每个工会唯一且不变的代码",
        "81310104MC00000016",
    ),
    BODY_UNIT,
];

const YOUTH_LEAGUE: &[FieldSpec] = &[
    required(
        Field::Key,
        "团组织代码",
        "团组织编码 团组织编号 团支部编号 团支部代码 代码 编码 编号 团组织名称 团组织全称 \
         团支部名称 名称",
        "每个团组织唯一且不变的代码",
        "TZ-0012",
    ),
    BODY_UNIT,
];

const EMPLOYER: &[FieldSpec] = &[
    required(
        Field::Key,
        CREDIT_CODE,
        "社会信用代码 信用代码 统一信用代码 组织机构代码 企业代码 单位编号 代码 编码 单位名称 \
         企业名称 公司名称 机构名称 名称",
        "18 位统一社会信用代码",
        "91310104MA1FR0000C",
    ),
    BODY_UNIT,
    optional(
        Field::Circle,
        "圈层",
        "所在圈层 所属圈层 三圈 一心三圈 圈别 共建圈层",
        "核心圈、联席圈、联动圈；不填为未入圈",
        "联席圈",
    ),
    optional(
        Field::ShownAs,
        "公示简称",
        "公开简称 上屏简称 展示简称 大屏简称 展示名称 显示名称 单位简称 简称",
        "同意在大屏上公示时所用的简称，最多 12 个字；不填则不公示",
        "第六医院",
    ),
];

const UNITS: &[FieldSpec] = &[
    required(
        Field::Code,
        "节点代码",
        "单位代码 代码 编码 节点编码 区划代码 组织代码 统计用区划代码",
        "字母、数字、“-”或“_”，最多 32 位；一经使用不再改变",
        "310104013001",
    ),
    required(
        Field::Name,
        "节点名称",
        "单位名称 名称 全称 节点全称 组织名称",
        "全称，最多 60 个字",
        "东兰居民区",
    ),
    required(
        Field::Kind,
        "节点类别",
        "类别 单位类别 类型 层级 节点类型 级别 单位类型",
        "市、区、街道、片区、居民区、楼宇、园区或网格",
        "居民区",
    ),
    optional(
        Field::Parent,
        "上级节点代码",
        "parent_code 上级代码 上级单位代码 上级节点 上级单位 上级 父级代码 父节点 隶属 上级编码",
        "上级节点的代码；最上一级不填。上级须在前面的行中或已在系统中",
        "310104013",
    ),
    optional(
        Field::MapColumn,
        "示意图列",
        "地图列",
        "在上级示意图上的列，0 至 255，从西数起",
        "2",
    ),
    optional(
        Field::MapRow,
        "示意图行",
        "地图行",
        "在上级示意图上的行，0 至 255，从北数起",
        "0",
    ),
];
