//! Where in a document something stands, as editors count it.

/// A line and a column, from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The place of a byte.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let mut place = Self { line: 1, column: 1 };
        for byte in text.bytes().take(offset) {
            match byte {
                b'\n' => place = Self { line: place.line + 1, column: 1 },
                // Continuation bytes are no characters of their own.
                0x80..0xC0 => {}
                _ => place.column += 1,
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\n😀é<\n";
        let place = Place { line: 2, column: 3 };
        assert_eq!(Place::of(text, 8), place);
        assert_eq!(Place::of(text, 100), Place { line: 3, column: 1 });
    }
}
