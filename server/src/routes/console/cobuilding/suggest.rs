//! What is suggested for many needs at once.

use liandong_domain::moment::Day;

/// A resource that may meet a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The resource's id.
    pub resource: String,
    /// The need's id.
    pub need: String,
    /// How well the two fit.
    pub score: u32,
    /// By when the need wants to be met.
    pub due: Day,
    /// Why, in words.
    pub reasons: Vec<String>,
    /// The code of the unit that would bring the two together.
    pub unit: String,
}

/// The best first, of equals what is needed sooner, and each resource and each need once: whoever follows all suggestions never finds one taken.
pub fn each_once(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|one, other| {
        let order = |one: &Candidate| (one.due, one.need.clone(), one.resource.clone());
        let by_score = other.score.cmp(&one.score);
        by_score.then_with(|| order(one).cmp(&order(other)))
    });
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let is_taken =
            |one: &Candidate| one.resource == candidate.resource || one.need == candidate.need;
        if !chosen.iter().any(is_taken) {
            chosen.push(candidate);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(resource: &str, need: &str, score: u32) -> Candidate {
        Candidate {
            resource: resource.to_owned(),
            need: need.to_owned(),
            score,
            due: Day::UNIX_EPOCH,
            reasons: Vec::new(),
            unit: String::new(),
        }
    }

    #[test]
    fn the_best_comes_first_and_nothing_is_offered_twice() {
        let candidates = vec![
            candidate("hall", "concert", 70),
            candidate("hall", "meeting", 90),
            candidate("room", "meeting", 80),
            candidate("room", "concert", 60),
        ];
        let chosen = each_once(candidates);
        let pairs: Vec<[&str; 2]> = chosen
            .iter()
            .map(|one| [one.resource.as_str(), one.need.as_str()])
            .collect();
        assert_eq!(pairs, [["hall", "meeting"], ["room", "concert"]]);
    }

    #[test]
    fn of_two_needs_that_fit_equally_well_the_sooner_is_met() {
        let due = |need: &str, days| Candidate {
            due: Day::UNIX_EPOCH.plus(days),
            ..candidate("hall", need, 70)
        };
        let candidates = vec![due("later", 20), due("soon", 10)];
        assert_eq!(each_once(candidates)[0].need, "soon");
    }

    #[test]
    fn what_fits_equally_well_keeps_one_order() {
        let candidates = vec![candidate("b", "need", 50), candidate("a", "need", 50)];
        assert_eq!(each_once(candidates)[0].resource, "a");
    }
}
