//! The panels of the scenes, one file each.

mod age;
mod alerts;
mod beside;
mod cards;
mod compare;
mod conference;
mod headline;
mod ledger;
mod lists;
mod loom;
mod plaque;
mod plate;
mod ranking;
mod registries;
mod sectors;
mod structure;
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
pub use ranking::RankingPanel;
pub use registries::RegistriesPanel;
pub use sectors::SectorsPanel;
pub use structure::StructurePanel;
pub use ticker::TickerPanel;
pub use tile_map::MapPanel;
