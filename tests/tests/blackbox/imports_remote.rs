//! `liandong import --server`: a table from the command line to a server that runs.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use calamine::{Reader, Xlsx, open_workbook};
use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Program, Run, Server, imports::MEMBERS, tree::*};
use reqwest::Method;
use serde_json::Value;
use tempfile::TempDir;

mod refused;

const COMMUNITY: [&str; 2] = ["--fixed", "sector=community"];

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

/// The command with a table, as yet without a place to take it to.
fn import(table: &str) -> (TempDir, Program) {
    let folder = folder();
    let file = written(folder.path(), "members.csv", table);
    let program = Program::new(["import", "--table", "member", "--unit", TIANPING]);
    (folder, program.arg(file))
}

/// Takes a table to an address, with a token.
async fn send(address: &str, token: &str, table: &str, more: &[&str]) -> Run {
    let (_folder, program) = import(table);
    let program = program.arg("--server").arg(address).args(more);
    program.env("LIANDONG_TOKEN", token).run().await
}

fn address(server: &Server) -> String {
    format!("http://{}", server.host())
}

async fn to(server: &Server, table: &str, more: &[&str]) -> Run {
    send(&address(server), server.root_token(), table, more).await
}

/// What the token's holder sees of imports.
async fn imports(server: &Server) -> Value {
    let request = server.request(Method::GET, "/api/v1/imports");
    Answer::of(request.bearer_auth(server.root_token()))
        .await
        .json()
}

fn assert_refused(run: &Run, words: &[&str]) {
    assert!(!run.success && run.code == Some(1), "{run:?}");
    for word in words {
        assert!(run.complaints.contains(word), "no {word} in {run:?}");
    }
}

async fn assert_nothing_waits(server: &Server) {
    let seen = imports(server).await;
    assert_eq!(seen["drafts"], Value::Array(Vec::new()), "{seen}");
}

#[tokio::test]
async fn a_table_comes_in_while_the_server_runs() {
    let server = Server::small().await;
    let unsaid = to(&server, MEMBERS, &[]).await;
    assert_refused(&unsaid, &["领域", "mapping_incomplete"]);

    let done = to(&server, MEMBERS, &COMMUNITY).await;
    assert!(
        done.success && done.out.contains("已导入：新增 3"),
        "{done:?}"
    );
    assert_eq!(server.count(TIANPING, Metric::MEMBER_TOTAL).await, 3);

    let again = to(&server, MEMBERS, &COMMUNITY).await;
    assert_refused(&again, &["没有可以导入的变化", "nothing_to_do"]);
    assert_nothing_waits(&server).await;
}

#[tokio::test]
async fn looking_only_leaves_nothing_and_says_the_same_in_both_ways() {
    let mut server = Server::small().await;
    let table = MEMBERS.replace("大专", "大砖");
    let more = [&COMMUNITY[..], &["--dry-run"]].concat();
    let looked = to(&server, &table, &more).await;
    assert!(
        looked.success && looked.out.contains("需修正 1"),
        "{looked:?}"
    );
    let seen = imports(&server).await;
    assert_eq!(
        (&seen["drafts"], &seen["imports"]),
        (&Value::Array(Vec::new()), &Value::Array(Vec::new()))
    );

    server.stop().await;
    let (_folder, program) = import(&table);
    let program = program.args(more).arg("--data").arg(server.data());
    let offline = program.run().await;
    assert_eq!(
        (&offline.out, offline.code),
        (&looked.out, looked.code),
        "{offline:?}"
    );
}

#[tokio::test]
async fn bad_rows_go_to_a_workbook_and_stay_out() {
    let server = Server::small().await;
    let folder = folder();
    let workbook = folder.path().join("bad.xlsx");
    let table = MEMBERS.replace("大专", "大砖");
    let bad_rows = ["--bad-rows", workbook.to_str().expect("plain text")];
    let more = [&COMMUNITY[..], &bad_rows].concat();
    let refused = to(&server, &table, &more).await;
    assert_refused(&refused, &["有 1 行需要修正", "bad_rows"]);
    let mut read: Xlsx<_> = open_workbook(&workbook).expect("a workbook");
    let sheet = read
        .worksheet_range_at(0)
        .expect("a sheet")
        .expect("a sheet");
    assert!(sheet.used_cells().any(|(_, _, cell)| cell == "大砖"));
    assert_nothing_waits(&server).await;

    let there = to(&server, &table, &more).await;
    assert_refused(&there, &["写不了", "bad.xlsx"]);
    let more = [&COMMUNITY[..], &["--skip-bad"]].concat();
    let skipped = to(&server, &table, &more).await;
    assert!(
        skipped.success && skipped.out.contains("新增 2"),
        "{skipped:?}"
    );
    assert_eq!(server.count(TIANPING, Metric::MEMBER_TOTAL).await, 2);
}

#[tokio::test]
async fn what_columns_and_words_mean_is_said_by_flags() {
    let server = Server::small().await;
    let table = MEMBERS.replace("所在党支部", "甲").replace("大专", "大砖");
    let word = ["--word", "education:大砖=college"];
    let unsaid = to(&server, &table, &[&COMMUNITY[..], &word].concat()).await;
    assert_refused(&unsaid, &["单位"]);
    let said = [&COMMUNITY[..], &word, &["--column", "7=unit"]].concat();
    let done = to(&server, &table, &said).await;
    assert!(done.success && done.out.contains("新增 3"), "{done:?}");

    for (wrong, words) in [
        (["--column", "0=gender"], "列号从 1 开始"),
        (["--column", "2=salary"], "没有“salary”这个字段"),
        (["--fixed", "salary=1"], "没有“salary”这个字段"),
        (["--word", "研究生班"], "--word 应如"),
        (["--as-of", "2099-01-01"], "截止日期在今天之后"),
    ] {
        assert_refused(&to(&server, &table, &wrong).await, &[words]);
    }
    assert_nothing_waits(&server).await;
}

/// A table that takes a while to be read.
fn long_table() -> String {
    let row =
        "张建国,男,31010419620315153X,汉族,大学本科,正式党员,上海新村居民区第一党支部,1985.7.1,\n";
    MEMBERS.to_owned() + &row.repeat(50_000)
}

#[tokio::test]
async fn an_interrupted_command_leaves_nothing_on_the_server() {
    let server = Server::small().await;
    let (_folder, program) = import(&long_table());
    let program = program
        .args(COMMUNITY)
        .arg("--server")
        .arg(address(&server));
    let program = program.env("LIANDONG_TOKEN", server.root_token());
    let being_read = async {
        while imports(&server).await["drafts"][0]["file"]["fixed"]["sector"] != "community" {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let run = program.interrupted_after(being_read).await;
    assert_refused(&run, &["已中断"]);
    assert_nothing_waits(&server).await;
    assert_eq!(server.count(TIANPING, Metric::MEMBER_TOTAL).await, 0);
}
