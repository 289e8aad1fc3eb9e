//! The HTTP double, through its public API.

mod asking;
mod captors;
mod exchanges;
mod looking_back;
mod matching_bodies;
mod matching_fields;
mod matching_forms;
mod matching_urls;
mod replies;
mod reports;
mod state;
mod streams;
mod stubs;
mod support;
mod time;
