//! Past days, played again from the log: to whoever asks a session with an aggregate of its own, which
//! shows what a screen showed then, and never what is now.
//!
//! Facts are taken in as the log has them, at their times; one that came late comes when it came. So
//! the numbers at the end of a day are those that were kept of it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use liandong_app::format::whole_day_cn;
use liandong_domain::{
    aggregate::Aggregate,
    frame::{Replay, Scene, ServerMessage, Snapshot},
    moment::{Day, Moment},
    view::Origin,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tracing::warn;

mod base;
mod player;

use base::Base;
use player::Player;

use crate::{
    clock::Clock,
    engine::Engine,
    store::{SqliteStore, StoreError},
};

/// Days that are played at once, at most: each session holds all numbers of all units.
const SESSIONS: usize = 6;
/// Days that are kept for who comes next.
const KEPT: usize = 2;
const KEPT_FOR: Duration = Duration::from_mins(2);
/// Time between two frames to one screen.
const TICK: Duration = Duration::from_millis(250);
/// A session that nobody touched for so long ends: the screen has gone back to now long ago.
const IDLE: Duration = Duration::from_mins(10);
/// The speed of a replay that begins.
pub const FIRST_SPEED: u16 = 60;
/// How many times faster than it was at most.
const FASTEST: u16 = 3600;

/// Why a day is not played.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is no such day in the log, or it has not ended.
    #[error("这一天没有可回放的记录：只能回放已经过去、系统已在使用的日子")]
    UnknownDay,
    /// Too many facts to hold.
    #[error("这一天的记录超过 {} 条，不能回放", Base::MOST)]
    TooLong,
    /// There was no such unit on that day.
    #[error("这一天还没有这个单位，或已停用")]
    UnknownUnit,
    /// Too many are playing.
    #[error("正在回放的屏幕已达上限，请稍后再试")]
    Busy,
    /// The log cannot be read.
    #[error("日志读不出来，请稍后再试")]
    Store(#[from] StoreError),
}

impl ReplayError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownDay => "unknown_day",
            Self::TooLong => "day_too_long",
            Self::UnknownUnit => "unknown_unit",
            Self::Busy => "too_many_replays",
            Self::Store(failure) => crate::error::store_code(failure),
        }
    }
}

/// What to play, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The unit's code.
    pub unit: String,
    /// The scene.
    pub scene: Scene,
    /// The day.
    pub day: Day,
    /// From where on; from where it stands where nothing is said.
    pub at: Option<Moment>,
    /// How many times faster than it was; 0 stands still.
    pub speed: u16,
}

/// Days that were folded, with when each was last played.
type Bases = Vec<(Instant, Arc<Base>)>;

/// Where days are played.
#[derive(Clone)]
pub struct Replays {
    store: Arc<SqliteStore>,
    engine: Engine,
    clock: Clock,
    demo: bool,
    places: Arc<Semaphore>,
    /// One day at a time is folded.
    folding: Arc<Semaphore>,
    kept: Arc<Mutex<Bases>>,
}

/// A day that is played to one screen.
pub struct Session {
    wishes: mpsc::Sender<Wish>,
    messages: mpsc::Receiver<ServerMessage>,
    of: (String, Scene, Day),
}

impl Replays {
    /// Replays of what an engine has in its log.
    pub fn new(engine: Engine, store: Arc<SqliteStore>, clock: Clock, demo: bool) -> Self {
        Self {
            store,
            engine,
            clock,
            demo,
            places: Arc::new(Semaphore::new(SESSIONS)),
            folding: Arc::new(Semaphore::new(1)),
            kept: Arc::default(),
        }
    }

    /// What a screen shows when a day is about to be played.
    ///
    /// # Errors
    /// The day or the unit cannot be shown.
    pub async fn beginning(
        &self,
        unit: &str,
        scene: Scene,
        day: Day,
    ) -> Result<Snapshot, ReplayError> {
        let base = self.base(day).await?;
        let wish = Wish {
            unit: unit.to_owned(),
            scene,
            day,
            at: None,
            speed: FIRST_SPEED,
        };
        let player = Player::new(base, &wish).ok_or(ReplayError::UnknownUnit)?;
        Ok(player.snapshot(self.origin()))
    }

    /// Says that a day is not played, why, and which days can be.
    pub async fn refusal(&self, day: Day, why: &ReplayError) -> String {
        let day = whole_day_cn(day);
        if !matches!(why, ReplayError::UnknownDay) {
            return format!("{day}不能回放：{why}。");
        }
        let days = match self.store.whole_days().await {
            Ok(Some((first, last))) if first == last => {
                format!("只有{}可以回放", whole_day_cn(first))
            }
            Ok(Some((first, last))) => {
                format!(
                    "{}至{}可以回放，未开机的日子除外",
                    whole_day_cn(first),
                    whole_day_cn(last)
                )
            }
            Ok(None) => "目前还没有可以回放的日子".to_owned(),
            Err(failure) => {
                warn!(
                    code = crate::error::store_code(&failure),
                    "which days are kept is not known: {failure}"
                );
                "哪些日子可以回放，暂时查不到".to_owned()
            }
        };
        format!("{day}没有留存，不能回放。{days}。")
    }

    /// Begins to play.
    ///
    /// # Errors
    /// Too many are playing, or the day or the unit cannot be shown.
    pub async fn begin(&self, wish: Wish) -> Result<Session, ReplayError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| ReplayError::Busy)?;
        let base = self.base(wish.day).await?;
        let of = (wish.unit.clone(), wish.scene, wish.day);
        let (wishes, inbox) = mpsc::channel(8);
        let (message, messages) = mpsc::channel(1);
        let opened = tokio::task::spawn_blocking(move || {
            let mut player = Player::new(base, &wish)?;
            player.wish(&wish);
            Some(player)
        });
        let player = opened.await.ok().flatten();
        let player = player.ok_or(ReplayError::UnknownUnit)?;
        let stage = self.clone();
        tokio::spawn(async move { stage.play(player, inbox, message, place).await });
        Ok(Session {
            wishes,
            messages,
            of,
        })
    }

    /// Plays until the screen goes, or nobody touches it for long.
    async fn play(
        self,
        mut player: Player,
        mut inbox: mpsc::Receiver<Wish>,
        messages: mpsc::Sender<ServerMessage>,
        _place: OwnedSemaphorePermit,
    ) {
        let mut touched = Instant::now();
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            // A screen that is slow to take a message makes its own replay wait, and no other.
            let Ok(room) = messages.reserve().await else {
                return;
            };
            let origin = self.origin();
            let stepped = tokio::task::spawn_blocking(move || {
                let message = player.message(origin);
                (player, message)
            });
            let Ok((back, message)) = stepped.await else {
                warn!("a replay broke off");
                return;
            };
            player = back;
            if let Some(message) = message {
                room.send(message);
            } else {
                drop(room);
            }
            let wish = tokio::select! {
                _ = ticks.tick() => None,
                wish = inbox.recv() => match wish {
                    Some(wish) => Some(wish),
                    None => return,
                },
            };
            if wish.is_some() {
                touched = Instant::now();
            } else if touched.elapsed() > IDLE {
                return;
            }
            let moved = tokio::task::spawn_blocking(move || {
                match &wish {
                    Some(wish) => player.wish(wish),
                    None => player.go_on(),
                }
                player
            });
            let Ok(back) = moved.await else { return };
            player = back;
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            epoch: self.engine.epoch(),
            server_time: self.clock.now(),
            demo: self.demo,
        }
    }

    /// The state as a day began, with what happened on it.
    async fn base(&self, day: Day) -> Result<Arc<Base>, ReplayError> {
        let Ok(_turn) = self.folding.acquire().await else {
            return Err(ReplayError::Busy);
        };
        if let Some(kept) = self.kept(day) {
            return Ok(kept);
        }
        if day >= self.engine.read().today() {
            return Err(ReplayError::UnknownDay);
        }
        let started = Instant::now();
        let base = Arc::new(Base::fold(&self.store, &self.clock, day).await?);
        metrics::histogram!("liandong_replay_fold_seconds").record(started.elapsed());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((Instant::now(), Arc::clone(&base)));
        drop(kept);
        let all = Arc::clone(&self.kept);
        tokio::spawn(async move {
            tokio::time::sleep(KEPT_FOR).await;
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|(since, _)| since.elapsed() < KEPT_FOR);
        });
        Ok(base)
    }

    fn kept(&self, day: Day) -> Option<Arc<Base>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(_, base)| base.day == day);
        found.map(|(_, base)| Arc::clone(base))
    }
}

impl Session {
    /// Whether a wish is about what is played here.
    pub fn is_of(&self, wish: &Wish) -> bool {
        let (unit, scene, day) = &self.of;
        *unit == wish.unit && *scene == wish.scene && *day == wish.day
    }

    /// Has it go on as is wished; whether it still plays.
    pub async fn wish(&self, wish: Wish) -> bool {
        self.wishes.send(wish).await.is_ok()
    }

    /// The next message; nothing once it has ended.
    pub async fn next(&mut self) -> Option<ServerMessage> {
        self.messages.recv().await
    }
}

/// The mark that every message of a replay carries.
fn mark(day: Day, at: Moment, speed: u16, events: Vec<u32>) -> Replay {
    Replay {
        day,
        at,
        speed,
        events,
    }
}

/// All numbers of all units, as they were.
type State = Aggregate;
