//! What a file is, by its content.

use std::io::{Read, Seek, SeekFrom};

use super::{Limits, Refusal, encoding::read_full};

const HEAD: usize = 1024;
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The two kinds of file that are read.
pub(super) enum Container {
    /// Text with separators.
    Delimited,
    /// A zip, most likely a workbook.
    Workbook,
}

/// Tells the kind of a file, or why it is none that is read.
pub(super) fn recognise<R: Read + Seek>(
    reader: &mut R,
    name: &str,
    limits: &Limits,
) -> Result<Container, Refusal> {
    let size = reader.seek(SeekFrom::End(0))?;
    if size == 0 {
        return Err(Refusal::Empty);
    }
    if size > limits.file_bytes {
        return Err(Refusal::TooLarge {
            limit: limits.file_bytes,
        });
    }
    reader.seek(SeekFrom::Start(0))?;
    let mut head = [0; HEAD];
    let read = read_full(reader, &mut head)?;
    let head = &head[..read];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Container::Workbook);
    }
    if head.starts_with(COMPOUND_FILE) {
        return Err(compound_file(reader, name)?);
    }
    match other_kind(head) {
        Some(kind) => Err(not_a_table(name, kind)),
        None => Ok(Container::Delimited),
    }
}

pub(super) fn not_a_table(name: &str, kind: &'static str) -> Refusal {
    let name = crate::privacy::scrub(&crate::text::shortened(name, 60)).into_owned();
    Refusal::NotATable { name, kind }
}

fn other_kind(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF", " PDF 文档"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", " RAR 压缩包"),
        (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包"),
        (b"\x1f\x8b", " gzip 压缩包"),
        (b"{\\rtf", " RTF 文档"),
        (b"SQLite format 3", "数据库文件"),
        (b"\x7fELF", "程序文件"),
        (b"MZ\x90", "程序文件"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start().to_ascii_lowercase();
    if text.starts_with(b"<?xml") {
        return Some(" XML 文件");
    }
    let markup: &[&[u8]] = &[
        b"<!doctype",
        b"<html",
        b"<head",
        b"<meta",
        b"<table",
        b"<style",
    ];
    markup
        .iter()
        .any(|tag| text.starts_with(tag))
        .then_some("网页（HTML）")
}

/// Old workbooks, encrypted new ones and other documents share one container; the names of its streams, in UTF-16,
/// tell which it is.
fn compound_file<R: Read + Seek>(reader: &mut R, name: &str) -> Result<Refusal, Refusal> {
    const STREAMS: [&str; 4] = ["EncryptedPackage", "Workbook", "Book", "WordDocument"];
    let wanted = STREAMS.map(|name| name.encode_utf16().flat_map(u16::to_le_bytes).collect());
    let found = which_occur(reader, &wanted)?;
    Ok(match found {
        [true, ..] => Refusal::PasswordProtected,
        [_, true, ..] | [_, _, true, _] => Refusal::OldWorkbook,
        _ => not_a_table(name, "旧版 Office 文档"),
    })
}

fn which_occur<R: Read + Seek>(
    reader: &mut R,
    wanted: &[Vec<u8>; 4],
) -> Result<[bool; 4], Refusal> {
    const CHUNK: usize = 64 * 1024;
    // What a chunk ends with is searched again with the next: a name may lie across the border.
    const OVERLAP: usize = 64;
    reader.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; OVERLAP + CHUNK];
    let mut found = [false; 4];
    loop {
        buffer.copy_within(CHUNK.., 0);
        let read = read_full(reader, &mut buffer[OVERLAP..])?;
        let part = &buffer[..OVERLAP + read];
        for (found, wanted) in found.iter_mut().zip(wanted) {
            *found = *found || part.windows(wanted.len()).any(|window| window == wanted);
        }
        if read < CHUNK {
            return Ok(found);
        }
    }
}
