//! A clerk's table from the upload to the wall, and back.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    facts::SHANGHAI,
    report,
    screen::Screen,
    server::{Server, command, folder, token},
    table,
};

const MEMBERS: u32 = 1_000_000;
const WORKBOOK_MEMBERS: u32 = 100_000;
const LOOK: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_mins(5);
const MB: f64 = 1_000_000.0;

/// A program that imports.
struct Importer<'a> {
    server: &'a Server,
    token: String,
    client: Client,
}

pub async fn run() -> Result<()> {
    report::how(
        "made-up members of all of Shanghai's residential areas, with names, id numbers and phone numbers\n\
         that are dropped; sent over HTTP, looked at, applied, undone, applied again without a change;\n\
         a wall of the city is open all the time. Memory is the server's highest",
    );
    let folder = folder()?;
    let csv = folder.path().join("members.csv");
    let bytes = table::csv(&csv, MEMBERS)?;
    report::once("CSV", bytes as f64 / MB, "MB", "none");
    measure("1,000,000 members, CSV", &csv, ["60 s", "500 MB", "none"]).await?;

    let xlsx = folder.path().join("members.xlsx");
    table::xlsx(&xlsx, WORKBOOK_MEMBERS)?;
    measure("100,000 members, XLSX", &xlsx, ["30 s", "500 MB", "30 s"]).await
}

async fn measure(what: &str, file: &Path, [target, memory, undo_target]: [&str; 3]) -> Result<()> {
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    let server = Server::start(&data, &[]).await?;
    let importer = Importer {
        server: &server,
        token: token("31", &data).await?,
        client: liandong_tests::client(),
    };
    let screen = Screen::show(&server, "31").await?;
    let (frames, over) = (
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let wall = tokio::spawn(watch(screen, Arc::clone(&frames), Arc::clone(&over)));

    let began = Instant::now();
    let import = importer.upload(file).await?;
    let uploaded = began.elapsed().as_secs_f64();
    let shown = importer.settled(&import, "ready").await?;
    let looked_at = began.elapsed().as_secs_f64();
    let rows = shown["preview"]["new"].as_u64().unwrap_or_default();
    let before = frames.load(Ordering::Relaxed);
    importer.ask(&import, "apply", &json!({})).await?;
    importer.settled(&import, "applied").await?;
    let applied = began.elapsed().as_secs_f64();
    let moved = frames.load(Ordering::Relaxed) - before;
    report::once(&format!("{what}: rows"), rows as f64, "rows", "all");
    report::once("  upload", uploaded, "s", "none");
    report::once("  preview", looked_at - uploaded, "s", "none");
    report::once("  apply", applied - looked_at, "s", "none");
    report::once("  all of it", applied, "s", target);
    report::once(
        "  the wall moved meanwhile",
        moved as f64,
        "times",
        "follows",
    );
    report::once("  highest memory", server.peak_memory()? / MB, "MB", memory);

    let began = Instant::now();
    let again = importer.upload(file).await?;
    let shown = importer.settled(&again, "ready").await?;
    if shown["preview"]["unchanged"].as_u64() != Some(rows) {
        bail!(
            "the same file should change nothing: {}",
            shown["preview"]["unchanged"]
        );
    }
    report::once(
        "  preview of the same again",
        began.elapsed().as_secs_f64(),
        "s",
        "none",
    );

    let began = Instant::now();
    importer.ask(&import, "undo", &Value::Null).await?;
    importer.settled(&import, "undone").await?;
    report::once("  undo", began.elapsed().as_secs_f64(), "s", undo_target);
    report::once(
        "  highest memory at the end",
        server.peak_memory()? / MB,
        "MB",
        memory,
    );
    over.store(true, Ordering::Relaxed);
    wall.abort();
    server.stop().await
}

/// Counts how often a wall moves.
async fn watch(mut screen: Screen, frames: Arc<AtomicU64>, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        if screen.next_delta().await.is_ok() {
            frames.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Importer<'_> {
    async fn upload(&self, file: &Path) -> Result<String> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let file = tokio::fs::File::open(file).await?;
        let answer = self
            .client
            .post(self.server.url("/api/v1/imports"))
            .query(&[("table", "member"), ("unit", "31"), ("file_name", &name)])
            .bearer_auth(&self.token)
            .body(file)
            .send()
            .await?;
        if answer.status() != StatusCode::CREATED {
            bail!("upload: {}", answer.text().await?);
        }
        let import: Value = answer.json().await?;
        let id = import["id"].as_str().context("an import has a name")?;
        Ok(id.to_owned())
    }

    async fn ask(&self, import: &str, what: &str, body: &Value) -> Result<()> {
        let url = self.server.url(&format!("/api/v1/imports/{import}/{what}"));
        let mut request = self
            .client
            .request(Method::POST, url)
            .bearer_auth(&self.token);
        if !body.is_null() {
            request = request.json(body);
        }
        let answer = request.send().await?;
        if answer.status() != StatusCode::ACCEPTED {
            bail!("{what}: {}", answer.text().await?);
        }
        Ok(())
    }

    async fn settled(&self, import: &str, wanted: &str) -> Result<Value> {
        let url = self.server.url(&format!("/api/v1/imports/{import}"));
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let request = self.client.get(&url).bearer_auth(&self.token);
            let shown: Value = request.send().await?.json().await?;
            match shown["state"].as_str() {
                Some(state) if state == wanted => return Ok(shown),
                Some("reading" | "applying" | "undoing") => sleep(LOOK).await,
                _ => bail!("{wanted} was due: {shown}"),
            }
        }
        bail!("{wanted} was due within {PATIENCE:?}")
    }
}
