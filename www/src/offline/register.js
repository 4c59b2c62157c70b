// The site is kept for later once the page has nothing else to do. Where it cannot be, such as on a
// page that is served without encryption by another machine, it works as ever.

const LATEST_MS = 5_000;

export function keepForOffline() {
  // The development server has files of its own.
  if (!import.meta.env.PROD || !navigator.serviceWorker) return;
  const register = () => {
    const address = new URL("./service-worker.js", document.baseURI);
    navigator.serviceWorker.register(address).catch(() => {});
  };
  const later = () => {
    if (window.requestIdleCallback) requestIdleCallback(register, { timeout: LATEST_MS });
    else setTimeout(register, 0);
  };
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
