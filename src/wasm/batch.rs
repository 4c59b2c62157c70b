//! Many amounts at once: JavaScript copies them into the module's memory block by block, each is
//! charged there while a processor has it at hand, and all charges are copied out at the end.

use wasm_bindgen::prelude::*;

use super::answer::refuse;
use super::exports::RawTariff;
use super::room::{KEPT, empty};
use crate::curve::{Cell, GROUP, Pair};
use crate::diagnostic::{Code, Problem, Refusal, count};

/// The largest integer up to which every integer is a double.
const SAFE: i64 = (1 << 53) - 1;

/// A buffer of amounts, then charges in their places, as doubles or as 64-bit integers.
#[wasm_bindgen]
pub struct RawBatch {
    cells: Vec<Cell>,
}

#[wasm_bindgen]
impl RawBatch {
    /// An empty buffer.
    #[wasm_bindgen(constructor)]
    pub fn new() -> RawBatch {
        Self { cells: Vec::new() }
    }

    /// Makes room for so many amounts, which are whole groups, and answers where in the module's
    /// memory it is.
    pub fn reserve(&mut self, length: usize) -> Result<usize, JsValue> {
        let pairs = length / 2;
        if pairs > self.cells.len() {
            // The old ones are given back first.
            self.cells = Vec::new();
            self.cells = empty(Cell::of_bits([0; 2]), pairs)?;
        }
        Ok(self.cells.as_ptr() as usize)
    }

    /// Gives the room back if it is large.
    #[wasm_bindgen(js_name = giveBack)]
    pub fn give_back(&mut self) {
        if size_of_val(self.cells.as_slice()) > KEPT {
            self.cells = Vec::new();
        }
    }

    /// Charges the amounts from a place that is a multiple of a group, and all others of the last
    /// group; if it answers false, then not all of them could be charged, and none is left.
    pub fn quick(
        &mut self,
        tariff: &RawTariff,
        place: usize,
        length: usize,
        integers: bool,
    ) -> bool {
        let pairs = length.div_ceil(GROUP) * (GROUP / 2);
        let cells = self.cells.get_mut(place / 2..place / 2 + pairs);
        tariff.lanes().zip(cells).is_some_and(|(lanes, cells)| lanes.charge(cells, integers))
    }

    /// The same by the calculator; `first` is where the amounts begin in the whole.
    pub fn charge(
        &mut self,
        tariff: &RawTariff,
        place: usize,
        length: usize,
        first: usize,
        integers: bool,
    ) -> Result<(), JsValue> {
        for index in 0..length {
            let Some(pair) = self.cells.get_mut((place + index) / 2) else { break };
            let [one, two] = pair.bits();
            let is_first = index % 2 == 0;
            let bits = if is_first { one } else { two };
            let charge = if integers {
                tariff.tariff().charge_units(bits as i64)
            } else {
                double(tariff, f64::from_bits(bits))
            };
            let charge = charge.map_err(|problem| at(first + index, problem))? as u64;
            *pair = Cell::of_bits(if is_first { [charge, two] } else { [one, charge] });
        }
        Ok(())
    }
}

/// The charge for an amount that is a double, as the bits of a double.
fn double(tariff: &RawTariff, amount: f64) -> Result<i64, Problem> {
    let whole = amount as i64;
    if whole as f64 != amount {
        return Err(Problem::says(Code::AmountNotWhole, &[]));
    }
    let charge = if whole.unsigned_abs() <= SAFE.unsigned_abs() {
        tariff.tariff().charge_units(whole)?
    } else {
        i64::MAX
    };
    if charge.unsigned_abs() > SAFE.unsigned_abs() {
        return Err(Problem::says(Code::AmountInexact, &[]));
    }
    Ok((charge as f64).to_bits() as i64)
}

fn at(index: usize, problem: Problem) -> JsValue {
    refuse(Refusal::of_problems(vec![problem.at(&["/", &count(index)].concat())]))
}
