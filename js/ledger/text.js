// JSON and XML documents for the command, which imports this when it meets a document.

import * as raw from "./ready_reckoner.js";
import { started } from "./start.js";

/**
 * A JSON document as plain data. A number that JavaScript's would change is a string; what is
 * dangerous or ambiguous, such as a field that is given twice, is refused with its line and column.
 */
export function readJson(text) {
  return started(() => raw.readJson(text));
}

/** A request in XML as the plain data that the same request has in JSON. */
export function readXml(text) {
  return started(() => raw.readXml(text));
}

/** Plain data as an XML document, whose root element has the given name. */
export function writeXml(data, root) {
  return started(() => raw.writeXml(data, root));
}
