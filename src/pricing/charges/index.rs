//! Positions by name.

/// What positions are looked up by: a number and two texts.
pub(super) type Key<'t> = (usize, &'t str, &'t str);

/// The position that each key was first entered with.
///
/// A table of chains. The standard library's is quicker beyond a million keys, and eight times as
/// much code in every page that charges.
pub(super) struct Index<'t> {
    /// The first entry of each chain, counted from 1.
    chains: Vec<usize>,
    entries: Vec<Entry<'t>>,
}

struct Entry<'t> {
    key: Key<'t>,
    position: usize,
    /// The next entry of the chain, counted from 1.
    next: usize,
}

impl<'t> Index<'t> {
    /// An index for so many keys.
    pub(super) fn new(keys: usize) -> Self {
        Self { chains: vec![0; (keys + 1).next_power_of_two()], entries: Vec::with_capacity(keys) }
    }

    /// The position of a key.
    pub(super) fn get(&self, key: Key<'_>) -> Option<usize> {
        self.find(self.chain(key), key).map(|entry| entry.position)
    }

    /// The position of a key, which is entered now if it is new.
    pub(super) fn enter(&mut self, key: Key<'t>, position: usize) -> usize {
        let chain = self.chain(key);
        if let Some(entry) = self.find(chain, key) {
            return entry.position;
        }
        let next = self.chains.get(chain).copied().unwrap_or_default();
        self.entries.push(Entry { key, position, next });
        if let Some(first) = self.chains.get_mut(chain) {
            *first = self.entries.len();
        }
        position
    }

    fn find(&self, chain: usize, key: Key<'_>) -> Option<&Entry<'t>> {
        let mut next = self.chains.get(chain).copied()?;
        loop {
            let entry = self.entries.get(next.checked_sub(1)?)?;
            if entry.key == key {
                return Some(entry);
            }
            next = entry.next;
        }
    }

    /// FNV-1a over everything in the key.
    fn chain(&self, (number, one, other): Key<'_>) -> usize {
        let mut hash = 0x811C_9DC5_u32 ^ number as u32;
        for text in &[one, "\0", other] {
            for byte in text.as_bytes() {
                hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
            }
        }
        // Low bits of the product depend only on low bits of what went in.
        (hash ^ (hash >> 15)) as usize & (self.chains.len() - 1)
    }
}
