import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  AngularNodeAppEngine,
  createNodeRequestHandler,
  isMainModule,
  writeResponseToNodeResponse,
} from "@angular/ssr/node";

const engine = new AngularNodeAppEngine({ allowedHosts: ["127.0.0.1"] });

const handle = async (request: IncomingMessage, response: ServerResponse) => {
  const answer = await engine.handle(request);
  if (answer) await writeResponseToNodeResponse(answer, response);
  else response.writeHead(404).end();
};

// What the build asks, too.
export const reqHandler = createNodeRequestHandler(handle);

if (isMainModule(import.meta.url)) {
  createServer(handle).listen(Number(process.env["PORT"]), "127.0.0.1");
}
