//! From a page's data to its view.

use leptos::{either::EitherOf3, prelude::*};

use crate::{
    home::{Finder, Home, Missing},
    page::{HomeData, MissingData, PageData},
    store::Store,
    wall::Wall,
};

/// A page with its signals. Server and browser make the same one from the same data; the browser
/// then has something go on writing to the signals.
pub enum Page {
    /// Find a unit.
    Home(HomeData, Finder),
    /// A unit's wall, and why it does not play the day that was asked for.
    Unit(Store, Option<String>),
    /// A page that is not there.
    Missing(MissingData),
}

impl Page {
    /// The page of this data. Its signals belong to the current reactive owner.
    pub fn new(data: PageData) -> Self {
        match data {
            PageData::Home(home) => {
                let finder = Finder::new(&home.search);
                Self::Home(home, finder)
            }
            PageData::Unit(unit) => {
                Self::Unit(Store::new(&unit.snapshot, &unit.options), unit.refused)
            }
            PageData::Missing(missing) => Self::Missing(missing),
        }
    }

    /// What is on the screen.
    pub fn view(self) -> impl IntoView {
        match self {
            Self::Home(data, finder) => EitherOf3::A(view! { <Home data finder /> }),
            Self::Unit(store, refused) => EitherOf3::B(view! { <Wall store refused /> }),
            Self::Missing(data) => EitherOf3::C(view! { <Missing data /> }),
        }
    }
}
