//! A screen's credential: what it opens, how it is exchanged, who has a copy, how it ends.

use liandong_tests::{Answer, CHIEF, CHIEF_PASSWORD, Credentials, Heard, Setup, client_with};
use reqwest::redirect::Policy;

use super::*;

async fn bearing(server: &Server, method: Method, path: &str, token: &str) -> Answer {
    Answer::of(server.request(method, path).bearer_auth(token)).await
}

async fn renew(server: &Server, token: &str, ticket: &str) -> Answer {
    let request = server.request(Method::POST, "/api/v1/device/credential");
    Answer::of(
        request
            .bearer_auth(token)
            .json(&json!({ "ticket": ticket })),
    )
    .await
}

#[tokio::test]
async fn it_opens_what_is_for_everybody_and_nothing_else() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    chief.set_public_viewing(false).await;
    connected(&server, &paired, XUHUI).await;
    let path = "/api/v1/units/310104/snapshot?scene=overview";
    server.get(path).await.assert_refused(401, "not_signed_in");
    bearing(&server, Method::GET, path, &paired.token)
        .await
        .assert_status(200);
    for path in [
        "/api/v1/screens",
        "/api/v1/accounts",
        "/api/v1/session",
        "/api/v1/registries/member/rows?unit=310104",
        "/api/v1/units/310104/logs",
        "/api/v1/units/310104/items",
        "/api/v1/audit",
        "/api/v1/announcements",
        "/api/v1/imports",
        "/api/v1/settings",
    ] {
        let answer = bearing(&server, Method::GET, path, &paired.token).await;
        answer.assert_status(401);
    }
    let facts = bearing(&server, Method::POST, "/api/v1/facts", &paired.token).await;
    facts.assert_status(401);
}

#[tokio::test]
async fn unpairing_closes_the_socket_and_brings_the_code_back() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let mut screen = connected(&server, &paired, XUHUI).await;
    chief
        .delete(&format!("/api/v1/screens/{}", paired.id))
        .await
        .assert_status(204);
    assert_eq!(screen.ended().await, (3502, "unpaired".to_owned()));
    let mut again = paired.open(&server).await;
    assert_eq!(again.ended().await, (3502, "unpaired".to_owned()));
    let page = bearing(
        &server,
        Method::GET,
        "/screen?ended=unpaired",
        &paired.token,
    )
    .await;
    assert!(page.body.contains("屏幕配对"));
    assert!(page.header("set-cookie").contains("Max-Age=0"));
    chief
        .get(&format!("/api/v1/screens/{}", paired.id))
        .await
        .assert_refused(404, "not_found");
}

#[tokio::test]
async fn the_page_of_a_screen_is_what_it_was_paired_as() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let page = server.get("/screen").await;
    assert!(page.body.contains("屏幕配对") && !page.body.contains("徐汇"));
    let wall = chief.pair("大屏", XUHUI, "wall").await;
    let page = bearing(&server, Method::GET, "/screen", &wall.token).await;
    assert!(page.body.contains(&format!("data-screen=\"{}\"", wall.id)));
    assert!(page.body.contains("徐汇区"));
    let kiosk = chief.pair("触摸屏", TIANPING, "kiosk").await;
    let client = client_with(|client| client.redirect(Policy::none()));
    let request = client.get(format!("http://{}/screen", server.host()));
    let page = Answer::of(request.bearer_auth(&kiosk.token)).await;
    page.assert_status(303);
    assert_eq!(page.header("location"), format!("/kiosk/{TIANPING}"));
}

/// A panel may lose its power at any moment: before it has the next credential, or before it has written it down.
#[tokio::test]
async fn it_is_exchanged_each_day_and_both_count_until_the_next_is_surely_kept() {
    let setup = Setup::new().units(SMALL).clock("2034-03-01T10:00:00+08:00");
    let mut server = setup.start().await;
    let old = server.set_up().await.pair("大屏", XUHUI, "wall").await;
    drop(connected(&server, &old, XUHUI).await);
    server.stop().await;
    server.start_again_at("2034-03-02T10:00:01+08:00").await;
    let mut screen = old.open(&server).await;
    let ticket = screen.notice("credential").await["ticket"].clone();
    let ticket = ticket.as_str().expect("a ticket");
    renew(&server, &old.token, "ldt_guess")
        .await
        .assert_refused(409, "wrong_ticket");
    let answer = renew(&server, &old.token, ticket).await;
    answer.assert_status(200);
    renew(&server, &old.token, ticket)
        .await
        .assert_refused(409, "wrong_ticket");
    let token = answer.json()["access_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let new = Paired { id: old.id, token };
    drop(screen);
    // The next one works at once, and power may go before it is on the disk: the old one works still.
    drop(connected(&server, &new, XUHUI).await);
    drop(connected(&server, &old, XUHUI).await);
    server.stop().await;
    server.start_again_at("2034-03-02T10:15:00+08:00").await;
    drop(connected(&server, &old, XUHUI).await);
    // Shown long after it was handed out, it is surely kept: the old one is a copy from now on.
    drop(connected(&server, &new, XUHUI).await);
    assert_eq!(
        old.open(&server).await.ended().await,
        (3501, "screen_in_use".to_owned())
    );
    // Also after a restart.
    server.stop().await;
    server.start_again_at("2034-03-02T10:20:00+08:00").await;
    drop(connected(&server, &new, XUHUI).await);
    assert_eq!(old.open(&server).await.ended().await.0, 3501);
    let chief = Staff::sign_in(&server, Credentials::new(CHIEF, CHIEF_PASSWORD)).await;
    let told = one(&chief, old.id).await;
    assert!(
        told["problems"]
            .as_array()
            .expect("problems")
            .contains(&json!("cloned")),
        "{told}"
    );
}

#[tokio::test]
async fn of_two_panels_with_one_credential_the_second_is_cut() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let paired = chief.pair("大屏", XUHUI, "wall").await;
    let mut first = connected(&server, &paired, XUHUI).await;
    let mut second = paired.open(&server).await;
    // The first answers when it is asked whether it is there, as browsers do.
    let (heard, ended) = tokio::join!(
        async {
            loop {
                match first.next().await {
                    Heard::Pulse => break "a pulse",
                    Heard::Notice(text) if text.contains("\"fleet\"") => break "how many live",
                    Heard::Closed(_) | Heard::Bye(_) => break "an end",
                    _ => {}
                }
            }
        },
        second.ended()
    );
    assert_ne!(heard, "an end");
    assert_eq!(ended, (3501, "screen_in_use".to_owned()));
    assert!(
        one(&chief, paired.id).await["problems"]
            .as_array()
            .expect("problems")
            .contains(&json!("cloned"))
    );
    let forgive = json!({ "screens": [paired.id], "do": "forgive" });
    chief
        .post("/api/v1/screens/commands", &forgive)
        .await
        .assert_status(200);
    assert!(
        !one(&chief, paired.id).await["problems"]
            .as_array()
            .expect("problems")
            .contains(&json!("cloned"))
    );
}
