//! The way of a log through the levels, as far as it has come.

use liandong_app::{
    console::{LIMIT_MS, Mark, Station},
    format,
};
use liandong_domain::{
    fact::{Event, Fact},
    moment::{Moment, UtcOffset},
    tree::{Tree, UnitIndex},
    unit::UnitKind,
    work::{Log, LogState},
};

/// What a level is called when it reviews.
pub fn level(kind: UnitKind) -> &'static str {
    if kind == UnitKind::Street {
        "街道"
    } else {
        "区级"
    }
}

/// The stations of a log that is not over; `own` is the unit of who looks.
pub fn stations(
    (tree, log): (&Tree, &Log),
    history: &[&Fact],
    (now, offset): (Moment, UtcOffset),
    own: UnitIndex,
) -> Vec<Station> {
    let is_back = log.state == LogState::Returned;
    let submitted = history.iter().rev();
    let submitted = submitted
        .clone()
        .find(|fact| matches!(fact.event, Event::LogSubmitted(_)));
    let submitted = submitted.map_or(log.submitted, |fact| fact.at);
    let begin = Station {
        label: "提交".to_owned(),
        place: tree.node(tree.standing(log.unit)).name.to_string(),
        mark: if is_back { Mark::Back } else { Mark::Done },
        said: if is_back {
            "退回，待修改".to_owned()
        } else {
            format::stamp_cn(submitted, offset)
        },
        way: String::new(),
    };
    let mut passed = history
        .iter()
        .filter(|fact| matches!(fact.event, Event::LogReviewed(_)));
    let reviewers = log.reviewers.iter().enumerate().map(|(place, reviewer)| {
        let unit = tree.standing(reviewer.unit);
        let is_next = place == usize::from(log.passed);
        let is_here = is_next && log.state == LogState::Waiting;
        let mark = if place < usize::from(log.passed) {
            Mark::Done
        } else if is_here {
            Mark::Here
        } else {
            Mark::Ahead
        };
        let limit = format!("限 {} 小时", LIMIT_MS / 3_600_000);
        let (said, way) = match mark {
            Mark::Done => {
                let at = passed.next().map(|fact| format::stamp_cn(fact.at, offset));
                (at.unwrap_or_default(), String::new())
            }
            Mark::Here => {
                let waited = format::waited_cn(now.0 - log.since.0);
                let said = if unit == own {
                    "等你处理"
                } else {
                    "审阅中"
                };
                (said.to_owned(), format!("已等 {waited} / {limit}"))
            }
            _ => ("未到".to_owned(), limit),
        };
        Station {
            label: format!("{}审阅", level(reviewer.kind)),
            place: tree.node(unit).name.to_string(),
            mark,
            said,
            way,
        }
    });
    [begin].into_iter().chain(reviewers).collect()
}
