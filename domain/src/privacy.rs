//! What may be published of a sensitive metric (失联, 空挂 …).
//!
//! The rule to begin with: 0 as 0, 1 to 4 as "<5", others to the nearest 5, each from its own true
//! value. That alone is not enough. Two children that each show "<5" under a parent that shows 10
//! can only be 4 and 4; seven that each show "<5" under a parent that shows 5 can only be 1 each. The
//! classes are therefore widened where the children's published values pin them down:
//!
//! Let the children's published values admit sums from `low` to `high`. The rounding classes cut this
//! range into pieces, and only its first and its last piece can hold a single number. Such a piece is
//! joined to its neighbour and published as that. So whatever is published of a parent admits at
//! least two sums, hence at least two values of every small number below it, and so on down the
//! tree, whoever looks at all screens at once and knows this rule. It holds whether the viewer knows
//! nothing of what the parent unit has of its own, or knows that it has nothing.
//! `tests/privacy.rs` proves it by trying every world of small trees.

use crate::{aggregate::Aggregate, frame::Value, metric::Metric, tree::UnitIndex};

/// The values that a published value stands for, as a viewer can tell: `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Class {
    low: i64,
    high: i64,
    shown: Value,
}

/// What may be published of a number: itself, or, where the metric is sensitive, its class.
pub fn publish(aggregate: &Aggregate, unit: UnitIndex, metric: Metric) -> Value {
    if metric.definition().sensitive {
        class(aggregate, unit, metric).shown
    } else {
        Value::Count(aggregate.count(unit, metric))
    }
}

fn class(aggregate: &Aggregate, unit: UnitIndex, metric: Metric) -> Class {
    let count = aggregate.count(unit, metric);
    if count == 0 {
        return rounded(0);
    }
    let children = aggregate.tree().node(unit).children.iter();
    let (low, high) = children
        .map(|&child| class(aggregate, child, metric))
        .fold((0, 0), |(low, high), child| {
            (low + child.low, high + child.high)
        });
    widened(count, low, high)
}

/// The class of a number by the rule to begin with. Negative numbers, which only a sender's mistake
/// can make, are published as 0.
fn rounded(count: i64) -> Class {
    match count {
        ..=0 => Class {
            low: 0,
            high: 0,
            shown: Value::Count(0),
        },
        1..=4 => Class {
            low: 1,
            high: 4,
            shown: Value::LessThan(5),
        },
        _ => {
            let nearest = (count + 2) / 5 * 5;
            Class {
                low: (nearest - 2).max(5),
                high: nearest + 2,
                shown: Value::Count(nearest),
            }
        }
    }
}

/// The class of a number whose children's published values admit sums from `low` to `high`.
fn widened(count: i64, low: i64, high: i64) -> Class {
    if low == 0 {
        return rounded(count);
    }
    let mut first = rounded(low);
    if first.high == low {
        first = rounded(low + 1);
    }
    first.low = low;
    let class_of = |number: i64| {
        if number <= first.high {
            first
        } else {
            rounded(number)
        }
    };
    let class = class_of(count);
    if high > first.high && class_of(high).low == high {
        let last = Class {
            high,
            ..class_of(high - 1)
        };
        if count == high || class_of(count) == class_of(high - 1) {
            return last;
        }
        if class.low == high {
            return Class {
                low: high + 1,
                ..class
            };
        }
    }
    if count <= high {
        Class {
            high: class.high.min(high),
            ..class
        }
    } else {
        class
    }
}
