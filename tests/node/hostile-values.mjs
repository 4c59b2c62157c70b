// Values that no caller means: gone, lying, endless or far too large.

function gone(Kind) {
  const array = new Kind(64);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

function shrunk(Kind) {
  const buffer = Reflect.construct(ArrayBuffer, [800, { maxByteLength: 800 }]);
  const array = new Kind(buffer, 80, 10);
  buffer["resize"](8);
  return array;
}

class Subclass extends Float64Array {
  get length() {
    return 1e9;
  }
  subarray() {
    throw new Error("a subarray that throws");
  }
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Counts how often an endless value is asked for something. */
export const asked = { times: 0 };

const endless = new Proxy([], {
  get(_, key) {
    asked.times += 1;
    return key === "length" ? Infinity : endless;
  },
});
const bush = new Proxy({}, {
  get() {
    asked.times += 1;
    return bush;
  },
  getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }),
  ownKeys: () => ["a", "b", "c", "d"],
});

const cyclic = { list: [] };
cyclic.self = cyclic;
cyclic.list.push(cyclic);

/** Values of which everything that may be read is read, which takes its time. */
export const ENDLESS = { "a list": endless, "a tree": bush, "a cycle": cyclic };

/** Values that are gone, or lie of their length, or of what they are. */
export const ODD = {
  "a detached array": gone(Float64Array),
  "detached bytes": gone(Uint8Array),
  "a shrunk array": shrunk(Float64Array),
  "shared memory": new BigInt64Array(new SharedArrayBuffer(64)),
  "a buffer": new ArrayBuffer(64),
  "a view": new DataView(new ArrayBuffer(64)),
  "a subclassed array": new Subclass(4),
  "an array-like": { 0: "1", length: 2 ** 32 },
  "a revoked proxy": revoked({}),
  "a revoked list": revoked([]),
  "a text as an object": new String("5"),
  "what says that it is 5": { [Symbol.toPrimitive]: () => 5, toJSON: () => 5, valueOf: () => 5 },
  "a function": () => "5",
  "a class": Subclass,
  "a symbol": Symbol.iterator,
  "a lone surrogate": "\ud800",
  "the text undefined": "undefined",
  "its prototype": JSON.parse('{ "__proto__": { "flat": "9" }, "constructor": 1 }'),
  "no number": NaN,
  "more than all": Infinity,
  "less than none": -0,
};

/** Values that are far too large; each is cheap as long as nobody looks into it. */
export const LARGE = {
  "a text of 400 MB": "A".repeat(400e6),
  "a number of a million digits": 1n << (1n << 22n),
  "bytes": new Uint8Array(12.8e6),
  "floats": new Float64Array(1e6),
  "a list of ten million": new Array(1e7).fill("1"),
  "a list without items": new Array(2 ** 32 - 1),
  "a hundred thousand fields": Object.fromEntries(
    Array.from({ length: 1e5 }, (_, index) => [`f${index}`, index]),
  ),
  "a name of 400 MB": { ["B".repeat(400e6)]: 1 },
};
