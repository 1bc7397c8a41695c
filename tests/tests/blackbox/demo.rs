//! The demonstration: filled, alive, and never taken for real.

use liandong_domain::{
    frame::{Encoding, Value},
    metric::Metric,
};
use liandong_tests::{Program, Screen, Server, Setup, facts::*, tree::*};

#[tokio::test]
async fn the_demonstration_is_full_and_alive_and_says_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let demo = Setup::new()
        .data(folder.path())
        .arg("--demo")
        .arg("--demo-scale=1")
        .arg("--demo-rate=20");
    let mut server = demo.start().await;
    let mut screen = Screen::connect(&server, Encoding::Postcard, CITY).await;
    let first = screen.snapshot().clone();
    assert!(first.demo);
    assert_eq!(first.children.len(), 16);
    let members = screen.value(Metric::MEMBER_TOTAL).and_then(Value::count);
    assert!(members.is_some_and(|members| members > 100), "{members:?}");
    screen
        .until("something happens", |now| {
            now.ticker.last().map(|entry| entry.seq) > first.ticker.last().map(|entry| entry.seq)
        })
        .await;
    for page in ["/", "/units/310104", "/units/nowhere"] {
        assert!(server.get(page).await.body.contains("演示数据"), "{page}");
    }
    server.stop().await;

    // Without the flag it is still a demonstration, only still.
    let server = Setup::new().data(folder.path()).start().await;
    assert!(server.snapshot(CITY).await.demo);
    assert!(server.get("/units/310104").await.body.contains("演示数据"));
}

#[tokio::test]
async fn real_data_is_not_mixed_with_made_up_data() {
    let mut server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    server.stop().await;
    let run = Program::serve(&server.data()).arg("--demo").run().await;
    assert!(!run.success, "{run:?}");
    assert!(run.complaints.contains("data_is_real"), "{run:?}");
    server.start_again().await;
    let snapshot = server.snapshot(CITY).await;
    assert!(!snapshot.demo);
    assert_eq!(
        server
            .count(CITY, Metric::MEETING_BRANCH_CONGRESS_HELD)
            .await,
        1
    );
}
