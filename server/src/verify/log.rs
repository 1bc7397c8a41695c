//! The log of facts, folded anew: it has no gaps, every fact can be read, and what is kept besides,
//! the checkpoint, the daily values and the table of standing rows, is what the log says.

use liandong_domain::{
    aggregate::{Aggregate, CheckpointError},
    fact::Fact,
};

use super::{Findings, Subject, history::Days, rows::Rows};
use crate::store::{Store, StoreError, snapshot::RawEntry};

/// Entries read at once.
const PAGE: u32 = 20_000;
/// After so many facts a sign of life is given.
const PROGRESS: u64 = 200_000;

/// The log, read up to some point.
struct Reading<'a> {
    aggregate: Aggregate,
    rows: Rows,
    days: Days,
    /// The last sequence number that was read.
    seq: u64,
    /// What to compare the numbers with on the way.
    checkpoint: Option<Aggregate>,
    findings: &'a mut Findings,
}

/// Reads the whole log.
pub(super) async fn check(subject: &Subject, findings: &mut Findings) -> Result<(), StoreError> {
    let last = subject.store.last_seq().await?;
    let mut reading = Reading {
        checkpoint: checkpoint(subject, last, findings).await?,
        aggregate: Aggregate::new(subject.offset),
        rows: Rows::default(),
        days: Days::of(subject, findings).await?,
        seq: 0,
        findings,
    };
    let mut progress = PROGRESS;
    loop {
        let page = subject.store.read_log_raw(reading.seq, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            reading.take(entry);
        }
        reading.days.compare(subject, reading.findings).await?;
        if reading.seq >= progress {
            eprintln!("已核对 {} / {last} 条事实", reading.seq);
            progress = reading.seq + PROGRESS;
        }
    }
    let Reading {
        rows,
        days,
        findings,
        ..
    } = reading;
    findings.note(format!("{last} 条事实"));
    days.tell(findings);
    rows.compare(&subject.store, findings).await
}

/// The checkpoint, if it is one that the fold will come by.
async fn checkpoint(
    subject: &Subject,
    last: u64,
    findings: &mut Findings,
) -> Result<Option<Aggregate>, StoreError> {
    let Some(bytes) = subject.store.checkpoint().await? else {
        return Ok(None);
    };
    match Aggregate::from_checkpoint(&bytes, subject.offset) {
        Ok(checkpoint) if checkpoint.seq() > last => {
            let seq = checkpoint.seq();
            let message = format!("检查点到第 {seq} 条事实，日志只到第 {last} 条");
            findings.add("checkpoint_ahead", message);
            Ok(None)
        }
        Ok(checkpoint) => Ok(Some(checkpoint)),
        Err(CheckpointError::Damaged) => {
            let message = "检查点已损坏；服务启动时会从头累计日志，数字不受影响";
            findings.add("checkpoint_damaged", message);
            Ok(None)
        }
        Err(CheckpointError::OtherVersion) => {
            findings.note("检查点属于另一版本或另一时区，未作比对；服务启动时会从头累计日志");
            Ok(None)
        }
    }
}

impl Reading<'_> {
    fn take(&mut self, RawEntry { seq, fact }: RawEntry) {
        let expected = self.seq + 1;
        if seq != expected {
            let message = format!("第 {expected} 条之后应紧接，却是第 {seq} 条");
            self.findings.add("log_gap", message);
        }
        self.seq = seq;
        match fact {
            Ok(fact) => self.fold(&fact),
            Err(failure) => {
                let message = format!("第 {seq} 条事实读不出来：{failure}");
                self.findings.add("fact_unreadable", message);
            }
        }
        if let Some(checkpoint) = self
            .checkpoint
            .take_if(|checkpoint| checkpoint.seq() == seq)
            && checkpoint != self.aggregate
        {
            let message = format!("检查点（到第 {seq} 条事实）与日志累计的结果不同");
            self.findings.add("checkpoint_differs", message);
        }
    }

    fn fold(&mut self, fact: &Fact) {
        self.rows.take(self.seq, fact);
        self.days.take(self.aggregate.day_end(fact));
        if let Err(refused) = self.aggregate.apply(self.seq, fact) {
            let message = format!("第 {} 条事实无法计入：{refused}", self.seq);
            self.findings.add("fact_inapplicable", message);
        }
    }
}
