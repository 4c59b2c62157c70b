// What a host's price source is told of each line, and which rules the lines name: of what has been
// read of a request.

/**
 * A request as it was read, with its objects as keys: themselves or copies of them.
 *
 * @typedef {object} View
 * @property {(of: any, name: string | number) => any} get what was read of an object or a list
 * @property {(of: any) => any} original the caller's own
 * @property {(of: any) => any} copy an object with what was read
 */

/**
 * A request of which these properties were read.
 *
 * @param {Map<object, Map<string | number, any>>} properties
 * @returns {View}
 */
export function viewOfProperties(properties) {
  return {
    get: (of, name) => properties.get(of)?.get(name),
    original: (of) => of,
    copy: (of) => Object.fromEntries([...properties.get(of)].filter(([, value]) => value != null)),
  };
}

/**
 * A request that is a copy.
 *
 * @param {Map<object, object>} originals
 * @returns {View}
 */
export function viewOfCopy(originals) {
  return { get: fieldOf, original: (of) => originals.get(of) ?? of, copy: (of) => of };
}

/** A field of a copy, where it has one that did not throw. */
function fieldOf(of, name) {
  if (typeof of !== "object" || of === null || !Object.hasOwn(of, name)) return undefined;
  try {
    return of[name];
  } catch {
    return undefined;
  }
}

/** The rules that lines name, and perhaps more. */
export function rulesNamed(request, view) {
  const names = linesOf(request, view).map(({ line }) => view.get(line, "priceRuleId"));
  return new Set(names.filter((name) => typeof name === "string"));
}

/** In the order of the lines. */
export function queriesOf(request, view) {
  const context = named(request, ["applicationCode", "extPrcConsumerService"], view);
  return linesOf(request, view).map(({ transaction, line }) => {
    const { txnRefNo, txnAttributes } = named(transaction, ["txnRefNo", "txnAttributes"], view);
    const attributes = view.original(txnAttributes);
    return { ...context, txnRefNo, txnAttributes: attributes, line: lineTold(line, view) };
  });
}

function linesOf(request, view) {
  const listed = view.get(request, "txnDetails") ?? undefined;
  const transactions = listed === undefined ? [request] : itemsOf(listed, view);
  return transactions.flatMap((transaction) => {
    const lines = itemsOf(view.get(transaction, "priceMethods"), view);
    return lines.map((line) => ({ transaction, line }));
  });
}

function itemsOf(list, view) {
  const length = view.get(list, "length");
  if (!Number.isInteger(length)) return [];
  return Array.from({ length }, (_, index) => view.get(list, index));
}

function named(of, names, view) {
  return Object.fromEntries(names.map((name) => [name, view.get(of, name)]));
}

/** The caller's own line, unless it may have told the module something else. */
function lineTold(line, view) {
  const original = view.original(line);
  try {
    const fields = Object.entries(Object.getOwnPropertyDescriptors(original));
    const isAsRead = fields.every(([name, field]) => {
      if (!("value" in field)) return false;
      const read = view.get(line, name);
      return read === undefined || typeof read === "object" || Object.is(read, field.value);
    });
    if (isAsRead) return original;
  } catch {
    // A proxy that shows nothing.
  }
  return view.copy(line);
}
