//! Watching over screens: how they are, what is wrong with them, what they are told to do.

use super::*;

#[tokio::test]
async fn a_screen_is_known_by_what_it_paints_and_reports() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let version = version(&server, &paired).await;
    let mut screen = connected(&server, &paired, XUHUI).await;
    let seq = screen.snapshot().cursor.seq;
    screen
        .say(&liandong_domain::frame::ClientMessage::Painted { seq })
        .await;
    screen.report(&well(&version)).await;
    let told = until(&chief, paired.id, |told| {
        told["fps"] == 60 && told["painted_seq"] == seq
    })
    .await;
    assert_eq!(
        (&told["width"], &told["height"]),
        (&json!(1920), &json!(1080))
    );
    assert_eq!(
        (&told["alive"], &told["problems"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(
        (&told["shows_unit"], &told["shows_scene"]),
        (&json!(XUHUI), &json!("overview"))
    );
    assert!(told["painted_delay_ms"].is_u64(), "{told}");
}

#[tokio::test]
async fn what_is_wrong_comes_first_and_counts_as_a_metric() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let dark = chief.pair("没来过的", XUHUI, "wall").await;
    let old = chief.pair("旧的", XUHUI, "wall").await;
    let fine = chief.pair("好的", TIANPING, "wall").await;
    let version = version(&server, &fine).await;
    let mut well_one = connected(&server, &fine, TIANPING).await;
    well_one.report(&well(&version)).await;
    let mut old_one = connected(&server, &old, XUHUI).await;
    old_one.report(&well("another")).await;
    let moved = old_one.notice("version").await;
    assert_eq!(moved["version"], version.as_str());
    until(&chief, fine.id, |told| told["problems"] == json!([])).await;
    let list = chief.get("/api/v1/screens").await.json();
    let ids: Vec<_> = list["screens"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].clone())
        .collect();
    assert_eq!(ids, [json!(dark.id), json!(old.id), json!(fine.id)]);
    let of_street = chief
        .get(&format!("/api/v1/screens?unit={TIANPING}"))
        .await
        .json();
    assert_eq!(of_street["screens"].as_array().expect("a list").len(), 1);
    let wrong = chief
        .get("/api/v1/screens?problem=old_version")
        .await
        .json();
    assert_eq!(wrong["screens"][0]["id"], old.id);
    loop {
        let gauges = gauges(&server).await;
        if gauges.get("liandong_paired_screens_alive") == Some(&2) {
            assert_eq!(gauges["liandong_paired_screens"], 3);
            assert_eq!(gauges["liandong_screen_problems{problem=\"dark\"}"], 1);
            assert_eq!(
                gauges["liandong_screen_problems{problem=\"old_version\"}"],
                1
            );
            break;
        }
    }
}

#[tokio::test]
async fn screens_of_a_unit_are_told_how_many_live() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", TIANPING, "wall").await;
    let version = version(&server, &paired).await;
    let mut visitor = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let mut screen = connected(&server, &paired, TIANPING).await;
    screen.report(&well(&version)).await;
    let told = visitor
        .notice_that("fleet", |told| told["alive"] == 1)
        .await;
    assert_eq!(told["total"], 1);
}

#[tokio::test]
async fn screens_do_what_they_are_told() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let here = chief.pair("一楼", XUHUI, "wall").await;
    let away = chief.pair("二楼", XUHUI, "wall").await;
    let mut screen = connected(&server, &here, XUHUI).await;
    let command = json!({ "screens": [here.id, away.id], "do": "identify", "arrow": "left" });
    let answer = chief.post("/api/v1/screens/commands", &command).await;
    answer.assert_status(200);
    assert_eq!(answer.json(), json!({ "told": 1, "missed": [away.id] }));
    let told = screen.notice("command").await;
    assert_eq!(
        (&told["do"], &told["arrow"]),
        (&json!("identify"), &json!("left"))
    );
    let first = told["id"].as_i64().expect("a number");
    let turn = json!({ "screens": [here.id], "do": "turn", "unit": TIANPING, "scene": "life" });
    chief
        .post("/api/v1/screens/commands", &turn)
        .await
        .assert_status(200);
    let told = screen.notice("command").await;
    assert_eq!(
        (&told["unit"], &told["scene"]),
        (&json!(TIANPING), &json!("life"))
    );
    assert!(told["id"].as_i64().expect("a number") > first);
    let wrong = [
        (
            json!({ "screens": [], "do": "reload" }),
            422,
            "invalid_form",
        ),
        (
            json!({ "screens": [here.id], "do": "message", "text": "" }),
            422,
            "invalid_form",
        ),
        (
            json!({ "screens": [here.id], "do": "turn", "unit": "x", "scene": "life" }),
            404,
            "unknown_unit",
        ),
        (
            json!({ "screens": [here.id, 99], "do": "reload" }),
            404,
            "not_found",
        ),
        (
            json!({ "screens": [here.id], "do": "explode" }),
            422,
            "invalid_form",
        ),
    ];
    for (command, status, code) in wrong {
        chief
            .post("/api/v1/screens/commands", &command)
            .await
            .assert_refused(status, code);
    }
}

#[tokio::test]
async fn a_screen_hands_in_a_picture_of_its_glass() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let path = format!("/api/v1/screens/{}/picture", paired.id);
    chief.get(&path).await.assert_refused(404, "not_found");
    let send = async |token: &str, body: Vec<u8>| {
        let request = server.request(Method::POST, "/api/v1/device/picture");
        let request = request
            .header("content-type", "image/jpeg")
            .bearer_auth(token);
        liandong_tests::Answer::of(request.body(body)).await
    };
    let jpeg = [&[0xff, 0xd8, 0xff, 0xe0][..], &[7; 2000]].concat();
    send("lds_stranger", jpeg.clone())
        .await
        .assert_refused(401, "not_paired");
    send(&paired.token, b"<svg>".to_vec())
        .await
        .assert_refused(422, "file_not_allowed");
    send(&paired.token, vec![0xff; 2 * 1024 * 1024])
        .await
        .assert_refused(413, "file_too_large");
    send(&paired.token, jpeg).await.assert_status(204);
    let shown = chief.get(&path).await;
    shown.assert_status(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    let outside = chief.hire("outside", "viewer", TIANPING).await;
    outside.get(&path).await.assert_refused(404, "not_found");
}

#[tokio::test]
async fn a_screens_comings_and_goings_are_kept() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let screen = connected(&server, &paired, XUHUI).await;
    let kinds = |told: &Value| -> Vec<String> {
        let history = told["history"].as_array().expect("a history").iter();
        history
            .map(|entry| entry["kind"].as_str().expect("a kind").to_owned())
            .collect()
    };
    until(&chief, paired.id, |told| kinds(told) == ["paired", "up"]).await;
    drop(screen);
    until(&chief, paired.id, |told| {
        kinds(told) == ["paired", "up", "down"]
    })
    .await;
}

#[tokio::test]
async fn nonsense_harms_nobody() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let mut screen = connected(&server, &paired, XUHUI).await;
    for nonsense in [
        json!(null),
        json!([1]),
        json!("x"),
        json!({}),
        json!({ "kind": "state", "fps": "fast" }),
    ] {
        screen.report(&nonsense).await;
    }
    until(&chief, paired.id, |told| {
        told["problems"] != json!(["unreadable"])
    })
    .await;
    screen.report(&json!({ "kind": "riddle" })).await;
    until(&chief, paired.id, |told| {
        told["problems"]
            .as_array()
            .is_some_and(|all| all.contains(&json!("unreadable")))
    })
    .await;
    server
        .accept(&[liandong_tests::facts::meeting("m-1", XINCUN, 47)])
        .await;
    screen.expect_more().await;
}

/// The screen once it is so.
async fn until(staff: &Staff<'_>, id: i64, is_so: impl Fn(&Value) -> bool) -> Value {
    let wait = async {
        loop {
            let told = one(staff, id).await;
            if is_so(&told) {
                return told;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    liandong_tests::soon("a screen that is so", wait).await
}
