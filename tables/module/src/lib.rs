//! Buffers in, buffers out: what a host without JavaScript calls to charge the rows of a table.
//!
//! A host asks for room, writes into it, calls, and reads the answer from where it is told. Rooms
//! keep their place until more is asked for. The module imports nothing, keeps no thread and reads
//! no clock: the same bytes in give the same bytes out, wherever it runs.

mod answer;
mod desk;
mod room;

use std::cell::RefCell;

use desk::Desk;
use room::{Asked, PLACES};

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

fn desk<T>(call: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(call)
}

/// Room for a text of so many bytes; where it begins.
#[unsafe(no_mangle)]
pub extern "C" fn text_room(bytes: usize) -> *mut u8 {
    desk(|desk| desk.text_room(bytes))
}

/// Reads the text in the room as a book. The answer is what hosts need to know of it; of a book
/// that is refused, which is told by 0, it is the refusal.
#[unsafe(no_mangle)]
pub extern "C" fn read_book() -> u32 {
    desk(|desk| u32::from(desk.read_book()))
}

/// Where the answer, a text in JSON, begins.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    desk(|desk| desk.answer().as_ptr())
}

/// How many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    desk(|desk| desk.answer().len())
}

/// Room for so many rows; a list of where its columns begin, in the order of [`room::Room`].
#[unsafe(no_mangle)]
pub extern "C" fn row_room(rows: usize) -> *const [usize; PLACES] {
    desk(|desk| std::ptr::from_ref(desk.row_room(rows)))
}

/// Charges the first rows in the room, and answers how many of them were refused. `scale` and
/// `prior_scale` are the decimals of the two columns, where they do not count minor units; `rule`
/// is the place of the one rule, or −1; `flags` are those of [`room::Asked`].
#[unsafe(no_mangle)]
pub extern "C" fn charge_rows(
    rows: usize,
    scale: u32,
    prior_scale: u32,
    rule: i32,
    flags: u32,
) -> usize {
    desk(|desk| desk.charge(rows, &Asked { scale, prior_scale, rule, flags }))
}

/// How many digits a charge has at the most, with the book's decimals among them, for a column of
/// amounts of so many digits, of which nothing was charged for earlier; 0 where that is not known.
/// The other arguments are those of [`charge_rows`].
#[unsafe(no_mangle)]
pub extern "C" fn charge_digits(digits: u32, scale: u32, rule: i32, flags: u32) -> u32 {
    desk(|desk| desk.charge_digits(digits, &Asked { scale, prior_scale: 0, rule, flags }))
}

/// Explains one row of those in the room; the arguments are those of [`charge_rows`].
#[unsafe(no_mangle)]
pub extern "C" fn explain_row(row: usize, scale: u32, prior_scale: u32, rule: i32, flags: u32) {
    desk(|desk| desk.explain(row, &Asked { scale, prior_scale, rule, flags }));
}
