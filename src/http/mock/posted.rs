//! What a host posts of a notification.

use hmac_sha256::HMAC;

use crate::flow::{MockLedger, Notice, url};
use crate::http::dialect::{caas, wallet};
use crate::http::json::Object;

/// The API whose form a notification has, and its body.
pub(super) fn body(ledger: &MockLedger, notice: &Notice) -> Option<(&'static str, String)> {
    let caas = caas::notification(ledger, notice.event, notice.at).map(|body| ("caas", body));
    caas.or_else(|| wallet::transaction(ledger, notice.event).map(|body| ("wallet", body)))
}

/// Adds what is posted, with its signature where the application has a secret, and its host if that
/// is one that the configuration lists.
pub(super) fn push(ledger: &MockLedger, notice: &Notice, at: i64, object: &mut Object) {
    let Some((api, body)) = body(ledger, notice) else { return };
    let party = ledger.event(notice.event).map(|event| event.party);
    let application = party.and_then(|party| ledger.world.application(party));
    let secret = application.and_then(|application| application.notification_secret.as_deref());
    object.text("api", api);
    object.optional("signature", secret.map(|secret| signature(secret, at, &body)).as_deref());
    object.text("body", &body);
    let host = url(&ledger.state, notice).and_then(host_of).unwrap_or_default();
    let hosts = &ledger.world.config.notification_hosts;
    let listed = hosts.iter().find(|listed| listed.eq_ignore_ascii_case(host));
    object.optional("listed", listed.map(String::as_str));
}

/// A time in seconds with the code of the text that begins with it.
fn signature(secret: &str, at: i64, body: &str) -> String {
    let seconds = (at / 1_000).to_string();
    let code = HMAC::mac([&seconds, ".", body].concat(), secret);
    let mut text = ["t=", &seconds, ",v1="].concat();
    let digits = code.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    text
}

/// The host of a URL, without its port; nothing if it has none, or one that is not written plainly.
fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    if authority.contains('@') {
        return None;
    }
    match authority.strip_prefix('[') {
        Some(inner) => inner.split_once(']').map(|(address, _)| address),
        None => authority.split(':').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_what_stands_before_the_port() {
        for (rest, host) in [
            ("site/x", Some("site")),
            ("Site:8443?x", Some("Site")),
            ("[::1]:80/", Some("::1")),
            ("site#@other", Some("site")),
            ("site\\@other/", Some("site")),
            ("site@other/", None),
            ("[::1", None),
        ] {
            assert_eq!(host_of(&["http:", rest].join("//")), host, "{rest}");
        }
        assert_eq!(host_of("site"), None);
    }

    #[test]
    fn a_signature_is_a_time_and_a_code() {
        // As `printf '1491264000.{}' | openssl dgst -sha256 -hmac secret` has it.
        let text = signature("secret", 1_491_264_000_999, "{}");
        assert_eq!(text, EXPECTED);
    }

    const EXPECTED: &str =
        "t=1491264000,v1=50487d88ba60e8f1ce36375e66af83ece2002b55cc95094c261b808a24ab7668";
}
