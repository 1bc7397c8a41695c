//! The aggregate as bytes, so that a start need not read the whole log again.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Aggregate, Matrix, matrix::SparseMatrix};
use crate::{
    catalogue::CATALOGUE,
    contribution::Calendar,
    moment::UtcOffset,
    ticker::Tickers,
    tree::{Tree, UnitIndex},
};

/// Why bytes are no checkpoint of this program. The log is the truth: fold it anew.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// Not the bytes of a checkpoint.
    #[error("the checkpoint cannot be read: {0}")]
    Damaged(#[from] postcard::Error),
    /// A checkpoint of another catalogue or another time zone.
    #[error("the checkpoint is of another version of the program")]
    OtherVersion,
}

#[derive(Serialize, Deserialize)]
struct Checkpoint<T, K> {
    /// What the columns mean. Another catalogue makes other numbers from the same log.
    fingerprint: u64,
    offset: i32,
    calendar: Calendar,
    seq: u64,
    tree: T,
    matrix: SparseMatrix,
    births: Vec<((UnitIndex, u16), i64)>,
    tickers: K,
}

impl Aggregate {
    /// The state as bytes.
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
            births: self
                .births
                .iter()
                .map(|(key, members)| (*key, *members))
                .collect(),
            tickers: &self.tickers,
        };
        postcard::to_stdvec(&checkpoint).expect("a checkpoint has sequences of known length only")
    }

    /// The state that [`to_checkpoint`](Self::to_checkpoint) wrote.
    ///
    /// # Errors
    /// The bytes are damaged, or of another catalogue or time zone.
    pub fn from_checkpoint(bytes: &[u8], offset: UtcOffset) -> Result<Self, CheckpointError> {
        // Read first and alone: what follows may have another shape in another version.
        let (stored, _) = postcard::take_from_bytes::<u64>(bytes)?;
        if stored != fingerprint() {
            return Err(CheckpointError::OtherVersion);
        }
        let checkpoint: Checkpoint<Tree, Tickers> = postcard::from_bytes(bytes)?;
        let matrix = Matrix::from_sparse(checkpoint.matrix).ok_or(CheckpointError::OtherVersion)?;
        if checkpoint.offset != offset.whole_seconds() {
            return Err(CheckpointError::OtherVersion);
        }
        let mut tree = checkpoint.tree;
        tree.index_codes();
        Ok(Self {
            offset,
            tree,
            matrix,
            births: FxHashMap::from_iter(checkpoint.births),
            tickers: checkpoint.tickers,
            calendar: checkpoint.calendar,
            seq: checkpoint.seq,
        })
    }
}

/// Tells catalogues and layouts of a checkpoint apart (FNV-1a over version and keys).
fn fingerprint() -> u64 {
    const LAYOUT: u8 = 2;
    let keys = CATALOGUE
        .iter()
        .flat_map(|metric| metric.key.bytes().chain([0]));
    std::iter::once(LAYOUT)
        .chain(keys)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
