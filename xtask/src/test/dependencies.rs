//! The dependency rule: `domain <- app <- server`, and nothing points the other way.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::output;
use crate::workspace::Workspace;

/// Each member of the workspace and the members it may depend on. The black-box tests know the server only by its
/// sockets, so they may not.
const ALLOWED: [(&str, &[&str]); 6] = [
    ("liandong-domain", &[]),
    ("liandong-app", &["liandong-domain"]),
    (
        "liandong-server",
        &["liandong-app", "liandong-domain", "liandong-tables"],
    ),
    ("liandong-tables", &["liandong-domain"]),
    ("liandong-tests", &["liandong-domain"]),
    ("xtask", &[]),
];

/// What only the server may use, directly or not: it would not work in a browser.
const SERVER_ONLY: [&str; 3] = ["axum", "sqlx", "tokio"];

/// Checks who depends on whom.
pub fn check(workspace: &Workspace) -> Result<()> {
    let metadata =
        output(
            workspace
                .cargo()
                .args(["metadata", "--no-deps", "--format-version", "1"]),
        )?;
    let mut wrong = between_members(&serde_json::from_str(&metadata)?)?;
    for side in ["ssr", "hydrate"] {
        let tree = output(workspace.cargo().args([
            "tree",
            "--package",
            "liandong-app",
            "--no-default-features",
            "--features",
            side,
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]))?;
        wrong.extend(
            server_only(&tree).map(|name| format!("liandong-app depends on {name} with {side}")),
        );
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn between_members(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let names: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().context("a package has no name")?;
        let Some((_, allowed)) = ALLOWED.iter().find(|(member, _)| *member == name) else {
            wrong.push(format!("{name} is not in the dependency rule"));
            continue;
        };
        // A package may name itself, to turn on its own features for its tests.
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        for dependency in dependencies.filter_map(|dependency| dependency["name"].as_str()) {
            let is_allowed = dependency == name || allowed.contains(&dependency);
            if names.contains(&dependency) && !is_allowed {
                wrong.push(format!("{name} depends on {dependency}"));
            }
        }
    }
    Ok(wrong)
}

fn server_only(tree: &str) -> impl Iterator<Item = &str> {
    tree.lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| {
            SERVER_ONLY
                .iter()
                .any(|only| name.split('-').next() == Some(only))
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{between_members, server_only};

    #[test]
    fn a_dependency_that_points_the_other_way_is_found() {
        let metadata = json!({"packages": [
            {"name": "liandong-domain", "dependencies": [{"name": "liandong-app"}, {"name": "serde"}]},
            {"name": "liandong-app", "dependencies": [{"name": "liandong-domain"}]},
        ]});
        assert_eq!(
            between_members(&metadata).unwrap(),
            ["liandong-domain depends on liandong-app"]
        );
    }

    #[test]
    fn what_only_the_server_may_use_is_found_by_family() {
        let tree = "liandong-app v0.1.0 (path)\nsqlx-core v0.9.0\ntokio v1.0.0\nleptos v0.8.0\n";
        assert_eq!(
            server_only(tree).collect::<Vec<_>>(),
            ["sqlx-core", "tokio"]
        );
    }
}
