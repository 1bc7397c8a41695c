//! Units come, go, move and get other names while screens look on.

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{Screen, Server, facts::*, tree::*};

const ATTENDED: Metric = Metric::MEETING_BRANCH_CONGRESS_ATTENDED;

async fn with_screens() -> (Server, Vec<Screen>) {
    let server = Server::small().await;
    let meetings = COMMUNITIES.map(|unit| meeting(&format!("m-{unit}"), unit, 10));
    server.accept(&meetings).await;
    let mut screens = Vec::new();
    for (place, unit) in [TIANPING, XUHUI, CITY].into_iter().enumerate() {
        let encoding = Encoding::ALL[place % 2];
        screens.push(Screen::connect(&server, encoding, unit).await);
    }
    (server, screens)
}

/// Every screen gets a second snapshot and shows then what the endpoint tells.
async fn all_follow(server: &Server, screens: &mut [Screen], seq: u64) {
    for screen in screens {
        screen.until_seq(seq).await;
        let unit = screen.snapshot().unit.code.clone();
        assert!(screen.snapshots >= 2, "{unit}: a snapshot tells new units");
        assert_eq!(screen.timeless(), server.snapshot(unit.as_str()).await);
    }
}

#[tokio::test]
async fn a_new_unit_appears_and_counts() {
    let (server, mut screens) = with_screens().await;
    let code = "310104003099";
    let added = unit_added("u-1", code, "新居委会", "community", TIANPING);
    let receipt = server.post(&[added, meeting("m-new", code, 7)]).await;
    assert_eq!(receipt.accepted, 2, "{receipt:?}");
    all_follow(&server, &mut screens, receipt.seq).await;
    let street = screens[0].snapshot();
    assert!(
        street
            .children
            .iter()
            .any(|child| &*child.name == "新居委会")
    );
    assert_eq!(server.count(CITY, ATTENDED).await, 47);
    Screen::connect(&server, Encoding::Json, code).await;
}

#[tokio::test]
async fn a_new_name_is_on_every_screen_that_shows_it() {
    let (server, mut screens) = with_screens().await;
    let receipt = server
        .post(&[unit_renamed("u-1", TIANPING, "天平街道")])
        .await;
    screens.pop(); // The city's shows no streets.
    all_follow(&server, &mut screens, receipt.seq).await;
    assert_eq!(&*screens[0].snapshot().unit.name, "天平街道");
    assert_eq!(server.count(TIANPING, ATTENDED).await, 20);
}

#[tokio::test]
async fn a_unit_moves_with_its_numbers() {
    let (server, mut screens) = with_screens().await;
    let changning = Screen::connect(&server, Encoding::Json, CHANGNING).await;
    let receipt = server.post(&[unit_moved("u-1", TIANPING, CHANGNING)]).await;
    let mut leaf = Screen::connect(&server, Encoding::Postcard, XINCUN).await;
    // To the city's screen, with the same districts as before, the new numbers are enough.
    let mut city = screens.pop().expect("the city's screen");
    city.until_seq(receipt.seq).await;
    assert_eq!(city.timeless(), server.snapshot(CITY).await);
    screens.push(changning);
    all_follow(&server, &mut screens, receipt.seq).await;
    let mut changning = screens.pop().expect("the new district's screen");
    let count = |unit| server.count(unit, ATTENDED);
    assert_eq!((count(XUHUI).await, count(CITY).await), (10, 40));
    let path = &leaf.snapshot().unit.path;
    assert!(path.iter().any(|step| step.code.as_str() == CHANGNING));
    // From now on it counts where it is.
    server.accept(&[meeting("m-later", XINCUN, 5)]).await;
    changning.until_count(ATTENDED, 35).await;
    leaf.until_count(ATTENDED, 15).await;
    assert_eq!(server.count(XUHUI, ATTENDED).await, 10);
}

#[tokio::test]
async fn a_closed_unit_leaves_its_numbers_and_its_children() {
    let (server, mut screens) = with_screens().await;
    let mut street = screens.remove(0);
    let receipt = server.post(&[unit_retired("u-1", TIANPING)]).await;
    assert_eq!(street.until_refused().await.code, "unit_retired");
    all_follow(&server, &mut screens, receipt.seq).await;
    let count = |unit| server.count(unit, ATTENDED);
    assert_eq!((count(XUHUI).await, count(XINCUN).await), (30, 10));
    let children = &screens[0].snapshot().children;
    assert!(children.iter().any(|child| child.code.as_str() == XINCUN));
    assert!(children.iter().all(|child| child.code.as_str() != TIANPING));
    // The connection lives and may show another unit.
    street.show(XUHUI).await;
    let page = server.get("/units/310104003").await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn the_tree_is_the_same_after_a_restart() {
    let (mut server, _screens) = with_screens().await;
    let changes = [
        unit_added("u-1", "310104003099", "新居委会", "community", TIANPING),
        unit_moved("u-2", QINGYU, FENGLIN),
        unit_renamed("u-3", XINCUN, "新新村居委会"),
        unit_retired("u-4", FENGLIN),
    ];
    server.accept(&changes).await;
    let units = [CITY, XUHUI, TIANPING, XINCUN, QINGYU];
    let mut before = Vec::new();
    for unit in units {
        before.push(server.snapshot(unit).await);
    }
    server.kill().await;
    server.start_again().await;
    for (unit, before) in units.into_iter().zip(before) {
        assert_eq!(server.snapshot(unit).await, before);
    }
}
