/**
 * Hands the user a file.
 *
 * @param {string} name of the file
 * @param {string} type its media type
 * @param {BlobPart[]} parts
 */
export function download(name, type, ...parts) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
