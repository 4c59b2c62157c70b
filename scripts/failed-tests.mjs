// What failed, out of what a test runner has printed: the names of the failed tests, their files,
// their errors and where these come from. A check prints thousands of lines, and those that matter
// need not be among the last.

/** More is not read by anybody. */
const LINES_MAX = 300;

const FRAME_OF_NODE = /^ +at .*(node:|<anonymous>\)$)/;

/**
 * Where a runner tells of failures: from a line that begins it to one that ends it, which is left
 * out; without an end, to the end of the text.
 *
 * @type {{ begins: RegExp, ends?: RegExp, within?: RegExp }[]} `within` is what names the file, in
 *   a line before
 */
const SECTIONS = [
  // Node's reporter `spec`.
  { begins: /^✖ failing tests:$/, ends: /^npm (error|ERR!)/ },
  // Cargo and wasm-bindgen: the outputs, then the names once more.
  { begins: /^failures:$/, ends: /^test result: FAILED/, within: /^ +(Running|Doc-tests) .*$/ },
  // pytest.
  { begins: /^=+ (FAILURES|ERRORS) =+$/ },
  // unittest of Python.
  { begins: /^(FAIL|ERROR): .+ \(.+\)$/, ends: /^Ran \d+ tests? in / },
  // TypeScript, rustc and clippy, which fail before there is a test.
  { begins: /^(\S+\(\d+,\d+\): )?error TS\d+: / },
  { begins: /^error(\[E\d+\])?: / },
];

/**
 * @param {string} output all that a check has printed
 * @returns {string[]} lines, none where it is not known how its runner tells of failures
 */
export function failedTests(output) {
  const lines = output.trimEnd().split("\n");
  const found = SECTIONS.map((section) => told(lines, section)).find((it) => it.length > 0) ?? [];
  const most = found.slice(0, LINES_MAX);
  return found.length > most.length ? [...most, `… ${found.length - most.length} more`] : most;
}

function told(lines, { begins, ends, within }) {
  const shown = [];
  let isInside = false;
  let file;
  for (const line of lines) {
    if (within?.test(line)) file = line.trim();
    if (isInside && ends?.test(line)) isInside = false;
    else if (!isInside && begins.test(line)) {
      isInside = true;
      if (file !== undefined) shown.push(file);
      shown.push(line);
    } else if (isInside) shown.push(line);
  }
  return withoutRunner(shown);
}

/** Without the frames of Node's own code, and without an error's fields, which it has said. */
function withoutRunner(lines) {
  const kept = [];
  /** The line that ends the fields which are passed over. */
  let end;
  for (const line of lines) {
    if (end !== undefined) {
      if (line === end) end = undefined;
      continue;
    }
    const [, indent] = /^( +)at .* \{$/.exec(line) ?? [];
    if (indent !== undefined) end = `${indent.slice(4)}}`;
    if (FRAME_OF_NODE.test(line)) continue;
    kept.push(indent === undefined ? line : line.slice(0, -2));
  }
  return kept;
}
