//! The command line: units, tokens, configuration.

use std::fs;

use liandong_tests::{Program, Run, Server, Setup, tree::*};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

async fn import(folder: &TempDir, csv: &str) -> Run {
    let file = folder.path().join("units.csv");
    fs::write(&file, csv).expect("a file of units");
    let program = Program::new(["import-units"]).arg(file);
    program.arg("--data").arg(folder.path()).run().await
}

fn failed_with(run: &Run, words: &[&str]) {
    assert!(!run.success && run.code.is_some(), "{run:?}");
    for word in words {
        assert!(run.complaints.contains(word), "no {word} in {run:?}");
    }
}

#[tokio::test]
async fn importing_twice_is_harmless_and_more_may_follow() {
    let folder = folder();
    let first = import(&folder, SMALL).await;
    assert_eq!(first.out.trim(), "导入 10 个单位，0 个已有");
    let again = import(&folder, SMALL).await;
    assert_eq!(again.out.trim(), "导入 0 个单位，10 个已有");
    let more = format!("{SMALL}310105001002,华二居委会,community,310105001,,\n");
    let more = import(&folder, &more).await;
    assert_eq!(more.out.trim(), "导入 1 个单位，10 个已有");
}

#[tokio::test]
async fn bad_rows_are_listed_by_line_and_nothing_is_imported() {
    let folder = folder();
    let bad = "\
code,name,kind,parent_code
31,上海市,city,
31,又一个,city,
310104,徐汇区,qu,31
310105,长宁区,district,32
310106,,district,31
静安,静安区,district,31
310107,普陀区
310109,虹口区,district,31
";
    let run = import(&folder, bad).await;
    let lines = [3, 4, 5, 6, 7, 8].map(|line| format!("第 {line} 行"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    failed_with(&run, &lines);
    assert!(!run.complaints.contains("第 9 行"), "{run:?}");
    let good = import(&folder, SMALL).await;
    assert_eq!(good.out.trim(), "导入 10 个单位，0 个已有");
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let folder = folder();
    let program = Program::new(["import-units", "nowhere.csv", "--data"]);
    failed_with(
        &program.arg(folder.path()).run().await,
        &["读不了文件", "nowhere.csv"],
    );
}

#[tokio::test]
async fn a_token_needs_a_database_and_a_code() {
    let folder = folder();
    let create = |unit| {
        let program = Program::new(["token", "create", "--unit", unit, "--data"]);
        program.arg(folder.path()).run()
    };
    failed_with(&create(XUHUI).await, &["还没有数据库"]);
    import(&folder, SMALL).await;
    let token = create(XUHUI).await;
    assert!(token.out.starts_with("ld_") && token.out.trim().len() == 67);
    failed_with(&create("徐汇").await, &["徐汇"]);
}

#[tokio::test]
async fn a_token_is_kept_as_a_hash_only() {
    let mut server = Server::small().await;
    let token = server.token(XUHUI).await;
    server.stop().await;
    let database = fs::read(server.data().join("liandong.db")).expect("a database");
    let written = |text: &str| {
        let text = text.as_bytes();
        database.windows(text.len()).any(|bytes| bytes == text)
    };
    assert!(!written(&token) && !written(&token[3..]));
    assert!(written(XUHUI));
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused() {
    let server = Server::small().await;
    let second = Program::serve(&server.data()).run().await;
    failed_with(&second, &["data_in_use"]);
    let file = server.data().join("units.csv");
    fs::write(&file, SMALL).expect("a file");
    let import = Program::new(["import-units"]).arg(file).arg("--data");
    failed_with(&import.arg(server.data()).run().await, &["data_in_use"]);
    assert_eq!(server.get("/healthz").await.body, "ok\n");
}

#[tokio::test]
async fn a_bad_setting_is_named() {
    let folder = folder();
    let file = folder.path().join("liandong.toml");
    let cases = [
        ("listen = 8080", "listen"),
        ("colour = \"red\"", "colour"),
        ("listen = [", "配置有误"),
        ("utc_offset = \"8\"", "utc_offset"),
        ("demo_rate = 100000", "demo_rate"),
        ("demo_scale = 0", "demo_scale"),
    ];
    for (text, word) in cases {
        fs::write(&file, text).expect("a file of settings");
        let run = Program::new(["serve", "--data"])
            .arg(folder.path())
            .run()
            .await;
        failed_with(&run, &["配置有误", word]);
    }
    fs::remove_file(&file).expect("it is there");
    let missing = Program::serve(folder.path()).arg("--config=nowhere.toml");
    failed_with(&missing.run().await, &["配置有误", "nowhere"]);
    let address = Program::new(["serve", "--listen=here", "--data"]);
    failed_with(&address.arg(folder.path()).run().await, &["--listen"]);
    let variable = Program::serve(folder.path()).env("LIANDONG_UTC_OFFSET", "east");
    failed_with(&variable.run().await, &["utc_offset", "east"]);
}

#[tokio::test]
async fn flags_go_before_the_file() {
    let folder = folder();
    let settings = "utc_offset = \"+09:00\"\nconnections_per_address = 1\n";
    fs::write(folder.path().join("liandong.toml"), settings).expect("a file of settings");
    import(&folder, SMALL).await;
    let setup = Setup::new().data(folder.path()).arg("--utc-offset=-03:30");
    let server = setup.start().await;
    assert_eq!(server.snapshot(CITY).await.utc_offset, -12_600);
}

#[tokio::test]
async fn a_taken_address_is_named() {
    let server = Server::small().await;
    let folder = folder();
    let program = Program::new(["serve", "--listen", &server.host(), "--data"]);
    let run = program.arg(folder.path()).run().await;
    failed_with(&run, &["监听不了", &server.host()]);
}
