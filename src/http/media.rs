//! The formats of bodies: what a request says that its own is in, and which its answer may be in.

/// A format of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`
    Json,
    /// `application/xml`
    Xml,
    /// `text/xml`, which is the same under its older name.
    TextXml,
    /// `text/event-stream`, which only answers are in.
    EventStream,
}

/// The formats of an API that has both.
const BOTH: [Media; 3] = [Media::Json, Media::Xml, Media::TextXml];

/// The formats that an API reads and writes.
pub(super) fn offered(has_xml: bool) -> &'static [Media] {
    BOTH.get(..if has_xml { BOTH.len() } else { 1 }).unwrap_or_default()
}

impl Media {
    /// The media type, without parameters.
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::Xml => ("application", "xml"),
            Self::TextXml => ("text", "xml"),
            Self::EventStream => ("text", "event-stream"),
        }
    }

    /// What an answer says of its body.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml; charset=utf-8",
            Self::TextXml => "text/xml; charset=utf-8",
            Self::EventStream => "text/event-stream",
        }
    }

    /// Whether it is XML under one of its names.
    pub(super) const fn is_xml(self) -> bool {
        match self {
            Self::Json | Self::EventStream => false,
            Self::Xml | Self::TextXml => true,
        }
    }
}

/// The format that a `Content-Type` names; nothing if it is none of those that are read, or in
/// another encoding than UTF-8.
pub(super) fn of_content(header: Option<&str>, offered: &[Media]) -> Option<Media> {
    let Some(header) = header.filter(|header| !header.is_empty()) else {
        return offered.first().copied();
    };
    let mut parts = outside_quotes(header, ';');
    let (kind, subtype) = parts.next()?.trim().split_once('/')?;
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim().eq_ignore_ascii_case("charset") && !is_utf8(value.trim()) {
            return None;
        }
    }
    let is = |media: &&Media| {
        let (own, sub) = media.name();
        kind.eq_ignore_ascii_case(own) && subtype.eq_ignore_ascii_case(sub)
    };
    offered.iter().find(is).copied()
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim_matches('"');
    ["utf-8", "utf8"].iter().any(|known| charset.eq_ignore_ascii_case(known))
}

/// The format that an `Accept` likes best; of several that it likes as much, the request's own.
/// Nothing if it takes none of them.
pub(super) fn of_accept(header: Option<&str>, own: Media, offered: &[Media]) -> Option<Media> {
    let Some(header) = header.filter(|header| !header.is_empty()) else { return Some(own) };
    let ranges: Vec<_> = outside_quotes(header, ',').filter_map(Range::of).collect();
    let mut best = None;
    for media in [own].iter().chain(offered) {
        let quality = quality(*media, &ranges);
        if quality > best.map_or(0, |(_, known)| known) {
            best = Some((*media, quality));
        }
    }
    best.map(|(media, _)| media)
}

/// A range of media types, such as `text/*;q=0.5`.
struct Range<'h> {
    kind: &'h str,
    subtype: &'h str,
    /// How much it is liked, in thousandths.
    quality: u16,
}

impl<'h> Range<'h> {
    fn of(text: &'h str) -> Option<Self> {
        let mut parts = outside_quotes(text, ';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let mut quality = 1_000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if name.trim().eq_ignore_ascii_case("q") {
                quality = thousandths(value.trim())?;
            }
        }
        Some(Self { kind, subtype, quality })
    }

    /// How precisely it names a media type; nothing if it does not.
    fn precision(&self, media: Media) -> Option<u8> {
        let (kind, subtype) = media.name();
        if !self.kind.eq_ignore_ascii_case(kind) {
            return ((self.kind, self.subtype) == ("*", "*")).then_some(0);
        }
        if self.subtype == "*" {
            return Some(1);
        }
        self.subtype.eq_ignore_ascii_case(subtype).then_some(2)
    }
}

/// How much a media type is liked: what the most precise range says that names it.
fn quality(media: Media, ranges: &[Range<'_>]) -> u16 {
    let fitting = ranges.iter().filter_map(|range| Some((range.precision(media)?, range.quality)));
    fitting.max().map_or(0, |(_, quality)| quality)
}

/// `0`, `1`, or one of them with at most three decimals, which are zeros behind `1`.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !is_digits {
        return None;
    }
    let digits = [whole, fraction, "000"].concat();
    let quality = digits.get(..4)?.parse().ok()?;
    (quality <= 1_000).then_some(quality)
}

/// The parts of a text between separators that are not in quotes.
fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |character| {
        is_quoted ^= character == '"';
        character == separator && !is_quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_of_a_body_is_what_it_says() {
        for (header, json_only, both) in [
            (None, Some(Media::Json), Some(Media::Json)),
            (Some(""), Some(Media::Json), Some(Media::Json)),
            (Some("application/json"), Some(Media::Json), Some(Media::Json)),
            (Some("Application/JSON; Charset=\"UTF-8\""), Some(Media::Json), Some(Media::Json)),
            (Some("application/json;charset=utf8;x=\"a;b\""), Some(Media::Json), Some(Media::Json)),
            (Some("application/xml"), None, Some(Media::Xml)),
            (Some("text/xml;charset=utf-8"), None, Some(Media::TextXml)),
            (Some("application/json; charset=latin1"), None, None),
            (Some("application/json; charset"), None, None),
            (Some("text/plain"), None, None),
            (Some("application/x-www-form-urlencoded"), None, None),
            (Some("json"), None, None),
        ] {
            assert_eq!(of_content(header, offered(false)), json_only, "{header:?}");
            assert_eq!(of_content(header, offered(true)), both, "{header:?}");
        }
    }

    #[test]
    fn an_answer_is_in_what_is_liked_best() {
        for (header, own, liked) in [
            (None, Media::Xml, Some(Media::Xml)),
            (Some("*/*"), Media::TextXml, Some(Media::TextXml)),
            (Some("application/json"), Media::Xml, Some(Media::Json)),
            (Some("application/*"), Media::Xml, Some(Media::Xml)),
            (Some("text/*"), Media::Json, Some(Media::TextXml)),
            (Some("application/xml;q=0.5, application/json;q=0.4"), Media::Json, Some(Media::Xml)),
            (Some("application/xml;q=0.5,*/*;q=0.6"), Media::Xml, Some(Media::Json)),
            (Some("*/*, application/json;q=0"), Media::Json, Some(Media::Xml)),
            (Some("application/json;q=0.001"), Media::Json, Some(Media::Json)),
            (Some("application/json;q=1.001"), Media::Json, None),
            (Some("application/json;q=0"), Media::Json, None),
            (Some("text/html, application/pdf"), Media::Json, None),
            (Some("*/json"), Media::Json, None),
            (Some("nonsense"), Media::Json, None),
        ] {
            assert_eq!(of_accept(header, own, offered(true)), liked, "{header:?}");
        }
        assert_eq!(of_accept(Some("application/xml"), Media::Json, offered(false)), None);
    }
}
