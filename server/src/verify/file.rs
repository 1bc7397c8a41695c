//! What SQLite itself can say of the file.

use super::{Findings, Subject};
use crate::store::StoreError;

/// Pages, indexes and rows are as SQLite writes them.
pub(super) async fn integrity(
    subject: &Subject,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for damage in subject.store.integrity().await? {
        findings.add("integrity_failed", damage);
    }
    Ok(())
}

/// What refers to a row refers to one that is there.
pub(super) async fn references(
    subject: &Subject,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for (table, row, parent) in subject.store.broken_references().await? {
        let row = row.map_or(String::new(), |row| format!("第 {row} 行"));
        findings.add(
            "reference_broken",
            format!("表 {table} {row}指向表 {parent} 中不存在的行"),
        );
    }
    Ok(())
}
