import * as api from "ready-reckoner";
import { charge } from "../support/charge.js";

console.log(charge(api));
