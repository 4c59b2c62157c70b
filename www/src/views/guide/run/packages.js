// What a block of code in the page can import. The build marks the blocks that import anything else
// (www/build/guide/listing.js).

const PACKAGES = {
  "ready-reckoner": () => import("ready-reckoner"),
  "ready-reckoner/ledger": () => import("ready-reckoner/ledger"),
  "ready-reckoner/server": () => import("ready-reckoner/server"),
};

/**
 * The module of a name; its code is loaded when it is first asked for.
 *
 * @param {string} name
 * @param {string[]} [names] what is wanted of it
 */
export async function importPackage(name, names = []) {
  if (!Object.hasOwn(PACKAGES, name)) {
    const known = Object.keys(PACKAGES).join(", ");
    throw new Error(`${name} cannot be imported in this page, which has ${known}`);
  }
  const module = await PACKAGES[name]();
  const missing = names.find((wanted) => !(wanted in module));
  if (missing !== undefined) throw new SyntaxError(`${name} exports no ${missing}`);
  return module;
}
