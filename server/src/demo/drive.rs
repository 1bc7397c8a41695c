//! The demonstration comes in through the same engine as everything else.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use liandong_domain::{
    fact::{Event, Fact, NewUnit},
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

/// Fills an empty database, or goes on where an earlier start was stopped.
///
/// # Errors
/// There is real data, or the store fails.
pub async fn fill(engine: &Engine, clock: Clock, demo: Demo, data: &Path) -> anyhow::Result<()> {
    let mark = data.join(MARK);
    if fs::read_to_string(&mark).is_ok_and(|mark| mark == FILLED) {
        return Ok(());
    }
    if engine.read().seq() > 0 && !is_made_up(data) {
        bail!(
            "数据目录 {} 中已有真实数据，不能用于演示；请另选目录（data_is_real）",
            data.display()
        );
    }
    fs::write(&mark, "filling\n").context("写不了数据目录")?;
    let started = Instant::now();
    let known = |unit: &Unit| engine.read().tree().find(unit.code.as_str()).is_some();
    let new_units: Vec<Fact> = units()
        .into_iter()
        .filter(|unit| !known(unit))
        .map(|unit| added(unit, clock))
        .collect();
    submit(engine, new_units).await?;
    let options = Options {
        seed: DEFAULT_SEED,
        today: clock.today(),
        scale_percent: demo.scale_percent,
        districts: None,
    };
    let mut seed = Seed::new(engine.read().tree(), &options);
    let mut filled = 0;
    loop {
        let batch: Vec<Fact> = seed.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        filled += batch.len();
        submit(engine, batch).await?;
        if filled % (BATCH * 20) == 0 {
            info!(
                facts = filled,
                "filling the demonstration, once, some seconds"
            );
        }
    }
    fs::write(&mark, FILLED).context("写不了数据目录")?;
    info!(
        facts = filled,
        seconds = started.elapsed().as_secs_f32(),
        "demonstration filled"
    );
    Ok(())
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
fn added(unit: Unit, clock: Clock) -> Fact {
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
    let at = super::moment(super::shift(clock.today(), -400), 9 * 3600);
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
    let mut feed = Feed::new(engine.read().tree(), DEFAULT_SEED, clock.now());
    let mut beat = interval(Duration::from_secs_f64(1.0 / demo.rate));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(beat.tick()).await.is_some() {
        let fact = feed.next(engine.read().tree(), clock.now());
        if let Err(failure) = engine.submit(vec![(0, fact)], None).await {
            warn!("a made-up fact was not taken: {failure}");
        }
    }
}
