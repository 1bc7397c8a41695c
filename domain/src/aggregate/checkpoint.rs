//! The aggregate as bytes, so that a start need not read the whole log again.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Aggregate, Days, History, Matrix, matrix::SparseMatrix};
use crate::{
    catalogue::CATALOGUE,
    contribution::Calendar,
    dated::Dated,
    moment::UtcOffset,
    ticker::Tickers,
    tree::{Tree, UnitIndex},
    view::trend_metrics,
    work::Work,
};

const CHECKSUM_LEN: usize = 4;

/// Why bytes are no checkpoint of this program. The log is the truth: fold it anew.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// Not the bytes that were written.
    #[error("the checkpoint is damaged")]
    Damaged,
    /// A checkpoint of another layout, another catalogue or another time zone.
    #[error("the checkpoint is of another version of the program, or of another time zone")]
    OtherVersion,
}

#[derive(Serialize, Deserialize)]
struct Checkpoint<T, K, W, D, H> {
    /// What the columns mean. Another catalogue makes other numbers from the same log.
    fingerprint: u64,
    offset: i32,
    calendar: Calendar,
    seq: u64,
    tree: T,
    matrix: SparseMatrix,
    dated: Vec<((UnitIndex, Dated), i64)>,
    tickers: K,
    work: W,
    days: D,
    history: H,
}

impl Aggregate {
    /// The state as bytes: a CRC-32 of the rest in four bytes, little-endian, then postcard.
    ///
    /// # Panics
    /// Never: postcard refuses only sequences of unknown length, and there is none.
    pub fn to_checkpoint(&self) -> Vec<u8> {
        let checkpoint = Checkpoint {
            fingerprint: fingerprint(),
            offset: self.offset.whole_seconds(),
            calendar: self.calendar,
            seq: self.seq,
            tree: &self.tree,
            matrix: self.matrix.to_sparse(),
            dated: self.dated.iter().map(|(key, rows)| (*key, *rows)).collect(),
            tickers: &self.tickers,
            work: &self.work,
            days: &self.days,
            history: &self.history,
        };
        let mut bytes = postcard::to_extend(&checkpoint, vec![0; CHECKSUM_LEN])
            .expect("a checkpoint has sequences of known length only");
        let checksum = crc32fast::hash(&bytes[CHECKSUM_LEN..]);
        bytes[..CHECKSUM_LEN].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// The state that [`to_checkpoint`](Self::to_checkpoint) wrote.
    ///
    /// # Errors
    /// The bytes are damaged, or of another catalogue or time zone.
    pub fn from_checkpoint(bytes: &[u8], offset: UtcOffset) -> Result<Self, CheckpointError> {
        let (checksum, bytes) = bytes
            .split_first_chunk::<CHECKSUM_LEN>()
            .ok_or(CheckpointError::Damaged)?;
        if u32::from_le_bytes(*checksum) != crc32fast::hash(bytes) {
            return Err(CheckpointError::Damaged);
        }
        Self::read(bytes, offset).ok_or(CheckpointError::OtherVersion)
    }

    fn read(bytes: &[u8], offset: UtcOffset) -> Option<Self> {
        // Read first and alone: what follows may have another shape in another version.
        let (stored, _) = postcard::take_from_bytes::<u64>(bytes).ok()?;
        if stored != fingerprint() {
            return None;
        }
        let checkpoint: Checkpoint<Tree, Tickers, Work, Days, History> =
            postcard::from_bytes(bytes).ok()?;
        if checkpoint.offset != offset.whole_seconds() {
            return None;
        }
        let matrix = Matrix::from_sparse(checkpoint.matrix)?;
        let mut tree = checkpoint.tree;
        tree.index_codes();
        Some(Self {
            offset,
            tree,
            matrix,
            dated: FxHashMap::from_iter(checkpoint.dated),
            tickers: checkpoint.tickers,
            work: checkpoint.work,
            days: checkpoint.days,
            history: checkpoint.history,
            calendar: checkpoint.calendar,
            seq: checkpoint.seq,
        })
    }
}

/// Tells catalogues and layouts of what is kept apart (FNV-1a over version and keys).
pub fn fingerprint() -> u64 {
    const LAYOUT: u8 = 6;
    let trends = trend_metrics().iter().map(|metric| metric.definition());
    let keys = CATALOGUE
        .iter()
        .chain(trends)
        .flat_map(|metric| metric.key.bytes().chain([0]));
    std::iter::once(LAYOUT)
        .chain(keys)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
