//! The tables of `tests/data`: a case a line, its cells between tabs.

/// The rows of a table, without comments and blank lines; cells that are missing are empty.
pub fn rows<const N: usize>(table: &'static str, least: usize) -> Vec<[&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let rows: Vec<_> = lines
        .map(|line| {
            let mut cells = line.split('\t');
            let row = std::array::from_fn(|_| cells.next().unwrap_or_default());
            assert_eq!(cells.next(), None, "too many cells: {line}");
            row
        })
        .collect();
    assert!(rows.len() >= least, "only {} rows", rows.len());
    rows
}
