//! Everything that is served.

use super::route::ServedApi;
use super::{dialect, mock, openapi};

/// Every API: those of the documents, that of whoever tests, and what is told of all of them.
pub(super) fn apis() -> impl Iterator<Item = &'static ServedApi> {
    let ours: [&'static ServedApi; 4] =
        [&mock::API, &mock::STEERING, &mock::HOSTING, &openapi::API];
    dialect::APIS.into_iter().chain(ours)
}
