//! The panels, one file each; those of one scene alone in a folder of its own.

mod age;
mod alerts;
mod beside;
mod cards;
pub mod co_building;
mod compare;
mod conference;
mod headline;
mod ledger;
pub mod life;
mod lists;
mod loom;
mod plaque;
mod plate;
mod ranking;
mod registries;
mod replay;
mod sectors;
mod structure;
mod telling;
mod thread;
mod ticker;
mod tile_map;

pub use age::AgePanel;
pub use alerts::AlertsPanel;
pub use beside::{Beside, LevelPanel};
pub use cards::CardsPanel;
pub use compare::ComparePanel;
pub use conference::ConferencePanel;
pub use headline::{MemberHeadline, OrganisationHeadline};
pub use ledger::{LogsPanel, ReceiptsPanel};
pub use lists::{ProblemsPanel, RectificationsPanel, TasksPanel};
pub use loom::LoomPanel;
pub use plaque::Plaque;
#[cfg(feature = "ssr")]
pub use plaque::below;
pub use ranking::RankingPanel;
pub use registries::RegistriesPanel;
pub use replay::ReplayBar;
pub use sectors::SectorsPanel;
pub use structure::StructurePanel;
pub use telling::Telling;
pub use ticker::TickerPanel;
#[cfg(feature = "ssr")]
pub use ticker::{what, when};
pub use tile_map::MapPanel;
