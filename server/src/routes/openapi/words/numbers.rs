//! The words of what numbers were, and where they come from.

/// Fields, as in [`super::FIELDS`].
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("AskedNumber.above", "上一级的同一个数字"),
    ("AskedNumber.below", "下级各单位的同一个数字，大的在前"),
    ("AskedNumber.key", "指标或图表的键"),
    (
        "AskedNumber.own",
        "下级之外本级自有的；取整公布时为空，因为相加不等于合计",
    ),
    ("AskedNumber.unit", "单位"),
    ("Answer.above", "上一级的同一个数字"),
    ("Answer.below", "下级各单位的同一个数字，大的在前"),
    ("Answer.key", "指标或图表的键"),
    (
        "Answer.own",
        "下级之外本级自有的；取整公布时为空，因为相加不等于合计",
    ),
    ("Answer.unit", "单位"),
    ("counted", "统计的时段"),
    ("DailyValue.value", "这一天结束时的数值"),
    ("DailyValues.days", "保存了数值的各天，旧的在前"),
    ("DailyValues.metric", "指标的键"),
    ("DailyValues.unit", "单位代码"),
    ("day", "哪一天，如 2026-11-22"),
    ("definition", "统计什么"),
    ("exact", "是否为精确值；否则为可以公布的取整值"),
    ("Extras.trends", "本级几个数字近 30 天每天结束时的数值"),
    ("figure", "数字"),
    ("Figure.count", "数目；比率则为分子"),
    ("Figure.of", "比率的分母；不是比率则为空"),
    ("first", "第一天，自 1970-01-01 起的天数"),
    ("number", "指标或图表的键，如 member.total、attendance"),
    ("measure", "量词；比率则为单位"),
    ("metric", "指标的键，如 member.total"),
    ("scale", "比率乘以多少：百分比为 100"),
    ("source", "来源"),
    ("trend", "近 30 天每天结束时的数值，没有保存的日子不在其中"),
    ("Trend.values", "从第一天起每天结束时的数值；没有保存则为空"),
    ("TrendDay.above", "上一级的同一个数字"),
    ("trends", "本级几个数字近 30 天每天结束时的数值"),
];

/// Parameters of queries.
pub(super) const ASKED: &[(&str, &str)] = &[
    ("from", "从哪一天起，如 2026-11-01"),
    ("metric", "指标的键，如 member.total"),
    ("to", "到哪一天，如 2026-11-22"),
];

/// Schemas, as in [`super::SCHEMAS`].
pub(super) const SCHEMAS: &[(&str, &str)] = &[
    ("Answer", "一个数字从何而来"),
    ("AskedNumber", "一个数字从何而来"),
    ("DailyValue", "一天结束时的数值"),
    ("DailyValues", "一个数字的每日数值"),
    ("Figure", "一个数字"),
    ("Part", "另一个单位的同一个数字"),
    ("Trend", "近 30 天每天结束时的数值"),
    ("TrendDay", "一天结束时的数字"),
];
