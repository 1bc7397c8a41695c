//! Letting go of what was on the screen before.
//!
//! A signal keeps a note of everything that ever read it, and forgets nobody who is gone: on a wall that turns
//! through scenes for weeks the notes would grow without end, and each change would go through all of them.

use leptos::{
    prelude::*,
    reactive::{
        computed::ArcMemo,
        graph::{AnySource, ReactiveNode, Source, ToAnySource},
    },
};

use super::Store;

impl Store {
    /// Has every signal forget its readers, and those that are still there read it again.
    pub fn sweep(&self) {
        // Named one by one, so that a signal more is one that the compiler asks for here.
        let Self {
            own,
            heading,
            above,
            children,
            strands,
            extras,
            ticker,
            origin,
            kept: _,
            scene,
            dwelt,
            replay,
            refusal,
            link,
            heard,
            monotonic,
            second,
            turning,
            freshness: _,
            age: _,
            stream: _,
            streams,
        } = self;
        let signals = [
            scene.to_any_source(),
            heading.to_any_source(),
            above.to_any_source(),
            children.to_any_source(),
            strands.to_any_source(),
            extras.to_any_source(),
            ticker.to_any_source(),
            origin.to_any_source(),
            replay.to_any_source(),
            refusal.to_any_source(),
            dwelt.to_any_source(),
            link.to_any_source(),
            heard.to_any_source(),
            monotonic.to_any_source(),
            second.to_any_source(),
            turning.to_any_source(),
            streams.to_any_source(),
        ];
        signals.iter().for_each(forget);
        own.with_value(|cells| cells.each(forget));
        for nodes in [above, children] {
            nodes.with_untracked(|nodes| nodes.iter().for_each(|node| node.cells.each(forget)));
        }
        strands
            .with_untracked(|strands| strands.iter().for_each(|strand| strand.cells.each(forget)));
    }

    /// The same for what only scenes read, and a scene gives way as a whole: what is worked out tells nobody to
    /// read again where it stays the same.
    pub(super) fn forget_scene(&self) {
        forget(&ArcMemo::from(self.freshness).to_any_source());
        forget(&ArcMemo::from(self.age).to_any_source());
    }
}

/// Those that are told first come back by themselves.
fn forget(signal: &AnySource) {
    signal.mark_dirty();
    signal.clear_subscribers();
}
