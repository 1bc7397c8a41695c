//! How long screens were there, from what became of them.
//!
//! While the server itself was stopped nobody can tell: that time counts neither way.

use crate::store::{access::Millis, screens::ScreenEvent};

/// A span of time in which a screen was there, or was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From when on.
    pub from: Millis,
    /// Until when.
    pub to: Millis,
    /// Whether it was there.
    pub up: bool,
}

/// The spans of a screen from a moment on until now, of which something is known; events are the oldest first.
pub fn spans(events: &[ScreenEvent], since: Millis, now: Millis, is_up: bool) -> Vec<Span> {
    let turns = events.iter().filter_map(|event| {
        let up = match event.kind.as_str() {
            "up" => Some(true),
            // Just paired, it is not there yet.
            "down" | "paired" | "replaced" => Some(false),
            "stopped" => None,
            _ => return None,
        };
        Some((event.at.clamp(since, now), up))
    });
    let turns: Vec<(Millis, Option<bool>)> = turns.collect();
    let before = match events.first().map(|event| event.kind.as_str()) {
        Some("down" | "stopped") => Some(true),
        Some("up") => Some(false),
        Some("paired") => None,
        _ => Some(is_up),
    };
    let mut spans: Vec<Span> = Vec::new();
    let (mut from, mut state) = (since, before);
    for (at, up) in turns.into_iter().chain([(now, None)]) {
        if let Some(up) = state
            && from < at
        {
            spans.push(Span { from, to: at, up });
        }
        (from, state) = (at, up);
    }
    spans
}

/// For how much of a time screens were there, in thousandths; nothing where nothing is known of it.
pub fn share<'a>(
    spans: impl IntoIterator<Item = &'a Span>,
    from: Millis,
    to: Millis,
) -> Option<u32> {
    let (mut known, mut up) = (0, 0);
    for span in spans {
        let overlap = (span.to.min(to) - span.from.max(from)).max(0);
        known += overlap;
        up += if span.up { overlap } else { 0 };
    }
    (known > 0).then(|| (up * 1000 / known) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: Millis, kind: &str) -> ScreenEvent {
        ScreenEvent {
            at,
            kind: kind.to_owned(),
            detail: String::new(),
        }
    }

    fn span(from: Millis, to: Millis, up: bool) -> Span {
        Span { from, to, up }
    }

    #[test]
    fn spans_go_from_one_turn_to_the_next() {
        let events = [
            event(10, "paired"),
            event(20, "up"),
            event(25, "frozen"),
            event(60, "down"),
        ];
        let expected = [
            span(10, 20, false),
            span(20, 60, true),
            span(60, 100, false),
        ];
        assert_eq!(spans(&events, 0, 100, false), expected);
        assert_eq!(share(&expected, 0, 100), Some(444));
        assert_eq!(share(&expected, 30, 50), Some(1000));
        assert_eq!(share(&expected, 0, 10), None, "not paired yet");
    }

    #[test]
    fn what_was_before_follows_from_what_came_first() {
        assert_eq!(
            spans(&[event(40, "down")], 0, 100, false)[0],
            span(0, 40, true)
        );
        assert_eq!(
            spans(&[event(40, "up")], 0, 100, true)[0],
            span(0, 40, false)
        );
        assert_eq!(spans(&[], 0, 100, true), [span(0, 100, true)]);
    }

    #[test]
    fn while_the_server_was_stopped_nothing_is_known() {
        let events = [event(50, "stopped"), event(80, "up")];
        let known = [span(0, 50, true), span(80, 100, true)];
        assert_eq!(spans(&events, 0, 100, true), known);
        assert_eq!(share(&known, 0, 100), Some(1000));
        assert_eq!(share(&known, 55, 75), None);
    }
}
