//! Compression ahead of time, as strong as it gets: it is done once, and every wall downloads the result.

use std::io::Write as _;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Whether files of this name become smaller. Fonts and pictures are compressed already.
pub fn is_worthwhile(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "css"
            | "html"
            | "ico"
            | "js"
            | "json"
            | "map"
            | "mjs"
            | "svg"
            | "txt"
            | "wasm"
            | "webmanifest"
            | "xml"
    )
}

/// Brotli's highest quality.
pub fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// gzip, for the proxies and programs that know nothing else.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
