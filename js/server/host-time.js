// The host's time as it was when this was loaded. Tests put timers of their own in its place, which
// stand until they are moved: they are for the code under test, and must not hold up what is served
// to it.

const { clearTimeout, setImmediate, setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** The milliseconds since some moment. */
export const passed = () => now();

/** Does something after some milliseconds, until it is called off. */
export const wake = (action, ms) => setTimeout(action, ms);

/** Calls it off. */
export const callOff = (timer) => clearTimeout(timer);

/** Does something after what is under way in this turn of the host. */
export const later = setImmediate ?? ((action) => setTimeout(action, 0));

/** Some milliseconds. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
