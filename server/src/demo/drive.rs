//! The demonstration comes in through the same engine as everything else.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use liandong_domain::{
    fact::{Event, Fact, NewUnit},
    moment::Moment,
    unit::Unit,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{DEFAULT_SEED, Feed, Options, Seed, units};
use crate::{clock::Clock, config::Demo, engine::Engine};

/// Facts submitted at once while filling.
const BATCH: usize = 10_000;
/// A file that marks data as made up, so that no later start takes it for real.
const MARK: &str = "demo";
const FILLED: &str = "filled\n";
/// Before the moment at which filling began, in milliseconds.
const FILLING: &str = "filling ";

/// Whether the data in a folder is made up.
pub fn is_made_up(data: &Path) -> bool {
    data.join(MARK).exists()
}

/// Marks a folder whose data, filled elsewhere, is made up.
///
/// # Errors
/// The folder cannot be written.
pub fn mark_made_up(data: &Path) -> std::io::Result<()> {
    fs::write(data.join(MARK), FILLED)
}

/// A demonstration that is to be filled, from nothing or from where an earlier start was stopped.
pub struct Filling {
    mark: PathBuf,
    /// The moment before which everything happened.
    now: Moment,
    /// Where the clock was before it was moved back.
    ahead: i64,
    scale_percent: u32,
}

impl Filling {
    /// Moves the clock back to where the demonstration begins; nothing where it is filled. Days begin as
    /// the clock says, so this has to be before an engine starts.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn begin(clock: &Clock, demo: Demo, data: &Path) -> anyhow::Result<Option<Self>> {
        let mark = data.join(MARK);
        let text = fs::read_to_string(&mark).unwrap_or_default();
        if text == FILLED {
            return Ok(None);
        }
        // A later start goes on with the same facts, whenever it is.
        let begun = text
            .strip_prefix(FILLING)
            .and_then(|since| since.trim().parse().ok());
        let filling = Self {
            mark,
            now: begun.map_or_else(|| clock.now(), Moment),
            ahead: clock.ahead(),
            scale_percent: demo.scale_percent,
        };
        clock.move_to(clock.midnight(filling.options().first_day()));
        Ok(Some(filling))
    }

    fn options(&self) -> Options {
        Options {
            seed: DEFAULT_SEED,
            now: self.now,
            scale_percent: self.scale_percent,
            districts: None,
        }
    }

    /// Fills the database day by day, and puts the clock right again.
    ///
    /// # Errors
    /// There is real data, or the store fails.
    pub async fn run(self, engine: &Engine, clock: &Clock) -> anyhow::Result<()> {
        if engine.read().seq() > 0 && !self.mark.exists() {
            bail!(
                "数据目录 {} 中已有真实数据，不能用于演示；请另选目录（data_is_real）",
                self.mark.parent().unwrap_or(&self.mark).display()
            );
        }
        fs::write(&self.mark, format!("{FILLING}{}\n", self.now.0)).context("写不了数据目录")?;
        let started = Instant::now();
        submit(engine, self.new_units(engine)).await?;
        let filled = self.fill(engine, clock).await?;
        clock.set_ahead(self.ahead);
        fs::write(&self.mark, FILLED).context("写不了数据目录")?;
        info!(
            facts = filled,
            seconds = started.elapsed().as_secs_f32(),
            "demonstration filled"
        );
        Ok(())
    }

    async fn fill(&self, engine: &Engine, clock: &Clock) -> anyhow::Result<usize> {
        let mut seed = Seed::new(engine.read().tree(), &self.options());
        let mut filled = 0;
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let fact = seed.next();
            if let Some(fact) = &fact
                && let Event::ClockDay { day } = fact.event
            {
                submit(engine, std::mem::take(&mut batch)).await?;
                // The engine begins the day.
                clock.move_to(clock.midnight(day));
                submit(engine, Vec::new()).await?;
                continue;
            }
            let is_last = fact.is_none();
            batch.extend(fact);
            filled += usize::from(!is_last);
            if is_last || batch.len() == BATCH {
                submit(engine, std::mem::take(&mut batch)).await?;
            }
            if filled % (BATCH * 20) == 0 && !is_last {
                info!(
                    facts = filled,
                    "filling the demonstration, once, some seconds"
                );
            }
            if is_last {
                return Ok(filled);
            }
        }
    }

    fn new_units(&self, engine: &Engine) -> Vec<Fact> {
        let known = |unit: &Unit| engine.read().tree().find(unit.code.as_str()).is_some();
        let new = units().into_iter().filter(|unit| !known(unit));
        new.map(|unit| added(unit, self.now)).collect()
    }
}

async fn submit(engine: &Engine, facts: Vec<Fact>) -> anyhow::Result<()> {
    let receipt = engine
        .submit(facts.into_iter().enumerate().collect(), None)
        .await?;
    if let Some(first) = receipt.rejected.first() {
        warn!(
            rejected = receipt.rejected.len(),
            "made-up facts refused: {}", first.rejection.message
        );
    }
    Ok(())
}

/// Stamped before today: it is not news.
fn added(unit: Unit, now: Moment) -> Fact {
    let Unit {
        code,
        name,
        kind,
        parent,
        position,
    } = unit;
    let event = Event::UnitAdded(NewUnit {
        name,
        kind,
        parent,
        position,
        recorded: false,
    });
    let at = super::moment(now.day(super::offset()).plus(-400), 9 * 3600);
    Fact {
        id: format!("demo-u-{code}"),
        at,
        unit: code,
        event,
    }
}

/// Sends believable facts at the chosen rate until `stop`.
pub async fn keep_alive(engine: Engine, clock: Clock, demo: Demo, stop: CancellationToken) {
    if demo.rate <= 0.0 {
        return;
    }
    let mut feed = Feed::new(&engine.read(), DEFAULT_SEED, clock.now());
    let mut beat = interval(Duration::from_secs_f64(1.0 / demo.rate));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(beat.tick()).await.is_some() {
        let fact = feed.next(&engine.read(), clock.now());
        if let Err(failure) = submit(&engine, vec![fact]).await {
            warn!("a made-up fact was not taken: {failure}");
        }
    }
}
