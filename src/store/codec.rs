//! The form of what snapshots hold: the fields of a record one after another, numbers from their
//! lowest byte, lists and texts behind their count.
//!
//! A loader that meets damage does not stop: whatever is read from then on is zero or empty, so
//! that no field has to ask, and [`load`] refuses the whole.

use std::collections::VecDeque;

/// What can be written into bytes and read from them.
pub trait Stored: Sized {
    /// Appends the value to bytes.
    fn store(&self, bytes: &mut Vec<u8>);
    /// Reads a value; after damage, one that means nothing.
    fn load(loader: &mut Loader<'_>) -> Self;
}

/// Bytes that are being read.
pub struct Loader<'b> {
    rest: &'b [u8],
    damaged: bool,
}

/// Reads what takes all of the bytes.
pub fn load<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut loader = Loader { rest: bytes, damaged: false };
    let loaded = T::load(&mut loader);
    (!loader.damaged && loader.rest.is_empty()).then_some(loaded)
}

impl<'b> Loader<'b> {
    /// Reads which of so many variants follows: one byte.
    pub fn choice(&mut self, of: u8) -> u8 {
        let choice = u8::load(self);
        if choice >= of {
            self.damage();
        }
        choice
    }

    /// Reads how many items follow; each takes a byte or more.
    pub fn count(&mut self) -> usize {
        let count = u32::load(self) as usize;
        if count <= self.rest.len() {
            return count;
        }
        self.damage();
        0
    }

    /// Whether reading on is of no use. Lists ask it, and reserve nothing for what they are yet to
    /// read: so no count makes them take more memory or time than the bytes are worth.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The next so many bytes; none where there are fewer.
    pub fn take(&mut self, length: usize) -> &'b [u8] {
        if let Some((taken, rest)) = self.rest.split_at_checked(length) {
            self.rest = rest;
            return taken;
        }
        self.damage();
        &[]
    }

    #[inline(never)]
    fn number(&mut self, width: usize) -> u64 {
        self.take(width).iter().rfold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// Notes that the bytes are not what was written.
    #[cold]
    pub fn damage(&mut self) {
        *self = Self { rest: &[], damaged: true };
    }
}

#[inline(never)]
fn push_number(bytes: &mut Vec<u8>, number: u64, width: usize) {
    bytes.extend_from_slice(number.to_le_bytes().get(..width).unwrap_or_default());
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Stored for $number {
            fn store(&self, bytes: &mut Vec<u8>) {
                push_number(bytes, *self as u64, size_of::<Self>());
            }

            fn load(loader: &mut Loader<'_>) -> Self {
                loader.number(size_of::<Self>()) as Self
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 i64);

impl Stored for bool {
    fn store(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        loader.choice(2) == 1
    }
}

impl Stored for String {
    fn store(&self, bytes: &mut Vec<u8>) {
        (self.len() as u32).store(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let count = loader.count();
        let text = std::str::from_utf8(loader.take(count));
        text.map(str::to_owned).unwrap_or_else(|_| {
            loader.damage();
            Self::new()
        })
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        self.is_some().store(bytes);
        if let Some(one) = self {
            one.store(bytes);
        }
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        bool::load(loader).then(|| T::load(loader))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        (self.len() as u32).store(bytes);
        self.iter().for_each(|one| one.store(bytes));
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        let count = loader.count();
        let mut list = Self::new();
        while list.len() < count && !loader.is_damaged() {
            list.push(T::load(loader));
        }
        list
    }
}

impl<T: Stored> Stored for VecDeque<T> {
    fn store(&self, bytes: &mut Vec<u8>) {
        (self.len() as u32).store(bytes);
        self.iter().for_each(|one| one.store(bytes));
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        Vec::load(loader).into()
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, bytes: &mut Vec<u8>) {
        self.0.store(bytes);
        self.1.store(bytes);
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        (A::load(loader), B::load(loader))
    }
}

/// Stores structs by the list of their fields, and enums without data by that of their variants.
macro_rules! stored {
    ($record:ident $(<$kind:ident>)? { $($field:tt),+ $(,)? }) => {
        impl $(<$kind: $crate::store::Stored>)? $crate::store::Stored for $record $(<$kind>)? {
            fn store(&self, bytes: &mut Vec<u8>) {
                $($crate::store::Stored::store(&self.$field, bytes);)+
            }

            fn load(loader: &mut $crate::store::Loader<'_>) -> Self {
                Self { $($field: $crate::store::Stored::load(loader)),+ }
            }
        }
    };
    ($choice:ident: $first:ident $(, $variant:ident)* $(,)?) => {
        impl $crate::store::Stored for $choice {
            fn store(&self, bytes: &mut Vec<u8>) {
                let (Self::$first $(| Self::$variant)*) = self;
                bytes.push(*self as u8);
            }

            fn load(loader: &mut $crate::store::Loader<'_>) -> Self {
                const ALL: &[$choice] = &[$choice::$first $(, $choice::$variant)*];
                let number: u8 = $crate::store::Stored::load(loader);
                ALL.iter().copied().find(|one| *one as u8 == number).unwrap_or_else(|| {
                    loader.damage();
                    Self::$first
                })
            }
        }
    };
}

pub(crate) use stored;

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_back<T: Stored + PartialEq>(one: &T) {
        let mut bytes = Vec::new();
        one.store(&mut bytes);
        assert!(load(&bytes).as_ref() == Some(one), "{bytes:?}");
        bytes.push(0);
        assert!(load::<T>(&bytes).is_none(), "{bytes:?}");
        for length in 0..bytes.len() - 1 {
            assert!(load::<T>(&bytes[..length]).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn values_come_back_whole_or_not_at_all() {
        comes_back(&u8::MAX);
        comes_back(&0xABCD_u16);
        comes_back(&0xABCD_EF01_u32);
        comes_back(&u64::MAX);
        for number in [i64::MIN, -1, 0, 1, i64::MAX] {
            comes_back(&number);
        }
        comes_back(&vec![true, false]);
        comes_back(&("é😀".to_owned(), Some(String::new())));
        comes_back(&VecDeque::from([(1_u8, None), (2, Some(3_u16))]));
        comes_back(&vec![vec![], vec![1_u32]]);
    }

    #[test]
    fn the_form_is_this() {
        let mut bytes = Vec::new();
        (-2_i64, vec![Some("a".to_owned()), None]).store(&mut bytes);
        let number = [254, 255, 255, 255, 255, 255, 255, 255];
        assert_eq!(bytes, [&number[..], &[2, 0, 0, 0, 1, 1, 0, 0, 0, b'a', 0]].concat());
    }

    #[test]
    fn what_was_never_written_is_refused() {
        assert_eq!(load::<bool>(&[2]), None);
        assert_eq!(load::<Option<u8>>(&[2, 0]), None);
        assert_eq!(load::<String>(&[1, 0, 0, 0, 0xFF]), None);
        // Four thousand million records, of which there are none, or one.
        assert_eq!(load::<Vec<(u64, u64)>>(&[255; 4]), None);
        assert_eq!(load::<Vec<(u64, u64)>>(&[255; 20]), None);
        assert_eq!(load::<String>(&[255; 20]), None);
    }
}
