//! How often the API may be asked.

use liandong_tests::{Answer, Server, Setup, facts::*, tree::*};
use reqwest::Method;

async fn limited(argument: &str) -> Server {
    let setup = Setup::new().units(SMALL).arg(argument);
    setup.arg("20").start().await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_ask_again() {
    let server = limited("--rate-limit").await;
    let path = "/api/v1/units?q=徐汇";
    let first = server.get(path).await;
    assert_eq!(first.header("ratelimit-policy"), "\"default\";q=20;w=60");
    assert_eq!(first.header("ratelimit"), "\"default\";r=19;t=3");
    let mut last = first;
    for _ in 0..20 {
        last = server.get(path).await;
    }
    last.assert_refused(429, "rate_limited");
    assert_eq!(
        last.json()["retry_after"].to_string(),
        last.header("retry-after")
    );
    assert!(last.header("ratelimit").starts_with("\"default\";r=0;"));
    // Neither pages, nor programs that push, nor others are held up by it.
    server.get("/units/310104").await.assert_status(200);
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let other = server.request(Method::GET, path).bearer_auth("another");
    Answer::of(other).await.assert_status(200);
}

#[tokio::test]
async fn what_programs_push_has_a_limit_of_its_own() {
    let server = limited("--rate-limit-ingest").await;
    let mut refused = 0;
    for _ in 0..30 {
        let answer = server.post_body("[]").await;
        refused += u32::from(answer.status.as_u16() == 429);
    }
    assert!((1..=11).contains(&refused), "{refused}");
    server.get("/api/v1/units?q=徐汇").await.assert_status(200);
}

#[tokio::test]
async fn making_up_tokens_does_not_help() {
    let server = limited("--rate-limit-ingest").await;
    let mut last = 401;
    for number in 0..30 {
        let answer = Answer::of(server.batch(&format!("ld_{number}"), "[]")).await;
        last = answer.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn by_default_thousands_of_batches_pass() {
    let server = Server::small().await;
    for number in 0..300 {
        server
            .accept(&[meeting(&format!("m-{number}"), XINCUN, 1)])
            .await;
    }
    let answer = server.post_body("[]").await;
    assert!(
        answer
            .header("ratelimit-policy")
            .starts_with("\"ingest\";q=600000;")
    );
}
