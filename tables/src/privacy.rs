//! What names a person: recognised by heading and by content, masked for the eye, dropped or hashed on the way out.

mod column;
mod identity;
mod key;
mod mask;
mod pattern;
mod surname;

pub use column::{Found, Private, is_private_heading};
pub use identity::{Checked, check_identity};
pub use key::PersonKey;
pub use mask::{mask, scrub, scrub_damaged};

pub(crate) use column::judge_column;
pub(crate) use pattern::find;

/// What the first number in a text is that stands for a person, or its address of mail.
pub fn number_in(text: &str) -> Option<PrivateKind> {
    find(text).first().map(|found| found.kind)
}

/// What a column or a part of a cell says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateKind {
    /// 姓名
    Name,
    /// 身份证号 and other numbers of documents
    IdNumber,
    /// 手机、电话
    Phone,
    /// 住址
    Address,
    /// 电子邮箱
    Email,
    /// 微信、QQ
    Messenger,
}

impl PrivateKind {
    /// The Chinese word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "姓名",
            Self::IdNumber => "证件号码",
            Self::Phone => "电话号码",
            Self::Address => "地址",
            Self::Email => "电子邮箱",
            Self::Messenger => "微信或 QQ 号",
        }
    }
}
