//! What each kind of fact is called where people read of it.

/// The kinds, with their Chinese words.
const WORDS: &[(&str, &str)] = &[
    ("unit.added", "添加单位"),
    ("unit.renamed", "单位改名"),
    ("unit.moved", "移动单位"),
    ("unit.retired", "停用单位"),
    ("registry.changed", "登记台账"),
    ("meeting.held", "记录会议"),
    ("deployment.issued", "下达部署"),
    ("deployment.acknowledged", "接收部署"),
    ("deployment.passed_on", "转发部署"),
    ("deployment.progressed", "反馈进展"),
    ("deployment.completed", "办结部署"),
    ("deployment.withdrawn", "撤回部署"),
    ("log.submitted", "提交日志"),
    ("log.reviewed", "审阅通过"),
    ("log.returned", "退回日志"),
    ("item.opened", "列入清单"),
    ("item.assigned", "交办"),
    ("item.progressed", "反馈办理"),
    ("item.resolved", "提请核验"),
    ("item.returned", "核验退回"),
    ("item.closed", "核验办结"),
    ("item.reopened", "重新列入"),
    ("conference.called", "召集联席会议"),
    ("conference.answered", "联席会议答复"),
    ("care.planned", "计划关爱行动"),
    ("care.done", "开展关爱行动"),
    ("rules.set", "设定组织生活频次"),
    ("resource.offered", "登记资源"),
    ("need.raised", "提出需求"),
    ("match.made", "共建立项"),
    ("match.agreed", "双方商定"),
    ("match.fulfilled", "项目完成"),
    ("match.confirmed", "需求方评价"),
    ("match.dropped", "终止项目"),
    ("activity.held", "记录活动"),
    ("assessment.scored", "考核评分"),
];

/// The word for a kind, by its name in the JSON.
pub fn word(kind: &str) -> Option<&'static str> {
    let found = WORDS.iter().find(|(known, _)| *known == kind);
    found.map(|(_, word)| *word)
}
