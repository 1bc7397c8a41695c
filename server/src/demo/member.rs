//! Draws one member whose attributes go together.

use liandong_domain::{
    moment::Day,
    registry::{ApplicantStage, Education, Gender, Member, MemberStatus, Occupation, Sector},
};

use super::{
    character::{Character, Trait},
    dice::Dice,
    proportions::{
        AGE_BANDS, AT_STAGE, AgeBand, CONTACT_KEPT, CONTACTS, ELDERLY, MINORITIES, MINORITY, OLDER,
        PROBATION_OVERDUE, SECONDARY, STATUSES, WORK, YOUNGER,
    },
};

/// Months since the year 0, to count with.
type Month = i32;

/// Nobody joins younger.
const YOUNGEST: i32 = 18;

/// Hardly anybody joins older, unless in a late period.
const USUAL_SPAN: Month = 27 * 12;

const fn month(year: i32, month: i32) -> Month {
    year * 12 + month - 1
}

/// As `YYYYMM`.
fn year_month(month: Month) -> u32 {
    (month.div_euclid(12) * 100 + month.rem_euclid(12) + 1) as u32
}

/// The month of a day, as `YYYYMM`.
pub(super) fn month_of(day: Day) -> u32 {
    let date = day.date();
    year_month(month(date.year(), i32::from(u8::from(date.month()))))
}

/// So many months before a month that is written as `YYYYMM`; after it where negative.
pub(super) fn months_before(written: u32, months: i32) -> u32 {
    year_month(month((written / 100) as i32, (written % 100) as i32) - months)
}

/// Draws members as a register holds them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members {
    year: i32,
    this_month: Month,
    newest: Month,
}

impl Members {
    /// Members whose ages count on `today` and who joined so many months ago or earlier.
    pub(super) fn new(today: Day, months_ago: i32) -> Self {
        let date = today.date();
        let this_month = month(date.year(), i32::from(u8::from(date.month())));
        Self {
            year: date.year(),
            this_month,
            newest: this_month - months_ago,
        }
    }

    /// Since when somebody is at a stage: not for long, but for a few.
    pub(super) fn at_stage_since(self, stage: ApplicantStage, dice: &mut Dice) -> u32 {
        let usual = AT_STAGE.iter().find(|(of, ..)| *of == stage);
        let &(_, longest, overdue, share) = usual.unwrap_or(&AT_STAGE[0]);
        let months = if dice.chance(share) {
            dice.between(longest + 1, overdue)
        } else {
            dice.between(1, longest - 1)
        };
        year_month(self.this_month - months)
    }

    /// When the organisation last heard of somebody, where that is written down.
    fn contact(self, status: MemberStatus, dice: &mut Dice) -> Option<u32> {
        let kept = match status {
            MemberStatus::Mobile => CONTACT_KEPT.0,
            MemberStatus::Normal => CONTACT_KEPT.1,
            MemberStatus::OutOfContact | MemberStatus::Nominal => return None,
        };
        let written = dice.chance(kept);
        written.then(|| year_month(self.this_month - dice.weighted(&CONTACTS)))
    }

    /// Any member.
    pub(super) fn draw(self, dice: &mut Dice, character: &Character, sector: Sector) -> Member {
        let elderly = dice.chance(ELDERLY + character.of(Trait::Elderly));
        let band = if elderly {
            dice.weighted(&OLDER)
        } else {
            dice.weighted(&YOUNGER)
        };
        let probationary = dice.chance(AGE_BANDS[band].probationary);
        self.of_band(dice, character, sector, &AGE_BANDS[band], probationary)
    }

    /// Somebody who was admitted to the probationary year just now.
    pub(super) fn admitted(self, dice: &mut Dice, character: &Character, sector: Sector) -> Member {
        let band = &AGE_BANDS[dice.weighted(&YOUNGER)];
        let mut member = self.of_band(dice, character, sector, band, true);
        member.joined = Some(year_month(self.newest));
        member
    }

    fn of_band(
        self,
        dice: &mut Dice,
        character: &Character,
        sector: Sector,
        band: &AgeBand,
        probationary: bool,
    ) -> Member {
        let age = dice.between(band.ages.0, band.ages.1);
        let birth_year = self.year - age;
        let joined = if probationary {
            let earliest = month(birth_year + YOUNGEST, 1);
            let late = if dice.chance(PROBATION_OVERDUE) { 5 } else { 0 };
            let joined = dice.between(earliest.max(self.newest - 10), self.newest);
            (joined - late).max(earliest.min(joined))
        } else {
            self.joined(dice, band, birth_year)
        };
        let gender = if dice.chance(character.of(Trait::Women)) {
            Gender::Female
        } else {
            Gender::Male
        };
        let ethnicity = if dice.chance(MINORITY) {
            dice.pick(&MINORITIES)
        } else {
            1
        };
        let status = dice.weighted(&STATUSES);
        Member {
            probationary: probationary || joined > self.newest - 12,
            sector,
            gender,
            birth_year: Some(birth_year as u16),
            ethnicity: Some(ethnicity),
            education: Some(education(dice, band, character.of(Trait::College))),
            occupation: Some(occupation(dice, band)),
            joined: Some(year_month(joined)),
            status,
            last_contact: self.contact(status, dice),
        }
    }

    /// When a formal member joined: in one of the periods of the published statistics, and of age.
    fn joined(self, dice: &mut Dice, band: &AgeBand, birth_year: i32) -> Month {
        let (since_2012, before_1979, before_1949) = band.joined;
        let share = dice.fraction();
        let (first, last) = if share < since_2012 {
            (month(2012, 12), self.newest - 12)
        } else if share < since_2012 + before_1979 {
            (month(1949, 10), month(1978, 12))
        } else if share < since_2012 + before_1979 + before_1949 {
            (month(1921, 7), month(1949, 9))
        } else {
            (month(1979, 1), month(2012, 11))
        };
        let of_age = month(birth_year + YOUNGEST, 1);
        let first = first.max(of_age);
        let usual = of_age + USUAL_SPAN;
        let last = if usual > first { last.min(usual) } else { last };
        dice.between(first, last)
    }
}

fn education(dice: &mut Dice, band: &AgeBand, shift: f64) -> Education {
    if !dice.chance(band.college + shift) {
        return if dice.chance(SECONDARY) {
            Education::Secondary
        } else {
            Education::Junior
        };
    }
    let (postgraduate, bachelor) = band.degrees;
    match dice.fraction() {
        share if share < postgraduate => Education::Postgraduate,
        share if share < postgraduate + bachelor => Education::Bachelor,
        _ => Education::College,
    }
}

fn occupation(dice: &mut Dice, band: &AgeBand) -> Occupation {
    let (student, farmer, retired) = band.occupations;
    match dice.fraction() {
        share if share < student => Occupation::Student,
        share if share < student + farmer => Occupation::Farmer,
        share if share < student + farmer + retired => Occupation::Retired,
        _ if band.ages.0 > 60 => Occupation::Other,
        _ => dice.weighted(&WORK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_joins_before_eighteen_or_after_today() {
        let mut dice = Dice::new(5, 5);
        for today in [0, 20_000, 20_454, 20_800, 24_000] {
            let today = Day::UNIX_EPOCH.plus(today.max(19_000));
            let members = Members::new(today, 2);
            let newest = year_month(members.newest);
            for _ in 0..20_000 {
                let member = members.draw(&mut dice, &Character::default(), Sector::Community);
                let (birth_year, joined) = (member.birth_year.unwrap(), member.joined.unwrap());
                assert!(joined / 100 >= u32::from(birth_year) + 18, "{member:?}");
                assert!(joined <= newest, "{member:?}");
                assert!((1..=12).contains(&(joined % 100)));
            }
        }
    }

    #[test]
    fn months_count_through_years() {
        assert_eq!(year_month(month(2012, 12)), 201_212);
        assert_eq!(year_month(month(2012, 12) + 1), 201_301);
    }
}
