//! Imports that do not come to their end: nothing of them stays.

use std::{process::Command, time::Duration};

use liandong_domain::metric::Metric;
use liandong_tests::{
    CHIEF, CHIEF_PASSWORD, Credentials, Program, Server, Setup, Staff, facts, imports::Import,
    soon, tree::*,
};
use serde_json::{Value, json};

/// A server with a clerk of 天平路街道.
async fn with_clerk(server: &Server) -> Staff<'_> {
    let chief = server.set_up().await;
    chief.hire("clerk", "clerk", TIANPING).await
}

/// The import at an address, once it stands so.
async fn until(staff: &Staff<'_>, path: &str, state: &str) -> Value {
    let look = async {
        loop {
            let shown = staff.get(path).await.json();
            if shown["state"] == state {
                return shown;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon(state, look).await
}

async fn verified(mut server: Server) {
    server.stop().await;
    let verify = Program::new(["verify", "--data"]).arg(server.data());
    let verified = verify.run().await;
    assert!(verified.success, "{verified:?}");
}

/// Rows by the thousand, one per line.
fn many(count: u32) -> String {
    let rows = (0..count).map(|row| format!("z-{row},天平路街道\n"));
    ["楼宇代码,所属单位\n".to_owned()]
        .into_iter()
        .chain(rows)
        .collect()
}

/// Killed while a table comes in: the next start takes back what came in.
#[tokio::test]
async fn nothing_stays_of_an_import_that_was_cut_off() {
    let mut server = Server::small().await;
    let id = {
        let clerk = with_clerk(&server).await;
        let import = Import::open(&clerk, "building", TIANPING, many(200_000)).await;
        import.ask_to_apply(&json!({})).await.assert_status(202);
        soon("some rows", async {
            while server.count(TIANPING, Metric::BUILDING_TOTAL).await == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        import.path("")
    };
    server.kill().await;
    server.start_again().await;
    let credentials = Credentials::new(CHIEF, CHIEF_PASSWORD);
    let chief = Staff::sign_in(&server, credentials).await;
    let shown = until(&chief, &id, "undone").await;
    assert!(shown["result"]["failure"].is_string(), "{shown}");
    assert_eq!(server.count(TIANPING, Metric::BUILDING_TOTAL).await, 0);
    verified(server).await;
}

/// Limits how large the server's files grow: beyond it, no write goes to the disk.
fn limit_files(server: &Server, limit: &str) {
    let status = Command::new("prlimit")
        .arg(format!("--fsize={limit}:"))
        .arg("--pid")
        .arg(server.process_id().to_string())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "prlimit");
}

/// The disk fails while a table comes in: what came in is taken back once it can be.
#[tokio::test]
async fn nothing_stays_of_an_import_for_which_the_disk_had_no_room() {
    let setup = Setup::new().units(SMALL).wrapped_in("trap '' XFSZ");
    let mut server = setup.start().await;
    {
        let clerk = with_clerk(&server).await;
        let import = Import::open(&clerk, "building", TIANPING, many(60_000)).await;
        limit_files(&server, "12000000");
        import.ask_to_apply(&json!({})).await.assert_status(202);
        let stuck = async {
            while !server.log().contains("import not taken back yet") {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        soon("the disk to be full", stuck).await;
        limit_files(&server, "unlimited");
        let shown = until(&clerk, &import.path(""), "undone").await;
        assert!(shown["result"]["failure"].is_string(), "{shown}");
        assert!(shown["result"]["undone"].as_u64() > Some(0), "{shown}");
    }
    server
        .accept(&[facts::unit_renamed("after", XINCUN, "新名居委会")])
        .await;
    // What was taken once the disk had room again is on it.
    server.kill().await;
    server.start_again().await;
    assert_eq!(server.count(TIANPING, Metric::BUILDING_TOTAL).await, 0);
    assert_eq!(&*server.snapshot(XINCUN).await.unit.name, "新名居委会");
    verified(server).await;
}

/// A unit leaves the subtree between the look and the import.
#[tokio::test]
async fn what_was_overtaken_is_not_left_out_in_silence() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = "楼宇代码,所属单位\na-1,上海新村居委会\na-2,庆余居委会\n";
    let import = Import::open(&clerk, "building", TIANPING, file).await;
    assert_eq!(import.counts(), [2, 0, 0, 0, 0, 0]);
    server
        .accept(&[facts::unit_moved("moved", QINGYU, FENGLIN)])
        .await;
    import.ask_to_apply(&json!({})).await.assert_status(202);
    let shown = until(&clerk, &import.path(""), "undone").await;
    let failure = shown["result"]["failure"].as_str();
    assert!(failure.is_some_and(|it| it.contains("第 3 行")), "{shown}");
    assert_eq!(server.count(XUHUI, Metric::BUILDING_TOTAL).await, 0);
}
