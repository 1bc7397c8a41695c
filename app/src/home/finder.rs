//! What is searched for and what was found.

use leptos::prelude::*;
use liandong_domain::unit::UnitKind;

use crate::page::{Found, Search};

/// The search's signals. The form writes what is asked for; what asks the server writes the answer.
#[derive(Clone, Copy)]
pub struct Finder {
    /// What is searched for, as typed.
    pub query: RwSignal<String>,
    /// Only units of this kind.
    pub level: RwSignal<Option<UnitKind>>,
    /// What was found.
    pub answer: RwSignal<Answer>,
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing was asked for.
    None,
    /// The first of so many units.
    Units {
        /// What was searched for.
        query: String,
        /// How many units were found.
        total: u32,
        /// The first of them.
        found: Vec<Found>,
    },
    /// The server could not be asked.
    Unreachable,
}

impl Finder {
    /// The longest query that is taken, in characters: longer than any unit's name.
    pub const LONGEST: &'static str = "64";

    /// The search that the server made.
    pub fn new(search: &Search) -> Self {
        let answer = if search.query.is_empty() {
            Answer::None
        } else {
            Answer::Units {
                query: search.query.clone(),
                total: search.total,
                found: search.found.clone(),
            }
        };
        Self {
            query: RwSignal::new(search.query.clone()),
            level: RwSignal::new(search.level),
            answer: RwSignal::new(answer),
        }
    }
}
