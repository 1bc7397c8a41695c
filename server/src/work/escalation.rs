//! After how many days what is late goes one level further up.

use std::ops::RangeInclusive;

use crate::store::{SqliteStore, StoreError, access::Act};

const SETTING: &str = "deployment.escalate_after_days";
/// Where nothing was set: a week.
const USUAL: u16 = 7;
/// What can be set.
pub const ESCALATION_DAYS: RangeInclusive<u16> = 1..=90;

/// The days as they are set.
///
/// # Errors
/// The store failed.
pub async fn escalate_after_days(store: &SqliteStore) -> Result<u16, StoreError> {
    let set = store.setting(SETTING).await?;
    Ok(set.and_then(|set| set.parse().ok()).unwrap_or(USUAL))
}

/// Sets the days.
///
/// # Errors
/// The store failed.
pub async fn set_escalate_after_days(
    store: &SqliteStore,
    days: u16,
    act: &Act,
) -> Result<(), StoreError> {
    store.set_setting(SETTING, &days.to_string(), act).await
}
