//! Maps that a snapshot holds in the order of their keys.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Reads a map whose keys must rise, as they do wherever a map was written.
///
/// # Errors
/// They do not, or it is no map.
pub fn ascending<'de, D, K, V>(source: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Ord + Deserialize<'de>,
    V: Deserialize<'de>,
{
    let entries: Vec<(K, V)> = Vec::deserialize(source)?;
    if entries.is_sorted_by(|(one, _), (next, _)| one < next) {
        // Collected, they would be sorted once more.
        let mut map = BTreeMap::new();
        map.extend(entries);
        Ok(map)
    } else {
        Err(D::Error::custom("a key does not rise"))
    }
}
