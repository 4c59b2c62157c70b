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
        let mut usual = Application::new(id.to_owned(), SERVICE_CHARGE.into(), Decimal::ZERO);
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
    /// An application with these percentages that may do everything.
    fn new(id: String, service_charge: Decimal, aggregator_share: Decimal) -> Self {
        let taken = exact::add(service_charge, aggregator_share);
        let rest = taken.and_then(|taken| exact::sub(Decimal::ONE_HUNDRED, taken));
        Self {
            id,
            password: None,
            token: None,
            service_charge,
            aggregator_share,
            provider: Factor::percent(rest.unwrap_or_default()),
            aggregator: Factor::percent(aggregator_share),
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
            asynchronous: false,
            processing_ms: 1_000,
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
    let service_charge = percent(fields, "serviceCharge", reader).unwrap_or_default();
    let aggregator_share = percent(fields, "aggregatorShare", reader).unwrap_or_default();
    match exact::add(service_charge, aggregator_share) {
        Ok(taken) if taken <= Decimal::ONE_HUNDRED => {}
        _ => {
            note(reader, Code::SharesAboveWhole, &fields.path_of("aggregatorShare"), &[]);
        }
    }
    let mut new = Application::new(id, service_charge, aggregator_share);
    new.password = text(fields, "password", reader).map(str::to_owned);
    new.token = text(fields, "token", reader).map(str::to_owned);
    new.notification_url = text(fields, "notificationUrl", reader).map(str::to_owned);
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
    let limits = (0, SAFE_INTEGER_MAX);
    let mut most = |name| whole(fields, name, reader, limits).map(i64::unsigned_abs);
    new.max_tps = most("maxTps");
    new.max_tpd = most("maxTpd");
    new.min_amount = minor(fields, "minAmount", reader, currency);
    new.max_amount = minor(fields, "maxAmount", reader, currency);
    let places = currency.minor_units();
    let amount = |units: i64| exact::decimal(units.into(), places).unwrap_or_default();
    let [least, most] = [new.min_amount, new.max_amount].map(|limit| limit.map(amount));
    let held = clamp(Decimal::ZERO, least, most).map_err(Problem::from);
    reader.keep(&fields.path_of("minAmount"), held);
    if fields.is_null("taxType") {
        fields.take("taxType");
    } else {
        let kind = whole(fields, "taxType", reader, (1, 5));
        new.tax_type = kind.and_then(TaxType::from_number);
    }
    new.tax = percent(fields, "tax", reader);
    match (new.tax_type, new.tax) {
        (Some(TaxType::Percent), None) => new.tax = Some(Decimal::ZERO),
        (Some(TaxType::Percent), Some(_)) | (_, None) => {}
        _ => without_use(&fields.path_of("tax"), "with the `taxType` 5", reader),
    }
    let processing = whole(fields, "processingMs", reader, (1, LAST));
    new.processing_ms = processing.unwrap_or(new.processing_ms);
    new
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
        let least = whole(&mut fields, "minimumAuthorization", reader, (1, 3));
        let mut account_types = Vec::new();
        for (value, path) in self::items(&mut fields, "accountTypes", reader).unwrap_or_default() {
            let place = choose(value, &path, reader, &AccountType::NAMES);
            let account_type = place.and_then(|index| AccountType::ALL.get(index).copied());
            account_types.extend(account_type.filter(|new| !account_types.contains(new)));
        }
        let application = application(&mut fields, applications, reader).unwrap_or_default();
        fields.refuse_others(reader);
        let minimum_authorization = least.and_then(|least| u8::try_from(least).ok()).unwrap_or(1);
        billers.push(Biller { id, minimum_authorization, account_types, application });
    }
    billers
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
