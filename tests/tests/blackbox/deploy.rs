//! What `deploy/` says of the server is so: its settings exist, its examples are complete, its files can be read.

use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

use liandong_tests::{Program, Setup, soon, tree::SMALL};
use serde_json::Value;
use tokio::net::UnixDatagram;

/// Set by the unit, or for tests only: not for the examples.
const NOT_IN_EXAMPLES: [&str; 3] = ["LIANDONG_DATA", "LIANDONG_CONFIG", "LIANDONG_CLOCK_START"];

fn file(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "deploy", path]
        .iter()
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every `LIANDONG_…` in a text.
fn variables(text: &str) -> BTreeSet<String> {
    let is_part = |letter: char| letter.is_ascii_uppercase() || letter == '_';
    let words = text.split(|letter| !is_part(letter));
    let ours = words.filter(|word| word.starts_with("LIANDONG_"));
    ours.map(str::to_owned).collect()
}

/// What `liandong serve` can be told by the environment.
async fn settings() -> BTreeSet<String> {
    let help = Program::new(["serve", "--help"]).run().await;
    assert!(help.success, "{help:?}");
    variables(&help.out)
}

/// The example with its commented settings in force; sentences of the comments are left out.
fn in_force(example: &str) -> String {
    let bare = example
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line));
    let is_setting = |line: &&str| {
        let name = line.split(" = ").next().unwrap_or_default();
        line.contains(" = ")
            && name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    bare.filter(is_setting).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_setting_that_is_named_exists() {
    let settings = settings().await;
    for path in [
        "server/liandong.service",
        "server/liandong.env",
        "Containerfile",
    ] {
        let unknown: Vec<_> = variables(&read(path))
            .difference(&settings)
            .cloned()
            .collect();
        assert!(unknown.is_empty(), "deploy/{path}: {unknown:?}");
    }
}

#[tokio::test]
async fn the_examples_name_every_setting() {
    let mut settings = settings().await;
    settings.retain(|name| !NOT_IN_EXAMPLES.contains(&name.as_str()));
    let in_environment: BTreeSet<_> = read("server/liandong.env")
        .lines()
        .flat_map(|line| variables(line.split('=').next().unwrap_or_default()))
        .collect();
    let missing: Vec<_> = settings.difference(&in_environment).collect();
    assert!(
        missing.is_empty(),
        "deploy/server/liandong.env: {missing:?}"
    );
    let example = in_force(&read("server/liandong.toml"));
    let in_file: BTreeSet<_> = example
        .lines()
        .filter_map(|line| line.split(" = ").next())
        .map(|key| format!("LIANDONG_{}", key.to_ascii_uppercase()))
        .collect();
    assert_eq!(in_file, settings, "deploy/server/liandong.toml");
}

#[tokio::test]
async fn the_example_is_a_configuration() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let config = folder.path().join("liandong.toml");
    fs::write(&config, in_force(&read("server/liandong.toml"))).expect("a configuration");
    let run = Program::serve(folder.path())
        .arg("--config")
        .arg(&config)
        .run()
        .await;
    // Everything in it was understood; the certificate is looked at next, and is not on this machine.
    assert!(run.complaints.contains("tls_unusable"), "{run:?}");
}

#[test]
fn the_panels_policy_lets_nothing_through_but_the_server() {
    let policy: Value = serde_json::from_str(&read("panel/policy.json")).expect("JSON");
    let allowed = policy["URLAllowlist"].as_array().expect("a list");
    assert_eq!(allowed[0], "@SERVER@");
    assert!(
        policy["URLBlocklist"]
            .as_array()
            .is_some_and(|list| list.contains(&"*".into()))
    );
    // With 2 the guard may not attach to the page either.
    assert_eq!(policy["DeveloperToolsAvailability"], 1);
}

#[test]
fn the_panels_scripts_can_be_read() {
    for script in ["panel/install.sh", "panel/session"] {
        let check = Command::new("bash").arg("-n").arg(file(script)).output();
        let check = check.expect("a shell");
        assert!(
            check.status.success(),
            "{}",
            String::from_utf8_lossy(&check.stderr)
        );
    }
    let compile = "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')";
    let guard = file("panel/liandong-panel");
    // Every Debian has it but the very smallest.
    if let Ok(check) = Command::new("python3")
        .args(["-c", compile])
        .arg(guard)
        .output()
    {
        assert!(
            check.status.success(),
            "{}",
            String::from_utf8_lossy(&check.stderr)
        );
    }
}

#[tokio::test]
async fn systemd_is_told_that_the_server_is_ready_lives_and_ends() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("notify");
    let manager = UnixDatagram::bind(&path).expect("a socket");
    let script = format!(
        "export NOTIFY_SOCKET='{}' WATCHDOG_USEC=200000",
        path.display()
    );
    let server = Setup::new().units(SMALL).wrapped_in(&script).start().await;
    let heard = async || {
        let mut message = [0; 256];
        let length = soon("a word to systemd", manager.recv(&mut message)).await;
        String::from_utf8_lossy(&message[..length.expect("a message")])
            .trim_end()
            .to_owned()
    };
    assert_eq!(heard().await, "READY=1");
    assert_eq!(heard().await, "WATCHDOG=1");
    assert_eq!(heard().await, "WATCHDOG=1");
    server.ask_to_stop();
    while heard().await != "STOPPING=1" {}
}
