import * as api from "ready-reckoner/slim";
import { charge } from "../support/charge.js";

await api.init();
document.querySelector("output").textContent = charge(api);
