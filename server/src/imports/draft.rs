//! A file that waits for its clerk.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use liandong_domain::{moment::Moment, unit::UnitCode};
use liandong_tables::{
    columns::{Mapping, Target, Vocabulary},
    sheet::{Column, Limits, Refusal, Sheet},
};

use super::{
    ImportError, Imports, Sealed, Upload, preview,
    preview::Preview,
    settings::{Aliases, Remembered, Settings, SettingsChange, Wrong},
    shown_name,
};
use crate::{access::Author, store::access::Millis};

/// A file that waits: looked at, and not taken in.
pub struct Draft {
    /// Its name, 16 hexadecimal digits.
    pub uid: String,
    /// Whose it is.
    pub author: Author,
    /// The subtree it is of.
    pub unit: UnitCode,
    /// What its rows are.
    pub target: Target,
    /// The file's name.
    pub file_name: String,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Whether its columns were known from an earlier file of this shape.
    pub remembered: bool,
    pub(super) file: Sealed,
    state: Mutex<State>,
    /// Grows with each change: a look at the file before it is of no use any more.
    generation: AtomicU64,
    rows_read: AtomicU64,
    /// When the file came: it cannot know of what happened later.
    pub received: Moment,
    used_at: AtomicI64,
}

struct State {
    settings: Settings,
    words: Vec<Vocabulary>,
    phase: Phase,
}

/// How far the look at a file is.
#[derive(Clone, Debug)]
pub enum Phase {
    /// Its columns do not say enough: what is missing, in Chinese.
    Mapping(Vec<String>),
    /// It is being read.
    Reading,
    /// What applying it would do.
    Ready(Arc<Preview>),
    /// It cannot be read: stable code, and why, in Chinese.
    Failed(&'static str, String),
}

impl Phase {
    /// Why it goes no further as it is: stable code.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Mapping(_) => Some("mapping_incomplete"),
            Self::Failed(code, _) => Some(code),
            Self::Reading | Self::Ready(_) => None,
        }
    }
}

/// A file as it stands.
pub struct Shown {
    /// What the clerk has said of it.
    pub settings: Settings,
    /// How well the words of its columns are known.
    pub words: Vec<Vocabulary>,
    /// How far the look at it is.
    pub phase: Phase,
    /// How many rows were read.
    pub rows_read: u64,
}

impl Draft {
    /// Opens an uploaded file.
    pub(super) async fn open(
        uid: String,
        upload: Upload,
        imports: &Imports,
    ) -> Result<Self, ImportError> {
        let Upload {
            file,
            file_name,
            target,
            unit,
            author,
        } = upload;
        let file_name = shown_name(&file_name);
        let (guessed, columns) = {
            let (file, name) = (file.clone(), file_name.clone());
            in_thread(move || {
                let sheet = Sheet::open(file.reader(), &name, &Limits::default())?;
                Ok((Mapping::guess(target, &sheet), sheet.columns().to_vec()))
            })
            .await?
        };
        let mut settings = Settings {
            mapping: guessed,
            aliases: Aliases::new(),
            as_of: imports.0.clock.today().date(),
        };
        let remembered = remembered(imports, &unit, target, &settings.mapping, &columns).await?;
        let is_remembered = remembered.is_some();
        if let Some(Remembered { mapping, aliases }) = remembered {
            settings.mapping = mapping;
            settings.aliases = aliases;
        }
        Ok(Self {
            uid,
            author,
            unit,
            target,
            file_name,
            columns,
            remembered: is_remembered,
            file,
            state: Mutex::new(State {
                settings,
                words: Vec::new(),
                phase: Phase::Reading,
            }),
            generation: AtomicU64::new(0),
            rows_read: AtomicU64::new(0),
            received: imports.now(),
            used_at: AtomicI64::new(imports.now().0),
        })
    }

    /// What the clerk has said of it.
    pub fn settings(&self) -> Settings {
        self.state().settings.clone()
    }

    /// The file as it stands.
    pub fn shown(&self) -> Shown {
        let state = self.state();
        Shown {
            settings: state.settings.clone(),
            words: state.words.clone(),
            phase: state.phase.clone(),
            rows_read: self.rows_read.load(Ordering::Relaxed),
        }
    }

    pub(super) fn used_at(&self) -> Millis {
        self.used_at.load(Ordering::Relaxed)
    }

    pub(super) fn touch(&self, now: Millis) {
        self.used_at.store(now, Ordering::Relaxed);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what is said of it. What was seen before does not hold from here on: nobody applies it.
    fn say(&self, settings: Settings) {
        let mut state = self.state();
        self.generation.fetch_add(1, Ordering::SeqCst);
        state.settings = settings;
        state.phase = Phase::Reading;
    }

    /// Sets how far the look of a generation is, unless another has begun.
    fn reach(&self, generation: u64, phase: Phase) {
        let mut state = self.state();
        if self.generation.load(Ordering::SeqCst) == generation {
            state.phase = phase;
        }
    }
}

impl Imports {
    /// Takes in what a clerk says of a file, and looks at it again.
    ///
    /// # Errors
    /// What was said cannot be: the request's field, and why.
    pub async fn change(
        &self,
        draft: &Arc<Draft>,
        change: SettingsChange,
    ) -> Result<Result<(), Wrong>, ImportError> {
        let today = self.0.clock.today().date();
        let find = |text: &str| self.find_unit(draft, text);
        let mut settings = draft.settings();
        if let Err(wrong) = settings.change(change, today, find) {
            return Ok(Err(wrong));
        }
        draft.say(settings);
        if let Err(error) = self.look(draft).await {
            let generation = draft.generation.load(Ordering::SeqCst);
            draft.reach(generation, Phase::Failed(error.code(), error.to_string()));
            return Err(error);
        }
        Ok(Ok(()))
    }

    /// A unit of the file's subtree by its code or full name.
    fn find_unit(&self, draft: &Draft, text: &str) -> Option<UnitCode> {
        let aggregate = self.0.engine.read();
        let tree = aggregate.tree();
        let top = tree.find(draft.unit.as_str())?;
        let mut units = [top].into_iter().chain(tree.below(top));
        let is_meant = |unit: &_| {
            let node = tree.node(*unit);
            node.code.as_str() == text || &*node.name == text
        };
        units
            .find(is_meant)
            .map(|unit| tree.node(unit).code.clone())
    }

    /// Begins to read a file with what is said of it now.
    pub(super) async fn look(&self, draft: &Arc<Draft>) -> Result<(), ImportError> {
        let generation = draft.generation.fetch_add(1, Ordering::SeqCst) + 1;
        draft.rows_read.store(0, Ordering::Relaxed);
        let settings = draft.settings();
        let words = {
            let (file, name) = (draft.file.clone(), draft.file_name.clone());
            let mapping = settings.mapping.clone();
            in_thread(move || {
                let sheet = Sheet::open(file.reader(), &name, &Limits::default())?;
                Ok(mapping.vocabulary(&sheet))
            })
            .await?
        };
        draft.state().words = words;
        if let Err(error) = settings.mapping.validate(&draft.columns) {
            let problems = error.0.iter().map(ToString::to_string).collect();
            draft.reach(generation, Phase::Mapping(problems));
            return Ok(());
        }
        let source = self.source(draft, &settings).await?;
        draft.reach(generation, Phase::Reading);
        let (draft, store) = (Arc::clone(draft), Arc::clone(&self.0.store));
        tokio::spawn(async move {
            let progress = |rows| {
                draft.rows_read.store(rows, Ordering::Relaxed);
                draft.generation.load(Ordering::SeqCst) == generation
            };
            let phase = match preview::make(&store, source, progress).await {
                Ok(Some(preview)) => Phase::Ready(Arc::new(preview)),
                Ok(None) => return,
                Err(error) => {
                    let error = ImportError::from(error);
                    Phase::Failed(error.code(), error.to_string())
                }
            };
            draft.reach(generation, phase);
        });
        Ok(())
    }
}

/// What was last said of files of this shape, if it still fits.
async fn remembered(
    imports: &Imports,
    unit: &UnitCode,
    target: Target,
    guessed: &Mapping,
    columns: &[Column],
) -> Result<Option<Remembered>, ImportError> {
    let shape = guessed.shape().as_str();
    let body = imports.0.store.mapping(unit, target.key(), shape).await?;
    let kept = body.and_then(|body| serde_json::from_str::<Remembered>(&body).ok());
    Ok(kept.filter(|kept| kept.mapping.validate(columns).is_ok()))
}

/// Does what takes long and waits for a disk.
async fn in_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, ImportError> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|error| ImportError::Disk(std::io::Error::other(error)))?;
    Ok(done?)
}
