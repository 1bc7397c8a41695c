//! Full disks, locked files, damaged files.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{Answer, Program, Screen, Server, Setup, facts::*, tree::*};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};

use super::database;

const HELD: Metric = Metric::MEETING_BRANCH_CONGRESS_HELD;

/// Damages the stopped server's file, sees that a start says so and leaves it alone.
async fn refuses_damage(damage: impl FnOnce(&mut Vec<u8>)) {
    let mut server = Server::small().await;
    let meetings: Vec<Value> = (0..2000)
        .map(|number| meeting(&format!("m-{number}"), XINCUN, 1))
        .collect();
    server.accept(&meetings).await;
    server.stop().await;
    let file = database::file(&server);
    let mut bytes = fs::read(&file).expect("a database");
    damage(&mut bytes);
    fs::write(&file, &bytes).expect("it can be written");
    let run = Program::serve(&server.data()).run().await;
    assert!(!run.success && run.code.is_some(), "{run:?}");
    assert_eq!(run.out, "", "an address is printed only when all is well");
    let complaint = run.complaints.lines().rfind(|line| line.contains("错误"));
    let complaint = complaint.expect("a complaint");
    assert!(complaint.contains("database_damaged"), "{complaint}");
    assert!(
        fs::read(&file).is_ok_and(|now| now == bytes),
        "it was touched"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    refuses_damage(|bytes| bytes[..100].fill(0x5a)).await;
}

#[tokio::test]
async fn damaged_pages_are_refused() {
    refuses_damage(|bytes| bytes[4096..].fill(0x5a)).await;
}

#[tokio::test]
async fn a_log_that_says_nonsense_is_refused() {
    let mut server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    server.kill().await;
    for nonsense in [
        "UPDATE fact SET seq = seq + 1 WHERE id = 'm-1'",
        "UPDATE fact SET seq = seq - 1, body = 'nonsense' WHERE id = 'm-1'",
    ] {
        let mut database = database::open(&server).await;
        database.execute(nonsense).await.expect("a change");
        database.close().await.expect("it is written");
        let run = Program::serve(&server.data()).run().await;
        assert!(!run.success && run.out.is_empty(), "{run:?}");
        assert!(run.complaints.contains("database_damaged"), "{run:?}");
    }
}

#[tokio::test]
async fn a_database_held_by_another_process_is_told_and_waited_for() {
    let server = Server::small().await;
    let mut screen = Screen::connect(&server, Encoding::Json, CITY).await;
    let mut other = database::open(&server).await;
    other.execute("BEGIN IMMEDIATE").await.expect("a lock");
    let body = json!([meeting("m-1", XINCUN, 47)]).to_string();
    let answer = server.post_body(body).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "database_locked");
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get("/units/310104").await.status, StatusCode::OK);
    other.execute("ROLLBACK").await.expect("the lock is gone");
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    screen.until_count(HELD, 1).await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
}

/// A file system of two megabytes, gone when dropped; nothing where this user may not mount.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(at);
        let done = mount.output().is_ok_and(|output| output.status.success());
        done.then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// Posts batches until one is not taken; how many were, and the answer that was no.
async fn fill(server: &Server, round: &str) -> (i64, Answer, String) {
    let batch = |number| -> String {
        let facts: Vec<Value> = (0..200)
            .map(|fact| meeting(&format!("{round}-{number}-{fact}"), XINCUN, 1))
            .collect();
        Value::from(facts).to_string()
    };
    let mut taken = 0;
    loop {
        let body = batch(taken);
        let answer = server.post_body(body.clone()).await;
        if answer.status != StatusCode::OK {
            return (taken * 200, answer, body);
        }
        taken += 1;
        assert!(taken < 500, "the disk never fills");
    }
}

/// No room, then room again: nothing that was acknowledged is lost, and everything goes on.
async fn runs_out_of_room(mut server: Server, code: &str, make_room: impl FnOnce(&Server)) {
    let mut screen = Screen::connect(&server, Encoding::Postcard, CITY).await;
    let (taken, answer, refused) = fill(&server, "first").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    assert_eq!(answer.code(), code, "{answer:?}\n{}", server.log());
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.json()["ready"], false);
    assert_eq!(server.get("/units/310104").await.status, StatusCode::OK);
    screen.until_count(HELD, taken).await;
    assert_eq!(server.count(XINCUN, HELD).await, taken);

    make_room(&server);
    let again = server.post_body(refused).await;
    assert_eq!(again.status, StatusCode::OK, "{again:?}\n{}", server.log());
    screen.until_count(HELD, taken + 200).await;
    assert_eq!(screen.snapshots, 1, "it was connected all the time");
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    server.kill().await;
    server.start_again().await;
    assert_eq!(server.count(XINCUN, HELD).await, taken + 200);
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let disk = SmallDisk::mount(&folder.path().join("disk"));
    if let Some(disk) = &disk {
        let ballast = disk.0.join("ballast");
        fs::write(&ballast, vec![0; 1024 * 1024]).expect("room for ballast");
        let server = Setup::new().units(SMALL).data(&disk.0).start().await;
        runs_out_of_room(server, "disk_full", |_| {
            fs::remove_file(&ballast).expect("it is there");
        })
        .await;
        return;
    }
    // Who may not mount may still limit how large the server's files grow. SQLite takes that for a
    // failure of writing, as the disk itself has room.
    let limit = "trap '' XFSZ; ulimit -S -f 1024";
    let setup = Setup::new().units(SMALL).wrapped_in(limit);
    let server = setup.start().await;
    runs_out_of_room(server, "storage_failed", |server| {
        let process = server.process_id().to_string();
        let status = Command::new("prlimit")
            .args(["--fsize=unlimited:", "--pid", &process])
            .status();
        assert!(status.is_ok_and(|status| status.success()), "prlimit");
    })
    .await;
}
