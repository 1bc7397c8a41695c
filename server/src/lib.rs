//! The server of 联动: takes facts in, keeps them, folds them, and sends what changed to every screen.
//!
//! # Layout
//! - [`ingest`]: what a sender posts, to facts. [`units_file`]: the file of units.
//! - [`store`]: what is on disk; the only SQL. [`data`]: the folder that it is in.
//! - [`backup`], [`restore`], [`verify`]: keeping what is on disk safe.
//! - [`imports`]: tables of clerks, taken in as one and taken back as one.
//! - [`work`]: what of the work that goes on a subtree may see.
//! - [`replay`]: past days, played again from the log.
//! - [`registries`], [`exports`]: rows in the order of the tree, on pages and as files.
//! - [`assessment`]: points of units, worked out from numbers and scores. [`parties`]: who sits at a joint conference.
//! - [`engine`]: the only writer of the aggregate; commits, then applies, then answers.
//! - [`history`]: what every number was when each day ended.
//! - [`live`]: views that screens share, and their sockets.
//! - [`access`]: who is asking, and what they may do. [`screens`]: panels that were paired.
//! - [`listener`], [`tls`], [`client`]: connections, and who is at their other end.
//! - [`routes`], [`error`], [`assets`], [`download`], [`search`]: HTTP.
//! - [`demo`]: made-up data that comes in through the same engine.
//! - [`clock`], [`rehearsal`], [`config`], [`telemetry`], [`supervisor`]: the world around.

use std::{fs::File, future::Future, io, sync::Arc, time::Duration};

use anyhow::Context;
use liandong_domain::moment::UtcOffset;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    net::TcpListener,
    sync::{Mutex, Notify},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

pub mod access;
pub mod assessment;
pub mod assets;
pub mod backup;
pub mod client;
pub mod clock;
pub mod config;
pub mod data;
pub mod demo;
pub mod download;
pub mod engine;
pub mod error;
pub mod exports;
pub mod history;
pub mod imports;
pub mod ingest;
pub mod listener;
pub mod live;
pub mod parties;
pub mod registries;
pub mod rehearsal;
pub mod replay;
pub mod restore;
pub mod routes;
pub mod screens;
pub mod search;
pub mod store;
pub mod supervisor;
pub mod telemetry;
pub mod time_zone;
pub mod tls;
pub mod units_file;
pub mod verify;
pub mod work;

use access::{Throttle, Viewing, setup::SetupCode};
use clock::Clock;
use config::Config;
use engine::Engine;
use imports::Imports;
use listener::{Accepted, Door};
use live::{Connections, Hub};
use replay::Replays;
use routes::{Limits, Running, Takeaway};
use screens::Screens;
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
    replays: Replays,
    finder: Finder,
    imports: Imports,
    connections: Connections,
    throttle: Throttle,
    limits: Limits,
    running: Running,
    viewing: Viewing,
    screens: Screens,
    takeaway: Takeaway,
    setup_code: SetupCode,
    setting_up: Mutex<()>,
    /// Another round is asked for: what was set stands from its beginning only.
    renewal: Arc<Notify>,
    telemetry: PrometheusHandle,
    stop: CancellationToken,
}

/// A server that listens already and runs when told to.
pub struct Server {
    socket: Arc<TcpListener>,
    certificate: Option<Arc<Certificate>>,
    round: Round,
    /// Held as long as the server lives: nobody else writes to the data.
    lock: File,
}

/// What runs over one database in one time zone, until the server ends or another takes its place.
struct Round {
    application: Arc<Application>,
    engine_task: JoinHandle<()>,
    engine_stop: CancellationToken,
}

impl Server {
    /// Opens the data, makes the numbers, and listens.
    ///
    /// # Errors
    /// The data or the certificate cannot be used, or the address is taken.
    pub async fn build(config: Config, telemetry: PrometheusHandle) -> anyhow::Result<Self> {
        let certificate = config.tls.clone().map(Certificate::load).transpose();
        let certificate = certificate.context("HTTPS 启用不了（tls_unusable）")?;
        let (lock, store) = data::open(&config.data).await?;
        let socket = listener::listen(config.listen)
            .with_context(|| format!("监听不了 {}", config.listen))?;
        let clock = Clock::new(UtcOffset::UTC);
        if let Some(start) = config.clock_start {
            rehearsal::begin(&clock, start);
        }
        Ok(Self {
            socket: Arc::new(socket),
            certificate,
            round: Round::start(config, telemetry, store, &clock).await?,
            lock,
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
    /// writes the state down. The same when a restore is asked for, and then it goes on with the
    /// restored data at the same address.
    ///
    /// # Errors
    /// TLS cannot be done, the listener fails, or the data cannot be used after a restore.
    pub async fn run(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let Self {
            socket,
            certificate,
            mut round,
            lock: _lock,
        } = self;
        let told = CancellationToken::new();
        let stop = told.clone();
        tokio::spawn(async move {
            shutdown.await;
            stop.cancel();
        });
        let tls = certificate
            .as_ref()
            .map(Certificate::acceptor)
            .transpose()?;
        if let Some(certificate) = certificate {
            tokio::spawn(tls::keep_current(certificate, told.clone()));
        }
        loop {
            let config = round.application.config.clone();
            let telemetry = round.application.telemetry.clone();
            let clock = round.application.clock.clone();
            // Who comes between two rounds waits at the socket.
            let door = Door::new(Arc::clone(&socket), tls.clone());
            round.serve(door, told.clone()).await?;
            if told.is_cancelled() {
                break;
            }
            let store = restore::open(&config.data).await?;
            round = Round::start(config, telemetry, store, &clock).await?;
        }
        info!("stopped");
        Ok(())
    }
}

impl Round {
    async fn start(
        config: Config,
        telemetry: PrometheusHandle,
        store: SqliteStore,
        clock: &Clock,
    ) -> anyhow::Result<Self> {
        let offset = time_zone::standing(config.utc_offset, &store).await;
        let clock = clock.with_offset(offset.context("设置读不出来")?);
        let store = Arc::new(store);
        let filling = match config.demo {
            Some(demo) => demo::Filling::begin(&clock, demo, &config.data)?,
            None => None,
        };
        let engine_stop = CancellationToken::new();
        let (engine, engine_task) =
            Engine::start(Arc::clone(&store), clock.clone(), engine_stop.clone())
                .await
                .map_err(|failure| {
                    let context = format!("日志读不出来（{}）", failure.code());
                    anyhow::Error::new(failure).context(context)
                })?;
        if let Some(filling) = filling {
            filling.run(&engine, &clock).await?;
        }
        let hub = Hub::new(
            engine.clone(),
            clock.clone(),
            demo::is_made_up(&config.data),
        );
        let replays = Replays::new(
            engine.clone(),
            Arc::clone(&store),
            clock.clone(),
            demo::is_made_up(&config.data),
        );
        let stop = CancellationToken::new();
        if config.clock_start.is_some() {
            rehearsal::listen(clock.clone(), stop.clone()).context("信号用不了")?;
        }
        let imports = Imports::new(
            engine.clone(),
            Arc::clone(&store),
            clock.clone(),
            config.data.clone(),
            stop.clone(),
        );
        let application = Application {
            imports,
            replays,
            finder: Finder::new(engine.clone()),
            connections: Connections::new(config.connections_per_address),
            throttle: Throttle::default(),
            running: Running::default(),
            limits: Limits::new(config.rate_limit, config.rate_limit_ingest),
            viewing: Viewing::load(&store).await.context("设置读不出来")?,
            screens: Screens::load(&store, clock.now().0)
                .await
                .context("屏幕读不出来")?,
            takeaway: Takeaway::new()?,
            setup_code: SetupCode::default(),
            setting_up: Mutex::new(()),
            renewal: Arc::default(),
            telemetry,
            stop,
            engine,
            hub,
            config,
            store,
            clock,
        };
        if !application.store.has_accounts().await? {
            application.setup_code.announce(application.clock.now().0)?;
        }
        Ok(Self {
            application: Arc::new(application),
            engine_task,
            engine_stop,
        })
    }

    /// Answers until told to stop, or until another round is asked for.
    async fn serve(self, door: Door, told: CancellationToken) -> io::Result<()> {
        let Self {
            application,
            engine_task,
            engine_stop,
        } = self;
        let stop = application.stop.clone();
        tokio::spawn(application.hub.clone().run(stop.clone()));
        tokio::spawn(screens::watch::keep(Arc::clone(&application), stop.clone()));
        let imports = application.imports.clone();
        tokio::spawn(async move { imports.finish_interrupted().await });
        if let Some(demo) = application.config.demo {
            tokio::spawn(demo::keep_alive(
                application.engine.clone(),
                application.clock.clone(),
                demo,
                stop.clone(),
            ));
        }
        if let Some(backups) = application.config.backups.clone() {
            tokio::spawn(backup::schedule::keep(
                backups,
                application.config.data.clone(),
                application.clock.clone(),
                stop.clone(),
            ));
        }
        let data = application.config.data.clone();
        let renewal = Arc::clone(&application.renewal);
        let router = routes::router(Arc::clone(&application));
        drop(application);
        let signal = stop.clone();
        let serve = axum::serve(
            door,
            router.into_make_service_with_connect_info::<Accepted>(),
        )
        .with_graceful_shutdown(async move {
            tokio::select! {
                () = told.cancelled() => {}
                () = restore::requested(&data) => info!("another database is to take the place of this one"),
                () = renewal.notified() => info!("another time zone was chosen"),
            }
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
        Ok(())
    }
}
