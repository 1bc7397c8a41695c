//! What of the work that goes on a subtree may see: plain reads of the aggregate, sorted and in pages.
//! The API answers with them, and the console is made from them.
//!
//! # Layout
//! - [`Scope`]: a subtree, and what it may see.
//! - One file a kind of record: what is asked of a list (`…Query`), a row of it (`…Row`), `list` and `one`.
//! - [`history`]: what happened to something. [`suggestions`]: what may meet a need.
//! - [`escalate_after_days`]: when what is late goes one level further up. [`attachment`]: what a file is that goes with an act.
//! - [`Texts`]: records hold no texts; those are in the log, and fetched for the rows of one page once the
//!   aggregate is let go (`with_titles`, `with_texts`).

pub mod activities;
pub mod attachment;
pub mod branches;
pub mod care;
pub mod deployments;
pub mod employers;
mod escalation;
pub mod history;
pub mod items;
pub mod logs;
mod names;
mod order;
mod page;
pub mod projects;
mod scope;
pub mod suggestions;
mod texts;

pub use escalation::{ESCALATION_DAYS, escalate_after_days, set_escalate_after_days};
pub use names::UnitName;
pub use order::Order;
pub use page::Page;
pub use scope::Scope;
pub use texts::Texts;
