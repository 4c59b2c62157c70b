//! What the documents of all transactions have in common.

use crate::flow::payment;
use crate::http::json::Object;

/// Writes what a transaction costs, and what for.
pub(super) fn information(object: &mut Object, given: &[Option<&str>]) {
    let of = |place: usize| given.get(place).copied().flatten();
    object.open("chargingInformation");
    object.optional("amount", of(payment::AMOUNT));
    object.optional("currency", of(payment::CURRENCY));
    object.optional("description", of(payment::DESCRIPTION));
    object.close();
}

/// Writes what a transaction says of what was bought, if it says something.
pub(super) fn metadata(object: &mut Object, given: &[Option<&str>]) {
    let of = |place: usize| given.get(place).copied().flatten();
    let metadata = [
        ("onBehalfOf", of(payment::ON_BEHALF_OF)),
        ("purchaseCategoryCode", of(payment::CATEGORY)),
        ("channel", of(payment::CHANNEL)),
    ];
    if metadata.iter().any(|(_, field)| field.is_some()) {
        object.open("chargingMetaData");
        for (name, field) in metadata {
            object.optional(name, field);
        }
        object.close();
    }
}

/// Where a transaction can be asked for again, on whatever host serves the ledger.
pub(super) fn resource(user: &str, operation: &str, reference: &str) -> String {
    let mut text = String::new();
    text.push_str("/wallet/v1/transaction/");
    for character in user.chars() {
        match character {
            ':' => text.push_str("%3A"),
            '+' => text.push_str("%2B"),
            other => text.push(other),
        }
    }
    text.push_str(operation);
    text.push_str(reference);
    text
}
