// The order in which gzip makes least of pieces of bytes. The best one is out of reach: from the
// longest piece on, the next is always the one that shares most with those shortly before it.

/** So many bytes in a row are a repetition worth finding. */
const RUN = 6;

/** What more pieces have than this is close by in every order. */
const MOST_PIECES = 200;

/** How far back is looked, in bytes: less than gzip does, by what the next piece takes itself. */
const WINDOW = 24_000;

/**
 * The indices of the pieces in their new order.
 *
 * @param {Uint8Array[]} pieces
 * @returns {number[]}
 */
export function ordered(pieces) {
  if (pieces.length === 0) return [];
  const { runsOf, piecesOf } = shared(pieces);
  // A long piece shares more with any other than a short one, and is not the better for it.
  const scale = pieces.map((piece) => piece.length ** 0.8 + 20);
  const common = new Float64Array(pieces.length);
  const near = new Map();
  const left = new Set(pieces.keys());
  const order = [];
  let first = 0;
  let length = 0;

  /** What the run adds to each piece that has it. */
  const weigh = (run, sign) => {
    const owners = piecesOf.get(run);
    const weight = sign / Math.log(2 + owners.length);
    for (const owner of owners) common[owner] += weight;
  };
  const enter = (piece) => {
    for (const run of runsOf[piece]) {
      const count = near.get(run) ?? 0;
      near.set(run, count + 1);
      if (count === 0) weigh(run, 1);
    }
  };
  const leave = (piece) => {
    for (const run of runsOf[piece]) {
      const count = near.get(run);
      near.set(run, count - 1);
      if (count === 1) weigh(run, -1);
    }
  };

  let next = longest(pieces);
  while (next !== undefined) {
    left.delete(next);
    order.push(next);
    enter(next);
    length += pieces[next].length;
    while (length > WINDOW && first < order.length - 1) {
      leave(order[first]);
      length -= pieces[order[first]].length;
      first += 1;
    }
    next = best(left, (piece) => common[piece] / scale[piece]);
  }
  return order;
}

/** The runs of each piece that others have too, and the pieces of each run. */
function shared(pieces) {
  const piecesOf = new Map();
  const all = pieces.map((piece, index) => {
    const runs = new Set();
    for (let at = 0; at + RUN <= piece.length; at += 1) runs.add(runAt(piece, at));
    for (const run of runs) {
      if (!piecesOf.has(run)) piecesOf.set(run, []);
      piecesOf.get(run).push(index);
    }
    return runs;
  });
  const isShared = (run) => {
    const { length } = piecesOf.get(run);
    return length > 1 && length <= MOST_PIECES;
  };
  return { piecesOf, runsOf: all.map((runs) => [...runs].filter(isShared)) };
}

/** A run as a number, which is exact up to six bytes. */
function runAt(piece, at) {
  let run = 0;
  for (let offset = 0; offset < RUN; offset += 1) run = run * 256 + piece[at + offset];
  return run;
}

function longest(pieces) {
  return best(pieces.keys(), (piece) => pieces[piece].length);
}

/** The item with the highest score, the first of equal ones; nothing of none. */
function best(items, score) {
  let found;
  let highest = -Infinity;
  for (const item of items) {
    const its = score(item);
    if (its > highest) [found, highest] = [item, its];
  }
  return found;
}
