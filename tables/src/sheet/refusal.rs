//! Why a file cannot be read at all.

use std::io;

/// Why a file is refused: what is wrong, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing in it.
    #[error("文件是空的：没有任何内容。请检查导出是否成功，然后重新选择文件")]
    Empty,
    /// Headings, and nothing below them.
    #[error("文件中只有标题，没有数据行。请检查是否选错了文件或工作表")]
    NoRows,
    /// No row of the first ones looks like headings.
    #[error(
        "前 {rows} 行中找不到标题行。请在数据上方保留一行列标题，如“身份证号”“性别”“所在党支部”，或下载模板填写"
    )]
    NoHeading {
        /// How many rows were looked at.
        rows: usize,
    },
    /// A larger file than is taken.
    #[error("文件超过 {} MB。请分成几个文件导入，或另存为 CSV（UTF-8）格式", limit >> 20)]
    TooLarge {
        /// The most bytes taken.
        limit: u64,
    },
    /// More rows than are taken.
    #[error("数据超过 {limit} 行。请分成几个文件导入")]
    TooManyRows {
        /// The most rows taken.
        limit: u64,
    },
    /// More columns than are taken.
    #[error("第 {line} 行超过 {limit} 列。请删去多余的列；如果是 CSV 文件，请检查这一行的分隔符")]
    TooManyColumns {
        /// The line of the file.
        line: u64,
        /// The most columns taken.
        limit: usize,
    },
    /// A quoted field that does not end.
    #[error(
        "第 {line} 行起的双引号没有成对，后面的行都会被当成同一格。请在这一行补上缺少的双引号，或另存为 .xlsx 再导入"
    )]
    RecordTooLong {
        /// The line at which the record begins.
        line: u64,
    },
    /// Neither UTF-8, UTF-16 with a byte order mark, nor GB 18030.
    #[error(
        "第 {line} 行附近有无法识别的字符。请把文件另存为“CSV UTF-8（逗号分隔）”或 .xlsx 再导入"
    )]
    UnknownEncoding {
        /// The line near which the first such character stands.
        line: u64,
    },
    /// Opens only with a password.
    #[error("文件设有打开密码。请在 Excel 或 WPS 中取消密码、重新保存后再导入")]
    PasswordProtected,
    /// The binary format of Excel 97 to 2003, or of WPS.
    #[error("这是旧版表格格式（.xls 或 .et）。请在 Excel 或 WPS 中另存为 .xlsx 再导入")]
    OldWorkbook,
    /// Another kind of file, whatever its name says.
    #[error(
        "“{name}”实际是{kind}，不是表格。请选择 .xlsx 或 .csv 文件；若由系统导出，请重新导出为 Excel 格式"
    )]
    NotATable {
        /// The file's name.
        name: String,
        /// What it is, in Chinese.
        kind: &'static str,
    },
    /// A workbook that ends too soon or whose parts cannot be read.
    #[error(
        "文件已损坏或不完整，无法读取（{part}）。请重新导出或重新上传；也可用 Excel 打开后另存为 .xlsx"
    )]
    Damaged {
        /// What could not be read, in Chinese.
        part: &'static str,
    },
    /// A workbook that unpacks to far more than it holds.
    #[error(
        "文件解压后过大，已停止读取。请用 Excel 打开，删去多余的空行和格式后另存，或另存为 CSV（UTF-8）"
    )]
    UnpacksTooLarge,
    /// No sheet with anything on it.
    #[error("工作簿中没有任何有内容的工作表。请检查是否选错了文件")]
    NoSheet,
    /// The file could not be read from where it is.
    #[error("读取文件失败。请重新上传")]
    Io(#[from] io::Error),
}

impl Refusal {
    /// The stable code of the refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::NoRows => "no_rows",
            Self::NoHeading { .. } => "no_heading",
            Self::TooLarge { .. } => "file_too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::RecordTooLong { .. } => "record_too_long",
            Self::UnknownEncoding { .. } => "unknown_encoding",
            Self::PasswordProtected => "password_protected",
            Self::OldWorkbook => "old_workbook",
            Self::NotATable { .. } => "not_a_table",
            Self::Damaged { .. } => "file_damaged",
            Self::UnpacksTooLarge => "unpacks_too_large",
            Self::NoSheet => "no_sheet",
            Self::Io(_) => "read_failed",
        }
    }
}
