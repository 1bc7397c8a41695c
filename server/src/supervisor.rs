//! What systemd is told where it is the one that started the server: that it is ready, that it lives,
//! that it ends. Elsewhere nobody listens, and nothing is sent.

use std::time::Duration;

use sd_notify::NotifyState;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{debug, info};

/// Says that pages are answered from now on; where signs of life are wanted (`WatchdogSec=`), sends them
/// twice as often as they are due.
pub fn ready() {
    tell(NotifyState::Ready);
    if let Some(due) = sd_notify::watchdog_enabled() {
        tokio::spawn(live(due / 2));
    }
}

/// Says that the server ends because it was told to.
pub fn stopping() {
    tell(NotifyState::Stopping);
}

/// A task like any other: where the others are not run any more, it is not either, and systemd starts
/// the server anew.
async fn live(every: Duration) {
    info!(?every, "signs of life to systemd");
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        beat.tick().await;
        tell(NotifyState::Watchdog);
    }
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        debug!(%error, "systemd was not told");
    }
}
