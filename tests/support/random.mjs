// Chance that is the same in every run: the one generator of tests and benchmarks in JavaScript.

/**
 * Numbers in [0, 1) from a seed, by mulberry32. `below` gives a whole number under a limit, and
 * `pick` one of a list.
 */
export function seeded(seed) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  random.below = (limit) => Math.floor(random() * limit);
  random.pick = (list) => list[random.below(list.length)];
  return random;
}
