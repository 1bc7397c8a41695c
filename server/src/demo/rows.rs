//! Draws a row of a group.

use liandong_domain::registry::{OrganisationCategory, Registry, Row, Sector};

use super::{
    character::Character,
    dice::Dice,
    member::Members,
    plan::Group,
    proportions::{CIRCLES, REGIONAL_CATEGORIES, SHOWN, STAGES, TWO_NEW_CATEGORIES},
    work::words,
};

/// What a row depends on besides its group.
pub(super) struct Context<'a> {
    pub(super) character: &'a Character,
    pub(super) is_village: bool,
    /// Whether employers in circles agreed to be shown.
    pub(super) is_shown: bool,
    pub(super) members: Members,
}

/// One row.
pub(super) fn draw(group: Group, context: &Context<'_>, dice: &mut Dice) -> Row {
    match group {
        Group::Community => Row::Community {},
        Group::Organisation(level, sector) => Row::Organisation {
            level,
            sector,
            category: category(sector, context.is_village, dice),
        },
        Group::Member(sector) => Row::Member(context.members.draw(dice, context.character, sector)),
        Group::Applicant => {
            let stage = dice.weighted(&STAGES);
            Row::Applicant {
                stage,
                since: Some(context.members.at_stage_since(stage, dice)),
            }
        }
        Group::Building => Row::Building {},
        Group::TradeUnion => Row::TradeUnion {},
        Group::YouthLeague => Row::YouthLeague {},
        Group::Employer => {
            let circle = dice.weighted(&CIRCLES);
            let agrees = SHOWN.get(circle as usize).copied().unwrap_or_default();
            let is_shown = context.is_shown && dice.chance(agrees);
            Row::Employer {
                circle,
                shown_as: is_shown.then(|| words::employer(dice)),
            }
        }
    }
}

fn category(sector: Sector, is_village: bool, dice: &mut Dice) -> OrganisationCategory {
    match sector {
        Sector::Community if is_village => OrganisationCategory::Village,
        Sector::Community => OrganisationCategory::UrbanCommunity,
        Sector::TwoNew => dice.weighted(&TWO_NEW_CATEGORIES),
        Sector::Regional => dice.weighted(&REGIONAL_CATEGORIES),
        Sector::Government => OrganisationCategory::Government,
    }
}

/// What a row's key begins with, by registry.
pub(super) fn key_prefix(registry: Registry) -> &'static str {
    match registry {
        Registry::Organisation => "o-",
        Registry::Member => "m-",
        Registry::Applicant => "a-",
        Registry::Community => "c-",
        Registry::Building => "b-",
        Registry::TradeUnion => "t-",
        Registry::YouthLeague => "y-",
        Registry::Employer => "e-",
    }
}

/// A prefix and a number, without the cost of formatting: a million facts have two each.
pub(super) fn numbered(prefix: &str, mut number: u64) -> String {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    let mut text = String::with_capacity(prefix.len() + digits.len() - first);
    text.push_str(prefix);
    text.extend(digits[first..].iter().copied().map(char::from));
    text
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn numbers_as_formatting_does() {
        for number in [0, 7, 10, 905, u64::MAX] {
            assert_eq!(numbered("m-", number), format!("m-{number}"));
        }
    }
}
