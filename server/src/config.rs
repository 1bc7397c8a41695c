//! Configuration: defaults, then `liandong.toml`, then the environment (`LIANDONG_…`), then flags.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Args;
use liandong_domain::moment::{Moment, UtcOffset};
use serde::Deserialize;

use crate::{client::TrustedProxies, time_zone, tls::TlsFiles};

mod parts;

pub use parts::Backups;

/// Flags of `liandong serve`; each has its name in upper case as an environment variable, and in
/// lower case with underscores in the file.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeFlags {
    /// Configuration file (TOML); `liandong.toml` in the data folder is read if it is there
    #[arg(long, env = "LIANDONG_CONFIG")]
    config: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "LIANDONG_LISTEN")]
    listen: Option<SocketAddr>,
    /// Folder of the database
    #[arg(long, env = "LIANDONG_DATA")]
    data: PathBuf,
    /// Fill an empty database with made-up data on the real units of Shanghai, and keep it alive
    #[arg(long, env = "LIANDONG_DEMO", num_args = 0..=1, default_missing_value = "true")]
    demo: Option<bool>,
    /// Made-up facts per second while the demonstration runs [default: 1]
    #[arg(long, env = "LIANDONG_DEMO_RATE")]
    demo_rate: Option<f64>,
    /// Size of the demonstration in per cent [default: 100]
    #[arg(long, env = "LIANDONG_DEMO_SCALE")]
    demo_scale: Option<u32>,
    /// Offset of local time from UTC, at whose midnight days begin [default: as chosen at the first start, or +08:00]
    #[arg(long, env = "LIANDONG_UTC_OFFSET", allow_hyphen_values = true)]
    utc_offset: Option<String>,
    /// Time at which the server's clock begins, for tests and rehearsals only: 2026-12-31T23:59:50+08:00
    #[arg(long, env = "LIANDONG_CLOCK_START")]
    clock_start: Option<String>,
    /// Origins besides the server's own from which browsers may open /live
    #[arg(long, env = "LIANDONG_ALLOWED_ORIGINS", value_delimiter = ',')]
    allowed_origins: Option<Vec<String>>,
    /// Live connections from one address at most [default: 512]
    #[arg(long, env = "LIANDONG_CONNECTIONS_PER_ADDRESS")]
    connections_per_address: Option<usize>,
    /// Requests of the API a minute and caller; 0 for any number [default: 12000]
    #[arg(long, env = "LIANDONG_RATE_LIMIT")]
    rate_limit: Option<u32>,
    /// The same for facts and rows that programs push [default: 600000]
    #[arg(long, env = "LIANDONG_RATE_LIMIT_INGEST")]
    rate_limit_ingest: Option<u32>,
    /// Certificate for HTTPS (PEM, with the intermediate ones); loaded anew when it changes
    #[arg(long, env = "LIANDONG_TLS_CERT")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, env = "LIANDONG_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed (CIDR)
    #[arg(long, env = "LIANDONG_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Option<Vec<String>>,
    /// Folder for backups made while the server runs
    #[arg(long, env = "LIANDONG_BACKUP_DIR")]
    backup_dir: Option<PathBuf>,
    /// Time between two of them: 30m, 24h, 7d [default: 24h]
    #[arg(long, env = "LIANDONG_BACKUP_EVERY")]
    backup_every: Option<String>,
    /// How many of them to keep [default: 14]
    #[arg(long, env = "LIANDONG_BACKUP_KEEP")]
    backup_keep: Option<usize>,
}

/// What the server runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the database.
    pub data: PathBuf,
    /// Demonstration, if any.
    pub demo: Option<Demo>,
    /// Where days begin, if it is said; else it is chosen at the first start.
    pub utc_offset: Option<UtcOffset>,
    /// Where the server's clock begins, if it is not to be right.
    pub clock_start: Option<Moment>,
    /// Origins besides the server's own, as browsers send them.
    pub allowed_origins: Vec<String>,
    /// Live connections from one address at most.
    pub connections_per_address: usize,
    /// Requests of the API a minute and caller; 0 for any number.
    pub rate_limit: u32,
    /// The same for facts and rows that programs push.
    pub rate_limit_ingest: u32,
    /// Certificate and key for HTTPS; without them it is HTTP.
    pub tls: Option<TlsFiles>,
    /// Proxies whose word about their clients is taken.
    pub trusted_proxies: TrustedProxies,
    /// Backups made while the server runs, if any.
    pub backups: Option<Backups>,
}

/// How the demonstration runs.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// Facts per second.
    pub rate: f64,
    /// Size in per cent.
    pub scale_percent: u32,
}

/// Why the configuration cannot be used. The message names the setting and what it should be.
#[derive(Debug, thiserror::Error)]
#[error("配置有误：{0}")]
pub struct ConfigError(String);

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    listen: Option<SocketAddr>,
    demo: Option<bool>,
    demo_rate: Option<f64>,
    demo_scale: Option<u32>,
    utc_offset: Option<String>,
    allowed_origins: Option<Vec<String>>,
    connections_per_address: Option<usize>,
    rate_limit: Option<u32>,
    rate_limit_ingest: Option<u32>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    trusted_proxies: Option<Vec<String>>,
    backup_dir: Option<PathBuf>,
    backup_every: Option<String>,
    backup_keep: Option<usize>,
}

impl Config {
    /// Puts flags (which hold the environment already) over the file over the defaults.
    ///
    /// # Errors
    /// The file cannot be read, or a setting is out of range.
    pub fn load(flags: ServeFlags) -> Result<Self, ConfigError> {
        let file = read_file(flags.config.as_deref(), &flags.data)?;
        let rate = flags.demo_rate.or(file.demo_rate).unwrap_or(1.0);
        if !(0.0..=1000.0).contains(&rate) {
            return Err(ConfigError(format!(
                "demo_rate 为 {rate}，应在 0 至 1000 之间"
            )));
        }
        let scale_percent = flags.demo_scale.or(file.demo_scale).unwrap_or(100);
        if !(1..=100).contains(&scale_percent) {
            return Err(ConfigError(format!(
                "demo_scale 为 {scale_percent}，应在 1 至 100 之间"
            )));
        }
        let demo = flags.demo.or(file.demo).unwrap_or(false);
        let offset = flags.utc_offset.or(file.utc_offset);
        Ok(Self {
            listen: flags
                .listen
                .or(file.listen)
                .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080))),
            data: flags.data,
            demo: demo.then_some(Demo {
                rate,
                scale_percent,
            }),
            utc_offset: time_zone::named(offset.as_deref())?,
            clock_start: flags
                .clock_start
                .as_deref()
                .map(parts::moment)
                .transpose()?,
            allowed_origins: flags
                .allowed_origins
                .or(file.allowed_origins)
                .unwrap_or_default(),
            connections_per_address: flags
                .connections_per_address
                .or(file.connections_per_address)
                .unwrap_or(512),
            rate_limit: flags.rate_limit.or(file.rate_limit).unwrap_or(12_000),
            rate_limit_ingest: flags
                .rate_limit_ingest
                .or(file.rate_limit_ingest)
                .unwrap_or(600_000),
            tls: parts::tls(
                flags.tls_cert.or(file.tls_cert),
                flags.tls_key.or(file.tls_key),
            )?,
            trusted_proxies: parts::networks(flags.trusted_proxies.or(file.trusted_proxies))?,
            backups: parts::backups(
                flags.backup_dir.or(file.backup_dir),
                flags.backup_every.or(file.backup_every).as_deref(),
                flags.backup_keep.or(file.backup_keep),
            )?,
        })
    }
}

fn read_file(named: Option<&Path>, data: &Path) -> Result<File, ConfigError> {
    let beside_data = data.join("liandong.toml");
    let source = match named {
        Some(path) => config::File::from(path),
        None => config::File::from(beside_data).required(false),
    };
    config::Config::builder()
        .add_source(source.format(config::FileFormat::Toml))
        .build()
        .and_then(config::Config::try_deserialize)
        .map_err(|error| ConfigError(error.to_string()))
}

/// `+08:00` or `-03:30`.
///
/// # Errors
/// Anything else.
pub fn parse_offset(text: &str) -> Result<UtcOffset, ConfigError> {
    let parse = || {
        let (sign, rest) = text.split_at_checked(1)?;
        let (hours, minutes) = rest.split_once(':')?;
        let sign = match sign {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
        // Clocks on earth are between 12 hours behind and 14 hours ahead.
        let offset = UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()?;
        let is_on_earth = (-12 * 60..=14 * 60).contains(&offset.whole_minutes());
        is_on_earth.then_some(offset)
    };
    parse().ok_or_else(|| ConfigError(format!("utc_offset 为“{text}”，应如 +08:00")))
}
