//! XML to raw trees.

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::super::fault::Fault;
use super::super::place::Place;
use super::super::{BYTES_MAX, DEPTH_MAX, VALUES_MAX, without_mark};
use super::{Shape, is_allowed, name};
use crate::diagnostic::Problem;
use crate::document::Value;
use crate::store::{Index, Names};

/// The most attributes of a tag: the parser compares each with all.
pub(in super::super) const ATTRIBUTES_MAX: usize = 32;

/// Reads a document, whatever its root is called. Prefixes of names are dropped, texts trimmed;
/// an element without content is absent, one with `xsi:nil="true"` is `null`.
///
/// What makes XML dangerous or ambiguous is refused: document types, entities of its own,
/// attributes with data, text beside elements.
///
/// # Errors
/// The first problem, with its line and column.
///
/// ```
/// use ready_reckoner::http::dialect::charges;
/// use ready_reckoner::http::{json, xml};
///
/// let text = "<r><priceMethods><chargeCode>A1</chargeCode><tenor>90</tenor></priceMethods></r>";
/// let value = xml::read(text, &charges::SHAPE).map_err(|problem| problem.message.clone())?;
/// assert_eq!(json::write(&value), r#"{"priceMethods":[{"chargeCode":"A1","tenor":90}]}"#);
/// # Ok::<(), String>(())
/// ```
pub fn read(text: &str, shape: &Shape) -> Result<Value, Problem> {
    if text.len() > BYTES_MAX {
        return Err(Fault::Size.of_all());
    }
    let text = without_mark(text);
    if let Some((offset, character)) = text.char_indices().find(|(_, c)| !is_allowed(*c)) {
        return Err(Fault::Character(character.into()).at(Place::of(text, offset)));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut document =
        Document { shape, open: Vec::new(), elements: 0, root: None, salt: Index::hash(&[], text) };
    loop {
        let offset = position(reader.buffer_position());
        let event = reader.read_event();
        let failed = event.is_err().then(|| position(reader.error_position()));
        let read = event.map_err(|error| parser_fault(&error));
        match read.and_then(|event| document.take(event, offset)) {
            Ok(false) => {}
            Ok(true) => return document.finish(text),
            Err(fault) => return Err(fault.at(Place::of(text, failed.unwrap_or(offset)))),
        }
    }
}

/// Documents are much shorter than any `usize`.
fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// What has been read so far.
struct Document<'s> {
    shape: &'s Shape,
    /// The elements that are not closed yet, outermost first.
    open: Vec<Element>,
    elements: usize,
    root: Option<Value>,
    /// Of the names.
    salt: u32,
}

/// An element that is not closed yet.
struct Element {
    name: String,
    offset: usize,
    nil: bool,
    text: String,
    /// The elements inside, by name, in the order of their first appearance.
    fields: Vec<(String, Vec<Value>)>,
    /// Where the elements of a name are in `fields`.
    places: Names,
}

impl Document<'_> {
    /// Takes the next piece of the document; true for its end.
    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<bool, Fault> {
        match event {
            Event::Start(tag) => self.open(&tag, offset)?,
            Event::Empty(tag) => {
                self.open(&tag, offset)?;
                self.close()?;
            }
            Event::End(_) => self.close()?,
            Event::Text(text) if text.as_bytes().windows(3).any(|three| three == b"]]>") => {
                return Err(Fault::Xml("expected a text, found `]]>`"));
            }
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let mut utf8 = [0; 4];
                self.text(character(&reference)?.encode_utf8(&mut utf8))?;
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Decl(declaration) => check_declaration(&declaration, offset)?,
            Event::DocType(_) => return Err(Fault::Doctype),
            Event::Eof => return Ok(true),
        }
        Ok(false)
    }

    fn open(&mut self, tag: &BytesStart<'_>, offset: usize) -> Result<(), Fault> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(Fault::Root("expected the end of the document, found another element"));
        }
        if self.open.len() == DEPTH_MAX {
            return Err(Fault::Depth);
        }
        self.elements += 1;
        if self.elements > VALUES_MAX {
            return Err(Fault::Values);
        }
        let whole = tag.name();
        let name = name::local(whole.0).ok_or_else(|| Fault::Name(whole.0.to_owned()))?;
        self.open.push(Element {
            name: name.to_owned(),
            offset,
            nil: is_nil(tag)?,
            text: String::new(),
            fields: Vec::new(),
            places: Names::new(self.salt),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Fault> {
        // The parser has made sure that there is one.
        let Some(mut element) = self.open.pop() else { return Ok(()) };
        let name = std::mem::take(&mut element.name);
        let value = element.value(&name, self.shape)?;
        match self.open.last_mut() {
            Some(parent) => parent.add(name, value),
            None => self.root = Some(value),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if trim(text).is_empty() => {}
            None => return Err(Fault::Root("expected an element, found text")),
        }
        Ok(())
    }

    fn finish(mut self, text: &str) -> Result<Value, Problem> {
        if let Some(element) = self.open.pop() {
            return Err(Fault::UnclosedTag(element.name).at(Place::of(text, element.offset)));
        }
        match self.root {
            // A document without content has no fields, but it is there.
            Some(Value::Absent) => Ok(Value::Object(Vec::new())),
            Some(value) => Ok(value),
            None => {
                let fault = Fault::Root("expected an element, found the end of the document");
                Err(fault.at(Place::of(text, text.len())))
            }
        }
    }
}

impl Element {
    fn add(&mut self, name: String, value: Value) {
        let place = self.places.find(&self.fields, &name);
        if let Some((_, values)) = place.and_then(|place| self.fields.get_mut(place)) {
            values.push(value);
        } else {
            self.fields.push((name, vec![value]));
            self.places.note_last(&self.fields);
        }
    }

    fn value(self, name: &str, shape: &Shape) -> Result<Value, Fault> {
        let text = trim(&self.text);
        if self.nil {
            let empty = text.is_empty() && self.fields.is_empty();
            return if empty { Ok(Value::Null) } else { Err(Fault::NilContent(name.to_owned())) };
        }
        if self.fields.is_empty() {
            return Ok(shape.leaf(name, text));
        }
        if !text.is_empty() {
            return Err(Fault::MixedContent(name.to_owned()));
        }
        let fields = self.fields.into_iter().map(|(name, values)| {
            let value = shape.gather(&name, values);
            (name, value)
        });
        Ok(Value::Object(fields.filter(|(_, value)| !value.is_absent()).collect()))
    }
}

/// White space as XML knows it.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Whether an element says that it is `null`. Its other attributes must be about namespaces, types
/// and schemas.
fn is_nil(tag: &BytesStart<'_>) -> Result<bool, Fault> {
    let mut nil = false;
    for (index, attribute) in tag.attributes().enumerate() {
        if index == ATTRIBUTES_MAX {
            return Err(Fault::Attributes);
        }
        let attribute = attribute.map_err(|error| attribute_fault(&error))?;
        let name = attribute.key.0;
        match name.split_once(':') {
            Some(("xsi", "nil")) => nil = matches!(trim(&attribute.value), "true" | "1"),
            Some(("xmlns" | "xsi", local)) if name::local(local).is_some() => {}
            None if name == "xmlns" => {}
            _ => return Err(Fault::Attribute(name.to_owned())),
        }
    }
    Ok(nil)
}

/// The character that a reference stands for.
fn character(reference: &str) -> Result<char, Fault> {
    let unknown = || Fault::Entity(["&", reference, ";"].concat());
    let Some(number) = reference.strip_prefix('#') else {
        return match reference {
            "amp" => Ok('&'),
            "apos" => Ok('\''),
            "gt" => Ok('>'),
            "lt" => Ok('<'),
            "quot" => Ok('"'),
            _ => Err(unknown()),
        };
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(unknown());
    }
    let number = u32::from_str_radix(digits, radix).map_err(|_| unknown())?;
    match char::from_u32(number) {
        Some(character) if is_allowed(character) => Ok(character),
        _ => Err(Fault::Character(number)),
    }
}

fn check_declaration(declaration: &BytesDecl<'_>, offset: usize) -> Result<(), Fault> {
    if offset > 0 {
        let what = "expected the declaration `<?xml …?>` at the very beginning";
        return Err(Fault::Xml(what));
    }
    declaration.xml_version().map_err(|error| parser_fault(&error))?;
    match declaration.encoding().transpose().map_err(|error| attribute_fault(&error))? {
        Some(name) if !is_utf8(&name) => Err(Fault::Encoding(name.into_owned())),
        _ => Ok(()),
    }
}

/// Whether an encoding is UTF-8 or a part of it.
fn is_utf8(name: &str) -> bool {
    ["UTF-8", "UTF8", "US-ASCII", "ASCII"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn parser_fault(error: &Error) -> Fault {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            Fault::MismatchedTag { expected: expected.clone(), found: found.clone() }
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => Fault::UnopenedTag(name.clone()),
        Error::IllFormed(IllFormedError::UnclosedReference) => Fault::Entity("&".to_owned()),
        Error::IllFormed(IllFormedError::MissingDoctypeName)
        | Error::Syntax(SyntaxError::UnclosedDoctype) => Fault::Doctype,
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => {
            Fault::Xml("forbidden string `--` was found in a comment")
        }
        Error::IllFormed(IllFormedError::UnknownVersion) => {
            Fault::Xml("unknown XML version: either 1.0 or 1.1 is expected")
        }
        Error::IllFormed(IllFormedError::MissingDeclVersion(None)) => {
            Fault::Xml("an XML declaration does not contain `version` attribute")
        }
        Error::IllFormed(IllFormedError::MissingDeclVersion(Some(_))) => {
            Fault::Xml("an XML declaration must start with `version` attribute")
        }
        Error::InvalidAttr(error) => attribute_fault(error),
        Error::Syntax(error) => syntax_fault(error),
        // A text in memory cannot fail to be read, and nothing else is asked of the parser.
        _ => Fault::Xml("expected XML"),
    }
}

/// The parser's own sentences: what brings them together for printing is longer than they are.
fn syntax_fault(error: &SyntaxError) -> Fault {
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
    Fault::Xml(what)
}

fn attribute_fault(error: &AttrError) -> Fault {
    let what = match error {
        AttrError::Duplicated(..) => "expected another attribute, found the same again",
        AttrError::ExpectedEq(_) => "expected `=` after the name of an attribute",
        AttrError::ExpectedQuote(..) => "expected a quote after the value of an attribute",
        AttrError::ExpectedValue(_) => "expected the value of an attribute after `=`",
        AttrError::UnquotedValue(_) => "expected the value of an attribute in quotes",
    };
    Fault::Xml(what)
}
