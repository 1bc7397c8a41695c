//! What of a row changes its meaning as time passes: years of birth become other ages, and who has not
//! been heard of for six months is out of reach, without any fact that says so.
//!
//! The aggregate keeps how many rows there are by unit and date; when a month begins, those whose date
//! means something else now move from one metric to another.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::{
    contribution::{Calendar, age_metric},
    metric::Metric,
    moment::Month,
    registry::{ApplicantStage, MemberStatus, Row},
};

/// Months after which a member who was not heard of counts as overdue.
const CONTACT_MONTHS: i32 = 6;
/// Months after which an activist should be a candidate.
const ACTIVIST_MONTHS: i32 = 36;
/// Months after which a candidate should be a member.
const CANDIDATE_MONTHS: i32 = 12;
/// Months after which a probationary member should be a formal one: the year, and one to decide.
const PROBATION_MONTHS: i32 = 13;

/// A date of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Dated {
    /// A member's year of birth.
    Born(u16),
    /// An activist since.
    Activist(Month),
    /// A candidate since.
    Candidate(Month),
    /// A probationary member since.
    Probationary(Month),
    /// A member last heard of.
    Contacted(Month),
}

impl Dated {
    /// The metric that counts it on the calendar's day, if any does.
    pub(crate) fn metric(self, calendar: &Calendar) -> Option<Metric> {
        let month = calendar.month;
        let overdue = |since: Month, months: i32, metric| {
            (month.months_since(since) > months).then_some(metric)
        };
        match self {
            Self::Born(year) => Some(age_metric(Some(year), calendar.year)),
            Self::Activist(since) => {
                overdue(since, ACTIVIST_MONTHS, Metric::PIPELINE_OVERDUE_ACTIVIST)
            }
            Self::Candidate(since) => {
                overdue(since, CANDIDATE_MONTHS, Metric::PIPELINE_OVERDUE_CANDIDATE)
            }
            Self::Probationary(since) => overdue(
                since,
                PROBATION_MONTHS,
                Metric::PIPELINE_OVERDUE_PROBATIONARY,
            ),
            Self::Contacted(since) => {
                overdue(since, CONTACT_MONTHS, Metric::MEMBER_CONTACT_OVERDUE)
            }
        }
    }
}

/// The dates of a row.
pub(crate) fn dates(row: &Row) -> SmallVec<[Dated; 3]> {
    let mut dates = SmallVec::new();
    match row {
        Row::Member(member) => {
            dates.extend(member.birth_year.map(Dated::Born));
            if member.probationary {
                let joined = member.joined.and_then(Month::from_digits);
                dates.extend(joined.map(Dated::Probationary));
            }
            if matches!(member.status, MemberStatus::Normal | MemberStatus::Mobile) {
                let contact = member.last_contact.and_then(Month::from_digits);
                dates.extend(contact.map(Dated::Contacted));
            }
        }
        Row::Applicant { stage, since } => {
            let since = since.and_then(Month::from_digits);
            match stage {
                ApplicantStage::Applicant => {}
                ApplicantStage::Activist => dates.extend(since.map(Dated::Activist)),
                ApplicantStage::Candidate => dates.extend(since.map(Dated::Candidate)),
            }
        }
        _ => {}
    }
    dates
}
