//! What a number means, in words.

use super::Question;
use crate::{
    metric::{Metric, Period},
    moment::Day,
};

/// What a number is counted in.
pub(super) fn measure(question: Question) -> &'static str {
    match question {
        Question::Metric(metric) => metric.definition().unit,
        Question::Indicator(indicator) if indicator.scale == 100 => "%",
        Question::Indicator(indicator) => {
            let words = indicator.qualifier;
            words.rsplit_once(" · ").map_or(words, |(_, last)| last)
        }
    }
}

pub(super) fn scale(question: Question) -> i64 {
    match question {
        Question::Metric(_) => 1,
        Question::Indicator(indicator) => indicator.scale,
    }
}

pub(super) fn definition(question: Question) -> String {
    let labels = |metrics: &mut dyn Iterator<Item = Metric>| {
        let labels: Vec<&str> = metrics.map(Metric::label).collect();
        labels.join("＋")
    };
    match question {
        Question::Metric(metric) => metric.meaning().to_owned(),
        Question::Indicator(_) => {
            let counted = labels(&mut question.counted());
            if question.is_rate() {
                let dividing = labels(&mut question.dividing());
                format!("（{counted}）÷（{dividing}）。逐项累加后相除，不取平均。")
            } else {
                format!("{counted}。")
            }
        }
    }
}

/// Over which time a number counts, on a day.
pub(super) fn counted(period: Period, today: Day) -> String {
    let date = today.date();
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match period {
        Period::Stock => "当前在册，不限时间".to_owned(),
        Period::Day => format!("{year}年{month}月{day}日"),
        Period::Month => format!("{year}年{month}月"),
        Period::Quarter => {
            let quarter = ["一", "二", "三", "四"][usize::from((month - 1) / 3)];
            format!("{year}年第{quarter}季度")
        }
        Period::Year => format!("{year}年"),
    }
}

/// Where a number comes from.
pub(super) fn source(question: Question) -> &'static str {
    let key = question.counted().next().map_or("", Metric::key);
    let sources = [
        ("organisation.", "党组织库，随登记即时更新"),
        ("member.", "党员库，随登记即时更新"),
        ("applicant.", "入党申请人库，随登记即时更新"),
        ("community.", "居民区库，随登记即时更新"),
        ("building.", "商务楼宇库，随登记即时更新"),
        ("trade_union.", "工会组织库，随登记即时更新"),
        ("youth_league.", "团组织库，随登记即时更新"),
        ("employer.active.", "共建活动登记，随登记即时更新"),
        ("employer.", "实有单位库，随登记即时更新"),
        ("meeting.", "各支部会议登记，随登记即时更新"),
        ("branch.", "各支部会议登记与党组织库，随登记即时更新"),
        ("pipeline.", "入党申请人库与党员库，随登记即时更新"),
        ("care.", "关爱行动的计划与登记，随登记即时更新"),
        ("deployment.", "部署的发布、接收与办理记录，随办理即时更新"),
        ("log.", "工作日志的提交与审阅记录，随办理即时更新"),
        ("conference.", "联席会议登记，随登记即时更新"),
        ("item.", "任务、问题、整改三张清单，随办理即时更新"),
        ("task.", "任务清单，随办理即时更新"),
        ("resource.", "资源清单与匹配记录，随登记即时更新"),
        ("need.", "需求清单与匹配记录，随登记即时更新"),
        ("project.", "共建项目记录，随办理即时更新"),
        ("activity.", "共建活动登记，随登记即时更新"),
    ];
    let found = sources.iter().find(|(start, _)| key.starts_with(start));
    found.map_or(
        "各单位当日的登记与办理记录，随登记即时更新",
        |(_, words)| words,
    )
}
