//! What can be wrong with a document, in words.

use super::place::Place;
use super::xml::ATTRIBUTES_MAX;
use super::{BYTES_MAX, DEPTH_MAX, VALUES_MAX};
use crate::diagnostic::{Code, Problem, count, excerpt};

/// Why a document was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// An attribute that says something.
    Attribute(String),
    /// More attributes in a tag than anything reasonable has.
    Attributes,
    /// A character that XML cannot hold, by its number.
    Character(u32),
    /// More levels than [`DEPTH_MAX`].
    Depth,
    /// A document type, which could define entities.
    Doctype,
    /// A field that its object has already.
    DuplicateField(String),
    /// An encoding other than the one in which all documents are read.
    Encoding(String),
    /// A reference to anything but a character.
    Entity(String),
    /// What the JSON parser says.
    Json(&'static str),
    /// Text and elements side by side.
    MixedContent(String),
    /// An end tag that does not end the innermost element.
    MismatchedTag { expected: String, found: String },
    /// A name that XML does not allow.
    Name(String),
    /// An element that is nil and has content.
    NilContent(String),
    /// Something outside the root element, or no root element.
    Root(&'static str),
    /// More bytes than [`BYTES_MAX`].
    Size,
    /// An element without its end tag.
    UnclosedTag(String),
    /// An end tag without its element.
    UnopenedTag(String),
    /// More values or elements than [`VALUES_MAX`].
    Values,
    /// What the XML parser says.
    Xml(&'static str),
}

impl Fault {
    /// The problem at a place of the document.
    pub(super) fn at(&self, place: Place) -> Problem {
        let (line, column) = (count(place.line), count(place.column));
        let message = ["line ", &line, ", column ", &column, ": ", &self.message()].concat();
        Problem::new(self.code(), message, self.help())
    }

    /// The problem of the whole document.
    pub(super) fn of_all(&self) -> Problem {
        Problem::new(self.code(), self.message(), self.help())
    }

    fn code(&self) -> Code {
        match self {
            Self::Attribute(_) | Self::Attributes => Code::XmlAttribute,
            Self::Character(_) => Code::XmlCharacter,
            Self::Depth => Code::DocumentTooDeep,
            Self::Doctype => Code::XmlDoctype,
            Self::DuplicateField(_) => Code::JsonDuplicateField,
            Self::Encoding(_) => Code::XmlEncoding,
            Self::Entity(_) => Code::XmlEntity,
            Self::Json(_) => Code::JsonSyntax,
            Self::MixedContent(_) => Code::XmlMixedContent,
            Self::MismatchedTag { .. } | Self::UnclosedTag(_) | Self::UnopenedTag(_) => {
                Code::XmlTag
            }
            Self::Name(_) | Self::Xml(_) => Code::XmlSyntax,
            Self::NilContent(_) => Code::XmlNilContent,
            Self::Root(_) => Code::XmlRoot,
            Self::Size => Code::DocumentTooLarge,
            Self::Values => Code::DocumentTooManyValues,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Attribute(name) => quote("the attribute ", name, " is not read"),
            Self::Attributes => {
                ["a tag has more than ", &count(ATTRIBUTES_MAX), " attributes"].concat()
            }
            Self::Character(number) => {
                ["the character U+", &hexadecimal(*number), " is not allowed in XML"].concat()
            }
            Self::Depth => "the document is nested too deeply".to_owned(),
            Self::Doctype => "a document type is not read".to_owned(),
            Self::DuplicateField(name) => quote("the field ", name, " is given twice"),
            Self::Encoding(name) => quote("the document declares the encoding ", name, ""),
            Self::Entity(reference) => quote("the reference ", reference, " is not read"),
            Self::Json(what) | Self::Xml(what) => (*what).to_owned(),
            Self::MixedContent(name) => {
                quote("the element ", name, " has both text and other elements")
            }
            Self::MismatchedTag { expected, found } => {
                ["expected `</", &excerpt(expected), ">`, found `</", &excerpt(found), ">`"]
                    .concat()
            }
            Self::Name(name) => quote("", name, " is not a name"),
            Self::NilContent(name) => quote("the element ", name, " is nil, but has content"),
            Self::Root(what) => (*what).to_owned(),
            Self::Size => ["the document has more than ", &count(BYTES_MAX), " bytes"].concat(),
            Self::UnclosedTag(name) => quote("the element ", name, " is never closed"),
            Self::UnopenedTag(name) => {
                ["the end tag `</", &excerpt(name), ">` closes nothing"].concat()
            }
            Self::Values => ["the document has more than ", &count(VALUES_MAX), " values"].concat(),
        }
    }

    fn help(&self) -> Option<String> {
        let help = match self {
            Self::Attribute(_) | Self::Attributes => {
                "give every value as an element: only `xmlns` and `xsi` attributes may stand there"
            }
            Self::Character(_) => "take the character away",
            Self::Depth => {
                return Some(["a document has at most ", &count(DEPTH_MAX), " levels"].concat());
            }
            Self::Doctype => "take `<!DOCTYPE …>` away",
            Self::DuplicateField(_) => "give it once",
            Self::Encoding(_) => "send the document in UTF-8 and declare that, or nothing",
            Self::Entity(_) => {
                "write the character itself, its number, `&amp;`, `&lt;`, `&gt;`, `&apos;` or \
                 `&quot;`"
            }
            Self::MixedContent(_) => "give the element only one of them",
            Self::MismatchedTag { expected, .. } => {
                return Some(["close `", &excerpt(expected), "` first"].concat());
            }
            Self::Name(_) => "begin a name with a letter, and give it one colon at the most",
            Self::NilContent(_) => "take `xsi:nil` or the content away",
            Self::Root(_) => "give one element that holds all others",
            Self::Size | Self::Values => "send it in several parts",
            Self::UnclosedTag(name) => {
                return Some(["close it with `</", &excerpt(name), ">`"].concat());
            }
            Self::UnopenedTag(_) => "take it away, or open its element",
            Self::Json(_) | Self::Xml(_) => return None,
        };
        Some(help.to_owned())
    }
}

fn quote(before: &str, input: &str, after: &str) -> String {
    [before, "`", &excerpt(input), "`", after].concat()
}

/// At least four digits, as Unicode writes its characters.
fn hexadecimal(number: u32) -> String {
    let mut digits = String::new();
    let mut shift = 24_u32;
    while shift > 0 {
        shift -= 4;
        let digit = (number >> shift) & 0xF;
        if digit != 0 || shift < 16 || !digits.is_empty() {
            digits.extend(char::from_digit(digit, 16).map(|digit| digit.to_ascii_uppercase()));
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named_as_unicode_names_them() {
        assert_eq!(
            [0, 0x1F, 0xFFFE, 0x1_F600, 0x10_FFFF].map(hexadecimal),
            ["0000", "001F", "FFFE", "1F600", "10FFFF"]
        );
    }
}
