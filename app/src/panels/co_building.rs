//! The panels of co-building.

mod circles;
mod exchange;
mod response;
mod stages;
mod taking_part;

pub use circles::CirclesPanel;
pub use exchange::ExchangePanel;
use liandong_domain::metric::Metric;
pub use response::ResponsePanel;
pub use stages::{ActivitiesPanel, ProjectsPanel};
pub use taking_part::TakingPartPanel;

/// A circle: its name in the style sheet, who is in it, how many they are, how many of them take part.
struct Circle {
    class: &'static str,
    who: &'static str,
    total: Metric,
    active: Metric,
}

/// The circles, the innermost first.
const CIRCLES: [Circle; 3] = [
    Circle {
        class: "core",
        who: "公共管理与服务单位",
        total: Metric::EMPLOYER_CIRCLE_CORE,
        active: Metric::EMPLOYER_ACTIVE_CORE,
    },
    Circle {
        class: "joint",
        who: "骨干企事业单位",
        total: Metric::EMPLOYER_CIRCLE_JOINT,
        active: Metric::EMPLOYER_ACTIVE_JOINT,
    },
    Circle {
        class: "linkage",
        who: "其他参与共建的单位",
        total: Metric::EMPLOYER_CIRCLE_LINKAGE,
        active: Metric::EMPLOYER_ACTIVE_LINKAGE,
    },
];
