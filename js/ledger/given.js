// The options that the ledger's methods are given.

/** The name of the application in a copy of options that has nothing else. */
export function applicationOf(options) {
  try {
    const [name, ...others] = Object.keys(options);
    if (name !== "application" || others.length > 0) return undefined;
    const { application } = options;
    return typeof application === "string" ? application : undefined;
  } catch {
    // Nothing that has names, or a copy of what throws.
    return undefined;
  }
}
