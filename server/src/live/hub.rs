//! Views by unit and scene, each refreshed once a tick for all who watch it, each frame encoded once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use liandong_domain::{
    aggregate::Aggregate,
    frame::{Cursor, Encoding, Scene, ServerMessage, Snapshot},
    unit::UnitCode,
    view::{Origin, Refresh, View},
};
use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, engine::Engine};

/// Time between two frames to one screen, at least.
const TICK: Duration = Duration::from_millis(250);
/// How long a view that nobody watches is kept, for a page that is about to subscribe and for a
/// screen that lost its connection.
const KEEP_IDLE: Duration = Duration::from_mins(1);

/// A message ready to be sent.
pub struct Frame {
    /// What a screen must have at least for the frame to fit; none where it fits all.
    from: Option<u64>,
    /// What it has then.
    pub to: u64,
    message: ServerMessage,
    encoded: [OnceLock<Bytes>; Encoding::ALL.len()],
}

impl Frame {
    fn new(from: Option<u64>, to: u64, message: ServerMessage) -> Self {
        Self {
            from,
            to,
            message,
            encoded: Default::default(),
        }
    }

    /// Whether a screen that has everything up to `has` is right after this frame. Values are
    /// absolute, so a delta may tell again what a screen has already.
    pub fn fits(&self, has: u64) -> bool {
        self.from.is_none_or(|from| (from..=self.to).contains(&has))
    }

    /// The frame's bytes, made at most once for all screens.
    pub fn bytes(&self, encoding: Encoding) -> Bytes {
        self.encoded[encoding as usize]
            .get_or_init(|| encoding.encode_server(&self.message).into())
            .clone()
    }
}

/// What watchers of a view see.
#[derive(Clone)]
pub enum Published {
    /// The newest frame, if one was sent yet.
    Frame(Option<Arc<Frame>>),
    /// The unit is no longer there.
    Gone,
}

struct Topic {
    state: Mutex<State>,
    published: watch::Sender<Published>,
}

struct State {
    /// May be ahead of what was sent: pages and new screens bring it up between ticks.
    view: View,
    /// What everyone who watches has been sent.
    sent: u64,
    last_used: Instant,
}

type Topics = HashMap<(UnitCode, Scene), Arc<Topic>>;

/// Where sockets and pages get what they show.
#[derive(Clone)]
pub struct Hub {
    engine: Engine,
    clock: Clock,
    demo: bool,
    topics: Arc<Mutex<Topics>>,
}

/// One screen's hold on a view.
pub struct Watch {
    hub: Hub,
    topic: Arc<Topic>,
    published: watch::Receiver<Published>,
}

impl Hub {
    /// A hub over an engine's numbers.
    pub fn new(engine: Engine, clock: Clock, demo: bool) -> Self {
        Self {
            engine,
            clock,
            demo,
            topics: Arc::default(),
        }
    }

    /// Sends out what changes until `stop`: the first change after quiet at once, then a frame a
    /// tick.
    pub async fn run(self, stop: CancellationToken) {
        let mut advance = self.engine.advance();
        loop {
            tokio::select! {
                changed = advance.changed() => if changed.is_err() { return },
                () = stop.cancelled() => return,
            }
            let came_in = advance.borrow_and_update().at;
            let started = Instant::now();
            self.publish();
            metrics::histogram!("liandong_tick_seconds").record(started.elapsed());
            metrics::histogram!("liandong_fact_to_frame_seconds").record(came_in.elapsed());
            sleep(TICK).await;
        }
    }

    /// Watches a unit's scene; nothing where there is no such unit.
    pub fn watch(&self, unit: &str, scene: Scene) -> Option<Watch> {
        let topic = self.topic(unit, scene)?;
        let published = topic.published.subscribe();
        Some(Watch {
            hub: self.clone(),
            topic,
            published,
        })
    }

    /// Everything that a display of a unit's scene gets now.
    pub fn snapshot(&self, unit: &str, scene: Scene) -> Option<Snapshot> {
        let topic = self.topic(unit, scene)?;
        let aggregate = self.engine.read();
        let mut state = lock(&topic.state);
        state.view.refresh(&aggregate);
        Some(state.view.snapshot(&aggregate, self.origin()))
    }

    /// Up to where the numbers count.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            epoch: self.engine.epoch(),
            seq: self.engine.read().seq(),
        }
    }

    /// The server's part in messages, now.
    pub fn origin(&self) -> Origin {
        Origin {
            epoch: self.engine.epoch(),
            server_time: self.clock.now(),
            demo: self.demo,
        }
    }

    fn topic(&self, unit: &str, scene: Scene) -> Option<Arc<Topic>> {
        let code: UnitCode = unit.parse().ok()?;
        let mut topics = lock(&self.topics);
        if let Some(topic) = topics.get(&(code.clone(), scene)) {
            lock(&topic.state).last_used = Instant::now();
            return Some(Arc::clone(topic));
        }
        let view = View::new(&self.engine.read(), unit, scene)?;
        let state = State {
            sent: view.seq(),
            view,
            last_used: Instant::now(),
        };
        let topic = Arc::new(Topic {
            state: Mutex::new(state),
            published: watch::Sender::new(Published::Frame(None)),
        });
        topics.insert((code, scene), Arc::clone(&topic));
        Some(topic)
    }

    fn publish(&self) {
        let watched: Vec<Arc<Topic>> = {
            let mut topics = lock(&self.topics);
            topics.retain(|_, topic| {
                topic.published.receiver_count() > 0
                    || lock(&topic.state).last_used.elapsed() < KEEP_IDLE
            });
            let topics = topics.values();
            topics
                .filter(|topic| topic.published.receiver_count() > 0)
                .cloned()
                .collect()
        };
        let gone: Vec<_> = watched
            .iter()
            .filter(|topic| !self.publish_one(topic))
            .collect();
        if !gone.is_empty() {
            let is_gone = |topic: &Arc<Topic>| gone.iter().any(|gone| Arc::ptr_eq(gone, topic));
            lock(&self.topics).retain(|_, topic| !is_gone(topic));
        }
    }

    /// Sends what changed since the last frame; whether the unit is still there.
    fn publish_one(&self, topic: &Topic) -> bool {
        let aggregate = self.engine.read();
        let mut state = lock(&topic.state);
        if state.view.refresh(&aggregate) == Refresh::Gone {
            topic.published.send_replace(Published::Gone);
            return false;
        }
        let origin = self.origin();
        let frame = match state.view.delta_since(state.sent, origin) {
            Some(delta) if delta.is_empty() => return true,
            Some(delta) => Frame::new(
                Some(state.sent),
                state.view.seq(),
                ServerMessage::Delta(delta),
            ),
            None => snapshot_frame(&state.view, &aggregate, origin),
        };
        state.sent = frame.to;
        topic
            .published
            .send_replace(Published::Frame(Some(Arc::new(frame))));
        true
    }
}

fn snapshot_frame(view: &View, aggregate: &Aggregate, origin: Origin) -> Frame {
    let snapshot = view.snapshot(aggregate, origin);
    Frame::new(
        None,
        view.seq(),
        ServerMessage::Snapshot(Arc::new(snapshot)),
    )
}

impl Watch {
    /// Waits for the next frame; the newest one if there were several.
    pub async fn next(&mut self) -> Published {
        // The topic holds the sender, and this holds the topic.
        let _ = self.published.changed().await;
        self.published.borrow_and_update().clone()
    }

    /// One frame from what a screen has to what is: a delta where it can be, else a snapshot.
    pub fn catch_up(&self, has: Option<Cursor>) -> Frame {
        let aggregate = self.hub.engine.read();
        let mut state = lock(&self.topic.state);
        state.view.refresh(&aggregate);
        let origin = self.hub.origin();
        let delta = has
            .filter(|cursor| cursor.epoch == origin.epoch)
            .and_then(|cursor| state.view.delta_since(cursor.seq, origin));
        match delta {
            Some(delta) => Frame::new(None, state.view.seq(), ServerMessage::Delta(delta)),
            None => snapshot_frame(&state.view, &aggregate, origin),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
