//! The console of staff: sign-in, set-up, and the pages behind. Rendered on the server only; what a form
//! does is a call of the API, which `console.js` makes; the pages of imports have scripts of
//! their own, `upload.js` and `import.js`.
//!
//! # Layout
//! - `shell`: the document, the navigation, who is signed in. `form`: fields and buttons.
//! - one file a page; each takes plain data that the server fills in.

mod accounts;
mod audit;
mod desk;
mod form;
mod imports;
mod own;
mod registries;
mod registry;
mod settings;
mod setup;
mod shell;
mod sign_in;
mod tokens;
mod units;

pub use accounts::{AccountRow, AccountsPage};
pub use audit::{AuditPage, AuditRow};
pub use desk::{DeskPage, Figure};
pub use imports::{
    Column, Counts, Cure, FieldChoice, ImportPage, ImportRow, ImportsPage, Outcome, Preview,
    Problem, RowProblem, Sheet, Stage, UnitCounts,
};
pub use own::{OwnPage, SessionRow};
pub use registries::{RegistriesPage, RegistryLine};
pub use registry::{BranchLine, RegistryPage, RowLine};
pub use settings::SettingsPage;
pub use setup::SetupPage;
pub use shell::{ConsoleData, ConsoleUrls, Page, Who, render};
pub use sign_in::SignInPage;
pub use tokens::{TokenRow, TokensPage};
pub use units::{ChildRow, Selected, UnitsPage};
