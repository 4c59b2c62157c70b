//! What can be wrong with an XML document, where its code has more than one sentence, and what the
//! parser says.

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;

use crate::diagnostic::{Code, Problem, count, excerpt};

/// The most attributes of a tag: the parser compares each with all.
pub(super) const ATTRIBUTES_MAX: usize = 32;

/// An attribute that is data, which only elements may be.
pub(super) fn attribute(name: &str) -> Problem {
    Problem::says(Code::XmlAttribute, &[&excerpt(name)])
}

/// More attributes in a tag than anything reasonable has.
pub(super) fn too_many_attributes() -> Problem {
    let message = ["a tag has more than ", &count(ATTRIBUTES_MAX), " attributes"];
    Problem::of(Code::XmlAttribute, &message, Code::XmlAttribute.help())
}

/// A character that XML cannot hold, by its number.
pub(super) fn character(number: u32) -> Problem {
    Problem::says(Code::XmlCharacter, &[&format!("{number:04X}")])
}

/// A reference to anything but a character.
pub(super) fn entity(reference: &str) -> Problem {
    Problem::says(Code::XmlEntity, &[&excerpt(reference)])
}

/// A name that XML does not allow.
pub(super) fn name(name: &str) -> Problem {
    let message = ["`", &excerpt(name), "` is not a name"];
    Problem::of(
        Code::XmlSyntax,
        &message,
        "begin a name with a letter, and give it one colon at the most",
    )
}

/// An end tag that does not end the innermost element.
fn mismatched_tag(expected: &str, found: &str) -> Problem {
    let help = ["close `", &excerpt(expected), "` first"].concat();
    let message = Code::XmlTag.sentence(&[&excerpt(expected), &excerpt(found)]);
    Problem::new(Code::XmlTag, message, Some(help))
}

/// An element without its end tag.
pub(super) fn unclosed_tag(name: &str) -> Problem {
    let name = excerpt(name);
    let help = ["close it with `</", &name, ">`"].concat();
    Problem::of(Code::XmlTag, &["the element `", &name, "` is never closed"], &help)
}

/// An end tag without its element.
fn unopened_tag(name: &str) -> Problem {
    let message = ["the end tag `</", &excerpt(name), ">` closes nothing"];
    Problem::of(Code::XmlTag, &message, "take it away, or open its element")
}

/// What is no XML, in a sentence.
pub(super) fn syntax(sentence: &str) -> Problem {
    Problem::says(Code::XmlSyntax, &[sentence])
}

/// What the parser says of a document.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's error has variants of things that are not asked of it"
)]
pub(super) fn of_parser(error: &Error) -> Problem {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            mismatched_tag(expected, found)
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => unopened_tag(name),
        Error::IllFormed(IllFormedError::UnclosedReference) => entity("&"),
        Error::IllFormed(IllFormedError::MissingDoctypeName)
        | Error::Syntax(SyntaxError::UnclosedDoctype) => Problem::says(Code::XmlDoctype, &[]),
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => {
            syntax("forbidden string `--` was found in a comment")
        }
        Error::IllFormed(IllFormedError::UnknownVersion) => {
            syntax("unknown XML version: either 1.0 or 1.1 is expected")
        }
        Error::IllFormed(IllFormedError::MissingDeclVersion(None)) => {
            syntax("an XML declaration does not contain `version` attribute")
        }
        Error::IllFormed(IllFormedError::MissingDeclVersion(Some(_))) => {
            syntax("an XML declaration must start with `version` attribute")
        }
        Error::InvalidAttr(error) => of_attributes(error),
        Error::Syntax(error) => of_syntax(error),
        // A text in memory cannot fail to be read, and nothing else is asked of the parser.
        _ => syntax("expected XML"),
    }
}

fn of_syntax(error: &SyntaxError) -> Problem {
    let what = match error {
        SyntaxError::InvalidBangMarkup => "unknown or missed symbol in markup",
        SyntaxError::UnclosedPI => {
            "processing instruction not closed: `?>` not found before end of input"
        }
        SyntaxError::UnclosedXmlDecl => {
            "XML declaration not closed: `?>` not found before end of input"
        }
        SyntaxError::UnclosedComment => "comment not closed: `-->` not found before end of input",
        SyntaxError::UnclosedDoctype => "DOCTYPE not closed: `>` not found before end of input",
        SyntaxError::UnclosedCData => "CDATA not closed: `]]>` not found before end of input",
        SyntaxError::UnclosedTag => "tag not closed: `>` not found before end of input",
        SyntaxError::UnclosedSingleQuotedAttributeValue => {
            "attribute value not closed: `'` not found before end of input"
        }
        SyntaxError::UnclosedDoubleQuotedAttributeValue => {
            "attribute value not closed: `\"` not found before end of input"
        }
    };
    syntax(what)
}

/// What the parser says of the attributes of a tag.
pub(super) fn of_attributes(error: &AttrError) -> Problem {
    let what = match error {
        AttrError::Duplicated(..) => "expected another attribute, found the same again",
        AttrError::ExpectedEq(_) => "expected `=` after the name of an attribute",
        AttrError::ExpectedQuote(..) => "expected a quote after the value of an attribute",
        AttrError::ExpectedValue(_) => "expected the value of an attribute after `=`",
        AttrError::UnquotedValue(_) => "expected the value of an attribute in quotes",
    };
    syntax(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named_as_unicode_names_them() {
        for (number, name) in [(0, "0000"), (0x1F, "001F"), (0xFFFE, "FFFE"), (0x10_FFFF, "10FFFF")]
        {
            assert!(character(number).message.contains(&["U+", name, " "].concat()));
        }
    }
}
