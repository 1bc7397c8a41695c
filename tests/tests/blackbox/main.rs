//! The server as strangers see it: its command line, its API, its live protocol, and its faults.
//! One binary, as linking takes longer than the tests.

mod accounts;
mod audit;
mod authorisation;
mod backup;
mod closed_units;
mod commands;
mod convergence;
mod crash;
mod database;
mod demo;
mod forms;
mod hostile;
mod ingest;
mod live;
mod openapi;
mod pages;
mod privacy;
mod proxies;
mod refusals;
mod restore;
mod schedule;
mod search;
mod second_factor;
mod setup;
mod sign_in;
mod stalled;
mod stop;
mod storage;
mod time_passes;
mod tls;
mod tokens;
mod tree_changes;
mod units_edit;
mod verify;
mod viewing;
