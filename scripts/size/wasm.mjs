// What a WebAssembly file consists of: its sections, its functions and their names.

const HEADER_BYTES = 8;
const SECTIONS = [
  "custom",
  "types",
  "imports",
  "functions",
  "tables",
  "memories",
  "globals",
  "exports",
  "start",
  "elements",
  "code",
  "data",
  "data count",
  "tags",
];
const IMPORTS = SECTIONS.indexOf("imports");
const EXPORTS = SECTIONS.indexOf("exports");
const CODE = SECTIONS.indexOf("code");
const CUSTOM = SECTIONS.indexOf("custom");
const FUNCTION_NAMES = 1;

/** The kind of an export that is a function. */
const FUNCTION = 0;

/** The body of a function without variables: `unreachable`, `end`. */
const TRAP = [0x00, 0x00, 0x0b];

/** What `scripts/order` puts before the names of functions. */
const PLACE = /^\d+ /;

/**
 * @typedef {object} Piece
 * @property {string} name
 * @property {number} start where its bytes begin in the file
 * @property {number} end
 */

/**
 * The file's sections, the header among them.
 *
 * @param {Buffer} file
 * @returns {Piece[]}
 */
export function sections(file) {
  const header = { name: "header", start: 0, end: HEADER_BYTES };
  return [header, ...contents(file).map(({ name, start, end }) => ({ name, start, end }))];
}

/**
 * The functions that the file defines, by the names that another has for them: the one that the
 * file was before its names were taken off.
 *
 * @param {Buffer} file
 * @param {Buffer} named
 * @returns {Piece[]}
 */
export function functions(file, named) {
  const names = functionNames(named);
  const code = contents(file).find(({ id }) => id === CODE);
  const reader = new Reader(file, code.inside);
  const count = reader.number();
  const first = importedFunctions(file);
  return Array.from({ length: count }, (_, index) => {
    const start = reader.at;
    reader.skip(reader.number());
    const name = names.get(first + index)?.replace(PLACE, "") ?? "(no name)";
    return { name, start, end: reader.at };
  });
}

/**
 * The same file with other names for the functions that it defines, in their order.
 *
 * @param {Buffer} file
 * @param {string[]} names
 * @returns {Buffer}
 */
export function withNames(file, names) {
  const first = importedFunctions(file);
  const rows = names.map((name, index) => [...number(first + index), ...text(name)]);
  const section = [FUNCTION_NAMES, ...sized([...number(names.length), ...rows.flat()])];
  const isKept = ({ id, inside }) => id !== CUSTOM || new Reader(file, inside).text() !== "name";
  return Buffer.concat([
    file.subarray(0, HEADER_BYTES),
    ...contents(file).filter(isKept).map(({ start, end }) => file.subarray(start, end)),
    Buffer.from([CUSTOM, ...sized([...text("name"), ...section])]),
  ]);
}

/**
 * The same file with traps in place of the functions that it defines, but for some.
 *
 * @param {Buffer} file
 * @param {Set<number>} kept by their places among those that the file defines
 * @returns {Buffer}
 */
export function withTraps(file, kept) {
  const bodies = functions(file, file).map(({ start, end }, index) =>
    kept.has(index) ? file.subarray(start, end) : Buffer.from(sized(TRAP)),
  );
  return withSection(file, CODE, [Buffer.from(number(bodies.length)), ...bodies]);
}

/**
 * The same file without exports of some functions.
 *
 * @param {Buffer} file
 * @param {(index: number, name: string) => boolean} isKept by the function's number in the file
 * @returns {Buffer}
 */
export function withExports(file, isKept) {
  const reader = new Reader(file, contents(file).find(({ id }) => id === EXPORTS).inside);
  const rows = Array.from({ length: reader.number() }, () => {
    const start = reader.at;
    const name = reader.text();
    const isFunction = reader.byte() === FUNCTION;
    const index = reader.number();
    return isFunction && !isKept(index, name) ? undefined : file.subarray(start, reader.at);
  });
  const left = rows.filter((row) => row !== undefined);
  return withSection(file, EXPORTS, [Buffer.from(number(left.length)), ...left]);
}

/** What a module imports, if that is nothing but functions. */
export function importsOf(file) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(file));
  const other = imports.find(({ kind }) => kind !== "function");
  if (other !== undefined) throw new Error(`${other.name} is imported and no function`);
  return imports.map(({ module: from, name }) => ({ from, name }));
}

/**
 * The same file with other names for the functions that it imports, in their order.
 *
 * @param {Buffer} file
 * @param {{ from: string, name: string }[]} imports
 * @returns {Buffer}
 */
export function withImports(file, imports) {
  const reader = new Reader(file, contents(file).find(({ id }) => id === IMPORTS).inside);
  reader.number();
  const rows = imports.map(({ from, name }) => {
    reader.text();
    reader.text();
    return [...text(from), ...text(name), reader.byte(), ...number(reader.number())];
  });
  return withSection(file, IMPORTS, [Buffer.from([...number(imports.length), ...rows.flat()])]);
}

/** The same file with other contents of one section. */
function withSection(file, section, pieces) {
  const { start, end } = contents(file).find(({ id }) => id === section);
  const inside = Buffer.concat(pieces);
  const head = Buffer.from([section, ...number(inside.length)]);
  return Buffer.concat([file.subarray(0, start), head, inside, file.subarray(end)]);
}

/** Each section with its id, and where what follows its size begins. */
function contents(file) {
  const reader = new Reader(file, HEADER_BYTES);
  const found = [];
  while (reader.at < file.length) {
    const start = reader.at;
    const id = reader.byte();
    const length = reader.number();
    const inside = reader.at;
    reader.skip(length);
    found.push({ id, name: SECTIONS[id] ?? String(id), start, inside, end: reader.at });
  }
  return found;
}

/** How many functions the file imports: those that it defines are numbered after them. */
export function importedFunctions(file) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(file));
  return imports.filter(({ kind }) => kind === "function").length;
}

/** The names by the functions' numbers; the tools have written them as Rust spells paths. */
function functionNames(file) {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(file), "name");
  const reader = new Reader(Buffer.from(section ?? []), 0);
  const names = new Map();
  while (!reader.isAtEnd) {
    const kind = reader.byte();
    const length = reader.number();
    if (kind !== FUNCTION_NAMES) {
      reader.skip(length);
      continue;
    }
    for (let left = reader.number(); left > 0; left -= 1) {
      names.set(reader.number(), reader.text());
    }
  }
  return names;
}

/** A number as {@link Reader} reads it. */
function number(value) {
  return value < 128 ? [value] : [128 + (value % 128), ...number(Math.floor(value / 128))];
}

function text(value) {
  return sized([...Buffer.from(value)]);
}

/** Bytes behind their number. */
function sized(bytes) {
  return [...number(bytes.length), ...bytes];
}

class Reader {
  #bytes;

  /** @param {Buffer} bytes @param {number} at */
  constructor(bytes, at) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isAtEnd() {
    return this.at >= this.#bytes.length;
  }

  byte() {
    this.at += 1;
    return this.#bytes[this.at - 1];
  }

  /** A number in groups of seven bits, the lowest first. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  text() {
    const length = this.number();
    this.skip(length);
    return this.#bytes.toString("utf8", this.at - length, this.at);
  }

  skip(length) {
    this.at += length;
  }
}
