//! Units by file: seen live on open walls, and taken back with the codes free again.

use liandong_domain::frame::{Encoding, Snapshot};
use liandong_tests::{Screen, Server, facts, imports::Import, tree::*};
use serde_json::json;

const UNITS: &str = "\
code,name,kind,parent_code
310104003,天平路街道,street,310104
310104003001,上海新村居民区,community,310104003
310104003002,庆余居委会,community,310104008
310104003009,永嘉居委会,community,310104003
31010400300901,永嘉第一网格,grid,310104003009
";

fn name_of(shown: &Snapshot, code: &str) -> Option<String> {
    let mut children = shown.children.iter();
    let child = children.find(|child| child.code.as_str() == code)?;
    Some(child.name.to_string())
}

#[tokio::test]
async fn units_come_are_renamed_and_moved_by_a_file_and_it_is_taken_back() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let mut street = Screen::connect(&server, Encoding::Json, TIANPING).await;

    let mut import = Import::open(&manager, "units", XUHUI, UNITS).await;
    // 枫林路街道 and 张家浜居委会 are not in the file, and stay.
    assert_eq!(import.counts(), [2, 2, 1, 0, 2, 0]);
    import.apply_whole().await;
    let is_new = |shown: &Snapshot| {
        name_of(shown, "310104003009").as_deref() == Some("永嘉居委会")
            && name_of(shown, XINCUN).as_deref() == Some("上海新村居民区")
            && name_of(shown, QINGYU).is_none()
    };
    street.until("the file's units", is_new).await;

    import.undo().await;
    let is_old = |shown: &Snapshot| {
        name_of(shown, "310104003009").is_none()
            && name_of(shown, XINCUN).as_deref() == Some("上海新村居委会")
            && name_of(shown, QINGYU).is_some()
    };
    street.until("the units of before", is_old).await;

    let mut again = Import::open(&manager, "units", XUHUI, UNITS).await;
    assert_eq!(again.counts(), [2, 2, 1, 0, 2, 0]);
    again.apply_whole().await;
    street.until("the file's units again", is_new).await;
}

#[tokio::test]
async fn units_that_cannot_be_are_told_line_by_line() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let file = "\
code,name,kind,parent_code
310105001,华阳路街道,street,310105
310104003001,上海新村居委会,street,310104003
310104003077,无上级居委会,community,
310104003078,别处居委会,community,310105001
310104003079,,community,310104003
";
    let mut import = Import::open(&manager, "units", XUHUI, file).await;
    assert_eq!(import.counts()[5], 5, "{}", import.shown);
    let answer = import.ask_to_apply(&json!({ "skip_bad": true })).await;
    answer.assert_refused(409, "nothing_to_do");
    import.settle().await;
}

#[tokio::test]
async fn a_clerk_writes_no_units() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", XUHUI).await;
    let request = liandong_tests::imports::upload(&clerk, "units", XUHUI, "u.csv").body(UNITS);
    let answer = liandong_tests::Answer::of(request).await;
    answer.assert_refused(403, "forbidden");
}

/// The file of the city as it is, into a tree that has only its top.
#[tokio::test]
async fn the_city_comes_in_by_one_file() {
    let server = liandong_tests::Setup::new()
        .units("code,name,kind,parent_code\n31,上海市,city,\n")
        .start()
        .await;
    let chief = server.set_up().await;
    let file = include_str!("../../../server/data/shanghai-units.csv");
    let mut import = Import::open(&chief, "units", CITY, file).await;
    assert_eq!(import.counts(), [6759, 0, 1, 0, 0, 0]);
    import.apply_whole().await;
    let districts = server.snapshot(CITY).await.children.len();
    assert_eq!(districts, 16);
    import.undo().await;
    assert_eq!(server.snapshot(CITY).await.children.len(), 0);
}

/// The district without 枫林路街道 and its community.
const MERGED: &str = "\
code,name,kind,parent_code
310104003,天平路街道,street,310104
310104003001,上海新村居委会,community,310104003
310104003002,庆余居委会,community,310104003
";

#[tokio::test]
async fn units_that_a_file_lacks_are_closed_where_nothing_is_under_them_and_given_back() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let before = server.snapshot(XUHUI).await.children.len();
    let row = facts::member("m", ZHANGJIABANG, "m", "normal");
    server.accept(std::slice::from_ref(&row)).await;

    // 枫林路街道 keeps its community, and that its member.
    let import = Import::open(&manager, "units", XUHUI, MERGED).await;
    assert_eq!(import.shown["preview"]["missing"], 2, "{}", import.shown);
    assert_eq!(import.shown["preview"]["removable"], 0);
    let answer = import
        .ask_to_apply(&json!({ "remove_missing": true }))
        .await;
    answer.assert_refused(409, "nothing_to_do");

    let gone = facts::removed("gone", ZHANGJIABANG, "m", row["after"].clone());
    server.accept(&[gone]).await;
    let mut import = Import::open(&manager, "units", XUHUI, MERGED).await;
    assert_eq!(import.shown["preview"]["removable"], 2, "{}", import.shown);
    import.apply(&json!({ "remove_missing": true })).await;
    assert_eq!(server.snapshot(XUHUI).await.children.len(), before - 1);
    import.undo().await;
    let district = server.snapshot(XUHUI).await;
    assert_eq!(district.children.len(), before);
    let street = server.snapshot(FENGLIN).await;
    assert!(name_of(&street, ZHANGJIABANG).is_some());
}

#[tokio::test]
async fn what_is_not_in_a_file_stays_while_a_row_cannot_be_told() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let manager = chief.hire("manager", "manager", XUHUI).await;
    let file = format!("{MERGED}看不清 的代码,某居委会,community,310104003\n");
    let import = Import::open(&manager, "units", XUHUI, file).await;
    assert_eq!(import.shown["preview"]["unkeyed"], 1, "{}", import.shown);
    assert_eq!(import.shown["preview"]["removable"], 0);
    let all = json!({ "remove_missing": true, "skip_bad": true });
    let answer = import.ask_to_apply(&all).await;
    answer.assert_refused(409, "unkeyed_rows");
}
