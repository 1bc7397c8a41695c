//! What the black-box tests stand on: the real binary on port 0 over a folder of its own, senders
//! and screens that talk to it as strangers would. A test waits for conditions, never for a time.
//!
//! - [`Server`]: starts, kills, stops and restarts the program; posts facts; reads snapshots.
//! - [`Screen`]: a display that keeps a snapshot up to date, in either encoding.
//! - [`Staff`]: a staff member's browser: signs in, keeps its cookie, makes accounts.
//! - [`facts`]: facts as senders write them. [`tree`]: a small part of Shanghai.
//! - [`imports`]: a clerk's table on its way in. [`panels`]: panels that are paired.
//! - [`client`]: whoever asks by HTTP. [`Program`]: one run of the command line.
//! - [`tls`]: HTTPS with a certificate of the test's own.

#![allow(clippy::missing_panics_doc)] // A harness panics; that is how a test fails.

use std::time::Duration;

mod client;
pub mod facts;
pub mod imports;
pub mod panels;
mod program;
mod refusal;
mod screen;
mod server;
mod staff;
pub mod tls;
pub mod tree;

pub use client::{client, client_with};
pub use program::{Program, Run, binary};
pub use screen::{Heard, Screen, open_socket};
pub use server::{Answer, Receipt, Server, Setup};
pub use staff::{CHIEF, CHIEF_PASSWORD, Credentials, Staff};

/// How long a test waits for what must come, at most. Generous: machines may be slow.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for what must come.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited {PATIENCE:?} in vain: {what}"))
}
