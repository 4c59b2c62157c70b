//! Strings as JSON writes them.

/// Adds a string with its quotes to a text.
pub fn push_string(text: &mut String, string: &str) {
    text.push('"');
    let mut rest = string;
    let special = |byte| matches!(byte, b'"' | b'\\' | 0..b' ');
    while let Some(at) = rest.bytes().position(special) {
        let (plain, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(plain);
        let mut characters = behind.chars();
        push_escape(text, characters.next().unwrap_or_default());
        rest = characters.as_str();
    }
    text.push_str(rest);
    text.push('"');
}

fn push_escape(text: &mut String, character: char) {
    match character {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        control => {
            text.push_str("\\u00");
            let code = u32::from(control);
            text.extend(
                [code >> 4, code & 0xF].map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
            );
        }
    }
}
