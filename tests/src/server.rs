//! The server's process, and what one asks of it by HTTP.

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
};

use liandong_domain::{frame::Snapshot, metric::Metric, moment::Moment};
use reqwest::{Client, Method, RequestBuilder, StatusCode, Url};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{Program, binary, client, soon, tree};

/// What a server starts with.
#[derive(Default)]
pub struct Setup {
    units: Option<String>,
    arguments: Vec<OsString>,
    data: Option<PathBuf>,
    clock: Option<String>,
    wrapper: Option<String>,
}

/// A running server, killed when dropped, with a folder of its own.
pub struct Server {
    setup: Setup,
    process: Child,
    base: Url,
    client: Client,
    token: String,
    folder: TempDir,
}

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: StatusCode,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// Body as text.
    pub body: String,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// New facts.
    pub accepted: u64,
    /// Facts that were there already.
    pub duplicate: u64,
    /// Refused facts: place in the batch, and code.
    pub rejected: Vec<(u64, String)>,
    /// The last sequence number.
    pub seq: u64,
}

impl Setup {
    /// Nothing particular.
    pub fn new() -> Self {
        Self::default()
    }

    /// Imports these units (CSV) first.
    #[must_use]
    pub fn units(mut self, csv: &str) -> Self {
        self.units = Some(csv.to_owned());
        self
    }

    /// One more argument of `serve`.
    #[must_use]
    pub fn arg(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Keeps the data here instead of in the folder of the test.
    #[must_use]
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }

    /// Has the server's clock begin at this time, such as `2026-12-31T12:00:00+08:00`.
    #[must_use]
    pub fn clock(mut self, start: &str) -> Self {
        self.clock = Some(start.to_owned());
        self
    }

    /// Runs this shell script first in the process that becomes the server.
    #[must_use]
    pub fn wrapped_in(mut self, script: &str) -> Self {
        self.wrapper = Some(script.to_owned());
        self
    }

    /// Starts the server. Where there are units, a token for all of them is at hand.
    pub async fn start(self) -> Server {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let data = self
            .data
            .clone()
            .unwrap_or_else(|| folder.path().join("data"));
        let mut token = String::new();
        if let Some(units) = &self.units {
            let file = folder.path().join("units.csv");
            fs::write(&file, units).expect("a file of units");
            let import = Program::new(["import-units"]).arg(&file).arg("--data");
            let run = import.arg(&data).run().await;
            assert!(run.success, "{run:?}");
            token = create_token(&data, tree::CITY).await;
        }
        let (process, base) = launch(&self, &data, folder.path()).await;
        let server = Server {
            setup: self,
            process,
            base,
            client: client(),
            token,
            folder,
        };
        server.begin_day().await;
        server
    }
}

async fn create_token(data: &Path, unit: &str) -> String {
    let create = Program::new(["token", "create", "--unit", unit, "--data"]);
    let run = create.arg(data).run().await;
    assert!(run.success, "{run:?}");
    run.out.trim().to_owned()
}

async fn launch(setup: &Setup, data: &Path, folder: &Path) -> (Child, Url) {
    let mut command = match &setup.wrapper {
        None => Command::new(binary()),
        Some(script) => {
            let mut shell = Command::new("sh");
            shell
                .args(["-c", &format!("{script}; exec \"$0\" \"$@\"")])
                .arg(binary());
            shell
        }
    };
    let log = File::options()
        .create(true)
        .append(true)
        .open(folder.join("server.log"))
        .expect("a file for the log");
    let mut process = command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args(&setup.arguments)
        .args(
            setup
                .clock
                .iter()
                .flat_map(|start| ["--clock-start", start]),
        )
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts");
    let out = process.stdout.take().expect("its output is a pipe");
    let mut lines = BufReader::new(out).lines();
    let line = soon("the server's address", lines.next_line()).await;
    let base = line.ok().flatten().and_then(|line| line.parse().ok());
    let base = base.unwrap_or_else(|| {
        let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
        panic!("the server printed no address:\n{log}")
    });
    (process, base)
}

impl Server {
    /// A server over the small tree.
    pub async fn small() -> Self {
        Setup::new().units(tree::SMALL).start().await
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        let own = || self.folder.path().join("data");
        self.setup.data.clone().unwrap_or_else(own)
    }

    /// Host and port.
    pub fn host(&self) -> String {
        let (host, port) = (self.base.host_str(), self.base.port());
        format!(
            "{}:{}",
            host.expect("an address has a host"),
            port.expect("an address has a port")
        )
    }

    /// Its process id.
    pub fn process_id(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// A new token for a unit and all below it.
    pub async fn token(&self, unit: &str) -> String {
        create_token(&self.data(), unit).await
    }

    /// Ends it at once, as loss of power would, and waits for its end.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("it can be killed");
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        self.signal("TERM");
    }

    fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.process_id());
        let status = std::process::Command::new("sh")
            .args(["-c", &kill])
            .status();
        assert!(status.expect("a shell").success());
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        soon("the server's end", self.process.wait())
            .await
            .expect("it can be waited for")
    }

    /// Asks it to stop and waits for its end.
    pub async fn stop(&mut self) -> ExitStatus {
        self.ask_to_stop();
        self.ended().await
    }

    /// Starts it again over the same data, on another port.
    pub async fn start_again(&mut self) {
        (self.process, self.base) = launch(&self.setup, &self.data(), self.folder.path()).await;
        self.begin_day().await;
    }

    /// Starts it again over the same data, with its clock at another time.
    pub async fn start_again_at(&mut self, start: &str) {
        self.setup.clock = Some(start.to_owned());
        self.start_again().await;
    }

    /// Has midnight come, where the clock was moved at the start.
    pub fn midnight(&self) {
        self.signal("USR1");
    }

    /// Has the fact of a new day behind it, which the server makes with the first commit or within a
    /// second: tests that compare two looks are not to have it between them.
    async fn begin_day(&self) {
        if !self.token.is_empty() {
            self.post(&[]).await;
        }
    }

    /// A request as yet without headers.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.base.join(path).expect("a path");
        self.client.request(method, url)
    }

    /// Gets a page or a file.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// Gets an address with a query.
    pub async fn query(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut url = self.base.join(path).expect("a path");
        url.query_pairs_mut().extend_pairs(pairs);
        Answer::of(self.client.get(url)).await
    }

    /// A batch as yet unsent, by the holder of a token.
    pub fn batch(&self, token: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
        self.request(Method::POST, "/api/v1/facts")
            .bearer_auth(token)
            .body(body)
    }

    /// Posts any body with a token for everything.
    pub async fn post_body(&self, body: impl Into<reqwest::Body>) -> Answer {
        Answer::of(self.batch(&self.token, body)).await
    }

    /// Posts facts with a token for everything; they may be refused, but the batch may not.
    pub async fn post(&self, facts: &[Value]) -> Receipt {
        self.post_as(&self.token, facts).await
    }

    /// Posts facts with some token; they may be refused, but the batch may not.
    pub async fn post_as(&self, token: &str, facts: &[Value]) -> Receipt {
        let answer = Answer::of(self.batch(token, Value::from(facts).to_string())).await;
        answer
            .receipt()
            .unwrap_or_else(|| panic!("{answer:?}\n{}", self.log()))
    }

    /// Posts facts that must all be new.
    pub async fn accept(&self, facts: &[Value]) {
        let receipt = self.post(facts).await;
        assert_eq!(receipt.accepted, facts.len() as u64, "{receipt:?}");
    }

    /// What a display of the unit would get.
    pub async fn snapshot(&self, unit: &str) -> Snapshot {
        let answer = self
            .get(&format!("/api/v1/units/{unit}/snapshot?scene=overview"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let mut snapshot: Snapshot =
            serde_json::from_str(&answer.body).expect("a snapshot in JSON");
        snapshot.server_time = Moment(0);
        snapshot
    }

    /// A unit's number, as its displays show it.
    pub async fn count(&self, unit: &str, metric: Metric) -> i64 {
        let value = self.snapshot(unit).await.metrics.get(metric);
        value
            .and_then(liandong_domain::frame::Value::count)
            .expect("a plain number")
    }

    /// A token for everything.
    pub fn root_token(&self) -> &str {
        &self.token
    }
}

impl Answer {
    /// Sends a request and takes its answer.
    pub async fn of(request: RequestBuilder) -> Self {
        soon("an answer", Self::try_of(request))
            .await
            .expect("an answer")
    }

    /// Sends a request; an error where the connection breaks.
    ///
    /// # Errors
    /// The connection broke before the answer was whole.
    pub async fn try_of(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = request.send().await?;
        Ok(Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await?,
        })
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The stable code of a refusal.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header's text, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The receipt, where the batch was taken.
    pub fn receipt(&self) -> Option<Receipt> {
        if self.status != StatusCode::OK {
            return None;
        }
        let json = self.json();
        let rejected = json["rejected"].as_array()?.iter().map(|rejected| {
            assert!(rejected["message"].as_str().is_some_and(is_chinese));
            let code = rejected["code"].as_str()?.to_owned();
            Some((rejected["index"].as_u64()?, code))
        });
        Some(Receipt {
            accepted: json["accepted"].as_u64()?,
            duplicate: json["duplicate"].as_u64()?,
            rejected: rejected.collect::<Option<_>>()?,
            seq: json["cursor"]["seq"].as_u64()?,
        })
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}
