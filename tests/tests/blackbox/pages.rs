//! Pages, files, and what those who watch the server read.

use liandong_domain::frame::Encoding;
use liandong_tests::{Answer, Screen, Server, facts::*, tree::*};
use reqwest::{Method, StatusCode};

/// What a reader without scripts sees: the text before the first script, marks taken out.
fn text_before_scripts(page: &Answer) -> String {
    let body = page.body.split_once("<body").map_or("", |(_, body)| body);
    let body = body.split("<script").next().unwrap_or_default();
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
    }
    text
}

#[tokio::test]
async fn a_wall_has_its_numbers_before_any_script() {
    let server = Server::small().await;
    let of_member = |number: usize| {
        let id = format!("p-{number}");
        member(&id, COMMUNITIES[number % 3], &id, "normal")
    };
    let mut facts: Vec<_> = (0..1234).map(of_member).collect();
    facts.push(meeting("m-1", XINCUN, 47));
    server.accept(&facts).await;
    let page = server.get("/units/310104").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("cache-control"), "no-store");
    let text = text_before_scripts(&page);
    for word in ["徐汇区", "上海市", "天平路街道", "1,234", "党员大会", "47"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    assert!(!text.contains("演示数据"), "{text}");
    let city = text_before_scripts(&server.get("/units/31?mode=wall").await);
    assert!(city.contains("1,234"), "{city}");
}

#[tokio::test]
async fn the_first_page_finds_units_without_scripts() {
    let server = Server::small().await;
    let home = text_before_scripts(&server.get("/").await);
    for word in ["上海市", "徐汇区", "长宁区"] {
        assert!(home.contains(word), "no {word} in {home}");
    }
    let found = server.query("/", &[("q", "张家浜")]).await;
    assert!(found.body.contains("href=\"/units/310104008001\""));
    assert_eq!(
        server.query("/", &[("level", "nonsense")]).await.status,
        200
    );
}

#[tokio::test]
async fn what_a_visitor_types_is_shown_as_text() {
    let server = Server::small().await;
    let script = "\"><script>alert(1)</script>";
    let page = server.query("/", &[("q", script)]).await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    let page = server
        .get("/units/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
}

#[tokio::test]
async fn a_unit_that_is_not_there_has_a_page_that_says_so() {
    let server = Server::small().await;
    let page = server.get("/units/310199").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let text = text_before_scripts(&page);
    assert!(text.contains("310199"), "{text}");
    assert!(page.body.contains("href=\"/\""));
    for path in ["/nothing", "/../Cargo.toml", "/pkg/", "/pkg/nothing.js"] {
        assert_eq!(
            server.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let nowhere: serde_json::Value =
        serde_json::from_str(&server.get("/api/v1/nothing").await.body).unwrap();
    assert_eq!(nowhere["code"], "unknown_address");
}

#[tokio::test]
async fn every_answer_tells_browsers_what_not_to_do() {
    let server = Server::small().await;
    for path in [
        "/",
        "/units/310104",
        "/units/310199",
        "/nothing",
        "/api/v1/units",
        "/healthz",
    ] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'"), "{path}");
        assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
}

/// The addresses of hashed files in a page; none where the site was not built into the binary.
fn assets(page: &Answer) -> Vec<String> {
    let addresses = page.body.split(['"', '\'']);
    let mut assets: Vec<String> = addresses
        .filter(|address| address.starts_with("/pkg/"))
        .map(str::to_owned)
        .collect();
    assets.sort();
    assets.dedup();
    assets
}

#[tokio::test]
async fn files_are_kept_for_ever_and_come_compressed() {
    let server = Server::small().await;
    let assets = assets(&server.get("/units/310104").await);
    for path in &assets {
        let get = |accepted| {
            let request = server.request(Method::GET, path);
            Answer::of(request.header("accept-encoding", accepted))
        };
        let plain = get("identity").await;
        assert_eq!(plain.status, StatusCode::OK, "{path}");
        assert!(
            plain.header("cache-control").contains("immutable"),
            "{path}"
        );
        assert_eq!(plain.header("vary"), "accept-encoding", "{path}");
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        if path.contains(".woff2") {
            continue;
        }
        assert_eq!(get("br, gzip").await.header("content-encoding"), "br");
        assert_eq!(get("gzip").await.header("content-encoding"), "gzip");
        assert_eq!(get("gzip, br;q=0").await.header("content-encoding"), "gzip");
    }
    let has = |ending: &str| assets.iter().any(|path| path.ends_with(ending));
    assert!(assets.is_empty() || (has(".css") && has(".js") && has(".wasm")));
}

#[tokio::test]
async fn those_who_watch_the_server_see_that_it_works() {
    let server = Server::small().await;
    let mut screen = Screen::connect(&server, Encoding::Json, XUHUI).await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let held = liandong_domain::metric::Metric::MEETING_BRANCH_CONGRESS_HELD;
    screen.until_count(held, 1).await;
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json()["units"], SMALL_COUNT);
    let metrics = server.get("/metrics").await.body;
    for name in [
        "liandong_facts_total",
        "liandong_facts_rejected_total",
        "liandong_facts_duplicate_total",
        "liandong_frames_out_total",
        "liandong_frame_bytes_out_total",
        "liandong_screens 1",
        "liandong_tick_seconds_count",
        "liandong_fact_to_frame_seconds_count",
    ] {
        assert!(metrics.contains(name), "no {name} in\n{metrics}");
    }
}

#[tokio::test]
async fn an_empty_server_has_a_first_page_too() {
    let server = liandong_tests::Setup::new().start().await;
    assert_eq!(server.get("/").await.status, StatusCode::OK);
    assert_eq!(server.get("/readyz").await.json()["units"], 0);
    let mut screen = Screen::open(&server, Encoding::Json).await;
    screen.subscribe(CITY, None).await;
    assert_eq!(screen.until_refused().await.code, "unknown_unit");
}
