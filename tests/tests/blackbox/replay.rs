//! A past day, played again: marked, in its order, and at its end what was kept of it.

use liandong_domain::{
    frame::{ClientMessage, Encoding, Scene, Value as Shown},
    metric::Metric,
    moment::{Day, Moment, iso_day},
};
use liandong_tests::{Screen, Server, facts::*, tree::*};
use serde_json::json;

use super::history::{at_noon, member_of, night};

const DAY: &str = "2034-11-26";

fn the_day() -> Day {
    iso_day::parse(DAY).expect("a day")
}

/// So many seconds into the day.
fn second(second: i64) -> Moment {
    let midnight = i64::from(the_day().days_since_epoch()) * 86_400 - 8 * 3600;
    Moment((midnight + second) * 1000)
}

fn wish(unit: &str, at: Option<Moment>, speed: u16) -> ClientMessage {
    ClientMessage::Replay {
        unit: unit.to_owned(),
        scene: Scene::Overview,
        day: the_day(),
        at,
        speed,
    }
}

/// A day on which members come, one goes out of contact, and a community moves to another street; and
/// the morning after it, when more come.
async fn a_day_and_the_next() -> Server {
    let server = at_noon(DAY).await;
    let early = "2034-11-26T08:00:00+08:00";
    server
        .accept(&[
            happened(early, member("k-0", XINCUN, "k-0", "nominal")),
            member_of(DAY, "k-1", XINCUN),
            member_of(DAY, "k-2", QINGYU),
        ])
        .await;
    let moved = unit_moved("u-1", XINCUN, FENGLIN);
    let congress = meeting("m-1", ZHANGJIABANG, 40);
    let at = "2034-11-26T11:30:00+08:00";
    server
        .accept(&[happened(at, moved), happened(at, congress)])
        .await;
    night(&server, DAY).await;
    let later = "2034-11-27T00:00:00+08:00";
    server
        .accept(&[happened(later, member("k-9", XINCUN, "k-9", "normal"))])
        .await;
    server
}

async fn show(screen: &mut Screen, unit: &str, moment: i64) {
    let moment = second(moment);
    screen.play_to(&wish(unit, Some(moment), 0), moment).await;
}

/// Some of all metrics that the public may see as they are: each is a call.
fn some_metrics() -> impl Iterator<Item = Metric> {
    let headlines = [
        Metric::MEMBER_TOTAL,
        Metric::TODAY_MEMBER,
        Metric::TODAY_EVENT,
        Metric::MEETING_BRANCH_CONGRESS_ATTENDED,
    ];
    let all = Metric::all().step_by(17).chain(headlines);
    all.filter(|metric| !metric.definition().sensitive)
}

#[tokio::test]
async fn at_its_end_a_day_is_what_was_kept_of_it() {
    let server = a_day_and_the_next().await;
    let mut screen = Screen::open(&server, Encoding::Json).await;
    for unit in [CITY, XUHUI, TIANPING, FENGLIN, XINCUN, QINGYU, ZHANGJIABANG] {
        show(&mut screen, unit, 86_400).await;
        for metric in some_metrics() {
            let address = format!(
                "/api/v1/units/{unit}/history?metric={}&from={DAY}&to={DAY}",
                metric.key()
            );
            let kept = server.get(&address).await.json()["days"][0]["value"].clone();
            let shown = screen.value(metric).and_then(Shown::count);
            assert_eq!(json!(shown), kept, "{metric:?} of {unit}");
        }
    }
    show(&mut screen, FENGLIN, 86_400).await;
    let nominal = screen.value(Metric::MEMBER_STATUS_NOMINAL);
    assert_eq!(
        nominal,
        Some(Shown::LessThan(5)),
        "as a public screen shows it"
    );
}

#[tokio::test]
async fn it_goes_to_any_moment_forward_and_back() {
    let server = a_day_and_the_next().await;
    let mut screen = Screen::open(&server, Encoding::Postcard).await;
    for (moment, members) in [
        (0, 0),
        (8 * 3600, 1),
        (86_400, 3),
        (11 * 3600 - 1, 1),
        (11 * 3600, 3),
    ] {
        show(&mut screen, XUHUI, moment).await;
        let shown = screen.value(Metric::MEMBER_TOTAL);
        assert_eq!(shown, Some(Shown::Count(members)), "at {moment}");
    }
    show(&mut screen, TIANPING, 11 * 3600).await;
    let children = |screen: &Screen| screen.snapshot().children.len();
    assert_eq!(children(&screen), 2, "before the move");
    show(&mut screen, TIANPING, 12 * 3600).await;
    assert_eq!(children(&screen), 1, "after it");
    let replay = screen.snapshot().replay.clone().expect("a mark");
    assert_eq!((replay.day, replay.speed), (the_day(), 0));
}

#[tokio::test]
async fn it_plays_to_the_end_and_stands_still_there() {
    let server = a_day_and_the_next().await;
    let mut screen = Screen::open(&server, Encoding::Json).await;
    let nearly = second(86_400 - 3_000);
    screen
        .play_to(&wish(XUHUI, Some(nearly), 3_600), second(86_400))
        .await;
    let speed = screen.snapshot().replay.as_ref().map(|replay| replay.speed);
    assert_eq!(speed, Some(0));
    let events = screen
        .snapshot()
        .replay
        .as_ref()
        .map(|replay| replay.events.clone());
    let events = events.unwrap_or_default();
    assert_eq!(events.len(), 96);
    assert_eq!((events[32], events[44], events[46]), (1, 2, 2));
    // Now again: what is now has one member more and no mark.
    screen.show(XUHUI).await;
    assert_eq!(screen.snapshot().replay, None);
    assert_eq!(screen.value(Metric::MEMBER_TOTAL), Some(Shown::Count(4)));
}

#[tokio::test]
async fn only_days_that_have_ended_are_played_and_not_too_many_at_once() {
    let server = a_day_and_the_next().await;
    let mut screen = Screen::open(&server, Encoding::Json).await;
    for day in ["2034-11-27", "2034-11-25", "2040-01-01"] {
        let day = iso_day::parse(day).expect("a day");
        let message = ClientMessage::Replay {
            unit: XUHUI.to_owned(),
            scene: Scene::Overview,
            day,
            at: None,
            speed: 1,
        };
        screen.say(&message).await;
        assert_eq!(screen.until_refused().await.code, "unknown_day");
    }
    screen.say(&wish("9", None, 1)).await;
    assert_eq!(screen.until_refused().await.code, "unknown_unit");
    let mut playing = Vec::new();
    for _ in 0..6 {
        let mut one = Screen::open(&server, Encoding::Json).await;
        show(&mut one, XUHUI, 0).await;
        playing.push(one);
    }
    screen.say(&wish(XUHUI, None, 1)).await;
    assert_eq!(screen.until_refused().await.code, "too_many_replays");
}

#[tokio::test]
async fn the_page_of_a_past_day_says_so_and_shows_nothing_of_now() {
    let server = a_day_and_the_next().await;
    let page = server.get(&format!("/units/{XUHUI}?replay={DAY}")).await;
    page.assert_status(200);
    for words in [
        "回放",
        "非实时",
        "2034年11月26日",
        "回到实时",
        "当日",
        "data-age=\"replay\"",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.contains("今日"));
    // A wall nobody touches, and a day that is none, show what is now.
    for query in [
        format!("mode=wall&replay={DAY}"),
        "replay=2020-01-01".to_owned(),
    ] {
        let page = server.get(&format!("/units/{XUHUI}?{query}")).await;
        assert!(!page.body.contains("非实时"), "{query}");
    }
    // And the page says so.
    let page = server
        .get(&format!("/units/{XUHUI}?replay=2020-01-01"))
        .await;
    let words = "2020年1月1日没有留存，不能回放。";
    for words in [words, "2034年11月26日可以回放", "现在显示的是实时数据"] {
        assert!(page.body.contains(words), "{words}");
    }
}
