// The page's reader of XML, which knows places, against the package's own, which does not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readXml as readOwn } from "../../pkg/ledger/text.js";

const path = (from) => fileURLToPath(new URL(from, import.meta.url));

/** A file without the zeros that a number of JavaScript does not keep. */
const data = (name) =>
  readFileSync(path(`../data/requests/${name}`), "utf8").replaceAll(".00<", "<");

/** As the site's build resolves it: Node knows no package of the name. */
async function readerOfPage() {
  const { outputFiles } = await build({
    alias: { "ready-reckoner": path("../../pkg") },
    bundle: true,
    entryPoints: [path("../../www/src/views/request/xml.js")],
    format: "esm",
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return (await import(`data:text/javascript;base64,${code}`)).readXml;
}

const readXml = await readerOfPage();

/** Numbers as their texts, which the page leaves as they stand. */
function worded(value) {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(worded);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, worded(field)]));
}

const LINE = "<chargeCode>A</chargeCode><tenor>90</tenor>";
const wrapped = (lines) => `<r><priceMethods>${lines}</priceMethods></r>`;
const NIL = 'xmlns:xsi="x" xsi:nil="true"';

const GOOD = {
  "a file": data("fee.xml"),
  "a file with wrapped lists": data("fee-wrapped.xml"),
  "a transfer": data("transfer.xml"),
  "one item": `<r><priceMethods>${LINE}</priceMethods></r>`,
  "two items": `<r><priceMethods>${LINE}</priceMethods><priceMethods>${LINE}</priceMethods></r>`,
  "a wrapper of its own name": wrapped(`<priceMethods>${LINE}</priceMethods>`),
  "a wrapper of another name": wrapped(`<line>${LINE}</line><line>${LINE}</line>`),
  "a wrapper of one": wrapped(`<line>${LINE}</line>`),
  "a list inside a list": `<r><txnDetails><priceMethods>${LINE}</priceMethods></txnDetails></r>`,
  "an item without content": `<r><priceMethods/><priceMethods>${LINE}</priceMethods></r>`,
  "a field without content": "<r><txnRefNo/><applicationCode> </applicationCode></r>",
  "nothing": "<r/>",
  "nil": `<r ${NIL}></r>`,
  "a nil field": `<r><txnRefNo ${NIL}/><priceMethods ${NIL}/></r>`,
  "prefixes": `<n:r xmlns:n="n"><n:priceMethods>${LINE}</n:priceMethods></n:r>`,
  "a text in parts": "<r><txnRefNo> a<![CDATA[ <b> ]]>&amp;&#65;<!-- c --> </txnRefNo></r>",
  "parents": "<r><priceMethods><parentChargeCode>A</parentChargeCode>" +
    "<parentChargeCode>B</parentChargeCode></priceMethods></r>",
  "a prototype": "<r><__proto__><a>1</a></__proto__></r>",
};

for (const [name, text] of Object.entries(GOOD)) {
  test(`both read ${name}`, () => {
    const { value, mistake, places } = readXml(text);
    assert.equal(mistake, undefined);
    assert.deepEqual(JSON.stringify(value), JSON.stringify(worded(readOwn(text))));
    for (const [pointer, { start, end }] of places) {
      assert.ok(text.slice(start, end).startsWith("<") && text[end - 1] === ">", pointer);
    }
  });
}

const BAD = [
  "", "x", "<a>", "<a", "<a></b>", "<a/><b/>", "<a>x<b/></a>", '<a x="1"/>', "<!DOCTYPE a><a/>",
  "<a>&nbsp;</a>", "<a>\u0001</a>", `<a ${NIL}>x</a>`,
  '<?xml version="1.0" encoding="latin1"?><a/>',
  "<a>".repeat(200) + "</a>".repeat(200), "<a><b>]]></b></a>", "<a>&#0;</a>",
];

for (const text of BAD) {
  test(`both refuse ${JSON.stringify(text.slice(0, 50))}`, () => {
    assert.throws(() => readOwn(text));
    const { mistake } = readXml(text);
    assert.ok(mistake?.message.length > 10);
    assert.ok(mistake.start >= 0 && mistake.end >= mistake.start && mistake.end <= text.length);
  });
}
