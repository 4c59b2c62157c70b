//! Fields in order, read into a request.

use std::ops::Range;

use super::{ChargeCalculation, Kind, LINE_FIELDS, Line, SLAB_FIELDS, Slab, Transaction};
use crate::diagnostic::{Code, Problem, count};
use crate::document::raw::{Raw, SEPARATOR};
use crate::document::reader::{Reader, raw_amount};
use crate::money::{Currency, Decimal};

pub(super) fn transaction_path(rooted: bool, index: usize) -> String {
    if rooted { ["/txnDetails/", &count(index)].concat() } else { String::new() }
}

/// Reads fields in order.
pub(super) struct Cursor<'r, 't> {
    pub(super) fields: &'r mut dyn Iterator<Item = Raw<'t>>,
    pub(super) reader: &'r mut Reader,
    /// Whether they come from a tree, whose texts may have any character.
    pub(super) tree: bool,
}

/// Where a field stands; its path is made only for a problem.
#[derive(Clone, Copy)]
struct Place {
    rooted: bool,
    transaction: Option<usize>,
    line: Option<usize>,
    slab: Option<usize>,
}

impl Place {
    fn path(self, field: &str) -> String {
        let mut path = match self.transaction {
            Some(index) => transaction_path(self.rooted, index),
            None => String::new(),
        };
        for (list, index) in [("/priceMethods/", self.line), ("/slabDetails/", self.slab)] {
            if let Some(index) = index {
                path.push_str(list);
                path.push_str(&count(index));
            }
        }
        if !field.is_empty() {
            path.push('/');
            path.push_str(field);
        }
        path
    }
}

impl<'t> Cursor<'_, 't> {
    pub(super) fn body(mut self) -> ChargeCalculation<'t> {
        let mut request = ChargeCalculation::default();
        let top = Place { rooted: true, transaction: None, line: None, slab: None };
        if !self.object(top) {
            return request;
        }
        self.text(top, "applicationCode");
        self.text(top, "extPrcConsumerService");
        let before = self.reader.count();
        let listed = self.list(top, "txnDetails");
        request.rooted = listed.is_some();
        // What is neither there nor absent is no transaction either.
        let bare = if self.reader.count() == before { 1 } else { 0 };
        for index in 0..listed.unwrap_or(bare) {
            let place = Place { rooted: request.rooted, transaction: Some(index), ..top };
            self.transaction(place, index, &mut request);
        }
        request
    }

    fn transaction(&mut self, place: Place, index: usize, request: &mut ChargeCalculation<'t>) {
        let start = request.lines.len();
        let mut txn_ref_no = None;
        if self.object(place) {
            txn_ref_no = self.text(place, "txnRefNo");
            self.list(place, "txnAttributes");
            let before = self.reader.count();
            let lines = self.list(place, "priceMethods");
            if lines.is_none() && self.reader.count() == before {
                let (path, other) = match place.rooted {
                    true => (place.path("priceMethods"), ""),
                    false => (String::new(), "`txnDetails` or "),
                };
                let message = ["the field ", other, "`priceMethods` is missing"];
                let help = "list the charges to be calculated there";
                self.reader.fault(Code::MissingField, &path, &message, help);
            }
            for line in 0..lines.unwrap_or_default() {
                let line = self.line(Place { line: Some(line), ..place }, request);
                request.lines.push(Line { transaction: index, ..line });
            }
        }
        request.transactions.push(Transaction { txn_ref_no, lines: start..request.lines.len() });
    }

    fn line(&mut self, place: Place, request: &mut ChargeCalculation<'t>) -> Line<'t> {
        let before = self.reader.count();
        let mut line = Line::default();
        if !self.object(place) {
            return line;
        }
        for (name, kind) in &LINE_FIELDS {
            match *kind {
                Kind::Amount(at) => keep(&mut line.amounts, at, self.amount(place, name)),
                Kind::Text(at) => keep(&mut line.texts, at, self.text(place, name)),
                Kind::Flag(at) => keep(&mut line.flags, at, self.flag(place, name)),
                Kind::Slabs => line.slabs = self.slabs(place, request),
                Kind::Currency => line.txn_ccy = self.currency(place, name),
                Kind::Words => {
                    self.text(place, name);
                }
            }
        }
        line.sound = self.reader.count() == before;
        line
    }

    fn slabs(&mut self, place: Place, request: &mut ChargeCalculation<'t>) -> Range<usize> {
        let start = request.slabs.len();
        for index in 0..self.list(place, "slabDetails").unwrap_or_default() {
            let place = Place { slab: Some(index), ..place };
            if !self.object(place) {
                continue;
            }
            let mut slab = Slab::default();
            for (at, name) in SLAB_FIELDS.into_iter().enumerate() {
                keep(&mut slab.0, at, self.amount(place, name));
            }
            request.slabs.push(slab);
        }
        start..request.slabs.len()
    }

    fn currency(&mut self, place: Place, field: &'static str) -> Option<Currency> {
        let code = self.text(place, field)?;
        let currency = Currency::from_code(code).map_err(Problem::from);
        self.reader.keep(&place.path(field), currency)
    }

    fn next(&mut self) -> Raw<'t> {
        self.fields.next().unwrap_or(Raw::Absent)
    }

    fn object(&mut self, place: Place) -> bool {
        let raw = self.next();
        raw == Raw::Object || self.wrong(place, "", "an object", raw)
    }

    /// The length of an array, if there is one.
    fn list(&mut self, place: Place, field: &'static str) -> Option<usize> {
        match self.next() {
            Raw::Absent => None,
            Raw::List(length) => Some(length),
            other => {
                self.wrong(place, field, "an array", other);
                None
            }
        }
    }

    /// A string; an empty one says nothing.
    fn text(&mut self, place: Place, field: &'static str) -> Option<&'t str> {
        match self.next() {
            Raw::Absent | Raw::Text("") => None,
            Raw::Text(text) if self.tree && text.contains(SEPARATOR) => {
                let message = "the text has the control character U+001F";
                let help = "leave it out: it separates fields";
                self.reader.fault(Code::TextCharacter, &place.path(field), &[message], help);
                None
            }
            Raw::Text(text) => Some(text),
            other => {
                self.wrong(place, field, "a string", other);
                None
            }
        }
    }

    fn flag(&mut self, place: Place, field: &'static str) -> Option<bool> {
        match self.next() {
            Raw::Absent | Raw::Text("") => None,
            Raw::Text(text) if text == "Y" || text == "N" => Some(text == "Y"),
            other => {
                self.wrong(place, field, "`Y` or `N`", other);
                None
            }
        }
    }

    fn amount(&mut self, place: Place, field: &'static str) -> Option<Decimal> {
        let raw = self.next();
        if raw == Raw::Absent {
            return None;
        }
        match raw_amount(raw) {
            Ok(amount) => Some(amount),
            Err(problem) => {
                self.reader.keep::<()>(&place.path(field), Err(problem));
                None
            }
        }
    }

    /// Notes that a field is not what it should be.
    fn wrong(&mut self, place: Place, field: &str, expected: &str, found: Raw<'t>) -> bool {
        self.reader.unexpected(Code::WrongType, &place.path(field), expected, found);
        false
    }
}

fn keep<T>(fields: &mut [Option<T>], at: usize, field: Option<T>) {
    if let Some(place) = fields.get_mut(at) {
        *place = field;
    }
}
