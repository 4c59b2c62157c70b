//! Pages of which origins may call: those of this machine, and those that the configuration names.

use super::message::HttpRequest;
use super::reply::Reply;
use crate::world::Config;

/// The origin of the page that calls, if it is a page and may.
pub(super) fn allowed<'r>(config: &Config, request: &HttpRequest<'r>) -> Option<&'r str> {
    let origin = request.header("origin")?;
    let is_allowed = is_loopback_origin(origin) || is_named(config, origin);
    is_allowed.then_some(origin)
}

/// Whether a request may reach what only whoever tests may do. Pages elsewhere may not, be it by
/// their own name or by one that has come to mean this machine.
pub(super) fn may_steer(config: &Config, request: &HttpRequest<'_>) -> bool {
    let is_elsewhere = request.header("origin").is_some() && allowed(config, request).is_none();
    let is_foreign = request.header("sec-fetch-site").is_some_and(|site| {
        !matches!(site, "same-origin" | "none") && request.header("origin").is_none()
    });
    let host = request.header("host");
    let is_host = host.is_none_or(|host| is_loopback(host) || names_host(config, host));
    !is_elsewhere && !is_foreign && is_host
}

/// What a page that may call has to be told on every answer.
pub(super) fn tell(reply: Reply, origin: &str) -> Reply {
    reply
        .with("access-control-allow-origin", origin)
        .with("access-control-expose-headers", EXPOSED)
        .with("vary", "origin")
}

/// What such a page is told before it calls.
pub(super) fn preflight(reply: Reply, allow: &str) -> Reply {
    reply
        .with("access-control-allow-methods", allow)
        .with("access-control-allow-headers", REQUESTED)
        .with("access-control-max-age", "600")
}

const EXPOSED: &str = "date, link, location, x-mock-lost, x-mock-reason, x-request-id";
const REQUESTED: &str = "accept, apikey, appid, authorization, branchcode, content-type, userid, \
                         x-mock-world, x-request-id";

fn is_named(config: &Config, origin: &str) -> bool {
    config.origins.iter().any(|known| known.eq_ignore_ascii_case(origin))
}

fn names_host(config: &Config, host: &str) -> bool {
    let hosts = config.origins.iter().filter_map(|origin| origin.split_once("://"));
    hosts.into_iter().any(|(_, known)| known.eq_ignore_ascii_case(host))
}

fn is_loopback_origin(origin: &str) -> bool {
    let parts = origin.split_once("://");
    parts.is_some_and(|(scheme, host)| matches!(scheme, "http" | "https") && is_loopback(host))
}

/// Whether a host, perhaps with a port, is this machine: by the names that resolvers keep for it,
/// or by an address of it in the form that browsers write.
fn is_loopback(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[') {
        Some(inner) => {
            let Some((address, rest)) = inner.split_once(']') else { return false };
            (address, rest.strip_prefix(':').unwrap_or(rest))
        }
        None => host.split_once(':').unwrap_or((host, "")),
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    let is_name =
        name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    let address = name.parse::<std::net::IpAddr>();
    is_port && (is_name || address.is_ok_and(|address| address.is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_this_machine() {
        for host in [
            "localhost",
            "LOCALHOST:5173",
            "shop.localhost:80",
            "127.0.0.1",
            "127.9.8.7:8080",
            "[::1]",
            "[::1]:443",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "localhost.site",
            "notlocalhost",
            "127.0.0.1.site",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "128.0.0.1",
            "[::2]",
            "[::1",
            "localhost:80@site",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
        assert!(is_loopback_origin("https://localhost:1"));
        for origin in ["null", "file://localhost", "localhost", "http://localhost/"] {
            assert!(!is_loopback_origin(origin), "{origin}");
        }
    }
}
