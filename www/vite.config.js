// The site: plain ES modules and CSS, built from the packed package into www/dist. All addresses
// are relative, so that the folder works wherever it is served.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { constructedStyles } from "./build/constructed-styles.js";
import { contentSecurityPolicy } from "./build/content-security-policy.js";
import { guide } from "./build/guide.js";
import { licences } from "./build/licences.js";
import { offline } from "./build/offline.js";
import { packedPackage } from "./build/packed-package.js";
import { viewStyles } from "./build/view-styles.js";
import { workers } from "./build/workers.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A view's code is called as the view. */
function chunkFileNames({ facadeModuleId }) {
  const view = facadeModuleId?.match(/views\/([^/]+)\/view\.js$/)?.[1];
  return `assets/${view ?? "[name]"}-[hash].js`;
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  cacheDir: `${root}.cache/vite`,
  plugins: [
    constructedStyles(),
    packedPackage(root),
    guide(root),
    workers(),
    contentSecurityPolicy(),
    licences(root),
    offline(),
  ],
  css: { postcss: { plugins: [viewStyles()] } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Each module with the WebAssembly in it is one file by intention.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: { output: { chunkFileNames } },
  },
  server: { fs: { allow: [root] } },
});
