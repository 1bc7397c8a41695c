//! The console of staff: sign-in, set-up, and the pages behind. Rendered on the server only; what a form
//! does is a call of the API, which `console.js` makes; pages on which more happens have scripts of their own:
//! `upload.js` and `import.js`, `log.js` with `outbox.js`, `reviews.js`, `meetings.js`, `cobuilding.js`, `screens.js`.
//!
//! # Layout
//! - `shell`: the document, the navigation, who is signed in. `form`: fields and buttons.
//! - one file a page; each takes plain data that the server fills in.

mod accounts;
mod acts;
mod announcements;
mod assessment;
mod audit;
mod care;
mod cobuilding;
mod deployments;
mod desk;
mod form;
mod imports;
mod lists;
mod logs;
mod meetings;
mod own;
mod registries;
mod registry;
mod reviews;
mod screens;
mod settings;
mod setup;
mod shell;
mod sign_in;
mod tokens;
mod units;

pub use accounts::{AccountRow, AccountsPage};
pub use acts::{May, Told, encoded};
pub use announcements::{AnnouncementDetail, AnnouncementRow, AnnouncementsPage};
pub use assessment::{
    AssessmentPage, Basis, IndicatorForm, IndicatorHead, ReportPage, ScoreCell, ScoreRow,
    WorkingLine, WorkingPage,
};
pub use audit::{AuditPage, AuditRow};
pub use care::{CareLine, CarePage, Coverage};
pub use cobuilding::{
    ActivityLine, CoBuildingPage, EmployerLine, NeedLine, ProjectAct, ProjectLine, ResourceLine,
    Suggestion,
};
pub use deployments::{
    ComposePage, DeploymentLine, DeploymentPage, DeploymentsPage, LevelRow, OwnReceipt,
    ReceiptsView, Slip, StageFigure, Stuck, TargetLevel,
};
pub use desk::{DeskPage, Figure, Task, TaskKind};
pub use imports::{
    Column, Counts, Cure, FieldChoice, ImportPage, ImportRow, ImportsPage, Outcome, Preview,
    Problem, RowProblem, Sheet, Stage, UnitCounts,
};
pub use lists::{
    Card, Column as StateColumn, ConferenceView, Filter, ItemActs, ItemPage, Linked, ListsPage,
    NewItemPage, PartiesForm, Rows, SeatView, Tab, Turn, TurnKind, state_key,
};
pub use logs::{
    LogLine, LogPage, LogStep, LogsPage, Mark, Resubmission, Station, WorkerLine, WritePage,
};
pub use meetings::{HeldLine, MeetingBranch, MeetingsPage, meeting_key};
pub use own::{OwnPage, SessionRow};
pub use registries::{RegistriesPage, RegistryLine};
pub use registry::{BranchLine, RegistryPage, RowLine};
pub use reviews::{
    Chosen, Counts as ReviewCounts, LIMIT_MS, Link, QueueLine, ReviewsPage, review_figures,
};
pub use screens::{
    Asked as ScreensAsked, DayShare, Detail as ScreenDetail, EntryRow, Happening, PairPage,
    ScopeChoice, ScreenRow, ScreenSettingsPage, ScreensPage, Times, Waiting,
};
pub use settings::SettingsPage;
pub use setup::SetupPage;
pub use shell::{ConsoleData, ConsoleUrls, Page, Who, render};
pub use sign_in::SignInPage;
pub use tokens::{TokenRow, TokensPage};
pub use units::{ChildRow, Selected, UnitsPage};
