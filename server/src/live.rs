//! The live path behind the aggregate: views that screens share, and the sockets that carry them.
//!
//! There are no queues of frames. The hub holds the newest frame of every view that somebody
//! watches; a socket that is ready takes it, and if it missed some, it gets one delta from what it
//! has to what is. So a slow screen skips frames, never makes another wait, and costs no memory.

mod hub;
mod limits;
mod origin;
mod side;
mod socket;

pub use hub::{Hub, Watch};
pub use limits::Connections;
pub use socket::upgrade;
