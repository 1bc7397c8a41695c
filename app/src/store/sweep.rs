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
        forget(&self.scene.to_any_source());
        forget(&self.heading.to_any_source());
        forget(&self.above.to_any_source());
        forget(&self.children.to_any_source());
        forget(&self.strands.to_any_source());
        forget(&self.extras.to_any_source());
        forget(&self.ticker.to_any_source());
        forget(&self.origin.to_any_source());
        forget(&self.replay.to_any_source());
        forget(&self.refusal.to_any_source());
        forget(&self.dwelt.to_any_source());
        forget(&self.link.to_any_source());
        forget(&self.heard.to_any_source());
        forget(&self.monotonic.to_any_source());
        forget(&self.turned.to_any_source());
        self.own.with_value(|cells| cells.each(forget));
        for nodes in [self.above, self.children] {
            nodes.with_untracked(|nodes| nodes.iter().for_each(|node| node.cells.each(forget)));
        }
        self.strands
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
