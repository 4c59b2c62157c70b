// Workers as chunks of the site's own build: `worker:./file.js` is the address of a module worker.
// Vite would bundle each worker apart, with a second copy of the package in it; so they share it
// with the page.

import { basename, dirname, resolve } from "node:path";

const PREFIX = "worker:";

/** What the files of workers begin with. */
const NAME = "worker-";

export function workers() {
  let isBuild;
  return {
    name: "workers",
    enforce: "pre",

    config: (_config, { command }) => {
      isBuild = command === "build";
      // Where there is no document, nothing can be loaded ahead.
      const resolveDependencies = (_file, dependencies, { hostId }) =>
        basename(hostId).startsWith(NAME) ? [] : dependencies;
      return { build: { modulePreload: { resolveDependencies } } };
    },

    resolveId(source, importer) {
      if (!source.startsWith(PREFIX)) return null;
      return `\0${PREFIX}${resolve(dirname(importer), source.slice(PREFIX.length))}`;
    },

    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const file = id.slice(PREFIX.length + 1);
      // The development server bundles nothing, so nothing is there twice.
      if (!isBuild) return `export { default } from "${file}?worker&url";`;
      const name = NAME + basename(file, ".js");
      const reference = this.emitFile({ type: "chunk", id: file, name });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
