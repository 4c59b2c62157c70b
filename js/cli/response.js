// The answer to a request as a document: the response of the charge service. The module has put its
// fields in their order.

import { safeJson, safeXml } from "./print.js";

/** The fields that are numbers there; all others are strings. */
const NUMBERS = new Set([
  "charge",
  "exchangeRate",
  "maxChgAmount",
  "maxChgPct",
  "minChgAmount",
  "minChgPct",
]);

const ROOT = "TransactionDetailsResponseDto";

/** The transactions of a response, be it of a list of transactions or of a bare one. */
export function transactionsOf(response) {
  return response.txnDetails ?? [response];
}

/** JSON: an object for one transaction, else a list. */
export function writeJsonResponse(response) {
  const documents = transactionsOf(response).map(alone);
  return safeJson(`${json(documents.length === 1 ? documents[0] : documents, "")}\n`);
}

/** XML: an element for one transaction, else a list in a root of its own. */
export function writeXmlResponse(response, writeXml) {
  const documents = transactionsOf(response).map(alone);
  const [only] = documents;
  const xml =
    documents.length === 1
      ? writeXml(only, ROOT)
      : writeXml({ [ROOT]: documents }, `${ROOT}s`);
  return safeXml(indented(xml));
}

/** A transaction alone: one that stands alone in a list is told beside the list as well. */
function alone({ txnRefNo, chargeDetails }) {
  return txnRefNo === undefined ? { chargeDetails } : { txnRefNo, chargeDetails };
}

/**
 * Amounts are numerals with the digits that they have: no number of JavaScript keeps them. A
 * fraction has no numeral.
 */
function json(value, indent) {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return block("[", value.map((item) => inner + json(item, inner)), `${indent}]`);
  }
  if (typeof value === "string") return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => {
    const isNumeral = NUMBERS.has(name) && !field.includes("/");
    return `${inner}"${name}": ${isNumeral ? field : json(field, inner)}`;
  });
  return block("{", fields, `${indent}}`);
}

function block(open, lines, close) {
  return lines.length === 0 ? open + close.trim() : `${open}\n${lines.join(",\n")}\n${close}`;
}

const XML_TOKEN = /<\?.*?\?>|<(\w+)>[^<]*<\/\1>|<(\/?)\w+>/g;

/** Every tag on a line of its own, but texts as they are. */
function indented(xml) {
  let depth = 0;
  let text = "";
  for (const [token, , end] of xml.matchAll(XML_TOKEN)) {
    if (end === "/") depth -= 1;
    text += `${"  ".repeat(depth)}${token}\n`;
    if (end === "") depth += 1;
  }
  return text;
}
