// A diagnostic as lines of text: the message, the formula with its place marked, the help.

import stringWidth from "string-width";

const BEFORE_MAX = 40;
const WINDOW_MAX = 72;

/**
 * @param {import("../types.js").Diagnostic} diagnostic
 * @param {string} formula
 * @param {(style: "error" | "warning" | "help" | "heading", text: string) => string} paint
 */
export function renderDiagnostic(diagnostic, formula, paint) {
  const { severity, message, code, help, related = [] } = diagnostic;
  const lines = [`${paint(severity, severity)}: ${message} [${code}]`];
  lines.push(...renderPlace(diagnostic, formula, (marks) => paint(severity, marks)));
  for (const place of related) {
    lines.push(`${paint("help", "note")}: ${place.message}`);
    lines.push(...renderPlace(place, formula, (marks) => paint("help", marks)));
  }
  if (help !== undefined) lines.push(`${paint("help", "help")}: ${help}`);
  return `${lines.join("\n")}\n`;
}

/**
 * A warning about a formula, or about a rule in a file, where its place is a path.
 *
 * @param {import("../curve.js").LintWarning} warning
 * @param {{ formula?: string, name?: string }} source
 * @param {(style: "error" | "warning" | "help" | "heading", text: string) => string} paint
 */
export function renderWarning(warning, { formula, name }, paint) {
  const { code, end, help, message, path } = warning;
  if (name === undefined) return renderDiagnostic(warning, formula ?? "", paint);
  const lines = [`${paint("warning", "warning")}: ${message} [${code}]`];
  lines.push(`  ${printable(path === "" ? name : `${name}: ${path}`)}`);
  if (formula !== undefined && end > 0) {
    lines.push(...renderPlace(warning, formula, (marks) => paint("warning", marks)));
  }
  if (help !== undefined) lines.push(`${paint("help", "help")}: ${help}`);
  return `${lines.join("\n")}\n`;
}

/** Colours for a terminal, nothing for a file or where the user asks for none. */
export function painter(stream) {
  if (!stream.isTTY || process.env.NO_COLOR) return (_style, text) => text;
  const styles = { error: "1;31", warning: "1;33", help: "1;36", heading: "1" };
  return (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`;
}

/** The surroundings of a place, and marks under it. */
export function renderPlace({ start, end }, formula, paint) {
  const lineStart = start === 0 ? 0 : formula.lastIndexOf("\n", start - 1) + 1;
  const newline = formula.indexOf("\n", start);
  const lineEnd = newline === -1 ? formula.length : newline;
  // A formula may be long, or hostile: only the surroundings of the place are shown.
  const from = Math.max(lineStart, start - BEFORE_MAX);
  const to = Math.min(lineEnd, from + WINDOW_MAX);
  const until = Math.max(start, Math.min(end, to));
  const before = (from > lineStart ? "…" : "") + printable(formula.slice(from, start));
  const marked = printable(formula.slice(start, until));
  const after = printable(formula.slice(until, to));
  const marks = "^".repeat(Math.max(1, stringWidth(marked)));
  return [
    `  ${before}${marked}${after}${to < lineEnd ? "…" : ""}`,
    `  ${" ".repeat(stringWidth(before))}${paint(marks)}`,
  ];
}

/** Without what moves the cursor, hides or reorders text: marks would be in the wrong place. */
export function printable(text) {
  return text.replaceAll("\t", " ").replace(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/gu, "\u{fffd}");
}
