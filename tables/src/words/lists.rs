//! The code lists of the domain with the words of real files. Each list is in the order of its enum's `ALL`.

use super::{Code, ethnicity::ETHNICITIES};
use crate::columns::Field;

/// The fields with a list.
pub(super) const FIELDS: &[Field] = &[
    Field::Level,
    Field::Sector,
    Field::Category,
    Field::Membership,
    Field::Gender,
    Field::Ethnicity,
    Field::Education,
    Field::Occupation,
    Field::Status,
    Field::Stage,
    Field::Circle,
    Field::Kind,
];

pub(super) fn list(field: Field) -> &'static [Code] {
    match field {
        Field::Level => LEVELS,
        Field::Sector => SECTORS,
        Field::Category => CATEGORIES,
        Field::Membership => MEMBERSHIPS,
        Field::Gender => GENDERS,
        Field::Ethnicity => ETHNICITIES,
        Field::Education => EDUCATIONS,
        Field::Occupation => OCCUPATIONS,
        Field::Status => STATUSES,
        Field::Stage => STAGES,
        Field::Circle => CIRCLES,
        Field::Kind => KINDS,
        _ => &[],
    }
}

const fn code(
    key: &'static str,
    word: &'static str,
    synonyms: &'static str,
    near: &'static str,
) -> Code {
    Code {
        key,
        word,
        synonyms,
        near,
    }
}

const LEVELS: &[Code] = &[
    code(
        "committee",
        "党委",
        "党的委员会 委员会 基层党委 党工委 社区党委 居民区党委",
        "党组",
    ),
    code(
        "general_branch",
        "党总支",
        "总支 总支部 党总支部 总支部委员会 党总支委员会",
        "",
    ),
    code(
        "branch",
        "党支部",
        "支部 支部委员会 联合党支部 联合支部 临时党支部",
        "党小组",
    ),
];

const SECTORS: &[Code] = &[
    code(
        "community",
        "居民区党建",
        "居民区 居民区领域 居民区党组织 社区党建",
        "社区 居委 村居",
    ),
    code(
        "two_new",
        "两新党建",
        "两新 两新组织 两新领域 两新组织党建 非公 非公党建 非公有制经济组织 新经济组织 新社会组织",
        "社会组织 企业 楼宇",
    ),
    code(
        "regional",
        "区域化党建",
        "区域化 区域化领域 区域党建",
        "区域 驻区单位 共建单位",
    ),
    code(
        "government",
        "机关党建",
        "机关 机关领域 机关事业 机关事业单位",
        "事业单位",
    ),
];

const CATEGORIES: &[Code] = &[
    code(
        "urban_community",
        "城市社区",
        "社区 居民区 城市社区居委会 居委会 社区居委会 城市街道社区",
        "居委",
    ),
    code("village", "行政村", "村 建制村 村委会 农村", ""),
    code(
        "government",
        "机关",
        "党政机关 政府机关 国家机关 机关单位",
        "街道机关",
    ),
    code(
        "institution",
        "事业单位",
        "事业 公立学校 公立医院",
        "学校 医院",
    ),
    code(
        "public_enterprise",
        "公有制企业",
        "国有企业 国企 公有企业 集体企业 国有控股企业 公有制经济组织",
        "公有经济",
    ),
    code(
        "non_public_enterprise",
        "非公有制企业",
        "非公企业 非公有企业 非公有制经济组织 非公经济组织 民营企业 私营企业 外资企业 非公",
        "民企 私企 外企",
    ),
    code(
        "social_organisation",
        "社会组织",
        "社会团体 民办非企业单位 民非 社会服务机构 社团 基金会",
        "协会",
    ),
];

const MEMBERSHIPS: &[Code] = &[
    code("formal", "正式党员", "正式 1 01 中共党员 党员", "转正"),
    code(
        "probationary",
        "预备党员",
        "预备 2 02 中共预备党员",
        "预备(延) 延长预备期",
    ),
];

const GENDERS: &[Code] = &[
    code("male", "男性", "男 1 M", ""),
    code("female", "女性", "女 2 F", ""),
    code(
        "unknown",
        "未知的性别",
        "0 9 未知 未说明 未说明的性别",
        "不详",
    ),
];

const EDUCATIONS: &[Code] = &[
    code(
        "postgraduate",
        "研究生",
        "研究生教育 研究生学历 硕士 博士 硕士研究生 博士研究生 硕士研究生毕业 博士研究生毕业 \
         研究生毕业 研究生班毕业 博士后 10 11 12 13 14 15 16 17 18 19",
        "研究生班 在职研究生",
    ),
    code(
        "bachelor",
        "大学本科",
        "本科 大学 学士 大学毕业 本科毕业 大学本科毕业 大学本科教育 全日制本科 大学普通班 \
         大学普通班毕业 20 21 22 23 28 29",
        "本科在读 大本",
    ),
    code(
        "college",
        "大学专科",
        "大专 专科 高职 大专毕业 专科毕业 大学专科毕业 大学专科教育 高等职业教育 专科学校 30 31 \
         32 33 38 39",
        "高专",
    ),
    code(
        "secondary",
        "中专或高中",
        "中专 高中 技校 职高 中技 中师 中等专科 中专毕业 高中毕业 中等职业教育 中等专科毕业 \
         职业高中 职业高中毕业 技工学校 技工学校毕业 普通高中 普通高中毕业 普通高级中学教育 \
         高中中专 高中及中专 中专、高中 高中、中专 中专、高中、中技 中专高中中技 40 41 42 43 44 \
         45 46 47 48 49 60 61 62 63 68 69",
        "中职",
    ),
    code(
        "junior",
        "初中及以下",
        "初中 小学 文盲 半文盲 初中毕业 小学毕业 初级中学教育 小学教育 小学及以下 初中以下 \
         文盲或半文盲 未上过学 70 71 73 78 79 80 81 83 88 89 90",
        "私塾",
    ),
];

const OCCUPATIONS: &[Code] = &[
    code(
        "worker",
        "工人",
        "工勤人员 工勤技能人员 工人(包括工勤技能人员) 在岗职工 职工 产业工人",
        "务工人员",
    ),
    code("farmer", "农牧渔民", "农民 农牧民 渔民", "务农"),
    code(
        "professional",
        "专业技术人员",
        "企事业单位、社会组织专业技术人员 企事业单位社会组织专业技术人员 企事业单位专业技术人员 \
         专技人员 教师 医生 工程技术人员",
        "技术人员",
    ),
    code(
        "manager",
        "管理人员",
        "企事业单位、社会组织管理人员 企事业单位社会组织管理人员 企事业单位管理人员 企业管理人员 \
         经营管理人员",
        "企业负责人",
    ),
    code(
        "civil_servant",
        "党政机关工作人员",
        "公务员 机关工作人员 机关干部 党政机关干部",
        "干部",
    ),
    code("student", "学生", "在校学生 大学生 在校生", ""),
    code(
        "other",
        "其他职业人员",
        "其他 其他人员 其它 自由职业者 个体工商户 无业 待业",
        "灵活就业人员",
    ),
    code(
        "retired",
        "离退休人员",
        "退休 离休 离退休 退休人员 离休人员 退休职工 离退休干部 退休干部",
        "内退",
    ),
];

const STATUSES: &[Code] = &[
    code("normal", "正常", "正常党员 在册 在册正常 正常管理", "一般"),
    code(
        "mobile",
        "流动党员",
        "流动 流出 流出党员 外出流动 外出流动党员 流动在外",
        "流入",
    ),
    code(
        "out_of_contact",
        "失联党员",
        "失联 失去联系 失去联系党员",
        "联系不上",
    ),
    code(
        "nominal",
        "空挂党员",
        "空挂 空挂户 挂靠 组织关系空挂",
        "口袋党员",
    ),
];

const STAGES: &[Code] = &[
    code(
        "applicant",
        "入党申请人",
        "申请人 申请入党 递交入党申请书 提出申请",
        "申请",
    ),
    code(
        "activist",
        "入党积极分子",
        "积极分子 确定积极分子",
        "培养对象",
    ),
    code(
        "candidate",
        "发展对象",
        "拟发展对象 确定发展对象 重点发展对象",
        "拟发展",
    ),
];

const CIRCLES: &[Code] = &[
    code("core", "核心圈", "核心 核心层", "核心单位"),
    code("joint", "联席圈", "联席 联席会议圈 联席会议", "联席单位"),
    code("linkage", "联动圈", "联动 联动层", "联动单位"),
    code("none", "未入圈", "无 不在圈 暂无", "未定"),
];

const KINDS: &[Code] = &[
    code("country", "全国", "国家", ""),
    code("province", "省", "自治区 省份", ""),
    code("city", "市", "直辖市 地级市", ""),
    code("district", "区", "县 区县 市辖区 区级", ""),
    code(
        "street",
        "街道",
        "镇 乡 街镇 街道办事处 街道办 街道镇 街道/镇",
        "工业区",
    ),
    code("area", "片区", "协作块 党建片区 块区", "大社区"),
    code(
        "community",
        "居民区",
        "居委会 居委 社区 村 村委会 居村委 行政村 居村",
        "小区",
    ),
    code("building", "商务楼宇", "楼宇 大楼 大厦 商务楼", "楼宇站点"),
    code(
        "park",
        "园区",
        "产业园区 科技园区 工业园区 园区站点",
        "创意园",
    ),
    code(
        "grid",
        "网格",
        "党建责任区 责任区 党建网格 微网格",
        "块长区",
    ),
];
