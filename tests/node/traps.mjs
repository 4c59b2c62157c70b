// Traps on demand, inside the package as it is shipped: every step over the border between
// JavaScript and a module is counted, and one of them ends in WebAssembly's `unreachable`. A step
// out of the module, such as a call for a property, has the module's own frames below it: they are
// torn down as by a trap of its own, with handles borrowed and the stack where it was.

const UNREACHABLE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0,
  0, 11,
]);
const { Instance, Module } = WebAssembly;
const { t: trap } = new Instance(new Module(UNREACHABLE)).exports;

let left = Infinity;
let fail = trap;

/** The name of the function of a module that traps when it is called next. */
let named;

/** How many instances were made. */
export let instances = 0;

function step() {
  left -= 1;
  if (left !== 0) return;
  left = Infinity;
  fail();
}

function counted(functions) {
  const entries = Object.entries(functions).map(([name, value]) => {
    if (typeof value !== "function") return [name, value];
    const inner = (...given) => {
      if (name === named) {
        named = undefined;
        trap();
      }
      step();
      const answer = value(...given);
      step();
      return answer;
    };
    return [name, inner];
  });
  return Object.fromEntries(entries);
}

/** Must be called before the first call of the package. */
export function watch() {
  WebAssembly.Instance = class extends Instance {
    #exports;

    constructor(module, imports) {
      const entries = Object.entries(imports).map(([name, inner]) => [name, counted(inner)]);
      super(module, Object.fromEntries(entries));
      instances += 1;
      this.#exports = counted(super.exports);
    }

    get exports() {
      return this.#exports;
    }
  };
}

/** Has a function of a module trap when it is called next. */
export function arm(name) {
  named = name;
}

/**
 * What a call throws that traps at a step; undefined if it has fewer steps. What it answers or
 * refuses before is no matter.
 */
export function trapped(call, at, how = trap) {
  left = at;
  fail = how;
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  const isOver = left !== Infinity;
  left = Infinity;
  return isOver ? undefined : (thrown ?? "an answer");
}

/**
 * Makes a call at each depth of the stack, from its very end back to here: the codes of how it
 * ended, "stack" where there was no room for it, and "none" where it was answered.
 */
export function atEndOfStack(call) {
  const codes = new Set();
  const dig = () => {
    try {
      dig();
    } catch {
      // There is hardly any room.
    }
    try {
      call();
      codes.add("none");
    } catch (error) {
      codes.add(error instanceof RangeError ? "stack" : error.code);
    }
  };
  dig();
  return [...codes];
}
