const SHOWN_MS = 2500;

/**
 * Copies a text at the press of a button, and says how that went.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} status
 * @param {() => string} text
 * @param {string} otherwise what to do where the browser gives no clipboard
 */
export function createCopy(button, status, text, otherwise) {
  let timer;
  button.addEventListener("click", async () => {
    // There is none on pages that are served without encryption.
    const copied = await navigator.clipboard?.writeText(text()).then(
      () => true,
      () => false,
    );
    status.textContent = copied ? "Copied" : otherwise;
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = ""), SHOWN_MS);
  });
}
