//! Which year points are of, and what they are taken from.

use leptos::prelude::*;
use liandong_domain::moment::{Day, Moment, UtcOffset};

use crate::format;

/// Which year points are of, and what they are taken from.
#[derive(Clone, Copy)]
pub struct Basis {
    /// Which year.
    pub year: i32,
    /// The day as whose end the numbers are; nothing of the running year.
    pub ended: Option<Day>,
    /// Whether that is not the year's last day.
    pub is_cut_short: bool,
    /// The year from which on the indicators are set; nothing where they were always so.
    pub since: Option<i32>,
    /// When the page was made.
    pub now: Moment,
}

impl Basis {
    /// `2027年1月5日 09:12`, or `2026年12月31日 日终`
    pub(super) fn taken(&self, offset: UtcOffset) -> String {
        match self.ended {
            Some(day) => format!("{} 日终", format::whole_day_cn(day)),
            None => self.made(offset),
        }
    }

    pub(super) fn made(&self, offset: UtcOffset) -> String {
        format!(
            "{} {}",
            format::date_cn(self.now, offset),
            format::clock_hm(self.now, offset)
        )
    }

    /// From when on the indicators are as they are.
    pub(super) fn set_since(&self) -> Option<String> {
        let since = self.since?;
        Some(format!("考核指标自 {since} 年度起按此设定。"))
    }

    /// What one has to know of a year that is over; also what can still be done about it.
    pub(super) fn notes(&self, is_at_work: bool) -> Option<impl IntoView + use<>> {
        let day = self.ended?;
        let year = self.year;
        let open = is_at_work.then(|| {
            format!("{year} 年度已经结束：数字不再变动；评审仍可补评，计入 {year} 年度。")
        });
        let cut_short = self.is_cut_short.then(|| {
            let last = format::day_cn(day);
            view! {
                <p class="warning">
                    {format!("{year} 年{last}以后没有保存每日数值，数字只到这一天。")}
                </p>
            }
        });
        Some(view! {
            {cut_short}
            <p class="hint">
                {open} "单位按现在的架构列出，当年还没有的、后来撤并的不列。"
            </p>
        })
    }
}
