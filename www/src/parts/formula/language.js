// The language of rules for CodeMirror: its parts, to colour them. The package gives places of
// mistakes but no tokens, so that the parts are told by the same expression as in the text field's
// mirror; JSON has its own.

import { StreamLanguage } from "@codemirror/language";
import { tags, tagHighlighter } from "@lezer/highlight";
import { isObject } from "../rule.js";
import { TOKEN } from "./marks.js";

const STRING = /"(?:[^"\\]|\\.)*"/u.source;
const JSON_TOKEN = new RegExp(
  `(?<name>${STRING}(?=\\s*:))|(?<text>${STRING}?)|(?<number>-?\\d[\\d.]*)`,
  "uy",
);

const TAGS = {
  bar: tags.separator,
  comparator: tags.compareOperator,
  letter: tags.unit,
  name: tags.propertyName,
  number: tags.number,
  text: tags.string,
};

/** The rule as a language, in which a text that begins with a brace is JSON. */
export function ruleLanguage(text) {
  const expression = isObject(text) ? JSON_TOKEN : new RegExp(TOKEN.source, "iuy");
  return StreamLanguage.define({
    tokenTable: TAGS,
    token(stream) {
      expression.lastIndex = stream.pos;
      const found = expression.exec(stream.string);
      if (found === null) {
        stream.next();
        return null;
      }
      stream.pos += found[0].length;
      return Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    },
  });
}

/** The parts by the classes that the page's own styles know. */
export const highlighter = tagHighlighter([
  { tag: tags.separator, class: "bar" },
  { tag: tags.compareOperator, class: "comparator" },
  { tag: tags.unit, class: "letter" },
  { tag: tags.number, class: "number" },
  { tag: tags.propertyName, class: "letter" },
  { tag: tags.string, class: "number" },
]);
