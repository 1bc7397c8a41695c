//! Who is asking, and what they may do.
//!
//! # Layout
//! - [`Role`]: what an account may do, at its unit and below.
//! - [`Staff`]: the signed-in account behind a request; handlers that need one ask for it.
//! - [`sign_in`](mod@sign_in): from login and password to a session; `password`, `totp`, `throttle` are its parts.
//! - `secret`: random secrets, shown once, kept as hashes. `cookie`: the session's cookie.
//! - `same_site`: refuses what a stranger's page makes a browser send.
//! - [`Viewing`], [`Admission`]: whether everybody may look, and who may otherwise.
//! - [`Author`]: who writes tables. [`token`]: programs that send facts. [`setup`]: the first account.
//! - [`rate`]: how often who may ask.

mod admission;
mod author;
mod cookie;
pub mod password;
pub mod rate;
mod role;
mod same_site;
pub mod secret;
pub mod setup;
pub mod sign_in;
mod staff;
mod throttle;
pub mod token;
pub mod totp;
mod viewing;

pub use admission::Admission;
pub use author::Author;
pub use cookie::{COOKIE, ended_cookie, read as cookie_of, session_cookie};
pub use role::Role;
pub use same_site::refuse_cross_site;
pub use staff::{Peer, Staff, may_see_exactly};
pub use throttle::Throttle;
pub use viewing::Viewing;
