//! The identifiers that a ledger gives: all from its seed, none kept.

use super::event::EventId;
use crate::diagnostic::count;
use crate::store::{Identifiers, of_hexadecimal, push_hexadecimal};
use crate::world::RATE_MAX;

/// What is identified. The numbers of two series have nothing to do with each other.
#[derive(Clone, Copy)]
enum Series {
    ServerReference = 1,
    Trid = 2,
    Token = 3,
    Message = 4,
    Draw = 5,
    Script = 6,
    SecondToken = 7,
    InternalTrxId = 10,
    ReferenceId = 11,
    Notification = 12,
    SubscriptionRequest = 13,
    HttpRequest = 20,
}

/// What server references begin with.
const WALLET: &str = "WALLET_REF_";
/// What the identifiers of notifications begin with.
const NOTIFICATION: &str = "NTF_";
/// What the identifiers of scripted rules begin with.
const SCRIPT: &str = "SCR_";
/// What the identifiers of messages begin with.
const MESSAGE: &str = "SMS_";

/// What the identifiers of requests begin with.
const REQUEST: &str = "REQ_";

/// How many bytes the longest of these and the digits behind it have.
const LONGEST_NAME: usize = WALLET.len() + 16;

/// A token has as many digits as fit a message that is typed back.
const TOKEN_DIGITS: u32 = 6;
/// The digits of the last position.
const POSITION_DIGITS: u32 = 10;

/// The server's own reference of an attempt.
pub(crate) fn server_reference(identifiers: Identifiers, id: EventId) -> String {
    named(identifiers, WALLET, Series::ServerReference, id)
}

/// The attempt that a server reference is of, if there is one.
pub(crate) fn of_server_reference(identifiers: Identifiers, reference: &str) -> Option<EventId> {
    position(identifiers, WALLET, Series::ServerReference, reference)
}

/// The key of a debit whose biller gave none.
pub(super) fn trid(identifiers: Identifiers, debit: EventId) -> String {
    named(identifiers, "", Series::Trid, debit)
}

/// The token that stands for a customer's consent to a debit.
pub(crate) fn token(identifiers: Identifiers, debit: EventId) -> String {
    identifiers.decimal(Series::Token as u8, debit, TOKEN_DIGITS)
}

/// The token of a message that was sent in the place of an earlier one.
pub(crate) fn second_token(identifiers: Identifiers, message: u32) -> String {
    identifiers.decimal(Series::SecondToken as u8, message, TOKEN_DIGITS)
}

/// The identifier of a message by its position.
pub(crate) fn message(identifiers: Identifiers, position: u32) -> String {
    named(identifiers, MESSAGE, Series::Message, position)
}

/// The position that the identifier of a message is of, if there is one.
pub(crate) fn of_message(identifiers: Identifiers, id: &str) -> Option<u32> {
    position(identifiers, MESSAGE, Series::Message, id)
}

/// The identifier of a notification by its position.
pub(crate) fn notification(identifiers: Identifiers, position: u32) -> String {
    named(identifiers, NOTIFICATION, Series::Notification, position)
}

/// The position that the identifier of a notification is of, if there is one.
pub(crate) fn of_notification(identifiers: Identifiers, id: &str) -> Option<u32> {
    position(identifiers, NOTIFICATION, Series::Notification, id)
}

/// The identifier of a scripted rule by its number.
pub(crate) fn script(identifiers: Identifiers, number: u32) -> String {
    named(identifiers, SCRIPT, Series::Script, number)
}

/// The number that the identifier of a scripted rule is of, if there is one.
pub(crate) fn of_script(identifiers: Identifiers, id: &str) -> Option<u32> {
    position(identifiers, SCRIPT, Series::Script, id)
}

/// A number below a billion, as if by chance.
pub(super) fn draw(identifiers: Identifiers, count: u32) -> u32 {
    let number = identifiers.number(Series::Draw as u8, count);
    // Less than a billion of the 2^64.
    ((u128::from(number) * u128::from(RATE_MAX)) >> u64::BITS) as u32
}

/// The platform's own number of a direct debit.
pub(crate) fn internal_trx_id(identifiers: Identifiers, id: EventId) -> String {
    counted(identifiers, Series::InternalTrxId, id, 15)
}

/// The position that the platform's own number of a direct debit has, if it is one.
pub(crate) fn of_internal_trx_id(identifiers: Identifiers, number: &str) -> Option<EventId> {
    let start = number.len().checked_sub(POSITION_DIGITS as usize)?;
    let id = number.get(start..)?.parse().ok()?;
    (internal_trx_id(identifiers, id) == number).then_some(id)
}

/// The number of a direct debit for the subscriber's bill.
pub(crate) fn reference_id(identifiers: Identifiers, id: EventId) -> String {
    identifiers.decimal(Series::ReferenceId as u8, id, 8)
}

/// The number of a request that has begun or ended a subscription.
pub(super) fn subscription_request(identifiers: Identifiers, position: u32) -> String {
    counted(identifiers, Series::SubscriptionRequest, position, 13)
}

/// The identifier of a request over HTTP that has none of its own.
pub(crate) fn request(identifiers: Identifiers, number: u32) -> String {
    named(identifiers, REQUEST, Series::HttpRequest, number)
}

fn named(identifiers: Identifiers, prefix: &str, series: Series, position: u32) -> String {
    let mut text = String::with_capacity(LONGEST_NAME);
    text.push_str(prefix);
    push_hexadecimal(&mut text, identifiers.number(series as u8, position));
    text
}

fn position(identifiers: Identifiers, prefix: &str, series: Series, name: &str) -> Option<u32> {
    let number = of_hexadecimal(name.strip_prefix(prefix)?)?;
    identifiers.position(series as u8, number)
}

/// So many decimal digits, more than ten, that no other position has: some of chance, then the
/// position.
fn counted(identifiers: Identifiers, series: Series, position: u32, digits: u32) -> String {
    let by_chance = identifiers.decimal(series as u8, position, digits - POSITION_DIGITS);
    let position = count(position as usize);
    let zeros = "0".repeat((POSITION_DIGITS as usize).saturating_sub(position.len()));
    [by_chance, zeros, position].concat()
}
