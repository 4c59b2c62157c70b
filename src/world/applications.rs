//! Applications, and the billers that are registered for debits.

use super::config::{Application, Biller};
use super::fields::{
    choose, id, items, minor, note, object, percent, present, text, unknown, whole, without_use,
};
use super::places::Places;
use super::time::LAST;
use super::usual::{self, APPLICATION, SERVICE_CHARGE};
use crate::diagnostic::{Code, Problem};
use crate::document::{Fields, Reader, Value};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Currency, Decimal, clamp, exact};
use crate::world::tax::{AccountType, Factor, TaxType};

pub(super) fn applications(
    fields: &mut Fields<'_>,
    currency: Currency,
    reader: &mut Reader,
) -> Vec<Application> {
    let path = fields.path_of("applications");
    let Some(items) = items(fields, "applications", reader) else {
        let (id, password) = APPLICATION;
        let usual = Application::new(id.to_owned());
        let mut usual = usual.sharing(SERVICE_CHARGE.into(), Decimal::ZERO);
        usual.password = Some(password.to_owned());
        return vec![usual];
    };
    if items.is_empty() {
        note(reader, Code::ApplicationsEmpty, &path, &[]);
    }
    few(&items, &path, reader);
    let mut ids = Places::default();
    let mut applications = Vec::with_capacity(items.len());
    for (value, path) in items {
        let Some(mut fields) = object(value, &path, reader) else { continue };
        applications.push(application_of(&mut fields, currency, &mut ids, reader));
        fields.refuse_others(reader);
    }
    applications
}

impl Application {
    /// An application that may do everything, and whose operator takes nothing.
    fn new(id: String) -> Self {
        Self {
            id,
            password: None,
            token: None,
            service_charge: Decimal::ZERO,
            aggregator_share: Decimal::ZERO,
            provider: Factor::percent(Decimal::ONE_HUNDRED),
            aggregator: Factor::percent(Decimal::ZERO),
            debit: true,
            mobile_account: true,
            balance_query: true,
            refunds: true,
            subscription_required: false,
            max_tps: None,
            max_tpd: None,
            min_amount: None,
            max_amount: None,
            tax_type: None,
            tax: None,
            notification_url: None,
            notification_secret: None,
            asynchronous: false,
            processing_ms: 1_000,
        }
    }

    /// The same with these percentages.
    fn sharing(self, service_charge: Decimal, aggregator_share: Decimal) -> Self {
        let taken = exact::add(service_charge, aggregator_share);
        let rest = taken.and_then(|taken| exact::sub(Decimal::ONE_HUNDRED, taken));
        Self {
            service_charge,
            aggregator_share,
            provider: Factor::percent(rest.unwrap_or_default()),
            aggregator: Factor::percent(aggregator_share),
            ..self
        }
    }
}

fn application_of(
    fields: &mut Fields<'_>,
    currency: Currency,
    ids: &mut Places,
    reader: &mut Reader,
) -> Application {
    let id = id(fields, reader, ids);
    present(fields, reader, &["serviceCharge"]);
    settings(fields, currency, Application::new(id), false, reader)
}

/// An application with what the fields say of it; the rest stays as it is. In a change, `null`
/// takes away what need not be there.
pub(super) fn settings(
    fields: &mut Fields<'_>,
    currency: Currency,
    before: Application,
    is_change: bool,
    reader: &mut Reader,
) -> Application {
    let service_charge = percent(fields, "serviceCharge", reader).unwrap_or(before.service_charge);
    let share = percent(fields, "aggregatorShare", reader).unwrap_or(before.aggregator_share);
    match exact::add(service_charge, share) {
        Ok(taken) if taken <= Decimal::ONE_HUNDRED => {}
        _ => {
            note(reader, Code::SharesAboveWhole, &fields.path_of("aggregatorShare"), &[]);
        }
    }
    let mut new = before.sharing(service_charge, share);
    let texts: [(&'static str, &mut Option<String>); 4] = [
        ("password", &mut new.password),
        ("token", &mut new.token),
        ("notificationUrl", &mut new.notification_url),
        ("notificationSecret", &mut new.notification_secret),
    ];
    for (name, slot) in texts {
        let read = |fields: &mut Fields<'_>, reader: &mut Reader| {
            text(fields, name, reader).map(str::to_owned)
        };
        optional(fields, name, slot, is_change, reader, read);
    }
    let switches: [(&'static str, &mut bool); 6] = [
        ("debit", &mut new.debit),
        ("mobileAccount", &mut new.mobile_account),
        ("balanceQuery", &mut new.balance_query),
        ("refunds", &mut new.refunds),
        ("subscriptionRequired", &mut new.subscription_required),
        ("asynchronous", &mut new.asynchronous),
    ];
    for (name, switch) in switches {
        *switch = fields.truth(name, reader).unwrap_or(*switch);
    }
    limits(fields, currency, &mut new, is_change, reader);
    taxes(fields, &mut new, reader);
    let processing = whole(fields, "processingMs", reader, (1, LAST));
    new.processing_ms = processing.unwrap_or(new.processing_ms);
    new
}

/// Sets what need not be there, if the fields say something of it.
fn optional<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    slot: &mut Option<T>,
    is_change: bool,
    reader: &mut Reader,
    read: impl FnOnce(&mut Fields<'_>, &mut Reader) -> Option<T>,
) {
    if is_change && fields.is_null(name) {
        fields.take(name);
        *slot = None;
    } else if let Some(new) = read(fields, reader) {
        *slot = Some(new);
    }
}

fn limits(
    fields: &mut Fields<'_>,
    currency: Currency,
    new: &mut Application,
    is_change: bool,
    reader: &mut Reader,
) {
    let counts = [("maxTps", &mut new.max_tps), ("maxTpd", &mut new.max_tpd)];
    for (name, slot) in counts {
        optional(fields, name, slot, is_change, reader, |fields, reader| {
            whole(fields, name, reader, (0, SAFE_INTEGER_MAX)).map(i64::unsigned_abs)
        });
    }
    let amounts = [("minAmount", &mut new.min_amount), ("maxAmount", &mut new.max_amount)];
    for (name, slot) in amounts {
        optional(fields, name, slot, is_change, reader, |fields, reader| {
            minor(fields, name, reader, currency)
        });
    }
    let places = currency.minor_units();
    let amount = |units: i64| exact::decimal(units.into(), places).unwrap_or_default();
    let [least, most] = [new.min_amount, new.max_amount].map(|limit| limit.map(amount));
    let held = clamp(Decimal::ZERO, least, most).map_err(Problem::from);
    reader.keep(&fields.path_of("minAmount"), held);
}

fn taxes(fields: &mut Fields<'_>, new: &mut Application, reader: &mut Reader) {
    if fields.is_null("taxType") {
        fields.take("taxType");
        (new.tax_type, new.tax) = (None, None);
    } else if let Some(kind) = whole(fields, "taxType", reader, (1, 5)) {
        new.tax_type = TaxType::from_number(kind);
        new.tax = new.tax.filter(|_| new.tax_type == Some(TaxType::Percent));
    }
    if let Some(tax) = percent(fields, "tax", reader) {
        if new.tax_type != Some(TaxType::Percent) {
            without_use(&fields.path_of("tax"), "with the `taxType` 5", reader);
        }
        new.tax = Some(tax);
    }
    if new.tax_type == Some(TaxType::Percent) {
        new.tax = new.tax.or(Some(Decimal::ZERO));
    }
}

pub(super) fn billers(
    fields: &mut Fields<'_>,
    applications: &Places,
    reader: &mut Reader,
) -> Vec<Biller> {
    let path = fields.path_of("billers");
    let Some(items) = items(fields, "billers", reader) else { return usual::billers() };
    few(&items, &path, reader);
    let mut ids = Places::default();
    let mut billers = Vec::with_capacity(items.len());
    for (value, path) in items {
        let Some(mut fields) = object(value, &path, reader) else { continue };
        let id = id(&mut fields, reader, &mut ids);
        present(&fields, reader, &["minimumAuthorization", "accountTypes"]);
        let new =
            Biller { id, minimum_authorization: 1, account_types: Vec::new(), application: 0 };
        billers.push(registration(&mut fields, applications, new, reader));
        fields.refuse_others(reader);
    }
    billers
}

/// A biller with what the fields say of it; the rest stays as it is.
pub(super) fn registration(
    fields: &mut Fields<'_>,
    applications: &Places,
    before: Biller,
    reader: &mut Reader,
) -> Biller {
    let mut new = before;
    let least = whole(fields, "minimumAuthorization", reader, (1, 3));
    if let Some(least) = least.and_then(|least| u8::try_from(least).ok()) {
        new.minimum_authorization = least;
    }
    if let Some(items) = items(fields, "accountTypes", reader) {
        new.account_types.clear();
        for (value, path) in items {
            let place = choose(value, &path, reader, &AccountType::NAMES);
            let account_type = place.and_then(|index| AccountType::ALL.get(index).copied());
            let fresh = account_type.filter(|found| !new.account_types.contains(found));
            new.account_types.extend(fresh);
        }
    }
    if let Some(application) = application(fields, applications, reader) {
        new.application = application;
    }
    new
}

/// The place of the application that is named.
pub(super) fn application(
    fields: &mut Fields<'_>,
    applications: &Places,
    reader: &mut Reader,
) -> Option<u16> {
    let id = text(fields, "application", reader)?;
    let place = applications.get(id);
    if place.is_none() {
        unknown("application", id, &fields.path_of("application"), reader);
    }
    place.and_then(|place| u16::try_from(place).ok())
}

/// What charges is remembered by its place in 16 bits.
fn few(items: &[(&Value, String)], path: &str, reader: &mut Reader) {
    if items.len() > usize::from(u16::MAX) {
        note(reader, Code::ListTooLong, path, &[]);
    }
}
