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

use super::{Problem, Standing, fleet::Count, notices};
use crate::{
    Application,
    assets::Assets,
    store::{
        access::Millis,
        screens::{Screen, ScreenEvent},
    },
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
    /// What was known of each screen: whether it was connected, and its problems.
    known: BTreeMap<i64, (bool, Vec<Problem>)>,
}

/// How many screens are how.
#[derive(Default)]
struct Census {
    by_unit: HashMap<UnitCode, Count>,
    all: Count,
    by_problem: BTreeMap<Problem, u32>,
}

impl Census {
    fn count(&mut self, application: &Application, screen: &Screen, standing: &Standing) {
        let is_alive = u32::from(standing.is_alive());
        let add = |count: &mut Count| {
            count.alive += is_alive;
            count.total += 1;
        };
        add(&mut self.all);
        for unit in notices::path(application, screen.unit.as_str()).unwrap_or_default() {
            add(self.by_unit.entry(unit).or_default());
        }
        for problem in &standing.problems {
            *self.by_problem.entry(*problem).or_default() += 1;
        }
    }

    fn tell(&self) {
        metrics::gauge!("liandong_paired_screens").set(self.all.total);
        metrics::gauge!("liandong_paired_screens_alive").set(self.all.alive);
        for problem in Problem::ALL {
            let number = self.by_problem.get(&problem).copied().unwrap_or_default();
            metrics::gauge!("liandong_screen_problems", "problem" => problem.key()).set(number);
        }
    }
}

impl Watch {
    async fn look(&mut self, application: &Application) {
        let now = application.clock.now().0;
        let screens = &application.screens;
        let version = Assets::embedded().version();
        let mut census = Census::default();
        let mut events = Vec::new();
        let mut seen = BTreeMap::new();
        for screen in screens.roster.all() {
            let standing = screens.fleet.standing(screen.id, version, now);
            census.count(application, &screen, &standing);
            let before = self.known.remove(&screen.id).unwrap_or_default();
            let turns = turns(&screen, &standing, before, now);
            events.extend(turns.map(|event| (screen.id, event)));
            seen.insert(
                screen.id,
                (standing.online_since.is_some(), standing.problems),
            );
        }
        self.known = seen;
        census.tell();
        if screens.fleet.set_counts(census.by_unit) {
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

/// What is another with a screen than it was before: told in the log, and to be written down.
fn turns(
    screen: &Screen,
    standing: &Standing,
    (was_up, had): (bool, Vec<Problem>),
    now: Millis,
) -> impl Iterator<Item = ScreenEvent> {
    let (id, name, is_up) = (screen.id, &screen.name, standing.online_since.is_some());
    let turned = (is_up != was_up).then(|| {
        let kind = if is_up { "up" } else { "down" };
        let at = standing.online_since.or(standing.left_at).unwrap_or(now);
        event(at, kind, &standing.address)
    });
    let fresh = standing.problems.iter().filter(|one| !had.contains(one));
    let fresh: Vec<Problem> = fresh.copied().collect();
    for problem in &fresh {
        // One that was never there yet is no news.
        if *problem != Problem::Dark || screen.seen_at.is_some() || was_up {
            warn!(
                screen = id,
                name,
                problem = problem.key(),
                "a screen has a problem"
            );
        }
    }
    if standing.problems.is_empty() && !had.is_empty() {
        info!(screen = id, name, "a screen is well again");
    }
    let noted = fresh
        .into_iter()
        .filter(|problem| *problem != Problem::Dark);
    turned
        .into_iter()
        .chain(noted.map(move |problem| event(now, problem.key(), "")))
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
