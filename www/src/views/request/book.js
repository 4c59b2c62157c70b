// A price book: a map of rules by their identities, or an object that has one in `rules`, as the
// command reads it.

/** What tells a price rule from a map of rules. */
const FORMS = ["flat", "percentage", "perUnit", "graduated", "volume", "formula", "priceMethod"];

/**
 * @param {unknown} value of the text
 * @returns {{ book: object, path: string }} what the package takes, and the pointer under which its
 *   problems speak of the text
 */
export function bookOf(value) {
  if (!isObject(value)) return { book: { rules: value }, path: "/book/rules" };
  if (Object.hasOwn(value, "rules") && !isRule(value.rules)) return { book: value, path: "/book" };
  // What a file says to editors is no rule.
  const { $schema, ...rules } = value;
  const isMark = typeof $schema === "string";
  return { book: { rules: isMark ? rules : value }, path: "/book/rules" };
}

/** The rules of a book by their identities, as far as it has any. */
export function rulesOf(value) {
  const { rules } = bookOf(value).book;
  return isObject(rules) ? Object.entries(rules) : [];
}

/** Whether an object is a price rule, which a map may have under any name. */
function isRule(value) {
  const isField = (name) => !isObject(value[name]);
  return isObject(value) && FORMS.some((name) => Object.hasOwn(value, name) && isField(name));
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
