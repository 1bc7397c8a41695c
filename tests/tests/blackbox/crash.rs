//! Loss of the process in the middle of the work.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Receipt, Screen, Server, client, facts::*, tree::*};
use serde_json::Value;

const SENDERS: usize = 6;
const FACTS: usize = 10;
/// More than any sender gets through before the crash.
const BATCHES: usize = 400;
/// Batches answered before the crash.
const ENOUGH: usize = 40;

struct Sent {
    facts: Vec<Value>,
    receipt: Option<Receipt>,
}

fn batch_of(sender: usize, batch: usize) -> Vec<Value> {
    (0..FACTS)
        .map(|number| {
            let id = format!("{sender}-{batch}-{number}");
            // Registry rows too: the table of rows must not run apart from the log.
            if number % 2 == 0 {
                meeting(&id, COMMUNITIES[(sender + number) % 4], 1)
            } else {
                member(&id, COMMUNITIES[(sender + batch) % 4], &id, "normal")
            }
        })
        .collect()
}

/// Sends until the connection breaks.
async fn send(
    sender: usize,
    mut post: impl FnMut(String) -> reqwest::RequestBuilder,
    answered: Arc<AtomicUsize>,
) -> Vec<Sent> {
    let mut all = Vec::new();
    for batch in 0..BATCHES {
        let facts = batch_of(sender, batch);
        let request = post(Value::from(facts.as_slice()).to_string());
        let answer = Answer::try_of(request).await.ok();
        let receipt = answer.and_then(|answer| answer.receipt());
        let is_lost = receipt.is_none();
        all.push(Sent { facts, receipt });
        if is_lost {
            break;
        }
        answered.fetch_add(1, Ordering::Relaxed);
    }
    all
}

async fn crash_in_the_middle(server: &mut Server) -> Vec<Sent> {
    let answered = Arc::new(AtomicUsize::new(0));
    let client = client();
    let url = format!("http://{}/api/v1/facts", server.host());
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let (client, url) = (client.clone(), url.clone());
            let token = server.root_token().to_owned();
            let post = move |body| client.post(&url).bearer_auth(&token).body(body);
            tokio::spawn(send(sender, post, Arc::clone(&answered)))
        })
        .collect();
    let enough = async {
        while answered.load(Ordering::Relaxed) < ENOUGH {
            tokio::task::yield_now().await;
        }
    };
    liandong_tests::soon("some answers", enough).await;
    server.kill().await;
    let mut all = Vec::new();
    for sender in senders {
        all.extend(sender.await.expect("the sender is content"));
    }
    all
}

async fn counts(server: &Server) -> (i64, i64) {
    let held = Metric::MEETING_BRANCH_CONGRESS_HELD;
    let held = server.count(CITY, held).await;
    (held, server.count(CITY, Metric::MEMBER_TOTAL).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_fact_is_there_once_and_no_other_twice() {
    let mut server = Server::small().await;
    let sent = crash_in_the_middle(&mut server).await;
    let of_each = (FACTS / 2) as i64;
    let acknowledged = sent.iter().filter(|sent| sent.receipt.is_some()).count() as i64;
    assert!(acknowledged >= ENOUGH as i64);
    assert!(acknowledged < sent.len() as i64, "nothing was under way");

    server.start_again().await;
    let (held, members) = counts(&server).await;
    assert_eq!(held, members, "a batch is there whole or not at all");
    assert!(held >= acknowledged * of_each && held <= sent.len() as i64 * of_each);

    let mut accepted = 0;
    for Sent { facts, receipt } in &sent {
        let again = server.post(facts).await;
        assert_eq!(again.rejected, []);
        if receipt.is_some() {
            assert_eq!(again.duplicate, FACTS as u64, "acknowledged, then lost");
        }
        accepted += again.accepted as i64;
    }
    assert_eq!(accepted, sent.len() as i64 * FACTS as i64 - held - members);
    let all = sent.len() as i64 * of_each;
    assert_eq!(counts(&server).await, (all, all));

    // The log says the same when it is folded once more.
    server.kill().await;
    server.start_again().await;
    assert_eq!(counts(&server).await, (all, all));
    let per_community: i64 = {
        let mut sum = 0;
        for unit in COMMUNITIES {
            sum += server.count(unit, Metric::MEMBER_TOTAL).await;
        }
        sum
    };
    assert_eq!(per_community, all);
}

#[tokio::test]
async fn a_screen_goes_on_where_it_was_after_a_crash() {
    let mut server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 40)]).await;
    let encoding = liandong_domain::frame::Encoding::Postcard;
    let mut screen = Screen::connect(&server, encoding, XUHUI).await;
    let old = screen.snapshot().clone();
    server.kill().await;
    let (bye, _) = screen.until_closed().await;
    assert_eq!(bye, None);
    server.start_again().await;
    server.accept(&[meeting("m-2", XINCUN, 2)]).await;
    let mut screen = Screen::open(&server, encoding).await;
    assert_eq!(old.cursor.epoch, server.snapshot(XUHUI).await.cursor.epoch);
    let cursor = Some(old.cursor);
    screen.resume(old);
    screen.subscribe(XUHUI, cursor).await;
    let attended = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;
    screen.until_count(attended, 42).await;
}
