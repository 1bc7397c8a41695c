//! Tables of clerks: uploaded, looked at, applied as one, taken back as one.
//!
//! ```text
//! upload ─▶ sealed file ─▶ pass ─▶ judged rows ─▶ preview            nothing is written
//!                                              └▶ facts ─▶ engine    apply
//! facts of the import ─▶ their inverse ─▶ engine                     undo
//! ```
//!
//! A file is looked at again with every change of what its columns hold. Applying sends facts through the
//! engine like any other sender, so walls move while it runs. It is whole or not at all: when a fact is
//! refused, when the store fails, or when the server ends meanwhile, what came in is taken back.

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use liandong_domain::{moment::Moment, unit::UnitCode};
use liandong_tables::{
    columns::Target,
    privacy::{self, PersonKey},
};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

mod apply;
mod closing;
pub mod command;
mod draft;
mod error;
mod missing;
mod names;
mod pass;
pub mod preview;
mod scope;
mod sealed;
pub mod settings;
pub mod shapes;
mod undo;
mod workbook;

pub use apply::{Applied, Options};
pub use draft::{Draft, Phase, Shown};
pub use error::{ImportError, too_large};
pub use sealed::{Sealed, Sealing};

use crate::{
    access::{Author, secret},
    clock::Clock,
    engine::Engine,
    store::{SqliteStore, StoreError, access::Millis, imports::ImportRecord},
};
use pass::Source;
use scope::Scope;
use settings::Settings;

/// Files that wait for their clerks, at most.
const DRAFTS: usize = 32;
/// Files of one clerk that wait, at most: the oldest gives way.
const DRAFTS_OF_ONE: usize = 4;
/// How long a file waits unused.
const WAIT_MS: Millis = 2 * 60 * 60_000;
/// How long to wait before the next try where the store fails.
const RETRY: Duration = Duration::from_secs(10);

/// Every import of the server.
#[derive(Clone)]
pub struct Imports(Arc<Inner>);

struct Inner {
    engine: Engine,
    store: Arc<SqliteStore>,
    clock: Clock,
    /// Where uploads are put, sealed.
    folder: PathBuf,
    drafts: Mutex<Vec<Arc<Draft>>>,
    /// How far each is that comes in or is taken back now.
    running: Mutex<HashMap<String, Progress>>,
    /// One comes in or is taken back at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
    person_key: OnceCell<PersonKey>,
    stop: CancellationToken,
}

/// How far something is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows in all.
    pub total: u64,
}

/// A file that has come in whole.
pub struct Upload {
    /// The file.
    pub file: Sealed,
    /// Its name.
    pub file_name: String,
    /// What its rows are.
    pub target: Target,
    /// The subtree it is of.
    pub unit: UnitCode,
    /// Whose it is.
    pub author: Author,
}

impl Imports {
    /// None yet. Uploads are put into a folder.
    pub fn new(
        engine: Engine,
        store: Arc<SqliteStore>,
        clock: Clock,
        folder: PathBuf,
        stop: CancellationToken,
    ) -> Self {
        Self(Arc::new(Inner {
            engine,
            store,
            clock,
            folder,
            drafts: Mutex::default(),
            running: Mutex::default(),
            turn: Arc::default(),
            person_key: OnceCell::new(),
            stop,
        }))
    }

    /// A place for a file that comes in.
    ///
    /// # Errors
    /// The disk cannot be written to.
    pub fn receive(&self) -> io::Result<Sealing> {
        Sealing::begin(&self.0.folder)
    }

    /// Opens a file that has come in, and begins to look at it.
    ///
    /// # Errors
    /// Too many files wait, it is no table, or the store failed.
    pub async fn open(&self, upload: Upload) -> Result<Arc<Draft>, ImportError> {
        self.make_room(&upload.author)?;
        let uid = secret::make("")?;
        let draft = Draft::open(uid[..16].to_owned(), upload, self).await?;
        let draft = Arc::new(draft);
        self.look(&draft).await?;
        // Last: nothing waits of a file whose sender hung up meanwhile.
        self.drafts().push(Arc::clone(&draft));
        Ok(draft)
    }

    fn make_room(&self, author: &Author) -> Result<(), ImportError> {
        let now = self.now().0;
        let mut drafts = self.drafts();
        drafts.retain(|draft| now - draft.used_at() < WAIT_MS);
        let own = drafts.iter().filter(|draft| draft.author.key == author.key);
        if own.count() >= DRAFTS_OF_ONE
            && let Some(oldest) = drafts
                .iter()
                .position(|draft| draft.author.key == author.key)
        {
            drafts.remove(oldest);
        }
        if drafts.len() >= DRAFTS {
            return Err(ImportError::TooMany);
        }
        Ok(())
    }

    /// A file that waits.
    pub fn draft(&self, uid: &str) -> Option<Arc<Draft>> {
        let drafts = self.drafts();
        let draft = drafts.iter().find(|draft| draft.uid == uid)?;
        draft.touch(self.now().0);
        Some(Arc::clone(draft))
    }

    /// The files of somebody that wait, the newest first.
    pub fn drafts_of(&self, author: &Author) -> Vec<Arc<Draft>> {
        let drafts = self.drafts();
        let own = drafts.iter().filter(|draft| draft.author.key == author.key);
        own.rev().cloned().collect()
    }

    /// Forgets a file.
    pub fn forget(&self, uid: &str) {
        self.drafts().retain(|draft| draft.uid != uid);
    }

    /// How far an import is that comes in or is taken back now.
    pub fn progress(&self, uid: &str) -> Option<Progress> {
        let running = self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        running.get(uid).copied()
    }

    fn set_progress(&self, uid: &str, progress: Option<Progress>) {
        let mut running = self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => running.insert(uid.to_owned(), progress),
            None => running.remove(uid),
        };
    }

    /// Takes back what came in of imports during which the server ended, and goes on taking back what was
    /// being taken back.
    pub async fn finish_interrupted(&self) {
        let unfinished = loop {
            match self.0.store.unfinished_imports().await {
                Ok(unfinished) => break unfinished,
                Err(failure) => tracing::error!("interrupted imports not read yet: {failure}"),
            }
            if !self.may_retry().await {
                return;
            }
        };
        for import in unfinished {
            tracing::warn!(import = import.uid, "taking back an interrupted import");
            undo::interrupted(self, import).await;
        }
    }

    /// Waits before the next try where the store fails; whether there is to be one.
    async fn may_retry(&self) -> bool {
        tokio::select! {
            () = tokio::time::sleep(RETRY) => true,
            () = self.0.stop.cancelled() => false,
        }
    }

    fn drafts(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Draft>>> {
        self.0.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Moment {
        self.0.clock.now()
    }

    async fn person_key(&self) -> Result<PersonKey, StoreError> {
        let make = async || {
            let secret = self.0.store.person_secret().await?;
            Ok(PersonKey::new(secret.as_bytes()))
        };
        self.0.person_key.get_or_try_init(make).await.cloned()
    }

    /// What reading a file with some settings needs.
    async fn source(&self, draft: &Draft, settings: &Settings) -> Result<Source, ImportError> {
        let scope = {
            let aggregate = self.0.engine.read();
            let tree = aggregate.tree();
            let top = tree.find(draft.unit.as_str());
            Scope::of(tree, top.ok_or(ImportError::UnitClosed)?)
        };
        Ok(Source {
            file: draft.file.clone(),
            file_name: draft.file_name.clone(),
            mapping: settings.mapping.clone(),
            aliases: Arc::new(settings.aliases.clone()),
            scope: Arc::new(scope),
            person_key: self.person_key().await?,
            today: self.0.clock.today().date(),
            at: self.time_of(draft, settings),
        })
    }

    /// When the file says things stood so: at the end of its day, and when it came where it came on that day.
    fn time_of(&self, draft: &Draft, settings: &Settings) -> Moment {
        const DAY_MS: i64 = 86_400_000;
        let day = liandong_domain::moment::Day::from_date(settings.as_of);
        let offset = i64::from(self.0.clock.offset().whole_seconds()) * 1000;
        let end = (i64::from(day.days_since_epoch()) + 1) * DAY_MS - offset - 1;
        Moment(end.min(draft.received.0))
    }

    /// Begins to take a file in.
    ///
    /// # Errors
    /// It cannot be taken in as it is, another one is coming in, or the store failed.
    pub async fn apply(&self, draft: &Arc<Draft>, options: Options) -> Result<(), ImportError> {
        apply::begin(self, draft, options).await
    }

    /// Begins to take an import back.
    ///
    /// # Errors
    /// It is not in, another one is coming in, or the store failed.
    pub async fn undo(&self, import: ImportRecord, author: &Author) -> Result<(), ImportError> {
        undo::begin(self, import, author).await
    }

    /// Writes the workbook of the rows of a file that cannot be taken, to a file without a name.
    ///
    /// # Errors
    /// The file cannot be read, the disk cannot be written to, or the store failed.
    pub async fn bad_rows(&self, draft: &Draft) -> Result<std::fs::File, ImportError> {
        let settings = draft.settings();
        let source = self.source(draft, &settings).await?;
        workbook::write(&self.0.store, source, &draft.columns, &self.0.folder).await
    }
}

/// A file's name without what it may tell of a person.
fn shown_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let plain: String = name.chars().filter(|it| !it.is_control()).collect();
    privacy::scrub(&plain).chars().take(LONGEST).collect()
}
