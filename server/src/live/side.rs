//! What a socket tells besides numbers: announcements to everyone, and to a paired screen how it is to show what it
//! shows. Each is sent when it differs from what was sent before.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::{
    Application,
    assets::Assets,
    screens::{
        Connection, Report,
        credential::ROTATE_AFTER_MS,
        fleet::{Count, Order},
        notices,
    },
    store::{StoreError, access::SecretHash},
};

/// A screen's hold on its place in the fleet.
struct Paired {
    connection: Connection,
    orders: mpsc::Receiver<Order>,
    settings: Option<String>,
    proof: Option<oneshot::Sender<()>>,
    is_told_of_version: bool,
}

/// What a socket has told besides numbers.
pub struct Side {
    application: Arc<Application>,
    unit: Option<String>,
    announcements: Vec<Value>,
    count: Count,
    /// The screen, where it is a paired one.
    paired: Option<Paired>,
}

impl Side {
    /// Of a visitor, or of a screen that comes with a credential from an address.
    ///
    /// # Errors
    /// The database failed.
    pub async fn new(
        application: &Arc<Application>,
        screen: Option<(i64, SecretHash)>,
        address: String,
    ) -> Result<Self, StoreError> {
        let now = application.clock.now().0;
        let paired = match screen {
            Some((screen, hash)) => {
                application.screens.roster.used(screen, hash, now).await?;
                let (connection, orders) = application.screens.fleet.enter(screen, address, now);
                Some(Paired {
                    connection,
                    orders,
                    settings: None,
                    proof: None,
                    is_told_of_version: false,
                })
            }
            None => None,
        };
        Ok(Self {
            application: Arc::clone(application),
            unit: None,
            announcements: Vec::new(),
            count: Count::default(),
            paired,
        })
    }

    /// Another unit is shown.
    pub fn show(&mut self, unit: &str) {
        self.unit = Some(unit.to_owned());
    }

    /// What there is to tell.
    pub fn news(&mut self) -> Vec<String> {
        let mut news: Vec<String> = Vec::new();
        news.extend(self.settings());
        news.extend(self.new_announcements());
        news.extend(self.new_count());
        news
    }

    fn settings(&mut self) -> Option<String> {
        let paired = self.paired.as_mut()?;
        let screen = paired.connection.screen();
        let screen = self.application.screens.roster.get(screen)?;
        let (compared, notice) = notices::settings(&self.application, &screen)?;
        (paired.settings.as_ref() != Some(&compared)).then(|| {
            paired.settings = Some(compared);
            notice
        })
    }

    fn new_announcements(&mut self) -> Option<String> {
        let now = self.application.clock.now().0;
        let unit = self.unit.as_deref()?;
        let list = notices::announcements(&self.application, unit, now)?;
        if list == self.announcements {
            return None;
        }
        self.announcements.clone_from(&list);
        Some(notices::of_announcements(&self.application, &list))
    }

    fn new_count(&mut self) -> Option<String> {
        let unit = self.unit.as_deref()?.parse().ok()?;
        let count = self.application.screens.fleet.count(&unit);
        if count == self.count {
            return None;
        }
        self.count = count;
        Some(notices::of_fleet(count.alive, count.total))
    }

    /// The next order; never, where it is no screen. Nothing where another panel took its place.
    pub async fn next_order(&mut self) -> Option<Order> {
        match &mut self.paired {
            Some(paired) => paired.orders.recv().await,
            None => std::future::pending().await,
        }
    }

    /// Somebody wants to know whether the panel is there: its next pong says so.
    pub fn prove(&mut self, proof: oneshot::Sender<()>) {
        if let Some(paired) = &mut self.paired {
            paired.proof = Some(proof);
        }
    }

    /// The panel is there.
    pub fn proved(&mut self) {
        if let Some(proof) = self.paired.as_mut().and_then(|paired| paired.proof.take()) {
            let _ = proof.send(());
        }
    }

    /// A frame was sent.
    pub fn sent(&self, seq: u64) {
        if let Some(paired) = &self.paired {
            paired.connection.sent(seq, self.application.clock.now().0);
        }
    }

    /// A frame is on the glass.
    pub fn painted(&self, seq: u64) {
        if let Some(paired) = &self.paired {
            let now = self.application.clock.now().0;
            paired.connection.painted(seq, now);
        }
    }

    /// The panel says how it is. What there is to answer.
    pub fn reported(&mut self, text: &str) -> Option<String> {
        let paired = self.paired.as_mut()?;
        let now = self.application.clock.now().0;
        let screens = &self.application.screens;
        let report = Report::read(text);
        let mut answer = None;
        if let Some(report) = &report {
            let id = paired.connection.screen();
            if screens.announcements.painted(id, &report.painted, now) {
                screens.note_painted();
            }
            let is_old = report.version != Assets::embedded().version();
            if is_old && !paired.is_told_of_version {
                paired.is_told_of_version = true;
                answer = Some(notices::of_version(screens.next_move_ms()));
            }
        }
        paired.connection.reported(report, now);
        answer
    }

    /// The ticket for the screen's next credential, once it is time.
    pub fn renewal(&self) -> Option<String> {
        let id = self.paired.as_ref()?.connection.screen();
        let now = self.application.clock.now().0;
        let screen = self.application.screens.roster.get(id)?;
        let keys = &screen.keys;
        let handed_out = keys.next.map_or(keys.issued_at, |(_, at)| at);
        if now - handed_out < ROTATE_AFTER_MS {
            return None;
        }
        let ticket = self.application.screens.tickets.make(id, now).ok()??;
        Some(notices::of_credential(&ticket))
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        if let Some(paired) = &self.paired {
            paired.connection.left(self.application.clock.now().0);
        }
    }
}
