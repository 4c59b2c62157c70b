import { answer } from "./serve.js";

export default { fetch: answer };
