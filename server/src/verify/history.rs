//! The daily values, as the log says they were.

use liandong_domain::{aggregate::DayEnd, moment::Day};

use super::{Findings, Subject};
use crate::{
    history,
    store::{StoreError, history::KeptRows},
};

/// The first schema with daily values.
const SINCE: i64 = 6;

/// What there is to compare.
pub(super) struct Days {
    comparable: bool,
    compared: usize,
    missing: usize,
    ended: Vec<DayEnd>,
}

impl Days {
    pub(super) async fn of(subject: &Subject, findings: &mut Findings) -> Result<Self, StoreError> {
        let has_days = subject.store.schema().await? >= SINCE;
        let comparable = has_days
            && match subject.store.meaning().await? {
                Some(meaning) if meaning == history::meaning(subject.offset) => true,
                Some(_) => {
                    findings.note("每日数值属于另一版本或另一时区，未作比对；服务启动时会重新生成");
                    false
                }
                None => false,
            };
        Ok(Self {
            comparable,
            compared: 0,
            missing: 0,
            ended: Vec::new(),
        })
    }

    /// Takes in a day that ended.
    pub(super) fn take(&mut self, end: Option<DayEnd>) {
        if self.comparable {
            self.ended.extend(end);
        }
    }

    /// Compares the days taken in since the last time.
    pub(super) async fn compare(
        &mut self,
        subject: &Subject,
        findings: &mut Findings,
    ) -> Result<(), StoreError> {
        for end in self.ended.drain(..) {
            match subject.store.kept_rows(end.day).await? {
                None => self.missing += 1,
                Some(kept) if is_same(&kept, &end) => self.compared += 1,
                Some(_) => differs(end.day, findings),
            }
        }
        Ok(())
    }

    pub(super) fn tell(&self, findings: &mut Findings) {
        if self.compared > 0 {
            findings.note(format!("{} 天的每日数值", self.compared));
        }
        if self.missing > 0 {
            let missing = self.missing;
            findings.note(format!("{missing} 天没有每日数值；服务启动时会补上"));
        }
    }
}

fn is_same(kept: &KeptRows, end: &DayEnd) -> bool {
    let same = |((kept, cells), (unit, ended)): (&(usize, _), &(_, _))| {
        let unit: &liandong_domain::tree::UnitIndex = unit;
        *kept == unit.as_usize() && cells == ended
    };
    kept.whole == end.whole
        && kept.units.len() == end.units.len()
        && kept.units.iter().zip(&end.units).all(same)
}

fn differs(day: Day, findings: &mut Findings) {
    let message = format!("{} 的每日数值与日志累计的结果不同", day.date());
    findings.add("history_differs", message);
}
