// `npx ready-reckoner serve`, as anybody starts it.

import { spawn } from "node:child_process";
import { once } from "node:events";

export async function start() {
  const command = "node_modules/.bin/ready-reckoner";
  const words = ["serve", "--port", "0", "--log", "none"];
  const child = spawn(process.execPath, [command, ...words]);
  child.stderr.pipe(process.stderr);
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    const [, url] = /^listening +(\S+),/m.exec(output) ?? [];
    if (url === undefined) continue;
    const ended = once(child, "close");
    return {
      url,
      async end() {
        child.kill("SIGTERM");
        const [status] = await ended;
        if (status !== 0) throw new Error(`serve ended with ${status}`);
      },
    };
  }
  throw new Error(`serve did not listen: ${output}`);
}
