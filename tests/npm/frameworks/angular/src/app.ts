import { type ApplicationConfig, Component } from "@angular/core";
import { provideRouter, RouterOutlet } from "@angular/router";
import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../support/use.js";

@Component({ selector: "app-page", template: "<output>{{ used }}</output>" })
class Page {
  readonly used = use(calculators, ledger);
}

@Component({ selector: "app-root", imports: [RouterOutlet], template: "<router-outlet />" })
export class App {}

/** The same page, made for each request, and at the build. */
const paths = ["server", "prerendered"];

export const config: ApplicationConfig = {
  providers: [provideRouter(paths.map((path) => ({ path, component: Page })))],
};
