//! Input as it is shown inside a message: in backticks, on one line, and short.

use super::text::push_byte;

/// The longest piece of input, in characters, that a message repeats in full.
pub const SHOWN_MAX: usize = 40;

/// `text` in backticks; characters that would break the line or hide others are escaped, and what
/// is longer than [`SHOWN_MAX`] characters is cut with an ellipsis.
pub fn quote(text: &str) -> String {
    let shown = beginning(text, SHOWN_MAX);
    let mut quoted = String::from("`");
    for character in shown.chars() {
        if is_invisible(character) {
            push_escaped(&mut quoted, character);
        } else {
            quoted.push(character);
        }
    }
    quoted.push_str(if shown.len() < text.len() { "…`" } else { "`" });
    quoted
}

/// The first characters of a text, at most `longest`.
pub(super) fn beginning(text: &str, longest: usize) -> &str {
    let end = text.char_indices().nth(longest).map_or(text.len(), |(index, _)| index);
    text.get(..end).unwrap_or_default()
}

/// Control characters, line separators, zero-width characters and those that reverse the reading
/// direction: printed raw they could make a message say something else.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn push_escaped(text: &mut String, character: char) {
    let code = u32::from(character);
    text.push_str("\\u{");
    for shift in [20, 16, 12, 8, 4, 0] {
        let rest = code >> shift;
        if rest > 0 || shift == 0 {
            let digit = (rest & 0xf) as u8;
            push_byte(text, if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
        }
    }
    text.push('}');
}
