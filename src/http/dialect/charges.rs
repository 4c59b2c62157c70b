//! The documents of charge calculation.

use crate::http::xml::Shape;

/// The request, with its root or as a bare transaction, and the answer.
pub const SHAPE: Shape = Shape {
    lists: &["txnDetails", "priceMethods", "slabDetails", "txnAttributes", "chargeDetails"],
    numbers: &[
        "amount",
        "charge",
        "chargeCriteriaValue",
        "chargeSharingPct",
        "exchangeRate",
        "fromSlab",
        "maxChgAmount",
        "maxChgPct",
        "minChgAmount",
        "minChgPct",
        "percentage",
        "slidingScaleTenor",
        "tenor",
        "toSlab",
        "unit",
    ],
};
