//! Who has a role at a unit that is closed has it nowhere: what takes the unit's place is another's.

use liandong_tests::{Server, Staff, facts::*, imports::Import, tree::*};
use serde_json::{Value, json};

/// Closes a unit, and sees that it is closed.
async fn close(chief: &Staff<'_>, unit: &str) {
    let path = format!("/api/v1/units/{unit}");
    chief.delete(&path).await.assert_status(204);
}

#[tokio::test]
async fn a_manager_of_a_closed_unit_manages_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("tianping", "manager", TIANPING).await;
    close(&chief, TIANPING).await;
    let name = json!({ "name": "新名" });
    for unit in [TIANPING, FENGLIN, XUHUI, CITY, XINCUN] {
        let path = format!("/api/v1/units/{unit}");
        let answer = manager.patch(&path, &name).await;
        answer.assert_refused(404, "unknown_unit");
        manager
            .delete(&path)
            .await
            .assert_refused(404, "unknown_unit");
    }
}

#[tokio::test]
async fn an_administrator_of_a_closed_unit_administers_nothing() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let administrator = chief.hire("changning", "administrator", CHANGNING).await;
    let own = |answer: liandong_tests::Answer| answer.json()["entries"].as_array().map(Vec::len);
    let before = own(administrator.get("/api/v1/audit").await);
    close(&chief, CHANGNING).await;
    administrator
        .get("/api/v1/settings")
        .await
        .assert_refused(403, "forbidden");
    for list in ["accounts", "tokens"] {
        let page = administrator.get(&format!("/api/v1/{list}")).await.json();
        assert_eq!(page[list], Value::Array(Vec::new()));
    }
    let reset = format!("/api/v1/accounts/{}/reset", chief.account_id("chief").await);
    let answer = administrator.post(&reset, &Value::Null).await;
    answer.assert_refused(404, "not_found");
    let after = own(administrator.get("/api/v1/audit").await);
    assert!(after <= before, "{after:?} of {before:?}");
}

#[tokio::test]
async fn a_token_of_a_closed_unit_sends_nothing() {
    let server = Server::small().await;
    let token = server.token(TIANPING).await;
    server.accept(&[unit_retired("u-1", TIANPING)]).await;
    for (id, unit) in [("m-1", XUHUI), ("m-2", FENGLIN), ("m-3", TIANPING)] {
        let receipt = server.post_as(&token, &[meeting(id, unit, 40)]).await;
        assert_eq!(
            receipt.rejected,
            [(0, "unit_out_of_scope".to_owned())],
            "{unit}"
        );
    }
}

#[tokio::test]
async fn a_clerk_of_a_closed_unit_sees_nothing_of_the_one_above() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("xincun", "clerk", XINCUN).await;
    let file = "楼宇代码,所属单位\nb-1,庆余居委会\n";
    let mut import = Import::open(&chief, "building", TIANPING, file).await;
    import.apply_whole().await;
    close(&chief, XINCUN).await;
    let list = clerk.get("/api/v1/imports").await.json();
    assert_eq!(list["imports"], json!([]), "{list}");
    let undo = clerk.post(&import.path("/undo"), &json!({})).await;
    undo.assert_refused(404, "not_found");
    clerk.get("/console").await.assert_status(404);
}
