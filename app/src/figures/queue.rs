//! Which event the ticker shows: each stays long enough to be read, and none is shown once it is old
//! news.

use liandong_domain::moment::Moment;

/// With more than so many waiting, only the newest is shown.
const MOST_WAITING: usize = 6;

/// The event that is shown, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its sequence number.
    pub seq: u64,
    /// Since when it is shown.
    pub since: Moment,
}

/// An event that may be shown.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// Its sequence number.
    pub seq: u64,
    /// How many characters there are to read.
    pub letters: usize,
}

/// What to show now of `events`, oldest first: what was shown `before`, until it has had its time.
pub fn show(before: Option<Shown>, events: &[Waiting], now: Moment) -> Option<Shown> {
    let newest = events.last()?;
    let fresh = |seq| Some(Shown { seq, since: now });
    let Some(shown) = before else {
        return fresh(newest.seq);
    };
    let Some(place) = events.iter().position(|event| event.seq == shown.seq) else {
        return fresh(newest.seq);
    };
    let waiting = &events[place + 1..];
    if waiting.is_empty() || now.0 - shown.since.0 < dwell_ms(events[place].letters) {
        return before;
    }
    let next = if waiting.len() > MOST_WAITING {
        newest
    } else {
        &waiting[0]
    };
    fresh(next.seq)
}

/// 3 s and a fifth of a second for each character, at least 8 s.
fn dwell_ms(letters: usize) -> i64 {
    (3000 + letters as i64 * 200).max(8000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(seqs: std::ops::Range<u64>) -> Vec<Waiting> {
        seqs.map(|seq| Waiting { seq, letters: 20 }).collect()
    }

    #[test]
    fn an_event_stays_until_it_is_read() {
        let first = show(None, &events(1..3), Moment(0));
        assert_eq!(
            first,
            Some(Shown {
                seq: 2,
                since: Moment(0)
            })
        );
        let still = show(first, &events(1..5), Moment(7999));
        assert_eq!(still, first);
        let next = show(first, &events(1..5), Moment(8000));
        assert_eq!(
            next,
            Some(Shown {
                seq: 3,
                since: Moment(8000)
            })
        );
        let quiet = show(next, &events(1..4), Moment(90_000));
        assert_eq!(quiet, next);
    }

    #[test]
    fn a_crowd_is_passed_over() {
        let shown = Some(Shown {
            seq: 1,
            since: Moment(0),
        });
        let next = show(shown, &events(1..9), Moment(8000)).expect("an event");
        assert_eq!(next.seq, 8);
        let forgotten = show(shown, &events(5..7), Moment(1)).expect("an event");
        assert_eq!(forgotten.seq, 6);
        assert_eq!(show(shown, &[], Moment(1)), None);
    }

    #[test]
    fn long_texts_stay_longer() {
        assert_eq!(dwell_ms(10), 8000);
        assert_eq!(dwell_ms(40), 11_000);
    }
}
