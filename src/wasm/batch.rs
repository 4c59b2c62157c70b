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

    /// The same group by group, and by the calculator where a group has an amount that it must look
    /// at; `first` is where the amounts begin in the whole.
    pub fn charge(
        &mut self,
        tariff: &RawTariff,
        place: usize,
        length: usize,
        first: usize,
        integers: bool,
    ) -> Result<(), JsValue> {
        let groups = self.cells.get_mut(place / 2..).unwrap_or_default();
        let mut start = 0;
        for cells in groups.chunks_exact_mut(GROUP / 2).take(length.div_ceil(GROUP)) {
            let mut group = [Cell::of_bits([0; 2]); GROUP / 2];
            group.copy_from_slice(cells);
            if tariff.lanes().is_some_and(|lanes| lanes.charge(&mut group, integers)) {
                cells.copy_from_slice(&group);
            } else {
                for (index, cell) in cells.iter_mut().enumerate() {
                    let at = start + 2 * index;
                    charge_pair(tariff, cell, length.saturating_sub(at), first + at, integers)?;
                }
            }
            start += GROUP;
        }
        Ok(())
    }
}

/// Charges the first `count` amounts of a pair.
fn charge_pair(
    tariff: &RawTariff,
    cell: &mut Cell,
    count: usize,
    first: usize,
    integers: bool,
) -> Result<(), JsValue> {
    let mut bits = cell.bits();
    for (index, bits) in bits.iter_mut().enumerate().take(count) {
        let charge = if integers {
            tariff.tariff().charge_units(*bits as i64)
        } else {
            double(tariff, f64::from_bits(*bits))
        };
        *bits = charge.map_err(|problem| at(first + index, problem))? as u64;
    }
    *cell = Cell::of_bits(bits);
    Ok(())
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
