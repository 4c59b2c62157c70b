import * as api from "ready-reckoner";
import { charge } from "../support/charge.js";

document.querySelector("output").textContent = charge(api);
