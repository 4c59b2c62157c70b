// JSON as people type it: its value with the place of every part, or its first mistake with the
// place of that. The browsers' own readers tell neither in the same way, or at all.

// The library refuses deeper requests anyway.
const DEEPEST = 100;
const LONGEST_EXCERPT = 30;
const MISSING = "put a comma before it";

const SPACE = /[ \t\n\r]*/y;
const TOKEN = new RegExp(
  [
    String.raw`(?<mark>[{}[\]:,])`,
    String.raw`(?<string>"[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\0-\x1f]*)*")`,
    String.raw`(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)`,
    "(?<word>true|false|null)",
  ].join("|"),
  "y",
);
const EXCERPT = /[^\s{}[\]:,"]+|[^]/uy;

/**
 * @typedef {{ start: number, end: number }} Place in UTF-16 code units
 * @typedef {Place & { message: string, help?: string }} Mistake
 */

/**
 * @param {string} text
 * @returns {{ value: unknown, places: Map<string, Place> } | { mistake: Mistake }} the places by
 *   JSON pointer: a member's begins with its name, and a list or an object ends after its bracket
 */
export function readJson(text) {
  try {
    const reader = new Reader(text);
    return { value: reader.whole(), places: reader.places };
  } catch (error) {
    if (error instanceof Refusal) return { mistake: error.mistake };
    throw error;
  }
}

/** The place of a pointer, or, where nothing stands there, of what it would stand in. */
export function placeOf(places, pointer) {
  let nearest = pointer;
  while (nearest !== "" && !places.has(nearest)) {
    nearest = nearest.slice(0, nearest.lastIndexOf("/"));
  }
  return places.get(nearest);
}

/**
 * Tells where in a text a place begins, counted from 1 as editors do.
 *
 * @returns {(at: number) => { line: number, column: number }}
 */
export function linesOf(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return (at) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - starts[low] + 1 };
  };
}

class Refusal extends Error {
  constructor(mistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

/** Holds the token that is to be read next. */
class Reader {
  places = new Map();

  constructor(text) {
    this.text = text;
    this.advance(0);
  }

  whole() {
    const value = this.value("", this.token.start, 0);
    if (this.token.kind !== "end") this.refuse("nothing more");
    return value;
  }

  value(pointer, from, depth) {
    const { kind, source, start, end } = this.token;
    const opens = source === "{" || source === "[";
    if (!opens && (kind === "mark" || kind === "end")) this.refuse("a value");
    if (opens && depth === DEEPEST) {
      throw new Refusal({ message: `nested more than ${DEEPEST} deep`, start, end });
    }
    this.places.set(pointer, { start: from, end });
    this.advance();
    if (!opens) return JSON.parse(source);
    return source === "{" ? this.object(pointer, depth + 1) : this.array(pointer, depth + 1);
  }

  object(pointer, depth) {
    const members = new Map();
    this.list("}", "a name in `\"`", () => {
      const { kind, source, start, end } = this.token;
      if (kind !== "string") this.refuse("a name in `\"`");
      const name = JSON.parse(source);
      if (members.has(name)) {
        const message = `the name \`${shortened(name)}\` stands here twice`;
        const help = "remove one of them: only the last would count";
        throw new Refusal({ message, help, start, end });
      }
      this.advance();
      this.take(":");
      const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
      members.set(name, this.value(`${pointer}/${escaped}`, start, depth));
    });
    return Object.fromEntries(members);
  }

  array(pointer, depth) {
    const items = [];
    this.list("]", "a value", () => {
      items.push(this.value(`${pointer}/${items.length}`, this.token.start, depth));
    });
    return items;
  }

  /** What stands between brackets, parted by commas, and the closing one. */
  list(closing, what, item) {
    if (this.token.source !== closing) {
      item();
      while (this.token.source === ",") {
        const { start, end } = this.token;
        this.advance();
        if (this.token.source === closing) {
          const message = `expected ${what} after the comma, found \`${closing}\``;
          throw new Refusal({ message, help: "remove the comma", start, end });
        }
        item();
      }
    }
    this.take(closing, `\`,\` or \`${closing}\``);
  }

  take(mark, what = `\`${mark}\``) {
    if (this.token.source !== mark) this.refuse(what);
    this.advance();
  }

  refuse(what) {
    const { kind, source, start, end } = this.token;
    const found = kind === "end" ? "the end of the text" : `\`${shortened(source)}\``;
    const help = what.startsWith("`,`") && kind !== "mark" && kind !== "end" ? MISSING : undefined;
    throw new Refusal({ message: `expected ${what}, found ${found}`, help, start, end });
  }

  advance(from = this.token.end) {
    SPACE.lastIndex = from;
    SPACE.exec(this.text);
    const start = SPACE.lastIndex;
    TOKEN.lastIndex = start;
    const found = TOKEN.exec(this.text);
    if (found) {
      const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
      this.token = { kind, source: found[0], start, end: TOKEN.lastIndex };
    } else if (start === this.text.length) {
      this.token = { kind: "end", source: "", start, end: start };
    } else {
      throw new Refusal(stray(this.text, start));
    }
  }
}

/** Why no token begins here. */
function stray(text, start) {
  const found = excerpt(text, start);
  const place = { start, end: start + found.length };
  switch (text[start]) {
    case '"':
      return { ...brokenString(text, start), start, end: endOfLine(text, start) };
    case "'":
      return { message: "text stands in `\"`, not in `'`", ...place };
    case "/":
      return { message: "JSON has no comments", help: "remove it", ...place };
    default: {
      const help = "text stands in `\"`, and a number has digits before and after its point";
      return { message: `\`${shortened(found)}\` is no JSON value`, help, ...place };
    }
  }
}

function brokenString(text, start) {
  const closed = /"(?:[^"\\\n]|\\.)*"/y;
  closed.lastIndex = start;
  if (!closed.test(text)) return { message: "the text that begins here lacks its closing `\"`" };
  return {
    message: "the text has an escape or a control character that JSON does not allow",
    help: "write a backslash as `\\\\` and a tab as `\\t`",
  };
}

function endOfLine(text, start) {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

function excerpt(text, start) {
  EXCERPT.lastIndex = start;
  return EXCERPT.exec(text)[0];
}

function shortened(text) {
  return text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT)}…`;
}
