// What is kept of those who wait for debits.

/** A promise, and how it is resolved. */
export function deferred() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}

/** What a debit is called among all billers' debits. */
export function nameOf({ trid, biller }) {
  return JSON.stringify([biller, trid]);
}
