// The options of `serve`, read.

import { rateOf } from "../../server/listen.js";
import { WORLDS } from "../../server/site.js";
import { UsageError } from "../arguments.js";
import { FORMATS } from "./log.js";

const PORT = 8080;
const PORT_MAX = 65_535;
const WORLDS_MAX = 100_000;

/** @param {Record<string, any>} options of the command line */
export function readOptions(options) {
  const { clock = "live", config, journal, log = "text", host = "127.0.0.1" } = options;
  if (!Object.hasOwn(FORMATS, log)) {
    throw new UsageError(`option \`--log\` is text, json or none, not \`${log}\``);
  }
  if (!isThisMachine(host) && !options["allow-remote"]) {
    throw new UsageError(
      `\`--host ${host}\` opens the mock to other machines: if that is what you want, say it ` +
        "with `--allow-remote`",
    );
  }
  if (options.compact && journal === undefined) {
    throw new UsageError("`--compact` makes a journal short: name it by `--journal`");
  }
  if (options.watch && config === undefined) {
    throw new UsageError("`--watch` looks at the configuration: name it by `--config`");
  }
  return {
    clock,
    rate: rateOfClock(clock),
    config,
    host,
    isRemote: !isThisMachine(host),
    isAdmin: !options["no-admin"],
    isCompacted: options.compact === true,
    isWatched: options.watch === true,
    journal,
    log,
    port: whole("port", options.port, { usual: PORT, most: PORT_MAX }),
    seed: whole("seed", options.seed, { usual: undefined, most: Number.MAX_SAFE_INTEGER }),
    worlds: whole("worlds", options.worlds, { usual: WORLDS, least: 1, most: WORLDS_MAX }),
  };
}

function rateOfClock(clock) {
  try {
    return rateOf(clock);
  } catch {
    throw new UsageError(
      `option \`--clock\` is live, manual, or such as 60x for 60 times as fast, not \`${clock}\``,
    );
  }
}

/** @param {{ usual: any, least?: number, most: number }} limits */
function whole(name, text, limits) {
  const { usual, least = 0, most } = limits;
  if (text === undefined) return usual;
  const number = Number(text);
  if (/^[0-9]+$/.test(text) && number >= least && number <= most) return number;
  const range = `from ${least} to ${most}`;
  throw new UsageError(`option \`--${name}\` is a whole number ${range}, not \`${text}\``);
}

/** The names and addresses of this machine that only it reaches. */
function isThisMachine(host) {
  return /^(?:localhost|127(?:\.[0-9]{1,3}){3}|::1)$/.test(host);
}
