//! What is sent to subscribers' telephones.

use super::world::World;
use crate::world::tax::AccountType;

/// The number that messages about an account go to: its own if that is a telephone's, else its
/// notify number if the same operator has it.
pub(crate) fn contact(world: &World, subscriber: u32) -> Option<&str> {
    let subscriber = world.subscriber(subscriber)?;
    match subscriber.account_type {
        AccountType::Gsm | AccountType::Cdma => Some(&subscriber.msisdn),
        AccountType::Lte | AccountType::Dtv => {
            let number = subscriber.notify_number.as_deref();
            number.filter(|number| world.config.operator_of(number) == Some(subscriber.operator))
        }
    }
}
