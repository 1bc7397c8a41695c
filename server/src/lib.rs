//! The server of 联动: takes facts in, keeps them, folds them, and sends what changed to every screen.
//!
//! # Layout
//! - [`ingest`]: what a sender posts, to facts. [`units_file`]: the file of units.
//! - [`store`]: what is on disk; the only SQL.
//! - [`engine`]: the only writer of the aggregate; commits, then applies, then answers.
//! - [`live`]: views that screens share, and their sockets.
//! - [`access`]: who is asking, and what they may do.
//! - [`routes`], [`error`], [`assets`], [`search`]: HTTP.
//! - [`demo`]: made-up data that comes in through the same engine.
//! - [`clock`], [`config`], [`telemetry`]: the world around.

use std::{fs::File, future::Future, io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use axum::serve::ListenerExt;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::Mutex,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

pub mod access;
pub mod assets;
pub mod clock;
pub mod config;
pub mod demo;
pub mod engine;
pub mod error;
pub mod ingest;
pub mod live;
pub mod routes;
pub mod search;
pub mod store;
pub mod telemetry;
pub mod units_file;

use access::{Throttle, Viewing, setup::SetupCode};
use clock::Clock;
use config::Config;
use engine::Engine;
use live::{Connections, Hub};
use search::Finder;
use store::SqliteStore;

/// Connections that may wait to be accepted: after an outage all screens come back at once.
const BACKLOG: u32 = 4096;
/// The kernel's send buffer of a connection; by default a stalled screen would hold megabytes.
const SEND_BUFFER: u32 = 64 * 1024;
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
    listener: TcpListener,
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
        let listener =
            listen(config.listen).with_context(|| format!("监听不了 {}", config.listen))?;
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
            listener,
            engine_task,
            engine_stop,
            _lock: lock,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The socket has no address.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `shutdown`, then says good-bye to every screen, finishes what was begun, and
    /// writes the state down.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let Self {
            application,
            listener,
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
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                warn!("frames may be late: {error}");
            }
        });
        let signal = stop.clone();
        let serve = axum::serve(
            listener,
            router.into_make_service_with_connect_info::<SocketAddr>(),
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

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit it.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
