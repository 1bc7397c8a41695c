//! The made-up work: what units publish, write, open, plan and bring together, as people in such offices
//! do it. All of it is laid out before the first day, but for the logs, which are written day by day.
//!
//! What is full in [`Places`] has as much of everything as there would be; the rest has some.

use liandong_domain::moment::Day;

use super::agenda::Agenda;

pub(super) mod activities;
pub(super) mod care;
pub(super) mod cobuilding;
mod deployments;
mod lists;
pub(super) mod logs;
pub(super) mod places;
mod scores;
mod stories;
pub(super) mod words;

use places::Places;

/// What everything is laid out in.
pub(super) struct World<'a> {
    pub(super) places: &'a Places,
    pub(super) seed: u64,
    /// The first of the days that are told one by one.
    pub(super) first: Day,
    pub(super) today: Day,
    /// How much of the work there is, up to 1.
    pub(super) share: f64,
}

impl World<'_> {
    /// How much there is in a street: as much as there would be, or some.
    fn share_of(&self, is_full: bool, elsewhere: f64) -> f64 {
        self.share * if is_full { 1.0 } else { elsewhere }
    }
}

/// How much of the work there is beside a size of the registries: more of it, so that small
/// demonstrations show something as well.
pub(super) fn share(scale_percent: u32) -> f64 {
    (f64::from(scale_percent) / 20.0).min(1.0)
}

/// Lays out everything but the logs.
pub(super) fn lay_out(world: &World<'_>, agenda: &mut Agenda) {
    deployments::lay_out(world, agenda);
    lists::lay_out(world, agenda);
    stories::lay_out(world, agenda);
    care::lay_out(world, agenda);
    cobuilding::lay_out(world, agenda);
    activities::lay_out(world, agenda);
    scores::lay_out(world, agenda);
}
