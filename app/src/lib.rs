//! The screens of 联动: rendered on the server, taken over by the browser, kept up to date by the live connection.
//!
//! # Layout
//! - [`page`]: the data that a page is made of. `wall`: the view of a unit, the same on both sides.
//! - `shell` (server only): the HTML document around the view.
//! - `boot` (browser only): hydration; `public/boot.js` calls it.
//! - [`store`]: a signal for each number of a wall. [`Store::apply`](store::Store::apply) is the only writer.
//! - `live` (browser only): the only code that knows of the socket; `clock`: the panel's monotonic clock.
//! - `home` (server only): find a unit; `public/find.js` asks the server while one types.
//! - `console` (server only): the pages of staff. `reference` (server only): the page about the API.
//! - `number` (server only): the page of a number that was asked where it comes from.
//! - `pairing` (server only): the page of a screen that belongs to nobody yet.
//! - `kiosk` (server only): the pages of touch screens.
//! - [`format`](mod@format): numbers, times and names as text.
//!
//! Without its program a page still is what the server rendered: readable, with its data time, and never called live.

// The types of whole pages are deep.
#![recursion_limit = "256"]

#[cfg(not(erase_components))]
compile_error!(
    "server and browser have to agree on the types of views: build with the flags of .cargo/config.toml, \
     or add `--cfg erase_components` to RUSTFLAGS"
);

#[cfg(feature = "hydrate")]
mod boot;
#[cfg(feature = "hydrate")]
mod clock;
mod components;
#[cfg(feature = "ssr")]
pub mod console;
mod figures;
pub mod format;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
pub mod kiosk;
#[cfg(any(feature = "hydrate", test))]
mod live;
#[cfg(feature = "ssr")]
pub mod number;
pub mod page;
#[cfg(feature = "ssr")]
pub mod pairing;
mod panels;
#[cfg(feature = "ssr")]
pub mod reference;
mod scenes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod store;
mod wall;

#[cfg(feature = "ssr")]
pub use shell::{AssetUrls, Surroundings, Theme, render};
