//! Resources, needs, and the projects that bring them together.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Act, Record, SubjectId, WorkError, Worth};
use crate::{
    fact::{
        Event,
        cobuilding::{Category, MatchMade, NeedRaised, ResourceOffered},
    },
    metric::Metric,
    moment::Day,
    tree::UnitIndex,
};

/// What an employer offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The unit that it is offered to, with those below it.
    pub unit: UnitIndex,
    /// What it is.
    pub category: Category,
    /// Which employer offers it, by its key in the registry.
    pub employer: SmolStr,
    /// Until when it is to be had.
    pub until: Day,
    /// The project that it is used in.
    pub project: Option<SubjectId>,
}

/// What a unit needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The unit.
    pub unit: UnitIndex,
    /// What it is.
    pub category: Category,
    /// When it was raised.
    pub raised: Day,
    /// Until when.
    pub due: Day,
    /// The project that meets it.
    pub project: Option<SubjectId>,
    /// When that began.
    pub matched: Option<Day>,
}

/// A need that is met by a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The unit that brought the two together.
    pub maker: UnitIndex,
    /// The unit in need. It counts there.
    pub unit: UnitIndex,
    /// The resource.
    pub resource: SubjectId,
    /// The need.
    pub need: SubjectId,
    /// When it began.
    pub made: Day,
    /// How far it is.
    pub stage: ProjectStage,
    /// What the unit in need says of it, 1 to 5.
    pub score: Option<u8>,
}

/// How far a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProjectStage {
    /// It came to nothing.
    Dropped,
    /// Resource and need were brought together.
    Made,
    /// Both sides agreed.
    Agreed,
    /// It was carried out.
    Fulfilled,
    /// The unit in need confirmed it.
    Confirmed,
}

impl ProjectStage {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dropped => "已终止",
            Self::Made => "已立项",
            Self::Agreed => "实施中",
            Self::Fulfilled => "待评价",
            Self::Confirmed => "已评价",
        }
    }
}

impl Resource {
    pub(super) fn offer(offered: &ResourceOffered, act: &Act<'_>) -> Self {
        Self {
            unit: act.unit,
            category: offered.category,
            employer: SmolStr::new(&offered.employer),
            until: offered.until,
            project: None,
        }
    }
}

impl Need {
    pub(super) fn raise(raised: &NeedRaised, act: &Act<'_>) -> Self {
        Self {
            unit: act.unit,
            category: raised.category,
            raised: act.day,
            due: raised.due,
            project: None,
            matched: None,
        }
    }

    /// A project is to meet it, or none any more.
    pub(super) fn meet(&mut self, project: Option<SubjectId>, day: Day) {
        self.matched = project.is_some().then_some(day);
        self.project = project;
    }
}

pub(super) fn check_match(
    resource: &Resource,
    need: &Need,
    act: &Act<'_>,
) -> Result<(), WorkError> {
    if resource.project.is_some() || need.project.is_some() {
        return Err(WorkError::AlreadyMatched);
    }
    if resource.category != need.category {
        return Err(WorkError::OtherCategory);
    }
    let is_within = |unit| act.is_at_or_below(unit, act.unit);
    if is_within(need.unit)
        && (is_within(resource.unit) || act.is_at_or_below(act.unit, resource.unit))
    {
        Ok(())
    } else {
        Err(WorkError::NotForUnit)
    }
}

impl Project {
    pub(super) fn make(made: &MatchMade, unit: UnitIndex, act: &Act<'_>) -> Self {
        Self {
            maker: act.unit,
            unit,
            resource: SubjectId::new(&made.resource),
            need: SubjectId::new(&made.need),
            made: act.day,
            stage: ProjectStage::Made,
            score: None,
        }
    }

    pub(super) fn check(&self, event: &Event, act: &Act<'_>) -> Result<(), WorkError> {
        let by_unit = act.is_by(self.unit);
        let (is_for, is_time) = match event {
            Event::MatchAgreed(_) => (
                by_unit || act.is_by(self.maker),
                self.stage == ProjectStage::Made,
            ),
            Event::MatchFulfilled(_) => (
                by_unit || act.is_by(self.maker),
                self.stage == ProjectStage::Agreed,
            ),
            Event::MatchConfirmed(_) => (by_unit, self.stage == ProjectStage::Fulfilled),
            _ => (
                by_unit || act.is_by(self.maker),
                matches!(self.stage, ProjectStage::Made | ProjectStage::Agreed),
            ),
        };
        if !is_for {
            return Err(WorkError::NotForUnit);
        }
        is_time.then_some(()).ok_or(WorkError::WrongStage)
    }

    pub(super) fn apply(&mut self, event: &Event, _: &Act<'_>) {
        match event {
            Event::MatchAgreed(_) => self.stage = ProjectStage::Agreed,
            Event::MatchFulfilled(_) => self.stage = ProjectStage::Fulfilled,
            Event::MatchDropped(_) => self.stage = ProjectStage::Dropped,
            Event::MatchConfirmed(confirmed) => {
                self.stage = ProjectStage::Confirmed;
                self.score = Some(confirmed.score);
            }
            _ => {}
        }
    }
}

/// The metrics of a category: listed and matched, of resources, then of needs.
pub fn category_metrics(category: Category) -> [[Metric; 2]; 2] {
    match category {
        Category::Health => [
            [
                Metric::RESOURCE_HEALTH_LISTED,
                Metric::RESOURCE_HEALTH_MATCHED,
            ],
            [Metric::NEED_HEALTH_LISTED, Metric::NEED_HEALTH_MATCHED],
        ],
        Category::Venue => [
            [
                Metric::RESOURCE_VENUE_LISTED,
                Metric::RESOURCE_VENUE_MATCHED,
            ],
            [Metric::NEED_VENUE_LISTED, Metric::NEED_VENUE_MATCHED],
        ],
        Category::Volunteer => [
            [
                Metric::RESOURCE_VOLUNTEER_LISTED,
                Metric::RESOURCE_VOLUNTEER_MATCHED,
            ],
            [
                Metric::NEED_VOLUNTEER_LISTED,
                Metric::NEED_VOLUNTEER_MATCHED,
            ],
        ],
        Category::Legal => [
            [
                Metric::RESOURCE_LEGAL_LISTED,
                Metric::RESOURCE_LEGAL_MATCHED,
            ],
            [Metric::NEED_LEGAL_LISTED, Metric::NEED_LEGAL_MATCHED],
        ],
        Category::Welfare => [
            [
                Metric::RESOURCE_WELFARE_LISTED,
                Metric::RESOURCE_WELFARE_MATCHED,
            ],
            [Metric::NEED_WELFARE_LISTED, Metric::NEED_WELFARE_MATCHED],
        ],
        Category::Parking => [
            [
                Metric::RESOURCE_PARKING_LISTED,
                Metric::RESOURCE_PARKING_MATCHED,
            ],
            [Metric::NEED_PARKING_LISTED, Metric::NEED_PARKING_MATCHED],
        ],
    }
}

impl Record for Resource {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        let is_had = self.until >= worth.calendar.year_start && self.project.is_some()
            || self.until >= worth.calendar.today;
        let [[listed, matched], _] = category_metrics(self.category);
        if is_had {
            count(self.unit, listed, 1);
            if self.project.is_some() {
                count(self.unit, matched, 1);
            }
        }
    }
}

impl Record for Need {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        let is_met = self.project.is_some();
        let [_, [listed, matched]] = category_metrics(self.category);
        let this_year = |day: &Day| worth.calendar.is_this_year(*day);
        if !is_met || this_year(&self.raised) || self.matched.as_ref().is_some_and(this_year) {
            count(self.unit, listed, 1);
            if is_met {
                count(self.unit, matched, 1);
            }
        }
    }
}

impl Record for Project {
    fn worth(&self, worth: &Worth<'_>, count: &mut dyn FnMut(UnitIndex, Metric, i64)) {
        if !worth.calendar.is_this_year(self.made) {
            return;
        }
        let stages = [
            (ProjectStage::Made, Metric::PROJECT_MADE),
            (ProjectStage::Agreed, Metric::PROJECT_AGREED),
            (ProjectStage::Fulfilled, Metric::PROJECT_FULFILLED),
            (ProjectStage::Confirmed, Metric::PROJECT_CONFIRMED),
        ];
        for (stage, metric) in stages {
            if self.stage >= stage {
                count(self.unit, metric, 1);
            }
        }
    }
}
