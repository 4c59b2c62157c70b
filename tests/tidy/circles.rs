//! Who knows whom: the arrows between rooms, and no circle among the files of a room.
//!
//! An arrow goes from a file to the file in which something that it names is written, wherever it
//! was imported from: a name that a module only hands on (`pub use`) leads on to its own file. So a
//! `mod.rs` that declares its children and hands on their names uses none of them, and they may use
//! what it defines; but one that also calls them stands in a circle with each child that names
//! something of it. What both need belongs into a file of its own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::rust::{Import, Named, paths};
use super::tree::{Source, complain, rust_of_src, sources_of};

/// The rooms of `src`, each with those that it may use.
pub const ROOMS: &[(&str, &[&str])] = &[
    ("money", &[]),
    ("store", &[]),
    ("diagnostic", &[]),
    ("curve", &["money", "diagnostic"]),
    ("formula", &["money", "diagnostic", "curve"]),
    ("document", &["money", "diagnostic"]),
    ("pricing", &["money", "formula", "curve", "document", "diagnostic"]),
    ("ledger", &["money", "store"]),
    ("world", &["document", "pricing", "money", "diagnostic"]),
    ("flow", &["world", "ledger", "store", "pricing", "document", "money", "diagnostic"]),
    ("http", &["flow", "world", "ledger", "store", "pricing", "document", "money", "diagnostic"]),
    ("wasm", EVERY_ROOM),
    // The crate's root lists the rooms.
    ("", EVERY_ROOM),
];

const EVERY_ROOM: &[&str] = &[
    "http",
    "flow",
    "world",
    "pricing",
    "document",
    "formula",
    "curve",
    "ledger",
    "store",
    "money",
    "diagnostic",
    "wasm",
];

#[test]
fn every_arrow_points_down() {
    complain("uses a room that it may not know", House::new(rust_of_src()).arrows_up());
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let circles = House::new(rust_of_src()).circles();
    complain("is a circle", circles);
}

/// The room that a file of `src` belongs to.
pub fn room(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let room = inside.split(['/', '.']).next().unwrap_or_default();
    if room == "lib" { "" } else { room }
}

/// All modules of the crate, by their paths.
struct House {
    files: BTreeMap<Vec<String>, (Source, Vec<Named>)>,
}

/// That a file uses another one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
    line: usize,
}

impl std::fmt::Display for Arrow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} uses {}", self.from, self.line, self.to)
    }
}

impl House {
    fn new(sources: Vec<Source>) -> House {
        let module = |path: &str| -> Vec<String> {
            let path = path.trim_start_matches("src/").trim_end_matches(".rs");
            let parts = path.split('/').filter(|part| !["mod", "lib"].contains(part));
            parts.map(str::to_owned).collect()
        };
        let files = sources.into_iter().map(|source| {
            let named = paths(&source.tokens);
            (module(&source.path), (source, named))
        });
        House { files: files.collect() }
    }

    /// The arrows between different files.
    fn arrows(&self, counts: impl Fn(&Import) -> bool) -> BTreeSet<Arrow> {
        let mut arrows = BTreeSet::new();
        for (module, (source, named)) in &self.files {
            for named in named.iter().filter(|named| counts(&named.imported)) {
                let to = self.written(module, &named.path, 0);
                let Some((to, _)) = self.files.get(&to).filter(|_| to != *module) else { continue };
                let (from, to) = (source.path.clone(), to.path.clone());
                arrows.insert(Arrow { from, to, line: named.line });
            }
        }
        arrows
    }

    /// The arrows to rooms that may not be known, and the paths through them: a name of `money`
    /// that `pricing` hands on is none of `ledger`'s.
    fn arrows_up(&self) -> Vec<String> {
        let mut wrong = BTreeSet::new();
        let arrows = self.arrows(|_| true);
        wrong.extend(arrows.iter().filter(|arrow| !may_use(&arrow.from, room(&arrow.to))).cloned());
        for (source, named) in self.files.values() {
            for named in named.iter().filter(|named| named.path[0] == "crate") {
                let to = named.path.get(1).map_or("", String::as_str);
                if ROOMS.iter().any(|(room, _)| *room == to) && !may_use(&source.path, to) {
                    let (from, to) = (source.path.clone(), format!("crate::{to}"));
                    wrong.insert(Arrow { from, to, line: named.line });
                }
            }
        }
        wrong.iter().map(ToString::to_string).collect()
    }

    /// The module in whose file a path ends that another module names.
    fn written(&self, from: &[String], path: &[String], turns: usize) -> Vec<String> {
        let mut at = from.to_vec();
        for (index, part) in path.iter().enumerate() {
            match part.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop();
                }
                part => {
                    let child: Vec<_> = at.iter().cloned().chain([part.to_owned()]).collect();
                    if self.files.contains_key(&child) {
                        at = child;
                        continue;
                    }
                    let Some(import) = self.imported(&at, part).filter(|_| turns < 16) else {
                        return at;
                    };
                    let rest = import.iter().chain(&path[index + 1..]).cloned();
                    return self.written(&at, &rest.collect::<Vec<_>>(), turns + 1);
                }
            }
        }
        at
    }

    /// The path that a module has imported under a name.
    fn imported(&self, module: &[String], name: &str) -> Option<&[String]> {
        let (_, named) = self.files.get(module)?;
        let found = named.iter().find(|named| match &named.imported {
            Import::Privately(own) | Import::Again(own) => own == name,
            Import::No => false,
        });
        found.map(|named| named.path.as_slice())
    }

    /// The circles within a room: of each file, the shortest way back to it.
    fn circles(&self) -> Vec<String> {
        let arrows = self.arrows(|import| !import.is_handed_on());
        let within = |arrow: &&Arrow| room(&arrow.from) == room(&arrow.to);
        let mut next: BTreeMap<&str, Vec<&Arrow>> = BTreeMap::new();
        for arrow in arrows.iter().filter(within) {
            next.entry(&arrow.from).or_default().push(arrow);
        }
        let mut circles = BTreeMap::new();
        for start in next.keys() {
            let Some(way) = way_back(start, &next) else { continue };
            let files: BTreeSet<_> = way.iter().map(|arrow| &arrow.from).collect();
            let steps: Vec<_> = way.iter().map(ToString::to_string).collect();
            circles.entry(files).or_insert_with(|| steps.join(",\n    "));
        }
        circles.into_values().collect()
    }
}

/// Whether a file may use a room.
fn may_use(file: &str, other: &str) -> bool {
    let own = room(file);
    let known = ROOMS.iter().find(|(name, _)| *name == own);
    own == other || known.is_some_and(|(_, allowed)| allowed.contains(&other))
}

/// The shortest way from a file back to itself.
fn way_back<'a>(start: &str, next: &BTreeMap<&str, Vec<&'a Arrow>>) -> Option<Vec<&'a Arrow>> {
    let mut ways = VecDeque::from([Vec::new()]);
    let mut met = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let here = way.last().map_or(start, |last: &&Arrow| last.to.as_str());
        for &arrow in next.get(here).into_iter().flatten() {
            let longer: Vec<_> = way.iter().copied().chain([arrow]).collect();
            if arrow.to == start {
                return Some(longer);
            }
            if met.insert(&arrow.to) {
                ways.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn arrows_end_where_a_name_is_written() {
    let house = House::new(sources_of(&[
        ("src/lib.rs", "pub mod a; pub mod b;"),
        ("src/a/mod.rs", "mod one; mod two; pub use one::One; pub const MOST: u8 = 1;"),
        ("src/a/one.rs", "pub struct One; const LEAST: u8 = super::MOST;"),
        ("src/a/two.rs", "use super::One; pub(in crate::a) fn two() { crate::b::inner::work(); }"),
        ("src/b.rs", "mod inner; use crate::a::{One as First, two::{self}};"),
        ("src/b/inner.rs", "use super::First; // crate::a::two"),
    ]));
    let arrows: Vec<_> =
        house.arrows(|import| !import.is_handed_on()).iter().map(ToString::to_string).collect();
    let expected = [
        "src/a/one.rs:1 uses src/a/mod.rs",
        "src/a/two.rs:1 uses src/a/one.rs",
        "src/a/two.rs:1 uses src/b/inner.rs",
        "src/b.rs:1 uses src/a/one.rs",
        "src/b.rs:1 uses src/a/two.rs",
        "src/b/inner.rs:1 uses src/a/one.rs",
    ];
    assert_eq!(arrows, expected);
}

#[test]
fn arrows_that_point_up_are_found() {
    let house = House::new(sources_of(&[
        ("src/money/mod.rs", "mod a; pub use a::A;"),
        ("src/money/a.rs", "pub struct A;"),
        ("src/pricing.rs", "pub use crate::money::A; pub type B = u8;"),
        (
            "src/ledger.rs",
            "use crate::money::A;\nuse crate::pricing::A as C;\ntype D = super::pricing::B;",
        ),
    ]));
    let expected = ["src/ledger.rs:2 uses crate::pricing", "src/ledger.rs:3 uses src/pricing.rs"];
    assert_eq!(house.arrows_up(), expected);
}

#[test]
fn circles_are_found() {
    let circles = |sources: &[_]| House::new(sources_of(sources)).circles();
    let handed_on = ("src/a/mod.rs", "mod one; mod two; pub use one::One; pub struct Own;");
    let one = ("src/a/one.rs", "use super::Own; pub struct One;");
    assert_eq!(circles(&[handed_on, one]), [""; 0]);
    let called = ("src/a/mod.rs", "mod one; pub struct Own; fn own() { one::work() }");
    let expected = "src/a/mod.rs:1 uses src/a/one.rs,\n    src/a/one.rs:1 uses src/a/mod.rs";
    assert_eq!(circles(&[called, one]), [expected]);
    let used = ("src/a/mod.rs", "mod one; pub use one::One; pub struct Own(One);");
    assert_eq!(circles(&[used, one]), [expected]);
    let two = ("src/a/two.rs", "use super::three::Three; pub type Two = u8;");
    let three = ("src/a/three.rs", "struct Three(super::four::Four);");
    let four = ("src/a/four.rs", "\nfn four() -> super::two::Two { 4 }");
    assert_eq!(circles(&[handed_on, two, three]), [""; 0]);
    let found = circles(&[handed_on, two, three, four]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("src/a/four.rs:2 uses src/a/two.rs,"), "{found:?}");
    // Rooms are held apart by the arrows, which all point down.
    let other = ("src/b.rs", "use crate::a::two::Two; pub type Other = u8;");
    let back = ("src/a/two.rs", "use crate::b::Other; pub type Two = u8;");
    assert_eq!(circles(&[other, back]), [""; 0]);
}
