//! A table to a server that runs, by its API.

use std::{fs::File, io::Write, time::Duration};

use anyhow::{Context, anyhow, bail};
use futures_util::TryStreamExt;
use liandong_tables::sheet::Limits;
use reqwest::{Body, Method, RequestBuilder, Url, header};
use serde::Deserialize;
use tokio::time::{Instant, sleep};
use tokio_util::io::ReaderStream;

use super::{Incoming, Stage, Summary, Teller, flags::ImportFlags, take};
use crate::imports::{Applied, Options, Progress, settings::SettingsChange, too_large};

mod api;
mod connection;

use api::{Api, Failure};

/// Bytes read at once.
const CHUNK: usize = 1 << 18;
/// How long a server may be away while it has the table, as when it is started anew.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long until it is asked again then.
const PAUSE: Duration = Duration::from_secs(1);
/// How long an answer may take for which the server does not read the table.
const PROMPT: Duration = Duration::from_secs(30);

/// A table on a server.
struct Remote {
    api: Api,
    id: String,
}

/// An import as the API shows it, as far as it is of use here.
#[derive(Deserialize)]
struct Shown {
    id: String,
    state: String,
    #[serde(default)]
    progress: Progress,
    file: Option<FileShown>,
    preview: Option<Summary>,
    result: Option<Applied>,
}

#[derive(Deserialize)]
struct FileShown {
    problems: Vec<String>,
    code: Option<String>,
}

/// Takes a table to a server.
pub(super) async fn import(flags: &ImportFlags, server: &Url) -> anyhow::Result<()> {
    let api = connection::open(flags, server)?;
    let id = upload(&api, flags).await?;
    take(&Remote { api, id }, flags).await
}

/// Uploads the file: its name on the server.
async fn upload(api: &Api, flags: &ImportFlags) -> anyhow::Result<String> {
    let unreadable = || format!("读不了文件 {}", flags.file.display());
    let file = tokio::fs::File::open(&flags.file)
        .await
        .with_context(unreadable)?;
    let about = file.metadata().await.with_context(unreadable)?;
    if !about.is_file() {
        bail!("{} 不是普通文件", flags.file.display());
    }
    let length = about.len();
    if length > Limits::default().file_bytes {
        bail!("{}（file_too_large）", too_large());
    }
    ask_before(api, flags).await?;
    let request = posted(api, flags).header(header::CONTENT_LENGTH, length);
    let shown: Shown = api.ask(request.body(told_of(file, length))).await?;
    Ok(shown.id)
}

/// Sends no file at all: who refuses a large one ends the connection while it comes, and the answer is lost.
/// Whatever stands against it but its content is said of an empty one as well.
async fn ask_before(api: &Api, flags: &ImportFlags) -> Result<(), Failure> {
    match api.send(posted(api, flags)).await {
        Err(Failure::Refused { code, .. }) if code == "file_empty" => Ok(()),
        answered => answered.map(drop),
    }
}

fn posted(api: &Api, flags: &ImportFlags) -> RequestBuilder {
    let file_name = flags.file_name();
    let query = [
        ("table", flags.table.as_str()),
        ("unit", flags.unit.as_str()),
        ("file_name", &file_name),
    ];
    let request = api.request(Method::POST, &[]).query(&query);
    request.header(header::CONTENT_TYPE, "application/octet-stream")
}

/// A file as it goes out, with its progress told.
fn told_of(file: tokio::fs::File, length: u64) -> Body {
    let mut teller = Teller::default();
    let mut sent = 0;
    let chunks = ReaderStream::with_capacity(file, CHUNK).inspect_ok(move |chunk| {
        sent += chunk.len() as u64;
        teller.tell(|| format!("已上传 {} / {} MB", sent >> 20, length >> 20));
    });
    Body::wrap_stream(chunks)
}

impl Remote {
    async fn shown(&self) -> Result<Shown, Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let request = self.api.request(Method::GET, &[&self.id]).timeout(PROMPT);
            match self.api.ask(request).await {
                Err(failure) if failure.may_pass() && Instant::now() < deadline => {
                    sleep(PAUSE).await;
                }
                answered => return answered,
            }
        }
    }
}

impl Incoming for Remote {
    fn uid(&self) -> &str {
        &self.id
    }

    async fn change(&self, change: SettingsChange) -> anyhow::Result<()> {
        let request = self.api.request(Method::PATCH, &[&self.id]);
        let _: Shown = self.api.ask(request.json(&change)).await?;
        Ok(())
    }

    async fn stage(&self) -> anyhow::Result<Stage> {
        let shown = self.shown().await?;
        shown.stage()
    }

    async fn bad_rows(&self, out: &mut File) -> anyhow::Result<()> {
        let request = self.api.request(Method::GET, &[&self.id, "bad-rows.xlsx"]);
        let mut answer = self.api.send(request).await?;
        while let Some(chunk) = answer.chunk().await.map_err(Failure::unreachable)? {
            out.write_all(&chunk)?;
        }
        Ok(())
    }

    async fn apply(&self, options: Options) -> anyhow::Result<()> {
        let request = self.api.request(Method::POST, &[&self.id, "apply"]);
        self.api.send(request.json(&options)).await?;
        Ok(())
    }

    fn unattended(&self) -> String {
        format!(
            "服务器上的导入会继续到完成，编号 {}，可在管理台查看或撤销",
            self.id
        )
    }

    async fn forget(&self) -> anyhow::Result<()> {
        let request = self.api.request(Method::DELETE, &[&self.id]);
        self.api.send(request.timeout(PROMPT)).await?;
        Ok(())
    }
}

impl Shown {
    fn stage(self) -> anyhow::Result<Stage> {
        let Self {
            state,
            progress,
            file,
            preview,
            result,
            ..
        } = self;
        let stage = match state.as_str() {
            "reading" => Some(Stage::Reading(progress.done)),
            "mapping" | "failed" => {
                file.map(|file| Stage::stuck(&file.problems, file.code.as_deref()))
            }
            "ready" => preview.map(Stage::Ready),
            "applying" | "undoing" => Some(Stage::Writing(progress)),
            "applied" | "undone" => result.map(Stage::Ended),
            _ => None,
        };
        stage.ok_or_else(|| anyhow!("服务器的版本与本程序不符：不认识状态“{state}”"))
    }
}
