// The site is kept for later once the page has nothing else to do. Where it cannot be, such as on a
// page that is served without encryption by another machine, it works as ever.

const LATEST_MS = 5_000;

/** What the service worker hears. */
const TAKE_OVER = "take over";

export function keepForOffline() {
  const { serviceWorker } = navigator;
  // The development server has files of its own.
  if (!import.meta.env.PROD || !serviceWorker) return;
  if (serviceWorker.controller) askForNewer(serviceWorker);
  const register = () => {
    const address = new URL("./service-worker.js", document.baseURI);
    serviceWorker.register(address).catch(() => {});
  };
  const later = () => {
    if (window.requestIdleCallback) requestIdleCallback(register, { timeout: LATEST_MS });
    else setTimeout(register, 0);
  };
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

/** A page that has just been loaded, and is the only one, may as well be of the newer version. */
async function askForNewer(serviceWorker) {
  // The files of this page's version are no longer kept then.
  serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  const registration = await serviceWorker.getRegistration().catch(() => undefined);
  registration?.waiting?.postMessage(TAKE_OVER);
}
