//! Many amounts at once, in blocks that JavaScript copies in and out of the module's memory.

use core::arch::wasm32::{f64x2_splat, i64x2, i64x2_extract_lane, v128};
use wasm_bindgen::prelude::*;

use super::answer::refuse;
use super::exports::RawTariff;
use crate::diagnostic::{Problem, Refusal, count};

/// How many amounts a block has: both buffers stay in a processor's second cache.
const BLOCK: usize = 1 << 14;

/// How many amounts are charged at once.
const GROUP: usize = 8;

/// The largest integer up to which doubles have every integer.
const SAFE: i64 = (1 << 53) - 1;

/// Two buffers: amounts in, charges out, as doubles or as 64-bit integers.
#[wasm_bindgen]
pub struct RawBatch {
    amounts: Vec<v128>,
    charges: Vec<v128>,
}

#[wasm_bindgen]
impl RawBatch {
    /// Empty buffers.
    #[wasm_bindgen(constructor)]
    pub fn new() -> RawBatch {
        let zero = f64x2_splat(0.0);
        Self { amounts: vec![zero; BLOCK / 2], charges: vec![zero; BLOCK / 2] }
    }

    /// How many amounts a block has.
    #[wasm_bindgen(getter)]
    pub fn block(&self) -> usize {
        BLOCK
    }

    /// Where the amounts are in the module's memory.
    #[wasm_bindgen(getter)]
    pub fn amounts(&self) -> usize {
        self.amounts.as_ptr() as usize
    }

    /// Where the charges are.
    #[wasm_bindgen(getter)]
    pub fn charges(&self) -> usize {
        self.charges.as_ptr() as usize
    }

    /// Charges the first amounts of the buffer; `first` is where the block begins in the whole.
    pub fn charge(
        &mut self,
        tariff: &RawTariff,
        length: usize,
        first: usize,
        integers: bool,
    ) -> Result<(), JsValue> {
        let pairs = length.div_ceil(GROUP).saturating_mul(GROUP / 2).min(self.amounts.len());
        let (Some(amounts), Some(charges)) =
            (self.amounts.get_mut(..pairs), self.charges.get_mut(..pairs))
        else {
            return Ok(());
        };
        // The rest of the last group repeats the last amount.
        let last = length.saturating_sub(1);
        let bits = amounts.get(last / 2).map_or(0, |pair| lane(*pair, last));
        for place in length..pairs * 2 {
            if let Some(pair) = amounts.get_mut(place / 2) {
                let first = if place % 2 == 1 { lane(*pair, 0) } else { bits };
                *pair = i64x2(first, bits);
            }
        }
        let lanes = tariff.lanes();
        let quick = lanes.is_some_and(|lanes| lanes.charge(amounts, charges, integers));
        if quick {
            return Ok(());
        }
        for (pair, (amounts, charges)) in amounts.iter().zip(charges).enumerate() {
            if 2 * pair >= length {
                break;
            }
            let lanes = [lane(*amounts, 0), lane(*amounts, 1)];
            let mut charged = [0_i64; 2];
            for (lane, (bits, charge)) in lanes.iter().zip(&mut charged).enumerate() {
                let one = if integers {
                    tariff.tariff().charge_units(*bits)
                } else {
                    double(tariff, f64::from_bits(*bits as u64))
                };
                *charge = one.map_err(|problem| at(first + 2 * pair + lane, problem))?;
            }
            *charges = i64x2(charged[0], charged[1]);
        }
        Ok(())
    }
}

/// The bits of the amount at an even or odd place.
fn lane(pair: v128, place: usize) -> i64 {
    match place % 2 {
        0 => i64x2_extract_lane::<0>(pair),
        _ => i64x2_extract_lane::<1>(pair),
    }
}

/// The charge for an amount that is a double, as the bits of a double.
fn double(tariff: &RawTariff, amount: f64) -> Result<i64, Problem> {
    let whole = amount as i64;
    if whole as f64 != amount {
        let message = "the amount is no whole number of minor units".to_owned();
        let help = "give integers, such as 1250 for 12.50".to_owned();
        return Err(Problem::new("amount-not-whole", message, Some(help)));
    }
    let charge = if whole.unsigned_abs() <= SAFE.unsigned_abs() {
        tariff.tariff().charge_units(whole)?
    } else {
        i64::MAX
    };
    if charge.unsigned_abs() > SAFE.unsigned_abs() {
        let message = "the number is beyond the integers that a double can hold".to_owned();
        let help = "give the amounts in a `BigInt64Array`".to_owned();
        return Err(Problem::new("amount-inexact", message, Some(help)));
    }
    Ok((charge as f64).to_bits() as i64)
}

fn at(index: usize, problem: Problem) -> JsValue {
    refuse(Refusal::of_problems(vec![problem.at(&["/", &count(index)].concat())]))
}
