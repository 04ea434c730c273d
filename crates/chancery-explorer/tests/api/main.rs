//! The server, asked without a socket: what it answers, how it pages, and whom it turns away.

mod events;
mod fixture;
mod guard;
mod reviews;
mod shape;
