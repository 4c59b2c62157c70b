// `ready-reckoner serve`: the APIs behind a port, with a clock that passes.

import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { createHttpServer } from "../server/http.js";
import { bound, urlOf } from "../server/listen.js";
import { poster } from "../server/post.js";
import { Site } from "../server/site.js";
import { StartError, UsageError } from "./arguments.js";
import { print, printable } from "./print.js";
import { DocumentError } from "./rule.js";
import { banner } from "./serve/banner.js";
import { createLedger, readConfig } from "./serve/config.js";
import { digestOf, openJournal } from "./serve/keep.js";
import { FORMATS } from "./serve/log.js";
import { readOptions } from "./serve/options.js";
import { createPages, SITE } from "./serve/pages.js";

/** Editors write a file in several steps. */
const SETTLING_MS = 100;

/** How much of the log may wait for its reader. */
const UNREAD_MAX = 1 << 20;

const REASONS = {
  EACCES: "that is not permitted",
  EADDRINUSE: "something listens there already: give another `--port`",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "no host is called so",
};

/** Serves until a signal comes; true, since all was well. */
export async function serve({ operands, options: given, version }) {
  if (operands.length > 0) throw new UsageError("`serve` takes no operands: name files by options");
  const options = readOptions(given);
  const say = (text) => print(process.stderr, text);
  const world = await readWorld(options);
  const { isAdmin: admin, rate, worlds } = options;
  const startsNow = !world.isDated;
  /** What the worlds are made from: another one when the file has changed. */
  const current = { world };
  const site = new Site(world.ledger, {
    admin,
    anew: () => current.world.begin(),
    notice: (text) => say(`${text}\n`),
    rate,
    send: poster(),
    startsNow,
    worlds,
  });
  const journal = await keep(site, { options, version, world, say });
  const pages = createPages(SITE);
  // A file changes nothing, so neither the worlds nor the journal hear of it.
  const answer = (request) => pages?.(request) ?? site.answer(request);
  const { server, close } = createHttpServer({ answer }, logger(options));
  // Whoever reads that it listens may end it at once.
  const ended = signal();
  await start(server, options).catch(async (error) => {
    await journal?.close();
    throw error;
  });
  site.start();
  const url = urlOf(server, options.host);
  if (options.isRemote) await say(openedBy({ ...options, port: server.address().port }));
  // A log for machines has nothing else in it.
  const stream = options.log === "json" ? process.stderr : process.stdout;
  await print(stream, introduction(site, { options, url, world, hasPages: pages !== undefined }));
  const unwatch = options.isWatched
    ? watchConfig({ options, site, journal, say, current })
    : () => {};
  await ended;
  unwatch();
  await close();
  site.close();
  await journal?.close();
  return true;
}

/** The configuration with the options that go before it, and its ledger. */
async function readWorld({ config: path, rate, seed }) {
  const { config, input } = await readConfig(path);
  const isDated = config.startTime !== undefined || rate === undefined;
  const whole = () => ({
    ...config,
    ...(seed !== undefined && { seed }),
    // The time at which a live clock begins; a journal has its own.
    ...(!isDated && { startTime: Date.now() }),
  });
  const begin = () => createLedger(whole(), input);
  const basis = { ...config, seed };
  return { basis, begin, config: whole(), isDated, ledger: begin(), text: input?.text };
}

async function keep(site, { options, version, world, say }) {
  if (options.journal === undefined) return undefined;
  const journal = await openJournal(site, {
    path: options.journal,
    basis: basisOf(options, world),
    version,
    notice: (text) => say(`${printable(text)}\n`),
  });
  // The first record is the world as it began, at a time that no configuration has.
  if (!journal.hasBegun || options.isCompacted) await journal.compact();
  return journal;
}

/** What the worlds of a journal are made from. */
function basisOf({ clock, isAdmin, worlds }, { basis }) {
  return { basis, clock, isAdmin, worlds };
}

/** Tells each call, unless its reader is far behind or gone; a file of the page is none. */
function logger({ log }) {
  const tell = FORMATS[log];
  if (tell === undefined) return undefined;
  return (exchange) => {
    if (exchange.response.isPage || process.stdout.writableLength > UNREAD_MAX) return;
    print(process.stdout, tell(exchange)).catch(() => {});
  };
}

async function start(server, { host, port }) {
  try {
    await bound(server, port, host);
  } catch (error) {
    const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new StartError(`cannot listen on ${host}:${port}: ${REASONS[code] ?? message}`);
  }
}

function introduction(site, { options, url, world, hasPages }) {
  const { clock, isAdmin, journal } = options;
  const { ledger } = site.worlds.first;
  const about = { url, ledger, config: world.config, seed: site.seed, clock, isAdmin, journal };
  return banner({ ...about, hasPages });
}

function openedBy({ host, isAdmin, port }) {
  const what = isAdmin ? "charge the subscribers, and steer by /mock" : "charge the subscribers";
  return `${printable(`anybody who reaches ${host}:${port} can ${what}`)}\n`;
}

/** Waits for the signal to end; a second one ends at once. */
function signal() {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"]) process.once(name, resolve);
  });
}

/** Begins anew when the configuration has changed, if it is good. */
function watchConfig({ options, site, journal, say, current }) {
  const { config: path } = options;
  let timer;
  const look = async () => {
    try {
      const world = await readWorld(options);
      if (world.text === current.world.text) return world.ledger.free();
      const begin = () => site.begin(world.ledger, !world.isDated);
      if (journal === undefined) begin()(true);
      else await journal.restart(digestOf(basisOf(options, world)), begin);
      current.world = world;
      await say(`${printable(path)} was read anew: the world begins anew\n`);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      const why = error instanceof DocumentError ? message : `${printable(message)}\n`;
      await say(`${why}${printable(path)} is not good: the world stays as it was\n`);
    }
  };
  // A folder tells of a file that takes the place of another, as editors have it.
  const watcher = watch(dirname(path) || ".", (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(look, SETTLING_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
