//! How screens show what they show: inherited down the tree, followed at once.

use super::*;

const PATH: &str = "/api/v1/screen-settings";

async fn set(staff: &Staff<'_>, form: Value) {
    staff.put(PATH, &form).await.assert_status(204);
}

#[tokio::test]
async fn the_nearest_setting_counts_and_screens_follow_at_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", TIANPING, "wall").await;
    let tags = json!({ "tags": ["大厅"] });
    chief
        .patch(&format!("/api/v1/screens/{}", paired.id), &tags)
        .await
        .assert_status(204);
    let mut screen = paired.open(&server).await;
    let told = screen.notice("settings").await;
    assert_eq!(
        (&told["theme"], &told["playlist"]),
        (&json!("red"), &json!([]))
    );
    set(
        &chief,
        json!({ "unit": XUHUI, "settings": { "theme": "ink", "off": "22:00-07:00" } }),
    )
    .await;
    let told = screen.notice("settings").await;
    assert_eq!(told["theme"], "ink");
    assert_eq!(told["hours"]["off"], json!(["22:00", "07:00"]));
    set(
        &chief,
        json!({ "unit": TIANPING, "tag": "大厅", "settings": { "off": "none" } }),
    )
    .await;
    let told = screen.notice("settings").await;
    assert_eq!(
        (&told["theme"], &told["hours"]["off"]),
        (&json!("ink"), &json!(null))
    );
    let own = json!({ "theme": "red", "reading": { "diagonal_in": 86, "distance_dm": 65 } });
    set(&chief, json!({ "screen": paired.id, "settings": own })).await;
    let told = screen.notice("settings").await;
    assert_eq!(
        (&told["theme"], &told["reading"]["distance_m"]),
        (&json!("red"), &json!(6.5))
    );
    let shown = chief
        .get(&format!("{PATH}?screen={}", paired.id))
        .await
        .json();
    assert_eq!(shown["own"]["theme"], "red");
    assert_eq!(shown["effective"]["off"], "none");
    set(&chief, json!({ "screen": paired.id, "settings": {} })).await;
    assert_eq!(
        screen.notice("settings").await["theme"],
        "ink",
        "as inherited again"
    );
}

#[tokio::test]
async fn a_playlist_passes_over_units_that_are_closed() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let entry = |unit: Option<&str>| json!({ "unit": unit, "scene": "life", "dwell_s": 30 });
    let playlist = json!([entry(None), entry(Some(XINCUN))]);
    set(
        &chief,
        json!({ "unit": XUHUI, "settings": { "playlist": playlist } }),
    )
    .await;
    let mut screen = paired.open(&server).await;
    let told = screen.notice("settings").await;
    let units = |told: &Value| -> Vec<String> {
        let entries = told["playlist"].as_array().expect("a playlist").iter();
        entries
            .map(|entry| entry["unit"].as_str().expect("a unit").to_owned())
            .collect()
    };
    assert_eq!(units(&told), [XUHUI, XINCUN]);
    chief
        .delete(&format!("/api/v1/units/{XINCUN}"))
        .await
        .assert_status(204);
    set(
        &chief,
        json!({ "screen": paired.id, "settings": { "still": true } }),
    )
    .await;
    let told = screen
        .notice_that("settings", |told| told["still"] == true)
        .await;
    assert_eq!(units(&told), [XUHUI]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_says_where() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wrong = [
        (json!({ "size": { "width": 10, "height": 10 } }), "size"),
        (json!({ "dim_percent": 0 }), "dim_percent"),
        (
            json!({ "playlist": [{ "unit": "nowhere", "scene": "life", "dwell_s": 30 }] }),
            "playlist",
        ),
        (
            json!({ "playlist": [{ "scene": "life", "dwell_s": 1 }] }),
            "playlist",
        ),
    ];
    for (settings, field) in wrong {
        let answer = chief
            .put(PATH, &json!({ "unit": XUHUI, "settings": settings }))
            .await;
        answer.assert_refused(422, "invalid_form");
        assert_eq!(answer.json()["errors"][0]["field"], field);
    }
    let off = json!({ "unit": XUHUI, "settings": { "off": "late" } });
    chief
        .put(PATH, &off)
        .await
        .assert_refused(422, "invalid_form");
    chief.get(PATH).await.assert_refused(422, "invalid_form");
    chief
        .get(&format!("{PATH}?unit=nowhere"))
        .await
        .assert_refused(404, "unknown_unit");
}
