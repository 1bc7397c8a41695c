//! `liandong`: the command line.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use liandong_domain::{
    fact::{Event, Fact, NewUnit},
    unit::{Unit, UnitCode},
};
use liandong_server::{
    Server,
    access::token,
    backup,
    clock::Clock,
    config::{Config, ServeFlags},
    data,
    engine::Engine,
    imports, restore,
    store::access::{Act, NewToken},
    supervisor, telemetry, time_zone, units_file, verify,
};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::info;

/// 联动: the live wall of party-building service centres
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(Box<ServeFlags>),
    /// Add the units of a CSV file to the tree
    ImportUnits {
        /// The file, UTF-8, with the columns code, name, kind and `parent_code`
        file: PathBuf,
        /// Folder of the database
        #[arg(long, env = "LIANDONG_DATA")]
        data: PathBuf,
        /// Offset of local time from UTC, where the server is told one
        #[arg(long, env = "LIANDONG_UTC_OFFSET", allow_hyphen_values = true)]
        utc_offset: Option<String>,
    },
    /// Take a table in: a registry or units, CSV or XLSX, whether or not the server runs
    Import(Box<imports::command::ImportFlags>),
    /// Write the whole database to one file, whether or not the server runs
    Backup(backup::BackupFlags),
    /// Put a backup in the place of the database, whether or not the server runs
    Restore(restore::RestoreFlags),
    /// Look for damage in the database or in a backup
    Verify(verify::VerifyFlags),
    /// Tokens for sending facts
    #[command(subcommand)]
    Token(TokenCommand),
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Make a token and print it, once; only its hash is kept
    Create {
        /// The unit whose subtree the token may send facts of
        #[arg(long)]
        unit: UnitCode,
        /// What it is for, as the console shows it
        #[arg(long)]
        name: Option<String>,
        /// Folder of the database
        #[arg(long, env = "LIANDONG_DATA")]
        data: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    telemetry::init_logs();
    let done = match Cli::parse().command {
        Command::Serve(flags) => serve(*flags).await,
        Command::ImportUnits {
            file,
            data,
            utc_offset,
        } => import_units(file, data, utc_offset.as_deref()).await,
        Command::Import(flags) => imports::command::command(*flags).await,
        Command::Backup(flags) => backup::command(flags).await,
        Command::Restore(flags) => restore::command(flags).await,
        Command::Verify(flags) => verify::command(flags).await,
        Command::Token(TokenCommand::Create { unit, name, data }) => {
            create_token(unit, name, data).await
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("错误：{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(flags: ServeFlags) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    let server = Server::build(config, telemetry::init_metrics()?).await?;
    let url = server.url()?;
    // Before anybody is told that it listens: a signal that comes while it is only being listened for is lost.
    let shutdown = told_to_stop()?;
    // For people, and for programs that started the server on port 0.
    println!("{url}");
    info!(url, "listening");
    supervisor::ready();
    server.run(shutdown).await.context("服务中断")
}

fn told_to_stop() -> anyhow::Result<impl Future<Output = ()> + Send> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        supervisor::stopping();
    })
}

async fn import_units(
    file: PathBuf,
    data: PathBuf,
    utc_offset: Option<&str>,
) -> anyhow::Result<()> {
    let named = time_zone::named(utc_offset)?;
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("读不了文件 {}", file.display()))?;
    let units = units_file::parse(&text).map_err(|errors| {
        let shown: Vec<String> = errors.iter().take(20).map(ToString::to_string).collect();
        anyhow::anyhow!("{} 行有误，没有导入：\n{}", errors.len(), shown.join("\n"))
    })?;
    let (_lock, store) = data::open(&data).await?;
    let clock = Clock::new(time_zone::standing(named, &store).await?);
    let stop = CancellationToken::new();
    let (engine, task) = Engine::start(store.into(), clock.clone(), stop.clone()).await?;
    let count = units.len();
    let facts: Vec<(usize, Fact)> = {
        let aggregate = engine.read();
        let is_new = |unit: &Unit| aggregate.tree().find(unit.code.as_str()).is_none();
        let new = units
            .into_iter()
            .enumerate()
            .filter(|(_, unit)| is_new(unit));
        new.map(|(index, unit)| (index, added(unit, &clock)))
            .collect()
    };
    let known = count - facts.len();
    let receipt = engine.submit(facts, None).await?;
    stop.cancel();
    task.await?;
    if let Some(first) = receipt.rejected.first() {
        let line = first.index + 2;
        bail!(
            "{count} 个单位中 {} 个没有导入；第一个在第 {line} 行：{}",
            receipt.rejected.len(),
            first.rejection.message
        );
    }
    println!("导入 {} 个单位，{known} 个已有", receipt.accepted);
    Ok(())
}

fn added(unit: Unit, clock: &Clock) -> Fact {
    let Unit {
        code,
        name,
        kind,
        parent,
        position,
    } = unit;
    let event = Event::UnitAdded(NewUnit {
        name,
        kind,
        parent,
        position,
        recorded: true,
    });
    Fact {
        id: format!("unit.added/{code}"),
        at: clock.now(),
        unit: code,
        event,
    }
}

async fn create_token(unit: UnitCode, name: Option<String>, data: PathBuf) -> anyhow::Result<()> {
    let file = data::database(&data);
    if !file.exists() {
        bail!(
            "数据目录 {} 里还没有数据库；请先启动服务或导入单位",
            data.display()
        );
    }
    // Beside a running server: SQLite takes turns.
    let store = liandong_server::store::SqliteStore::open(&file).await?;
    let now = Clock::new(liandong_domain::moment::UtcOffset::UTC).now();
    let new = NewToken {
        name: name.unwrap_or_else(|| format!("命令行 {unit}")),
        unit,
        kinds: None,
        expires_at: None,
    };
    let act = Act {
        at: now.0,
        actor: "command".to_owned(),
        address: String::new(),
        action: "token.created",
        subject: new.name.clone(),
        detail: serde_json::json!({ "unit": new.unit }),
    };
    let (_, token) = token::create(&store, &new, &act).await?;
    println!("{token}");
    Ok(())
}
