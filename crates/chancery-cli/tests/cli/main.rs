//! The command as a user meets it. `fixture` makes records by hand, so that these tests need no model.

mod code;
mod diff;
mod export;
mod fixture;
mod formats;
mod query;
mod resume;
mod timeline;
mod usage;
