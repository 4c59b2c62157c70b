import { importsOf, withImports } from "../size/wasm.mjs";

/** What all functions are imported from. */
const FROM = "wbg";

/**
 * A module and its glue with short names between them.
 *
 * @param {Buffer} module
 * @param {string} glue as wasm-bindgen writes it
 */
export function shortened(module, glue) {
  const imports = importsOf(module);
  // Numbered as the glue lists them: two builds of one module have the same glue, and may import in
  // different orders.
  const listed = imports.map(({ name }) => name).sort((one, other) => {
    return glue.indexOf(`${one}: `) - glue.indexOf(`${other}: `);
  });
  const names = imports.map(({ name }) => `f${listed.indexOf(name).toString(36)}`);
  let text = glue;
  // The glue has each as the key of an object's entry.
  const rename = (from, to) => {
    const [before, after, ...more] = text.split(`${from}: `);
    if (after === undefined || more.length > 0) {
      throw new Error(`the glue has \`${from}\` not once: adapt scripts/imports/shortened.mjs`);
    }
    text = [before, after].join(`${to}: `);
  };
  imports.forEach(({ name }, index) => rename(name, names[index]));
  for (const from of new Set(imports.map(({ from }) => from))) rename(`"${from}"`, FROM);
  return { module: withImports(module, names.map((name) => ({ from: FROM, name }))), glue: text };
}
