//! A clock that is not right, so that midnight, a month's end or New Year can be tried out.

use std::io;

use liandong_domain::moment::Moment;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::clock::Clock;

/// Has the clock begin there, and says so.
pub fn begin(clock: &Clock, start: Moment) {
    clock.move_to(start);
    warn!(
        ahead_ms = clock.ahead(),
        "the clock was moved: whatever is written down now is at a made-up time; for tests and rehearsals only"
    );
}

/// Has the next midnight come whenever SIGUSR1 does, until `stop`.
///
/// # Errors
/// The system does not let the signal be listened for.
pub fn listen(clock: Clock, stop: CancellationToken) -> io::Result<()> {
    let mut signals = signal(SignalKind::user_defined1())?;
    tokio::spawn(async move {
        while stop.run_until_cancelled(signals.recv()).await.is_some() {
            clock.move_to_midnight();
            warn!("the clock was moved to midnight");
        }
    });
    Ok(())
}
