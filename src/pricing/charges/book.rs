//! The price rules that requests name.

use core::cell::{Cell, OnceCell};

use crate::curve::Kernel;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{
    Asked, Fields, LeafSchema, PlaceInList, Reader, Value, asked, json_schema, pointer,
};
use crate::money::exact::{self, digits};
use crate::money::{AllocationMode, Currency, Decimal};
use crate::pricing::calculators;
use crate::pricing::options::TariffOptions;
use crate::pricing::rule::{Limit, PriceRule};
use crate::pricing::tariff::kernel;
use crate::pricing::terms::Terms;

/// Price rules by their identity, and how shared charges are split.
#[derive(Clone, Debug, Default)]
pub struct Book {
    rules: Vec<BookRule>,
    /// Who gets the odd minor units of a shared charge.
    pub allocation: AllocationMode,
    /// The currency of prices and charges that name none.
    pub currency: Option<Currency>,
}

/// A price rule of a book.
#[derive(Clone, Debug)]
pub struct BookRule {
    /// What requests call it.
    pub id: String,
    /// The rule.
    pub rule: PriceRule,
    /// Its currency and rounding, as far as it names them.
    pub options: TariffOptions,
    /// The kernel of the rule, where it has one and no bound of which a response would tell.
    kernel: OnceCell<Option<Kernel>>,
    /// How often the rule has priced.
    uses: Cell<u32>,
    /// Its minimum and maximum as every response repeats them.
    limits: [String; 2],
}

asked! {
    /// What a book says beside its rules.
    struct BookFields {
        /// The schema of the file, for editors.
        schema: SchemaAddress = "$schema";
        /// Who gets the odd minor units of a shared charge.
        allocation: AllocationMode = "allocation";
        /// With the allocation `rest`, the place of the party that takes what remains.
        rest: PlaceInList = "rest";
        /// The currency of prices and charges that name none.
        currency: Currency = "currency";
    }
}

/// The address of a JSON Schema, which is nobody's business here.
pub struct SchemaAddress;

impl Asked for SchemaAddress {
    type Is = ();

    fn ask(fields: &mut Fields<'_>, name: &'static str, reader: &mut Reader) -> Option<()> {
        fields.text(name, reader).map(|_| ())
    }

    fn schema() -> Value {
        json_schema::of_leaf(LeafSchema::STRING)
    }
}

impl Book {
    /// Reads rules, and what the book says beside them; paths begin with `/book`.
    ///
    /// # Errors
    /// Every problem of every rule.
    pub fn read(rules: Vec<(String, Value)>, settings: &Value) -> Result<Self, Refusal> {
        let mut book = Self::default();
        let mut reader = Reader::default();
        let mut fields = reader.fields(settings, "/book");
        // The façade has read these two, which are no data.
        for name in ["rules", "externalPrice"] {
            fields.take(name);
        }
        let BookFields { allocation, rest, currency, .. } =
            BookFields::ask(&mut fields, &mut reader);
        let mode = allocation.unwrap_or_default();
        let path = fields.path_of("rest");
        book.allocation = calculators::with_rest(mode, rest, &path, &mut reader);
        book.currency = currency;
        fields.refuse_others(&mut reader);
        for (id, value) in rules {
            let path = ["/book/rules/", &pointer(&id)].concat();
            match PriceRule::read(&value, &TariffOptions::default()) {
                Ok((rule, options)) => {
                    let limits = [rule.minimum, rule.maximum].map(|limit| match limit {
                        None => String::new(),
                        Some(Limit::Amount(limit) | Limit::Percentage(limit)) => shortest(limit),
                    });
                    let (kernel, uses) = (OnceCell::new(), Cell::new(0));
                    book.rules.push(BookRule { id, rule, options, kernel, uses, limits });
                }
                Err(refusal) => {
                    let problems = refusal.problems.into_iter().map(in_book);
                    reader.keep_all(&path, problems.collect());
                }
            }
        }
        reader.finish().map(|()| book)
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[BookRule] {
        &self.rules
    }
}

/// A problem with the cure that a book has: nobody gives options beside its rules.
fn in_book(problem: Problem) -> Problem {
    let help = if problem.code == Code::MissingConstant {
        GIVE_CONSTANT
    } else if problem.code == Code::MissingPercentage {
        GIVE_PERCENTAGE
    } else {
        return problem;
    };
    Problem::of(problem.code, &[&problem.message], help).at(&problem.path)
}

const GIVE_CONSTANT: &str =
    "give the rule a `constant` beside its `formula`, or write a number before the `C`";
const GIVE_PERCENTAGE: &str =
    "give the rule a `percentage` beside its `formula`, or write a number before the `P`";

/// A kernel takes as long to make as the calculator takes for so many charges.
const USES_BEFORE_KERNEL: u32 = 16;

impl BookRule {
    /// Its minimum and maximum as every response repeats them; empty where it has none.
    pub(super) fn limits(&self) -> [&str; 2] {
        self.limits.each_ref().map(String::as_str)
    }

    /// The charge for a value on the currency's grid, both in minor units, where the kernel has
    /// it: for a rule that has priced before, in its own currency and without a period.
    pub(super) fn quick_charge(&self, value: i64) -> Option<i64> {
        if self.uses.get() < USES_BEFORE_KERNEL {
            self.uses.set(self.uses.get() + 1);
            return None;
        }
        let kernel = self.kernel.get_or_init(|| {
            if self.rule.minimum.is_some() || self.rule.maximum.is_some() {
                return None;
            }
            let rounding = self.options.rounding().ok()?;
            kernel(&self.rule, &self.rule.curve(&Terms::default())?, &rounding)
        });
        kernel.as_ref()?.charge(value)
    }
}

/// Without zeros at the end.
fn shortest(value: Decimal) -> String {
    digits(exact::add(value, Decimal::ZERO).unwrap_or(value))
}
