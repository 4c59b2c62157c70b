//! Rust text as tokens, and the few things that the rules ask of it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A word, a literal, a bracket or a character of punctuation; `::` is one token.
#[derive(Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
    /// How many brackets are open around it; a bracket itself stands outside of its content.
    pub depth: usize,
}

/// The tokens of a text, without its comments, its tests, and what stands in quotes.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let stream: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let mut flat = Vec::new();
    flatten(stream, 0, &mut flat);
    while let Some(tests) = tests(&flat) {
        flat.drain(tests);
    }
    Ok(flat)
}

/// Where the first item stands that is compiled in tests only, with its attribute.
fn tests(tokens: &[Token]) -> Option<RangeInclusive<usize>> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let is_it = |window: &[Token]| window.iter().map(|token| &token.text).eq(ATTRIBUTE);
    let from = tokens.windows(ATTRIBUTE.len()).position(is_it)?;
    let mut end = next_of(tokens, from, &["{", ";"])?;
    if tokens[end].text == "{" {
        end = next_of(tokens, end, &["}"])?;
    }
    Some(from..=end)
}

fn flatten(stream: TokenStream, depth: usize, flat: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => bracketed(&group, depth, flat),
            TokenTree::Ident(word) => flat.push(Token { text: word.to_string(), line, depth }),
            TokenTree::Literal(_) => flat.push(Token { text: "\"\"".to_owned(), line, depth }),
            TokenTree::Punct(point) => match flat.last_mut() {
                Some(last) if last.text == ":" && point.as_char() == ':' => last.text.push(':'),
                _ => flat.push(Token { text: point.to_string(), line, depth }),
            },
        }
    }
}

fn bracketed(group: &Group, depth: usize, flat: &mut Vec<Token>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Brace => ("{", "}"),
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    let bracket = |text: &str, line| Token { text: text.to_owned(), line, depth };
    flat.push(bracket(open, group.span_open().start().line));
    flatten(group.stream(), depth + 1, flat);
    flat.push(bracket(close, group.span_close().end().line));
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Where the first of the texts stands, from a token on and as deep as that.
fn next_of(tokens: &[Token], from: usize, texts: &[&str]) -> Option<usize> {
    let depth = tokens[from].depth;
    let rest = tokens.iter().enumerate().skip(from + 1);
    let mut rest = rest.take_while(|(_, token)| token.depth >= depth);
    rest.find(|(_, token)| token.depth == depth && texts.contains(&token.text.as_str()))
        .map(|(at, _)| at)
}

/// The functions of a text: name, first line, and how many lines from `fn` to the closing brace.
pub fn functions(tokens: &[Token]) -> Vec<(&str, usize, usize)> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [first, name] = pair else { continue };
        if first.text != "fn" || !is_word(&name.text) {
            continue;
        }
        let Some(open) = next_of(tokens, at, &["{", ";"]) else { continue };
        let Some(close) = next_of(tokens, open, &["}"]).filter(|_| tokens[open].text == "{") else {
            continue;
        };
        found.push((name.text.as_str(), first.line, tokens[close].line - first.line + 1));
    }
    found
}

/// Whether an item can begin here: `-> impl Trait` is none.
fn begins_item(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    before.is_none_or(|before| {
        before.depth < tokens[at].depth && before.text == "{"
            || [";", "}", "]", "unsafe"].contains(&before.text.as_str())
    })
}

/// The names of structs, enums, traits and type aliases with their lines; associated types have
/// the names that their trait gives them.
pub fn types(tokens: &[Token]) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut associated = BTreeSet::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [keyword, name] = pair else { continue };
        let keyword_is = |texts: &[&str]| texts.contains(&keyword.text.as_str());
        if keyword_is(&["impl"]) && begins_item(tokens, at) || keyword_is(&["trait"]) {
            let body = next_of(tokens, at, &["{"]);
            let end = body.and_then(|open| next_of(tokens, open, &["}"]));
            associated.extend(body.zip(end).into_iter().flat_map(|(open, close)| open..close));
        }
        let item = keyword_is(&["struct", "enum", "trait"])
            || keyword_is(&["type"]) && !associated.contains(&at);
        // In a macro, `$type as Trait` declares nothing.
        let variable = at > 0 && tokens[at - 1].text == "$";
        if item && !variable && is_word(&name.text) {
            found.push((name.text.as_str(), name.line));
        }
    }
    found
}

/// The lines of the inherent `impl` blocks of a type.
pub fn inherent_impls(tokens: &[Token], of: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.text != "impl" || !begins_item(tokens, at) {
            continue;
        }
        let Some(open) = next_of(tokens, at, &["{"]) else { continue };
        let head: Vec<_> = tokens[at + 1..open].iter().map(|token| token.text.as_str()).collect();
        let head = head.split(|text| *text == "where").next().unwrap_or_default();
        // In `impl<T: Trait<Name>> Other`, the name is no type that is implemented.
        let implemented = match head.split_first() {
            Some((&"<", rest)) => &rest[closing(rest)..],
            _ => head,
        };
        let path = implemented.split(|text| *text == "<").next().unwrap_or_default();
        if path.last() == Some(&of) && !head.contains(&"for") {
            found.push(token.line);
        }
    }
    found
}

/// Behind the `>` that closes what a `<` in front of these texts opened.
fn closing(texts: &[&str]) -> usize {
    let mut open = 1;
    for (at, text) in texts.iter().enumerate() {
        match *text {
            "<" => open += 1,
            ">" => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at + 1;
        }
    }
    texts.len()
}

/// A path that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
    pub imported: Import,
}

/// What a path is named for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// In the middle of code.
    No,
    /// By a `use`, and under which name.
    Privately(String),
    /// By a `pub use` that hands the name on, in a text that does not use it.
    Again(String),
}

impl Import {
    pub fn is_handed_on(&self) -> bool {
        matches!(self, Import::Again(_))
    }
}

/// The paths that are imported, and those that begin with `crate`, `self`, `super`, or a module
/// that the text declares.
pub fn paths(tokens: &[Token]) -> Vec<Named> {
    let declared = modules(tokens);
    let mut found = Vec::new();
    let mut bare = BTreeSet::new();
    let mut imports_end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text.as_str();
        let before = at.checked_sub(1).map_or("", |before| tokens[before].text.as_str());
        let after = tokens.get(at + 1).map_or("", |after| after.text.as_str());
        let public = ["pub", ")"].contains(&before);
        if text == "use" && (public || begins_item(tokens, at)) {
            imports_end = next_of(tokens, at, &[";"]).unwrap_or(at);
            let named = |name| if public { Import::Again(name) } else { Import::Privately(name) };
            branches(tokens, at + 1, Vec::new(), &named, &mut found);
        }
        if at <= imports_end || ["::", ".", "fn", "mod"].contains(&before) {
            continue;
        }
        if text.starts_with(char::is_uppercase) || ["(", "!"].contains(&after) {
            bare.insert(text);
        }
        // `pub(in crate::room)` says who may look, and uses nothing.
        let visibility = before == "in" && tokens[at.saturating_sub(2)].text == "(";
        let begins = ["crate", "self", "super"].contains(&text) || declared.contains(text);
        if begins && after == "::" && !visibility {
            branches(tokens, at, Vec::new(), &|_| Import::No, &mut found);
        }
    }
    for named in &mut found {
        if let Import::Again(name) = &named.imported
            && bare.contains(name.as_str())
        {
            named.imported = Import::Privately(name.clone());
        }
    }
    found
}

/// Follows a path, and the branches of a tree of imports.
fn branches(
    tokens: &[Token],
    mut at: usize,
    mut path: Vec<String>,
    named: &dyn Fn(String) -> Import,
    found: &mut Vec<Named>,
) {
    let line = tokens[at].line;
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            let close = next_of(tokens, at, &["}"]).unwrap_or(tokens.len());
            let mut branch = at + 1;
            while branch < close {
                branches(tokens, branch, path.clone(), named, found);
                branch = next_of(tokens, branch, &[","]).map_or(close, |comma| comma + 1);
            }
            return;
        }
        if !is_word(&token.text) && token.text != "*" {
            break;
        }
        path.push(token.text.clone());
        at += 1;
        if tokens.get(at).is_none_or(|next| next.text != "::") {
            break;
        }
        at += 1;
    }
    // `use super::x::{self}` names the module in front of the brace.
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let renamed = tokens.get(at).filter(|next| next.text == "as").and(tokens.get(at + 1));
    let name = renamed.map(|token| &token.text).or(path.last()).cloned().unwrap_or_default();
    // `use $crate::x` and `use ::x` begin with no word.
    if !path.is_empty() {
        found.push(Named { imported: named(name), path, line });
    }
}

/// The modules that a text declares in files of their own.
fn modules(tokens: &[Token]) -> BTreeSet<&str> {
    let declared = tokens.windows(3).filter(|three| three[0].text == "mod" && three[2].text == ";");
    declared.map(|three| three[1].text.as_str()).collect()
}
