//! The columns of a batch, where a host writes and reads them.

use ready_reckoner::pricing::columns::RowAmount;

/// How many columns there are.
pub const PLACES: usize = 9;

/// Columns of one length, as Arrow has them: little-endian integers, and maps of bits from the
/// lowest on, in which 1 is a value and 0 is none.
#[derive(Default)]
pub struct Room {
    /// The mantissas of amounts.
    amounts: Vec<i128>,
    /// The same where 64 bits hold them.
    short_amounts: Vec<i64>,
    amount_bits: Vec<u8>,
    /// The place of each row's rule in the book; −1 where it has none.
    rules: Vec<i32>,
    /// The mantissas of what was charged for earlier.
    priors: Vec<i128>,
    prior_bits: Vec<u8>,
    /// The mantissas of the charges, with the book's most decimals.
    pub charges: Vec<i128>,
    pub charge_bits: Vec<u8>,
    /// The number of the code with which a row is refused; −1 where it is charged.
    pub codes: Vec<i16>,
    places: [usize; PLACES],
}

/// What is asked of the rows in the room.
pub struct Asked {
    pub scale: u32,
    pub prior_scale: u32,
    pub rule: i32,
    pub flags: u32,
}

impl Asked {
    /// The amounts are the short ones.
    const SHORT: u32 = 1;
    /// Some amounts are missing: their bits tell which.
    const AMOUNT_BITS: u32 = 2;
    /// There is a column of what was charged for earlier.
    const PRIORS: u32 = 4;
    /// Some of those are missing.
    const PRIOR_BITS: u32 = 8;
    /// Both columns count minor units of the rule's currency.
    const MINOR_UNITS: u32 = 16;

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The place of the one rule, if there is one for all rows.
    pub fn rule(&self) -> Option<usize> {
        usize::try_from(self.rule).ok()
    }

    /// The decimals of the column of amounts, in a currency with so many digits.
    pub fn amount_scale(&self, minor_units: u32) -> u32 {
        let [scale, _] = self.scales(minor_units);
        scale
    }

    /// The decimals of both columns, in a currency with so many digits.
    fn scales(&self, minor_units: u32) -> [u32; 2] {
        if self.has(Self::MINOR_UNITS) { [minor_units; 2] } else { [self.scale, self.prior_scale] }
    }
}

impl Room {
    /// Makes room for so many rows, and tells where each column begins.
    pub fn reserve(&mut self, rows: usize) -> &[usize; PLACES] {
        if rows > self.amounts.len() || self.places == [0; PLACES] {
            let bytes = rows.div_ceil(8);
            self.amounts = vec![0; rows];
            self.short_amounts = vec![0; rows];
            self.amount_bits = vec![0; bytes];
            self.rules = vec![0; rows];
            self.priors = vec![0; rows];
            self.prior_bits = vec![0; bytes];
            self.charges = vec![0; rows];
            self.charge_bits = vec![0; bytes];
            self.codes = vec![0; rows];
            self.places = [
                self.amounts.as_ptr() as usize,
                self.short_amounts.as_ptr() as usize,
                self.amount_bits.as_ptr() as usize,
                self.rules.as_ptr() as usize,
                self.priors.as_ptr() as usize,
                self.prior_bits.as_ptr() as usize,
                self.charges.as_ptr() as usize,
                self.charge_bits.as_ptr() as usize,
                self.codes.as_ptr() as usize,
            ];
        }
        &self.places
    }

    /// The place of a row's rule, if it has one.
    pub fn rule(&self, row: usize, asked: &Asked) -> Option<usize> {
        asked.rule().or_else(|| usize::try_from(*self.rules.get(row)?).ok())
    }

    /// A row's amount in a currency with so many digits, if it has one.
    pub fn amount(&self, row: usize, asked: &Asked, minor_units: u32) -> Option<RowAmount> {
        if asked.has(Asked::AMOUNT_BITS) && !is_set(&self.amount_bits, row) {
            return None;
        }
        let mantissa = if asked.has(Asked::SHORT) {
            i128::from(*self.short_amounts.get(row)?)
        } else {
            *self.amounts.get(row)?
        };
        Some(RowAmount { mantissa, scale: asked.amount_scale(minor_units) })
    }

    /// What a row was charged for earlier, if it was.
    pub fn prior(&self, row: usize, asked: &Asked, minor_units: u32) -> Option<RowAmount> {
        if !asked.has(Asked::PRIORS)
            || (asked.has(Asked::PRIOR_BITS) && !is_set(&self.prior_bits, row))
        {
            return None;
        }
        let [_, scale] = asked.scales(minor_units);
        Some(RowAmount { mantissa: *self.priors.get(row)?, scale })
    }
}

fn is_set(bits: &[u8], row: usize) -> bool {
    bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
}
