//! Logs that an operator can read, and numbers for Prometheus.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Bounds of histogram buckets, in seconds.
const SECONDS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
];

/// Writes logs to standard error, as `RUST_LOG` says or from `info` up.
pub fn init_logs() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Colours are for eyes, not for log files.
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

/// Starts to count for `/metrics`.
///
/// # Errors
/// Another recorder counts already in this process.
pub fn init_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)?
        .install_recorder()?;
    metrics::describe_counter!("liandong_facts_total", "Facts made durable");
    metrics::describe_counter!("liandong_facts_rejected_total", "Facts refused");
    metrics::describe_counter!(
        "liandong_facts_duplicate_total",
        "Facts that were there already"
    );
    metrics::describe_counter!("liandong_frames_out_total", "Frames sent to screens");
    metrics::describe_counter!(
        "liandong_frame_bytes_out_total",
        "Bytes of frames sent to screens"
    );
    metrics::describe_counter!(
        "liandong_frames_merged_total",
        "Frames that made good for missed ones"
    );
    metrics::describe_counter!(
        "liandong_stalled_screens_total",
        "Screens closed as they took nothing"
    );
    metrics::describe_gauge!("liandong_screens", "Screens connected now");
    metrics::describe_gauge!(
        "liandong_backup_age_seconds",
        "Age of the newest scheduled backup, infinite where there is none"
    );
    metrics::describe_counter!(
        "liandong_backup_failures_total",
        "Scheduled backups that failed"
    );
    metrics::describe_histogram!(
        "liandong_tick_seconds",
        "Time to refresh and encode all views"
    );
    metrics::describe_histogram!(
        "liandong_fact_to_frame_seconds",
        "From a fact's arrival to its frame"
    );
    Ok(handle)
}
