// A request to an operation, of what is filled in.

/**
 * @typedef {object} ApiRequest
 * @property {string} method
 * @property {string} path with its query
 * @property {Record<string, string>} headers
 * @property {string} [body]
 *
 * @typedef {object} Filled
 * @property {Record<string, string>} values of the parameters, by their names
 * @property {string} token
 * @property {string} apiKey
 * @property {string} type the media type of the body
 * @property {string} body
 */

/**
 * @param {import("./document.js").Operation} operation
 * @param {Filled} filled
 * @returns {ApiRequest}
 */
export function requestOf(operation, { values, token, apiKey, type, body }) {
  const { method, parameters, security, bodies } = operation;
  const of = (place) =>
    parameters.filter((it) => it.in === place && (it.required || (values[it.name] ?? "") !== ""));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(values[name] ?? ""),
  );
  const query = new URLSearchParams(of("query").map(({ name }) => [name, values[name] ?? ""]));
  const headers = {
    ...(security.includes("apiKey") && { apikey: apiKey }),
    ...(security.includes("bearer") && { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(of("header").map(({ name }) => [name.toLowerCase(), values[name] ?? ""])),
    ...(bodies.length > 0 && { "content-type": type }),
  };
  return {
    method,
    path: query.size === 0 ? path : `${path}?${query}`,
    headers,
    ...(bodies.length > 0 && { body }),
  };
}
