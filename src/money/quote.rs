//! Input as it is shown inside a message: in backticks, on one line, and short.

/// The longest piece of input, in characters, that a message repeats in full.
pub const SHOWN_MAX: usize = 40;

/// `text` in backticks; characters that would break the line or hide others are escaped, and what
/// is longer than [`SHOWN_MAX`] characters is cut with an ellipsis.
pub fn quote(text: &str) -> String {
    let mut shown = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN_MAX {
            shown.push('…');
            break;
        }
        if is_invisible(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// Control characters, line separators, zero-width characters and those that reverse the reading
/// direction: printed raw they could make a message say something else.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
