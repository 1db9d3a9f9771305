//! Pages, JSON and the public files of a hub.
//!
//! A request goes down one path: [`ask`] reads what is wanted beside the address, `router` finds the handler, a pure
//! function of `model` makes a struct from the catalogue and the views, and `answer` writes that struct as HTML or as
//! JSON. No public page runs a script, account pages one of ours; no rule stands in a template.

pub mod account;
mod answer;
pub mod ask;
mod assets;
mod attachments;
mod bounds;
mod calendar;
mod chrome;
mod compression;
mod cycles;
mod diagram;
mod directions;
mod door;
mod edition;
mod error;
mod feeds;
mod figures;
mod finder;
mod finish;
mod forms;
mod handlers;
pub mod health;
mod hub;
pub mod keys;
pub mod model;
mod news;
mod openapi;
mod pace;
mod pictures;
#[cfg(test)]
mod populations;
pub mod printed;
mod reader;
mod readings;
mod router;
mod screens;
mod shelf;
mod vocabulary;
pub mod words;

pub use attachments::media_type_of;
pub use door::{Door, MAX_SUBMISSION};
pub use edition::Edition;
pub use error::WebError;
pub use finder::IndexFinder;
pub use finish::{CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_WITH_SCRIPT, secure};
pub use forms::workbook_texts;
pub use hub::{Config, Hub, SecurityContact};
pub use model::cycle::Awaited;
pub use news::{News, NewsEntry};
pub use router::{app, app_with_accounts};
pub use screens::ErrorPage;
pub use shelf::RegisterShelf;
