//! A registry's rows as files, and on the pages of the console.

use std::{path::Path, time::Instant};

use anyhow::{Context, Result, bail};
use reqwest::header;

use crate::{
    facts::{Facts, SHANGHAI},
    report,
    sender::rate,
    server::{Server, command, folder, token},
    staff::{Staff, report_views},
};

const ROWS: usize = 1_000_000;
/// Senders, batches of each, facts of each batch.
const FILL: [usize; 3] = [4, 250, 1000];
/// How often each page is asked for.
const VIEWS: usize = 50;
const MB: f64 = 1_000_000.0;
const DISTRICT: &str = "310104";
const COMMUNITY: &str = "310104003002";

pub async fn run() -> Result<()> {
    report::how(
        "1,000,000 members in the communities of Shanghai; each export by a server just started, from\n\
         the request to the last byte, and the most memory that was ever resident of it (VmHWM); then\n\
         2,000,000 members, and pages of the console asked for one after the other",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    let facts = Facts::named("rows", "31")?.of_members();
    let staff = {
        let server = Server::start(&data, &[]).await?;
        fill(&server, &data, &facts).await?;
        let staff = Staff::sign_in(&server).await?;
        server.stop().await?;
        staff
    };
    for (format, target) in [("csv", "20 s"), ("xlsx", "works")] {
        export(&data, &staff.cookie, format, target).await?;
    }
    let server = Server::start(&data, &[]).await?;
    fill(&server, &data, &facts).await?;
    server.stop().await?;
    let server = Server::start(&data, &[]).await?;
    look_through(&server, &staff).await
}

async fn fill(server: &Server, data: &Path, facts: &Facts) -> Result<()> {
    let token = token("31", data).await?;
    let rate = rate(server, &token, facts, FILL).await?;
    report::once("members made durable", rate, "/s", "none");
    Ok(())
}

async fn export(data: &Path, cookie: &str, format: &str, target: &str) -> Result<()> {
    let server = Server::start(data, &[]).await?;
    let before = server.peak_memory()?;
    let path = format!("/api/v1/registries/member/export.{format}");
    let started = Instant::now();
    let request = liandong_tests::client().get(server.url(&path));
    let answer = request.header(header::COOKIE, cookie).send().await?;
    let begun = started.elapsed().as_secs_f64();
    let mut body = answer.error_for_status()?;
    let (mut bytes, mut lines) = (0, 0);
    while let Some(piece) = body.chunk().await? {
        bytes += piece.len();
        lines += piece.split(|byte| *byte == b'\n').count() - 1;
    }
    let took = started.elapsed().as_secs_f64();
    if format == "csv" && lines != ROWS + 1 {
        bail!("{lines} lines came");
    }
    report::once(
        &format!("export of 1,000,000 rows, {format}"),
        took,
        "s",
        target,
    );
    report::once("– until its first byte", begun, "s", "none");
    report::once("– size", bytes as f64 / MB, "MB", "none");
    report::once("– resident memory before", before / MB, "MB", "none");
    let peak = server.peak_memory()? / MB;
    report::once("– resident memory at most", peak, "MB", "200 MB");
    server.stop().await
}

/// Asks for the pages that people open, the whole city's deep ones among them.
async fn look_through(server: &Server, staff: &Staff) -> Result<()> {
    let rows = "/console/registries/member";
    let paths = [
        "/console/registries".to_owned(),
        rows.to_owned(),
        format!("{rows}?unit={DISTRICT}"),
        format!("{rows}?unit={COMMUNITY}"),
        "/console/registries/employer".to_owned(),
    ];
    let mut times = Vec::new();
    let mut next = rows.to_owned();
    for _ in 0..VIEWS {
        for path in &paths {
            times.push(staff.view(server, path).await?.0);
        }
        let (time, page) = staff.view(server, &next).await?;
        times.push(time);
        next = following(&page).context("no next page")?;
    }
    report_views("a page, 2,000,000 rows", times);
    Ok(())
}

/// Where a page's link to the next one leads.
fn following(page: &str) -> Option<String> {
    let link = page
        .split("<a ")
        .find(|link| link.contains("rel=\"next\""))?;
    let (_, address) = link.split_once("href=\"")?;
    Some(address.split('"').next()?.replace("&amp;", "&"))
}
