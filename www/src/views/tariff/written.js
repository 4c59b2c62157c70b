// A rule as it is written for reading: a line for each of its fields and for each of its tiers.

/** As JSON. */
export function asJson(rule) {
  return written(rule, JSON.stringify);
}

/** As JavaScript, where names need no quotation marks. */
export function asScript(value) {
  return written(value, (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)));
}

/** A field that has no tiers stands in one line with the others, unless one has some. */
function written(value, name) {
  if (!isObject(value)) return inLine(value, name);
  const fields = Object.entries(value);
  const list = fields.some(([, it]) => Array.isArray(it));
  if (!list) return inLine(value, name);
  const lines = fields.map(([key, it]) => {
    const text = Array.isArray(it) && it.length > 0 ? listed(it, name) : inLine(it, name);
    return `  ${name(key)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}

function listed(values, name) {
  return `[\n${values.map((value) => `    ${inLine(value, name)}`).join(",\n")}\n  ]`;
}

function inLine(value, name) {
  if (Array.isArray(value)) return `[${value.map((it) => inLine(it, name)).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, it]) => `${name(key)}: ${inLine(it, name)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
