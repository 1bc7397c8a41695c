//! The server of 联动: takes facts in, keeps them, folds them, and sends what changed to every screen.
//!
//! # Layout
//! - [`ingest`]: what a sender posts, to facts. [`units_file`]: the file of units.
//! - [`store`]: what is on disk; the only SQL.
//! - [`engine`]: the only writer of the aggregate; commits, then applies, then answers.
//! - [`live`]: views that screens share, and their sockets.
//! - [`access`]: who is asking, and what they may do.
//! - [`listener`], [`tls`], [`client`]: connections, and who is at their other end.
//! - [`routes`], [`error`], [`assets`], [`search`]: HTTP.
//! - [`demo`]: made-up data that comes in through the same engine.
//! - [`clock`], [`config`], [`telemetry`]: the world around.

use std::{fs::File, future::Future, io, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{net::TcpListener, sync::Mutex, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

pub mod access;
pub mod assets;
pub mod client;
pub mod clock;
pub mod config;
pub mod demo;
pub mod engine;
pub mod error;
pub mod ingest;
pub mod listener;
pub mod live;
pub mod routes;
pub mod search;
pub mod store;
pub mod telemetry;
pub mod tls;
pub mod units_file;

use access::{Throttle, Viewing, setup::SetupCode};
use clock::Clock;
use config::Config;
use engine::Engine;
use listener::{Accepted, Door};
use live::{Connections, Hub};
use search::Finder;
use store::SqliteStore;
use tls::Certificate;

/// How long open requests may take to end once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Everything that answers requests.
pub struct Application {
    config: Config,
    clock: Clock,
    store: Arc<SqliteStore>,
    engine: Engine,
    hub: Hub,
    finder: Finder,
    connections: Connections,
    throttle: Throttle,
    viewing: Viewing,
    setup_code: SetupCode,
    setting_up: Mutex<()>,
    telemetry: PrometheusHandle,
    stop: CancellationToken,
}

/// A server that listens already and runs when told to.
pub struct Server {
    application: Arc<Application>,
    socket: Arc<TcpListener>,
    certificate: Option<Arc<Certificate>>,
    engine_task: JoinHandle<()>,
    engine_stop: CancellationToken,
    /// Held as long as the server lives: nobody else writes to the data.
    _lock: File,
}

/// Opens the data for this process alone.
///
/// # Errors
/// The folder cannot be made, another process has it, or the database cannot be used.
pub async fn open_data(data: &Path) -> anyhow::Result<(File, SqliteStore)> {
    std::fs::create_dir_all(data).with_context(|| format!("建不了数据目录 {}", data.display()))?;
    let lock = File::create(data.join("liandong.lock"))
        .with_context(|| format!("写不了数据目录 {}", data.display()))?;
    if lock.try_lock().is_err() {
        bail!(
            "数据目录 {} 正被另一个 liandong 进程使用（data_in_use）",
            data.display()
        );
    }
    let file = data.join("liandong.db");
    let store = SqliteStore::open(&file).await.map_err(|failure| {
        let code = error::store_code(&failure);
        anyhow::Error::new(failure).context(format!("打不开数据库 {}（{code}）", file.display()))
    })?;
    Ok((lock, store))
}

impl Server {
    /// Opens the data, makes the numbers, and listens.
    ///
    /// # Errors
    /// The data cannot be used, or the address is taken.
    pub async fn build(config: Config, telemetry: PrometheusHandle) -> anyhow::Result<Self> {
        let certificate = config.tls.clone().map(Certificate::load).transpose();
        let certificate = certificate.context("HTTPS 启用不了（tls_unusable）")?;
        let (lock, store) = open_data(&config.data).await?;
        let clock = Clock::new(config.utc_offset);
        let store = Arc::new(store);
        let engine_stop = CancellationToken::new();
        let (engine, engine_task) = Engine::start(Arc::clone(&store), clock, engine_stop.clone())
            .await
            .map_err(|failure| {
                let context = format!("日志读不出来（{}）", failure.code());
                anyhow::Error::new(failure).context(context)
            })?;
        let socket = listener::listen(config.listen)
            .with_context(|| format!("监听不了 {}", config.listen))?;
        if let Some(demo) = config.demo {
            demo::fill(&engine, clock, demo, &config.data).await?;
        }
        let hub = Hub::new(engine.clone(), clock, demo::is_made_up(&config.data));
        let application = Application {
            clock,
            finder: Finder::new(engine.clone()),
            connections: Connections::new(config.connections_per_address),
            throttle: Throttle::default(),
            viewing: Viewing::load(&store).await.context("设置读不出来")?,
            setup_code: SetupCode::default(),
            setting_up: Mutex::new(()),
            telemetry,
            stop: CancellationToken::new(),
            engine,
            hub,
            config,
            store,
        };
        if !application.store.has_accounts().await? {
            application.setup_code.announce(clock.now().0)?;
        }
        Ok(Self {
            application: Arc::new(application),
            socket: Arc::new(socket),
            certificate,
            engine_task,
            engine_stop,
            _lock: lock,
        })
    }

    /// Where it listens, as a browser on this machine writes it.
    ///
    /// # Errors
    /// The socket has no address.
    pub fn url(&self) -> io::Result<String> {
        let scheme = if self.certificate.is_some() {
            "https"
        } else {
            "http"
        };
        Ok(format!("{scheme}://{}/", self.socket.local_addr()?))
    }

    /// Answers until `shutdown`, then says good-bye to every screen, finishes what was begun, and
    /// writes the state down.
    ///
    /// # Errors
    /// TLS cannot be done, or the listener fails.
    pub async fn run(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let Self {
            application,
            socket,
            certificate,
            engine_task,
            engine_stop,
            _lock,
        } = self;
        let stop = application.stop.clone();
        tokio::spawn(application.hub.clone().run(stop.clone()));
        if let Some(demo) = application.config.demo {
            tokio::spawn(demo::keep_alive(
                application.engine.clone(),
                application.clock,
                demo,
                stop.clone(),
            ));
        }
        let router = routes::router(Arc::clone(&application));
        drop(application);
        let tls = certificate
            .as_ref()
            .map(Certificate::acceptor)
            .transpose()?;
        if let Some(certificate) = certificate {
            tokio::spawn(tls::keep_current(certificate, stop.clone()));
        }
        let signal = stop.clone();
        let serve = axum::serve(
            Door::new(socket, tls),
            router.into_make_service_with_connect_info::<Accepted>(),
        )
        .with_graceful_shutdown(async move {
            shutdown.await;
            info!("stopping: saying good-bye to all screens");
            signal.cancel();
        });
        let mut serve = std::pin::pin!(serve.into_future());
        tokio::select! {
            served = &mut serve => served?,
            () = async { stop.cancelled().await; tokio::time::sleep(GRACE).await } => {
                warn!("some connections did not end in time");
            }
        }
        // Only now: the last requests were to be answered with what became of their facts.
        engine_stop.cancel();
        if engine_task.await.is_err() {
            warn!("the state was not written down; the next start folds the log");
        }
        info!("stopped");
        Ok(())
    }
}
