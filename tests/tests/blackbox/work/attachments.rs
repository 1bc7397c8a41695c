//! Files that go with acts.

use liandong_tests::{Answer, Server, Staff, tree::*};
use reqwest::Method;
use serde_json::json;

use super::read;
use crate::acts::{act, done};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

async fn upload(staff: &Staff<'_>, name: &str, content: Vec<u8>) -> Answer {
    let request = staff.request(Method::POST, "/api/v1/attachments");
    Answer::of(request.query(&[("name", name)]).body(content)).await
}

#[tokio::test]
async fn a_file_is_uploaded_named_and_saved() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XINCUN).await;
    let taken = upload(&clerk, "方案.exe", PDF.to_vec()).await;
    taken.assert_status(201);
    let kept = taken.json();
    assert_eq!(kept["name"], "方案.exe.pdf");
    assert_eq!(kept["size"], PDF.len());
    let again = upload(&clerk, "方案.exe", PDF.to_vec()).await.json();
    assert_eq!(again["file"], kept["file"]);

    let log = json!({
        "kind": "log.submitted", "log_kind": "meeting", "text": "会议纪要见附件",
        "attachments": [{ "file": kept["file"], "name": kept["name"] }],
    });
    let (id, _) = done(&clerk, XINCUN, &log).await;
    let shown = read(&clerk, &format!("/api/v1/logs/{id}")).await;
    let file = shown["log"]["attachments"][0]["file"]
        .as_str()
        .expect("a file")
        .to_owned();
    let path = format!("/api/v1/attachments/{file}?name=%E7%BA%AA%E8%A6%81");
    let saved = clerk.get(&path).await;
    saved.assert_status(200);
    assert_eq!(saved.body.as_bytes(), PDF);
    assert_eq!(saved.header("content-type"), "application/pdf");
    assert_eq!(
        saved.header("content-disposition"),
        "attachment; filename*=UTF-8''%E7%BA%AA%E8%A6%81.pdf"
    );
    assert_eq!(saved.header("x-content-type-options"), "nosniff");
    assert_eq!(saved.header("cache-control"), "no-store");
    server.get(&path).await.assert_refused(401, "not_signed_in");
}

#[tokio::test]
async fn what_is_not_what_it_should_be_is_refused() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    for (name, content, status, code) in [
        ("页面.pdf", page, 422, "file_not_allowed"),
        ("程序.docx", b"MZ\x90\0".to_vec(), 422, "file_not_allowed"),
        (
            "旧版.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            422,
            "file_not_allowed",
        ),
        ("空.pdf", Vec::new(), 422, "file_empty"),
        ("13800138000.pdf", PDF.to_vec(), 422, "text_names_person"),
        ("", PDF.to_vec(), 422, "invalid_form"),
        (
            "大.pdf",
            vec![b'x'; 10 * 1024 * 1024 + 1],
            413,
            "file_too_large",
        ),
    ] {
        upload(&chief, name, content)
            .await
            .assert_refused(status, code);
    }
    let missing = json!({
        "kind": "log.submitted", "log_kind": "visit", "text": "走访",
        "attachments": [{ "file": "a".repeat(64), "name": "现场.png" }],
    });
    let refused = act(&chief, XINCUN, &missing).await;
    refused.assert_refused(422, "unknown_attachment");
}
