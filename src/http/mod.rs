//! The ledger as it is served: requests in, responses out, in the words of each API.

mod answer;
mod apis;
mod credentials;
mod date;
pub mod dialect;
mod exchange;
pub mod json;
mod limits;
mod media;
mod message;
pub mod mock;
mod openapi;
mod operations;
mod origin;
mod rejection;
mod reply;
mod route;
mod router;
mod server;
mod site;
mod url;
pub mod xml;

pub use answer::Answer;
pub use limits::{BYTES_MAX, DEPTH_MAX, VALUES_MAX};
pub use message::{Handling, HttpRequest, HttpResponse};
pub use operations::operations;
pub use server::Server;
