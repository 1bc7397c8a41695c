//! Why a table could not be written.

use std::io;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// More rows than a sheet of a workbook has.
    #[error("数据超过 {limit} 行，工作表放不下。请导出为 CSV，或缩小范围后再导出")]
    TooManyRows {
        /// The most rows of a sheet.
        limit: u32,
    },
    /// Text with separators could not be written.
    #[error("写入 CSV 文件失败")]
    Delimited(#[from] csv::Error),
    /// The workbook could not be made.
    #[error("生成工作簿失败")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// Where the table goes, nothing could be written.
    #[error("写入文件失败")]
    Io(#[from] io::Error),
}

impl WriteError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyRows { .. } => "too_many_rows",
            Self::Delimited(_) | Self::Workbook(_) | Self::Io(_) => "write_failed",
        }
    }
}
