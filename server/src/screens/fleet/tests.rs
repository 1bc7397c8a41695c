use super::*;

const VERSION: &str = "v2";

fn report(version: &str, link: &str) -> Option<Report> {
    let text = format!(r#"{{"kind":"state","version":"{version}","link":"{link}"}}"#);
    Report::read(&text)
}

fn problems(fleet: &Fleet, now: Millis) -> Vec<Problem> {
    fleet.standing(1, VERSION, now).problems
}

#[tokio::test]
async fn a_screen_is_missed_after_a_minute() {
    let fleet = Fleet::default();
    assert_eq!(problems(&fleet, 0), [Problem::Dark], "it was never there");
    let (connection, _orders) = fleet.enter(1, "10.0.0.1".to_owned(), 0);
    connection.reported(report(VERSION, "live"), 0);
    assert!(fleet.standing(1, VERSION, 1_000).is_alive());
    connection.left(1_000);
    drop(connection);
    assert_eq!(problems(&fleet, 61_000), []);
    assert_eq!(problems(&fleet, 61_001), [Problem::Dark]);
    assert_eq!(fleet.standing(1, VERSION, 0).outages, 1);
}

#[tokio::test]
async fn one_that_is_silent_or_paints_nothing_is_frozen() {
    let fleet = Fleet::default();
    let (connection, _orders) = fleet.enter(1, String::new(), 0);
    assert_eq!(problems(&fleet, 60_000), []);
    assert_eq!(problems(&fleet, 60_001), [Problem::Frozen]);
    connection.reported(report(VERSION, "live"), 60_000);
    assert_eq!(problems(&fleet, 60_001), []);
    connection.sent(7, 60_000);
    connection.sent(8, 70_000);
    assert_eq!(problems(&fleet, 90_001), [Problem::Frozen]);
    connection.painted(8, 90_500);
    assert_eq!(problems(&fleet, 90_501), []);
    let shown = fleet.standing(1, VERSION, 90_501).shown;
    assert_eq!(
        shown,
        Shown {
            seq: Some(8),
            delay_ms: Some(30_500)
        }
    );
}

#[tokio::test]
async fn old_numbers_old_versions_and_nonsense_are_told() {
    let fleet = Fleet::default();
    let (connection, _orders) = fleet.enter(1, String::new(), 0);
    connection.reported(report("v1", "delayed"), 0);
    assert_eq!(problems(&fleet, 0), [Problem::Stale, Problem::OldVersion]);
    connection.reported(None, 0);
    assert!(problems(&fleet, 0).contains(&Problem::Unreadable));
    connection.reported(report(VERSION, "live"), 0);
    assert_eq!(problems(&fleet, 0), []);
}

#[tokio::test]
async fn of_two_panels_with_one_credential_the_first_stays() {
    let fleet = Fleet::default();
    let (_first, mut orders) = fleet.enter(1, "10.0.0.1".to_owned(), 0);
    let (second, mut its_orders) = fleet.enter(1, "10.0.0.2".to_owned(), 5);
    match orders.recv().await {
        Some(Order::Prove(proof)) => proof.send(()).expect("somebody waits"),
        other => panic!("a proof was due, but there came {other:?}"),
    }
    assert!(matches!(its_orders.recv().await, Some(Order::InUse)));
    let standing = fleet.standing(1, VERSION, 6);
    let intruder = standing.intruder.expect("an intruder");
    assert_eq!((intruder.address.as_str(), intruder.at), ("10.0.0.2", 5));
    assert_eq!(standing.address, "10.0.0.1");
    drop(second);
    assert!(fleet.standing(1, VERSION, 6).online_since.is_some());
}

#[tokio::test]
async fn what_is_left_of_a_connection_that_broke_makes_room() {
    let fleet = Fleet::default();
    let (first, mut orders) = fleet.enter(1, "10.0.0.1".to_owned(), 0);
    let (_second, _its_orders) = fleet.enter(1, "10.0.0.1".to_owned(), 5);
    match orders.recv().await {
        // Its panel has not answered by the end.
        Some(Order::Prove(proof)) => drop(proof),
        other => panic!("a proof was due, but there came {other:?}"),
    }
    while fleet.standing(1, VERSION, 8).online_since != Some(5) {
        tokio::task::yield_now().await;
    }
    assert_eq!(fleet.standing(1, VERSION, 8).intruder, None);
    drop(first);
    assert!(fleet.standing(1, VERSION, 8).online_since.is_some());
}
