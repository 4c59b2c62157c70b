// The curves of one tariff or two: a picture that can be read with the pointer and with keys, what
// is odd about them, which is cheaper, what leads to a wanted figure, and the same as a table.

import "./chart.css";
import { sum } from "ready-reckoner/tariffs";
import { download } from "../download.js";
import { coded, element, markup, oncePainted, sentence } from "../element.js";
import { isRefusal, reasonOf } from "../refusal.js";
import { amountProblems } from "../settings.js";
import page from "./chart.html?raw";
import { createCursor } from "./cursor.js";
import { draw } from "./draw.js";
import { rateOf, readable } from "./figures.js";
import { LOOK } from "./look.js";
import { model } from "./model.js";
import { svgText } from "./save.js";
import { valueOf } from "./shape.js";
import { solve, WANTED } from "./solve.js";
import { csvOf, rowsOf, tableRows } from "./table.js";

const UNITS = { charge: "Charge", net: "Net: amount less charge", rate: "Charge, % of amount" };

/**
 * @param {HTMLElement} root
 * @param {object} actions
 * @param {(look: typeof LOOK) => void} actions.onLook
 * @param {(error: unknown, amount: string) => void} actions.onFault what no input may cause
 */
export function createChart(root, { onLook, onFault }) {
  root.classList.add("chart");
  root.append(markup(page));
  const part = (selector) => root.querySelector(selector);
  const controls = createControls(root);
  const cursor = createCursor(part(".reader"), part(".cursor"), read);
  const svg = part("svg");
  /** @type {{ lines: import("./model.js").Line[], amount: string } | undefined} */
  let shown;
  let picture;
  /** Of the root in pixels, as far as it has been drawn or laid out; asking anew takes time. */
  let width = 0;

  function read(amount) {
    const { quantity } = controls.read();
    const readings = shown.lines.map((line) => readingOf(line, amount));
    const words = readings.map(({ words: said }) => said);
    part(".reading").replaceChildren(
      element("span", {}, "At ", element("b", {}, amount)),
      ...readings.map(({ nodes }, index) =>
        element("span", { class: `key key-${index + 1}` }, ...nodes),
      ),
    );
    const values = readings.map(({ charge }) =>
      charge === undefined ? undefined : valueOf(quantity, Number(amount), Number(charge)),
    );
    return { text: `At ${amount}: ${words.join("; ")}`, values };
  }

  function update({ follow = true } = {}) {
    if (shown === undefined) return;
    const look = controls.read();
    width ||= root.getBoundingClientRect().width;
    // What is not in the document has no size, and no picture yet.
    if (width === 0) return;
    const solved = answer(shown.lines, look);
    try {
      const range = rangeOf(look, tellRange);
      const given = { amount: shown.amount, width, solved };
      picture = model(shown.lines, { ...look, ...range }, given);
      part(".plot").hidden = false;
    } catch (error) {
      // A range may be too large for the digits that a charge has.
      if (!isRefusal(error)) throw error;
      part(".plot").hidden = true;
      tellRange("", `There is no picture: ${reasonOf(error)}`);
      return;
    }
    for (const [name, value] of Object.entries({ width, height: picture.height })) {
      svg.setAttribute(name, value);
    }
    controls.showScale(picture.scale);
    svg.setAttribute("viewBox", `0 0 ${width} ${picture.height}`);
    const flags = picture.findings.filter((finding) => finding.shown);
    const drawn = draw({ ...picture, findings: flags, unit: UNITS[look.quantity] });
    part(".drawn").replaceChildren(...drawn);
    cursor.show(picture, follow ? shown.amount : undefined);
    tell(look);
  }

  /** Says what is wrong with the range, in the field of a name. */
  function tellRange(name = "", text = "") {
    for (const it of ["from", "to"]) part(`#curve-${it}`).setAttribute("aria-invalid", it === name);
    part("#curve-range").replaceChildren(...(text === "" ? [] : [...sentence(text), "."]));
  }

  /** Everything that is not the picture. */
  function tell(look) {
    const { window, samples, findings, ranges } = picture;
    for (const name of ["from", "to"]) part(`#curve-${name}`).placeholder = window[name];
    const names = shown.lines.map(({ name }) => name).join(" and ");
    part("title").textContent = `${UNITS[look.quantity]}: ${names}`;
    const places = samples.reduce((count, { breakpoints }) => count + breakpoints.length, 0);
    part("desc").textContent =
      `Amounts from ${window.from} to ${window.to}; ${places} breakpoints. A table follows.`;
    const notes = notesOf(picture);
    fill("notes", part("[data-part=notes]"), notes, (node) => node);
    fill("findings", part(".findings"), findings, ({ name, finding }) =>
      element("li", {},
        ...(shown.lines.length > 1 ? [`${name}: `] : []),
        ...sentence(finding.message),
        ...(finding.help ? [". ", ...sentence(finding.help)] : []),
        ".",
      ),
    );
    fill("comparison", part(".ranges"), ranges ?? [], comparedText(shown.lines));
    part("tbody").replaceChildren(...tableRows(rowsOf(shown.lines, samples)));
  }

  function fill(name, list, items, item) {
    part(`[data-part=${name}]`).hidden = items.length === 0;
    list.replaceChildren(...items.slice(0, 50).map(item));
  }

  function answer(lines, { wanted, figure }) {
    const output = part("#curve-solved");
    const field = part("#curve-figure");
    field.setAttribute("aria-invalid", false);
    if (figure.trim() === "") {
      output.textContent = "";
      return [];
    }
    try {
      const found = lines.map(({ tariff }) => solve(tariff, wanted, figure.trim()));
      output.replaceChildren(
        ...found.map(({ sentence: said }, index) =>
          element("span", {}, lines.length > 1 ? `${lines[index].name}: ${said} ` : said),
        ),
      );
      return found[0].ranges;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      field.setAttribute("aria-invalid", true);
      output.replaceChildren(...sentence(reasonOf(error)), ".");
      return [];
    }
  }

  root.addEventListener("input", ({ target }) => {
    controls.choose(target);
    update({ follow: false });
    onLook(controls.read());
  });
  part(".solver").addEventListener("submit", (event) => event.preventDefault());
  const saves = {
    svg: () => download("curve.svg", "image/svg+xml", svgText(svg)),
    csv: () => download("curve.csv", "text/csv", csvOf(rowsOf(shown.lines, picture.samples))),
  };
  for (const button of root.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => saves[button.dataset.save]());
  }
  const drawSoon = oncePainted(() => {
    try {
      update();
    } catch (error) {
      onFault(error, shown.amount);
    }
  });
  new ResizeObserver(([{ contentRect: now }]) => {
    if (now.width === 0 || now.width === width) return;
    ({ width } = now);
    update({ follow: false });
  }).observe(root);

  return {
    /** Takes tariffs over, to draw them once the page is painted, and frees those it had. */
    show(lines, amount) {
      for (const { tariff } of shown?.lines ?? []) tariff.free();
      shown = lines.length > 0 ? { lines, amount } : undefined;
      // It keeps its place while there is none: what stands below does not jump, and showing it
      // again costs the next key no layout of it all.
      root.classList.toggle("away", shown === undefined);
      root.hidden = shown === undefined && picture === undefined;
      drawSoon();
    },

    look(look) {
      controls.write(look);
    },
  };
}

function createControls(root) {
  const radios = (name) => [...root.querySelectorAll(`[name=curve-${name}]`)];
  const check = (name, wanted) => {
    for (const radio of radios(name)) radio.checked = radio.value === wanted;
  };
  const field = (name) => root.querySelector(`#curve-${name}`);
  field("wanted").append(
    ...Object.entries(WANTED).map(([value, { label }]) => element("option", { value }, label)),
  );
  const fields = ["from", "to", "wanted", "figure"];
  /** The radio buttons show the scale that is drawn; whether somebody chose it stands here. */
  let { scale } = LOOK;
  return {
    /** @returns {typeof LOOK} */
    read: () => ({
      quantity: radios("quantity").find(({ checked }) => checked).value,
      scale,
      ...Object.fromEntries(fields.map((name) => [name, field(name).value.trim()])),
    }),
    write(look) {
      const known = radios("quantity").some(({ value }) => value === look.quantity);
      check("quantity", known ? look.quantity : LOOK.quantity);
      scale = radios("scale").some(({ value }) => value === look.scale) ? look.scale : LOOK.scale;
      for (const name of fields) {
        if (field(name).value.trim() === look[name]) continue;
        field(name).value = look[name];
        if (field(name).value === "") field(name).value = LOOK[name];
      }
    },
    choose(radio) {
      if (radio.name === "curve-scale") scale = radio.value;
    },
    showScale: (drawn) => check("scale", drawn),
  };
}

/** What one tariff makes of an amount, in words and in parts. */
function readingOf({ tariff, currency }, amount) {
  try {
    const charge = tariff.charge(amount);
    const less = charge.startsWith("-") ? charge.slice(1) : `-${charge}`;
    const net = sum([amount, less], { currency });
    const rate = rateOf(charge, amount);
    const parts = [["charge", charge], ["net", net]];
    if (rate !== null) parts.push(["rate", `${rate}%`]);
    return {
      charge,
      words: parts.map(([name, value]) => `${name} ${value}`).join(", "),
      nodes: parts.flatMap(([name, value]) => [`${name} `, element("b", {}, value), " "]),
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const reason = reasonOf(error);
    return { words: reason, nodes: coded(reason) };
  }
}

/** The ends of the range that are amounts, after saying of the others why they are none. */
function rangeOf({ from, to }, tell) {
  const texts = { from, to };
  const wrong = Object.keys(texts).find(
    (name) => texts[name] !== "" && amountProblems(texts[name]).amount !== undefined,
  );
  const [problem] = wrong === undefined ? [] : amountProblems(texts[wrong]).amount;
  if (problem !== undefined) {
    const { message, help } = problem;
    tell(wrong, help ? `${message}; ${help}` : message);
    return { ...texts, [wrong]: "" };
  }
  const empty = from !== "" && to !== "" && Number(from) >= Number(to);
  tell(empty ? "to" : "", empty ? "the range ends where it begins, or before; enter more" : "");
  return texts;
}

function notesOf({ samples, currencies, ranges }) {
  const notes = [];
  if (samples.some(({ kind }) => kind === "points")) {
    notes.push("A product of amounts is no line: the curve is drawn through single charges. ");
  }
  if (samples.some(({ kind }) => kind === "steps")) {
    notes.push("There are more steps than can be drawn here: a narrower range shows them. ");
  }
  if (currencies.length > 1) {
    notes.push("The two are in different currencies, in which neither is the cheaper one. ");
  } else if (samples.length > 1 && ranges === undefined) {
    notes.push("Which is cheaper can be told of a narrower range, and of lines only. ");
  }
  return notes;
}

function comparedText(lines) {
  return ({ from, fromOpen, to, toOpen, cheaper }) => {
    const start = `${fromOpen ? "above" : "from"} ${readable(from)}`;
    const end = to === null ? " on" : `${toOpen ? ", below" : " to"} ${readable(to)}`;
    const amounts = to !== null && from.equals(to) ? `at ${readable(from)}` : start + end;
    const says = cheaper === "same"
      ? "both charge the same"
      : `${lines[cheaper === "first" ? 0 : 1].name} is cheaper`;
    return element("li", {}, element("span", { class: "amounts" }, amounts), ` ${says}`);
  };
}
