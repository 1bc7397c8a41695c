//! The server as strangers see it: its command line, its API, its live protocol, and its faults.
//! One binary, as linking takes longer than the tests.

mod hostile;
mod ingest;
mod live;
mod refusals;
