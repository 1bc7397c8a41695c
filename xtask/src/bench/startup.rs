//! How long a developer waits for a page.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::process::spent;
use crate::workspace::Workspace;

const PATIENCE: Duration = Duration::from_mins(2);

/// Times `cargo xtask serve` with everything built: once with a new data folder, once more with the same one.
pub fn run(workspace: &Workspace) -> Result<()> {
    build::run_all(workspace)?;
    let data = workspace.target.join("bench-startup");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    for label in ["new data", "same data"] {
        // A port that is free now; nobody else is likely to take it within the second.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let start = Instant::now();
        let child = workspace
            .cargo()
            .args(["xtask", "serve", "--listen", &address, "--data"])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start cargo")?;
        let mut server = Running(child);
        server.wait_until_ready(&address, start + PATIENCE)?;
        println!("{label:12}{}", spent(start.elapsed()));
    }
    Ok(())
}

/// A server that ends with the measurement, however that ends.
struct Running(Child);

impl Running {
    fn wait_until_ready(&mut self, address: &str, deadline: Instant) -> Result<()> {
        while Instant::now() < deadline {
            if is_ready(address) {
                return Ok(());
            }
            if let Some(status) = self.0.try_wait()? {
                bail!("the server ended before it was ready ({status})");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the server was not ready in time")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Cargo and this program each become the next one, so this is the server itself. It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_ready(address: &str) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
