//! What the names of a document's elements say about their contents.

use crate::document::Value;

/// The elements of a kind of document that are more than a text or an object.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The elements that are lists, even if there is only one.
    ///
    /// Their items are either the elements themselves, `<tier>…</tier><tier>…</tier>`, or stand
    /// inside a single one: `<tiers><tiers>…</tiers></tiers>`, `<tiers><tier>…</tier></tiers>`.
    pub lists: &'static [&'static str],
    /// The elements that are numbers; a fraction `n/d` stays a text, as in JSON.
    pub numbers: &'static [&'static str],
}

impl Shape {
    /// An element without elements inside. The text is trimmed.
    pub(super) fn leaf(&self, name: &str, text: &str) -> Value {
        if text.is_empty() {
            Value::Absent
        } else if self.numbers.contains(&name) && !text.contains('/') {
            Value::Number(text.to_owned())
        } else {
            Value::Text(text.to_owned())
        }
    }

    /// All elements of one name that stand inside one element.
    pub(super) fn gather(&self, name: &str, mut values: Vec<Value>) -> Value {
        let list = self.lists.contains(&name);
        if values.len() > 1 {
            // A list keeps the place of an item without content, so that others keep theirs.
            for value in &mut values {
                if value.is_absent() {
                    *value = Value::Null;
                }
            }
            return Value::List(values);
        }
        match values.pop() {
            None => Value::Absent,
            Some(value @ (Value::Absent | Value::Null)) => value,
            Some(value) if list => self.unwrap(name, value),
            Some(value) => value,
        }
    }

    /// The list that a single element holds, or is the only item of.
    fn unwrap(&self, name: &str, mut value: Value) -> Value {
        if let Value::Object(fields) = &mut value
            && self.is_wrapper(name, fields)
        {
            let inside = fields.pop().map(|(_, inside)| inside);
            return match inside {
                Some(Value::List(items)) => Value::List(items),
                inside => Value::List(inside.into_iter().collect()),
            };
        }
        Value::List(vec![value])
    }

    /// Whether an element holds the items of its list instead of being one. The fields of an item
    /// are texts, numbers and other lists, so an object inside is an item, whatever its name.
    fn is_wrapper(&self, name: &str, fields: &[(String, Value)]) -> bool {
        match fields {
            [(inside, _)] if inside == name => true,
            [(inside, _)] if self.lists.contains(&inside.as_str()) => false,
            [(_, Value::Object(_))] => true,
            [(_, Value::List(items))] => {
                items.iter().all(|item| matches!(item, Value::Object(_) | Value::Null))
            }
            _ => false,
        }
    }
}
