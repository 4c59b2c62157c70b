// What a host's price source is told of each line, and which rules the lines name: of a copy of the
// request.

/** The rules that lines name. */
export function rulesNamed(request) {
  const names = linesOf(request).map(({ line }) => fieldOf(line, "priceRuleId"));
  return new Set(names.filter((name) => typeof name === "string"));
}

/**
 * In the order of the lines.
 *
 * @param {Map<object, object>} originals what the copies are copies of
 */
export function queriesOf(request, originals) {
  const context = named(request, ["applicationCode", "extPrcConsumerService"]);
  return linesOf(request).map(({ transaction, line }) => {
    const { txnRefNo, txnAttributes } = named(transaction, ["txnRefNo", "txnAttributes"]);
    const attributes = originals.get(txnAttributes) ?? txnAttributes;
    const told = lineTold(line, originals.get(line));
    return { ...context, txnRefNo, txnAttributes: attributes, line: told };
  });
}

function linesOf(request) {
  const listed = fieldOf(request, "txnDetails") ?? undefined;
  const transactions = listed === undefined ? [request] : itemsOf(listed);
  return transactions.flatMap((transaction) => {
    const lines = itemsOf(fieldOf(transaction, "priceMethods"));
    return lines.map((line) => ({ transaction, line }));
  });
}

function itemsOf(list) {
  const length = Array.isArray(list) ? fieldOf(list, "length") : undefined;
  return Number.isInteger(length) ? Array.from({ length }, (_, index) => list[index]) : [];
}

function named(of, names) {
  return Object.fromEntries(names.map((name) => [name, fieldOf(of, name)]));
}

/** A field of a copy, where it has one that did not throw. */
function fieldOf(of, name) {
  if (typeof of !== "object" || of === null) return undefined;
  try {
    return Object.hasOwn(of, name) ? of[name] : undefined;
  } catch {
    return undefined;
  }
}

/** The caller's own line, unless it may tell the source something else than was read. */
function lineTold(line, original) {
  try {
    const fields = Object.entries(Object.getOwnPropertyDescriptors(original));
    const isAsRead = fields.every(([name, { value }]) => {
      const read = fieldOf(line, name);
      return typeof read === "object" || Object.is(read, value);
    });
    // A getter of its class could answer otherwise the next time.
    const isWhole = Object.keys(line).every((name) => Object.hasOwn(original, name));
    if (isAsRead && isWhole) return original;
  } catch {
    // A proxy that shows nothing.
  }
  return line;
}
