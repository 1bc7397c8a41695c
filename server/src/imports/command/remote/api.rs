//! Calls of a server's API, and what may come instead of an answer.

use std::{error::Error, io};

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use serde::{Deserialize, de::DeserializeOwned};

/// The calls of imports of one server, by the holder of a token.
pub(super) struct Api {
    client: Client,
    base: Url,
    token: String,
}

/// Why a call has no answer. Messages are for who runs the command.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// There is no server, or the connection broke.
    #[error("与服务器的连接不通，请检查 --server 的地址、端口和网络（server_unreachable）")]
    Unreachable(#[source] reqwest::Error),
    /// The server's certificate is nobody's whom this machine trusts.
    #[error(
        "服务器的证书不可信：自己签发的证书请用 --ca-file 给出，已过期的请更换（certificate_untrusted）"
    )]
    Untrusted(#[source] reqwest::Error),
    /// The server says no, and why.
    #[error("{detail}（{code}）")]
    Refused {
        status: StatusCode,
        code: String,
        detail: String,
    },
    /// Something else than this product has answered.
    #[error("{0} 的答复不是本系统的，请检查 --server 的地址（HTTP {status}）", status = .1.as_u16())]
    Foreign(Url, StatusCode),
}

/// A refusal (RFC 9457), as far as it is of use here.
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: String,
}

impl Failure {
    /// A broken connection. The request's address tells of the file, which has no place in a message.
    pub(super) fn unreachable(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if is_of_certificate(&error) {
            Self::Untrusted(error)
        } else {
            Self::Unreachable(error)
        }
    }

    /// Whether it may be over by itself soon.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Untrusted(_) => false,
            Self::Refused { status, .. } | Self::Foreign(_, status) => matches!(
                *status,
                StatusCode::TOO_MANY_REQUESTS
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            ),
        }
    }
}

impl Api {
    /// The calls of the server at an address, which may be below that of another one.
    pub(super) fn new(client: Client, server: &Url, token: String) -> Self {
        Self {
            client,
            base: server.clone(),
            token,
        }
    }

    /// A request to `/api/v1/imports` and what is below it.
    pub(super) fn request(&self, method: Method, below: &[&str]) -> RequestBuilder {
        let mut url = self.base.clone();
        // Every address of HTTP has a path.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty()
                .extend(["api", "v1", "imports"])
                .extend(below);
        }
        self.client.request(method, url).bearer_auth(&self.token)
    }

    /// Sends a request whose answer is of use as it is.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, Failure> {
        let answer = request.send().await.map_err(Failure::unreachable)?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let body = answer.bytes().await.map_err(Failure::unreachable)?;
        let Ok(Problem { code, detail }) = serde_json::from_slice(&body) else {
            return Err(Failure::Foreign(self.base.clone(), status));
        };
        Err(Failure::Refused {
            status,
            code,
            detail,
        })
    }

    /// Sends a request, and takes its answer from JSON.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<T, Failure> {
        let answer = self.send(request).await?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(Failure::unreachable)?;
        serde_json::from_slice(&body).map_err(|_| Failure::Foreign(self.base.clone(), status))
    }
}

fn is_of_certificate(error: &(dyn Error + 'static)) -> bool {
    let inner = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    let inner = inner.map(|inner| inner as &(dyn Error + 'static));
    let is_it = matches!(
        error.downcast_ref(),
        Some(rustls::Error::InvalidCertificate(_))
    );
    is_it || inner.or(error.source()).is_some_and(is_of_certificate)
}
