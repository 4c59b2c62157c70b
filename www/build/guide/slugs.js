// How documents and their headings are called in addresses of the guide.

/** `docs/pricing.md` is `pricing`, `README.md` is `readme`, `benches/README.md` is `benches`. */
export function slugOfDocument(path) {
  const name = path.replace(/^docs\//, "").replace(/\.md$/, "").toLowerCase();
  return name.replace(/\/readme$/, "").replaceAll("/", "-");
}

/** Names for the headings of one document, as GitHub makes them, so that its links hold. */
export function createHeadingSlugs() {
  const seen = new Map();
  return (heading) => {
    const slug = heading.toLowerCase().replaceAll(/[^\w\- ]/g, "").replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}
