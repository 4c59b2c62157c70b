// CodeMirror puts its styles into the document by `style-mod`: as a style element, which the page's
// policy refuses, unless the editor stands in a shadow root, where it makes a constructed style
// sheet. Documents have those as well, and descriptions by id do not reach into shadow roots.

const MODULE = /\/style-mod\/src\/style-mod\.js$/;
const CONDITION = "!root.head && root.adoptedStyleSheets";

export function constructedStyles() {
  return {
    name: "constructed-styles",
    transform(code, id) {
      if (!MODULE.test(id)) return null;
      if (!code.includes(CONDITION)) throw new Error("style-mod chooses its styles in another way");
      return { code: code.replace(CONDITION, "root.adoptedStyleSheets"), map: null };
    },
  };
}
