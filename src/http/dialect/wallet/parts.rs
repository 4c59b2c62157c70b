//! What the documents of all transactions have in common.

use crate::document::Payment;
use crate::flow::MockLedger;
use crate::http::json::Object;

/// What a transaction costs, and what for.
pub(super) fn information(object: &mut Object, request: &Payment<'_>) {
    object.open("chargingInformation");
    object.text("amount", request.amount_text);
    object.text("currency", request.currency);
    object.text("description", request.description);
    object.close();
}

/// What a transaction says of what was bought, if it says something.
pub(super) fn metadata(object: &mut Object, request: &Payment<'_>) {
    let metadata = [
        ("onBehalfOf", request.on_behalf_of),
        ("purchaseCategoryCode", request.purchase_category_code),
        ("channel", request.channel),
    ];
    if metadata.iter().any(|(_, field)| field.is_some()) {
        object.open("chargingMetaData");
        for (name, field) in metadata {
            object.optional(name, field);
        }
        object.close();
    }
}

/// Where a transaction can be asked for again, on whatever host serves the ledger, below its root.
pub(super) fn resource(
    ledger: &MockLedger,
    user: &str,
    operation: &str,
    reference: &str,
) -> String {
    let root = &ledger.world.root;
    let mut text = String::with_capacity(root.len() + 96);
    text.push_str(root);
    text.push_str("/wallet/v1/transaction/");
    let mut rest = user;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b':' | b'+')) {
        text.push_str(rest.get(..at).unwrap_or_default());
        text.push_str(if rest.as_bytes().get(at) == Some(&b':') { "%3A" } else { "%2B" });
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    text.push_str(operation);
    text.push_str(reference);
    text
}
