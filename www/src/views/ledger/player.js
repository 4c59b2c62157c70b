// Plays stories: scene by scene, or to the end. A link can bring one.

import { element } from "../../parts/element.js";
import { STORIES, storyOf } from "./stories.js";

/** How long a scene stands when all are played, so that each can be seen. */
const SCENE_MS = 700;

/** Longer links are cut by browsers and chat programs. */
const LINK_MAX = 12_000;

/**
 * @param {object} parts
 * @param {HTMLSelectElement} parts.choice
 * @param {HTMLButtonElement} parts.next
 * @param {HTMLButtonElement} parts.all
 * @param {HTMLElement} parts.say
 * @param {object} world
 * @param {import("./session.js").Session} world.session
 * @param {(name: string, given: object) => Promise<boolean>} world.act
 * @param {() => Promise<void>} world.restart begins with the first world
 * @param {(query: Record<string, string>) => void} world.follow writes the address
 */
export function createPlayer({ choice, next, all, say }, { session, act, restart, follow }) {
  let stories = STORIES;
  /** How many scenes of the chosen story are played; undefined before the first. */
  let played;
  let isBusy = false;

  const story = () => stories.find(({ id }) => id === choice.value) ?? stories[0];

  function offer(list, chosen) {
    stories = list;
    choice.replaceChildren(
      ...stories.map(({ id, name }) => element("option", { value: id }, name)),
    );
    choice.value = chosen;
    played = undefined;
    show();
  }

  function show() {
    const { scenes } = story();
    const isOver = played === scenes.length;
    next.textContent = played === undefined ? "Begin" : isOver ? "Begin anew" : "Next";
    all.disabled = isBusy || isOver;
    next.disabled = isBusy;
    const at = played ?? 0;
    say.textContent = isOver
      ? "That was the story. The steps below are a test to copy."
      : scenes[at].say || `Step ${at + 1} of ${scenes.length}`;
  }

  /** Plays a scene; whether there is another. */
  async function step() {
    const { scenes } = story();
    if (played === undefined || played === scenes.length) {
      await restart();
      played = 0;
    }
    const [name, given] = scenes[played].deed;
    if (!(await act(name, given))) return false;
    played += 1;
    return played < scenes.length;
  }

  async function busy(doing) {
    isBusy = true;
    show();
    try {
      await doing();
    } finally {
      isBusy = false;
      show();
    }
  }

  next.addEventListener("click", () => busy(step));
  all.addEventListener("click", () =>
    busy(async () => {
      const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : SCENE_MS;
      while (await step()) {
        show();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }),
  );
  choice.addEventListener("change", () => {
    played = undefined;
    follow(choice.value === "link" ? {} : { story: choice.value });
    show();
  });
  offer(STORIES, STORIES[0].id);

  return {
    /** The user went to an address, which may name a story or bring one. */
    visit(query) {
      if (query.has("play")) {
        const text = query.get("play");
        if (text === JSON.stringify(session.deeds)) return;
        const deeds = deedsIn(text);
        if (deeds === undefined) say.textContent = "The steps in this link cannot be read.";
        else offer([storyOf(deeds), ...STORIES], "link");
        return;
      }
      const id = query.get("story");
      if (STORIES.some((it) => it.id === id) && id !== choice.value) offer(STORIES, id);
    },

    /** The address brings what was played, as long as it fits. */
    changed() {
      const text = JSON.stringify(session.deeds ?? []);
      follow(text === "[]" || text.length > LINK_MAX ? {} : { play: text });
    },
  };
}

/** The deeds in a link; nothing if they are none. */
function deedsIn(text) {
  try {
    const deeds = JSON.parse(text);
    const isDeed = (it) =>
      Array.isArray(it) && typeof it[0] === "string" && typeof it[1] === "object" && it[1] !== null;
    return Array.isArray(deeds) && deeds.length > 0 && deeds.every(isDeed) ? deeds : undefined;
  } catch {
    return undefined;
  }
}
