//! How much of a file is taken.

/// How much of a file is taken before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Columns that hold anything.
    pub columns: usize,
    /// Rows below the headings.
    pub rows: u64,
    /// Size of all parts of a workbook once unpacked, in bytes.
    pub unpacked_bytes: u64,
    /// How many times larger than its packed size a part of a workbook may be. Sheets of many equal rows are packed
    /// to a fiftieth; what is made to exhaust a server, to a thousandth.
    pub unpacked_ratio: u64,
    /// Size of the table of texts of a workbook, which is held in memory, in bytes.
    pub shared_text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            columns: 200,
            rows: 2_000_000,
            unpacked_bytes: 2 << 30,
            unpacked_ratio: 250,
            shared_text_bytes: 256 << 20,
        }
    }
}
