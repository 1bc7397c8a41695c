//! Notes what becomes of screens: who came, who went, how many live. A screen's history is kept for a month.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use liandong_domain::unit::UnitCode;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{Problem, fleet::Count, notices};
use crate::{
    Application,
    assets::Assets,
    store::{access::Millis, screens::ScreenEvent},
};

const EVERY: Duration = Duration::from_secs(1);
/// How long what became of a screen is kept.
pub const HISTORY_MS: Millis = 31 * 24 * 3_600_000;

/// Goes on until `stop`.
pub async fn keep(application: Arc<Application>, stop: CancellationToken) {
    let mut watch = Watch::default();
    let mut tick = interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => watch.look(&application).await,
            () = stop.cancelled() => {
                watch.leave(&application).await;
                return;
            }
        }
    }
}

#[derive(Default)]
struct Watch {
    /// What was known of each screen: its problems, and whether it was connected.
    known: BTreeMap<i64, (bool, Vec<Problem>)>,
}

impl Watch {
    async fn look(&mut self, application: &Application) {
        let now = application.clock.now().0;
        let screens = &application.screens;
        let version = Assets::embedded().version();
        let mut events = Vec::new();
        let mut counts: HashMap<UnitCode, Count> = HashMap::new();
        let mut by_problem = Problem::ALL.map(|problem| (problem, 0_u32));
        let (mut alive, mut total) = (0_u32, 0_u32);
        let mut seen = BTreeMap::new();
        for screen in screens.roster.all() {
            let standing = screens.fleet.standing(screen.id, version, now);
            let is_alive = u32::from(standing.is_alive());
            (alive, total) = (alive + is_alive, total + 1);
            for unit in notices::path(application, screen.unit.as_str()).unwrap_or_default() {
                let count = counts.entry(unit).or_default();
                count.alive += is_alive;
                count.total += 1;
            }
            for (problem, number) in &mut by_problem {
                *number += u32::from(standing.problems.contains(problem));
            }
            let is_up = standing.online_since.is_some();
            let (was_up, had) = self.known.remove(&screen.id).unwrap_or_default();
            if is_up != was_up {
                let kind = if is_up { "up" } else { "down" };
                let at = standing.online_since.or(standing.left_at).unwrap_or(now);
                events.push((screen.id, event(at, kind, &standing.address)));
            }
            for problem in standing.problems.iter().filter(|one| !had.contains(one)) {
                if *problem != Problem::Dark || screen.seen_at.is_some() || was_up {
                    warn!(
                        screen = screen.id,
                        name = screen.name,
                        problem = problem.key(),
                        "a screen has a problem"
                    );
                }
                if !matches!(problem, Problem::Dark) {
                    events.push((screen.id, event(now, problem.key(), "")));
                }
            }
            if standing.problems.is_empty() && !had.is_empty() {
                info!(
                    screen = screen.id,
                    name = screen.name,
                    "a screen is well again"
                );
            }
            seen.insert(screen.id, (is_up, standing.problems));
        }
        self.known = seen;
        metrics::gauge!("liandong_paired_screens").set(total);
        metrics::gauge!("liandong_paired_screens_alive").set(alive);
        for (problem, number) in by_problem {
            metrics::gauge!("liandong_screen_problems", "problem" => problem.key()).set(number);
        }
        if screens.fleet.set_counts(counts) {
            screens.touch();
        }
        screens.tell_painted();
        write_down(application, &events, now).await;
    }

    /// The server stops: nobody is connected any more, and that is no outage of theirs.
    async fn leave(&mut self, application: &Application) {
        let now = application.clock.now().0;
        let known = std::mem::take(&mut self.known).into_iter();
        let up = known.filter(|(_, (is_up, _))| *is_up);
        let events: Vec<_> = up.map(|(id, _)| (id, event(now, "stopped", ""))).collect();
        write_down(application, &events, now).await;
    }
}

fn event(at: Millis, kind: &str, detail: &str) -> ScreenEvent {
    ScreenEvent {
        at,
        kind: kind.to_owned(),
        detail: detail.to_owned(),
    }
}

async fn write_down(application: &Application, events: &[(i64, ScreenEvent)], now: Millis) {
    let store = &application.store;
    if !events.is_empty()
        && let Err(failure) = store.note_screens(events, now - HISTORY_MS).await
    {
        warn!("what became of screens was not written down: {failure}");
    }
    if let Err(failure) = application.screens.announcements.write_down(now).await {
        warn!("what screens painted was not written down: {failure}");
    }
}
