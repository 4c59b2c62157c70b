//! Where a request goes to: its path and its query.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The prefix that the documents' own addresses have.
const PREFIX: &str = "/apicall";

/// The path of a URL, without the prefix, and its query; neither is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UrlParts<'u> {
    pub(super) path: &'u str,
    pub(super) query: &'u str,
}

impl<'u> UrlParts<'u> {
    /// Reads a path with its query, or a whole URL.
    pub(super) fn of(url: &'u str) -> Self {
        let (url, _) = parted(url, b'#');
        let (url, query) = parted(url, b'?');
        // What begins with a slash has no scheme.
        let whole = if url.starts_with('/') { None } else { url.split_once("://") };
        let path = match whole {
            Some((scheme, rest)) if !scheme.contains('/') => {
                rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/")
            }
            _ => url,
        };
        let inner = path.strip_prefix(PREFIX).filter(|inner| inner.starts_with('/'));
        Self { path: inner.unwrap_or(path), query }
    }

    /// The fields of the query in their order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Cow<'u, str>, Cow<'u, str>)> {
        form_urlencoded::parse(self.query.as_bytes())
    }
}

/// A URL, or what might be one, without the name and the password that may stand before its host.
pub(super) fn without_user(url: &str) -> Cow<'_, str> {
    let Some((before, rest)) = url.split_once("//") else { return url.into() };
    let is_url = before.is_empty() || before.ends_with(':');
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    match rest.split_at_checked(end).and_then(|(authority, _)| authority.rfind('@')) {
        Some(at) if is_url => {
            [before, "//", rest.get(at + 1..).unwrap_or_default()].concat().into()
        }
        _ => url.into(),
    }
}

/// What is before and behind a character of ASCII; all is before it if there is none.
fn parted(text: &str, character: u8) -> (&str, &str) {
    let at = text.bytes().position(|byte| byte == character);
    let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    parts.unwrap_or((text, ""))
}

/// A part of a path; bytes that are no text become U+FFFD, which nothing is called.
pub(super) fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_who_a_url_is_for() {
        for (url, told) in [
            ("http://user:secret@site:80/a@b?c@d", "http://site:80/a@b?c@d"),
            ("https://secret@site", "https://site"),
            ("http://a@b@site/", "http://site/"),
            ("//user:secret@site/x", "//site/x"),
            ("http://site/a@b", "http://site/a@b"),
            ("/a//b@c", "/a//b@c"),
            ("a@b", "a@b"),
            ("//é@é", "//é"),
            ("", ""),
        ] {
            assert_eq!(without_user(url), told, "{url}");
        }
    }

    #[test]
    fn paths_are_found_in_every_form() {
        for (url, path, query) in [
            ("/charges", "/charges", ""),
            ("/charges/", "/charges/", ""),
            ("/apicall/charges?a=1&b", "/charges", "a=1&b"),
            ("/apicall", "/apicall", ""),
            ("/apicalls/charges", "/apicalls/charges", ""),
            ("/apicall/apicall/charges", "/apicall/charges", ""),
            ("http://127.0.0.1:8080/apicall/charges#part", "/charges", ""),
            ("https://site?x=/y", "/", "x=/y"),
            ("https://site", "/", ""),
            ("/a?to=http://site/b", "/a", "to=http://site/b"),
            ("/a/b://c", "/a/b://c", ""),
            ("", "", ""),
        ] {
            assert_eq!(UrlParts::of(url), UrlParts { path, query }, "{url}");
        }
        assert_eq!(decoded("tel%3A%2B94"), "tel:+94");
        assert_eq!(decoded("tel:+94"), "tel:+94");
        assert_eq!(decoded("%ff%2"), "\u{FFFD}%2");
    }
}
