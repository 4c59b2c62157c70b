// JSON as people type it: its value with the place of every part, or its first mistake with the
// place of that. The browsers' own readers tell neither in the same way, or at all.

import { ParseErrorCode, visit } from "jsonc-parser";

// The library refuses deeper requests anyway.
const DEEPEST = 100;
const LONGEST_EXCERPT = 30;
const WHOLE_NUMBER = /-?\d+/y;

const NAME = "a name in `\"`";
const NEXT_ITEM = "`,` or `]`";
const NEXT_MEMBER = "`,` or `}`";

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
  const walk = new Walk(text);
  try {
    visit(text, walk, { disallowComments: true });
  } catch (error) {
    if (error instanceof Refusal) return { mistake: error.mistake };
    throw error;
  }
  return { value: JSON.parse(text), places: walk.places };
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

/** Ends the walk at the first mistake. */
class Refusal extends Error {
  constructor(mistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

/** Notes the places along a text, from call to call of the parser. */
class Walk {
  places = new Map();
  /** What is open: the names of each object so far, and null for each list. */
  #open = [];
  /** Where the name of the member begins whose value comes next. */
  #member;
  /** Where the last comma stands. */
  #comma = -1;

  constructor(text) {
    this.text = text;
    // The parser calls them as bare functions.
    this.onObjectBegin = (...place) => this.#begin(new Set(), ...place);
    this.onArrayBegin = (...place) => this.#begin(null, ...place);
    this.onObjectEnd = this.onArrayEnd = () => this.#open.pop();
    this.onLiteralValue = (_value, ...place) => this.#note(...place);
    this.onObjectProperty = (name, start, length) => {
      const names = this.#open.at(-1);
      if (names.has(name)) {
        const message = `the name \`${shortened(name)}\` stands here twice`;
        const help = "remove one of them: only the last would count";
        throw new Refusal({ message, help, start, end: start + length });
      }
      names.add(name);
      this.#member = start;
    };
    this.onSeparator = (mark, start) => {
      if (mark === ",") this.#comma = start;
    };
    this.onError = (code, start, length) => {
      throw new Refusal(this.#mistake(code, start, start + length));
    };
  }

  #begin(names, start, length, line, column, path) {
    if (this.#open.length === DEEPEST) {
      const message = `nested more than ${DEEPEST} deep`;
      throw new Refusal({ message, start, end: start + length });
    }
    this.#note(start, length, line, column, path);
    this.#open.push(names);
  }

  #note(start, length, _line, _column, path) {
    const escaped = path().map((step) => `${step}`.replaceAll("~", "~0").replaceAll("/", "~1"));
    const pointer = escaped.map((step) => `/${step}`).join("");
    this.places.set(pointer, { start: this.#member ?? start, end: start + length });
    this.#member = undefined;
  }

  #mistake(code, start, end) {
    switch (code) {
      case ParseErrorCode.ValueExpected:
        return this.#expected(this.#lacksName() ? NAME : "a value", start, end);
      case ParseErrorCode.PropertyNameExpected:
        return this.#expected(NAME, start, end);
      case ParseErrorCode.ColonExpected:
        return this.#expected("`:`", start, end);
      case ParseErrorCode.CommaExpected:
        return this.#expected(this.#open.at(-1) ? NEXT_MEMBER : NEXT_ITEM, start, end);
      case ParseErrorCode.CloseBraceExpected:
        return this.#expected(this.#endsWith("{") ? NAME : NEXT_MEMBER, start, end);
      case ParseErrorCode.CloseBracketExpected:
        return this.#expected(this.#endsWith("[") ? "a value" : NEXT_ITEM, start, end);
      case ParseErrorCode.EndOfFileExpected:
        return this.#expected("nothing more", start, end);
      case ParseErrorCode.InvalidCommentToken:
        return { message: "JSON has no comments", help: "remove it", start, end };
      case ParseErrorCode.UnexpectedEndOfString:
        return { message: "the text that begins here lacks its closing `\"`", start, end };
      case ParseErrorCode.InvalidCharacter:
      case ParseErrorCode.InvalidEscapeCharacter:
      case ParseErrorCode.InvalidUnicode: {
        const message = "the text has an escape or a control character that JSON does not allow";
        return { message, help: "write a backslash as `\\\\` and a tab as `\\t`", start, end };
      }
      case ParseErrorCode.UnexpectedEndOfNumber:
        WHOLE_NUMBER.lastIndex = start;
        WHOLE_NUMBER.test(this.text);
        return noValue(this.text, WHOLE_NUMBER.lastIndex, end);
      default:
        if (this.text[start] !== "'") return noValue(this.text, start, end);
        return { message: "text stands in `\"`, not in `'`", start, end };
    }
  }

  #expected(what, start, end) {
    const source = this.text.slice(start, end);
    const found = source === "" ? "the end of the text" : `\`${shortened(source)}\``;
    const comma = this.#comma;
    const isClosing = source === (this.#open.at(-1) ? "}" : "]");
    if (isClosing && comma !== -1 && this.text.slice(comma + 1, start).trim() === "") {
      const message = `expected ${what} after the comma, found ${found}`;
      return { message, help: "remove the comma", start: comma, end: comma + 1 };
    }
    const lacksComma = what.startsWith("`,`") && source !== "" && !"{}[]:,".includes(source);
    const help = lacksComma ? "put a comma before it" : undefined;
    return { message: `expected ${what}, found ${found}`, help, start, end };
  }

  /** Whether the innermost object waits for a member. */
  #lacksName() {
    return this.#open.at(-1) instanceof Set && this.#member === undefined;
  }

  #endsWith(bracket) {
    return this.text.trimEnd().endsWith(bracket);
  }
}

function noValue(text, start, end) {
  const message = `\`${shortened(text.slice(start, end))}\` is no JSON value`;
  const help = "text stands in `\"`, and a number has digits before and after its point";
  return { message, help, start, end };
}

function shortened(text) {
  return text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT)}…`;
}
