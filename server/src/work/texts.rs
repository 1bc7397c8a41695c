//! What people wrote, fetched from the log for the rows of a page.

use std::collections::HashMap;

use liandong_domain::fact::{Attachment, Event};

use crate::store::{SqliteStore, Store as _, StoreError};

/// The facts that opened some things.
pub struct Texts(HashMap<String, Event>);

impl Texts {
    /// Fetches those of many ids at once. Of a log that was handed in anew, the new text.
    ///
    /// # Errors
    /// The store failed.
    pub async fn of(store: &SqliteStore, ids: &[&str]) -> Result<Self, StoreError> {
        let opened = store.known(ids).await?.into_iter();
        let mut texts: HashMap<String, Event> = opened.map(|fact| (fact.id, fact.event)).collect();
        for fact in store.handed_in_anew(ids).await? {
            if let Some(log) = fact.event.subject() {
                texts.insert(log.to_owned(), fact.event);
            }
        }
        Ok(Self(texts))
    }

    /// The title of a deployment, item, resource or need; nothing of what has none.
    pub fn title(&self, id: &str) -> String {
        let title = match self.0.get(id) {
            Some(Event::DeploymentIssued(issued)) => &issued.title,
            Some(Event::ItemOpened(opened)) => &opened.title,
            Some(Event::ResourceOffered(offered)) => &offered.title,
            Some(Event::NeedRaised(raised)) => &raised.title,
            _ => return String::new(),
        };
        title.clone()
    }

    /// The text of a deployment, log or item.
    pub fn text(&self, id: &str) -> String {
        let text = match self.0.get(id) {
            Some(Event::DeploymentIssued(issued)) => &issued.text,
            Some(Event::LogSubmitted(log)) => &log.text,
            Some(Event::ItemOpened(opened)) => &opened.text,
            _ => return String::new(),
        };
        text.clone()
    }

    /// How many people, households or places a log concerns.
    pub fn count(&self, id: &str) -> Option<u32> {
        match self.0.get(id) {
            Some(Event::LogSubmitted(log)) => log.count,
            _ => None,
        }
    }

    /// The files that go with a deployment, log or item.
    pub fn attachments(&self, id: &str) -> Vec<Attachment> {
        let opened = self.0.get(id);
        opened.map_or_else(Vec::new, |event| event.attachments().to_vec())
    }
}
