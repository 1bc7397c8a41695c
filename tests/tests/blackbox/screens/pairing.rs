//! RFC 8628, as it is written.

use super::*;

type Fields<'a> = &'a [(&'a str, &'a str)];

const CODE: &str = "/api/v1/device/code";
const TOKEN: &str = "/api/v1/device/token";
const GRANT: (&str, &str) = ("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
const CLIENT: (&str, &str) = ("client_id", "liandong-screen");

#[tokio::test]
async fn a_panel_gets_codes_with_the_fields_of_the_rfc() {
    let server = Server::small().await;
    let answer = server.send_form(CODE, &[CLIENT]).await;
    answer.assert_status(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let codes = answer.json();
    let user = codes["user_code"].as_str().expect("a code");
    let letters: Vec<char> = user.chars().filter(|letter| *letter != '-').collect();
    assert_eq!(letters.len(), 8);
    assert!(
        letters
            .iter()
            .all(|letter| "BCDFGHJKLMNPQRSTVWXZ".contains(*letter)),
        "{user}"
    );
    assert_eq!(
        (&codes["expires_in"], &codes["interval"]),
        (&json!(600), &json!(5))
    );
    let uri = codes["verification_uri"].as_str().expect("an address");
    assert_eq!(
        uri,
        format!("http://{}/console/screens/pair", server.host())
    );
    assert_eq!(
        codes["verification_uri_complete"],
        format!("{uri}?code={user}")
    );
    assert!(codes["qr"].as_str().expect("a picture").contains("<svg"));
}

#[tokio::test]
async fn what_is_wrong_is_told_with_the_errors_of_the_rfc() {
    let server = Server::small().await;
    let device = server.begin_pairing().await.device;
    let device = ("device_code", device.as_str());
    let cases: [(&str, Fields<'_>, u16, &str); 8] = [
        (CODE, &[], 400, "invalid_request"),
        (CODE, &[("client_id", "")], 400, "invalid_request"),
        (CODE, &[CLIENT, CLIENT], 400, "invalid_request"),
        (CODE, &[("client_id", "stranger")], 401, "invalid_client"),
        (TOKEN, &[CLIENT, device], 400, "invalid_request"),
        (
            TOKEN,
            &[("grant_type", "password"), CLIENT, device],
            400,
            "unsupported_grant_type",
        ),
        (
            TOKEN,
            &[GRANT, CLIENT, ("device_code", "guess")],
            400,
            "invalid_grant",
        ),
        (
            TOKEN,
            &[GRANT, CLIENT, device],
            400,
            "authorization_pending",
        ),
    ];
    for (path, fields, status, error) in cases {
        let answer = server.send_form(path, fields).await;
        answer.assert_status(status);
        assert_eq!(answer.json()["error"], error, "{fields:?}");
        assert!(answer.json()["error_description"].is_string());
    }
    // Asked twice at once.
    let answer = server.send_form(TOKEN, &[GRANT, CLIENT, device]).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["error"]),
        (400, &json!("slow_down"))
    );
    let request = server
        .request(Method::POST, CODE)
        .json(&json!({ "client_id": "liandong-screen" }));
    let answer = liandong_tests::Answer::of(request).await;
    assert_eq!(answer.json()["error"], "invalid_request", "only as a form");
}

#[tokio::test]
async fn staff_see_what_waits_and_let_it_in_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let codes = server.begin_pairing().await;
    let waiting = chief.get(&format!("/api/v1/pairings/{}", codes.user)).await;
    waiting.assert_status(200);
    let expected = json!({
        "address": "127.0.0.1", "model": "Chromium on Debian", "width": 1920, "height": 1080,
    });
    assert_eq!(waiting.json(), expected);
    let typed = codes.user.to_lowercase().replace('-', " ");
    let form = json!({ "user_code": typed, "name": "一楼大厅", "unit": TIANPING, "role": "wall", "tags": "大厅 一楼" });
    let paired = chief.post("/api/v1/screens", &form).await;
    paired.assert_status(201);
    chief
        .post("/api/v1/screens", &form)
        .await
        .assert_refused(404, "wrong_code");
    let granted = server.poll(&codes.device).await;
    granted.assert_status(200);
    assert_eq!(granted.json()["token_type"], "Bearer");
    let cookie = granted.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    let again = server.poll(&codes.device).await;
    assert_eq!(again.json()["error"], "invalid_grant", "handed out once");
    let screen = one(&chief, paired.json()["id"].as_i64().expect("a number")).await;
    assert_eq!(screen["name"], "一楼大厅");
    assert_eq!(screen["tags"], json!(["一楼", "大厅"]));
    assert_eq!(screen["paired_by"], liandong_tests::CHIEF);
    assert_eq!(screen["problems"], json!(["dark"]), "it has not come yet");
}

#[tokio::test]
async fn who_may_not_pairs_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let codes = server.begin_pairing().await;
    let form =
        |unit: &str| json!({ "user_code": codes.user, "name": "屏", "unit": unit, "role": "wall" });
    let anonymous = server
        .request(Method::POST, "/api/v1/screens")
        .json(&form(TIANPING));
    liandong_tests::Answer::of(anonymous)
        .await
        .assert_refused(401, "not_signed_in");
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    clerk
        .post("/api/v1/screens", &form(TIANPING))
        .await
        .assert_refused(403, "forbidden");
    let manager = chief.hire("manager", "manager", TIANPING).await;
    let outside = manager.post("/api/v1/screens", &form(XUHUI)).await;
    outside.assert_refused(422, "invalid_form");
    let denied = manager
        .delete(&format!("/api/v1/pairings/{}", codes.user))
        .await;
    denied.assert_status(204);
    let answer = server.poll(&codes.device).await;
    assert_eq!(answer.json()["error"], "access_denied");
    manager
        .post("/api/v1/screens", &form(TIANPING))
        .await
        .assert_refused(404, "wrong_code");
}

#[tokio::test]
async fn guessing_codes_ends_soon() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let codes = server.begin_pairing().await;
    for _ in 0..10 {
        let answer = chief.get("/api/v1/pairings/BBBB-BBBB").await;
        answer.assert_refused(404, "wrong_code");
    }
    let answer = chief.get(&format!("/api/v1/pairings/{}", codes.user)).await;
    answer.assert_refused(429, "too_many_tries");
    assert!(answer.header("retry-after").parse::<u32>().is_ok());
}

#[tokio::test]
async fn another_panel_takes_a_screens_place() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let old = chief.pair("一楼大厅", XUHUI, "wall").await;
    let mut shown = connected(&server, &old, XUHUI).await;
    let codes = server.begin_pairing().await;
    let form = json!({
        "user_code": codes.user, "name": "一楼大厅", "unit": XUHUI, "role": "wall", "replaces": old.id,
    });
    let answer = chief.post("/api/v1/screens", &form).await;
    answer.assert_status(201);
    assert_eq!(answer.json()["id"], old.id);
    assert_eq!(shown.ended().await, (3502, "unpaired".to_owned()));
    let token = server.poll(&codes.device).await.json()["access_token"].clone();
    let new = Paired {
        id: old.id,
        token: token.as_str().expect("a token").to_owned(),
    };
    connected(&server, &new, XUHUI).await;
}
