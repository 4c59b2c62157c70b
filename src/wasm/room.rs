//! Room in the module's memory. JavaScript's callers choose how much, and there may be none left:
//! that is told, because a failed allocation would end the instance. The memory itself never
//! shrinks, so that what was large is given back to the other calls.

use core::arch::wasm32::memory_size;
use core::hint::black_box;
#[cfg(any(feature = "requests", feature = "ledger"))]
use core::str;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use wasm_bindgen::JsValue;

use super::answer::refuse;
use crate::diagnostic::{Code, Problem};

/// The most bytes that are kept from one call to the next.
pub(super) const KEPT: usize = 1 << 20;

/// The bytes of a page of memory.
const PAGE: usize = 1 << 16;

/// The most bytes that are provided at once, whatever will be needed.
const PROVIDED_MAX: usize = 1 << 28;

/// Lets the memory grow by an eighth at a time: engines collect garbage whenever it has grown, and
/// it would grow with every few kilobytes.
pub(super) fn provide() {
    static KNOWN: AtomicUsize = AtomicUsize::new(0);
    let pages = memory_size(0);
    if pages > KNOWN.load(Ordering::Relaxed) {
        provide_for(pages / 8 * PAGE);
        KNOWN.store(memory_size(0), Ordering::Relaxed);
    }
}

/// Lets the memory grow at once by as much as will be needed.
pub(super) fn provide_for(bytes: usize) {
    let mut room = Vec::<u8>::new();
    // What there is no room for is asked for again, in smaller parts.
    let provided = room.try_reserve_exact(bytes.min(PROVIDED_MAX));
    IS_TIGHT.fetch_or(provided.is_err(), Ordering::Relaxed);
    drop(black_box(room));
}

/// What a call of a ledger may need: two indexes of its attempts become twice as large at once, and
/// four gigabytes have room for no more attempts than fit these.
#[cfg(feature = "ledger")]
const SPARE: usize = 640 << 20;

/// The pages from which on it is worth asking whether so much is left of all that there can be.
#[cfg(feature = "ledger")]
const PAGES_NEAR_END: usize = (1 << 16) - SPARE / PAGE;

/// Whether a ledger had better keep nothing more: an allocation that fails would take them all.
#[cfg(feature = "ledger")]
pub(super) fn is_full() -> bool {
    if memory_size(0) < PAGES_NEAR_END && !IS_TIGHT.load(Ordering::Relaxed) {
        return false;
    }
    let mut room = Vec::<u8>::new();
    let is_full = room.try_reserve_exact(SPARE).is_err();
    drop(black_box(room));
    IS_TIGHT.store(is_full, Ordering::Relaxed);
    is_full
}

/// Whether the engine has refused to let the memory grow, be there pages left or not.
static IS_TIGHT: AtomicBool = AtomicBool::new(false);

/// How many bytes the memory has.
#[cfg(feature = "ledger")]
pub(super) fn provided() -> usize {
    memory_size(0) * PAGE
}

/// So many items that say nothing.
pub(super) fn empty<T: Clone>(item: T, count: usize) -> Result<Vec<T>, JsValue> {
    let mut items = Vec::new();
    let no_room = |_| refuse(Problem::says(Code::OutOfMemory, &[]).into());
    items.try_reserve_exact(count).map_err(no_room)?;
    items.resize(count, item);
    Ok(items)
}

/// Where JavaScript writes texts.
#[cfg(any(feature = "requests", feature = "ledger"))]
#[derive(Default)]
pub(super) struct TextRoom(Vec<u8>);

#[cfg(any(feature = "requests", feature = "ledger"))]
impl TextRoom {
    /// Makes room for so many bytes, and answers where it is.
    pub(super) fn reserve(&mut self, bytes: usize) -> Result<usize, JsValue> {
        if self.0.len() < bytes {
            self.0 = Vec::new();
            self.0 = empty(0, bytes)?;
        }
        Ok(self.0.as_ptr() as usize)
    }

    /// The text in the first so many bytes.
    pub(super) fn text(&self, bytes: usize) -> Option<&str> {
        str::from_utf8(self.0.get(..bytes)?).ok()
    }

    /// Gives back room that is larger than what is kept. Whoever writes knows the same number.
    pub(super) fn give_back(&mut self) {
        if self.0.len() > KEPT {
            self.0 = Vec::new();
        }
    }
}
