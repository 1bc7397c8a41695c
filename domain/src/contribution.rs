//! What a fact adds to which metrics. The place to make a fact count.

use smallvec::SmallVec;

use crate::{
    dated::dates,
    fact::{
        Event, MeetingKind, RegistryChange,
        cobuilding::{ActivityHeld, Invited},
    },
    metric::Metric,
    moment::{Day, Month},
    registry::{
        ApplicantStage, Circle, Education, Gender, Member, MemberStatus, Occupation,
        OrganisationCategory, OrganisationLevel, Registry, Row, Sector,
    },
};

/// So much is added to a metric, at one unit and every unit above it.
pub type Contribution = (Metric, i64);

/// The contributions of one fact at one unit. A member's row has at most fourteen.
pub type Contributions = SmallVec<[Contribution; 16]>;

/// The day the numbers stand at, and where its periods began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Calendar {
    /// Today, as the last `clock.day` fact said.
    pub today: Day,
    /// The first day of today's month.
    pub month_start: Day,
    /// The first day of today's quarter.
    pub quarter_start: Day,
    /// The first day of today's year.
    pub year_start: Day,
    /// Today's year, from which ages count.
    pub year: i32,
    /// Today's month, from which contacts and stages do.
    pub month: Month,
}

impl Calendar {
    /// The calendar of a day.
    pub fn at(today: Day) -> Self {
        Self {
            today,
            month_start: today.month_start(),
            quarter_start: today.quarter_start(),
            year_start: today.year_start(),
            year: today.year(),
            month: today.month(),
        }
    }

    /// Whether something of that day still counts for today. Facts of the first minutes of tomorrow,
    /// from a sender whose clock is ahead, do.
    pub fn is_today(&self, day: Day) -> bool {
        day >= self.today
    }

    /// Whether something of that day counts for this month.
    pub fn is_this_month(&self, day: Day) -> bool {
        day >= self.month_start
    }

    /// Whether something of that day counts for this quarter.
    pub fn is_this_quarter(&self, day: Day) -> bool {
        day >= self.quarter_start
    }

    /// Whether something of that day counts for this year.
    pub fn is_this_year(&self, day: Day) -> bool {
        day >= self.year_start
    }

    /// The first day of the quarter after this one.
    pub fn next_quarter(&self) -> Day {
        // No quarter has more than 92 days, and none fewer than 90.
        self.quarter_start.plus(92).quarter_start()
    }
}

/// What an event of `day` adds at its own unit.
///
/// A registry row that came from another unit takes its old contributions away there, not here:
/// see [`crate::aggregate`].
pub fn contributions(event: &Event, day: Day, calendar: &Calendar) -> Contributions {
    let mut sum = Contributions::new();
    match event {
        Event::MeetingHeld {
            meeting,
            expected,
            attended,
            ..
        } if calendar.is_this_quarter(day) => {
            let [held, due, came] = meeting_metrics(*meeting);
            sum.push((held, 1));
            sum.push((due, i64::from(*expected)));
            sum.push((came, i64::from(*attended)));
        }
        Event::RegistryChanged(change) => {
            registry_contributions(change, day, calendar, &mut sum);
        }
        Event::ActivityHeld(held) if calendar.is_this_quarter(day) => {
            activity_contributions(held, &mut sum);
        }
        // What goes on counts by its state, see [`crate::work`].
        _ => {}
    }
    if tells_something(event) && calendar.is_today(day) {
        sum.push((Metric::TODAY_EVENT, 1));
    }
    sum
}

/// Whether a ticker tells of the event: what happens, not what is corrected.
pub fn tells_something(event: &Event) -> bool {
    match event {
        Event::RegistryChanged(change) => {
            !change.recorded && change.before.is_none() != change.after.is_none()
        }
        Event::UnitAdded(new) => !new.recorded,
        Event::ClockDay { .. }
        | Event::ItemAssigned(_)
        | Event::ConferenceAnswered(_)
        | Event::CarePlanned(_)
        | Event::RulesSet(_)
        | Event::AssessmentScored(_) => false,
        _ => true,
    }
}

fn activity_contributions(held: &ActivityHeld, sum: &mut Contributions) {
    let count = |wanted: fn(&Invited) -> bool| {
        let counted = held.employers.iter().filter(|invited| wanted(invited));
        counted.count() as i64
    };
    sum.push((Metric::ACTIVITY_HELD, 1));
    sum.push((Metric::ACTIVITY_INVITED, count(|_| true)));
    sum.push((Metric::ACTIVITY_RESPONDED, count(|one| one.responded)));
    sum.push((Metric::ACTIVITY_ATTENDED, count(|one| one.attended)));
}

fn registry_contributions(
    change: &RegistryChange,
    day: Day,
    calendar: &Calendar,
    sum: &mut Contributions,
) {
    let RegistryChange {
        before,
        after,
        from,
        recorded,
        ..
    } = change;
    let leaves_here = before.as_ref().filter(|_| from.is_none());
    for (row, sign) in [(leaves_here, -1), (after.as_ref(), 1)] {
        let Some(row) = row else { continue };
        row_contributions(row, sign, calendar, sum);
        if !recorded && calendar.is_today(day) {
            add(sum, today_metric(row.registry()), sign);
        }
    }
    if !recorded
        && calendar.is_this_year(day)
        && let Some(metric) = pipeline_step(before.as_ref(), after.as_ref())
    {
        add(sum, metric, 1);
    }
    sum.retain(|(_, amount)| *amount != 0);
}

/// The step towards membership that a change of a row makes.
fn pipeline_step(before: Option<&Row>, after: Option<&Row>) -> Option<Metric> {
    let stage = |row: Option<&Row>| match row {
        Some(Row::Applicant { stage, .. }) => Some(*stage),
        _ => None,
    };
    let probationary = |row: Option<&Row>| match row {
        Some(Row::Member(member)) => Some(member.probationary),
        _ => None,
    };
    match (stage(before), stage(after)) {
        (None, Some(ApplicantStage::Applicant)) => return Some(Metric::PIPELINE_APPLIED),
        (Some(before), Some(ApplicantStage::Activist)) if before < ApplicantStage::Activist => {
            return Some(Metric::PIPELINE_ACTIVIST);
        }
        (Some(before), Some(ApplicantStage::Candidate)) if before < ApplicantStage::Candidate => {
            return Some(Metric::PIPELINE_CANDIDATE);
        }
        _ => {}
    }
    match (probationary(before), probationary(after)) {
        (None, Some(true)) => Some(Metric::PIPELINE_PROBATIONARY),
        (Some(true), Some(false)) => Some(Metric::PIPELINE_FORMAL),
        _ => None,
    }
}

/// What a registry row is worth: each metric that counts it, times `sign`.
pub fn row_contributions(row: &Row, sign: i64, calendar: &Calendar, sum: &mut Contributions) {
    for date in dates(row) {
        if let Some(metric) = date.metric(calendar) {
            add(sum, metric, sign);
        }
    }
    let mut one = |metric| add(sum, metric, sign);
    match row {
        Row::Organisation {
            level,
            sector,
            category,
        } => {
            one(Metric::ORGANISATION_TOTAL);
            one(match level {
                OrganisationLevel::Committee => Metric::ORGANISATION_COMMITTEE,
                OrganisationLevel::GeneralBranch => Metric::ORGANISATION_GENERAL_BRANCH,
                OrganisationLevel::Branch => Metric::ORGANISATION_BRANCH,
            });
            one(match sector {
                Sector::Community => Metric::ORGANISATION_SECTOR_COMMUNITY,
                Sector::TwoNew => Metric::ORGANISATION_SECTOR_TWO_NEW,
                Sector::Regional => Metric::ORGANISATION_SECTOR_REGIONAL,
                Sector::Government => Metric::ORGANISATION_SECTOR_GOVERNMENT,
            });
            one(category_metric(*category));
        }
        Row::Member(member) => member_contributions(member, one),
        Row::Applicant { stage, .. } => {
            one(Metric::APPLICANT_TOTAL);
            one(match stage {
                ApplicantStage::Applicant => Metric::APPLICANT_STAGE_APPLICANT,
                ApplicantStage::Activist => Metric::APPLICANT_STAGE_ACTIVIST,
                ApplicantStage::Candidate => Metric::APPLICANT_STAGE_CANDIDATE,
            });
        }
        Row::Community {} => one(Metric::COMMUNITY_TOTAL),
        Row::Building {} => one(Metric::BUILDING_TOTAL),
        Row::TradeUnion {} => one(Metric::TRADE_UNION_TOTAL),
        Row::YouthLeague {} => one(Metric::YOUTH_LEAGUE_TOTAL),
        Row::Employer { circle, .. } => {
            one(Metric::EMPLOYER_TOTAL);
            match circle {
                Circle::Core => one(Metric::EMPLOYER_CIRCLE_CORE),
                Circle::Joint => one(Metric::EMPLOYER_CIRCLE_JOINT),
                Circle::Linkage => one(Metric::EMPLOYER_CIRCLE_LINKAGE),
                Circle::None => {}
            }
        }
    }
}

fn member_contributions(member: &Member, mut one: impl FnMut(Metric)) {
    one(Metric::MEMBER_TOTAL);
    one(if member.probationary {
        Metric::MEMBER_PROBATIONARY
    } else {
        Metric::MEMBER_FORMAL
    });
    one(match member.sector {
        Sector::Community => Metric::MEMBER_SECTOR_COMMUNITY,
        Sector::TwoNew => Metric::MEMBER_SECTOR_TWO_NEW,
        Sector::Regional => Metric::MEMBER_SECTOR_REGIONAL,
        Sector::Government => Metric::MEMBER_SECTOR_GOVERNMENT,
    });
    one(match member.gender {
        Gender::Male => Metric::MEMBER_GENDER_MALE,
        Gender::Female => Metric::MEMBER_GENDER_FEMALE,
        Gender::Unknown => Metric::MEMBER_GENDER_UNKNOWN,
    });
    if member.ethnicity.is_some_and(|ethnicity| ethnicity != 1) {
        one(Metric::MEMBER_MINORITY);
    }
    // Known ages are dates, which count by themselves.
    if member.birth_year.is_none() {
        one(Metric::MEMBER_AGE_UNKNOWN);
    }
    one(education_metric(member.education));
    one(occupation_metric(member.occupation));
    one(joined_metric(member.joined));
    match member.status {
        MemberStatus::Normal => {}
        MemberStatus::Mobile => one(Metric::MEMBER_STATUS_MOBILE),
        MemberStatus::OutOfContact => one(Metric::MEMBER_STATUS_OUT_OF_CONTACT),
        MemberStatus::Nominal => one(Metric::MEMBER_STATUS_NOMINAL),
    }
}

/// The age class of a year of birth in a calendar year.
pub fn age_metric(birth_year: Option<u16>, year: i32) -> Metric {
    let Some(birth_year) = birth_year else {
        return Metric::MEMBER_AGE_UNKNOWN;
    };
    match year - i32::from(birth_year) {
        ..=30 => Metric::MEMBER_AGE_LE30,
        31..=35 => Metric::MEMBER_AGE_31_35,
        36..=40 => Metric::MEMBER_AGE_36_40,
        41..=45 => Metric::MEMBER_AGE_41_45,
        46..=50 => Metric::MEMBER_AGE_46_50,
        51..=55 => Metric::MEMBER_AGE_51_55,
        56..=60 => Metric::MEMBER_AGE_56_60,
        61.. => Metric::MEMBER_AGE_GE61,
    }
}

fn education_metric(education: Option<Education>) -> Metric {
    match education {
        Some(Education::Postgraduate) => Metric::MEMBER_EDUCATION_POSTGRADUATE,
        Some(Education::Bachelor) => Metric::MEMBER_EDUCATION_BACHELOR,
        Some(Education::College) => Metric::MEMBER_EDUCATION_COLLEGE,
        Some(Education::Secondary) => Metric::MEMBER_EDUCATION_SECONDARY,
        Some(Education::Junior) => Metric::MEMBER_EDUCATION_JUNIOR,
        None => Metric::MEMBER_EDUCATION_UNKNOWN,
    }
}

fn occupation_metric(occupation: Option<Occupation>) -> Metric {
    match occupation {
        Some(Occupation::Worker) => Metric::MEMBER_OCCUPATION_WORKER,
        Some(Occupation::Farmer) => Metric::MEMBER_OCCUPATION_FARMER,
        Some(Occupation::Professional) => Metric::MEMBER_OCCUPATION_PROFESSIONAL,
        Some(Occupation::Manager) => Metric::MEMBER_OCCUPATION_MANAGER,
        Some(Occupation::CivilServant) => Metric::MEMBER_OCCUPATION_CIVIL_SERVANT,
        Some(Occupation::Student) => Metric::MEMBER_OCCUPATION_STUDENT,
        Some(Occupation::Other) => Metric::MEMBER_OCCUPATION_OTHER,
        Some(Occupation::Retired) => Metric::MEMBER_OCCUPATION_RETIRED,
        None => Metric::MEMBER_OCCUPATION_UNKNOWN,
    }
}

/// The classes of the published statistics: before 1949-10, to 1978-12, to 2012-11, since.
fn joined_metric(joined: Option<u32>) -> Metric {
    match joined {
        Some(..194_910) => Metric::MEMBER_JOINED_BEFORE_194910,
        Some(194_910..=197_812) => Metric::MEMBER_JOINED_TO_197812,
        Some(197_813..=201_211) => Metric::MEMBER_JOINED_TO_201211,
        Some(201_212..) => Metric::MEMBER_JOINED_SINCE_201212,
        None => Metric::MEMBER_JOINED_UNKNOWN,
    }
}

fn category_metric(category: OrganisationCategory) -> Metric {
    match category {
        OrganisationCategory::UrbanCommunity => Metric::ORGANISATION_CATEGORY_URBAN_COMMUNITY,
        OrganisationCategory::Village => Metric::ORGANISATION_CATEGORY_VILLAGE,
        OrganisationCategory::Government => Metric::ORGANISATION_CATEGORY_GOVERNMENT,
        OrganisationCategory::Institution => Metric::ORGANISATION_CATEGORY_INSTITUTION,
        OrganisationCategory::PublicEnterprise => Metric::ORGANISATION_CATEGORY_PUBLIC_ENTERPRISE,
        OrganisationCategory::NonPublicEnterprise => {
            Metric::ORGANISATION_CATEGORY_NON_PUBLIC_ENTERPRISE
        }
        OrganisationCategory::SocialOrganisation => {
            Metric::ORGANISATION_CATEGORY_SOCIAL_ORGANISATION
        }
    }
}

/// The metrics of a kind of meeting: held, expected, attended.
pub fn meeting_metrics(meeting: MeetingKind) -> [Metric; 3] {
    match meeting {
        MeetingKind::BranchCongress => [
            Metric::MEETING_BRANCH_CONGRESS_HELD,
            Metric::MEETING_BRANCH_CONGRESS_EXPECTED,
            Metric::MEETING_BRANCH_CONGRESS_ATTENDED,
        ],
        MeetingKind::BranchCommittee => [
            Metric::MEETING_BRANCH_COMMITTEE_HELD,
            Metric::MEETING_BRANCH_COMMITTEE_EXPECTED,
            Metric::MEETING_BRANCH_COMMITTEE_ATTENDED,
        ],
        MeetingKind::GroupMeeting => [
            Metric::MEETING_GROUP_MEETING_HELD,
            Metric::MEETING_GROUP_MEETING_EXPECTED,
            Metric::MEETING_GROUP_MEETING_ATTENDED,
        ],
        MeetingKind::Lecture => [
            Metric::MEETING_LECTURE_HELD,
            Metric::MEETING_LECTURE_EXPECTED,
            Metric::MEETING_LECTURE_ATTENDED,
        ],
        MeetingKind::ThemeDay => [
            Metric::MEETING_THEME_DAY_HELD,
            Metric::MEETING_THEME_DAY_EXPECTED,
            Metric::MEETING_THEME_DAY_ATTENDED,
        ],
        MeetingKind::OrganisationalLife => [
            Metric::MEETING_ORGANISATIONAL_LIFE_HELD,
            Metric::MEETING_ORGANISATIONAL_LIFE_EXPECTED,
            Metric::MEETING_ORGANISATIONAL_LIFE_ATTENDED,
        ],
    }
}

/// The metric of a registry's change today.
pub fn today_metric(registry: Registry) -> Metric {
    match registry {
        Registry::Organisation => Metric::TODAY_ORGANISATION,
        Registry::Member => Metric::TODAY_MEMBER,
        Registry::Applicant => Metric::TODAY_APPLICANT,
        Registry::Community => Metric::TODAY_COMMUNITY,
        Registry::Building => Metric::TODAY_BUILDING,
        Registry::TradeUnion => Metric::TODAY_TRADE_UNION,
        Registry::YouthLeague => Metric::TODAY_YOUTH_LEAGUE,
        Registry::Employer => Metric::TODAY_EMPLOYER,
    }
}

/// The metric of a registry's size.
pub fn total_metric(registry: Registry) -> Metric {
    match registry {
        Registry::Organisation => Metric::ORGANISATION_TOTAL,
        Registry::Member => Metric::MEMBER_TOTAL,
        Registry::Applicant => Metric::APPLICANT_TOTAL,
        Registry::Community => Metric::COMMUNITY_TOTAL,
        Registry::Building => Metric::BUILDING_TOTAL,
        Registry::TradeUnion => Metric::TRADE_UNION_TOTAL,
        Registry::YouthLeague => Metric::YOUTH_LEAGUE_TOTAL,
        Registry::Employer => Metric::EMPLOYER_TOTAL,
    }
}

fn add(sum: &mut Contributions, metric: Metric, amount: i64) {
    match sum.iter_mut().find(|(known, _)| *known == metric) {
        Some((_, so_far)) => *so_far += amount,
        None => sum.push((metric, amount)),
    }
}
