//! One book, and the batches that are charged by it.

use ready_reckoner::diagnostic::Code;
use ready_reckoner::pricing::columns::{RowAmount, TariffBook};

use super::answer::{Json, book_answer, explained, refusal_answer, refused};
use super::room::{Asked, PLACES, Room};

/// What stands between the calls of a host.
#[derive(Default)]
pub struct Desk {
    text: Vec<u8>,
    answer: String,
    book: Option<TariffBook>,
    /// By what the charges of each rule are multiplied, to have the book's most decimals.
    factors: Vec<i128>,
    room: Room,
}

impl Desk {
    pub fn text_room(&mut self, bytes: usize) -> *mut u8 {
        self.text = vec![0; bytes];
        self.text.as_mut_ptr()
    }

    pub fn answer(&self) -> &str {
        &self.answer
    }

    pub fn read_book(&mut self) -> bool {
        let text = std::mem::take(&mut self.text);
        // The host has encoded the text itself.
        let text = String::from_utf8(text).unwrap_or_default();
        match TariffBook::read(&text) {
            Ok(book) => {
                self.answer = book_answer(&book);
                let most = book.places();
                let places =
                    book.tariffs().iter().map(|keyed| keyed.tariff.currency().minor_units());
                // A currency has nine digits at the most.
                self.factors = places.map(|places| 10_i128.wrapping_pow(most - places)).collect();
                self.book = Some(book);
                true
            }
            Err(refusal) => {
                self.answer = refusal_answer(&refusal);
                false
            }
        }
    }

    /// How many digits a charge has at the most, with the book's decimals among them, for amounts
    /// of so many digits; 0 where that is not known.
    pub fn charge_digits(&self, digits: u32, asked: &Asked) -> u32 {
        self.known_digits(digits, asked).unwrap_or_default()
    }

    fn known_digits(&self, digits: u32, asked: &Asked) -> Option<u32> {
        let (book, last) = (self.book.as_ref()?, 10_i128.checked_pow(digits)?.checked_sub(1)?);
        let mut most = 0_i128;
        for (place, keyed) in book.tariffs().iter().enumerate() {
            if asked.rule().is_none_or(|rule| rule == place) {
                let tariff = &keyed.tariff;
                let scale = asked.amount_scale(tariff.currency().minor_units());
                let charged = tariff.most_charged(RowAmount { mantissa: last, scale })?;
                most = most.max(charged.checked_mul(*self.factors.get(place)?)?);
            }
        }
        most.checked_ilog10().map(|digits| digits + 1)
    }

    pub fn row_room(&mut self, rows: usize) -> &[usize; PLACES] {
        self.room.reserve(rows)
    }

    /// Charges the first rows, and counts the refused ones.
    pub fn charge(&mut self, rows: usize, asked: &Asked) -> usize {
        let mut refused = 0;
        let mut bits = 0_u8;
        for row in 0..rows {
            let (charge, code, bit) = match self.charge_row(row, asked) {
                Ok(charge) => (charge, -1, 1),
                Err(code) => (0, code as i16, 0),
            };
            refused += usize::from(bit == 0);
            bits |= bit << (row % 8);
            if let Some(place) = self.room.charges.get_mut(row) {
                *place = charge;
            }
            if let Some(place) = self.room.codes.get_mut(row) {
                *place = code;
            }
            if (row % 8 == 7 || row + 1 == rows)
                && let Some(place) = self.room.charge_bits.get_mut(row / 8)
            {
                *place = std::mem::take(&mut bits);
            }
        }
        refused
    }

    #[inline]
    fn charge_row(&mut self, row: usize, asked: &Asked) -> Result<i128, Code> {
        let place = self.room.rule(row, asked).ok_or(Code::UnknownPriceRule)?;
        let book = self.book.as_mut().ok_or(Code::UnknownPriceRule)?;
        let keyed = book.tariffs_mut().get_mut(place).ok_or(Code::UnknownPriceRule)?;
        let digits = keyed.tariff.currency().minor_units();
        let amount = self.room.amount(row, asked, digits).ok_or(Code::ValueMissing)?;
        let charge = match self.room.prior(row, asked, digits) {
            None => keyed.tariff.charge(amount)?,
            Some(prior) => keyed.tariff.charge_after(prior, amount)?,
        };
        // Below 10^28 minor units, a charge has room for nine more digits.
        Ok(charge.count().wrapping_mul(self.factors.get(place).copied().unwrap_or(1)))
    }

    /// Explains a row.
    pub fn explain(&mut self, row: usize, asked: &Asked) {
        let rule = self.room.rule(row, asked);
        let keyed = rule.zip(self.book.as_ref()).and_then(|(rule, book)| book.tariffs().get(rule));
        let Some(keyed) = keyed else {
            self.answer = refused(Json::default(), Code::UnknownPriceRule, "no rule has this name");
            return;
        };
        let digits = keyed.tariff.currency().minor_units();
        let told = Json::default().text("rule", &keyed.id);
        let Some(amount) = self.room.amount(row, asked, digits) else {
            self.answer = refused(told, Code::ValueMissing, "the row has no amount");
            return;
        };
        let prior = self.room.prior(row, asked, digits);
        self.answer = match keyed.tariff.explain(prior, amount) {
            Ok(explanation) => explained(told, &explanation),
            Err(refusal) => refused(told, refusal.code, &refusal.message),
        };
    }
}
