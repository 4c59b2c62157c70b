//! The JSON Schema of books, made of what the readers of rules and books declare.

use super::book::BookFields;
use crate::document::json_schema::{any_of, closed, currency, not_both, reference, text};
use crate::document::json_schema::{object, one_of, texts, whole, with};
use crate::document::{Declared, Value};
use crate::pricing::form::Form;
use crate::pricing::options::RoundingFields;
use crate::pricing::rule::{MAXIMUM, MINIMUM, RuleFields};

/// The JSON Schema of a book as a file has it, without the function that tells the host's prices.
#[must_use]
pub fn book_schema() -> Value {
    let rules =
        object([("type", text("object")), ("additionalProperties", reference("PriceRule"))]);
    let mut fields = BookFields::declared();
    let about = "The price rules, each by its identity.";
    fields.push(Declared { name: "rules", about, schema: rules });
    let book = closed("", &["rules"], fields);
    // Only one of the modes knows a party that takes what remains.
    let rest = object([
        ("required", texts(&["allocation"])),
        ("properties", object([("allocation", one_of(&["rest"]))])),
    ]);
    let book = with(book, "dependentSchemas", object([("rest", rest)]));
    let definitions = vec![("PriceRule", rule()), ("Currency", currency())];
    whole("A book of price rules", book, definitions)
}

fn rule() -> Value {
    let forms = Form::schemas(&|methods| {
        let mut fields = RoundingFields::declared();
        fields.append(&mut RuleFields::declared());
        let about = "The name of the method on the wire; it follows from the form.";
        fields.push(Declared { name: "priceMethod", about, schema: one_of(methods) });
        fields
    });
    let bounds = [MINIMUM, MAXIMUM];
    any_of(forms.into_iter().map(|form| not_both(form, &bounds)).collect())
}
