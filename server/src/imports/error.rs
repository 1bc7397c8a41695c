//! Why an import goes no further.

use std::io;

use liandong_tables::{
    columns::MappingError,
    sheet::{Limits, Refusal},
    write::WriteError,
};

use super::pass::PassError;
use crate::{engine::SubmitError, ingest::Rejection, store::StoreError};

/// Why an import goes no further. Messages are for the clerk.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Too many files wait.
    #[error("等待处理的文件太多，请稍后再上传")]
    TooMany,
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Refusal),
    /// The columns are not what they should be.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The unit was closed meanwhile.
    #[error("导入所属的单位已停用，请重新上传并选择单位")]
    UnitClosed,
    /// The file has not been looked at to its end.
    #[error("文件还没有校验完，请等校验完成再导入")]
    NotReady,
    /// Rows cannot be taken, and nobody said to leave them out.
    #[error("有 {0} 行需要修正。请修正后再导入，或选择跳过这些行")]
    BadRows(u64),
    /// What is not in the file is to go, and of some rows it cannot be told what they are of.
    #[error("有 {0} 行的标识读不出来，不能断定哪些不在表中。请先修正这些行，或不处理“表中没有的”")]
    Unkeyed(u64),
    /// Nothing of it would change anything.
    #[error("没有可以导入的变化：表中各行与现有数据相同")]
    NothingToDo,
    /// Another import comes in or is taken back.
    #[error("另一份表正在导入或撤销，请等它完成")]
    Busy,
    /// It is not in, or not any more.
    #[error("这次导入不能撤销：它还没有完成，或已经撤销")]
    NotApplied,
    /// A row that could be taken when it was looked at cannot be any more.
    #[error("校验之后组织树或数据有变化，第 {0} 行不能再导入，已全部撤回；请重新校验再导入")]
    Overtaken(u64),
    /// A fact was refused.
    #[error("导入中途有一行被拒绝，已全部撤回：{}", .0.message)]
    Refused(Rejection),
    /// The server is on its way down.
    #[error("服务器正在停止，请稍后重试")]
    Stopping,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk failed.
    #[error("服务器磁盘写不进去，请联系管理员")]
    Disk(#[from] io::Error),
}

impl ImportError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMany => "too_many_drafts",
            Self::File(refusal) => refusal.code(),
            Self::Mapping(_) => "mapping_incomplete",
            Self::UnitClosed => "unit_retired",
            Self::NotReady => "not_ready",
            Self::BadRows(_) => "bad_rows",
            Self::Unkeyed(_) => "unkeyed_rows",
            Self::NothingToDo => "nothing_to_do",
            Self::Busy => "import_running",
            Self::NotApplied => "not_applied",
            Self::Overtaken(_) => "overtaken",
            Self::Refused(rejection) => rejection.code,
            Self::Stopping => "stopping",
            Self::Store(failure) => crate::error::store_code(failure),
            Self::Disk(_) => "disk_failed",
        }
    }
}

impl From<PassError> for ImportError {
    fn from(error: PassError) -> Self {
        match error {
            PassError::Mapping(error) => Self::Mapping(error),
            PassError::File(refusal) => Self::File(refusal),
            PassError::Store(failure) => Self::Store(failure),
        }
    }
}

impl From<SubmitError> for ImportError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Stopping => Self::Stopping,
            SubmitError::Store(failure) => Self::Disk(io::Error::other(failure.to_string())),
        }
    }
}

impl From<WriteError> for ImportError {
    fn from(error: WriteError) -> Self {
        Self::Disk(io::Error::other(error.to_string()))
    }
}

/// What is said of a file that is too large, in Chinese.
pub fn too_large() -> String {
    let limit = Limits::default().file_bytes >> 20;
    format!("文件超过 {limit} MB。请分成几个文件导入，或另存为 CSV（UTF-8）格式")
}
