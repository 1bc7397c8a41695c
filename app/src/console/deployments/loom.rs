//! The compact loom: a slip for each unit that a deployment went to first, with a ribbon above it for what
//! it has received and one below for what the units under it have received and carried out.

use leptos::prelude::*;

/// A unit at the top of a deployment's way down, with the targets below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Its short name.
    pub name: String,
    /// Whether it has received the deployment.
    pub received: bool,
    /// How many targets hang on it: those below it, or itself where there are none.
    pub base: u32,
    /// How many of them have received it.
    pub reached: u32,
    /// How many of them have carried it out.
    pub done: u32,
}

/// The widest ribbon.
const WIDEST: f64 = 38.0;
/// The widest that one target may be.
const WIDEST_ONE: f64 = 12.0;
const UPPER: f64 = 64.0;
const LOWER: f64 = 150.0;
/// Where the ribbon of what was not received ends.
const CUT: f64 = 0.4;

/// How wide one target is: as wide as the slip with the most of them allows, one pixel in a district.
fn width_of_one(slips: &[Slip]) -> f64 {
    let most = slips.iter().map(|slip| slip.base).max().unwrap_or(1).max(1);
    let fits = WIDEST / f64::from(most);
    if fits >= 1.0 {
        fits.floor().min(WIDEST_ONE)
    } else {
        fits
    }
}

/// A ribbon of a width from one height to another, centred.
fn ribbon(width: f64, from: f64, to: f64) -> String {
    let left = (WIDEST - width) / 2.0;
    let right = left + width;
    format!("M{left:.2} {from}H{right:.2}V{to}H{left:.2}Z")
}

pub(super) fn loom(from: String, issued: String, slips: Vec<Slip>) -> impl IntoView {
    let one = width_of_one(&slips);
    let slips = slips.into_iter().map(|slip| hanging(slip, one));
    view! {
        <div class="loom">
            <p class="loom-bar">
                <b>{from}</b>
                " "
                <span>{issued}</span>
            </p>
            <ol>{slips.collect_view()}</ol>
        </div>
    }
}

fn hanging(slip: Slip, one: f64) -> impl IntoView {
    let Slip {
        name,
        received,
        base,
        reached,
        done,
    } = slip;
    let width = |count: u32| f64::from(count) * one;
    let upper_end = if received { UPPER } else { UPPER * CUT };
    let upper_said = if received {
        format!("{name}：已接收")
    } else {
        format!("{name}：未接收")
    };
    let half = LOWER / 2.0;
    let stopped = (!received).then(|| {
        view! { <path class="stop" d="M11 34H27L19 46Z" /> }
    });
    let lower = received.then(|| {
        view! {
            <path d=ribbon(width(reached), 0.0, half)>
                <title>{format!("{name}：{reached} / {base} 已接收")}</title>
            </path>
            <path d=ribbon(width(done), half, LOWER)>
                <title>{format!("{name}：{done} / {base} 已办结")}</title>
            </path>
        }
    });
    let figure = if received {
        done.to_string()
    } else {
        "—".to_owned()
    };
    let upper = format!("0 0 {WIDEST} {UPPER}");
    let lower_box = format!("0 0 {WIDEST} {LOWER}");
    view! {
        <li data-received=received>
            <svg viewBox=upper width=WIDEST.to_string() height=UPPER.to_string() role="img" aria-label=upper_said.clone()>
                <path d=ribbon(width(base), 0.0, upper_end)>
                    <title>{upper_said.clone()}</title>
                </path>
                {stopped}
            </svg>
            <b class="slip">{name.clone()}</b>
            <svg
                viewBox=lower_box
                width=WIDEST.to_string()
                height=LOWER.to_string()
                role="img"
                aria-label=format!("{name}：{reached} / {base} 已接收，{done} / {base} 已办结")
            >
                {lower}
                <path class="whole" d=ribbon(width(base).max(8.0), LOWER - 2.0, LOWER) />
            </svg>
            <span class="loom-figure">
                <b>{figure}</b>
                " / "
                {base}
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(base: u32) -> Slip {
        Slip {
            name: "田林".to_owned(),
            received: true,
            base,
            reached: 0,
            done: 0,
        }
    }

    #[test]
    fn a_target_is_a_pixel_wide_in_a_district_and_wider_where_there_are_few() {
        let cases: [(&[u32], f64); 5] = [
            (&[18, 36], 1.0),
            (&[1, 1], WIDEST_ONE),
            (&[5], 7.0),
            (&[76], 0.5),
            (&[], WIDEST_ONE),
        ];
        for (bases, expected) in cases {
            let slips: Vec<Slip> = bases.iter().map(|&base| slip(base)).collect();
            assert!((width_of_one(&slips) - expected).abs() < 1e-9, "{bases:?}");
        }
    }

    #[test]
    fn a_ribbon_is_as_wide_as_its_count() {
        assert_eq!(ribbon(18.0, 0.0, 64.0), "M10.00 0H28.00V64H10.00Z");
        assert_eq!(ribbon(0.0, 0.0, 75.0), "M19.00 0H19.00V75H19.00Z");
    }
}
