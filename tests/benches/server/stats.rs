//! What a row of figures says in short.

/// Figures, sorted.
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts figures, of which there must be one at least.
    pub fn new(mut figures: Vec<f64>) -> Self {
        assert!(!figures.is_empty(), "nothing was measured");
        figures.sort_by(f64::total_cmp);
        Self(figures)
    }

    /// The figure that `share` of all do not exceed (nearest rank).
    pub fn quantile(&self, share: f64) -> f64 {
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0[rank.clamp(1, self.0.len()) - 1]
    }

    /// The figure in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The smallest figure.
    pub fn least(&self) -> f64 {
        self.quantile(0.0)
    }

    /// The largest figure.
    pub fn most(&self) -> f64 {
        self.quantile(1.0)
    }
}
