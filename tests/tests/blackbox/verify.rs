//! `liandong verify` says that all is well where it is, and what is not where it is not.

use std::{fs, path::Path};

use liandong_tests::{Program, Run, Server, facts::*, tree::*};
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};

use crate::backup::{backed_up, folder};

async fn verify(data: &Path) -> Run {
    Program::new(["verify", "--data"]).arg(data).run().await
}

/// A server with meetings and rows, stopped: there is a checkpoint.
async fn stopped() -> Server {
    let mut server = Server::small().await;
    server
        .accept(&[
            meeting("m-1", XINCUN, 40),
            member("r-1", XINCUN, "k-1", "normal"),
            member("r-2", QINGYU, "k-2", "normal"),
            meeting("m-2", QINGYU, 30),
        ])
        .await;
    server
        .accept(&[member("r-3", HUAYI, "k-1", "normal")])
        .await;
    server.stop().await;
    server
}

#[tokio::test]
async fn a_sound_database_passes_while_it_is_used_and_after() {
    let mut server = Server::small().await;
    server
        .accept(&[member("r-1", XINCUN, "k-1", "normal")])
        .await;
    let running = verify(&server.data()).await;
    assert!(running.success && running.code == Some(0), "{running:?}");
    server.stop().await;
    let before = fs::read(server.data().join("liandong.db")).expect("a database");
    let run = verify(&server.data()).await;
    assert!(run.success, "{run:?}");
    assert_eq!(run.out.matches("通过").count(), 4, "{run:?}");
    assert!(run.out.contains("没有发现问题"), "{run:?}");
    let after = fs::read(server.data().join("liandong.db")).expect("a database");
    assert!(before == after, "it was touched");
}

#[tokio::test]
async fn each_damage_has_its_code() {
    let server = stopped().await;
    let file = server.data().join("liandong.db");
    let sound = fs::read(&file).expect("a database");
    for (damage, code) in [
        ("UPDATE fact SET seq = seq + 5 WHERE id = 'r-3'", "log_gap"),
        (
            "UPDATE fact SET body = '{' WHERE id = 'm-1'",
            "fact_unreadable",
        ),
        (
            "UPDATE fact SET unit = '999' WHERE id = 'm-1'",
            "fact_inapplicable",
        ),
        (
            "UPDATE fact SET body = replace(body, '40', '41') WHERE id = 'm-1'",
            "checkpoint_differs",
        ),
        (
            "UPDATE checkpoint SET body = x'0011223344'",
            "checkpoint_damaged",
        ),
        ("DELETE FROM fact WHERE id = 'r-3'", "checkpoint_ahead"),
        ("DELETE FROM registry_row WHERE key = 'k-2'", "row_missing"),
        (
            "INSERT INTO registry_row VALUES ('member', 'k-9', 12, '31', 0)",
            "row_unfounded",
        ),
        (
            "UPDATE registry_row SET seq = 12 WHERE key = 'k-1'",
            "row_differs",
        ),
        (
            "INSERT INTO registry_row VALUES ('member', 'k-9', 900, '31', 0)",
            "reference_broken",
        ),
        (
            "DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor = 'nobody'",
            "audit_chain_broken",
        ),
        (
            "DROP TRIGGER audit_is_not_cut; DELETE FROM audit WHERE seq = 1; INSERT INTO audit VALUES (2, 0, '', '', '', '', '', x'')",
            "audit_chain_broken",
        ),
    ] {
        fs::write(&file, &sound).expect("it can be written");
        let url = format!("sqlite://{}", file.display());
        let mut database = SqliteConnection::connect(&url).await.expect("a database");
        let pragma = "PRAGMA foreign_keys = OFF";
        database.execute(pragma).await.expect("a setting");
        database
            .execute(AssertSqlSafe(damage))
            .await
            .expect("a change");
        database.close().await.expect("it is written");
        let run = verify(&server.data()).await;
        assert_eq!(run.code, Some(1), "{damage}: {run:?}");
        assert!(run.out.contains(code), "no {code} in {run:?}");
        assert!(run.complaints.contains("verify_failed"), "{run:?}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_told() {
    let server = stopped().await;
    let file = server.data().join("liandong.db");
    let sound = fs::read(&file).expect("a database");
    let mut bytes = sound.clone();
    bytes[..100].fill(0x5a);
    fs::write(&file, &bytes).expect("it can be written");
    let run = verify(&server.data()).await;
    assert!(
        run.code == Some(1) && run.complaints.contains("database_damaged"),
        "{run:?}"
    );
    bytes[..100].copy_from_slice(&sound[..100]);
    let last = bytes.len() - 4096;
    bytes[last..].fill(0x5a);
    fs::write(&file, &bytes).expect("it can be written");
    let run = verify(&server.data()).await;
    assert!(run.code == Some(1), "{run:?}");
    // What the last page holds decides whether the database can be opened at all.
    let told = format!("{}{}", run.out, run.complaints);
    assert!(
        told.contains("integrity_failed") || told.contains("database_damaged"),
        "{run:?}"
    );
    let run = verify(Path::new("nowhere")).await;
    assert!(
        run.code == Some(1) && run.complaints.contains("没有文件"),
        "{run:?}"
    );
}

#[tokio::test]
async fn a_backup_can_be_verified_by_itself() {
    let server = Server::small().await;
    server.accept(&[meeting("m-1", XINCUN, 40)]).await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    backed_up(&server.data(), &file).await;
    let program = Program::new(["verify", "--file"]);
    let run = program.arg(&file).run().await;
    assert!(run.success, "{run:?}");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing was written beside it");
}
