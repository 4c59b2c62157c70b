//! What a call by name is handed over by JavaScript and by stories.

use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Reader, Value, amount, msisdn};
use crate::flow::World;
use crate::http::answer::Answer;
use crate::money::MinorUnits;
use crate::world::fields::no_number;

/// What a call of an operation ends in: an answer of its API, however bad, or a call that is wrong
/// in itself.
pub(super) type Called = Result<Answer, Refusal>;

/// The arguments of a call, by their places.
pub(in crate::http) struct Arguments<'v>(pub(in crate::http) &'v [Value]);

impl<'v> Arguments<'v> {
    /// An argument; absent where there is none.
    pub(in crate::http) fn get(&self, place: usize) -> &'v Value {
        self.0.get(place).unwrap_or(&Value::Absent)
    }

    /// An argument that must be a text.
    pub(in crate::http) fn text(&self, place: usize) -> Result<&'v str, Refusal> {
        text(self.get(place), path(place))
    }

    /// The subscriber that the first argument names.
    pub(in crate::http) fn subscriber(&self, world: &World) -> Result<u32, Refusal> {
        Ok(subscriber(world, self.text(0)?).map_err(|problem| problem.at(path(0)))?)
    }

    /// The application that the options name; the first if they name none.
    pub(in crate::http) fn application(&self, place: usize, world: &World) -> Result<u16, Refusal> {
        let options = self.get(place);
        if options.is_nothing() {
            return Ok(0);
        }
        let mut reader = Reader::default();
        let mut fields = reader.fields(options, "/options");
        let (value, path) = fields.take("application");
        fields.refuse_others(&mut reader);
        reader.finish()?;
        if value.is_nothing() {
            return Ok(0);
        }
        let named = application(world, text(value, &path)?);
        Ok(named.map_err(|problem| problem.at(&path))?)
    }

    /// The biller that the options name, if they name one.
    pub(in crate::http) fn biller(
        &self,
        place: usize,
        world: &World,
    ) -> Result<Option<u16>, Refusal> {
        let mut reader = Reader::default();
        let options = self.get(place);
        let given = if options.is_nothing() { &Value::Absent } else { options };
        let mut fields = reader.fields(given, "/options");
        let biller = fields.named("biller", &mut reader, |id| biller(world, id));
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| biller)
    }

    /// A whole number of milliseconds, which the first argument is.
    pub(in crate::http) fn milliseconds(&self) -> Result<i64, Refusal> {
        let value = self.get(0);
        let wrong = || wrong_type("a whole number of milliseconds", value, path(0));
        let (Value::Number(digits) | Value::Integer(digits)) = value else { return Err(wrong()) };
        digits.parse().map_err(|_| wrong())
    }

    /// Minor units of an amount above zero, which the second argument is.
    pub(in crate::http) fn positive_amount(&self, world: &World) -> Result<i64, Refusal> {
        let digits = world.config.currency.minor_units();
        let decimal = amount(self.get(1)).map_err(|problem| problem.at(path(1)))?;
        let units = MinorUnits::from_amount(decimal, digits)
            .map_err(|error| Problem::from(error).at(path(1)))?;
        let problem = if units.count() <= 0 {
            Problem::of(Code::AmountNotPositive, &["expected an amount above zero"], "")
        } else if let Ok(units) = i64::try_from(units.count()) {
            return Ok(units);
        } else {
            Problem::of(Code::AmountTooLarge, &[TOO_LARGE], "use a smaller one")
        };
        Err(problem.at(path(1)).into())
    }
}

/// What is said of an amount that no account can hold.
const TOO_LARGE: &str = "the amount in minor units needs more than 64 bits";

/// The position of the subscriber with a number, however it is written.
pub(in crate::http) fn subscriber(world: &World, given: &str) -> Result<u32, Problem> {
    if msisdn::behind_zero(given).is_some() {
        return Err(no_number(given));
    }
    let digits = msisdn::digits(given).unwrap_or_default();
    let found = world.subscriber_named(digits);
    found.ok_or_else(|| Problem::says(Code::UnknownSubscriber, &[&excerpt(given)]))
}

/// The position of the application with an identifier.
pub(in crate::http) fn application(world: &World, id: &str) -> Result<u16, Problem> {
    let found = world.application_named(id);
    found.ok_or_else(|| Problem::says(Code::UnknownApplication, &[&excerpt(id)]))
}

/// The position of the biller with an identifier.
pub(in crate::http) fn biller(world: &World, id: &str) -> Result<u16, Problem> {
    let found = world.biller_named(id);
    found.ok_or_else(|| Problem::says(Code::UnknownId, &["biller", &excerpt(id)]))
}

fn text<'v>(value: &'v Value, path: &str) -> Result<&'v str, Refusal> {
    if let Value::Text(text) = value { Ok(text) } else { Err(wrong_type("a string", value, path)) }
}

fn wrong_type(expected: &str, found: &Value, path: &str) -> Refusal {
    let message = ["expected ", expected, ", found ", found.kind()].concat();
    Problem::new(Code::WrongType, message, None).at(path).into()
}

/// The path of an argument; no call has more.
fn path(place: usize) -> &'static str {
    if place == 0 { "/0" } else { "/1" }
}
