//! How to get to a server: its certificate, and one's own token.

use std::{env, fs, time::Duration};

use anyhow::{Context, bail};
use reqwest::{Certificate, Client, ClientBuilder, Url, header::HeaderValue, redirect::Policy};
use rustls::crypto::ring;

use super::{super::flags::ImportFlags, api::Api};

/// The variable of the environment that holds the token.
const TOKEN: &str = "LIANDONG_TOKEN";
/// How long until a server is taken to be away.
const CONNECT: Duration = Duration::from_secs(10);
/// How often a silent connection is tried: large tables keep a server busy for minutes.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// What is needed to call a server.
pub(super) fn open(flags: &ImportFlags, server: &Url) -> anyhow::Result<Api> {
    if !matches!(server.scheme(), "http" | "https") {
        bail!("--server 应如 https://wall.example.cn 或 http://127.0.0.1:8080");
    }
    let token = token(flags)?;
    let client = client(flags, server)?;
    Ok(Api::new(client, server, token))
}

fn token(flags: &ImportFlags) -> anyhow::Result<String> {
    let text = match &flags.token_file {
        Some(file) => fs::read_to_string(file)
            .with_context(|| format!("读不了令牌文件 {}", file.display()))?,
        None => env::var(TOKEN).with_context(|| {
            format!(
                "缺少令牌：请用 --token-file 给出存放令牌的文件，或设置环境变量 {TOKEN}；令牌在管理台建立，或用 liandong token create"
            )
        })?,
    };
    let token = text.trim();
    if token.is_empty() || HeaderValue::from_str(token).is_err() {
        bail!("给出的令牌是空的，或含有令牌中没有的字符");
    }
    Ok(token.to_owned())
}

fn client(flags: &ImportFlags, server: &Url) -> anyhow::Result<Client> {
    // Whoever was first chose the same: ring builds with a C compiler alone.
    let _ = ring::default_provider().install_default();
    let client = Client::builder()
        .connect_timeout(CONNECT)
        .tcp_keepalive(KEEPALIVE)
        // The server is in one's own network, and the token is for nobody else.
        .no_proxy()
        .redirect(Policy::none());
    let client = trusting(client, flags, server)?.build();
    client
        .context("系统中没有可用的根证书；请安装 ca-certificates，或用 --ca-file 给出服务器的证书")
}

fn trusting(
    client: ClientBuilder,
    flags: &ImportFlags,
    server: &Url,
) -> anyhow::Result<ClientBuilder> {
    let Some(file) = &flags.ca_file else {
        // A machine may be without any root certificates, and plain HTTP wants none.
        let is_plain = server.scheme() == "http";
        return Ok(if is_plain {
            client.tls_certs_only([])
        } else {
            client
        });
    };
    let pem = fs::read(file).with_context(|| format!("读不了证书文件 {}", file.display()))?;
    let certificates = Certificate::from_pem_bundle(&pem).ok();
    let certificates = certificates.filter(|certificates| !certificates.is_empty());
    let certificates = certificates.with_context(|| {
        format!(
            "{} 中没有可用的证书；请给出 PEM 格式的证书（以 BEGIN CERTIFICATE 开头）",
            file.display()
        )
    })?;
    Ok(client.tls_certs_only(certificates))
}
