//! From a path to the API that has it.

use std::sync::OnceLock;

use matchit::Router;

use super::apis::apis;
use super::route::{Route, ServedApi};

/// The operations of an API on a path.
pub(super) struct Routed {
    pub(super) api: &'static ServedApi,
    routes: Vec<&'static Route>,
}

/// What a path leads to, and the parts of it that the route names, not decoded.
pub(super) fn find(path: &str) -> Option<(&'static Routed, Vec<&str>)> {
    static ROUTER: OnceLock<Router<Routed>> = OnceLock::new();
    let found = ROUTER.get_or_init(router).at(path).ok()?;
    Some((found.value, found.params.iter().map(|(_, part)| part).collect()))
}

fn router() -> Router<Routed> {
    let mut paths: Vec<(&str, Routed)> = Vec::new();
    for api in apis() {
        for route in api.routes {
            match paths.iter_mut().find(|(path, _)| *path == route.path) {
                Some((_, routed)) => routed.routes.push(route),
                None => paths.push((route.path, Routed { api, routes: vec![route] })),
            }
        }
    }
    let mut router = Router::new();
    for (path, routed) in paths {
        // A test finds every route by its path.
        let _ = router.insert(path, routed);
    }
    router
}

impl Routed {
    /// The operation with a method; `HEAD` is answered as `GET` is.
    pub(super) fn route(&self, method: &str) -> Option<&'static Route> {
        let method = if method == "HEAD" { "GET" } else { method };
        self.routes.iter().copied().find(|route| route.method == method)
    }

    /// The methods of the path, for `Allow`.
    pub(super) fn allow(&self) -> String {
        let mut allow = String::new();
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] {
            if self.route(method).is_some() {
                allow.push_str(method);
                allow.push_str(", ");
            }
        }
        allow + "OPTIONS"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_found_by_its_path() {
        for api in apis() {
            for route in api.routes {
                let found = find(route.path).map(|(routed, _)| routed);
                let found = found.and_then(|routed| routed.route(route.method));
                assert!(found.is_some_and(|found| std::ptr::eq(found, route)), "{}", route.path);
            }
        }
    }
}
