// Where the problems of a text stand while it is edited: beneath it where there is one column, and
// where there are two, in the other one, which then stays in sight.

const TWO_COLUMNS = matchMedia("(min-width: 64rem)");

/**
 * @param {(id: string) => HTMLElement} part
 * @param {string[]} names of the texts
 */
export function placeProblems(part, names) {
  const panels = names.map((name) => part(`${name}-problems`));
  function place() {
    if (TWO_COLUMNS.matches) part("mistakes").append(...panels);
    else for (const [at, name] of names.entries()) part(name).closest(".code").after(panels[at]);
  }
  TWO_COLUMNS.addEventListener("change", place);
  place();
}
