//! Senders of facts: each posts one batch after the other on a connection of its own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use reqwest::Client;
use tokio::task::JoinSet;

use crate::{facts::Facts, server::Server};

/// Posts a batch of which nothing may be refused; the number of facts taken.
pub async fn post(client: &Client, url: &str, token: &str, body: String) -> Result<u64> {
    let answer = client
        .post(url)
        .bearer_auth(token)
        .body(body)
        .send()
        .await?;
    let status = answer.status();
    let text = answer.text().await?;
    let receipt: serde_json::Value = serde_json::from_str(&text)?;
    let is_clean = receipt["rejected"].as_array().is_some_and(Vec::is_empty);
    match receipt["accepted"].as_u64() {
        Some(accepted) if status.is_success() && is_clean => Ok(accepted),
        _ => bail!("{status}: {text}"),
    }
}

/// Lets `senders` post `batches` batches each, made beforehand; how many facts a second became
/// durable.
pub async fn rate(
    server: &Server,
    token: &str,
    facts: &Facts,
    [senders, batches, size]: [usize; 3],
) -> Result<f64> {
    let bodies = || -> Vec<String> { (0..batches).map(|_| facts.batch(size)).collect() };
    let work: Vec<_> = (0..senders).map(|_| bodies()).collect();
    post_all(server, token, work).await
}

/// Lets a sender post each row of batches; how many facts a second became durable.
pub async fn post_all(server: &Server, token: &str, work: Vec<Vec<String>>) -> Result<f64> {
    let url: Arc<str> = server.url("/api/v1/facts").into();
    let token: Arc<str> = token.into();
    let started = Instant::now();
    let mut senders = JoinSet::new();
    for bodies in work {
        let (url, token) = (Arc::clone(&url), Arc::clone(&token));
        senders.spawn(async move {
            let client = liandong_tests::client();
            let mut accepted = 0;
            for body in bodies {
                accepted += post(&client, &url, &token, body).await?;
            }
            anyhow::Ok(accepted)
        });
    }
    let mut accepted = 0;
    while let Some(sent) = senders.join_next().await {
        accepted += sent??;
    }
    Ok(per_second(accepted, started.elapsed()))
}

fn per_second(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
