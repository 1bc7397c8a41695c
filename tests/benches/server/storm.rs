//! All panels come back at once after a restart of the server.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use liandong_domain::frame::{Cursor, ServerMessage};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    report,
    screen::Screen,
    server::{Server, folder},
    stats::Sorted,
};

const DISTRICT: &str = "310104";
const SCREENS: usize = 2000;
const ATTEMPT: Duration = Duration::from_secs(15);
const ALL: Duration = Duration::from_mins(2);
/// The waits between two attempts of a page, in milliseconds (`app/src/live/session.rs`).
const WAIT_MS: (u32, u32) = (500, 20_000);

/// A panel that is live again: when, after the server was ready, and how long its handshake took.
struct Back {
    at: Instant,
    handshake: Duration,
}

pub async fn run() -> Result<()> {
    report::how(
        "2,000 screens on Xuhui District lose the server at one moment and come back as a page does: advice\n\
         of the server, full jitter, cursor; live is the first answer to what they show; handshakes from\n\
         before the connection is asked for until the 101 was read",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let flags = [
        "--demo",
        "--demo-rate",
        "0",
        "--connections-per-address",
        "5000",
    ];
    let mut server = Server::start(&data, &flags).await?;
    for (how, is_killed) in [("stopped", false), ("killed", true)] {
        let address: Arc<str> = server.address().into();
        let mut panels = JoinSet::new();
        for _ in 0..SCREENS {
            let mut screen = Screen::connect(&address).await?;
            let cursor = cursor(&screen.subscribe(DISTRICT, None).await?).context("no numbers")?;
            panels.spawn(come_back(screen, Arc::clone(&address), cursor));
        }
        if is_killed {
            server.kill().await?;
        } else {
            server.stop().await?;
        }
        server = Server::start_at(&address, &data, &flags).await?;
        let since = Instant::now();
        let backs = timeout(ALL, panels.join_all())
            .await
            .context("not all came back")?;
        let backs: Result<Vec<Back>> = backs.into_iter().collect();
        tell(how, since, &backs?);
    }
    Ok(())
}

fn tell(how: &str, since: Instant, backs: &[Back]) {
    let live = |back: &Back| back.at.saturating_duration_since(since).as_secs_f64();
    let live = Sorted::new(backs.iter().map(live).collect());
    let handshake = |back: &Back| back.handshake.as_secs_f64() * 1000.0;
    let handshakes = Sorted::new(backs.iter().map(handshake).collect());
    let row = |what: &str, value, unit, target| {
        report::once(&format!("{how}: {what}"), value, unit, target);
    };
    row("panels live again", backs.len() as f64, "", "2,000");
    row("half of them after", live.median(), "s", "none");
    row("all of them after", live.most(), "s", "30 s");
    row("handshake, p99", handshakes.quantile(0.99), "ms", "250 ms");
    row("handshake, longest", handshakes.most(), "ms", "none");
}

async fn come_back(screen: Screen, address: Arc<str>, cursor: Cursor) -> Result<Back> {
    let mut advice = screen.until_gone().await.unwrap_or(0);
    for attempt in 1.. {
        let wait = u64::from(advice + jitter(attempt)?);
        advice = 0;
        sleep(Duration::from_millis(wait)).await;
        let before = Instant::now();
        let Ok(Ok(mut screen)) = timeout(ATTEMPT, Screen::connect(&address)).await else {
            continue;
        };
        let handshake = before.elapsed();
        if screen.subscribe(DISTRICT, Some(cursor)).await.is_ok() {
            let at = Instant::now();
            // It stays: the next ones come to a server that has it.
            tokio::spawn(screen.until_gone());
            return Ok(Back { at, handshake });
        }
    }
    unreachable!("it tries for ever")
}

fn jitter(attempt: u32) -> Result<u32> {
    let (shortest, longest) = WAIT_MS;
    let ceiling = longest.min(1_000 << attempt.min(8));
    Ok(shortest + getrandom::u32()? % (ceiling - shortest))
}

fn cursor(message: &ServerMessage) -> Option<Cursor> {
    match message {
        ServerMessage::Snapshot(snapshot) => Some(snapshot.cursor),
        ServerMessage::Delta(delta) => Some(delta.cursor),
        _ => None,
    }
}
