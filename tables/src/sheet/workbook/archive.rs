//! The zip around a workbook: whether it is one, and how large it is once unpacked.

use std::io::{Read, Seek};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use crate::sheet::{Limits, Refusal, container::not_a_table};

const CHUNK: usize = 64 * 1024;
/// Parts up to this size may be packed to anything.
const SMALL: u64 = 1 << 20;
const MERGED_CELLS: &[u8] = b"<mergeCell";
/// What is kept of one chunk for the next, in which a tag may end.
const OVERLAP: usize = 32;

/// The most merged regions: rosters have a few, and every one is held in memory.
const MOST_MERGED: usize = 100_000;

/// What is learnt of a workbook before it is opened.
pub(super) struct Contents {
    /// Whether any sheet has merged cells: finding them needs a pass of its own.
    pub(super) has_merged_cells: bool,
}

/// Reads the directory of the zip, then unpacks every part once without keeping it: what a directory says of sizes
/// need not be true.
pub(super) fn check<R: Read + Seek>(
    reader: &mut R,
    name: &str,
    limits: &Limits,
) -> Result<Contents, Refusal> {
    let mut archive = ZipArchive::new(reader).map_err(|error| damaged(&error))?;
    check_kind(&archive, name)?;
    check_directory(&mut archive, limits)?;
    let mut merged_cells = 0;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let room = limits.unpacked_bytes.saturating_sub(unpacked);
        let mut look = Look::new(&part, room, limits);
        look.through(part, limits)?;
        unpacked += look.size;
        merged_cells += look.merged_cells;
    }
    if merged_cells > MOST_MERGED {
        return Err(Refusal::UnpacksTooLarge);
    }
    Ok(Contents {
        has_merged_cells: merged_cells > 0,
    })
}

fn check_kind<R: Read + Seek>(archive: &ZipArchive<R>, name: &str) -> Result<(), Refusal> {
    let has = |wanted: &str| {
        archive
            .file_names()
            .flatten()
            .any(|part| part.starts_with(wanted))
    };
    let kind = if has("xl/") {
        return Ok(());
    } else if has("word/") {
        " Word 文档"
    } else if has("ppt/") {
        " PowerPoint 文档"
    } else if has("content.xml") {
        "开放文档（如 .ods）"
    } else {
        " zip 压缩包"
    };
    Err(not_a_table(name, kind))
}

fn check_directory<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    limits: &Limits,
) -> Result<(), Refusal> {
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|error| damaged(&error))?;
        let (unpacked, packed) = (part.size(), part.compressed_size());
        total = total.saturating_add(unpacked);
        if total > limits.unpacked_bytes || is_too_dense(unpacked, packed, limits) {
            return Err(Refusal::UnpacksTooLarge);
        }
    }
    Ok(())
}

fn is_too_dense(unpacked: u64, packed: u64, limits: &Limits) -> bool {
    unpacked > SMALL && unpacked / packed.max(1) > limits.unpacked_ratio
}

/// A look through one part.
struct Look {
    is_shared_text: bool,
    packed: u64,
    room: u64,
    size: u64,
    /// Tags of merged cells, some counted twice where parts of the file meet.
    merged_cells: usize,
    /// How many texts the table of texts says it holds.
    claimed_texts: Option<u64>,
}

impl Look {
    fn new<R: Read>(part: &ZipFile<'_, R>, room: u64, limits: &Limits) -> Self {
        let name = part.name().unwrap_or_default().to_ascii_lowercase();
        let is_shared_text = name.ends_with("sharedstrings.xml");
        let room = if is_shared_text {
            room.min(limits.shared_text_bytes)
        } else {
            room
        };
        Self {
            is_shared_text,
            packed: part.compressed_size(),
            room,
            size: 0,
            merged_cells: 0,
            claimed_texts: None,
        }
    }

    fn through<R: Read>(
        &mut self,
        mut part: ZipFile<'_, R>,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let mut window = vec![0; OVERLAP + CHUNK];
        loop {
            window.copy_within(CHUNK.., 0);
            let read = fill(&mut part, &mut window[OVERLAP..])?;
            self.size += read as u64;
            if self.size > self.room || is_too_dense(self.size, self.packed, limits) {
                return Err(Refusal::UnpacksTooLarge);
            }
            self.at(&window[..OVERLAP + read]);
            if read < CHUNK {
                return self.check_claim();
            }
        }
    }

    fn at(&mut self, window: &[u8]) {
        if self.is_shared_text {
            self.claimed_texts = self.claimed_texts.or_else(|| claimed_texts(window));
        } else {
            self.merged_cells += count(MERGED_CELLS, window);
        }
    }

    /// Memory for as many texts as a part claims is taken at once, and each text needs five bytes at least.
    fn check_claim(&self) -> Result<(), Refusal> {
        match self.claimed_texts {
            Some(claimed) if claimed > self.size / 5 + 1 => {
                Err(Refusal::Damaged { part: "文本表" })
            }
            _ => Ok(()),
        }
    }
}

fn count(wanted: &[u8], bytes: &[u8]) -> usize {
    let windows = bytes.windows(wanted.len());
    windows.filter(|window| *window == wanted).count()
}

fn claimed_texts(bytes: &[u8]) -> Option<u64> {
    const ATTRIBUTE: &[u8] = b"uniqueCount";
    let at = bytes
        .windows(ATTRIBUTE.len())
        .position(|window| window == ATTRIBUTE)?;
    let rest = &bytes[at + ATTRIBUTE.len()..];
    let start = rest.iter().position(u8::is_ascii_digit)?;
    let digits = rest[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    // More than a number holds is more than any part holds.
    Some(digits.fold(0_u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    }))
}

fn fill<R: Read>(part: &mut ZipFile<'_, R>, buffer: &mut [u8]) -> Result<usize, Refusal> {
    let mut filled = 0;
    while filled < buffer.len() {
        match part.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(_) => {
                return Err(Refusal::Damaged {
                    part: "压缩数据"
                });
            }
        }
    }
    Ok(filled)
}

fn damaged(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::PasswordProtected,
        _ => Refusal::Damaged {
            part: "压缩包目录"
        },
    }
}
