//! What the naive model knows of employers in circles: every day that each came on.

use std::collections::BTreeMap;

use liandong_domain::{
    fact::cobuilding::ActivityHeld,
    moment::Day,
    registry::{Circle, Row},
};

use super::model::key_of;

/// The days on which employers came to activities.
#[derive(Default)]
pub struct EmployerModel {
    came: BTreeMap<String, Vec<Day>>,
}

/// The circle of a row, where it is an employer in one.
pub fn circle(row: &Row) -> Option<Circle> {
    match row {
        Row::Employer { circle, .. } if *circle != Circle::None => Some(*circle),
        _ => None,
    }
}

impl EmployerModel {
    /// An activity, of which those count that are in a circle when it is told.
    pub fn invite(&mut self, held: &ActivityHeld, on: Day, is_in_circle: impl Fn(&str) -> bool) {
        for invited in held.employers.iter().filter(|one| one.attended) {
            if is_in_circle(&invited.employer) {
                let days = self.came.entry(invited.employer.clone()).or_default();
                days.push(on);
            }
        }
    }

    /// It is in no circle any more.
    pub fn forget(&mut self, employer: &str) {
        self.came.remove(employer);
    }

    /// The key of the metric that counts an employer, if any does.
    pub fn key(&self, employer: &str, row: &Row, today: Day) -> Option<String> {
        let circle = circle(row)?;
        let mut days = self.came.get(employer)?.iter();
        days.any(|day| *day >= today.quarter_start())
            .then(|| format!("employer.active.{}", key_of(circle)))
    }
}
