//! Which event is told: each stays long enough to be read, and none is told once it is old news.

use liandong_domain::moment::Moment;

/// With more than so many waiting, only the newest is shown.
const MOST_WAITING: usize = 6;

/// The event that is shown, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its sequence number.
    pub seq: u64,
    /// How many characters there are to read.
    pub letters: usize,
    /// Since when it is shown.
    pub since: Moment,
}

/// An event that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its sequence number.
    pub seq: u64,
    /// How many characters there are to read.
    pub letters: usize,
}

/// What to show now of `events`, oldest first: what was shown `before`, until it has had its time.
pub fn show(before: Option<Shown>, events: &[Waiting], now: Moment) -> Option<Shown> {
    let newest = events.last()?;
    let fresh = |&Waiting { seq, letters }: &Waiting| {
        Some(Shown {
            seq,
            letters,
            since: now,
        })
    };
    let Some(shown) = before else {
        return fresh(newest);
    };
    let first = events.partition_point(|event| event.seq <= shown.seq);
    let is_known = first > 0 && events[first - 1].seq == shown.seq;
    // It is not among them: either a crowd has pushed it off the list, or this is another list.
    if !is_known && first > 0 {
        return fresh(newest);
    }
    let waiting = &events[first..];
    if waiting.is_empty() || now.0 - shown.since.0 < dwell_ms(shown.letters) {
        return before;
    }
    let is_crowd = !is_known || waiting.len() > MOST_WAITING;
    fresh(if is_crowd { newest } else { &waiting[0] })
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
                letters: 20,
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
                letters: 20,
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
            letters: 20,
            since: Moment(0),
        });
        let next = show(shown, &events(1..9), Moment(8000)).expect("an event");
        assert_eq!(next.seq, 8);
        assert_eq!(show(shown, &[], Moment(1)), None);
    }

    #[test]
    fn what_a_crowd_pushed_off_the_list_is_read_to_its_end() {
        let shown = Some(Shown {
            seq: 1,
            letters: 20,
            since: Moment(0),
        });
        assert_eq!(show(shown, &events(30..38), Moment(7999)), shown);
        let next = show(shown, &events(30..38), Moment(8000)).expect("an event");
        assert_eq!(next.seq, 37);
    }

    #[test]
    fn another_list_begins_with_its_newest() {
        let shown = Some(Shown {
            seq: 9,
            letters: 20,
            since: Moment(0),
        });
        let other = [4, 7, 12].map(|seq| Waiting { seq, letters: 20 });
        assert_eq!(
            show(shown, &other, Moment(1)).map(|shown| shown.seq),
            Some(12)
        );
        let earlier = show(shown, &events(3..6), Moment(1));
        assert_eq!(earlier.map(|shown| shown.seq), Some(5));
    }

    #[test]
    fn long_texts_stay_longer() {
        assert_eq!(dwell_ms(10), 8000);
        assert_eq!(dwell_ms(40), 11_000);
    }
}
