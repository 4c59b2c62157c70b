// Lets a test import modules of the site outside a browser: what they import of the package comes
// from pkg/, as `ready-reckoner` calls itself.

import { register } from "node:module";

const parentURL = new URL("../../../pkg/package.json", import.meta.url).href;
const hooks = `
  export const resolve = (specifier, context, next) =>
    specifier.startsWith("ready-reckoner")
      ? next(specifier, { ...context, parentURL: ${JSON.stringify(parentURL)} })
      : next(specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
