//! What is sent to the endpoints of staff by those who mean no good.

use liandong_tests::{Answer, CHIEF, CHIEF_PASSWORD, Server, Staff, tree::*};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Texts that break what puts them together by hand.
fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "'; DROP TABLE account; --",
        "\" OR 1=1 --",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"https://evil.example\")",
        "a\0b",
        "\u{202e}\u{feff}\r\nSet-Cookie: a=b",
        "../../../etc/passwd",
        "{{7*7}}${7*7}%s%n",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("长".repeat(10_000));
    texts
}

/// A form that an endpoint takes.
struct Form {
    method: Method,
    path: String,
    good: Value,
}

impl Form {
    fn new(method: Method, path: impl Into<String>, good: Value) -> Self {
        let path = path.into();
        Self { method, path, good }
    }

    fn request(&self, chief: &Staff<'_>) -> RequestBuilder {
        chief.request(self.method.clone(), &self.path)
    }

    /// The form with each field in turn set to this text.
    fn each_field_set_to(&self, text: &str) -> Vec<Value> {
        let fields = self.good.as_object().expect("fields");
        let with = |field: &String| {
            let mut form = self.good.clone();
            form[field] = json!(text);
            form
        };
        fields.keys().map(with).collect()
    }
}

/// Every form of staff, filled in rightly.
fn forms(account: i64) -> Vec<Form> {
    let (post, put) = (Method::POST, Method::PUT);
    let account_form = json!({ "title": "基层科", "role": "clerk", "unit": XUHUI });
    let mut new_account = account_form.clone();
    new_account["login"] = json!("another");
    let sign_in = json!({ "login": "nobody", "password": "wrong", "code": "1" });
    let password = json!({ "current": CHIEF_PASSWORD, "new": CHIEF_PASSWORD });
    let totp = json!({ "secret": "AAAA", "code": "123456" });
    let token = json!({ "name": "系统", "unit": XUHUI, "kinds": ["meeting.held"], "days": 1 });
    let unit = json!({ "code": "new", "name": "新", "level": "community", "parent": TIANPING });
    let edit = json!({ "name": "新名", "parent": TIANPING });
    let confirm = json!({ "password": CHIEF_PASSWORD });
    vec![
        Form::new(post.clone(), "/api/v1/session", sign_in),
        Form::new(post.clone(), "/api/v1/session/confirm", confirm),
        Form::new(put.clone(), "/api/v1/session/password", password),
        Form::new(put.clone(), "/api/v1/session/totp", totp),
        Form::new(post.clone(), "/api/v1/accounts", new_account),
        Form::new(
            put.clone(),
            format!("/api/v1/accounts/{account}"),
            account_form,
        ),
        Form::new(post.clone(), "/api/v1/tokens", token),
        Form::new(put, "/api/v1/settings", json!({ "public_viewing": true })),
        Form::new(post, "/api/v1/units", unit),
        Form::new(Method::PATCH, format!("/api/v1/units/{XINCUN}"), edit),
    ]
}

async fn set_up(server: &Server) -> (Staff<'_>, Vec<Form>) {
    let chief = server.set_up().await;
    let (account, _) = chief.make_account("wang", "clerk", XUHUI).await;
    (chief, forms(account))
}

#[tokio::test]
async fn hostile_text_breaks_nothing_and_is_never_html() {
    let server = Server::small().await;
    let (chief, forms) = set_up(&server).await;
    for form in &forms {
        for text in hostile_texts() {
            for body in form.each_field_set_to(&text) {
                let answer = Answer::of(form.request(&chief).json(&body)).await;
                let shown: String = text.chars().take(40).collect();
                assert!(
                    answer.status.as_u16() < 500,
                    "{} {shown}: {answer:?}",
                    form.path
                );
                let kind = answer.header("content-type");
                assert!(kind.is_empty() || kind.ends_with("json"), "{kind}");
                assert!(answer.headers.get("set-cookie").is_none());
            }
        }
    }
    assert!(chief.is_signed_in().await);
    for list in ["accounts", "tokens", "audit", "sessions"] {
        chief
            .get(&format!("/api/v1/{list}"))
            .await
            .assert_status(200);
    }
}

#[tokio::test]
async fn a_hostile_name_is_shown_as_text() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for name in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</script><b>",
    ] {
        let rename = json!({ "name": name });
        let path = format!("/api/v1/units/{TIANPING}");
        chief.patch(&path, &rename).await.assert_status(204);
        for page in [
            "/",
            "/units/310104",
            "/units/310104003",
            "/units/310104003001",
        ] {
            let page = server.get(page).await;
            page.assert_status(200);
            assert!(!page.body.contains(name), "{name} in\n{}", page.body);
        }
        assert_eq!(&*server.snapshot(TIANPING).await.unit.name, name);
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let server = Server::small().await;
    let (chief, forms) = set_up(&server).await;
    let too_large = format!("\"{}\"", "x".repeat(64 * 1024));
    for form in &forms {
        let send = |kind: &str, body: &str| {
            let request = form.request(&chief).header("content-type", kind);
            Answer::of(request.body(body.to_owned()))
        };
        let good = form.good.to_string();
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "",
        ] {
            send(kind, &good).await.assert_refused(415, "json_expected");
        }
        let json = "application/json";
        for broken in ["", "{", "\u{feff}{}", "{'a': 1}"] {
            send(json, broken).await.assert_refused(400, "invalid_json");
        }
        for other in ["null", "7", "\"text\"", "[{}]"] {
            let answer = send(json, other).await;
            answer.assert_refused(422, "invalid_form");
        }
        send(json, &too_large)
            .await
            .assert_refused(413, "body_too_large");
        let mut unknown = form.good.clone();
        unknown["administrator"] = json!(true);
        let answer = send(json, &unknown.to_string()).await;
        answer.assert_refused(422, "invalid_form");
    }
}

#[tokio::test]
async fn what_another_sites_page_sends_is_refused() {
    let server = Server::small().await;
    let (chief, forms) = set_up(&server).await;
    let own = format!("http://{}", server.host());
    let strangers = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ];
    for (name, value) in strangers {
        for form in &forms {
            let request = form.request(&chief).header(name, value);
            let answer = Answer::of(request.json(&form.good)).await;
            answer.assert_refused(403, "cross_site");
        }
        let sign_out = chief.request(Method::DELETE, "/api/v1/session");
        let answer = Answer::of(sign_out.header(name, value)).await;
        answer.assert_refused(403, "cross_site");
        let read = chief.request(Method::GET, "/api/v1/session");
        Answer::of(read.header(name, value))
            .await
            .assert_status(200);
    }
    let confirm = json!({ "password": CHIEF_PASSWORD });
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
        ("origin", &own),
    ] {
        let request = chief.request(Method::POST, "/api/v1/session/confirm");
        let answer = Answer::of(request.header(name, value).json(&confirm)).await;
        answer.assert_status(204);
    }
    let accounts = chief.get("/api/v1/accounts").await.json();
    let logins = accounts["accounts"].as_array().expect("a list").iter();
    let logins: Vec<&Value> = logins.map(|account| &account["login"]).collect();
    assert_eq!(logins, [CHIEF, "wang"]);
}

#[tokio::test]
async fn what_is_nothing_is_told_as_a_problem() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    chief
        .delete("/api/v1/tokens/abc")
        .await
        .assert_refused(404, "not_found");
    chief
        .get("/api/v1/audit?before=x")
        .await
        .assert_refused(400, "invalid_query");
    let bytes = server.get("/api/v1/units/%ff/snapshot").await;
    bytes.assert_refused(404, "unknown_unit");
    let put = chief.put("/api/v1/audit", &Value::Null).await;
    put.assert_refused(405, "method_not_allowed");
}

#[tokio::test]
async fn nobody_keeps_what_the_api_answers() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for path in [
        "/api/v1/session",
        "/api/v1/accounts",
        "/api/v1/units/310104/snapshot",
    ] {
        assert_eq!(
            chief.get(path).await.header("cache-control"),
            "no-store",
            "{path}"
        );
    }
}
