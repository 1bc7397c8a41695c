//! The figures that the demonstration is in proportion to.
//!
//! Ages, occupations, joining and shares follow the national statistics as of 2024-12-31 (see
//! `data/README.md`), the sizes of Xuhui's registries what was published of its platform. How
//! attributes go together, such as education with age, is not published: it is set so that the
//! published sums come out.

use liandong_domain::{
    fact::MeetingKind,
    registry::{
        ApplicantStage, Circle, MemberStatus, Occupation, OrganisationCategory, OrganisationLevel,
        Sector,
    },
};

use super::plan::Group;

/// Members for each community of the showcase, those at its street and district included.
pub(super) const MEMBERS_PER_COMMUNITY: f64 = 320.0;

/// How large the other districts are, community for community, beside the showcase. The first start
/// takes about as long as the whole city has rows: this is the number to change it by.
pub(super) const OTHER_DISTRICTS_SHARE: f64 = 0.23;

/// Employers kept for each thousand members. Xuhui has about 600; fewer keep the first start short.
const EMPLOYERS_PER_THOUSAND_MEMBERS: f64 = 80.0;

/// Size of a development zone's or farm's virtual community beside a real one.
pub(super) const ZONE_SIZE: f64 = 0.15;

/// The fewest members in a community, however small the scale.
pub(super) const FEWEST_MEMBERS: u32 = 3;

/// How many rows of a group there are for each thousand members, and where they belong.
pub(super) struct Density {
    /// What is counted.
    pub(super) group: Group,
    /// Rows for each thousand members of the district.
    pub(super) per_thousand: f64,
    /// Shares at communities, streets and the district itself. They add up to 1.
    pub(super) at: [f64; 3],
}

const fn density(group: Group, per_thousand: f64, at: [f64; 3]) -> Density {
    Density {
        group,
        per_thousand,
        at,
    }
}

const AT_COMMUNITIES: [f64; 3] = [1.0, 0.0, 0.0];
const TWO_NEW_AT: [f64; 3] = [0.35, 0.50, 0.15];
const REGIONAL_AT: [f64; 3] = [0.20, 0.55, 0.25];
const GOVERNMENT_AT: [f64; 3] = [0.0, 0.40, 0.60];

/// Every group but the communities, which have a row each. Organisations: committees about 4 %,
/// general branches about 10 %.
pub(super) const DENSITIES: [Density; 21] = {
    use Group::{Applicant, Building, Employer, Member, Organisation, TradeUnion, YouthLeague};
    use OrganisationLevel::{Branch, Committee, GeneralBranch};
    use Sector::{Community, Government, Regional, TwoNew};
    [
        density(Organisation(Committee, Community), 0.33, AT_COMMUNITIES),
        density(Organisation(Committee, TwoNew), 0.56, TWO_NEW_AT),
        density(Organisation(Committee, Regional), 0.57, REGIONAL_AT),
        density(Organisation(Committee, Government), 0.28, GOVERNMENT_AT),
        density(Organisation(GeneralBranch, Community), 2.35, AT_COMMUNITIES),
        density(Organisation(GeneralBranch, TwoNew), 1.06, TWO_NEW_AT),
        density(Organisation(GeneralBranch, Regional), 0.60, REGIONAL_AT),
        density(Organisation(GeneralBranch, Government), 0.30, GOVERNMENT_AT),
        density(Organisation(Branch, Community), 15.38, AT_COMMUNITIES),
        density(Organisation(Branch, TwoNew), 14.72, TWO_NEW_AT),
        density(Organisation(Branch, Regional), 4.85, REGIONAL_AT),
        density(Organisation(Branch, Government), 2.00, GOVERNMENT_AT),
        density(Member(Community), 530.0, AT_COMMUNITIES),
        density(Member(TwoNew), 270.0, TWO_NEW_AT),
        density(Member(Regional), 150.0, REGIONAL_AT),
        density(Member(Government), 50.0, GOVERNMENT_AT),
        density(Applicant, 56.0, [0.50, 0.35, 0.15]),
        density(Building, 4.3, [0.30, 0.70, 0.0]),
        density(TradeUnion, 39.0, [0.20, 0.60, 0.20]),
        density(YouthLeague, 13.0, [0.20, 0.60, 0.20]),
        density(Employer, EMPLOYERS_PER_THOUSAND_MEMBERS, [0.50, 0.45, 0.05]),
    ]
};

/// What goes with an age.
pub(super) struct AgeBand {
    /// Youngest and oldest age, in calendar years.
    pub(super) ages: (i32, i32),
    /// Members of that age, in thousands.
    weight: u32,
    /// Share with a college degree or above.
    pub(super) college: f64,
    /// Of those, the shares of postgraduates and bachelors.
    pub(super) degrees: (f64, f64),
    /// Shares of students, farmers and retired.
    pub(super) occupations: (f64, f64, f64),
    /// Shares who joined since 2012-12, before 1979, and before 1949-10.
    pub(super) joined: (f64, f64, f64),
    /// Share in the probationary year.
    pub(super) probationary: f64,
}

/// A line of [`AGE_BANDS`].
const fn band(
    ages: (i32, i32),
    weight: u32,
    college: f64,
    degrees: (f64, f64),
    occupations: (f64, f64, f64),
    joined: (f64, f64, f64),
    probationary: f64,
) -> AgeBand {
    AgeBand {
        ages,
        weight,
        college,
        degrees,
        occupations,
        joined,
        probationary,
    }
}

/// Ages 19 to 99. The published classes are sums of neighbouring bands.
#[rustfmt::skip]
pub(super) const AGE_BANDS: [AgeBand; 15] = [
    //   ages      weight  college degrees      student farmer retired since 2012, before 1979, 1949
    band((19, 24),  2_272, 0.88, (0.08, 0.67), (0.75, 0.05, 0.00), (1.000, 0.00, 0.00), 0.160),
    band((25, 30), 10_000, 0.90, (0.24, 0.56), (0.09, 0.12, 0.00), (1.000, 0.00, 0.00), 0.062),
    band((31, 35), 10_764, 0.84, (0.24, 0.54), (0.01, 0.15, 0.00), (0.700, 0.00, 0.00), 0.035),
    band((36, 40), 11_475, 0.76, (0.20, 0.54), (0.00, 0.20, 0.00), (0.300, 0.00, 0.00), 0.020),
    band((41, 45),  9_687, 0.68, (0.17, 0.52), (0.00, 0.27, 0.00), (0.200, 0.00, 0.00), 0.010),
    band((46, 50),  9_041, 0.60, (0.13, 0.50), (0.00, 0.32, 0.00), (0.150, 0.00, 0.00), 0.008),
    band((51, 55),  9_412, 0.53, (0.10, 0.46), (0.00, 0.36, 0.12), (0.080, 0.00, 0.00), 0.004),
    band((56, 60),  8_646, 0.46, (0.07, 0.42), (0.00, 0.38, 0.30), (0.060, 0.00, 0.00), 0.002),
    band((61, 65),  6_500, 0.36, (0.05, 0.38), (0.00, 0.30, 0.55), (0.030, 0.00, 0.00), 0.001),
    band((66, 70),  7_000, 0.29, (0.04, 0.34), (0.00, 0.30, 0.63), (0.020, 0.15, 0.00), 0.000),
    band((71, 75),  6_000, 0.25, (0.03, 0.32), (0.00, 0.30, 0.63), (0.010, 0.55, 0.00), 0.000),
    band((76, 80),  4_100, 0.23, (0.03, 0.34), (0.00, 0.30, 0.63), (0.005, 0.75, 0.00), 0.000),
    band((81, 85),  2_900, 0.23, (0.03, 0.36), (0.00, 0.30, 0.63), (0.005, 0.85, 0.00), 0.000),
    band((86, 94),  2_323, 0.23, (0.02, 0.36), (0.00, 0.30, 0.63), (0.005, 0.92, 0.00), 0.000),
    band((95, 99),    150, 0.20, (0.02, 0.36), (0.00, 0.30, 0.63), (0.000, 0.60, 0.36), 0.000),
];

/// The first band of those over 60.
const FIRST_ELDERLY: usize = 8;

/// Share of members over 60.
pub(super) const ELDERLY: f64 = 0.2890;

/// Age bands up to 60 by weight.
pub(super) const YOUNGER: [(usize, u32); FIRST_ELDERLY] = by_weight(0);

/// Age bands over 60 by weight.
pub(super) const OLDER: [(usize, u32); AGE_BANDS.len() - FIRST_ELDERLY] = by_weight(FIRST_ELDERLY);

const fn by_weight<const N: usize>(first: usize) -> [(usize, u32); N] {
    let mut bands = [(0, 0); N];
    let mut index = 0;
    while index < N {
        bands[index] = (first + index, AGE_BANDS[first + index].weight);
        index += 1;
    }
    bands
}

/// What members up to 60 do who neither study, farm nor have retired. The few over 60 do other work.
pub(super) const WORK: [(Occupation, u32); 5] = [
    (Occupation::Worker, 6_639),
    (Occupation::Professional, 16_394),
    (Occupation::Manager, 11_563),
    (Occupation::CivilServant, 7_592),
    (Occupation::Other, 5_290),
];

/// Share of ethnic minorities.
pub(super) const MINORITY: f64 = 0.077;

/// The more frequent minorities, GB/T 3304: Mongol, Hui, Tibetan, Uyghur, Miao, Yi, Zhuang, Bouyei,
/// Korean, Manchu, Dong, Yao, Bai, Tujia.
pub(super) const MINORITIES: [u8; 14] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// Of those without a college degree, the share with secondary education.
pub(super) const SECONDARY: f64 = 0.55;

/// Where members stand, in parts of 10,000.
pub(super) const STATUSES: [(MemberStatus, u32); 4] = [
    (MemberStatus::Normal, 9_780),
    (MemberStatus::Mobile, 200),
    (MemberStatus::OutOfContact, 8),
    (MemberStatus::Nominal, 12),
];

/// Longest usual time at each stage in months, the most of those who are overdue, and their share.
pub(super) const AT_STAGE: [(ApplicantStage, i32, i32, f64); 3] = [
    (ApplicantStage::Applicant, 30, 48, 0.02),
    (ApplicantStage::Activist, 34, 46, 0.02),
    (ApplicantStage::Candidate, 12, 17, 0.05),
];

/// Of mobile members, and of the others, those whose last contact is written down.
pub(super) const CONTACT_KEPT: (f64, f64) = (1.0, 0.03);

/// Of those, how many were heard of so many months ago, in per cent.
pub(super) const CONTACTS: [(i32, u32); 9] = [
    (0, 40),
    (1, 28),
    (2, 14),
    (3, 8),
    (4, 4),
    (5, 3),
    (6, 1),
    (7, 1),
    (9, 1),
];

/// Of probationary members, how many should be formal ones since some months.
pub(super) const PROBATION_OVERDUE: f64 = 0.015;

/// Of members who were admitted a year ago, how many are told to have become formal ones.
pub(super) const BECAME_FORMAL: f64 = 0.4;

/// Of employers in the core, joint and linkage circle, how many agreed to be shown by a short name.
pub(super) const SHOWN: [f64; 3] = [0.5, 0.15, 0.0];

/// So many days before today are told one by one.
pub(super) const LATELY_DAYS: i32 = 40;

/// Of rows, how many came in the days that are told one by one.
pub(super) const LATELY_ADDED: f64 = 0.007;

/// Of those that were there before, how many went in these days.
pub(super) const LATELY_REMOVED: f64 = 0.002;

/// Stages of applicants: activists are counted apart, and some of them are candidates already.
pub(super) const STAGES: [(ApplicantStage, u32); 3] = [
    (ApplicantStage::Applicant, 1_081),
    (ApplicantStage::Activist, 881),
    (ApplicantStage::Candidate, 180),
];

/// Circles of employers, in per cent.
pub(super) const CIRCLES: [(Circle, u32); 4] = [
    (Circle::Core, 3),
    (Circle::Joint, 10),
    (Circle::Linkage, 35),
    (Circle::None, 52),
];

/// Categories of "two new" organisations, in per cent.
pub(super) const TWO_NEW_CATEGORIES: [(OrganisationCategory, u32); 2] = [
    (OrganisationCategory::NonPublicEnterprise, 78),
    (OrganisationCategory::SocialOrganisation, 22),
];

/// Categories of organisations of resident units, in per cent.
pub(super) const REGIONAL_CATEGORIES: [(OrganisationCategory, u32); 2] = [
    (OrganisationCategory::Institution, 54),
    (OrganisationCategory::PublicEnterprise, 46),
];

/// How a branch holds a kind of meeting.
pub(super) struct Habit {
    /// The kind.
    pub(super) meeting: MeetingKind,
    /// How many a branch holds in a quarter, times 100.
    pub(super) per_quarter: u32,
    /// Earliest and latest hour, in minutes of the day.
    pub(super) minutes: (u32, u32),
    /// Fewest and most expected.
    pub(super) expected: (i32, i32),
    /// Share of those expected who come, above what is usual in the unit.
    pub(super) above: f64,
    /// First and last day of the month or quarter on which it is usually held, from 0.
    pub(super) days: (i32, i32),
    /// Share of branches that leave it out.
    pub(super) missed: f64,
}

const fn habit(
    meeting: MeetingKind,
    per_quarter: u32,
    minutes: (u32, u32),
    expected: (i32, i32),
    above: f64,
    days: (i32, i32),
    missed: f64,
) -> Habit {
    Habit {
        meeting,
        per_quarter,
        minutes,
        expected,
        above,
        days,
        missed,
    }
}

const fn clock(hour: u32, minute: u32) -> u32 {
    hour * 60 + minute
}

/// Every kind of meeting: some of it each quarter, committees, groups and theme days each month.
pub(super) const HABITS: [Habit; 6] = [
    habit(
        MeetingKind::BranchCongress,
        110,
        (clock(13, 30), clock(20, 0)),
        (9, 48),
        0.015,
        (4, 50),
        0.035,
    ),
    habit(
        MeetingKind::BranchCommittee,
        300,
        (clock(9, 0), clock(18, 0)),
        (3, 7),
        0.02,
        (1, 18),
        0.045,
    ),
    habit(
        MeetingKind::GroupMeeting,
        300,
        (clock(9, 0), clock(20, 30)),
        (5, 13),
        0.005,
        (2, 21),
        0.06,
    ),
    habit(
        MeetingKind::Lecture,
        100,
        (clock(13, 30), clock(17, 30)),
        (18, 80),
        -0.005,
        (5, 52),
        0.055,
    ),
    habit(
        MeetingKind::ThemeDay,
        300,
        (clock(8, 30), clock(16, 30)),
        (9, 48),
        -0.025,
        (1, 23),
        0.09,
    ),
    habit(
        MeetingKind::OrganisationalLife,
        25,
        (clock(18, 0), clock(20, 30)),
        (8, 40),
        0.01,
        (10, 80),
        0.75,
    ),
];

/// Attendance of branches, in parts of 1,000: so many come to between so many and so many hundredths of the
/// congress, where it is as usual in the unit.
pub(super) const ATTENDANCE: [((u32, u32), u32); 5] = [
    ((44, 59), 10),
    ((60, 69), 36),
    ((70, 79), 120),
    ((80, 89), 330),
    ((90, 100), 504),
];

/// What units have in common, before [`super::character`] sets them apart.
pub(super) struct Common {
    /// Share of women.
    pub(super) women: f64,
    /// Share of those expected at a meeting who come.
    pub(super) attendance: f64,
    /// Share of their meetings that branches report.
    pub(super) reporting: f64,
}

/// The values in common.
pub(super) const COMMON: Common = Common {
    women: 0.315,
    attendance: 0.89,
    reporting: 0.45,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        for density in &DENSITIES {
            assert!((density.at.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let weight = |bands: &[(usize, u32)]| bands.iter().map(|(_, weight)| weight).sum::<u32>();
        let (younger, older) = (weight(&YOUNGER), weight(&OLDER));
        assert_eq!(younger + older, 100_270);
        assert!((f64::from(older) / 100_270.0 - ELDERLY).abs() < 0.001);
    }

    #[test]
    fn ages_follow_on() {
        for pair in AGE_BANDS.windows(2) {
            assert_eq!(pair[0].ages.1 + 1, pair[1].ages.0);
        }
    }
}
