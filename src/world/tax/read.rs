//! Reads tax tables from a configuration.

use std::ops::Range;

use super::account_type::AccountType;
use super::component::TaxComponent;
use super::levy::Taxes;
use super::presets;
use super::table::{Classes, ServiceClass, TableError, TaxMode, TaxRow, TaxTable};
use crate::diagnostic::Code;
use crate::document::{Fields, Reader, Value};
use crate::money::Decimal;
use crate::world::fields::{choice, choose, items, note, object, percent, present, with_paths};
use crate::world::time::time;

const MODES: [&str; 2] = ["sequential", "joint"];

/// What the default account types are for: only broadband is data.
const CLASSES: [ServiceClass; 4] =
    [ServiceClass::Voice, ServiceClass::Voice, ServiceClass::Data, ServiceClass::Voice];

/// The preset of a world that names no table.
const DEFAULT: &str = "LK-2016-11";

impl Taxes {
    /// Reads the tables, which mean nothing if problems were noted.
    pub(crate) fn read(value: &Value, path: &str, reader: &mut Reader) -> Self {
        let mut fields = reader.fields(value, path);
        let mode = match choice(&mut fields, "mode", reader, &MODES) {
            Some(1) => TaxMode::Joint,
            _ => TaxMode::Sequential,
        };
        let insurance = percent(&mut fields, "insurance", reader);
        let scheme = Scheme { mode, insurance };
        let (table, path) = fields.take("table");
        let mut taxes = Self::default();
        if let Value::List(tables) = table {
            for (table, path) in with_paths(tables, &path) {
                taxes.add(table, &path, &scheme, reader);
            }
        } else if table.is_absent() {
            taxes.add(&Value::Text(DEFAULT.to_owned()), &path, &scheme, reader);
        } else {
            taxes.add(table, &path, &scheme, reader);
        }
        fields.refuse_others(reader);
        taxes
    }

    /// Adds a table beside the others.
    fn add(&mut self, value: &Value, path: &str, scheme: &Scheme, reader: &mut Reader) {
        let Some(table) = scheme.table(value, path, reader) else { return };
        if self.periods.enter(table.period.clone(), self.tables.len()) {
            note(reader, Code::TaxPeriodsOverlap, path, &[]);
        }
        self.tables.push(table);
    }
}

/// What holds for all tables.
struct Scheme {
    mode: TaxMode,
    insurance: Option<Decimal>,
}

impl Scheme {
    fn table(&self, value: &Value, path: &str, reader: &mut Reader) -> Option<TaxTable> {
        let (mut classes, mut period) = (CLASSES, ALWAYS);
        let mut rows = if let Value::Text(_) = value {
            presets::rows(choose(value, path, reader, &presets::NAMES)?)
        } else {
            if !matches!(value, Value::Object(_)) {
                reader.wrong_type("the name of a preset, or a table", value, path);
                return None;
            }
            let mut fields = reader.fields(value, path);
            let preset = choice(&mut fields, "preset", reader, &presets::NAMES);
            let lines = items(&mut fields, "components", reader);
            if fields.is_nothing("preset") == lines.is_none() {
                note(reader, Code::TaxTableForm, path, &[]);
            }
            classes_of(&mut fields, &mut classes, reader);
            period = period_of(&mut fields, reader);
            fields.refuse_others(reader);
            match preset {
                Some(preset) => presets::rows(preset),
                None => rows_of(&lines.unwrap_or_default(), reader),
            }
        };
        if !rows.iter().any(|row| row.component == TaxComponent::Insurance)
            && let Some(rate) = self.insurance
        {
            let classes = Classes::BOTH;
            rows.push(TaxRow {
                component: TaxComponent::Insurance,
                rate,
                gross_up: false,
                classes,
            });
        }
        let table = TaxTable::new(&rows, self.mode, classes, period);
        table.map_err(|error| refuse(error, path, reader)).ok()
    }
}

const ALWAYS: Range<i64> = i64::MIN..i64::MAX;

fn refuse(error: TableError, path: &str, reader: &mut Reader) {
    match error {
        TableError::NothingLeft => note(reader, Code::TaxGrossUp, path, &[]),
        TableError::Overflow => {
            let (message, help) = TOO_MANY_DIGITS;
            reader.problem(Code::ResultOverflow, path, message.to_owned(), Some(help.to_owned()));
        }
    }
}

/// What is said of rates whose fractions are too long, and the cure.
const TOO_MANY_DIGITS: (&str, &str) =
    ("the exact rates of the table need too many digits", "use rates with fewer digits");

/// Which class the account types are of, where the table says so.
fn classes_of(fields: &mut Fields<'_>, classes: &mut [ServiceClass; 4], reader: &mut Reader) {
    let (value, path) = fields.take("accountTypes");
    let mut fields = reader.fields(value, &path);
    for (class, name) in classes.iter_mut().zip(AccountType::NAMES) {
        *class = service_class(&mut fields, name, reader).unwrap_or(*class);
    }
    fields.refuse_others(reader);
}

fn service_class(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<ServiceClass> {
    let index = choice(fields, name, reader, &ServiceClass::NAMES)?;
    ServiceClass::ALL.get(index).copied()
}

fn period_of(fields: &mut Fields<'_>, reader: &mut Reader) -> Range<i64> {
    let from = time(fields, "from", reader).unwrap_or(ALWAYS.start);
    let to = time(fields, "to", reader).unwrap_or(ALWAYS.end);
    if from >= to {
        note(reader, Code::PeriodReversed, &fields.path_of("to"), &[]);
    }
    from..to
}

/// The lines of a table; a component may have one for each class.
fn rows_of(lines: &[(&Value, String)], reader: &mut Reader) -> Vec<TaxRow> {
    let known = TaxComponent::in_tables();
    let names: Vec<&str> = known.iter().map(|component| component.name()).collect();
    let mut rows: Vec<TaxRow> = Vec::with_capacity(lines.len());
    for (line, path) in lines {
        let Some(mut fields) = object(line, path, reader) else { continue };
        present(&fields, reader, &["component", "rate"]);
        let component = choice(&mut fields, "component", reader, &names);
        let component = component.and_then(|index| known.get(index).copied());
        let rate = percent(&mut fields, "rate", reader);
        let gross_up = fields.truth("grossUp", reader).unwrap_or_default();
        let class = service_class(&mut fields, "serviceClass", reader);
        fields.refuse_others(reader);
        let classes = class.map_or(Classes::BOTH, Classes::only);
        let (Some(component), Some(rate)) = (component, rate) else { continue };
        let twice = |row: &TaxRow| row.component == component && row.classes.meets(classes);
        if rows.iter().any(twice) {
            let path = [path, "/component"].concat();
            note(reader, Code::DuplicateId, &path, &["the component ", component.name()]);
        } else {
            rows.push(TaxRow { component, rate, gross_up, classes });
        }
    }
    rows
}
