//! A browser gives WebAssembly far less stack than a native thread has.

#[path = "../properties/answer.rs"]
mod answer;
#[path = "../properties/texts.rs"]
mod texts;

use wasm_bindgen_test::wasm_bindgen_test;

use answer::answered;

/// Among them a hundred thousand parentheses, and a megabyte of each of many characters.
#[wasm_bindgen_test]
fn giants_are_answered() {
    let accepted = texts::giants().iter().filter(|text| answered(text)).count();
    assert!(accepted > 1, "{accepted}");
}

/// As many as fit into the time that the runner gives a page.
#[wasm_bindgen_test]
fn hostile_texts_are_answered() {
    let accepted = texts::texts(1050).filter(|text| answered(text)).count();
    assert!(accepted > 20, "{accepted}");
}

/// The deepest formula that is allowed can be compiled, formatted, charged and explained.
#[wasm_bindgen_test]
fn the_deepest_formula_works() {
    let nested = |open: &str| open.repeat(64) + "A" + &")".repeat(64);
    for open in ["(", "1C*(", "1C+(", "1C-("] {
        assert!(answered(&nested(open)), "{open}");
    }
}
