// What is wider than the page scrolls by itself, and then can be reached with the keyboard. What
// fits is no stop on the way.

/**
 * @param {HTMLElement} area
 * @param {string} selector of what may be too wide
 */
export function letScroll(area, selector) {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  new MutationObserver(() => {
    watcher.disconnect();
    for (const found of area.querySelectorAll(selector)) watcher.observe(found);
  }).observe(area, { childList: true });
}
