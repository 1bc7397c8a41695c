//! The server as strangers see it: its command line, its API, its live protocol, and its faults.
//! One binary, as linking takes longer than the tests.

mod backup;
mod commands;
mod convergence;
mod crash;
mod demo;
mod hostile;
mod ingest;
mod live;
mod pages;
mod privacy;
mod proxies;
mod refusals;
mod restore;
mod schedule;
mod search;
mod stalled;
mod stop;
mod storage;
mod tls;
mod tree_changes;
mod verify;
