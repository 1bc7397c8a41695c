//! Settings that are made of several, or of more than one word.

use std::{path::PathBuf, time::Duration};

use liandong_domain::moment::Moment;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::ConfigError;
use crate::{
    client::{TrustedProxies, parse_network},
    tls::TlsFiles,
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Backups that the running server makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backups {
    /// Where they go.
    pub folder: PathBuf,
    /// Time between two.
    pub every: Duration,
    /// How many stay.
    pub keep: usize,
}

pub(super) fn tls(
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
) -> Result<Option<TlsFiles>, ConfigError> {
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate, key })),
        (Some(_), None) => Err(ConfigError(
            "给出了 tls_cert，还缺 tls_key；请同时给出证书的私钥文件".to_owned(),
        )),
        (None, Some(_)) => Err(ConfigError(
            "给出了 tls_key，还缺 tls_cert；请同时给出证书文件".to_owned(),
        )),
    }
}

/// `2026-12-31T23:59:50+08:00`.
pub(super) fn moment(text: &str) -> Result<Moment, ConfigError> {
    let parsed = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        ConfigError(format!(
            "clock_start 为“{text}”，应如 2026-12-31T23:59:50+08:00"
        ))
    })?;
    Ok(Moment(parsed.unix_timestamp() * 1000))
}

pub(super) fn networks(texts: Option<Vec<String>>) -> Result<TrustedProxies, ConfigError> {
    let texts = texts.unwrap_or_default();
    let networks: Result<Vec<_>, _> = texts.iter().map(|text| parse_network(text)).collect();
    networks.map(TrustedProxies::new).map_err(|text| {
        ConfigError(format!(
            "trusted_proxies 中的“{text}”应为网段或地址，如 10.0.0.0/8 或 192.168.1.2"
        ))
    })
}

pub(super) fn backups(
    folder: Option<PathBuf>,
    every: Option<&str>,
    keep: Option<usize>,
) -> Result<Option<Backups>, ConfigError> {
    let every = interval(every.unwrap_or("24h"))?;
    let keep = keep.unwrap_or(14);
    if keep == 0 {
        return Err(ConfigError("backup_keep 为 0，应至少为 1".to_owned()));
    }
    Ok(folder.map(|folder| Backups {
        folder,
        every,
        keep,
    }))
}

/// `30m`, `24h` or `7d`.
fn interval(text: &str) -> Result<Duration, ConfigError> {
    let parse = || {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let seconds = match unit {
            "m" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            _ => return None,
        };
        let seconds = number.parse::<u64>().ok()?.checked_mul(seconds)?;
        let longest = 366 * DAY;
        (MINUTE..=longest).contains(&seconds).then_some(seconds)
    };
    parse().map(Duration::from_secs).ok_or_else(|| {
        ConfigError(format!(
            "backup_every 为“{text}”，应如 30m、24h 或 7d，最短 1 分钟，最长 366 天"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_have_a_unit_and_bounds() {
        for (text, seconds) in [("1m", 60), ("24h", 86_400), ("366d", 31_622_400)] {
            let interval = interval(text).expect("an interval");
            assert_eq!(interval, Duration::from_secs(seconds), "{text}");
        }
        let too_many = format!("{}d", u64::MAX);
        for bad in [
            "", "h", "24", "0h", "1.5h", "24小时", "-1h", "367d", &too_many,
        ] {
            assert!(interval(bad).is_err(), "{bad}");
        }
    }
}
