//! Where days begin: as the configuration says, else as was chosen at the first start, else as in Shanghai.

use liandong_domain::moment::UtcOffset;
use tracing::warn;

use crate::{
    config::{ConfigError, parse_offset},
    store::{SqliteStore, StoreError, access::Act},
};

/// Key of the setting.
const SETTING: &str = "utc_offset";
/// Clocks of the whole country, in seconds east of UTC.
const CHINA: i32 = 8 * 3600;

/// The offset from UTC at whose midnight days begin. `named` is what the configuration says.
///
/// # Errors
/// The database failed.
pub async fn standing(
    named: Option<UtcOffset>,
    store: &SqliteStore,
) -> Result<UtcOffset, StoreError> {
    if let Some(offset) = named {
        return Ok(offset);
    }
    let chosen = store.setting(SETTING).await?;
    let chosen = chosen.and_then(|text| {
        let parsed = parse_offset(&text);
        parsed
            .inspect_err(|error| warn!("setting {SETTING} is left aside: {error}"))
            .ok()
    });
    Ok(chosen.unwrap_or_else(china))
}

/// Keeps what was chosen. It stands from the server's next round on.
///
/// # Errors
/// The database failed; nothing has changed then.
pub async fn choose(store: &SqliteStore, offset: UtcOffset, act: &Act) -> Result<(), StoreError> {
    store.set_setting(SETTING, &written(offset), act).await
}

/// As people write it: `+08:00`.
pub fn written(offset: UtcOffset) -> String {
    let minutes = offset.whole_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a command was told, if anything.
///
/// # Errors
/// It is no offset.
pub fn named(text: Option<&str>) -> Result<Option<UtcOffset>, ConfigError> {
    text.map(parse_offset).transpose()
}

fn china() -> UtcOffset {
    UtcOffset::from_whole_seconds(CHINA).unwrap_or(UtcOffset::UTC)
}
