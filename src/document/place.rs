//! Where in a document something stands, as editors count it.

use crate::diagnostic::{Problem, count};

/// A line and a column, from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// The place of a byte.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
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

    /// The problem with this place before its message.
    #[must_use]
    pub fn of_problem(self, problem: &Problem) -> Problem {
        let (line, column) = (count(self.line), count(self.column));
        let message = ["line ", &line, ", column ", &column, ": ", &problem.message].concat();
        Problem::new(problem.code, message, problem.help.clone())
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
