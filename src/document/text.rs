//! Documents that come as JSON from JavaScript, which writes no other than plain data so.
//!
//! Nothing is copied: texts and numbers stay where they are, with the digits that they have. What
//! cannot stay, such as a string with escapes, makes the whole text one that is not read here; the
//! same document then comes as a tree.

use std::fmt::{self, Formatter};
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::raw::Raw;
use super::schema::{Branch, Document, Items, Supply};

/// The fields of the document that a text is; nothing if it cannot be read here. If `strict`, that
/// is so of a document with unknown fields.
pub(super) fn gathered<'t, D: Document<'t>>(text: &'t str, strict: bool) -> Option<D::Given> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Seed::<Fields<D>>::new(strict).deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    match read {
        Branch::Good(given) => Some(given),
        Branch::Leaf(_) => None,
    }
}

/// What is to be read: the `Fields` of an object, or the `Listed` objects of a list.
struct Seed<T> {
    strict: bool,
    what: PhantomData<T>,
}

struct Fields<D>(PhantomData<D>);
struct Listed<D>(PhantomData<D>);

impl<T> Seed<T> {
    fn new(strict: bool) -> Self {
        Self { strict, what: PhantomData }
    }
}

impl<'t, D: Document<'t>> DeserializeSeed<'t> for Seed<Fields<D>> {
    type Value = Branch<'t, D::Given>;

    fn deserialize<R: Deserializer<'t>>(self, deserializer: R) -> Result<Self::Value, R::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'t, D: Document<'t>> Visitor<'t> for Seed<Fields<D>> {
    type Value = Branch<'t, D::Given>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Branch::Leaf(Raw::Absent))
    }

    // Not as any value: where numbers keep their digits, serde_json shows them as maps.
    fn visit_some<R: Deserializer<'t>>(self, value: R) -> Result<Self::Value, R::Error> {
        value.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut given = D::Given::default();
        while let Some(name) = map.next_key::<&'t str>()? {
            let supply = Next { map: &mut map, strict: self.strict };
            match D::take(&mut given, name, supply)? {
                None => {}
                Some(_) if self.strict => return Err(A::Error::custom("an unknown field")),
                Some(Next { map, .. }) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Branch::Good(given))
    }
}

impl<'t, D: Document<'t>> DeserializeSeed<'t> for Seed<Listed<D>> {
    type Value = Branch<'t, Items<'t, D>>;

    fn deserialize<R: Deserializer<'t>>(self, deserializer: R) -> Result<Self::Value, R::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'t, D: Document<'t>> Visitor<'t> for Seed<Listed<D>> {
    type Value = Branch<'t, Items<'t, D>>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Branch::Leaf(Raw::Absent))
    }

    fn visit_some<R: Deserializer<'t>>(self, value: R) -> Result<Self::Value, R::Error> {
        value.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Seed::<Fields<D>>::new(self.strict))? {
            match item {
                Branch::Good(given) => items.push(Branch::Good(given)),
                Branch::Leaf(_) => return Err(A::Error::custom("an item that is no object")),
            }
        }
        Ok(Branch::Good(items))
    }
}

/// The next value of an object.
struct Next<'m, A> {
    map: &'m mut A,
    strict: bool,
}

impl<'t, A: MapAccess<'t>> Supply<'t> for Next<'_, A> {
    type Error = A::Error;

    fn leaf(self) -> Result<Raw<'t>, A::Error> {
        self.map.next_value()
    }

    fn object<D: Document<'t>>(self) -> Result<Branch<'t, D::Given>, A::Error> {
        self.map.next_value_seed(Seed::<Fields<D>>::new(self.strict))
    }

    fn list<D: Document<'t>>(self) -> Result<Branch<'t, Items<'t, D>>, A::Error> {
        self.map.next_value_seed(Seed::<Listed<D>>::new(self.strict))
    }

    fn again(self) -> Result<(), A::Error> {
        Err(A::Error::custom("a field that was given before"))
    }
}

impl<'de: 't, 't> Deserialize<'de> for Raw<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        Self::of_json(json).ok_or_else(|| D::Error::custom("a string with escapes"))
    }
}
