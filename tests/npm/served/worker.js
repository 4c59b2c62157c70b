import { answer } from "./serve.js";

export default { fetch: (request, _env, context) => answer(request, context) };
