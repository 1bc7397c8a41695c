//! `liandong import --data`: a table from the command line into a folder that no server has.

use liandong_domain::metric::Metric;
use liandong_tests::{Program, Run, Server, imports::MEMBERS, tree::*};

async fn import(server: &Server, more: &[&str]) -> Run {
    let file = server.data().with_extension("csv");
    std::fs::write(&file, MEMBERS).expect("a file");
    let mut program = Program::new(["import", "--table", "member", "--unit", TIANPING]);
    program = program.arg("--data").arg(server.data()).arg(file);
    for argument in more {
        program = program.arg(argument);
    }
    program.run().await
}

#[tokio::test]
async fn a_table_comes_in_while_the_server_does_not_run() {
    let mut server = Server::small().await;
    let busy = import(&server, &["--fixed", "sector=community"]).await;
    assert!(!busy.success, "{busy:?}");
    for word in ["data_in_use", "--server"] {
        assert!(busy.complaints.contains(word), "{busy:?}");
    }
    server.stop().await;

    let unsaid = import(&server, &[]).await;
    assert!(
        !unsaid.success && unsaid.complaints.contains("领域"),
        "{unsaid:?}"
    );
    let looked = import(&server, &["--fixed", "sector=community", "--dry-run"]).await;
    assert!(
        looked.success && looked.out.contains("新增 3"),
        "{looked:?}"
    );
    let done = import(&server, &["--fixed", "sector=community"]).await;
    assert!(
        done.success && done.out.contains("已导入：新增 3"),
        "{done:?}"
    );
    let again = import(&server, &["--fixed", "sector=community"]).await;
    assert!(
        !again.success && again.out.contains("无变化 3"),
        "{again:?}"
    );
    assert!(again.complaints.contains("nothing_to_do"), "{again:?}");

    server.start_again().await;
    assert_eq!(server.count(TIANPING, Metric::MEMBER_TOTAL).await, 3);
}
