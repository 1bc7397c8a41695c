//! One screen's replay: where it stands, and what it has been sent.

use std::{sync::Arc, time::Instant};

use liandong_domain::{
    frame::{Refusal, ServerMessage, Snapshot},
    moment::Moment,
    unit::UnitCode,
    view::{Origin, Refresh, View},
};

use super::{FASTEST, Wish, base::Base, mark};
use crate::replay::State;

/// Frames that only tell that time goes on are this far apart.
const QUIET_MS: u128 = 1000;

/// What a screen has been sent.
enum Sent {
    /// Nothing that fits what is now.
    Nothing,
    /// Everything up to this fact.
    UpTo(u64),
}

/// A day that is played.
pub(super) struct Player {
    base: Arc<Base>,
    state: State,
    /// Where in the day's facts it stands.
    next: usize,
    view: View,
    gone: bool,
    at: Moment,
    speed: u16,
    sent: Sent,
    /// Something else than time changed since the last message.
    news: bool,
    moved: Instant,
    told: Instant,
}

impl Player {
    /// At the day's beginning; nothing where there was no such unit.
    pub(super) fn new(base: Arc<Base>, wish: &Wish) -> Option<Self> {
        let _: UnitCode = wish.unit.parse().ok()?;
        let state = base.state.clone();
        let view = View::new(&state, &wish.unit, wish.scene)?;
        let now = Instant::now();
        Some(Self {
            at: base.start,
            speed: wish.speed.min(FASTEST),
            base,
            state,
            next: 0,
            view,
            gone: false,
            sent: Sent::Nothing,
            news: true,
            moved: now,
            told: now,
        })
    }

    /// Everything that is shown.
    pub(super) fn snapshot(&self, origin: Origin) -> Snapshot {
        let events = self.base.events.clone();
        Snapshot {
            replay: Some(mark(self.base.day, self.at, self.speed, events)),
            ..self.view.snapshot(&self.state, origin)
        }
    }

    /// Goes on as is wished.
    pub(super) fn wish(&mut self, wish: &Wish) {
        self.go_on();
        self.speed = wish.speed.min(FASTEST);
        self.news = true;
        if let Some(at) = wish.at {
            self.seek(at, wish);
        }
    }

    /// Lets the time pass that has passed since the last call.
    pub(super) fn go_on(&mut self) {
        let passed = self.moved.elapsed();
        self.moved = Instant::now();
        if self.speed > 0 {
            let milliseconds = passed.as_millis() as i64 * i64::from(self.speed);
            self.advance(Moment(self.at.0.saturating_add(milliseconds)));
        }
    }

    fn seek(&mut self, at: Moment, wish: &Wish) {
        if at < self.at {
            self.state = self.base.state.clone();
            self.next = 0;
            self.at = self.base.start;
            if let Some(view) = View::new(&self.state, &wish.unit, wish.scene) {
                self.view = view;
                self.gone = false;
            }
            self.sent = Sent::Nothing;
        }
        self.advance(at);
    }

    fn advance(&mut self, to: Moment) {
        self.at = to.clamp(self.base.start, self.base.end);
        let before = self.next;
        let rest = &self.base.facts[self.next..];
        for fact in rest.iter().take_while(|fact| fact.at <= self.at) {
            // What the log holds and cannot be applied was told of when it was first met.
            let _ = self.state.apply(fact.entry.seq, &fact.entry.fact);
            self.next += 1;
        }
        if self.at == self.base.end && self.speed > 0 {
            // It stands still at the day's end: the next day is another one.
            self.speed = 0;
            self.news = true;
        }
        if self.next > before && self.view.refresh(&self.state) == Refresh::Gone {
            self.gone = true;
        }
        self.news |= self.next > before;
    }

    /// What a screen is to be told now, if anything.
    pub(super) fn message(&mut self, origin: Origin) -> Option<ServerMessage> {
        let is_due = self.speed > 0 && self.told.elapsed().as_millis() >= QUIET_MS;
        if !self.news && !is_due {
            return None;
        }
        self.news = false;
        self.told = Instant::now();
        if self.gone {
            return Some(ServerMessage::Refused(Refusal {
                code: "unit_retired".to_owned(),
                message: "这个单位在回放的这一刻已停用".to_owned(),
            }));
        }
        let delta = match self.sent {
            Sent::Nothing => None,
            Sent::UpTo(seq) => self.view.delta_since(seq, origin),
        };
        self.sent = Sent::UpTo(self.view.seq());
        Some(match delta {
            Some(mut delta) => {
                delta.replay = Some(mark(self.base.day, self.at, self.speed, Vec::new()));
                ServerMessage::Delta(delta)
            }
            None => ServerMessage::Snapshot(Arc::new(self.snapshot(origin))),
        })
    }
}
