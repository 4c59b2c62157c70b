import * as api from "ready-reckoner";
import { charge } from "../support/charge.js";

export default {
  fetch: () => new Response(charge(api)),
};
