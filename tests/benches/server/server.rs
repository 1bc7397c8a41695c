//! The server under measurement: one process with its own data folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use liandong_domain::moment::Moment;
use reqwest::StatusCode;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

/// How long a start may take: the whole country is folded within it.
const PATIENCE: Duration = Duration::from_mins(2);
/// The kernel counts processor time in hundredths of a second, on every machine that Linux runs on.
const MS_PER_TICK: f64 = 10.0;

/// A running server. It is killed when this is dropped.
pub struct Server {
    child: Child,
    address: String,
    log: PathBuf,
    /// From its start until `/readyz` said 200.
    pub ready_after: Duration,
}

/// A folder for data, beside the build's output: the system's own folder for such may lie in memory,
/// where nothing has to be made durable.
pub fn folder() -> Result<TempDir> {
    Ok(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?)
}

/// The binary to measure.
fn binary() -> Result<PathBuf> {
    std::env::var_os("LIANDONG_BIN")
        .map(PathBuf::from)
        .context("LIANDONG_BIN names no binary; `cargo xtask bench` sets it")
}

/// Runs another command of the binary and returns what it prints.
pub async fn command(arguments: &[&str], data: &Path) -> Result<String> {
    let output = Command::new(binary()?)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .await?;
    if !output.status.success() {
        bail!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// A token for a unit and all below it.
pub async fn token(unit: &str, data: &Path) -> Result<String> {
    command(&["token", "create", "--unit", unit], data).await
}

impl Server {
    /// Starts the server on a free port and waits until it is ready.
    pub async fn start(data: &Path, flags: &[&str]) -> Result<Self> {
        Self::start_at("127.0.0.1:0", data, flags).await
    }

    /// Starts the server at an address, as where it was before, and waits until it is ready.
    pub async fn start_at(address: &str, data: &Path, flags: &[&str]) -> Result<Self> {
        let log = data.with_extension("log");
        let started = Instant::now();
        let mut child = Command::new(binary()?)
            .args(["serve", "--listen", address, "--data"])
            .arg(data)
            .args(flags)
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&log)?)
            .kill_on_drop(true)
            .spawn()
            .context("the server does not start")?;
        let stdout = child.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = timeout(PATIENCE, lines.next_line()).await??;
        let Some(address) = line.as_deref().and_then(|line| {
            let address = line.strip_prefix("http://")?;
            Some(address.trim_end_matches('/').to_owned())
        }) else {
            bail!("the server did not start: {}", fs::read_to_string(&log)?);
        };
        let mut server = Self {
            child,
            address,
            log,
            ready_after: Duration::ZERO,
        };
        let client = liandong_tests::client();
        while client.get(server.url("/readyz")).send().await?.status() != StatusCode::OK {
            if started.elapsed() > PATIENCE {
                bail!("the server was not ready in time");
            }
            sleep(Duration::from_millis(5)).await;
        }
        server.ready_after = started.elapsed();
        Ok(server)
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Kills it at once, as a power cut would.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Has the midnight come that this moment is, where its clock was moved at the start.
    pub async fn midnight(&self, moment: Moment) -> Result<()> {
        self.signal("USR1").await?;
        let client = liandong_tests::client();
        let root = self.url("/api/v1/units/31/snapshot?scene=overview");
        let asked = Instant::now();
        loop {
            let answer = client.get(&root).send().await?.error_for_status()?;
            let snapshot: serde_json::Value = answer.json().await?;
            if snapshot["server_time"].as_i64() >= Some(moment.0) {
                return Ok(());
            }
            if asked.elapsed() > PATIENCE {
                bail!("midnight did not come: {}", snapshot["server_time"]);
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    async fn signal(&self, name: &str) -> Result<()> {
        let mut kill = Command::new("kill");
        kill.args(["-s", name]).arg(self.id()?.to_string());
        kill.status().await?;
        Ok(())
    }

    /// Tells it to stop, and waits until it has.
    pub async fn stop(mut self) -> Result<()> {
        self.signal("TERM").await?;
        timeout(PATIENCE, self.child.wait()).await??;
        Ok(())
    }

    /// Its resident memory, in bytes.
    pub fn resident_memory(&self) -> Result<f64> {
        self.memory("VmRSS:")
    }

    /// The most that its resident memory has been, in bytes.
    pub fn peak_memory(&self) -> Result<f64> {
        self.memory("VmHWM:")
    }

    fn memory(&self, line: &str) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()?))?;
        let kilobytes = status
            .lines()
            .find_map(|told| told.strip_prefix(line)?.trim().strip_suffix(" kB"))
            .context("the kernel does not tell the memory of the server")?;
        Ok(kilobytes.trim().parse::<f64>()? * 1024.0)
    }

    /// The processor time it took so far, in milliseconds.
    pub fn processor_ms(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id()?))?;
        // The second field is the program's name in brackets; user and system time are 14 and 15.
        let (_, fields) = stat.rsplit_once(") ").context("an unknown /proc format")?;
        let ticks: f64 = fields
            .split(' ')
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum();
        Ok(ticks * MS_PER_TICK)
    }

    /// A number that the server wrote to its log, as in `folded=12`.
    pub fn logged(&self, field: &str) -> Result<Option<f64>> {
        let log = fs::read_to_string(&self.log)?;
        Ok(log
            .split_whitespace()
            .rev()
            .find_map(|word| word.strip_prefix(field)?.strip_prefix('=')?.parse().ok()))
    }

    /// The code that the log shows while there is no account.
    pub fn setup_code(&self) -> Result<String> {
        let log = fs::read_to_string(&self.log)?;
        let code = log.split("code=\"").nth(1);
        let code = code.and_then(|rest| rest.split('"').next());
        Ok(code.context("the log shows no code")?.to_owned())
    }

    fn id(&self) -> Result<u32> {
        self.child.id().context("the server has ended")
    }
}
