//! The live connection: takes what the server says to the store, and says what is on the screen.

#[cfg(feature = "hydrate")]
mod connection;
#[cfg(feature = "hydrate")]
mod fade;
mod painter;
#[cfg(feature = "hydrate")]
mod scripts;
mod session;
mod sleep;
#[cfg(feature = "hydrate")]
mod socket;

#[cfg(feature = "hydrate")]
pub use connection::{say, start, ticks};
