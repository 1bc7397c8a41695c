//! The work that goes on: what staff do, and what there is to see of it.

pub mod activities;
pub mod acts;
pub mod attachments;
pub mod details;
pub mod drafts;
pub mod lists;
mod past;
mod roles;
