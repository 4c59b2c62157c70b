// Tabs as the practices for accessible pages have them: one stop for the Tab key, arrows inside.

/**
 * @param {HTMLElement} list with a button for each tab, which names its panel, beside the list, in
 *   `aria-controls`
 * @param {(name: string) => boolean | Promise<boolean>} onChoose whether the tab may open; `name`
 *   is the button's `data-tab`
 */
export function createTabs(list, onChoose) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const panelOf = (tab) => list.parentNode.querySelector(`#${tab.getAttribute("aria-controls")}`);
  const panels = new Map(tabs.map((tab) => [tab, panelOf(tab)]));

  function show(name) {
    for (const tab of tabs) {
      const chosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      panels.get(tab).hidden = !chosen;
    }
  }

  async function choose(tab) {
    if (await onChoose(tab.dataset.tab)) {
      show(tab.dataset.tab);
      tab.focus();
    }
  }

  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step !== undefined) choose(tabs[(index + step + tabs.length) % tabs.length]);
    });
  }
  return { show };
}
