//! XML to raw trees.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::shape::Shape;
use super::{fault, name};
use crate::diagnostic::{Code, Problem, excerpt};
use crate::document::{Place, Value};
use crate::http::limits::{self, DEPTH_MAX, VALUES_MAX};

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
    let text = limits::text_of(text)?;
    if let Some((offset, found)) = text.char_indices().find(|(_, c)| !name::is_allowed(*c)) {
        return Err(Place::of(text, offset).of_problem(&fault::character(found.into())));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut document = XmlDocument { shape, open: Vec::new(), elements: 0, root: None };
    loop {
        let offset = position(reader.buffer_position());
        let event = reader.read_event();
        let failed = event.is_err().then(|| position(reader.error_position()));
        let read = event.map_err(|error| fault::of_parser(&error));
        match read.and_then(|event| document.take(event, offset)) {
            Ok(false) => {}
            Ok(true) => return document.finish(text),
            Err(problem) => {
                return Err(Place::of(text, failed.unwrap_or(offset)).of_problem(&problem));
            }
        }
    }
}

/// Documents are much shorter than any `usize`.
fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// What has been read so far.
struct XmlDocument<'s> {
    shape: &'s Shape,
    /// The elements that are not closed yet, outermost first.
    open: Vec<Element>,
    elements: usize,
    root: Option<Value>,
}

/// An element that is not closed yet.
struct Element {
    name: String,
    offset: usize,
    nil: bool,
    text: String,
    /// The elements inside, by name, in the order of their first appearance.
    fields: Vec<(String, Vec<Value>)>,
    /// Where the elements of a name are in `fields`. Callers choose the names, and none makes a
    /// tree slow.
    places: BTreeMap<String, usize>,
}

impl XmlDocument<'_> {
    /// Takes the next piece of the document; true for its end.
    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<bool, Problem> {
        match event {
            Event::Start(tag) => self.open(&tag, offset)?,
            Event::Empty(tag) => {
                self.open(&tag, offset)?;
                self.close()?;
            }
            Event::End(_) => self.close()?,
            Event::Text(text) if text.as_bytes().windows(3).any(|three| three == b"]]>") => {
                return Err(fault::syntax("expected a text, found `]]>`"));
            }
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let mut utf8 = [0; 4];
                self.text(character(&reference)?.encode_utf8(&mut utf8))?;
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Decl(declaration) => check_declaration(&declaration, offset)?,
            Event::DocType(_) => return Err(Problem::says(Code::XmlDoctype, &[])),
            Event::Eof => return Ok(true),
        }
        Ok(false)
    }

    fn open(&mut self, tag: &BytesStart<'_>, offset: usize) -> Result<(), Problem> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(root("the end of the document", "another element"));
        }
        if self.open.len() == DEPTH_MAX {
            return Err(limits::too_deep());
        }
        self.elements += 1;
        if self.elements > VALUES_MAX {
            return Err(limits::too_many_values());
        }
        let whole = tag.name();
        let name = name::local(whole.0).ok_or_else(|| fault::name(whole.0))?;
        self.open.push(Element {
            name: name.to_owned(),
            offset,
            nil: is_nil(tag)?,
            text: String::new(),
            fields: Vec::new(),
            places: BTreeMap::new(),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
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

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if trim(text).is_empty() => {}
            None => return Err(root("an element", "text")),
        }
        Ok(())
    }

    fn finish(mut self, text: &str) -> Result<Value, Problem> {
        if let Some(element) = self.open.pop() {
            let problem = fault::unclosed_tag(&element.name);
            return Err(Place::of(text, element.offset).of_problem(&problem));
        }
        match self.root {
            // A document without content has no fields, but it is there.
            Some(Value::Absent) => Ok(Value::Object(Vec::new())),
            Some(value) => Ok(value),
            None => {
                let problem = root("an element", "the end of the document");
                Err(Place::of(text, text.len()).of_problem(&problem))
            }
        }
    }
}

impl Element {
    fn add(&mut self, name: String, value: Value) {
        let place = self.places.get(&name);
        if let Some((_, values)) = place.and_then(|place| self.fields.get_mut(*place)) {
            values.push(value);
        } else {
            self.places.insert(name.clone(), self.fields.len());
            self.fields.push((name, vec![value]));
        }
    }

    fn value(self, name: &str, shape: &Shape) -> Result<Value, Problem> {
        let text = trim(&self.text);
        if self.nil {
            let empty = text.is_empty() && self.fields.is_empty();
            let refused = || Problem::says(Code::XmlNilContent, &[&excerpt(name)]);
            return if empty { Ok(Value::Null) } else { Err(refused()) };
        }
        if self.fields.is_empty() {
            return Ok(shape.leaf(name, text));
        }
        if !text.is_empty() {
            return Err(Problem::says(Code::XmlMixedContent, &[&excerpt(name)]));
        }
        let fields = self.fields.into_iter().map(|(name, values)| {
            let value = shape.gather(&name, values);
            (name, value)
        });
        Ok(Value::Object(fields.filter(|(_, value)| !value.is_absent()).collect()))
    }
}

/// What stands outside the root element, or is missing there.
fn root(expected: &str, found: &str) -> Problem {
    Problem::says(Code::XmlRoot, &[expected, found])
}

/// White space as XML knows it.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Whether an element says that it is `null`. Its other attributes must be about namespaces, types
/// and schemas.
fn is_nil(tag: &BytesStart<'_>) -> Result<bool, Problem> {
    let mut nil = false;
    for (index, attribute) in tag.attributes().enumerate() {
        if index == fault::ATTRIBUTES_MAX {
            return Err(fault::too_many_attributes());
        }
        let attribute = attribute.map_err(|error| fault::of_attributes(&error))?;
        let name = attribute.key.0;
        match name.split_once(':') {
            Some(("xsi", "nil")) => nil = matches!(trim(&attribute.value), "true" | "1"),
            Some(("xmlns" | "xsi", local)) if name::local(local).is_some() => {}
            None if name == "xmlns" => {}
            _ => return Err(fault::attribute(name)),
        }
    }
    Ok(nil)
}

/// The character that a reference stands for.
fn character(reference: &str) -> Result<char, Problem> {
    let unknown = || fault::entity(&["&", reference, ";"].concat());
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
        Some(character) if name::is_allowed(character) => Ok(character),
        _ => Err(fault::character(number)),
    }
}

fn check_declaration(declaration: &BytesDecl<'_>, offset: usize) -> Result<(), Problem> {
    if offset > 0 {
        return Err(fault::syntax("expected the declaration `<?xml …?>` at the very beginning"));
    }
    declaration.xml_version().map_err(|error| fault::of_parser(&error))?;
    match declaration.encoding().transpose().map_err(|error| fault::of_attributes(&error))? {
        Some(name) if !is_utf8(&name) => Err(Problem::says(Code::XmlEncoding, &[&excerpt(&name)])),
        _ => Ok(()),
    }
}

/// Whether an encoding is UTF-8 or a part of it.
fn is_utf8(name: &str) -> bool {
    ["UTF-8", "UTF8", "US-ASCII", "ASCII"].iter().any(|known| name.eq_ignore_ascii_case(known))
}
