// A block of code as a module that tells what its lines give: the value of every statement that is
// an expression, of a constant with a remark behind it, and what is printed. Lines stay where they
// are, so that an error's line is that of the block.
//
//   round("2.345");       // → "2.35"              a value
//   const a = round("1"); // → "1.00"              of a constant, where there is a remark
//   round("1e3");         // throws amount-exponent    the block goes on behind it

import { parse } from "acorn";
import { full } from "acorn-walk";

/** What the module calls to tell, by a name that no example has. */
export const TELLER = "__guide";

const REMARK = /^ (→|throws) /;

/** Statements that declare something for the whole module: nothing goes wrong in them. */
const DECLARATIONS = ["ClassDeclaration", "FunctionDeclaration"];

/**
 * @typedef {{ start: number, end: number, text: string }} Edit what stands for a piece of the text
 *
 * @param {string} text
 * @returns {{ code: string, imports: boolean }} the text of the module, and whether the block says
 *   what it imports
 * @throws {SyntaxError} with `loc`, the place
 */
export function instrument(text) {
  const remarks = new Map();
  const program = parse(text, {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
    onComment(_isBlock, comment, _start, _end, { line }) {
      const kind = REMARK.exec(comment)?.[1];
      if (kind !== undefined) remarks.set(line, kind);
    },
  });
  const edits = program.body.flatMap((node) => editsOf(node, remarks.get(node.loc.end.line)));
  full(program, (node) => edits.push(...editsInside(node)));
  const imports = program.body.some(({ type }) => type === "ImportDeclaration");
  return { code: edited(text, edits), imports };
}

/** @returns {Edit[]} of a statement of the module, with the remark behind it */
function editsOf(node, remark) {
  if (node.type === "ImportDeclaration") return [{ ...placeOf(node), text: awaited(node) }];
  if (DECLARATIONS.includes(node.type) || node.type.startsWith("Export")) return [];
  const { line } = node.loc.end;
  const begin = insert(node.start, `${TELLER}.at(${line}); `);
  if (node.type === "ExpressionStatement" && node.directive === undefined) {
    const isRefused = remark === "throws";
    const caught = ` } catch (error) { ${TELLER}.thrown(${line}, error); }`;
    const { start, end } = node.expression;
    return [
      begin,
      insert(start, `${isRefused ? "try { " : ""}${TELLER}.value(${line}, (`),
      insert(end, "))"),
      insert(node.end, isRefused ? `;${caught}` : ";"),
    ];
  }
  const [only, ...others] = node.declarations ?? [];
  if (remark === "→" && only?.id.type === "Identifier" && others.length === 0) {
    return [begin, insert(node.end, `; ${TELLER}.value(${line}, ${only.id.name});`)];
  }
  return [begin];
}

/** @returns {Edit[]} of what may stand anywhere */
function editsInside({ type, object, source, start, loc }) {
  if (type === "MemberExpression" && object.type === "Identifier" && object.name === "console") {
    return [{ ...placeOf(object), text: `${TELLER}.console(${loc.end.line})` }];
  }
  // Modules come from the page alone.
  if (type === "ImportExpression") return [{ start, end: source.start, text: `${TELLER}.load(` }];
  return [];
}

/** An import as a statement: a module that is made of a text has no place to import from. */
function awaited({ source, specifiers }) {
  const whole = specifiers.find(({ type }) => type === "ImportNamespaceSpecifier");
  const parts = specifiers
    .filter((specifier) => specifier !== whole)
    .map(({ imported, local }) => [imported?.name ?? imported?.value ?? "default", local.name]);
  const names = JSON.stringify(parts.map(([name]) => name));
  const pattern = parts.map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(", ");
  const loaded = `await ${TELLER}.load(${source.raw}, ${names})`;
  const all = whole ? ` const ${whole.local.name} = await ${TELLER}.load(${source.raw});` : "";
  return `const { ${pattern} } = ${loaded};${all}`;
}

function edited(text, edits) {
  // At one place, what is inserted stands before what is replaced; the order is kept otherwise.
  const sorted = edits.sort((a, b) => a.start - b.start || a.end - b.end);
  let code = "";
  let at = 0;
  for (const { start, end, text: piece } of sorted) {
    code += text.slice(at, start) + piece;
    at = end;
  }
  return code + text.slice(at);
}

const insert = (at, text) => ({ start: at, end: at, text });

const placeOf = ({ start, end }) => ({ start, end });
