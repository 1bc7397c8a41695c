use super::*;

/// Reads an outline back: the width and length of each run of equal steps.
fn read(path: &str, direction: Direction) -> Vec<Step> {
    let start = match direction {
        Direction::Fall => 0,
        Direction::Rise => LENGTH,
    };
    let rest = path
        .strip_prefix(&format!("M0 {start}"))
        .and_then(|rest| rest.strip_suffix(&format!("V{start}Z")))
        .expect("an outline that begins and ends at its start");
    let mut steps = Vec::new();
    let (mut across, mut length) = (0, 0);
    for part in rest.split('H').skip(1) {
        let (x, y) = part.split_once('V').unwrap_or((part, ""));
        let x: i64 = x.parse().expect("a place");
        if x > across {
            let width = x - across;
            steps.push(Step { width, length });
        }
        across = x;
        if !y.is_empty() {
            length = (y.parse::<i64>().expect("a place") - start).abs();
        }
    }
    steps
}

/// A few thousand small numbers that are the same each time.
fn numbers() -> impl Iterator<Item = i64> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some((state >> 33) as i64)
    })
}

/// Merges neighbours of the same length, as an outline does.
fn runs(steps: &[Step]) -> Vec<Step> {
    let mut runs: Vec<Step> = Vec::new();
    for step in steps {
        match runs.last_mut() {
            Some(last) if last.length == step.length => last.width += step.width,
            _ => runs.push(*step),
        }
    }
    runs
}

#[test]
fn what_is_received_reads_back() {
    let mut numbers = numbers();
    for _ in 0..2000 {
        let due = numbers.next().expect("a number") % 400;
        let received = numbers.next().expect("a number") % (due + 1);
        let ribbon = Ribbon::received(Some(received), Some(due));
        let steps = read(&ribbon.outline(Direction::Fall), Direction::Fall);
        let wide = |length| -> i64 {
            let such = steps.iter().filter(|step| step.length == length);
            such.map(|step| step.width).sum()
        };
        assert_eq!((wide(LENGTH), wide(STOP)), (received, due - received));
        assert_eq!(ribbon.width(), due.max(1));
    }
}

#[test]
fn every_step_of_a_hem_reads_back_to_its_count() {
    let mut numbers = numbers();
    for _ in 0..500 {
        let threads = numbers.next().expect("a number") % 40 + 1;
        let due = numbers.next().expect("a number") % 60 + 1;
        let mut done: Vec<i64> = (0..threads)
            .map(|_| numbers.next().expect("a number") % (due + 1))
            .collect();
        let ribbon = Ribbon::hem(done.iter().map(|&done| (Some(done), Some(due))));
        assert_eq!(ribbon.width(), threads);
        for direction in [Direction::Fall, Direction::Rise] {
            let read = read(&ribbon.outline(direction), direction);
            assert_eq!(read, runs(ribbon.steps()));
        }
        done.sort_unstable_by(|left, right| right.cmp(left));
        let back: Vec<i64> = ribbon
            .steps()
            .iter()
            .map(|step| (step.length * due + LENGTH / 2) / LENGTH)
            .collect();
        assert_eq!(back, done);
    }
}

#[test]
fn a_log_is_absent_waiting_or_passed() {
    let logs = [
        (Some(0), Some(0)),
        (Some(0), Some(1)),
        (Some(1), Some(1)),
        (None, None),
    ];
    let ribbon = Ribbon::logs(logs);
    let lengths: Vec<i64> = ribbon.steps().iter().map(|step| step.length).collect();
    assert_eq!(lengths, [LENGTH, LENGTH / 2, 0, 0]);
    assert_eq!(
        ribbon.outline(Direction::Rise),
        "M0 10000H0V0H1V5000H2V10000H4V10000Z"
    );
    // Of a street with several communities the upper half is the part that was passed.
    let street = Ribbon::logs([(Some(5), Some(20))]);
    assert_eq!(street.steps()[0].length, LENGTH / 2 + LENGTH / 8);
}

#[test]
fn threads_that_were_passed_go_through() {
    let ribbon = Ribbon::passed([
        (Some(1), Some(1)),
        (Some(0), Some(1)),
        (Some(3), Some(4)),
        (None, Some(1)),
    ]);
    assert_eq!(ribbon.width(), 4 * THREAD);
    assert_eq!(ribbon.steps()[0].width, THREAD + THREAD * 3 / 4);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(Ribbon::received(None, None).width(), 1);
    assert_eq!(
        Ribbon::received(Some(0), Some(0)).outline(Direction::Fall),
        "M0 0H0V0Z"
    );
    // A count that is ahead of its base for a moment must not leave the box.
    assert_eq!(Ribbon::received(Some(3), Some(2)).width(), 2);
    assert_eq!(Ribbon::hem([(Some(3), Some(2))]).steps()[0].length, LENGTH);
}

#[test]
fn receipts_are_counted_at_the_level_that_gets_them() {
    let tiers = |kind| {
        let Tiers { received, done } = Tiers::of(kind);
        (received, done)
    };
    assert_eq!(tiers(UnitKind::District), (Tier::District, Tier::Street));
    assert_eq!(tiers(UnitKind::Street), (Tier::Street, Tier::Community));
    assert_eq!(tiers(UnitKind::Area), (Tier::Community, Tier::Community));
    assert_eq!(
        tiers(UnitKind::Community),
        (Tier::Community, Tier::Community)
    );
    assert_eq!(tiers(UnitKind::Grid), (Tier::Station, Tier::Station));
}

#[test]
fn names_take_as_many_lines_as_they_need() {
    assert_eq!(lines(6, 105), 2);
    assert_eq!(lines(2, 105), 1);
    assert_eq!(lines(6, 69), 3);
    assert_eq!(lines(3, 10), 3);
}
