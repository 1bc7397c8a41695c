//! What is said when the data is old.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use crate::{
    format,
    store::{Freshness, Store},
};

/// A time in the past as it is said now: today's to the second, yesterday's and older to the minute.
pub(super) fn said(then: Moment, now: Moment, offset: UtcOffset) -> String {
    let clock = format::clock_hm(then, offset);
    let yesterday = Moment(now.0.saturating_sub(86_400_000)).day(offset);
    let day = then.day(offset);
    if day == now.day(offset) {
        format::clock_hms(then, offset)
    } else if day == yesterday {
        format!("昨日 {clock}")
    } else {
        format!("{} {clock}", format::month_day_cn(then, offset))
    }
}

/// A length of time for a plate: 18 分钟, 20 小时 34 分.
fn duration(seconds: u64) -> String {
    let minutes = seconds / 60;
    match minutes {
        0..60 => format!("{minutes} 分钟"),
        60..1440 => format!("{} 小时 {} 分", minutes / 60, minutes % 60),
        _ => format!("{} 天 {} 小时", minutes / 1440, minutes / 60 % 24),
    }
}

/// The inverse plate of delayed and offline screens: for how long, from when the data is, and how
/// it goes on.
#[component]
pub fn Plate() -> impl IntoView {
    let store = expect_context::<Store>();
    let words = Memo::new(move |_| {
        let then = store.data_time();
        let offset = store.offset();
        match store.freshness() {
            Freshness::Delayed { age_s, attempt } => Some((
                format!("上行中断 {}", duration(age_s)),
                format!("以下为 {} 的数据", format::clock_hms(then, offset)),
                (attempt > 0).then(|| format!("正在重连 第 {attempt} 次")),
            )),
            Freshness::Offline { age_s, .. } => Some((
                format!("离线 {}", duration(age_s)),
                format!(
                    "显示最后可信数据 {} {}",
                    format::month_day_cn(then, offset),
                    format::clock_hm(then, offset)
                ),
                Some("网络恢复后自动更新".to_owned()),
            )),
            Freshness::Connecting | Freshness::Live | Freshness::Reconnecting { .. } => None,
        }
    });
    move || {
        words.get().map(|(plate, data, then)| {
            view! {
                <div class="plate">
                    <strong>{plate}</strong>
                    <span>{data}</span>
                    <span>{then}</span>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_their_two_largest_units() {
        assert_eq!(duration(18 * 60 + 59), "18 分钟");
        assert_eq!(duration(20 * 3600 + 34 * 60), "20 小时 34 分");
        assert_eq!(duration(49 * 3600), "2 天 1 小时");
    }

    #[test]
    fn times_are_said_by_their_distance() {
        let noon = 43_200_000;
        let day = 86_400_000;
        let said = |then| said(Moment(then), Moment(10 * day + noon), UtcOffset::UTC);
        assert_eq!(said(10 * day + noon - 8000), "11:59:52");
        assert_eq!(said(9 * day + noon), "昨日 12:00");
        assert_eq!(said(8 * day + noon), "1月9日 12:00");
    }
}
