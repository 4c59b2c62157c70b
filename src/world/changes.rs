//! Changes of a world while its ledger is used: what holds from the next call on.

use super::applications::{registration, settings};
use super::config::{Application, Biller, Config, Subscriber};
use super::networks::{changed, joining};
use super::reading::canonical;
use crate::diagnostic::Refusal;
use crate::document::{Fields, Reader, Value};

/// What was changed since the configuration was read: as few changes as lead to the same world. A
/// snapshot holds them beside the configuration.
#[derive(Clone, Debug, Default)]
pub struct Changes(Vec<Change>);

/// A change of the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is changed.
    pub target: ChangeTarget,
    /// What it is to be like, as it was given.
    pub fields: Value,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeTarget {
    /// A subscriber who joins the others.
    NewSubscriber,
    /// The subscriber at a place.
    Subscriber(u32),
    /// The application at a place.
    Application(u16),
    /// The biller at a place.
    Biller(u16),
}

impl Config {
    /// The subscriber of an object, who is not among the others.
    ///
    /// # Errors
    /// Every problem of it.
    pub fn new_subscriber(&self, value: &Value) -> Result<Subscriber, Refusal> {
        read(value, |fields, reader| joining(fields, self, reader))
    }

    /// A subscriber with what an object says of it.
    ///
    /// # Errors
    /// Every problem of it.
    pub fn changed_subscriber(
        &self,
        before: &Subscriber,
        value: &Value,
    ) -> Result<Subscriber, Refusal> {
        read(value, |fields, reader| changed(fields, self.currency, before, reader))
    }

    /// An application with what an object says of it.
    ///
    /// # Errors
    /// Every problem of it.
    pub fn changed_application(
        &self,
        before: &Application,
        value: &Value,
    ) -> Result<Application, Refusal> {
        read(value, |fields, reader| settings(fields, self.currency, before.clone(), true, reader))
    }

    /// A biller with what an object says of it.
    ///
    /// # Errors
    /// Every problem of it.
    pub fn changed_biller(&self, before: &Biller, value: &Value) -> Result<Biller, Refusal> {
        read(value, |fields, reader| {
            registration(fields, &self.names.applications, before.clone(), reader)
        })
    }
}

/// Reads an object, all of whose fields must be known.
fn read<T>(
    value: &Value,
    of: impl FnOnce(&mut Fields<'_>, &mut Reader) -> T,
) -> Result<T, Refusal> {
    let mut reader = Reader::default();
    let given = if value.is_absent() { &Value::Null } else { value };
    let mut fields = reader.fields(given, "");
    let read = of(&mut fields, &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish().map(|()| read)
}

impl Changes {
    /// Notes a change. Of two of the same thing, one says what both do.
    pub fn note(&mut self, target: ChangeTarget, value: &Value) {
        let fields = canonical(value);
        let known = self
            .0
            .iter_mut()
            .find(|change| change.target == target && target != ChangeTarget::NewSubscriber);
        match known {
            Some(change) => {
                // Of another type of tax, the percentage before means nothing.
                if let (Value::Object(before), false) =
                    (&mut change.fields, fields.field("taxType").is_absent())
                {
                    before.retain(|(name, _)| name != "tax");
                }
                merge(&mut change.fields, fields);
            }
            None => self.0.push(Change { target, fields }),
        }
    }

    /// The changes, in the order in which they can be made again.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }
}

/// Puts the fields of one object in the place of those of another.
fn merge(before: &mut Value, after: Value) {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return };
    for (name, value) in after {
        match before.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => before.push((name, value)),
        }
    }
}
