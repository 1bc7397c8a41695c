//! What is asked about: made afresh for each try, as a try that succeeds may end it.

use std::{
    cell::Cell,
    sync::LazyLock,
    time::{Duration, SystemTime},
};

use liandong_domain::moment::{Moment, UtcOffset};
use liandong_tests::{Server, Staff, tree::CITY};
use serde_json::{Value, json};

use super::endpoints::announcement;
use crate::acts::{AHEAD, done};

/// A local time that is ahead wherever days begin.
pub static TOMORROW: LazyLock<String> = LazyLock::new(|| {
    let since = SystemTime::UNIX_EPOCH
        .elapsed()
        .expect("a clock that is right");
    let ahead = since + Duration::from_hours(48);
    let day = Moment(ahead.as_millis() as i64).day(UtcOffset::UTC);
    format!("{}T12:00", day.date())
});

/// Units with an account each, where all else is made as it is needed.
pub struct Grounds<'a> {
    chief: Staff<'a>,
    accounts: Vec<(&'a str, i64)>,
    made: Cell<u32>,
}

/// What one try is about.
pub struct Place {
    /// The unit.
    pub unit: String,
    /// What the path names.
    pub target: String,
    /// A word that nothing is called by yet.
    pub new: String,
}

impl<'a> Grounds<'a> {
    /// Sets the server up, with an account at each unit.
    pub async fn of(server: &'a Server, units: [&'a str; 2]) -> Self {
        let chief = server.set_up().await;
        let mut accounts = Vec::new();
        for unit in units {
            let login = format!("holder-{unit}");
            let (id, _) = chief.make_account(&login, "viewer", unit).await;
            accounts.push((unit, id));
        }
        Self {
            chief,
            accounts,
            made: Cell::new(0),
        }
    }

    /// Who set the server up.
    pub fn chief(&self) -> &Staff<'a> {
        &self.chief
    }

    /// What a path names, at a unit.
    pub async fn place(&self, path: &str, unit: &str) -> Place {
        self.made.set(self.made.get() + 1);
        let new = format!("new-{}", self.made.get());
        let collection = path.split_once("/{").map(|(collection, _)| collection);
        let target = match collection {
            None | Some("/api/v1/pairings")
                if path.ends_with("/screens") || path.contains("pairings") =>
            {
                self.chief.server().begin_pairing().await.user
            }
            None if path.ends_with("/commands") => self.screen(unit).await,
            None if path.ends_with("/screen-settings") => unit.to_owned(),
            Some("/api/v1/screens") => self.screen(unit).await,
            Some("/api/v1/announcements") => self.announcement(unit).await,
            Some("/api/v1/accounts") => self.account(unit).to_string(),
            Some("/api/v1/tokens") => self.token(unit).await.to_string(),
            Some("/api/v1/units") => self.unit(&new, unit).await,
            // A session and an import that nobody has.
            Some("/api/v1/sessions" | "/api/v1/imports") => "0".to_owned(),
            Some("/api/v1/attachments") => "0".repeat(64),
            Some("/api/v1/drafts") => "log".to_owned(),
            Some("/api/v1/templates") => "member.xlsx".to_owned(),
            Some("/api/v1/registries") => unit.to_owned(),
            Some("/api/v1/deployments") => self.deployment(unit).await,
            Some("/api/v1/logs") => {
                let log = json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访" });
                self.opened(unit, &log).await
            }
            Some("/api/v1/items") => {
                let item = json!({
                    "kind": "item.opened", "list": "task", "matter": "other", "title": "事项",
                    "place": unit, "owner": unit, "due": AHEAD,
                });
                self.opened(unit, &item).await
            }
            Some("/api/v1/needs") => self.need(unit).await,
            Some("/api/v1/projects") => self.project(unit).await,
            Some(other) => panic!("nothing is made for {other}"),
            None => String::new(),
        };
        Place {
            unit: unit.to_owned(),
            target,
            new,
        }
    }

    async fn screen(&self, unit: &str) -> String {
        self.chief.pair("一楼", unit, "wall").await.id.to_string()
    }

    async fn announcement(&self, unit: &str) -> String {
        let answer = self
            .chief
            .post("/api/v1/announcements", &announcement(unit))
            .await;
        answer.assert_status(201);
        answer.json()["id"].to_string()
    }

    fn account(&self, unit: &str) -> i64 {
        let mut accounts = self.accounts.iter();
        let account = accounts.find(|(of, _)| *of == unit);
        account.expect("each unit has an account").1
    }

    async fn token(&self, unit: &str) -> i64 {
        let form = json!({ "name": "系统", "unit": unit });
        self.chief.make_token(&form).await.0
    }

    /// What the root opens for a unit.
    async fn opened(&self, unit: &str, act: &Value) -> String {
        done(&self.chief, unit, act).await.0
    }

    async fn deployment(&self, unit: &str) -> String {
        let act = json!({
            "kind": "deployment.issued", "title": "部署", "text": "请办理", "due": AHEAD,
            "targets": [unit],
        });
        self.opened(CITY, &act).await
    }

    async fn need(&self, unit: &str) -> String {
        let act = json!({
            "kind": "need.raised", "category": "legal", "title": "法律咨询", "due": AHEAD,
        });
        self.opened(unit, &act).await
    }

    async fn project(&self, unit: &str) -> String {
        let offered = json!({
            "kind": "resource.offered", "category": "legal", "title": "律师值守", "until": AHEAD,
        });
        let resource = self.opened(unit, &offered).await;
        let need = self.need(unit).await;
        let made = json!({ "kind": "match.made", "resource": resource, "need": need });
        self.opened(unit, &made).await
    }

    async fn unit(&self, name: &str, parent: &str) -> String {
        let code = format!("unit-{name}");
        let form = json!({ "code": code, "name": name, "level": "community", "parent": parent });
        let answer = self.chief.post("/api/v1/units", &form).await;
        answer.assert_status(201);
        code
    }
}
