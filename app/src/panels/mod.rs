//! The panels of the overview, one file each.

mod age;
mod beside;
mod cards;
mod compare;
mod headline;
mod plaque;
mod plate;
mod ranking;
mod registries;
mod sectors;
mod structure;
mod ticker;
mod tile_map;

pub use age::AgePanel;
pub use beside::{Beside, LevelPanel};
pub use cards::CardsPanel;
pub use compare::ComparePanel;
pub use headline::{MemberHeadline, OrganisationHeadline};
pub use plaque::Plaque;
pub use ranking::RankingPanel;
pub use registries::RegistriesPanel;
pub use sectors::SectorsPanel;
pub use structure::StructurePanel;
pub use ticker::TickerPanel;
pub use tile_map::MapPanel;
