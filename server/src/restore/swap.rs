//! The exchange of the database. Each step is a renaming, and the database's old name stays free only
//! where the request is still there: after a crash at any point the next start finishes it, under the
//! same names, as those come from the request's own time.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use liandong_domain::moment::{Moment, UtcOffset};

use crate::{
    backup::stamp,
    data::{beside, database, remove_if_there, sync_folder_of},
};

/// A database that has taken another's place.
pub(super) struct Swapped {
    database: PathBuf,
    /// Where the old one is, if there was one.
    kept: Option<PathBuf>,
}

/// Where the new database is made ready.
pub(super) fn staging(data: &Path) -> PathBuf {
    beside(&database(data), ".restore-staging")
}

/// Where it stands ready: the request.
fn pending(data: &Path) -> PathBuf {
    beside(&database(data), ".restore-pending")
}

/// Where it is once somebody has begun the exchange: the request cannot be taken back any more.
fn taken(data: &Path) -> PathBuf {
    beside(&database(data), ".restore-taken")
}

/// Where it ends when it could not be opened.
fn failed(data: &Path) -> PathBuf {
    beside(&database(data), ".restore-failed")
}

/// Asks for the exchange; where the old database will be after it.
pub(super) fn request(data: &Path) -> io::Result<PathBuf> {
    remove_if_there(&failed(data))?;
    remove_if_there(&beside(&failed(data), "-wal"))?;
    let kept = kept(data, &fs::metadata(staging(data))?)?;
    fs::rename(staging(data), pending(data))?;
    sync_folder_of(&pending(data))?;
    Ok(kept)
}

/// Where the old database is kept, by the time of the request, which a renaming does not change.
fn kept(data: &Path, request: &fs::Metadata) -> io::Result<PathBuf> {
    let since = request.modified()?.duration_since(UNIX_EPOCH);
    let at = Moment(since.unwrap_or_default().as_millis() as i64);
    let ending = format!(".before-restore-{}Z", stamp(at, UtcOffset::UTC));
    Ok(beside(&database(data), &ending))
}

/// Whether the exchange is asked for.
pub(super) fn is_requested(data: &Path) -> bool {
    pending(data).exists() || taken(data).exists()
}

/// Takes the request back; false where it is too late.
pub(super) fn withdraw(data: &Path) -> io::Result<bool> {
    match fs::remove_file(pending(data)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the database that was asked for was put in place and put back.
pub(super) fn is_refused(data: &Path) -> bool {
    failed(data).exists()
}

/// Makes the exchange where it is asked for. Nobody may have the database open.
pub(super) fn swap(data: &Path) -> io::Result<Option<Swapped>> {
    let taken = taken(data);
    rename_if_there(&pending(data), &taken)?;
    let Ok(request) = fs::metadata(&taken) else {
        return Ok(None);
    };
    let database = database(data);
    let kept = kept(data, &request)?;
    put_aside(&database, &kept)?;
    fs::rename(&taken, &database)?;
    sync_folder_of(&database)?;
    Ok(Some(Swapped {
        database,
        kept: kept.exists().then_some(kept),
    }))
}

impl Swapped {
    /// Gives the old database its place back.
    pub(super) fn undo(self) -> io::Result<()> {
        let refused = beside(&self.database, ".restore-failed");
        put_aside(&self.database, &refused)?;
        if let Some(kept) = self.kept {
            put_aside(&kept, &self.database)?;
        }
        sync_folder_of(&self.database)
    }
}

/// Gives a database another name, if it is there. Its write-ahead log goes first: without it a database
/// is whole but older, while one beside a stranger's log would be ruined by it.
fn put_aside(from: &Path, to: &Path) -> io::Result<()> {
    remove_if_there(&beside(from, "-shm"))?;
    rename_if_there(&beside(from, "-wal"), &beside(to, "-wal"))?;
    rename_if_there(from, to)
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &Path) -> Option<String> {
        fs::read_to_string(file).ok()
    }

    fn kept_in(data: &Path) -> Vec<String> {
        let names = fs::read_dir(data).expect("a folder").map(|entry| {
            let name = entry.expect("an entry").file_name();
            name.to_string_lossy().into_owned()
        });
        let mut kept: Vec<String> = names.filter(|name| name.contains("before")).collect();
        kept.sort();
        kept
    }

    #[test]
    fn an_exchange_broken_off_anywhere_is_finished_with_nothing_lost() {
        // What a crash leaves behind, after none, one, two or three of the renamings.
        for steps in 0..4 {
            let folder = tempfile::tempdir().expect("a folder for the test");
            let data = folder.path();
            let database = database(data);
            fs::write(&database, "old").expect("a file");
            fs::write(beside(&database, "-wal"), "log").expect("a file");
            fs::write(beside(&database, "-shm"), "index").expect("a file");
            fs::write(staging(data), "new").expect("a file");
            let old = request(data).expect("a request");
            if steps > 0 {
                fs::rename(pending(data), taken(data)).expect("a file");
            }
            if steps > 1 {
                fs::rename(beside(&database, "-wal"), beside(&old, "-wal")).expect("a file");
            }
            if steps > 2 {
                fs::rename(&database, &old).expect("a file");
            }
            assert!(swap(data).expect("an exchange").is_some());
            assert_eq!(read(&database).as_deref(), Some("new"), "{steps}");
            assert_eq!(read(&old).as_deref(), Some("old"));
            assert_eq!(read(&beside(&old, "-wal")).as_deref(), Some("log"));
            assert_eq!(read(&beside(&database, "-wal")), None);
            assert_eq!(read(&beside(&database, "-shm")), None);
            assert_eq!(kept_in(data).len(), 2);
            assert!(swap(data).expect("no request").is_none());
        }
    }

    #[test]
    fn what_cannot_be_opened_gives_the_place_back() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let data = folder.path();
        let database = database(data);
        fs::write(&database, "old").expect("a file");
        fs::write(staging(data), "new").expect("a file");
        request(data).expect("a request");
        let swapped = swap(data).expect("an exchange").expect("a request");
        fs::write(beside(&database, "-wal"), "of the new one").expect("a file");
        swapped.undo().expect("back");
        assert_eq!(read(&database).as_deref(), Some("old"));
        assert_eq!(read(&failed(data)).as_deref(), Some("new"));
        assert_eq!(read(&beside(&database, "-wal")), None);
        assert!(kept_in(data).is_empty());
    }

    #[test]
    fn a_request_can_be_taken_back_until_it_is_too_late() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let data = folder.path();
        fs::write(staging(data), "new").expect("a file");
        request(data).expect("a request");
        assert!(is_requested(data));
        assert!(withdraw(data).expect("in time"));
        assert!(!withdraw(data).expect("too late"));
        assert!(!is_requested(data));
    }
}
