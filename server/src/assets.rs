//! The static files: scripts, styles, fonts. All of them are inside the binary.
//!
//! `cargo xtask build` writes them, gives most of them names with a hash of their content, and compresses them ahead of
//! time. Its manifest says which name each is served under.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

static ASSETS: LazyLock<Assets> =
    LazyLock::new(|| Assets::from_manifest(Embedded::get("manifest.json").as_ref()));

/// Which files there are, and the names they are served under.
#[derive(Debug, Default)]
pub struct Assets {
    served_as: BTreeMap<String, String>,
    plain: BTreeSet<String>,
    hashed: BTreeSet<String>,
    version: String,
}

impl Assets {
    /// The files in this binary. Without a site built there are none.
    pub fn embedded() -> &'static Self {
        &ASSETS
    }

    /// The absolute URL of a file by the name it has in the source: `liandong.js`, `liandong.wasm`, `liandong.css`,
    /// `fonts/numerals.woff2`, `favicon.svg`.
    pub fn url(&self, logical: &str) -> Option<String> {
        self.served_as.get(logical).map(|name| format!("/{name}"))
    }

    /// What tells these files from those of another version of the server.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn from_manifest(manifest: Option<&EmbeddedFile>) -> Self {
        // `build` wrote it and nobody else does; what cannot be read is as good as not built.
        let served_as: BTreeMap<String, String> = manifest
            .and_then(|file| serde_json::from_slice(&file.data).ok())
            .unwrap_or_default();
        let (mut plain, mut hashed) = (BTreeSet::new(), BTreeSet::new());
        for (logical, name) in &served_as {
            let names = if logical == name {
                &mut plain
            } else {
                &mut hashed
            };
            names.insert(name.clone());
        }
        let version = version(served_as.values());
        Self {
            served_as,
            plain,
            hashed,
            version,
        }
    }

    fn caching(&self, name: &str) -> Option<Caching> {
        if self.hashed.contains(name) {
            Some(Caching::Forever)
        } else if self.plain.contains(name) {
            Some(Caching::Revalidate)
        } else {
            None
        }
    }
}

/// What a browser may assume about a file it has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caching {
    /// Other content would have another name.
    Forever,
    /// It has to ask whether the content is still the same.
    Revalidate,
}

/// Answers a `GET` for a file, where there is one with this path.
pub fn serve(path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.trim_start_matches('/');
    let caching = Assets::embedded().caching(name)?;
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let (encoding, file) = best_form(name, accepted.unwrap_or_default())?;

    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    // Also where only one form exists: the next version may have others.
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    match caching {
        Caching::Forever => {
            out.insert(
                CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            );
        }
        Caching::Revalidate => {
            out.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            let tag = entity_tag(&file);
            let is_known = matches_tag(headers, &tag);
            if let Ok(value) = HeaderValue::from_str(&tag) {
                out.insert(ETAG, value);
            }
            if is_known {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return Some(response);
            }
        }
    }
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    *response.body_mut() = Body::from(match file.data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    });
    Some(response)
}

/// The smallest form of a file that the browser understands, and the name of its encoding.
fn best_form(name: &str, accepted: &str) -> Option<(Option<&'static str>, EmbeddedFile)> {
    [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| {
            Some((Some(encoding), Embedded::get(&format!("{name}{ending}"))?))
        })
        .or_else(|| Some((None, Embedded::get(name)?)))
}

/// Whether an `Accept-Encoding` names an encoding, and not only to refuse it with `q=0`.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|choice| {
        let mut parts = choice.split(';').map(str::trim);
        let is_named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let is_refused = parts
            .filter_map(|parameter| parameter.strip_prefix("q="))
            .any(|quality| quality.parse() == Ok(0.0));
        is_named && !is_refused
    })
}

/// Weak, as HTTP wants it for forms that differ in bytes only.
fn entity_tag(file: &EmbeddedFile) -> String {
    format!("W/\"{}\"", short(&file.metadata.sha256_hash()))
}

/// A digest of all files: where it is the same, they are.
fn version<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut all = Sha256::new();
    for file in names.filter_map(|name| Embedded::get(name)) {
        all.update(file.metadata.sha256_hash());
    }
    short(&all.finalize().into())
}

fn short(digest: &[u8; 32]) -> String {
    let mut text = String::with_capacity(16);
    for byte in &digest[..8] {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn matches_tag(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| matches!(known.trim(), "*") || known.trim() == tag)
}

fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::{HeaderValue, IF_NONE_MATCH};

    use super::{Assets, Caching, accepts, content_type, matches_tag, serve};

    fn assets() -> Assets {
        Assets::from_manifest(Some(&rust_embed::EmbeddedFile {
            data: br#"{"liandong.js":"pkg/liandong-1.js","favicon.svg":"favicon.svg"}"#.into(),
            metadata: rust_embed::Metadata::__rust_embed_new([0; 32], None, None),
        }))
    }

    #[test]
    fn urls_are_absolute_and_hashed() {
        assert_eq!(
            assets().url("liandong.js").as_deref(),
            Some("/pkg/liandong-1.js")
        );
        assert_eq!(assets().url("favicon.svg").as_deref(), Some("/favicon.svg"));
        assert_eq!(assets().url("liandong.wasm"), None);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert_eq!(
            assets().caching("pkg/liandong-1.js"),
            Some(Caching::Forever)
        );
        assert_eq!(assets().caching("favicon.svg"), Some(Caching::Revalidate));
        assert_eq!(assets().caching("liandong.js"), None);
        assert_eq!(assets().caching("manifest.json"), None);
    }

    #[test]
    fn encodings_are_taken_as_offered() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("BR;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("gzip, br; q=0.0", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn a_known_tag_matches() {
        let mut headers = HeaderMap::new();
        assert!(!matches_tag(&headers, "W/\"1\""));
        headers.insert(IF_NONE_MATCH, HeaderValue::from_static("W/\"0\", W/\"1\""));
        assert!(matches_tag(&headers, "W/\"1\""));
        assert!(!matches_tag(&headers, "W/\"2\""));
    }

    #[test]
    fn wasm_may_be_compiled_while_it_arrives() {
        // Browsers refuse to with any other type.
        assert_eq!(content_type("pkg/liandong-1_bg.wasm"), "application/wasm");
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for path in ["/", "/nothing.js", "/../Cargo.toml", "/manifest.json"] {
            assert!(serve(path, &HeaderMap::new()).is_none(), "{path}");
        }
    }
}
