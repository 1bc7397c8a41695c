//! Backups that the running server makes by itself.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use liandong_domain::moment::Moment;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{PARTIAL, Written, name, write};
use crate::{clock::Clock, config::Backups};

/// How often the age is told, and looked at whether a backup is due.
const LOOK: Duration = Duration::from_secs(30);
/// How long to wait after a failure, at most: a disk may be full for a while only.
const RETRY: Duration = Duration::from_mins(10);

/// A backup in the folder.
struct Kept {
    file: PathBuf,
    at: Moment,
}

/// Makes backups until `stop`: at once where the newest is too old, then at the interval.
pub async fn keep(backups: Backups, data: PathBuf, clock: Clock, stop: CancellationToken) {
    metrics::counter!("liandong_backup_failures_total").absolute(0);
    let mut not_before = Instant::now();
    loop {
        let age = newest_age(&backups, &clock);
        let is_due = age.is_none_or(|age| age >= backups.every);
        if is_due
            && Instant::now() >= not_before
            && let Err(failure) = make(&backups, &data, &clock).await
        {
            metrics::counter!("liandong_backup_failures_total").increment(1);
            error!(code = "backup_failed", "定时备份失败：{failure:#}");
            not_before = Instant::now() + RETRY.min(backups.every);
        }
        tell_age(newest_age(&backups, &clock));
        if stop.run_until_cancelled(sleep(LOOK)).await.is_none() {
            return;
        }
    }
}

fn tell_age(age: Option<Duration>) {
    let seconds = age.map_or(f64::INFINITY, |age| age.as_secs_f64());
    metrics::gauge!("liandong_backup_age_seconds").set(seconds);
}

/// Makes one, and only when it is there removes the oldest.
async fn make(backups: &Backups, data: &Path, clock: &Clock) -> anyhow::Result<()> {
    let folder = &backups.folder;
    fs::create_dir_all(folder).with_context(|| format!("建不了目录 {}", folder.display()))?;
    clear_partial(folder, clock)?;
    let file = folder.join(name::name_at(clock.now(), clock.offset()));
    let Written { seq, bytes } = write(data, &file).await?;
    info!(file = %file.display(), seq, bytes, "backup made");
    for old in in_order(folder, clock)?.iter().skip(backups.keep) {
        if let Err(failure) = fs::remove_file(&old.file) {
            warn!("{} stays: {failure}", old.file.display());
        }
    }
    Ok(())
}

/// Removes what an end in the middle of a backup has left: nobody else makes backups of these names.
fn clear_partial(folder: &Path, clock: &Clock) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let whole = name.to_str().and_then(|name| name.strip_suffix(PARTIAL));
        if whole.is_some_and(|whole| name::taken_at(whole, clock.offset()).is_some()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn newest_age(backups: &Backups, clock: &Clock) -> Option<Duration> {
    let newest = in_order(&backups.folder, clock).ok()?.into_iter().next()?;
    let age = clock.now().0 - newest.at.0;
    Some(Duration::from_millis(
        u64::try_from(age).unwrap_or_default(),
    ))
}

/// The folder's backups, the newest first. What has another name is not ours.
fn in_order(folder: &Path, clock: &Clock) -> io::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if let Some(at) = name
            .to_str()
            .and_then(|name| name::taken_at(name, clock.offset()))
        {
            kept.push(Kept {
                file: entry.path(),
                at,
            });
        }
    }
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.at.0));
    Ok(kept)
}
