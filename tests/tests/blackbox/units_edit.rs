//! Staff change the tree, and open screens follow at once.

use liandong_domain::frame::{Encoding, Snapshot};
use liandong_tests::{Answer, Screen, Server, Staff, tree::*};
use serde_json::{Value, json};

const NEW: &str = "310104003099";

fn path(code: &str) -> String {
    format!("/api/v1/units/{code}")
}

fn form(code: &str, level: &str, parent: &str) -> Value {
    json!({ "code": code, "name": "新居委会", "level": level, "parent": parent })
}

fn has_child(snapshot: &Snapshot, code: &str) -> bool {
    let mut children = snapshot.children.iter();
    children.any(|child| child.code.as_str() == code)
}

async fn add(staff: &Staff<'_>, form: &Value) -> Answer {
    staff.post("/api/v1/units", form).await
}

#[tokio::test]
async fn screens_follow_what_a_manager_does() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let mut street = Screen::connect(&server, Encoding::Json, TIANPING).await;
    let mut other = Screen::connect(&server, Encoding::Postcard, FENGLIN).await;

    let added = add(&manager, &form(NEW, "community", TIANPING)).await;
    added.assert_status(201);
    assert_eq!(added.json(), json!({ "code": NEW }));
    street
        .until("a new unit", |shown| has_child(shown, NEW))
        .await;
    let mut leaf = Screen::connect(&server, Encoding::Json, NEW).await;

    let renamed = manager
        .patch(&path(NEW), &json!({ "name": " 田林居委会 " }))
        .await;
    renamed.assert_status(204);
    leaf.until("a new name", |shown| &*shown.unit.name == "田林居委会")
        .await;

    let moved = manager
        .patch(&path(NEW), &json!({ "parent": FENGLIN }))
        .await;
    moved.assert_status(204);
    street
        .until("one unit less", |shown| !has_child(shown, NEW))
        .await;
    other
        .until("one unit more", |shown| has_child(shown, NEW))
        .await;

    manager.delete(&path(NEW)).await.assert_status(204);
    assert_eq!(leaf.until_refused().await.code, "unit_retired");
    other
        .until("one unit less", |shown| !has_child(shown, NEW))
        .await;
    let again = manager.delete(&path(NEW)).await;
    again.assert_refused(404, "unknown_unit");
}

#[tokio::test]
async fn changes_outlive_the_server() {
    let mut server = Server::small().await;
    let chief = server.set_up().await;
    add(&chief, &form(NEW, "community", TIANPING))
        .await
        .assert_status(201);
    chief
        .patch(&path(XINCUN), &json!({ "name": "新名" }))
        .await
        .assert_status(204);
    chief.delete(&path(QINGYU)).await.assert_status(204);
    drop(chief);
    let before = server.snapshot(TIANPING).await;
    assert!(has_child(&before, NEW) && !has_child(&before, QINGYU));
    server.kill().await;
    server.start_again().await;
    assert_eq!(server.snapshot(TIANPING).await, before);
}

#[tokio::test]
async fn what_cannot_be_is_told_by_field() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    for (wrong, field) in [
        (form("新村", "community", TIANPING), "code"),
        (form(XINCUN, "community", TIANPING), "code"),
        (form(NEW, "kingdom", TIANPING), "level"),
        (form(NEW, "street", TIANPING), "level"),
        (form(NEW, "district", TIANPING), "level"),
        (form(NEW, "community", "310199"), "parent"),
        (form(NEW, "community", HUAYANG), "parent"),
    ] {
        add(&manager, &wrong).await.assert_wrong(&[field]);
    }
    let long = "长".repeat(65);
    for name in ["", "  ", &long] {
        let mut wrong = form(NEW, "community", TIANPING);
        wrong["name"] = json!(name);
        add(&manager, &wrong).await.assert_wrong(&["name"]);
        let rename = manager.patch(&path(XINCUN), &json!({ "name": name })).await;
        rename.assert_wrong(&["name"]);
    }
    for parent in ["310199", CITY, HUAYANG, XINCUN, QINGYU] {
        let moved = manager
            .patch(&path(XINCUN), &json!({ "parent": parent }))
            .await;
        moved.assert_wrong(&["parent"]);
    }
    let unchanged = server.snapshot(TIANPING).await;
    assert!(has_child(&unchanged, XINCUN) && !has_child(&unchanged, NEW));
}

#[tokio::test]
async fn what_is_outside_is_answered_as_if_it_were_not_there() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", TIANPING).await;
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let rename = json!({ "name": "改名" });
    for staff in [&manager, &clerk] {
        for outside in [CITY, XUHUI, FENGLIN, HUAYI] {
            for answers in [
                [
                    staff.patch(&path(outside), &rename).await,
                    staff.patch(&path("310199"), &rename).await,
                ],
                [
                    staff.delete(&path(outside)).await,
                    staff.delete(&path("310199")).await,
                ],
            ] {
                let [of_outside, of_none] = answers;
                of_outside.assert_refused(404, "unknown_unit");
                assert_eq!(of_outside.body.replace(outside, "310199"), of_none.body);
            }
        }
    }
}

#[tokio::test]
async fn a_manager_neither_moves_nor_closes_its_own_unit() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", TIANPING).await;
    let moved = manager
        .patch(&path(TIANPING), &json!({ "parent": XINCUN }))
        .await;
    moved.assert_refused(403, "forbidden");
    manager
        .delete(&path(TIANPING))
        .await
        .assert_refused(403, "forbidden");
    chief
        .delete(&path(CITY))
        .await
        .assert_refused(403, "forbidden");
    let renamed = manager
        .patch(&path(TIANPING), &json!({ "name": "天平街道" }))
        .await;
    renamed.assert_status(204);
}

#[tokio::test]
async fn a_clerk_changes_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let before = server.snapshot(TIANPING).await;
    let answers = [
        add(&clerk, &form(NEW, "community", TIANPING)).await,
        clerk.patch(&path(XINCUN), &json!({ "name": "改名" })).await,
        clerk.delete(&path(XINCUN)).await,
    ];
    for answer in answers {
        answer.assert_refused(403, "forbidden");
    }
    assert_eq!(server.snapshot(TIANPING).await, before);
}
