//! A clerk's table on its way in: upload, say what it means, take in, take back.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::{Answer, Staff, soon};

/// A table as the member system exports it: a title, headings, and what must not stay. The branches are
/// named after the units of [`crate::tree`].
pub const MEMBERS: &str = "\
天平路街道党员信息采集表,,,,,,,,
姓名,性别,公民身份证号码,民族,学历,党员类别,所在党支部,入党日期,联系电话
张建国,男,31010419620315153X,汉族,大学本科,正式党员,上海新村居民区第一党支部,1985.7.1,13812345678
王秀英,女,310104197108224520,回族,大专,正式党员,上海新村居民区第二党支部,1999年7月1日,13987654321
李思远,男,310104199805063012,汉,研究生,预备党员,庆余居委会,2025-12-01,13711112222
";

/// What the table does not say: the sector of all rows.
pub fn of_community() -> Value {
    json!({ "fixed": { "sector": "community" } })
}

/// An import and whose it is.
pub struct Import<'a> {
    staff: &'a Staff<'a>,
    /// It as it stood when it was last looked at.
    pub shown: Value,
}

/// Asks to upload a file.
pub fn upload(staff: &Staff<'_>, table: &str, unit: &str, name: &str) -> RequestBuilder {
    staff.request(Method::POST, "/api/v1/imports").query(&[
        ("table", table),
        ("unit", unit),
        ("file_name", name),
    ])
}

impl<'a> Import<'a> {
    /// Uploads a file that can be read, and waits until it is looked at.
    pub async fn open(
        staff: &'a Staff<'a>,
        table: &str,
        unit: &str,
        file: impl Into<reqwest::Body>,
    ) -> Self {
        let request = upload(staff, table, unit, "名单.csv").body(file);
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let shown = answer.json();
        let mut import = Self { staff, shown };
        import.settle().await;
        import
    }

    /// Uploads members of community sector.
    pub async fn members(staff: &'a Staff<'a>, unit: &str, file: impl Into<reqwest::Body>) -> Self {
        let mut import = Self::open(staff, "member", unit, file).await;
        if import.state() == "mapping" {
            import.say(&of_community()).await;
        }
        import
    }

    /// Its name.
    pub fn id(&self) -> &str {
        self.shown["id"].as_str().expect("a name")
    }

    /// The address of something of it.
    pub fn path(&self, what: &str) -> String {
        format!("/api/v1/imports/{}{what}", self.id())
    }

    /// How far it is.
    pub fn state(&self) -> &str {
        self.shown["state"].as_str().unwrap_or_default()
    }

    /// Waits until nothing of it is under way.
    pub async fn settle(&mut self) {
        let path = self.path("");
        let staff = self.staff;
        self.shown = soon("an import to settle", async {
            loop {
                let answer = staff.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
                let shown = answer.json();
                let state = shown["state"].as_str().unwrap_or_default();
                if !matches!(state, "reading" | "applying" | "undoing") {
                    return shown;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await;
    }

    /// Says more of it.
    pub async fn say(&mut self, change: &Value) {
        let answer = self.staff.patch(&self.path(""), change).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        self.settle().await;
    }

    /// Asks to take it in.
    pub async fn ask_to_apply(&self, options: &Value) -> Answer {
        self.staff.post(&self.path("/apply"), options).await
    }

    /// Takes it in, and waits for the end.
    pub async fn apply(&mut self, options: &Value) {
        let answer = self.ask_to_apply(options).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{answer:?}");
        self.settle().await;
    }

    /// Takes it in, which must work.
    pub async fn apply_whole(&mut self) {
        self.apply(&json!({})).await;
        assert_eq!(self.state(), "applied", "{}", self.shown);
    }

    /// Asks to take it back.
    pub async fn ask_to_undo(&self) -> Answer {
        Answer::of(self.staff.request(Method::POST, &self.path("/undo"))).await
    }

    /// Takes it back, and waits for the end.
    pub async fn undo(&mut self) {
        let answer = self.ask_to_undo().await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{answer:?}");
        self.settle().await;
        assert_eq!(self.state(), "undone", "{}", self.shown);
    }

    /// What applying would do: new, changed, unchanged, newer, missing, bad.
    pub fn counts(&self) -> [u64; 6] {
        ["new", "changed", "unchanged", "newer", "missing", "bad"].map(|name| {
            let count = self.shown["preview"][name].as_u64();
            count.unwrap_or_else(|| panic!("no {name}: {}", self.shown))
        })
    }

    /// The codes of what is wrong with rows, the most frequent first.
    pub fn problems(&self) -> Vec<&str> {
        let problems = self.shown["preview"]["problems"].as_array();
        let problems = problems.expect("a list").iter();
        problems.filter_map(|it| it["code"].as_str()).collect()
    }
}
