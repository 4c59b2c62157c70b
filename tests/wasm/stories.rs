//! The stories of the mock ledger go here as they go natively.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::story::told;

macro_rules! stories {
    ($($name:ident)*) => {$(
        #[wasm_bindgen_test]
        fn $name() {
            let file = concat!(stringify!($name), ".jsonl");
            let text = include_str!(concat!("../data/ledger/", stringify!($name), ".jsonl"));
            let mut failures = Vec::new();
            assert!(told(file, text, &mut failures) > 10, "{file} has few calls");
            assert!(failures.is_empty(), "{}", failures.join("\n"));
        }
    )*};
}

stories! {
    caas changes currencies debit idempotency payment refund refunded_reservation reservation
    samples steering world
}
