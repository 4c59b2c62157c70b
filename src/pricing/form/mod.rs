//! The forms of a price rule, each in a file of its own: how it is read, priced, lowered to a
//! curve, written, named on the wire and judged. A new form is its file and a line in the list.

mod formula;
mod graduated;
mod price;
mod traits;
mod volume;

use std::ops::Deref;

pub use formula::WrittenFormula;
pub use graduated::Graduated;

pub use traits::{FormListing, PriceForm};
pub use volume::Volume;

use super::method::PriceMethod;
use super::price::Price;
use super::tier::Tiers;
use crate::diagnostic::{Code, Problem, excerpt, filled};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{Declared, json_schema};
use crate::document::{Fields, Reader, Value};
use crate::formula::Supplied;
use crate::money::Decimal;

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident($form:ty);)*) => {
        /// How a value is priced. It dereferences to what all forms are asked, [`PriceForm`].
        #[derive(Clone, Debug)]
        pub enum Form {
            $($(#[$doc])* $name($form),)*
        }

        impl Deref for Form {
            type Target = dyn PriceForm;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Self::$name(form) => form,)*
                }
            }
        }

        impl Form {
            /// The same form with other tiers, if it is one that has tiers.
            #[must_use]
            pub fn with_tiers(&self, tiers: Tiers) -> Option<Self> {
                match self {
                    $(Self::$name(_) => <$form as FormListing>::of_tiers(tiers).map(Self::$name),)*
                }
            }
        }

        impl Form {
            /// The same form for whoever was charged for a value earlier, if it is one that counts
            /// on.
            pub(super) fn after(&self, prior: Decimal) -> Option<Self> {
                match self {
                    $(Self::$name(form) => FormListing::after(form, prior).map(Self::$name),)*
                }
            }
        }

        /// Every form, in the order in which a rule is searched for them and messages name them.
        const FORMS: &[FormEntry] = &[$(FormEntry {
            field: <$form as FormListing>::FIELD,
            methods: <$form as FormListing>::METHODS,
            #[cfg(any(feature = "requests", feature = "ledger"))]
            declared: <$form as FormListing>::declared,
            read: |value, path, reader, supplied| {
                <$form as FormListing>::read(value, path, reader, supplied).map(Form::$name)
            },
            of_tiers: |tiers| <$form as FormListing>::of_tiers(tiers).map(Form::$name),
        },)*];
    };
}

forms! {
    /// One price for the whole value.
    Price(Price);
    /// What the formula says, of zero too.
    Formula(WrittenFormula);
    /// Each tier prices the part of the value that falls in it.
    Graduated(Graduated);
    /// The tier that the value reaches prices the whole value.
    Volume(Volume);
}

/// What [`FormListing`] says of one form.
struct FormEntry {
    field: Option<&'static str>,
    methods: &'static [&'static str],
    #[cfg(any(feature = "requests", feature = "ledger"))]
    declared: fn() -> Vec<Declared>,
    read: fn(&Value, &str, &mut Reader, Supplied) -> Option<Form>,
    of_tiers: fn(Tiers) -> Option<Form>,
}

impl Form {
    /// The letters that a rule with a formula gives it; without one, `percentage` is a price.
    pub(super) fn letters(fields: &mut Fields<'_>, reader: &mut Reader) -> Supplied {
        if fields.is_absent(formula::FIELD) {
            return Supplied::default();
        }
        formula::FormulaLetters::read(fields, reader)
    }

    /// Reads exactly one of a price and the fields of the other forms; a tiered `priceMethod` may
    /// leave the tiers to the requests.
    pub(super) fn read(
        fields: &mut Fields<'_>,
        reader: &mut Reader,
        supplied: Supplied,
        named: Option<PriceMethod>,
    ) -> Option<Self> {
        let mut price = Price::read(fields, reader);
        if !fields.is_absent(formula::FIELD) {
            // It is what the formula's letter stands for.
            price.percentage = None;
        }
        let mut given = Vec::new();
        for form in FORMS {
            let Some(name) = form.field else { continue };
            let (value, path) = fields.take(name);
            if !value.is_absent() {
                given.push((form, value, path));
            }
        }
        match (price.is_absent(), given.as_slice()) {
            (false, []) => return Some(Self::Price(price)),
            (true, [(form, value, path)]) => return (form.read)(value, path, reader, supplied),
            (true, []) => {
                if let Some(form) = named.and_then(Self::awaiting_tiers) {
                    return Some(form);
                }
            }
            _ => {}
        }
        // A part that was refused is what would have made it a rule.
        if reader.is_content() {
            let mut names = Vec::new();
            for form in FORMS {
                names.extend(form.field);
            }
            reader.say(Code::RuleForm, "", &[&listed(&names, "` and `")]);
        }
        None
    }

    /// The schemas of every form of a rule that has these fields as well, and one of rules that
    /// leave their tiers to the requests.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn schemas(others: &dyn Fn(&[&'static str]) -> Vec<Declared>) -> Vec<Value> {
        let (mut schemas, mut awaiting) = (Vec::new(), Vec::new());
        for form in FORMS {
            let mut fields = (form.declared)();
            let own: Vec<_> = fields.iter().map(|field| field.name).collect();
            fields.append(&mut others(form.methods));
            schemas.push(match form.field {
                Some(field) => json_schema::closed("", &[field], fields),
                None => {
                    let price = Price::in_schema(json_schema::closed("", &[], fields));
                    json_schema::any_required(price, &own)
                }
            });
            if (form.of_tiers)(Tiers::default()).is_some() {
                awaiting.extend_from_slice(form.methods);
            }
        }
        schemas.push(json_schema::closed(TIERS_LATER, &["priceMethod"], others(&awaiting)));
        schemas
    }

    /// The form with a price method, if its tiers come with each request.
    fn awaiting_tiers(method: PriceMethod) -> Option<Self> {
        let form = FORMS.iter().find(|form| form.methods.contains(&method.name()))?;
        (form.of_tiers)(Tiers::default())
    }
}

impl PriceMethod {
    /// The method with this exact name.
    ///
    /// # Errors
    /// When the name is unknown, or means opposite things in different products.
    pub fn from_name(name: &str) -> Result<Self, Problem> {
        for form in FORMS {
            if let Some(known) = form.methods.iter().find(|known| **known == name) {
                return Ok(Self(known));
            }
        }
        if name == "SLAB" || name == "TIER" {
            return Err(Problem::says(Code::PriceMethodAmbiguous, &[name]));
        }
        let mut known = Vec::new();
        for form in FORMS {
            known.extend_from_slice(form.methods);
        }
        let code = Code::UnknownPriceMethod;
        let help = filled(code.help(), &[&listed(&known, "`, `")]);
        Err(Problem::new(code, code.sentence(&[&excerpt(name)]), Some(help)))
    }
}

/// What a rule without a form is.
#[cfg(any(feature = "requests", feature = "ledger"))]
const TIERS_LATER: &str = "A rule whose tiers come with each request.";

/// Names in backticks, with something else between the last two.
fn listed(names: &[&str], last: &str) -> String {
    let mut text = String::from("`");
    for (index, name) in names.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == names.len() => last,
            _ => "`, `",
        });
        text.push_str(name);
    }
    text + "`"
}
