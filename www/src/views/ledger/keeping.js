// What was played is kept across reloads, goes out as a file and as a test, and comes back. Nothing
// that is left is lost: the world before can be brought back.

import { createCopy } from "../../parts/copy.js";
import { element } from "../../parts/element.js";
import { isRefusal } from "../../parts/refusal.js";
import { codeOf } from "./code.js";
import { createKeep } from "./keep.js";
import { fromFile, saveFile, toText } from "./transfer.js";

/** How long it takes until what happened is kept: some steps come together. */
const PAUSE_MS = 100;

/**
 * @param {HTMLElement} root
 * @param {object} world
 * @param {import("./session.js").Session} world.session
 * @param {() => void} world.shown shows all of the session
 * @param {(text: string) => void} world.say
 */
export function createKeeping(root, { session, shown, say }) {
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const keep = createKeep(() => warn());
  let timer;
  /** One state is kept after the other. */
  let saving = Promise.resolve();
  /** Whether another tab has kept another state, and the user has not chosen yet. */
  let isOther = false;

  function save() {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(keepNow);
    return saving;
  }

  async function keepNow() {
    if (isOther) return;
    try {
      if (!(await keep.save(session.kept()))) warn();
      else if (timer === undefined) tell("Kept in this browser.");
    } catch (error) {
      tell(`This browser keeps nothing (${error.message}): export what you want to keep.`);
    }
    await offerBack();
  }

  function tell(text) {
    part("kept").textContent = text;
  }

  /** Another tab has gone on: the user says which world is to stay. */
  function warn() {
    isOther = true;
    const button = (text, onclick) =>
      element("button", { type: "button", class: "act", onclick }, text);
    part("kept").replaceChildren(
      "Another tab has gone on with this world: what you do here is not kept. ",
      button("Show that world", async () => resume((await keep.load())?.kept)),
      " ",
      button("Keep this one", async () => {
        isOther = false;
        if (await keep.replace(session.kept())) tell("Kept in this browser.");
        await offerBack();
      }),
    );
  }

  async function offerBack() {
    const before = await keep.aside().catch(() => undefined);
    part("back").hidden = before === undefined;
  }

  async function resume(kept) {
    if (kept === undefined) return;
    await session.resume(kept);
    isOther = false;
    shown();
    tell("Kept in this browser.");
    await offerBack();
  }

  /** Leaves the world for another one; it can be brought back. */
  async function leave(begin) {
    const before = present();
    await begin();
    if (before?.count > 0) await keep.putAside(before).catch(() => {});
    shown();
    await save();
  }

  /** The session as it is; nothing where a bug of ours has taken its ledger away. */
  function present() {
    try {
      return session.kept();
    } catch {
      return undefined;
    }
  }

  async function take(file) {
    try {
      const kept = await fromFile(file);
      await leave(() => session.resume(kept));
      say(`The world of ${file.name} is here.`);
    } catch (error) {
      // What is no snapshot is refused before anything has changed.
      say(`${file.name} was not taken, and nothing has changed: ${reason(error)}`);
    }
  }

  async function bringBack() {
    const before = await keep.aside();
    if (before !== undefined) await leave(() => session.resume(before));
  }

  function showCode() {
    if (part("code").open) part("code").querySelector("pre").textContent = codeOf(session);
  }

  part("reset").addEventListener("click", () => leave(() => session.begin()));
  part("back").addEventListener("click", bringBack);
  part("export").addEventListener("click", () =>
    saveFile("ledger.json", toText(session.kept()), "application/json"),
  );
  part("import").addEventListener("click", () => part("file").click());
  part("file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file !== undefined) take(file);
    // The same file may be given again.
    target.value = "";
  });
  part("code").addEventListener("toggle", showCode);
  createCopy(part("copy"), part("copied"), () => codeOf(session), "Select the text and copy it");
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file !== undefined) take(file);
  });

  return {
    /** Goes on from what is kept, or begins. */
    async open() {
      const entry = await keep.load().catch(() => undefined);
      try {
        if (entry === undefined) await session.begin();
        else await session.resume(entry.kept);
      } catch (error) {
        await session.begin();
        say(`The world that was kept cannot be read, and another one begins: ${reason(error)}`);
      }
      shown();
      await offerBack();
    },

    /** Something has happened. */
    changed() {
      showCode();
      // Until it is kept, nothing may say that it is.
      if (!isOther) tell("Keeping it …");
      // A page that goes away can write no more: WebKit would even let the next one wait forever.
      timer ??= setTimeout(save, PAUSE_MS);
    },

    restart: () => leave(() => session.begin()),
  };
}

function reason(error) {
  if (!isRefusal(error)) return error.message;
  const [{ help } = {}] = error.problems ?? [];
  return help ? `${error.message}; ${help}` : error.message;
}
