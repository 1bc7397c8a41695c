//! What 联动 is about, without any I/O: units and their tree, registries, facts, the metric
//! catalogue, the fold from facts to numbers, what a screen may see of them, and the messages that
//! carry it there.
//!
//! # Layout
//! - [`unit`], [`registry`], [`fact`], [`moment`]: the words of the domain.
//! - [`metric`], [`catalogue`], [`indicator`]: every number that exists.
//! - [`contribution`]: fact to `(metric, amount)` pairs. The place to make a fact count.
//! - [`holders`]: where the rows of a registry stand in the tree.
//! - `dated`: what changes its meaning as time passes. [`work`]: what goes on, from a deployment to a score.
//! - [`tree`], [`aggregate`], [`ticker`]: the fold. [`Aggregate::apply`](aggregate::Aggregate::apply)
//!   is the only writer.
//! - [`privacy`], [`view`]: what a display may see. No other code turns cells into values.
//! - [`frame`]: the messages of the live protocol. `openapi`: the schemas of what is not written as it is kept.
//!
//! Pure: the same facts in the same order give the same state, bit for bit, on every machine. Nothing
//! here reads a clock, a file or a socket.

pub mod aggregate;
pub mod catalogue;
mod codes;
pub mod contribution;
mod dated;
pub mod fact;
pub mod frame;
pub mod holders;
pub mod indicator;
pub mod metric;
pub mod moment;
#[cfg(feature = "openapi")]
mod openapi;
pub mod privacy;
pub mod registry;
pub mod ticker;
pub mod tree;
pub mod unit;
pub mod view;
pub mod work;
