//! Backups that the server makes by itself.

use std::{fs, path::Path};

use liandong_tests::{Program, Server, Setup, facts::*, soon, tree::*};

use crate::backup::{folder, names, restore};

async fn start(folder: &Path) -> Server {
    let setup = Setup::new().units(SMALL).arg("--backup-keep=3");
    setup.arg("--backup-dir").arg(folder).start().await
}

/// A number of Prometheus' text, none where it is not told yet.
async fn metric(server: &Server, name: &str) -> Option<f64> {
    let text = server.get("/metrics").await.body;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|number| number.parse().ok())
}

/// Waits until a number is told that is so.
async fn until(server: &Server, name: &str, is_so: impl Fn(f64) -> bool) {
    let told = async { while !metric(server, name).await.is_some_and(&is_so) {} };
    soon(name, told).await;
}

const AGE: &str = "liandong_backup_age_seconds";
const FAILURES: &str = "liandong_backup_failures_total";

#[tokio::test]
async fn an_old_backup_is_followed_by_a_new_one_and_the_oldest_go() {
    let folder = folder();
    let backups = folder.path().join("backups");
    fs::create_dir(&backups).expect("a folder");
    let others = ["liandong-20200101-000000.txt", "notes.txt"];
    let partial = "liandong-20200105-000000.db.partial";
    let old = ["1", "2", "3", "4"].map(|day| format!("liandong-2020010{day}-000000.db"));
    let old = old.iter().map(String::as_str);
    for name in old.chain(others).chain([partial]) {
        fs::write(backups.join(name), "").expect("a file");
    }
    let mut server = start(&backups).await;
    until(&server, AGE, |age| age < 3600.0).await;
    assert_eq!(metric(&server, FAILURES).await, Some(0.0));
    let left = names(&backups);
    let (old, new): (Vec<&str>, Vec<&str>) = left
        .iter()
        .map(String::as_str)
        .partition(|name| name.starts_with("liandong-2020"));
    let kept = ["liandong-20200103-000000.db", "liandong-20200104-000000.db"];
    assert_eq!(old, [others[0], kept[0], kept[1]]);
    let [made, other] = new[..] else {
        panic!("{left:?}")
    };
    assert_eq!(other, others[1]);

    let run = Program::new(["verify", "--file"]);
    let run = run.arg(backups.join(made)).run().await;
    assert!(run.success, "{run:?}");
    // A young one is enough.
    server.stop().await;
    server.start_again().await;
    until(&server, AGE, |age| age < 3600.0).await;
    assert_eq!(names(&backups), left);
    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    let run = restore(&backups.join(made), &server.data()).await;
    assert!(run.success, "{run:?}");
}

#[tokio::test]
async fn a_failure_is_told_removes_nothing_and_stops_nobody() {
    let folder = folder();
    let no_folder = folder.path().join("file");
    fs::write(&no_folder, "").expect("a file");
    let server = start(&no_folder).await;
    until(&server, FAILURES, |failures| failures >= 1.0).await;
    until(&server, AGE, f64::is_infinite).await;
    assert!(server.log().contains("backup_failed"), "{}", server.log());
    server.accept(&[meeting("m-1", XINCUN, 1)]).await;
    assert_eq!(server.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn settings_that_make_no_sense_are_named() {
    let folder = folder();
    for (setting, word) in [
        ("--backup-every=often", "backup_every"),
        ("--backup-keep=0", "backup_keep"),
        ("--trusted-proxies=nginx", "trusted_proxies"),
    ] {
        let run = Program::serve(folder.path()).arg(setting).run().await;
        assert!(!run.success && run.complaints.contains(word), "{run:?}");
    }
}
