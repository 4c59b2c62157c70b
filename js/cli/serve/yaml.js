// The reader of YAML, which is loaded when a file is in it.

export { parseDocument } from "yaml";
