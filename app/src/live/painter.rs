//! Telling what is on the screen: a frame applied now is painted when the second animation frame
//! after it begins.

/// What to do at an animation frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// This sequence number is on the screen.
    pub(super) painted: Option<u64>,
    /// Another animation frame is needed.
    pub(super) again: bool,
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

    /// An animation frame begins.
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
        self.requested = self.underway.is_some();
        Step {
            painted,
            again: self.requested,
        }
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

    fn step(painted: Option<u64>, again: bool) -> Step {
        Step { painted, again }
    }

    #[test]
    fn two_frames_later_it_is_painted() {
        let mut painter = Painter::default();
        assert!(painter.apply(7));
        assert_eq!(painter.frame(), step(None, true));
        assert_eq!(painter.frame(), step(Some(7), false));
        assert!(painter.apply(8));
    }

    #[test]
    fn only_the_newest_waits_behind_the_one_underway() {
        let mut painter = Painter::default();
        assert!(painter.apply(1));
        assert!(!painter.apply(2));
        assert_eq!(painter.frame(), step(None, true));
        assert!(!painter.apply(3));
        assert_eq!(painter.frame(), step(Some(1), true));
        assert_eq!(painter.frame(), step(None, true));
        assert_eq!(painter.frame(), step(Some(3), false));
    }

    #[test]
    fn another_connection_starts_afresh() {
        let mut painter = Painter::default();
        assert!(painter.apply(1));
        painter.reset();
        assert!(!painter.apply(9), "an animation frame is still asked for");
        assert_eq!(painter.frame(), step(None, true));
        assert_eq!(painter.frame(), step(None, true));
        assert_eq!(painter.frame(), step(Some(9), false));
        painter.apply(10);
        painter.reset();
        assert_eq!(painter.frame(), step(None, false));
    }
}
