//! The audit log's chain of hashes.

use super::{Findings, Subject};
use crate::store::StoreError;

/// Every entry is the one that was written, and none is missing.
pub(super) async fn check(subject: &Subject, findings: &mut Findings) -> Result<(), StoreError> {
    match subject.store.verify_audit().await {
        Ok(entries) => findings.note(format!("{entries} 条记录")),
        Err(StoreError::Damaged(what)) => findings.add(
            "audit_chain_broken",
            format!("审计记录被改动、删去，或已损坏（{what}）"),
        ),
        Err(other) => return Err(other),
    }
    Ok(())
}
