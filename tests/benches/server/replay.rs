//! A past day, and any minute of it.

use std::time::{Duration, Instant};

use anyhow::Result;
use liandong_domain::frame::{ClientMessage, Scene};

use crate::{
    report,
    round::ROUND,
    rounds::Rounds,
    screen::Screen,
    sender::post_all,
    server::{Server, folder, token},
    stats::Sorted,
    when::{self, minute},
};

/// Between one minute and the next: a screen that asks for more than ten a second is taken for one gone wild.
const BREATH: Duration = Duration::from_millis(110);
const DAY: &str = "2026-10-15";
/// The last minute of the day on which something happens.
const LAST: i64 = 23 * 60 + 30;
const FACTS: u64 = 100_000;
/// Rounds of a batch, which happen in one minute.
const ROUNDS: u64 = 10;
const SEEKS: i64 = 300;
/// A step that is prime to the minutes of a day: forth and back, far and near.
const STEP: i64 = 787;
const UNIT: &str = "310104";

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai, and 100,000 facts of all kinds on one day, from midnight to half\n\
         past eleven; scene 联动 of Xuhui District a day later: from the message that asks for a minute\n\
         until the frame of it has come, minutes far apart and in no order",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let day = when::day(DAY)?;
    let evening = when::written(minute(day, LAST));
    let flags = ["--demo", "--demo-rate", "0", "--clock-start", &evening];
    let server = Server::start(&data, &flags).await?;
    let token = token("31", &data).await?;
    let mut rounds = Rounds::in_shanghai("replay")?;
    let mut batches = rounds.registries(minute(day, 0));
    let count = FACTS.div_ceil(ROUND * ROUNDS);
    batches.extend((0..count).map(|batch| {
        let at = minute(day, LAST * batch as i64 / count as i64);
        rounds.rounds(ROUNDS, at)
    }));
    post_all(&server, &token, vec![batches]).await?;
    server.midnight(minute(day, 24 * 60)).await?;
    // The day has ended once there is a fact of the next one.
    post_all(
        &server,
        &token,
        vec![vec![rounds.rounds(1, minute(day, 24 * 60))]],
    )
    .await?;

    let mut screen = Screen::show(&server, UNIT).await?;
    let mut times = Vec::new();
    for seek in 0..=SEEKS {
        let at = minute(day, seek * STEP % (24 * 60));
        let wish = ClientMessage::Replay {
            unit: UNIT.to_owned(),
            scene: Scene::Linkage,
            day,
            at: Some(at),
            speed: 0,
        };
        let asked = Instant::now();
        screen.play_to(&wish, at).await?;
        times.push(asked.elapsed().as_secs_f64() * 1000.0);
        tokio::time::sleep(BREATH).await;
    }
    report::once(
        "until the day plays, its log folded",
        times.remove(0),
        "ms",
        "none",
    );
    let sorted = Sorted::new(times);
    report::once(
        &format!("a minute, median of {SEEKS}"),
        sorted.median(),
        "ms",
        "1 s",
    );
    report::once("– p99", sorted.quantile(0.99), "ms", "1 s");
    report::once("– longest", sorted.most(), "ms", "1 s");
    Ok(())
}
