//! `/units/CODE/numbers/KEY`: a number that was asked where it comes from.
//!
//! Rendered on the server. It has no program but `number.js`, which fetches the page anew every few
//! seconds and puts in its place what has changed.

use liandong_domain::{
    frame::Scene,
    moment::{Day, Moment, UtcOffset},
    view::number::{Answer, Figure, Question},
};

mod page;
pub(crate) mod parts;
mod shell;
pub(crate) mod trend;
pub(crate) mod words;

pub use shell::{NumberUrls, render};

/// A number's last days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The unit's, a day each, without a gap; nothing where none was kept.
    pub unit: Vec<Option<Figure>>,
    /// Those of the level above, of the same days.
    pub above: Vec<Option<Figure>>,
    /// The first of the days.
    pub first: Option<Day>,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberPage {
    /// What was asked.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// The last days; none where they are not told.
    pub past: Past,
    /// The server's clock.
    pub server_time: Moment,
    /// How far local time is from UTC where the server is.
    pub offset: UtcOffset,
    /// Whether the numbers are made up for demonstration.
    pub demo: bool,
    /// The scene to go back to.
    pub scene: Scene,
    /// The page's address as a QR code, an SVG document.
    pub qr_svg: String,
}
