//! `liandong import --server`: a table from the command line to a server that runs.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    time::Duration,
};

use calamine::{Reader, Xlsx, open_workbook};
use liandong_domain::metric::Metric;
use liandong_tests::{
    Answer, Program, Run, Server, Setup, imports::MEMBERS, tls::Certificate, tree::*,
};
use reqwest::Method;
use serde_json::Value;
use tempfile::TempDir;

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

#[tokio::test]
async fn who_may_not_is_told_so() {
    let server = Server::small().await;
    let address = address(&server);
    let wrong = send(&address, "ld_none", MEMBERS, &COMMUNITY).await;
    assert_refused(&wrong, &["令牌无效", "unauthorized"]);
    let none = send(&address, "", MEMBERS, &COMMUNITY).await;
    assert_refused(&none, &["令牌是空的"]);
    let elsewhere = server.token(FENGLIN).await;
    let outside = send(&address, &elsewhere, MEMBERS, &COMMUNITY).await;
    assert_refused(&outside, &["没有代码为", "unknown_unit"]);

    let (folder, program) = import(MEMBERS);
    let program = program.args(COMMUNITY).arg("--server").arg(&address);
    let missing = program.run().await;
    assert_refused(&missing, &["缺少令牌", "--token-file", "LIANDONG_TOKEN"]);

    let token = written(
        folder.path(),
        "token",
        &format!("{}\n", server.root_token()),
    );
    let (_folder, program) = import(MEMBERS);
    let program = program.args(COMMUNITY).arg("--token-file").arg(token);
    let run = program.env("LIANDONG_SERVER", &address).run().await;
    assert!(run.success, "{run:?}");
}

#[tokio::test]
async fn a_server_that_is_none_is_named() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
    let nobody = format!("http://{}", free.expect("a port"));
    let silent = send(&nobody, "ld_any", MEMBERS, &[]).await;
    assert_refused(&silent, &["与服务器的连接不通", "server_unreachable"]);

    let server = Server::small().await;
    let other = send(
        &format!("{}/healthz", address(&server)),
        "ld_any",
        MEMBERS,
        &[],
    )
    .await;
    assert_refused(&other, &["检查 --server 的地址"]);
    let ftp = send("ftp://127.0.0.1/", "ld_any", MEMBERS, &[]).await;
    assert_refused(&ftp, &["http://127.0.0.1:8080"]);
}

#[tokio::test]
async fn one_place_is_named_and_not_two() {
    let (_folder, program) = import(MEMBERS);
    let nowhere = program.run().await;
    let (_folder, program) = import(MEMBERS);
    let both = program.args(["--server", "http://127.0.0.1:1", "--data", "nowhere"]);
    for run in [nowhere, both.run().await] {
        assert_eq!(run.code, Some(2), "{run:?}");
        for flag in ["--server", "--data"] {
            assert!(run.complaints.contains(flag), "{run:?}");
        }
    }
}

#[tokio::test]
async fn a_certificate_of_ones_own_is_trusted_where_it_is_given() {
    let (folder, certificate) = (folder(), Certificate::new());
    let (cert, key) = certificate.write(folder.path());
    let units = written(folder.path(), "units.csv", SMALL);
    let data = folder.path().join("data");
    let prepared = Program::new(["import-units"])
        .arg(units)
        .arg("--data")
        .arg(&data);
    assert!(prepared.run().await.success);
    let setup = Setup::new().data(&data).arg("--tls-cert").arg(&cert);
    let server = setup.arg("--tls-key").arg(key).start().await;
    let (address, token) = (
        format!("https://{}", server.host()),
        server.token(TIANPING).await,
    );

    let unknown = send(&address, &token, MEMBERS, &COMMUNITY).await;
    assert_refused(&unknown, &["--ca-file"]);
    let trusted = ["--ca-file", cert.to_str().expect("plain text")];
    let more = [&COMMUNITY[..], &trusted].concat();
    let known = send(&address, &token, MEMBERS, &more).await;
    assert!(known.success && known.out.contains("新增 3"), "{known:?}");
    let keyless = ["--ca-file", "nowhere.pem"];
    let nowhere = send(&address, &token, MEMBERS, &keyless).await;
    assert_refused(&nowhere, &["读不了证书文件", "nowhere.pem"]);
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
