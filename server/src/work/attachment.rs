//! What a file that goes with an act is: told by its content, whatever its name says.

use std::io::Cursor;

use zip::ZipArchive;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// A kind of file that may go with an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document to be read.
    Pdf,
    /// Word.
    Document,
    /// Excel.
    Workbook,
    /// Slides of a talk.
    Slides,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// A picture.
    Gif,
    /// A picture.
    Webp,
}

impl Kind {
    /// The kind of a content, nothing where it is none of these: also where it may carry a program.
    pub fn of(content: &[u8]) -> Option<Self> {
        let begins = |with: &[u8]| content.starts_with(with);
        if begins(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if begins(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if begins(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if begins(b"GIF87a") || begins(b"GIF89a") {
            return Some(Self::Gif);
        }
        if begins(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
            return Some(Self::Webp);
        }
        if begins(b"PK\x03\x04") {
            return office(content);
        }
        None
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Document => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Slides => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// How its name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Document => "docx",
            Self::Workbook => "xlsx",
            Self::Slides => "pptx",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }

    /// A name that ends as the content asks for: so that what it is does not depend on what it is called.
    pub fn name(self, name: &str) -> String {
        let ending = self.extension();
        let (stem, had) = name.rsplit_once('.').unwrap_or((name, ""));
        let had = had.to_lowercase();
        let fits = had == ending || (self == Self::Jpeg && had == "jpeg");
        if fits && !stem.is_empty() {
            name.to_owned()
        } else {
            format!("{name}.{ending}")
        }
    }
}

/// An office document without macros.
fn office(content: &[u8]) -> Option<Kind> {
    let archive = ZipArchive::new(Cursor::new(content)).ok()?;
    let mut kind = None;
    let mut is_office = false;
    for part in archive.file_names().flatten() {
        let part = part.to_lowercase();
        if part.ends_with("vbaproject.bin") {
            return None;
        }
        is_office |= part == "[content_types].xml";
        kind = kind.or(match part.split('/').next() {
            Some("word") => Some(Kind::Document),
            Some("xl") => Some(Kind::Workbook),
            Some("ppt") => Some(Kind::Slides),
            _ => None,
        });
    }
    kind.filter(|_| is_office)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn packed(parts: &[&str]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            let options = SimpleFileOptions::default();
            archive.start_file(*part, options).expect("a part");
            archive.write_all(b"<xml/>").expect("its content");
        }
        archive.finish().expect("a zip").into_inner()
    }

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Some(Kind::Pdf));
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0"), Some(Kind::Jpeg));
        assert_eq!(Kind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(Kind::Webp));
        let document = packed(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(Kind::of(&document), Some(Kind::Document));
        let workbook = packed(&["[Content_Types].xml", "xl/workbook.xml"]);
        assert_eq!(Kind::of(&workbook), Some(Kind::Workbook));
    }

    #[test]
    fn what_may_carry_a_program_is_none() {
        let macros = [
            "[Content_Types].xml",
            "word/document.xml",
            "word/vbaProject.bin",
        ];
        for content in [
            &packed(&macros)[..],
            &packed(&["word/document.xml"]),
            &packed(&["[Content_Types].xml", "setup.exe"]),
            b"PK\x03\x04 not a zip",
            b"MZ\x90\0",
            b"<html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"",
        ] {
            assert_eq!(Kind::of(content), None);
        }
    }

    #[test]
    fn a_name_ends_as_its_content_asks_for() {
        assert_eq!(Kind::Pdf.name("方案.PDF"), "方案.PDF");
        assert_eq!(Kind::Pdf.name("方案.exe"), "方案.exe.pdf");
        assert_eq!(Kind::Jpeg.name("现场.jpeg"), "现场.jpeg");
        assert_eq!(Kind::Png.name(".png"), ".png.png");
    }
}
