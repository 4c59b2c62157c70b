// What the samples compare with.

import { ReckonerError } from "ready-reckoner";

export function same(found: unknown, sample: unknown): void {
  const [a, b] = [found, sample].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`expected ${b}, found ${a}`);
}

/** The same fields with values of the same types; what sentences say is not a matter of types. */
export function alike(found: unknown, sample: unknown): void {
  same(shape(found), shape(sample));
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => [key, shape(field)]);
}

/** The code of the error that is thrown. */
export function refusal(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    return error instanceof ReckonerError ? error.code : String(error);
  }
}
