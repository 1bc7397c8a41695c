//! What a page says of itself to `public/plain.js`, which keeps it up to date without the program.

use liandong_domain::frame::Snapshot;

/// Attributes of the document: whose page it is, up to where its numbers count, and the server's clock.
/// None where a past day is played, which is not kept up to date.
pub fn attributes(snapshot: &Snapshot) -> String {
    if snapshot.replay.is_some() {
        return String::new();
    }
    format!(
        r#" data-unit="{}" data-scene="{}" data-cursor="{:016x}:{}" data-time="{}" data-offset="{}""#,
        snapshot.unit.code,
        snapshot.scene.key(),
        snapshot.cursor.epoch.0,
        snapshot.cursor.seq,
        snapshot.server_time.0,
        snapshot.utc_offset,
    )
}
