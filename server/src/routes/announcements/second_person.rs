//! Whether what one person announces waits for another.

use crate::store::{SqliteStore, StoreError, access::Act};

const SECOND_PERSON: &str = "announcements_need_second_person";

/// Whether an announcement waits for somebody else's word.
///
/// # Errors
/// The database failed.
pub async fn needs_second_person(store: &SqliteStore) -> Result<bool, StoreError> {
    let kept = store.setting(SECOND_PERSON).await?;
    Ok(kept.as_deref() == Some("on"))
}

/// Sets it.
///
/// # Errors
/// The database failed.
pub async fn set_needs_second_person(
    store: &SqliteStore,
    needs: bool,
    act: &Act,
) -> Result<(), StoreError> {
    let value = if needs { "on" } else { "off" };
    store.set_setting(SECOND_PERSON, value, act).await
}
