//! What checks find, and how it is told.

/// Findings of a check that are told one by one; a damaged log may have a million.
const SHOWN: usize = 20;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// What and where, in Chinese.
    pub message: String,
}

/// What a check has found, and what else there is to say.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    shown: Vec<Finding>,
    count: usize,
    notes: Vec<String>,
}

impl Findings {
    /// Something is wrong.
    pub fn add(&mut self, code: &'static str, message: impl Into<String>) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            let message = message.into();
            self.shown.push(Finding { code, message });
        }
    }

    /// Nothing is wrong, but who reads the report may want to know.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// How much is wrong.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Prints what a check came to.
    pub(super) fn report(&self, title: &str) {
        let verdict = if self.count == 0 { "通过" } else { "有误" };
        println!("{verdict}  {title}");
        for Finding { code, message } in &self.shown {
            println!("      {code}：{message}");
        }
        if self.count > self.shown.len() {
            println!("      ……另有 {} 处", self.count - self.shown.len());
        }
        for note in &self.notes {
            println!("      {note}");
        }
    }
}
