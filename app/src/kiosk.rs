//! `/kiosk/CODE`: what the touch screen of a station shows, and what a visitor takes home from it.
//!
//! Rendered on the server from the same snapshots as walls, without a program: `kiosk.js` fetches the next
//! page and puts it in place, keeps it up to date, and leaves nothing behind of who was there. Every page
//! is whole without it, as what a visitor chose is in the address.
//!
//! # Layout
//! - [`address`]: the pages, and how each is asked for; `frame`: what all of them have around them.
//! - `home`, `unit`, `number`, `find`, `here`: a page each. `reading`: what a unit's page says of a scene.
//! - `notice`: a page that says why there is none. `shell`: the HTML document.

use std::sync::Arc;

use liandong_domain::{
    fact::cobuilding::Category,
    frame::{Cursor, PathStep, Scene, Snapshot, UnitHeading},
    moment::{Day, Moment, UtcOffset},
    unit::{UnitCode, UnitKind},
    view::offers::Offer,
};

use crate::{number::NumberPage, shell::Surroundings};

pub mod address;
mod figures;
mod find;
mod frame;
mod here;
mod home;
mod icon;
mod map;
mod notice;
mod number;
mod numbers;
mod pager;
mod reading;
mod shell;
mod unit;

pub use address::{Address, List, Look, Tab};
pub use find::{FOUND_ON_A_PAGE, Narrowed, UnitFound};
pub use here::ROWS_ON_A_PAGE;
pub use notice::{Notice, render_notice};
pub use shell::{KioskUrls, render};

/// Everything that a page shows.
#[derive(Clone, Debug)]
pub struct KioskPage {
    /// The unit of the station that the screen stands in.
    pub station: PathStep,
    /// The unit that the page is about.
    pub heading: UnitHeading,
    /// Which page it is.
    pub address: Address,
    /// How it is to look.
    pub look: Look,
    /// Up to where its numbers count, at least.
    pub cursor: Cursor,
    /// The screen that shows it, and the server's version.
    pub around: Surroundings,
    /// The server's clock.
    pub now: Moment,
    /// How far local time is from UTC where the server is.
    pub offset: UtcOffset,
    /// Whether the numbers are made up for demonstration.
    pub demo: bool,
    /// The address to take the page home by, as a QR code; empty where there is nothing to take.
    pub qr_svg: String,
    /// Whether it is what somebody took home: it leads nowhere else.
    pub taken: bool,
    /// What is on it.
    pub body: Body,
}

/// What is on a page.
#[derive(Clone, Debug)]
pub enum Body {
    /// The station's own unit, and the ways from there.
    Home(Box<Snapshot>),
    /// A scene of a unit.
    Unit(Box<Snapshot>),
    /// A number that was asked where it comes from.
    Number(Box<NumberPage>),
    /// Finding a unit.
    Find(Narrowed),
    /// What goes on at the station.
    Here(Box<Here>),
}

/// What goes on at a station, one by one.
#[derive(Clone, Debug)]
pub struct Here {
    /// The counts.
    pub snapshot: Snapshot,
    /// The rows of the chosen list, the first of all.
    pub rows: Rows,
}

/// The rows of a list.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Activities, the newest first.
    Activities(Vec<Activity>),
    /// Resources or needs.
    Offers(Vec<Offer>),
}

/// An activity as a public screen lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What it was about.
    pub category: Category,
    /// Which unit held it.
    pub place: Arc<str>,
    /// The day.
    pub on: Day,
    /// How many employers were invited.
    pub invited: usize,
    /// How many of them answered.
    pub responded: usize,
    /// How many of them came.
    pub attended: usize,
}

impl KioskPage {
    /// The address of another page of this kiosk that looks the same; none of what was taken home.
    fn to(&self, address: &Address) -> Option<String> {
        (!self.taken).then(|| address.href(&self.station.code, self.look))
    }

    /// The address of the same page looking different.
    fn looking(&self, look: Look) -> String {
        let mut address = self.address.clone();
        // Pages are as long as the letters are large.
        if look.large != self.look.large {
            address.turn_to(0);
        }
        address.href(&self.station.code, look)
    }

    /// The scene whose numbers are on it, or may be.
    fn scene(&self) -> Scene {
        match &self.body {
            Body::Home(snapshot) | Body::Unit(snapshot) => snapshot.scene,
            Body::Number(asked) => asked.scene,
            Body::Here(here) => here.snapshot.scene,
            Body::Find(_) => Scene::Overview,
        }
    }

    /// How many there are on a page of so many, where letters are large and where they are not.
    fn fitting(&self, normal: usize, large: usize) -> usize {
        if self.look.large { large } else { normal }
    }

    /// The overview of a unit.
    fn unit(code: &UnitCode) -> Address {
        Address::of_unit(code.clone())
    }
}

/// What units of one kind, or of several, are called together.
fn called(kinds: impl IntoIterator<Item = UnitKind>) -> &'static str {
    let mut kinds = kinds.into_iter();
    match kinds.next() {
        Some(first) if kinds.all(|kind| kind == first) => first.label(),
        _ => "下级单位",
    }
}
