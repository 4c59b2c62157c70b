//! Names of elements and attributes, and the characters of all texts.

/// Whether XML 1.0 can hold a character, be it as itself or by its number.
pub(super) fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The name without its prefix, if it is a name with one prefix at the most.
pub(super) fn local(name: &str) -> Option<&str> {
    let (prefix, local) = name.split_once(':').map_or((None, name), |(p, local)| (Some(p), local));
    (prefix.is_none_or(is_name) && is_name(local)).then_some(local)
}

fn is_name(text: &str) -> bool {
    text.starts_with(may_start) && text.chars().all(may_follow)
}

/// The nearest name: what a name cannot hold becomes `_`.
pub(super) fn nearest(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 1);
    if text.is_empty() || text.starts_with(|first| may_follow(first) && !may_start(first)) {
        name.push('_');
    }
    name.extend(text.chars().map(|character| if may_follow(character) { character } else { '_' }));
    name
}

/// `NameStartChar` of XML 1.0, fifth edition, but for the colon of prefixes.
fn may_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}' | '\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar`, but for the colon.
fn may_follow(character: char) -> bool {
    may_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_dropped() {
        assert_eq!(local("charge"), Some("charge"));
        assert_eq!(local("ns2:charge"), Some("charge"));
        for wrong in ["", "1a", ":a", "a:", "a:b:c", "a b", "-a", "a<b", "a\"", "×"] {
            assert_eq!(local(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_name_becomes_one() {
        for (text, name) in
            [("a-1", "a-1"), ("1a", "_1a"), ("a b<", "a_b_"), ("", "_"), ("é", "é"), ("<a", "_a")]
        {
            assert_eq!(nearest(text), name);
            assert_eq!(local(name), Some(name));
        }
    }
}
