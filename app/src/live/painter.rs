//! Telling what is on the screen: a frame applied now is painted when the first moment after the next animation
//! frame comes. A second animation frame would have the browser draw the whole picture again, for nothing.

/// What to do at an animation frame, or at the moment after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// This sequence number is on the screen.
    pub(super) painted: Option<u64>,
    /// What is to be waited for.
    pub(super) next: Option<Next>,
}

/// What the painter waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// An animation frame.
    Frame,
    /// The moment after it.
    After,
}

/// Which applied frame is on its way to the screen; never more than one.
#[derive(Debug, Default)]
pub(super) struct Painter {
    requested: bool,
    applied: Option<u64>,
    underway: Option<(u64, Progress)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Requested,
    Drawn,
}

impl Painter {
    /// A frame was applied. Whether an animation frame is to be asked for.
    pub(super) fn apply(&mut self, seq: u64) -> bool {
        self.applied = Some(seq);
        let idle = !self.requested;
        self.requested = true;
        if idle {
            self.begin();
        }
        idle
    }

    /// What was waited for is there.
    pub(super) fn frame(&mut self) -> Step {
        let mut painted = None;
        match self.underway.take() {
            Some((seq, Progress::Requested)) => self.underway = Some((seq, Progress::Drawn)),
            Some((seq, Progress::Drawn)) => {
                painted = Some(seq);
                self.begin();
            }
            None => self.begin(),
        }
        let next = self.underway.map(|(_, progress)| match progress {
            Progress::Requested => Next::Frame,
            Progress::Drawn => Next::After,
        });
        self.requested = next.is_some();
        Step { painted, next }
    }

    /// The connection is another one: it is told nothing about frames of the last.
    pub(super) fn reset(&mut self) {
        self.applied = None;
        self.underway = None;
    }

    fn begin(&mut self) {
        self.underway = self.applied.take().map(|seq| (seq, Progress::Requested));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Option<Next> = Some(Next::Frame);
    const AFTER: Option<Next> = Some(Next::After);

    fn step(painted: Option<u64>, next: Option<Next>) -> Step {
        Step { painted, next }
    }

    #[test]
    fn after_the_next_frame_it_is_painted() {
        let mut painter = Painter::default();
        assert!(painter.apply(7));
        assert_eq!(painter.frame(), step(None, AFTER));
        assert_eq!(painter.frame(), step(Some(7), None));
        assert!(painter.apply(8));
    }

    #[test]
    fn only_the_newest_waits_behind_the_one_underway() {
        let mut painter = Painter::default();
        assert!(painter.apply(1));
        assert!(!painter.apply(2));
        assert_eq!(painter.frame(), step(None, AFTER));
        assert!(!painter.apply(3));
        assert_eq!(painter.frame(), step(Some(1), FRAME));
        assert_eq!(painter.frame(), step(None, AFTER));
        assert_eq!(painter.frame(), step(Some(3), None));
    }

    #[test]
    fn another_connection_starts_afresh() {
        let mut painter = Painter::default();
        assert!(painter.apply(1));
        painter.reset();
        assert!(!painter.apply(9), "an animation frame is still asked for");
        assert_eq!(painter.frame(), step(None, FRAME));
        assert_eq!(painter.frame(), step(None, AFTER));
        assert_eq!(painter.frame(), step(Some(9), None));
        painter.apply(10);
        painter.reset();
        assert_eq!(painter.frame(), step(None, None));
    }
}
