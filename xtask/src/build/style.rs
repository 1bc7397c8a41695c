//! The style sheets, each in one file, for the browsers that walls have.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::process::output;
use crate::workspace::Workspace;

/// Bundles a style sheet and all it imports, and points its `url(…)`s at the names that files are served under.
pub fn build(
    workspace: &Workspace,
    sheet: &str,
    public: &BTreeMap<String, String>,
) -> Result<String> {
    let bundled = output(
        workspace
            .command("node")
            .args(["xtask/src/build/style.mjs", sheet]),
    )?;
    rewrite_urls(&bundled, public)
}

/// Replaces every absolute path in a `url(…)` by the hashed one. A path to no file is an error: the browser would show
/// a missing font only as somewhat different letters.
fn rewrite_urls(css: &str, public: &BTreeMap<String, String>) -> Result<String> {
    let mut rewritten = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("url(") {
        let (before, after) = rest.split_at(start + "url(".len());
        let end = after.find(')').context("a url( in the style has no end")?;
        let path = after[..end].trim().trim_matches(['"', '\'']);
        rewritten.push_str(before);
        if let Some(file) = path.strip_prefix('/') {
            let name = public
                .get(file)
                .with_context(|| format!("the style refers to {path}, which is not in public/"))?;
            rewritten.push('/');
            rewritten.push_str(name);
        } else {
            rewritten.push_str(&after[..end]);
        }
        rest = &after[end..];
    }
    rewritten.push_str(rest);
    Ok(rewritten)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::rewrite_urls;

    fn public() -> BTreeMap<String, String> {
        BTreeMap::from([("fonts/a.woff2".to_owned(), "fonts/a-1.woff2".to_owned())])
    }

    #[test]
    fn paths_get_their_hashed_names() {
        let css = "@font-face{src:url(/fonts/a.woff2) format(\"woff2\"),url('/fonts/a.woff2')}";
        assert_eq!(
            rewrite_urls(css, &public()).unwrap(),
            "@font-face{src:url(/fonts/a-1.woff2) format(\"woff2\"),url(/fonts/a-1.woff2)}"
        );
    }

    #[test]
    fn data_urls_stay() {
        let css = "a{background:url(\"data:image/svg+xml,x\")}b{c:d}";
        assert_eq!(rewrite_urls(css, &public()).unwrap(), css);
    }

    #[test]
    fn a_path_to_no_file_is_an_error() {
        assert!(rewrite_urls("a{src:url(/fonts/b.woff2)}", &public()).is_err());
    }
}
