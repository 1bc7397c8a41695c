//! What the made-up work is called. Nothing here names a person or belongs to a real case.

use liandong_domain::fact::{
    cobuilding::Category,
    item::{List, Matter},
    life::CareKind,
    log::LogKind,
};

use crate::demo::dice::Dice;

/// What districts publish: title, and what is to be done.
pub(in crate::demo) const FROM_DISTRICT: [(&str, &str); 18] = [
    (
        "开展冬季消防安全大排查",
        "逐幢排查楼道堆物、飞线充电和消防通道，发现隐患当场登记，能改的当天改。",
    ),
    (
        "做好四季度三会一课",
        "对照年度计划查漏补缺，缺课的支部排出补课时间。",
    ),
    (
        "走访独居和高龄党员",
        "重阳节后走访不断线，每位老党员至少上门一次，需求记入台账。",
    ),
    (
        "推进加装电梯意见征询",
        "对有意愿的楼组逐户征询，列出难点清单，由街道汇总。",
    ),
    (
        "核对党员组织关系",
        "对照名册核对组织关系，流动党员补登联系时间。",
    ),
    (
        "学习贯彻全会精神",
        "各级书记带头宣讲，支部以主题党日形式学习讨论。",
    ),
    (
        "报送年度民心工程进展",
        "按月报送进展和资金使用情况，未开工的说明原因。",
    ),
    (
        "清理楼道堆物",
        "以楼组为单位集中清理，清理后由楼组长签字确认。",
    ),
    (
        "落实双报到服务项目",
        "在职党员到居住地报到，认领一项服务并在年内完成。",
    ),
    (
        "做好进博会期间值守",
        "落实值班表，夜间巡查每晚不少于两次，情况及时上报。",
    ),
    (
        "摸排小区停车难点",
        "摸清车位缺口和周边共享车位，提出错时停车方案。",
    ),
    (
        "筹备居民区党组织换届",
        "排出换届时间表，摸底候选人情况，注意保密。",
    ),
    (
        "推广楼宇党群服务站点",
        "每街镇新增一处楼宇站点，明确开放时间和负责人。",
    ),
    ("规范发展党员档案", "逐份检查发展党员档案，缺项限期补齐。"),
    (
        "开展垃圾分类回头看",
        "检查分类质量和投放点环境，落后小区制定整改措施。",
    ),
    (
        "组织区域化党建联席会",
        "邀请驻区单位参加，发布资源清单和需求清单。",
    ),
    (
        "防范电信诈骗进楼组",
        "以老年居民为重点，逐楼组讲解，张贴提示。",
    ),
    (
        "汇总年度三张清单",
        "核对任务、问题、整改三张清单，逐项写明进展和完成时间。",
    ),
];

/// What streets publish.
pub(in crate::demo) const FROM_STREET: [(&str, &str); 6] = [
    ("整治沿街乱设摊", "城管与居民区联合巡查，夜间时段重点看守。"),
    ("布置社区食堂试餐", "居民区组织老年居民试餐，收集意见。"),
    ("报送冬季送温暖名单", "只报户数和需求类别，不报个人信息。"),
    (
        "清查非机动车充电点",
        "逐点检查充电设施，过载和破损的立即停用。",
    ),
    ("开放党群服务中心夜间时段", "工作日延长至晚八点，排好值班。"),
    (
        "组织志愿者扫雪除冰演练",
        "备好工具和防滑垫，每居民区一支队伍。",
    ),
];

/// What the city publishes.
pub(in crate::demo) const FROM_CITY: [(&str, &str); 2] = [
    (
        "部署四季度基层党建重点工作",
        "各区对照清单落实，月底前报送进展。",
    ),
    ("开展居民区减负情况调研", "汇总台账报表数量，提出精简意见。"),
];

/// What targets say of how far they are.
pub(in crate::demo) const PROGRESS: [&str; 5] = [
    "已排出时间表，分片推进。",
    "已完成过半，剩余部分本周完成。",
    "已召集楼组长布置。",
    "正在逐户上门，个别户约在周末。",
    "已对接相关部门，等待答复。",
];

/// What shows that something is done.
pub(in crate::demo) const DONE: [&str; 5] = [
    "已按要求完成，台账齐全。",
    "全部落实，已逐项核对。",
    "已完成，现场照片存档。",
    "按期完成，居民反映良好。",
    "已办结，后续转入日常巡查。",
];

/// Why something comes back.
pub(in crate::demo) const RETURNED: [&str; 4] = [
    "请补充具体数量和完成时间。",
    "缺少现场情况，请补充。",
    "请写明下一步安排。",
    "与上次内容重复，请核对。",
];

/// What a log says.
pub(in crate::demo) fn log(kind: LogKind, dice: &mut Dice) -> &'static str {
    let texts: &[&str] = match kind {
        LogKind::Visit => &[
            "走访独居老人，检查燃气和取暖设备。",
            "走访沿街商铺，宣传门责制。",
            "上门了解加装电梯意见，低层住户仍有顾虑。",
            "走访新入住租户，登记居住情况。",
        ],
        LogKind::Meeting => &[
            "召开居民区党总支会议，研究四季度重点工作。",
            "召集业委会和物业商量车位调整。",
            "参加街道例会，领取本周任务。",
            "组织楼组长碰头会，通报安全检查情况。",
        ],
        LogKind::Errand => &[
            "协助居民办理适老化改造申请。",
            "联系物业修复单元门禁。",
            "处理楼上漏水纠纷，双方同意先检测。",
            "清理三号楼楼道堆物，共清运两车。",
        ],
        LogKind::Care => &[
            "看望住院老党员，带去支部问候。",
            "为高龄老人送餐，约好每日时间。",
            "陪同腿脚不便的居民就医。",
        ],
        LogKind::Activity => &[
            "组织主题党日，清洁小区花园。",
            "与共建单位开展义诊，现场测量血压。",
            "开展反诈宣传，发放提示单。",
            "组织青年党员参加志愿服务。",
        ],
    };
    dice.pick(texts)
}

/// What items of each list are about, and how they are called.
pub(in crate::demo) fn items(list: List) -> &'static [(Matter, &'static str)] {
    match list {
        List::Task => &[
            (Matter::FireLane, "完成冬季消防检查"),
            (Matter::Accessibility, "适老化改造需求摸底"),
            (Matter::Lift, "推进加装电梯签约"),
            (Matter::Refuse, "垃圾箱房改造"),
            (Matter::Green, "口袋公园共建"),
            (Matter::Wiring, "增设电瓶车充电桩"),
            (Matter::Organisation, "支部换届准备"),
            (Matter::Organisation, "补齐主题党日记录"),
            (Matter::Parking, "落实错时停车方案"),
            (Matter::Corridor, "清理楼道堆物"),
            (Matter::Other, "社区食堂试运行"),
            (Matter::Dogs, "划定遛犬区域"),
        ],
        List::Problem => &[
            (Matter::StreetVending, "路口占道设摊"),
            (Matter::Noise, "广场舞噪声扰民"),
            (Matter::Fumes, "沿街餐饮油烟扰民"),
            (Matter::Parking, "小区停车位紧张"),
            (Matter::Corridor, "楼道堆物反复"),
            (Matter::FireLane, "消防通道被占"),
            (Matter::Leakage, "雨天地下室积水"),
            (Matter::Wiring, "飞线充电"),
            (Matter::Lift, "加装电梯意见不一"),
            (Matter::Accessibility, "出入口缺少坡道"),
            (Matter::Refuse, "垃圾投放点异味"),
            (Matter::GroupLetting, "群租回潮"),
            (Matter::SchoolGate, "校门口上下学拥堵"),
            (Matter::Green, "树木遮挡采光"),
        ],
        List::Rectification => &[
            (Matter::Organisation, "组织生活台账不全"),
            (Matter::Wiring, "公共线路老化"),
            (Matter::FireLane, "消防设施缺失"),
            (Matter::Leakage, "屋面渗漏未修复"),
            (Matter::Refuse, "分类标识不规范"),
            (Matter::Corridor, "清理后复查不到位"),
        ],
    }
}

/// What a party promises.
pub(in crate::demo) const PROMISES: [&str; 5] = [
    "每晚巡查两次，连续两周。",
    "本周内完成现场勘查并报方案。",
    "张贴告示，逐户告知。",
    "清退违规摊位，落实看守。",
    "协调资金，月底前动工。",
];

/// Kinds of care, by how often.
pub(in crate::demo) const CARE: [(CareKind, u32); 6] = [
    (CareKind::Hardship, 20),
    (CareKind::Illness, 18),
    (CareKind::Elderly, 26),
    (CareKind::Alone, 20),
    (CareKind::Newcomer, 8),
    (CareKind::Festival, 8),
];

/// Categories of resources, by how often.
pub(in crate::demo) const OFFERED: [(Category, u32); 6] = [
    (Category::Health, 24),
    (Category::Venue, 31),
    (Category::Volunteer, 28),
    (Category::Legal, 17),
    (Category::Welfare, 14),
    (Category::Parking, 6),
];

/// Categories of needs, by how often.
pub(in crate::demo) const NEEDED: [(Category, u32); 6] = [
    (Category::Health, 31),
    (Category::Venue, 22),
    (Category::Volunteer, 26),
    (Category::Legal, 14),
    (Category::Welfare, 33),
    (Category::Parking, 22),
];

/// What is offered.
pub(in crate::demo) fn resource(category: Category, dice: &mut Dice) -> &'static str {
    let titles: &[&str] = match category {
        Category::Health => &["每月义诊一次", "健康讲座", "口腔检查"],
        Category::Venue => &["周末会议室", "一楼展厅", "屋顶花园活动场地"],
        Category::Volunteer => &["员工志愿者十名", "周末维修服务", "青年讲师"],
        Category::Legal => &["律师值班半天", "合同咨询", "物业纠纷调解"],
        Category::Welfare => &["适老化改造：扶手安装", "爱心餐券", "节日慰问物资"],
        Category::Parking => &["夜间共享车位", "周末开放地库"],
    };
    dice.pick(titles)
}

/// What is needed.
pub(in crate::demo) fn need(category: Category, dice: &mut Dice) -> &'static str {
    let titles: &[&str] = match category {
        Category::Health => &["老年居民血压筛查", "慢病管理讲座", "儿童视力检查"],
        Category::Venue => &["支部活动场地", "少儿暑托场地", "舞蹈队排练场地"],
        Category::Volunteer => &["垃圾分类值守", "老人手机课", "家电维修日"],
        Category::Legal => &["业主大会法律指导", "租赁纠纷咨询"],
        Category::Welfare => &["楼道加装扶手", "独居老人送餐", "困难家庭助学"],
        Category::Parking => &["夜间停车位", "非机动车棚改造"],
    };
    dice.pick(titles)
}

/// What activities are called.
pub(in crate::demo) const ACTIVITIES: [(Category, &str); 8] = [
    (Category::Health, "健康进楼宇义诊"),
    (Category::Volunteer, "便民服务集市"),
    (Category::Legal, "法律咨询日"),
    (Category::Venue, "邻里文化周"),
    (Category::Welfare, "敬老助餐行动"),
    (Category::Volunteer, "青年志愿者环境日"),
    (Category::Parking, "错时停车协商会"),
    (Category::Health, "楼宇白领健步走"),
];

const SHORT_NAMES: [&str; 16] = [
    "汇文", "漕溪", "衡北", "宛南", "枫景", "龙腾", "浦汇", "申怡", "嘉禾", "康宁", "立德", "明澄",
    "和畅", "启元", "百川", "云栖",
];

const TRADES: [&str; 10] = [
    "科技", "医药", "设计", "置业", "物业", "律所", "传媒", "教育", "餐饮", "商贸",
];

/// A short name under which an employer agrees to be shown.
pub(in crate::demo) fn employer(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SHORT_NAMES), dice.pick(&TRADES))
}
