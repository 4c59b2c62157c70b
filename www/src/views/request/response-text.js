// The answer to a request as a text to keep: JSON, or the XML of the charge service where the
// request was XML. Amounts stay the texts that they are, with every digit.

const ROOT = "TransactionDetailsResponseDto";
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * @param {import("ready-reckoner").ChargeCalculationResponse} response
 * @param {"json" | "xml"} format
 */
export function responseText(response, format) {
  if (format === "json") return `${JSON.stringify(response, null, 2)}\n`;
  const documents = (response.txnDetails ?? [response]).map(alone);
  const [name, content] =
    documents.length === 1 ? [ROOT, documents[0]] : [`${ROOT}s`, { [ROOT]: documents }];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementOf(name, content, "")}`;
}

/** A transaction alone: one that stands alone in a list is told beside the list as well. */
function alone({ txnRefNo, chargeDetails }) {
  return txnRefNo === undefined ? { chargeDetails } : { txnRefNo, chargeDetails };
}

function elementOf(name, value, indent) {
  if (Array.isArray(value)) return value.map((item) => elementOf(name, item, indent)).join("");
  if (typeof value !== "object") return `${indent}<${name}>${escaped(value)}</${name}>\n`;
  const inside = Object.entries(value).map(([field, content]) =>
    elementOf(field, content, `${indent}  `),
  );
  return `${indent}<${name}>\n${inside.join("")}${indent}</${name}>\n`;
}

function escaped(value) {
  return String(value).replaceAll(/[&<>]/g, (mark) => MARKS[mark]);
}
