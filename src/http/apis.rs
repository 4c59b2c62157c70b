//! Everything that is served.

use super::route::WireApi;
use super::{dialect, mock, openapi};

/// Every API: those of the documents, that of whoever tests, and what is told of all of them.
pub(super) fn apis() -> impl Iterator<Item = &'static WireApi> {
    let ours: [&'static WireApi; 2] = [&mock::API, &openapi::API];
    dialect::APIS.into_iter().chain(ours)
}
