const BRAND = Symbol.for("ready-reckoner.ReckonerError");

/** What every function of the package throws for input that it refuses. */
export class ReckonerError extends Error {
  /**
   * Each entry has a copy of this class, because one file is opened faster than two; but an error
   * of any of them is an instance of all, be it of the ledger or the calculators, ESM or CommonJS.
   */
  static [Symbol.hasInstance](value) {
    const isCopy = Object.hasOwn(this.prototype, BRAND);
    if (isCopy) return typeof value === "object" && value !== null && BRAND in value;
    // A class that extends it.
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /** @param {{ code: string, message: string, diagnostics?: object[], problems?: object[] }} of */
  constructor({ code, message, diagnostics = [], problems = [] }) {
    super(message);
    this.code = code;
    this.diagnostics = diagnostics;
    this.problems = problems.map(withFault);
  }

  get [BRAND]() {
    return true;
  }

  // A getter keeps the name when a minifier renames the class, and keeps it out of the own fields.
  get name() {
    return "ReckonerError";
  }
}

/** A problem with whose fault it is, which its path tells. */
function withFault(problem) {
  if (problem.fault !== undefined) return problem;
  const { path } = problem;
  if (path === "/book/externalPrice") return { ...problem, fault: "host" };
  return { ...problem, fault: /^\/book(\/|$)/.test(path) ? "book" : "request" };
}

/**
 * The error of a refusal, which a module throws as plain data; undefined for whatever else is
 * thrown, which is not about the input.
 */
export function asRefusal(thrown) {
  if (thrown instanceof ReckonerError) return thrown;
  if (thrown instanceof Error || typeof thrown?.code !== "string") return undefined;
  return new ReckonerError(thrown);
}

/**
 * Refuses what is not what was expected in its place.
 *
 * @returns {never}
 */
export function refuse(path, message) {
  const code = "wrong-type";
  const start = path === "" ? "" : `${path}: `;
  throw new ReckonerError({
    code,
    message: `${start}${message}`,
    problems: [{ code, path, message }],
  });
}
