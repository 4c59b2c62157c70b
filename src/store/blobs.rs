//! Byte strings one after another, in pages that are not moved when more are kept.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// What an allocation for a page asks for, in bytes.
const PAGE: usize = 1 << 16;

/// Byte strings of any length.
#[derive(Default, Serialize, Deserialize)]
pub struct Blobs {
    /// Serde would write a plain vector of bytes one by one.
    pages: Vec<ByteBuf>,
}

/// Where a byte string stands in [`Blobs`].
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub struct BlobSpan {
    page: u32,
    start: u32,
    length: u32,
}

impl Blobs {
    /// Keeps a byte string.
    pub fn push(&mut self, blob: &[u8]) -> BlobSpan {
        let fits = |page: &ByteBuf| page.is_empty() || page.len() + blob.len() <= PAGE;
        if !self.pages.last().is_some_and(fits) {
            // The first page grows, because most ledgers are small.
            let capacity = if self.pages.is_empty() { 0 } else { PAGE };
            self.pages.push(ByteBuf::with_capacity(capacity));
        }
        let page = (self.pages.len() - 1) as u32;
        let Some(last) = self.pages.last_mut() else { return BlobSpan::default() };
        let start = last.len() as u32;
        last.extend_from_slice(blob);
        BlobSpan { page, start, length: blob.len() as u32 }
    }

    /// A byte string that was kept; empty where none was.
    #[must_use]
    pub fn get(&self, span: BlobSpan) -> &[u8] {
        let start = span.start as usize;
        let page = self.pages.get(span.page as usize);
        let end = start.saturating_add(span.length as usize);
        page.and_then(|page| page.get(start..end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_come_back_from_every_page() {
        let mut blobs = Blobs::default();
        let long = vec![7; PAGE + 1];
        let mut kept = Vec::new();
        for number in 0..u8::MAX {
            kept.push(blobs.push(&[number; 1_000]));
        }
        kept.extend([&long[..], &[1, 2]].map(|blob| blobs.push(blob)));
        for (number, span) in (0..u8::MAX).zip(&kept) {
            assert!(blobs.get(*span) == [number; 1_000]);
        }
        assert!(blobs.get(kept[255]) == long);
        assert_eq!(blobs.get(kept[256]), [1, 2]);
        assert!(blobs.get(BlobSpan { page: 9, start: u32::MAX, length: 1 }).is_empty());
    }
}
