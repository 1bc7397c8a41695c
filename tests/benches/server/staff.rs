//! A staff member at the console: the first account of a server, and what its pages take.

use std::time::Instant;

use anyhow::{Context, Result};
use reqwest::{Client, header};
use serde_json::json;

use crate::{report, server::Server, stats::Sorted};

const PASSWORD: &str = "quiet herons on Liuzhou Road";

/// Somebody who is signed in. The session outlives the server's process.
pub struct Staff {
    client: Client,
    /// The cookie as requests carry it.
    pub cookie: String,
}

impl Staff {
    /// Makes the first account, and signs in.
    pub async fn sign_in(server: &Server) -> Result<Self> {
        let client = liandong_tests::client();
        let code = server.setup_code()?;
        let account = json!({ "code": code, "login": "bench", "title": "测", "password": PASSWORD, "public_viewing": true });
        let setup = client.post(server.url("/api/v1/setup")).json(&account);
        setup.send().await?.error_for_status()?;
        let who = json!({ "login": "bench", "password": PASSWORD });
        let session = client.post(server.url("/api/v1/session")).json(&who);
        let answer = session.send().await?.error_for_status()?;
        let cookie = answer.headers().get(header::SET_COOKIE);
        let cookie = cookie.context("no cookie")?.to_str()?.split(';').next();
        let cookie = cookie.unwrap_or_default().to_owned();
        Ok(Self { client, cookie })
    }

    /// Asks for a page; the milliseconds until all of it was there, and the page.
    pub async fn view(&self, server: &Server, path: &str) -> Result<(f64, String)> {
        let started = Instant::now();
        let request = self.client.get(server.url(path));
        let request = request.header(header::COOKIE, &self.cookie);
        let page = request.send().await?.error_for_status()?.text().await?;
        Ok((started.elapsed().as_secs_f64() * 1000.0, page))
    }
}

/// Prints what pages took.
pub fn report_views(what: &str, times: Vec<f64>) {
    let count = times.len();
    let sorted = Sorted::new(times);
    report::once(&format!("{what}, median"), sorted.median(), "ms", "none");
    report::once("– p99", sorted.quantile(0.99), "ms", "100 ms");
    println!(
        "  {count} pages, the slowest took {} ms",
        report::figure(sorted.most())
    );
}
