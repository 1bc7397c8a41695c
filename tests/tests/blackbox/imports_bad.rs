//! Files and requests that cannot be: each is told why, nothing is written, and the server goes on.

use liandong_tests::{
    Answer, Server,
    imports::{Import, MEMBERS, upload},
    tree::*,
};
use reqwest::Method;
use serde_json::json;

/// A compound file, as encrypted workbooks and old ones are, with a part of this name.
fn compound(part: &str) -> Vec<u8> {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(1024, 0);
    file.extend(part.encode_utf16().flat_map(u16::to_le_bytes));
    file.resize(4096, 0);
    file
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_with_what_to_do() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let wide = (0..300)
        .map(|column| format!("列{column}"))
        .collect::<Vec<_>>()
        .join(",");
    let cases: [(&str, Vec<u8>); 8] = [
        ("file_empty", Vec::new()),
        ("no_rows", "姓名,性别,公民身份证号码,所在党支部\n".into()),
        ("old_workbook", compound("Workbook")),
        ("password_protected", compound("EncryptedPackage")),
        (
            "not_a_table",
            b"%PDF-1.7 and so on, page after page".to_vec(),
        ),
        (
            "file_damaged",
            b"PK\x03\x04 this is not the archive it says it is".to_vec(),
        ),
        ("too_many_columns", format!("{wide}\n{wide}\n").into()),
        ("no_heading", "1,2,3\n4,5,6\n".into()),
    ];
    for (code, file) in cases {
        let request = upload(&chief, "member", CITY, "党员.xlsx").body(file);
        let answer = Answer::of(request).await;
        assert_eq!(answer.code(), code, "{answer:?}");
        assert_eq!(answer.status, 422, "{answer:?}");
    }
    let listed = chief.get("/api/v1/imports").await.json();
    assert_eq!(listed, json!({ "drafts": [], "imports": [], "next": null }));
}

#[tokio::test]
async fn two_gigabytes_are_refused_before_they_are_sent() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let request = upload(&chief, "member", CITY, "党员.csv");
    let request = request.header("content-length", (2_u64 << 30).to_string());
    let answer = Answer::of(request.body(MEMBERS)).await;
    answer.assert_refused(413, "file_too_large");
}

#[tokio::test]
async fn what_is_asked_of_an_upload_is_checked() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for (table, unit, status, code) in [
        ("people", CITY, 400, "unknown_table"),
        ("member", "310199", 404, "unknown_unit"),
        ("member", "'; DROP TABLE fact; --", 404, "unknown_unit"),
    ] {
        let answer = Answer::of(upload(&chief, table, unit, "a.csv").body(MEMBERS)).await;
        answer.assert_refused(status, code);
    }
    let import = Import::open(&chief, "member", CITY, MEMBERS).await;
    for (change, field) in [
        (json!({ "as_of": "2099-01-01" }), "as_of"),
        (json!({ "as_of": "yesterday" }), "as_of"),
        (json!({ "columns": { "1": "salary" } }), "columns"),
        (
            json!({ "words": [{ "field": "gender", "word": "男", "code": "x" }] }),
            "words",
        ),
        (
            json!({ "words": [{ "field": "unit", "word": "某", "code": "某处" }] }),
            "words",
        ),
    ] {
        let answer = chief.patch(&import.path(""), &change).await;
        answer.assert_wrong(&[field]);
    }
    import
        .ask_to_apply(&json!({}))
        .await
        .assert_refused(409, "not_ready");
    import
        .ask_to_undo()
        .await
        .assert_refused(409, "not_applied");
    chief.delete(&import.path("")).await.assert_status(204);
    chief
        .get(&import.path(""))
        .await
        .assert_refused(404, "not_found");
    let template = chief.get("/api/v1/templates/people.xlsx").await;
    template.assert_refused(404, "not_found");
}

/// SQL, script and formulas in every cell: they are texts that are no code, unit or key.
#[tokio::test]
async fn hostile_text_is_text() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for text in [
        "'; DROP TABLE fact; --",
        "<script>alert(1)</script>",
        "=HYPERLINK(\"\"http://x\"\")",
        "\u{202e}右到左",
    ] {
        let file = format!(
            "身份证号,性别,学历,所在党支部,党员类别,领域\n\"{text}\",\"{text}\",\"{text}\",\"{text}\",\"{text}\",\"{text}\"\n"
        );
        let import = Import::open(&chief, "member", CITY, file).await;
        assert_eq!(import.counts()[5], 1, "{text}: {}", import.shown);
        let request = chief.request(Method::GET, &import.path("/bad-rows.xlsx"));
        assert_eq!(request.send().await.expect("an answer").status(), 200);
        chief.delete(&import.path("")).await.assert_status(204);
    }
    assert_eq!(
        server
            .count(CITY, liandong_domain::metric::Metric::MEMBER_TOTAL)
            .await,
        0
    );
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let half = async_stream_of("身份证号,性别\n");
    let request = upload(&chief, "member", CITY, "a.csv").body(half);
    assert!(request.send().await.is_err(), "the sender gave up");
    let listed = chief.get("/api/v1/imports").await.json();
    assert_eq!(listed["drafts"], json!([]));
}

/// A body that ends with a fault after its first part.
fn async_stream_of(first: &'static str) -> reqwest::Body {
    let parts = [Ok(first), Err(std::io::Error::other("the cable is pulled"))];
    reqwest::Body::wrap_stream(futures_util::stream::iter(parts))
}
