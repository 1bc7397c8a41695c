//! The connection of a page, from its first moment to its last.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
    sync::atomic::{AtomicU32, Ordering},
};

use leptos::prelude::{document, untrack, window};
use liandong_domain::frame::{Bye, ClientMessage, Scene, ServerMessage};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CustomEvent, MessageEvent, PageTransitionEvent};

use super::{
    fade,
    painter::{Next, Painter},
    scripts,
    session::Session,
    sleep::SleepWatch,
    socket::{Handlers, Socket, read},
};
use crate::{clock, store::Store};

const TICK_MS: i32 = 1_000;

/// Once a minute what is gone from the screen is let go.
const SWEEP_TICKS: u32 = 60;

/// Counts the seconds in which the program was well.
static TICKS: AtomicU32 = AtomicU32::new(0);

/// How often the page's clock has ticked: a sign of life, each second.
pub fn ticks() -> u32 {
    TICKS.load(Ordering::Relaxed)
}

thread_local! {
    /// The page's connection, for what the reader wishes.
    static CONNECTION: OnceCell<Rc<Connection>> = const { OnceCell::new() };
}

/// Tells the server what the reader wishes; while there is no connection nothing is said, and the next
/// one says where the page stands.
pub fn say(message: &ClientMessage) {
    CONNECTION.with(|connection| {
        if let Some(connection) = connection.get() {
            connection.send(message);
        }
    });
}

/// Connects a store to the server for as long as the page lives.
pub fn start(store: Store) {
    store.start_clock(clock::monotonic());
    let connection = Rc::new(Connection {
        store,
        callbacks: OnceCell::new(),
        turning: Cell::new(false),
        state: RefCell::new(State {
            socket: None,
            session: Session::new(),
            painter: Painter::default(),
            sleep: SleepWatch::default(),
            retry: None,
        }),
    });
    // The callbacks hold the connection and it holds them: both live as long as the page.
    let callbacks = connection
        .callbacks
        .get_or_init(|| Callbacks::new(&connection));
    callbacks.listen();
    connection.connect();
    CONNECTION.with(|one| {
        let _ = one.set(connection);
    });
}

struct Connection {
    store: Store,
    callbacks: OnceCell<Callbacks>,
    /// Whether another scene was asked for, and what is shown is still the one before.
    turning: Cell<bool>,
    state: RefCell<State>,
}

struct State {
    socket: Option<Socket>,
    session: Session,
    painter: Painter,
    sleep: SleepWatch,
    /// The timer of the next attempt.
    retry: Option<i32>,
}

impl State {
    fn cancel_retry(&mut self) {
        if let Some(timer) = self.retry.take() {
            window().clear_timeout_with_handle(timer);
        }
    }
}

impl Connection {
    fn connect(&self) {
        let Some(callbacks) = self.callbacks.get() else {
            return;
        };
        let socket = {
            let mut state = self.state.borrow_mut();
            state.cancel_retry();
            state.painter.reset();
            state.session.open(clock::monotonic());
            let socket = Socket::open(&callbacks.for_socket());
            socket.map(|socket| state.socket = Some(socket))
        };
        if socket.is_err() {
            self.lose();
        }
    }

    /// Gives the connection up and sees to the next attempt.
    fn lose(&self) {
        let mut state = self.state.borrow_mut();
        state.socket = None;
        state.cancel_retry();
        let wait = state.session.lost(js_sys::Math::random());
        self.store.set_down(state.session.attempt());
        scripts::tell(scripts::LINK, &"down".into());
        let Some(callbacks) = self.callbacks.get() else {
            return;
        };
        let retry = callbacks.retry.as_ref().unchecked_ref();
        let wait = i32::try_from(wait).unwrap_or(i32::MAX);
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(retry, wait);
        state.retry = timer.ok();
    }

    fn lose_and_connect(&self) {
        self.lose();
        self.connect();
    }

    fn opened(&self) {
        self.turning.set(false);
        let replay = untrack(|| self.store.replay());
        let at = untrack(|| self.store.replay_start().map(|_| self.store.now()));
        let wish = replay.and_then(|replay| self.store.replay_wish(at, replay.speed));
        if let Some(wish) = wish {
            return self.send(&wish);
        }
        let message = ClientMessage::Subscribe {
            unit: untrack(|| self.store.heading().code.to_string()),
            scene: untrack(|| self.store.scene()),
            cursor: Some(self.store.cursor()),
        };
        self.send(&message);
    }

    fn send(&self, message: &ClientMessage) {
        if let Some(socket) = &self.state.borrow().socket {
            socket.send(message);
        }
    }

    fn received(&self, event: &MessageEvent) {
        let Some(message) = read(event) else {
            return self.received_unreadable();
        };
        let now = clock::monotonic();
        let is_first = self.state.borrow_mut().session.heard(now);
        self.store.set_monotonic(now);
        if is_first {
            scripts::tell(scripts::LINK, &"up".into());
        }
        let answers_turn = matches!(
            message,
            ServerMessage::Snapshot(_) | ServerMessage::Refused(_)
        ) && self.turning.take();
        if answers_turn && matches!(message, ServerMessage::Refused(_)) {
            // Nothing to turn to: what is shown goes on.
            return;
        }
        if let ServerMessage::Snapshot(snapshot) = &message
            && untrack(|| {
                snapshot.scene != self.store.scene()
                    || snapshot.unit.code != self.store.heading().code
            })
        {
            fade::out();
        }
        self.store.apply(&message);
        match message {
            ServerMessage::Snapshot(snapshot) => self.applied(snapshot.cursor.seq),
            ServerMessage::Delta(delta) => self.applied(delta.cursor.seq),
            ServerMessage::Bye(bye) if bye.code >= Bye::NOT_ADMITTED => leave(&bye),
            ServerMessage::Bye(bye) => {
                self.state.borrow_mut().session.advise(bye.retry_ms);
                self.lose();
            }
            ServerMessage::Notice(notice) => scripts::tell(scripts::NOTICE, &notice.into()),
            ServerMessage::Pulse(_) | ServerMessage::Refused(_) => {}
        }
    }

    /// A server that was updated may speak of what this page's program does not know yet.
    fn received_unreadable(&self) {
        let renew = self.state.borrow_mut().session.unreadable();
        self.lose();
        if renew {
            let _ = window().location().reload();
        }
    }

    fn applied(&self, seq: u64) {
        let request = self.state.borrow_mut().painter.apply(seq);
        if request {
            self.wait_for(Next::Frame);
        }
    }

    fn frame(&self) {
        let step = self.state.borrow_mut().painter.frame();
        if let Some(seq) = step.painted {
            self.send(&ClientMessage::Painted { seq });
            scripts::tell(scripts::PAINTED, &(seq as f64).into());
        }
        if let Some(next) = step.next {
            self.wait_for(next);
        }
    }

    fn wait_for(&self, next: Next) {
        let Some(callbacks) = self.callbacks.get() else {
            return;
        };
        let frame = callbacks.frame.as_ref().unchecked_ref();
        let window = window();
        let _ = match next {
            Next::Frame => window.request_animation_frame(frame),
            Next::After => window.set_timeout_with_callback(frame),
        };
    }

    fn tick(&self) {
        if TICKS.fetch_add(1, Ordering::Relaxed) % SWEEP_TICKS == SWEEP_TICKS - 1 {
            self.store.sweep();
        }
        let now = clock::monotonic();
        self.store.set_monotonic(now);
        let (slept, dead) = {
            let mut state = self.state.borrow_mut();
            let slept = state.sleep.slept(clock::date(), now);
            (slept, state.session.is_dead(now))
        };
        if slept {
            self.lose_and_connect();
        } else if dead {
            self.lose();
        } else if let Some(scene) = self.store.pass_second() {
            let unit = untrack(|| self.store.heading().code.to_string());
            self.turn_to(scene, unit);
        }
    }

    /// Asks for another scene. What is shown stays until its numbers are there.
    fn turn_to(&self, scene: Scene, unit: String) {
        self.turning.set(true);
        self.send(&ClientMessage::Subscribe {
            unit,
            scene,
            cursor: None,
        });
    }

    /// A script wants something else shown.
    fn turn(&self, event: &CustomEvent) {
        let said = scripts::said(event).unwrap_or_default();
        if let Some((scene, unit)) = said.split_once(' ')
            && let Some(scene) = Scene::from_key(scene)
        {
            self.turn_to(scene, unit.to_owned());
        }
    }

    fn report(&self, event: &CustomEvent) {
        if let Some(report) = scripts::said(event) {
            self.send(&ClientMessage::Report(report));
        }
    }

    /// The panel is looked at again, or has a network again: no reason to wait any longer.
    fn woke(&self) {
        self.tick();
        if self.state.borrow().session.is_waiting() && !document().hidden() {
            self.connect();
        }
    }

    /// The browser took the page out of its cache, where it does not keep connections.
    fn shown(&self, event: &PageTransitionEvent) {
        if event.persisted() {
            self.lose_and_connect();
        }
    }
}

/// Who is no longer let in: the server says on the page itself what to do, and a paired screen is paired anew.
fn leave(bye: &Bye) {
    let location = window().location();
    let root = document().document_element();
    let _ = if root.is_some_and(|root| root.has_attribute("data-screen")) {
        location.replace(&["/screen?ended=", &bye.reason].concat())
    } else {
        location.reload()
    };
}

/// Everything the browser calls, made once.
struct Callbacks {
    open: Closure<dyn Fn()>,
    message: Closure<dyn Fn(MessageEvent)>,
    close: Closure<dyn Fn()>,
    retry: Closure<dyn Fn()>,
    frame: Closure<dyn Fn()>,
    tick: Closure<dyn Fn()>,
    woke: Closure<dyn Fn()>,
    shown: Closure<dyn Fn(PageTransitionEvent)>,
    turn: Closure<dyn Fn(CustomEvent)>,
    report: Closure<dyn Fn(CustomEvent)>,
}

impl Callbacks {
    fn new(connection: &Rc<Connection>) -> Self {
        let call = |action: fn(&Connection)| {
            let connection = Rc::clone(connection);
            Closure::<dyn Fn()>::new(move || action(&connection))
        };
        let hear = |action: fn(&Connection, &CustomEvent)| {
            let connection = Rc::clone(connection);
            Closure::<dyn Fn(CustomEvent)>::new(move |event| action(&connection, &event))
        };
        let (receiver, shown) = (Rc::clone(connection), Rc::clone(connection));
        Self {
            open: call(Connection::opened),
            message: Closure::new(move |event: MessageEvent| receiver.received(&event)),
            close: call(Connection::lose),
            retry: call(Connection::connect),
            frame: call(Connection::frame),
            tick: call(Connection::tick),
            woke: call(Connection::woke),
            shown: Closure::new(move |event: PageTransitionEvent| shown.shown(&event)),
            turn: hear(Connection::turn),
            report: hear(Connection::report),
        }
    }

    fn for_socket(&self) -> Handlers<'_> {
        Handlers {
            open: self.open.as_ref().unchecked_ref(),
            message: self.message.as_ref().unchecked_ref(),
            close: self.close.as_ref().unchecked_ref(),
        }
    }

    fn listen(&self) {
        let window = window();
        let woke = self.woke.as_ref().unchecked_ref();
        let shown = self.shown.as_ref().unchecked_ref();
        let tick = self.tick.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback("online", woke);
        let _ = document().add_event_listener_with_callback("visibilitychange", woke);
        let _ = window.add_event_listener_with_callback("pageshow", shown);
        scripts::listen(scripts::TURN, self.turn.as_ref().unchecked_ref());
        scripts::listen(scripts::REPORT, self.report.as_ref().unchecked_ref());
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(tick, TICK_MS);
    }
}
