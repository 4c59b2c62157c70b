//! Where a field stands in its document.

use crate::diagnostic::count;

/// A JSON pointer in the making: its text is made only for a problem, and most fields have none.
#[derive(Clone, Copy, Debug)]
pub enum Pointer<'p> {
    /// The whole document.
    Root,
    /// A field of an object.
    Field(&'p Pointer<'p>, &'static str),
    /// An item of a list.
    Item(&'p Pointer<'p>, usize),
}

impl Pointer<'_> {
    /// The text, such as `/priceMethods/0/charge`; empty for the whole document.
    #[must_use]
    #[inline(never)]
    pub fn path(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Field(parent, name) => [&parent.path(), "/", name].concat(),
            Self::Item(parent, index) => [&parent.path(), "/", &*count(*index)].concat(),
        }
    }
}
