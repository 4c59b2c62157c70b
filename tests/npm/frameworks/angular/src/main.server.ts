import { mergeApplicationConfig } from "@angular/core";
import { type BootstrapContext, bootstrapApplication } from "@angular/platform-browser";
import { provideServerRendering, RenderMode, withRoutes } from "@angular/ssr";
import { App, config } from "./app";

const rendering = withRoutes([
  { path: "prerendered", renderMode: RenderMode.Prerender },
  { path: "**", renderMode: RenderMode.Server },
]);
const merged = mergeApplicationConfig(config, { providers: [provideServerRendering(rendering)] });

export default (context: BootstrapContext) => bootstrapApplication(App, merged, context);
