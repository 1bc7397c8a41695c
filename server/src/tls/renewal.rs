//! Certificates end and are renewed while the server runs.

use std::{sync::Arc, time::Duration};

use tokio::{
    signal::unix::{SignalKind, signal},
    time::interval,
};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{Certificate, Contents};

/// How often the files are looked at. They are small, and their content tells surely what their times
/// do not: a renewal may keep them.
const LOOK: Duration = Duration::from_secs(30);

/// Watches a certificate's files.
pub(super) struct Watch {
    certificate: Arc<Certificate>,
    /// What was tried last, good or bad: each is told of once.
    seen: Contents,
    is_missing: bool,
}

impl Watch {
    pub(super) fn new(certificate: Arc<Certificate>) -> Self {
        let seen = certificate.loaded.clone();
        Self {
            certificate,
            seen,
            is_missing: false,
        }
    }

    /// Takes the files where they have changed and are good. Otherwise what is in use stays: the two
    /// files are not written at once, and a mistake must not put out every screen.
    pub(super) fn look(&mut self) {
        let files = &self.certificate.files;
        let contents = match files.read() {
            Ok(contents) => contents,
            Err(failure) => {
                if !std::mem::replace(&mut self.is_missing, true) {
                    error!(
                        code = "tls_not_renewed",
                        "证书没有更新，沿用原来的：{failure}"
                    );
                }
                return;
            }
        };
        self.is_missing = false;
        if self.seen == contents {
            return;
        }
        match files.parse(&contents) {
            Ok(pair) => {
                self.certificate.replace(pair);
                info!("new certificate in use");
            }
            Err(failure) => {
                error!(
                    code = "tls_not_renewed",
                    "证书没有更新，沿用原来的：{failure}"
                );
            }
        }
        self.seen = contents;
    }
}

/// Follows the files until `stop`: every half minute, and at once on SIGHUP, as who renews
/// certificates is used to send it.
pub async fn keep_current(certificate: Arc<Certificate>, stop: CancellationToken) {
    let mut hangup = match signal(SignalKind::hangup()) {
        Ok(hangup) => Some(hangup),
        Err(failure) => {
            warn!("no SIGHUP: {failure}");
            None
        }
    };
    let mut watch = Watch::new(certificate);
    let mut ticks = interval(LOOK);
    loop {
        let hung_up = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = ticks.tick() => {}
            _ = hung_up => {}
            () = stop.cancelled() => return,
        }
        watch.look();
    }
}
