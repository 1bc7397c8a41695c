//! Where a table cannot go: no right, no server, no trust, no place or two.

use std::net::TcpListener;

use liandong_tests::{Program, Server, Setup, imports::MEMBERS, tls::Certificate, tree::*};

use super::{COMMUNITY, address, assert_refused, folder, import, send, written};

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
