//! Names of files that carry the local time.

use liandong_domain::moment::{Moment, UtcOffset};
use time::{
    OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem,
    macros::format_description,
};

const STAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]-[hour][minute][second]");
const BEFORE: &str = "liandong-";
const AFTER: &str = ".db";

/// A moment as names carry it: `20261123-014500`, local time.
pub fn stamp(at: Moment, offset: UtcOffset) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000));
    let local = at.unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(offset);
    local.format(STAMP).unwrap_or_default()
}

/// The name of a backup that is taken at a moment.
pub(super) fn name_at(at: Moment, offset: UtcOffset) -> String {
    format!("{BEFORE}{}{AFTER}", stamp(at, offset))
}

/// When the backup of this name was taken; nothing where it is no name of a backup.
pub(super) fn taken_at(name: &str, offset: UtcOffset) -> Option<Moment> {
    let stamp = name.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    let local = PrimitiveDateTime::parse(stamp, STAMP).ok()?;
    Some(Moment(local.assume_offset(offset).unix_timestamp() * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_local_time_there_and_back() {
        let shanghai = UtcOffset::from_hms(8, 0, 0).expect("an offset");
        let at = Moment(1_795_369_500_000);
        let name = name_at(at, shanghai);
        assert_eq!(name, "liandong-20261123-014500.db");
        assert_eq!(taken_at(&name, shanghai), Some(at));
        for other in [
            "liandong.db",
            "liandong-20261123-014500.db.partial",
            "liandong-20261123.db",
            "liandong-20261323-014500.db",
            "wall-20261123-014500.db",
        ] {
            assert_eq!(taken_at(other, shanghai), None, "{other}");
        }
    }
}
