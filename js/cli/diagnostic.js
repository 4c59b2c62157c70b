// A diagnostic as lines of text: the message, the formula with its place marked, the help.

import stringWidth from "string-width";
import { printable } from "./print.js";

const BEFORE_MAX = 40;
const WINDOW_MAX = 72;

/**
 * @param {import("../types.js").Diagnostic} diagnostic
 * @param {string} formula
 * @param {(style: "error" | "warning" | "help" | "heading", text: string) => string} paint
 */
export function renderDiagnostic(diagnostic, formula, paint) {
  const { severity, message, code, help, related = [] } = diagnostic;
  const lines = [`${paint(severity, severity)}: ${printable(message)} [${code}]`];
  lines.push(...renderPlace(diagnostic, formula, (marks) => paint(severity, marks)));
  for (const place of related) {
    lines.push(`${paint("help", "note")}: ${printable(place.message)}`);
    lines.push(...renderPlace(place, formula, (marks) => paint("help", marks)));
  }
  if (help !== undefined) lines.push(`${paint("help", "help")}: ${printable(help)}`);
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
  const lines = [`${paint("warning", "warning")}: ${printable(message)} [${code}]`];
  lines.push(`  ${printable(path === "" ? name : `${name}: ${path}`)}`);
  if (formula !== undefined && end > 0) {
    lines.push(...renderPlace(warning, formula, (marks) => paint("warning", marks)));
  }
  if (help !== undefined) lines.push(`${paint("help", "help")}: ${printable(help)}`);
  return `${lines.join("\n")}\n`;
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
