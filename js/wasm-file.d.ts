/** The bundler decides what it makes of the file: a `WebAssembly.Module`, an address or bytes. */
declare const file: any;
export default file;
