// Workers have no import map.
import * as api from "/node_modules/ready-reckoner/index.js";
import { charge } from "/charge.js";

postMessage(charge(api));
