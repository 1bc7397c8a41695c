//! How many live connections an address may hold.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// Live connections by address.
#[derive(Clone)]
pub struct Connections {
    limit: usize,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place among an address's connections, given back when dropped.
pub struct Place {
    connections: Connections,
    /// None of a paired screen: a whole district's may share an address.
    address: Option<IpAddr>,
}

impl Connections {
    /// At most `limit` connections from one address.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            by_address: Arc::default(),
        }
    }

    /// A place for one more connection, nothing where the address has no more.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut by_address = self
            .by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let held = by_address.entry(address).or_default();
        if *held >= self.limit {
            return None;
        }
        *held += 1;
        Some(self.place(Some(address)))
    }

    /// A place for a paired screen, of which there is always one.
    pub fn enter_screen(&self) -> Place {
        self.place(None)
    }

    fn place(&self, address: Option<IpAddr>) -> Place {
        metrics::gauge!("liandong_screens").increment(1.0);
        Place {
            connections: self.clone(),
            address,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("liandong_screens").decrement(1.0);
        let Some(address) = self.address else {
            return;
        };
        let table = &self.connections.by_address;
        let mut by_address = table.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = by_address.get_mut(&address) {
            *held -= 1;
            if *held == 0 {
                by_address.remove(&address);
            }
        }
    }
}
