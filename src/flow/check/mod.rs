//! What an operation asks before it changes anything. Each check is a function of the world and the
//! state that says why not.

pub(super) mod funds;
pub(super) mod idempotency;
pub(super) mod limits;
pub(super) mod permission;
pub(super) mod script;
