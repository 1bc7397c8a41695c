//! An uploaded file on disk that nobody can read: it has no name, and it is encrypted under a key that is
//! only in memory. When the server ends, however it ends, what is left is noise.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
};

use chacha20::{
    ChaCha20, Key, Nonce,
    cipher::{KeyIvInit, StreamCipher, StreamCipherSeek},
};

/// A file being uploaded.
pub struct Sealing {
    file: File,
    key: Key,
    cipher: ChaCha20,
    len: u64,
}

/// An uploaded file. Copies are of the same file.
#[derive(Clone)]
pub struct Sealed {
    file: Arc<File>,
    key: Key,
    len: u64,
}

/// Reads an uploaded file from any place.
pub struct Reader {
    sealed: Sealed,
    cipher: ChaCha20,
    position: u64,
}

impl Sealing {
    /// An empty file in a folder, where it is never seen.
    ///
    /// # Errors
    /// The folder cannot be written to, or the machine has no randomness.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        let mut key = Key::default();
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        Ok(Self {
            file: tempfile::tempfile_in(folder)?,
            cipher: cipher(&key),
            key,
            len: 0,
        })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// The disk is full or failed.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut hidden = bytes.to_vec();
        self.cipher.apply_keystream(&mut hidden);
        self.file.write_all(&hidden)?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.len
    }

    /// The whole file.
    pub fn end(self) -> Sealed {
        Sealed {
            file: Arc::new(self.file),
            key: self.key,
            len: self.len,
        }
    }
}

impl Sealed {
    /// Reads it from the beginning.
    pub fn reader(&self) -> Reader {
        Reader {
            cipher: cipher(&self.key),
            sealed: self.clone(),
            position: 0,
        }
    }
}

/// Each key is used for one file, so that the nonce need not differ.
fn cipher(key: &Key) -> ChaCha20 {
    ChaCha20::new(key, &Nonce::default())
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.sealed.file.read_at(buffer, self.position)?;
        self.cipher
            .try_seek(self.position)
            .map_err(io::Error::other)?;
        self.cipher.apply_keystream(&mut buffer[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(place) => (place, 0),
            SeekFrom::End(by) => (self.sealed.len, by),
            SeekFrom::Current(by) => (self.position, by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the beginning");
        self.position = from.checked_add_signed(by).ok_or_else(before)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_from_any_place_and_the_disk_has_none_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut sealing = Sealing::begin(folder.path()).expect("a file");
        let text: Vec<u8> = (0..200_000_u32).map(|byte| (byte % 251) as u8).collect();
        for part in text.chunks(777) {
            sealing.write(part).expect("room");
        }
        let sealed = sealing.end();
        let mut reader = sealed.reader();
        let mut read = Vec::new();
        reader.read_to_end(&mut read).expect("all of it");
        assert!(read == text);
        reader.seek(SeekFrom::End(-1000)).expect("a place");
        read.clear();
        reader.read_to_end(&mut read).expect("the end");
        assert_eq!(read, text[199_000..]);
        assert!(reader.seek(SeekFrom::Current(-300_000)).is_err());
        let mut hidden = vec![0; 1000];
        sealed.file.read_exact_at(&mut hidden, 0).expect("bytes");
        assert!(hidden != text[..1000]);
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("a folder").count(),
            0
        );
    }
}
