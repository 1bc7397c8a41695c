//! What a screen downloads.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, test};

/// Builds the site and prints the sizes of its files.
pub fn run(workspace: &Workspace) -> Result<()> {
    build::run_all(workspace)?;
    test::size::print(workspace).map(drop)
}
