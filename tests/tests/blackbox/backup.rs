//! Backups: taken at any time, whole, and never in the place of something else.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use liandong_domain::metric::Metric;
use liandong_tests::{Program, Run, Server, Setup, facts::*, tree::*};
use serde_json::Value;
use tempfile::TempDir;

const HELD: Metric = Metric::MEETING_BRANCH_CONGRESS_HELD;

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

pub async fn backup(data: &Path, file: &Path) -> Run {
    let program = Program::new(["backup"]).arg(file).arg("--data").arg(data);
    program.run().await
}

/// A backup that must be made.
pub async fn backed_up(data: &Path, file: &Path) {
    let run = backup(data, file).await;
    assert!(run.success, "{run:?}");
}

pub async fn restore(file: &Path, data: &Path) -> Run {
    let program = Program::new(["restore"]).arg(file).arg("--data").arg(data);
    program.run().await
}

pub fn failed_with(run: &Run, words: &[&str]) {
    assert!(!run.success && run.code.is_some(), "{run:?}");
    for word in words {
        assert!(run.complaints.contains(word), "no {word} in {run:?}");
    }
}

/// What is in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_in_the_middle_of_the_work_is_whole() {
    const BATCHES: usize = 60;
    let server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    let send = async {
        for batch in 0..BATCHES {
            // Two of each batch, so that half a batch would be seen.
            let held = |number| meeting(&format!("{batch}-{number}"), XINCUN, 1);
            server.accept(&[held(1), held(2)]).await;
        }
    };
    let data = server.data();
    let ((), ()) = tokio::join!(send, backed_up(&data, &file));
    let other = folder.path().join("other");
    assert!(restore(&file, &other).await.success);
    let restored = Setup::new().data(&other).start().await;
    let held = restored.count(CITY, HELD).await;
    assert!(held % 2 == 0 && held <= 2 * BATCHES as i64, "{held}");
    // Tokens came along, and what was sent after the backup can be sent again.
    let all: Vec<Value> = (0..BATCHES)
        .flat_map(|batch| [1, 2].map(|number| meeting(&format!("{batch}-{number}"), XINCUN, 1)))
        .collect();
    let again = restored.post_as(server.root_token(), &all).await;
    // The facts are sent with another time, so those that are there already are refused.
    assert_eq!(again.accepted as i64 + held, 2 * BATCHES as i64);
}

#[tokio::test]
async fn a_backup_belongs_to_its_owner_and_replaces_nothing_unasked() {
    let mut server = Server::small().await;
    let folder = folder();
    let file = folder.path().join("wall.db");
    backed_up(&server.data(), &file).await;
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let first = fs::read(&file).expect("a file");
    failed_with(
        &backup(&server.data(), &file).await,
        &["backup_exists", "--force"],
    );
    assert_eq!(fs::read(&file).expect("a file"), first);

    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    server.stop().await;
    let program = Program::new(["backup", "--force"]).arg(&file).arg("--data");
    let run = program.arg(server.data()).run().await;
    assert!(run.success, "{run:?}");
    assert_ne!(fs::read(&file).expect("a file"), first);
    assert_eq!(names(folder.path()), ["wall.db"]);
}

#[tokio::test]
async fn what_cannot_be_backed_up_is_told() {
    let folder = folder();
    let file = folder.path().join("wall.db");
    failed_with(&backup(folder.path(), &file).await, &["还没有数据库"]);
    let server = Server::small().await;
    let nowhere = folder.path().join("nowhere/wall.db");
    failed_with(&backup(&server.data(), &nowhere).await, &["写不了备份"]);
    let itself = server.data().join("liandong.db");
    let program = Program::new(["backup", "--force"])
        .arg(itself)
        .arg("--data");
    failed_with(&program.arg(server.data()).run().await, &["数据库自身"]);
    assert!(names(folder.path()).is_empty());
}
