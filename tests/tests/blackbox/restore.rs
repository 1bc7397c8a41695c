//! Restores: offline, under a running server, after a crash, and of what is no backup.

use std::{
    fs,
    path::{Path, PathBuf},
};

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{Program, Screen, Server, Setup, facts::*, soon, tree::*};
use sqlx::{Connection, Executor, SqliteConnection};

use crate::backup::{backed_up, failed_with, folder, restore};

const HELD: Metric = Metric::MEETING_BRANCH_CONGRESS_HELD;

/// The databases that restores have put aside.
fn kept(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let is_kept = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("liandong.db.before-restore-") && !name.ends_with("-wal")
    };
    files.filter(is_kept).collect()
}

#[tokio::test]
async fn screens_follow_a_restore_under_a_running_server() {
    let server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    server.accept(&[meeting("m-1", XINCUN, 40)]).await;
    backed_up(&server.data(), &file).await;
    server.accept(&[meeting("m-2", XINCUN, 2)]).await;
    let mut screens = Vec::new();
    for encoding in Encoding::ALL {
        let mut screen = Screen::connect(&server, encoding, XUHUI).await;
        screen.until_count(HELD, 2).await;
        screens.push(screen);
    }
    let epoch = server.snapshot(CITY).await.cursor.epoch;
    let (process, host) = (server.process_id(), server.host());

    let follow = async {
        for screen in &mut screens {
            let (bye, code) = screen.until_closed().await;
            assert_eq!(bye.map(|bye| bye.code), Some(3001));
            assert_eq!(code, Some(3001));
            screen.come_back(&server).await;
            screen.until_count(HELD, 1).await;
        }
    };
    let data = server.data();
    let ((), run) = tokio::join!(follow, restore(&file, &data));
    assert!(run.success, "{run:?}\n{}", server.log());
    assert_eq!((server.process_id(), server.host()), (process, host));
    assert_ne!(server.snapshot(CITY).await.cursor.epoch, epoch);
    assert_eq!(kept(&server.data()).len(), 1);

    // The work goes on: the same token, and the facts that were sent after the backup.
    server
        .accept(&[meeting("m-2", XINCUN, 2), meeting("m-3", XINCUN, 3)])
        .await;
    for screen in &mut screens {
        screen.until_count(HELD, 3).await;
        assert_eq!(screen.snapshots, 2);
    }
    assert_eq!(server.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn what_a_restored_server_takes_is_durable() {
    let mut server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    backed_up(&server.data(), &file).await;
    server.accept(&[meeting("m-1", XINCUN, 40)]).await;
    for round in 0..3 {
        let run = restore(&file, &server.data()).await;
        assert!(run.success, "{run:?}\n{}", server.log());
        assert_eq!(server.count(CITY, HELD).await, 0);
        server
            .accept(&[meeting(&format!("r-{round}"), XINCUN, 1)])
            .await;
    }
    server.kill().await;
    server.start_again().await;
    assert_eq!(server.count(CITY, HELD).await, 1);
    server.stop().await;
}

#[tokio::test]
async fn a_restore_without_a_server_keeps_the_old_database() {
    let mut server = Server::small().await;
    let folder = folder();
    let (first, second) = (folder.path().join("1.db"), folder.path().join("2.db"));
    server.accept(&[meeting("m-1", XINCUN, 40)]).await;
    backed_up(&server.data(), &first).await;
    server.accept(&[meeting("m-2", XINCUN, 2)]).await;
    // Its write-ahead log is still beside it.
    server.kill().await;
    let run = restore(&first, &server.data()).await;
    assert!(run.success, "{run:?}");
    server.start_again().await;
    assert_eq!(server.count(CITY, HELD).await, 1);
    server.stop().await;

    let [old] = &kept(&server.data())[..] else {
        panic!("not one old database")
    };
    fs::rename(old, &second).expect("it can be moved");
    let log = old.with_file_name(format!(
        "{}-wal",
        old.file_name().unwrap_or_default().display()
    ));
    if log.exists() {
        fs::rename(log, folder.path().join("2.db-wal")).expect("it can be moved");
    }
    let run = restore(&second, &server.data()).await;
    assert!(run.success, "{run:?}");
    server.start_again().await;
    assert_eq!(server.count(CITY, HELD).await, 2);
}

#[tokio::test]
async fn a_restore_into_an_empty_folder_makes_a_server() {
    let server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    server
        .accept(&[member("r-1", XINCUN, "k-1", "normal")])
        .await;
    backed_up(&server.data(), &file).await;
    let data = folder.path().join("new/data");
    let run = restore(&file, &data).await;
    assert!(run.success, "{run:?}");
    let restored = Setup::new().data(&data).start().await;
    let city = restored.snapshot(CITY).await;
    assert_eq!(city.metrics, server.snapshot(CITY).await.metrics);
}

#[tokio::test]
async fn a_request_that_a_crash_left_is_finished_at_the_next_start() {
    let mut server = Server::small().await;
    backed_up(
        &server.data(),
        &server.data().join("liandong.db.restore-pending"),
    )
    .await;
    server.kill().await;
    server.start_again().await;
    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    assert_eq!(kept(&server.data()).len(), 1);
    assert_eq!(server.stop().await.code(), Some(0));
}

async fn change(file: &Path, statement: &'static str) {
    let url = format!("sqlite://{}", file.display());
    let mut database = SqliteConnection::connect(&url).await.expect("a database");
    database.execute(statement).await.expect("a change");
    database.close().await.expect("it is written");
}

#[tokio::test]
async fn what_is_no_backup_is_refused_and_the_server_goes_on() {
    let server = Server::small().await;
    let folder = folder();
    let good = folder.path().join("good.db");
    backed_up(&server.data(), &good).await;
    let file = folder.path().join("bad.db");
    let refused = async |words: &[&str]| {
        failed_with(&restore(&file, &server.data()).await, words);
    };
    refused(&["没有文件", "bad.db"]).await;
    fs::write(&file, "nonsense".repeat(1000)).expect("a file");
    refused(&["bad.db", "database_damaged"]).await;
    fs::remove_file(&file).expect("it is there");
    fs::write(&file, "").expect("a file");
    refused(&["not_liandong"]).await;
    change(&file, "CREATE TABLE fact (seq INTEGER PRIMARY KEY)").await;
    refused(&["not_liandong"]).await;
    fs::copy(&good, &file).expect("a copy");
    change(
        &file,
        "UPDATE _sqlx_migrations SET version = version + 900 WHERE version = 1",
    )
    .await;
    refused(&["newer_version", "901"]).await;
    fs::copy(&good, &file).expect("a copy");
    change(&file, "UPDATE fact SET body = 'nonsense' WHERE seq = 3").await;
    refused(&["database_damaged"]).await;
    fs::copy(&good, &file).expect("a copy");
    change(&file, "UPDATE fact SET seq = seq + 100 WHERE seq > 5").await;
    refused(&["database_damaged", "第 6 条"]).await;
    let mut bytes = fs::read(&good).expect("a file");
    bytes[8192..].fill(0x5a);
    fs::write(&file, bytes).expect("a file");
    refused(&["bad.db", "database_damaged"]).await;

    assert!(kept(&server.data()).is_empty());
    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    assert_eq!(server.count(CITY, HELD).await, 1);
}

#[tokio::test]
async fn a_backup_that_the_server_cannot_open_gives_the_place_back() {
    let server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    backed_up(&server.data(), &file).await;
    // As written by a program whose first migration was another one.
    change(
        &file,
        "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1",
    )
    .await;
    let run = restore(&file, &server.data()).await;
    failed_with(&run, &["restore_failed"]);
    let back = async { while server.get("/healthz").await.status != 200 {} };
    soon("the server", back).await;
    assert_eq!(server.count(CITY, HELD).await, 1);
    server.accept(&[meeting("m-2", XINCUN, 1)]).await;
    assert!(server.log().contains("restore_failed"));
}

#[tokio::test]
async fn made_up_data_and_real_data_do_not_take_each_others_place() {
    let folder = folder();
    let (made_up, real) = (folder.path().join("demo.db"), folder.path().join("real.db"));
    let data = folder.path().join("demo");
    let demo = ["--demo", "--demo-scale=1", "--demo-rate=0"];
    let setup = demo.into_iter().fold(Setup::new().data(&data), Setup::arg);
    let mut demo = setup.start().await;
    backed_up(&data, &made_up).await;
    let server = Server::small().await;
    backed_up(&server.data(), &real).await;
    failed_with(&restore(&made_up, &server.data()).await, &["data_is_real"]);
    failed_with(&restore(&real, &data).await, &["data_is_made_up"]);
    demo.stop().await;

    let other = folder.path().join("other");
    assert!(restore(&made_up, &other).await.success);
    let run = Program::new(["verify", "--data"]).arg(&other).run().await;
    assert!(run.success, "{run:?}");
    let other = Setup::new().data(&other).start().await;
    assert!(other.snapshot(CITY).await.demo, "the mark came along");
}
