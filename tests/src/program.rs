//! The program under test, and single runs of it.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    pin::pin,
    process::Stdio,
};

use tokio::process::Command;

use crate::soon;

/// The server's binary: `LIANDONG_BIN`, or the newest that cargo built beside these tests.
pub fn binary() -> PathBuf {
    if let Some(named) = env::var_os("LIANDONG_BIN") {
        return PathBuf::from(named);
    }
    // …/target/debug/deps/blackbox-0123 is where cargo puts a test.
    let this = env::current_exe().expect("a test has a file");
    let built = this
        .ancestors()
        .skip(3)
        .flat_map(|target| ["release", "debug"].map(|profile| target.join(profile)))
        .map(|folder| folder.join("liandong"))
        .find(|file| file.is_file());
    built.expect("the server is not built: run `cargo xtask test`, or set LIANDONG_BIN")
}

/// A command line.
pub struct Program(Command);

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    /// Whether it said that all went well.
    pub success: bool,
    /// Its exit code, none where a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub complaints: String,
}

impl Program {
    /// The program with these arguments.
    pub fn new(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        Self(command)
    }

    /// The program's server over a folder, as yet on no particular configuration.
    pub fn serve(data: &Path) -> Self {
        Self::new(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data)
    }

    /// With one more argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.0.arg(argument);
        self
    }

    /// With more arguments.
    #[must_use]
    pub fn args(self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// With a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Waits for its end.
    pub async fn run(self) -> Run {
        self.interrupted_after(std::future::pending()).await
    }

    /// Waits for its end; interrupts it once something has happened, as Ctrl-C does.
    pub async fn interrupted_after(mut self, happened: impl Future<Output = ()>) -> Run {
        self.0.stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = self.0.spawn().expect("the program starts");
        let interrupt = format!("kill -INT {}", program.id().expect("it runs"));
        let mut ended = pin!(program.wait_with_output());
        let output = soon("the program's end", async {
            tokio::select! {
                output = &mut ended => return output,
                () = happened => {}
            }
            let kill = std::process::Command::new("sh")
                .args(["-c", &interrupt])
                .status();
            assert!(kill.expect("a shell").success());
            ended.await
        });
        let output = output.await.expect("its output can be read");
        Run {
            success: output.status.success(),
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
