//! The panel's monotonic clock. Its date is never read to tell how old numbers are.

use leptos::prelude::window;

/// Milliseconds since the page was opened. Some systems stop counting while they sleep.
pub fn monotonic() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Milliseconds of the panel's date, for [`SleepWatch`] alone.
pub fn date() -> f64 {
    js_sys::Date::now()
}
