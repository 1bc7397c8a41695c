//! Which columns are private.

use std::collections::HashSet;

use super::{PrivateKind, find, surname::looks_like_name};
use crate::{columns, text::heading_form, words};

/// Why a column's cells never leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Private {
    /// What the column holds.
    pub kind: PrivateKind,
    /// By what it was recognised.
    pub found: Found,
}

/// By what a private column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Its heading says so.
    Heading,
    /// Its cells look like it, whatever the heading says.
    Content,
}

impl Private {
    /// What the clerk is told, in Chinese.
    pub fn reason(self) -> String {
        let what = self.kind.label();
        match self.found {
            Found::Heading => format!("列标题表明是{what}，导入前剔除，系统不保存"),
            Found::Content => format!("列中的内容是{what}，导入前剔除，系统不保存"),
        }
    }
}

/// Parts of headings that tell what a column holds. The order decides: 联系人电话 is a phone number.
const HEADINGS: &[(PrivateKind, &[&str])] = &[
    (
        PrivateKind::IdNumber,
        &[
            "身份证",
            "身份号码",
            "身份号",
            "证件号",
            "护照",
            "通行证",
            "居住证号",
            "银行卡",
            "社保卡",
            "idcard",
            "idnumber",
        ],
    ),
    (
        PrivateKind::Phone,
        &[
            "电话",
            "手机",
            "联系方式",
            "联系号码",
            "座机",
            "移动号码",
            "传真",
            "phone",
            "mobile",
            "tel",
        ],
    ),
    (PrivateKind::Email, &["邮箱", "邮件", "email", "e-mail"]),
    (PrivateKind::Messenger, &["微信", "qq", "wechat", "weixin"]),
    (
        PrivateKind::Address,
        &[
            "住址",
            "地址",
            "居住地",
            "户籍地",
            "户籍所在",
            "户口所在",
            "家庭住",
            "门牌",
            "室号",
            "address",
        ],
    ),
    (
        PrivateKind::Name,
        &[
            "姓名",
            "名字",
            "曾用名",
            "联系人",
            "介绍人",
            "培养人",
            "负责人",
            "法定代表",
            "法人代表",
            "配偶",
            "书记",
            "经办人",
            "填表人",
        ],
    ),
];
/// Headings of names that are too short to be looked for inside of others.
const NAME_HEADINGS: [&str; 5] = ["党员", "人员", "本人", "法人", "fullname"];

/// Whether a heading stands over a private column.
pub fn is_private_heading(heading: &str) -> bool {
    by_heading(&heading_form(heading)).is_some()
}

fn by_heading(form: &str) -> Option<PrivateKind> {
    if NAME_HEADINGS.contains(&form) {
        return Some(PrivateKind::Name);
    }
    // 书记 is a person; 书记所在单位 or 书记数 would not be, and no registry has them.
    HEADINGS
        .iter()
        .find(|(_, parts)| parts.iter().any(|part| form.contains(part)))
        .map(|(kind, _)| *kind)
}

/// Judges a column by its heading and the values below it.
pub(crate) fn judge_column(heading: &str, values: &[&str]) -> Option<Private> {
    let form = heading_form(heading);
    if let Some(kind) = by_heading(&form) {
        return Some(Private {
            kind,
            found: Found::Heading,
        });
    }
    let by_content = most_are_private(values).or_else(|| names(&form, values));
    by_content.map(|kind| Private {
        kind,
        found: Found::Content,
    })
}

/// The kind of which at least half of the values hold something.
fn most_are_private(values: &[&str]) -> Option<PrivateKind> {
    const KINDS: [PrivateKind; 3] = [
        PrivateKind::IdNumber,
        PrivateKind::Phone,
        PrivateKind::Email,
    ];
    let held: Vec<PrivateKind> = values
        .iter()
        .filter_map(|value| find(value).first().map(|it| it.kind))
        .collect();
    KINDS.into_iter().find(|kind| {
        let count = held.iter().filter(|it| *it == kind).count();
        count > 0 && count * 2 >= values.len()
    })
}

/// A column of names: nearly all look like one, most differ, and the heading is not one of places or bodies.
fn names(form: &str, values: &[&str]) -> Option<PrivateKind> {
    const FEWEST: usize = 3;
    let is_name = |value: &&&str| looks_like_name(value) && !words::is_known_anywhere(value);
    let names = values.iter().filter(is_name).count();
    let different: HashSet<&&str> = values.iter().collect();
    let many = values.len() >= FEWEST && names * 5 >= values.len() * 4;
    (many && different.len() * 2 > values.len() && !columns::is_heading_of_names_of_bodies(form))
        .then_some(PrivateKind::Name)
}
