//! A part of a list, where the whole may be long.

use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{Fields, Reader, Value};
use crate::http::json::list;
use crate::world::fields::{unknown, whole};

/// What the entries of a list are called, and how the position of one is found by its identifier.
type Listed<'l> = (&'l str, &'l dyn Fn(&str) -> Option<u32>);

/// The most entries that one answer lists, as the code's sentence says.
pub(super) const LIST_MAX: usize = 100_000;

/// Which entries of a list are told.
#[derive(Default)]
pub(super) struct Page {
    /// The position of the first that may be told.
    start: u32,
    /// The most that are told; all, if absent, unless that is too many.
    limit: Option<usize>,
    /// The most that are written of what is told.
    most: usize,
}

impl Page {
    /// Reads `limit` and `after`, which is the identifier of the last entry of the page before.
    /// `most` may be a second argument of the call: the caller asks for what is behind that itself.
    pub(super) fn read(
        fields: &mut Fields<'_>,
        most: &Value,
        reader: &mut Reader,
        (what, position): Listed<'_>,
    ) -> Self {
        let limit = whole(fields, "limit", reader, (1, LIST_MAX as i64));
        let limit = limit.and_then(|limit| usize::try_from(limit).ok());
        let mut start = 0;
        if let Some((id, path)) = fields.text("after", reader) {
            match position(id) {
                Some(last) => start = last.saturating_add(1),
                None => unknown(what, id, &path, reader),
            }
        }
        let most = if let Value::Number(digits) = most { digits.parse().ok() } else { None };
        Self { start, limit, most: most.unwrap_or(LIST_MAX) }
    }

    /// Reads a page that nothing else is asked with.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub(super) fn alone(value: &Value, most: &Value, list: Listed<'_>) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let page = Self::read(&mut fields, most, &mut reader, list);
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| page)
    }

    /// The entries of the page, in JSON. A position may have no entry; one that has none of its own
    /// is passed over.
    ///
    /// # Errors
    /// There are more than one answer lists, and no limit says that fewer will do.
    pub(super) fn list(
        &self,
        length: u32,
        fits: impl Fn(u32) -> bool,
        entry: impl Fn(u32) -> Option<String>,
    ) -> Result<String, Refusal> {
        let most = self.limit.unwrap_or(LIST_MAX + 1);
        // Counted before the first is written.
        let fitting = (self.start..length).filter(|position| fits(*position)).take(most);
        let fitting: Vec<u32> = fitting.collect();
        if fitting.len() > LIST_MAX {
            return Err(Problem::says(Code::TooManyEntries, &[]).into());
        }
        Ok(list(fitting.into_iter().take(self.most).filter_map(entry)))
    }
}
