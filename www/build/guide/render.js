// A document as HTML, and as the sections that are searched. HTML in a document is shown as text,
// and nothing here needs a style attribute, which the page's policy would refuse.

import { dirname, posix } from "node:path";
import markdownIt from "markdown-it";
import { renderListing } from "./listing.js";
import { createHeadingSlugs, slugOfDocument } from "./slugs.js";

/** Headings as deep as this are in the list of contents. */
const DEEPEST = 3;

/** What is called otherwise among the others than alone. */
const TITLES = { readme: "Overview" };

/**
 * @typedef {{ slug: string, level: number, text: string }} Heading
 * @typedef {Heading & { words: string }} Section what stands below a heading, as plain words
 *
 * @param {{ slug: string, path: string, text: string }} document
 * @param {Map<string, { slug: string }>} documents all of the guide, by path
 * @returns {{ html: string, title: string, headings: Heading[], sections: Section[] }}
 */
export function renderDocument(document, documents) {
  const markdown = markdownIt({ html: false, linkify: false, typographer: false });
  markdown.renderer.rules.fence = (tokens, at) => {
    const { content, info } = tokens[at];
    return renderListing(content.trimEnd(), info.trim() || "text");
  };
  const wide = '<div class="wide" role="group" aria-label="Table">';
  markdown.renderer.rules.table_open = () => `${wide}<table>\n`;
  markdown.renderer.rules.table_close = () => "</table></div>\n";
  const tokens = markdown.parse(document.text, {});
  const headings = nameHeadings(tokens, document.slug);
  for (const token of tokens) {
    alignByClass(token);
    if (token.type === "inline") leadLinks(token.children, document, documents);
  }
  const title = TITLES[document.slug] ?? headings.find(({ level }) => level === 1)?.text;
  if (title === undefined) throw new Error(`${document.path} has no title`);
  const shown = withoutPictures(withoutTitle(tokens));
  const html = markdown.renderer.render(shown, markdown.options, {});
  return { html, title, headings, sections: sectionsOf(tokens, headings) };
}

/** The page writes the title itself. */
function withoutTitle(tokens) {
  const at = tokens.findIndex(({ type, tag }) => type === "heading_open" && tag === "h1");
  return at < 0 ? tokens : tokens.toSpliced(at, 3);
}

/** The pictures are of the site itself: in it, they show nothing. */
function withoutPictures(tokens) {
  const isPicture = (token) =>
    token?.children?.some(({ type }) => type === "image") &&
    token.children.every(({ type }) => type === "image" || type === "softbreak");
  return tokens.filter((_, at) => ![-1, 0, 1].some((by) => isPicture(tokens[at + by])));
}

/** Gives each heading its name, and makes it a link to itself. */
function nameHeadings(tokens, slug) {
  const name = createHeadingSlugs();
  const headings = [];
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "heading_open") continue;
    const inline = tokens[at + 1];
    const heading = { slug: name(inline.content), level: Number(token.tag.slice(1)) };
    headings.push({ ...heading, text: plain(inline.children) });
    token.attrSet("data-heading", heading.slug);
    if (heading.level > 1 && heading.level <= DEEPEST) wrapInLink(inline, slug, heading.slug);
  }
  return headings;
}

function wrapInLink(inline, slug, heading) {
  const [open] = markdownIt().parseInline("[a](a)")[0].children;
  const close = Object.assign(Object.create(Object.getPrototypeOf(open)), open, {
    type: "link_close",
    nesting: -1,
    attrs: null,
  });
  open.attrs = [["href", `#/guide/${slug}/${heading}`]];
  open.meta = { own: true };
  inline.children = [open, ...inline.children, close];
}

/** Cells are aligned by a class. */
function alignByClass(token) {
  const style = token.attrGet?.("style");
  if (!style) return;
  token.attrs = token.attrs.filter(([name]) => name !== "style");
  token.attrJoin("class", style.replace("text-align:", "align-"));
}

/** Links between documents lead to the guide; what the site does not have is named, not linked. */
function leadLinks(children, document, documents) {
  for (const [at, token] of children.entries()) {
    if (token.type !== "link_open" || token.meta?.own) continue;
    const [path, anchor] = token.attrGet("href").split("#");
    const target = path === "" ? document.path : posix.join(dirname(document.path), path);
    const found = documents.has(target);
    if (found) {
      const place = ["#/guide", slugOfDocument(target), ...(anchor ? [anchor] : [])];
      token.attrSet("href", place.join("/"));
      continue;
    }
    token.tag = "span";
    token.attrs = [["class", "elsewhere"]];
    children.slice(at).find(({ type }) => type === "link_close").tag = "span";
  }
}

/** The words below each heading, without the marks of Markdown. */
function sectionsOf(tokens, headings) {
  const sections = [];
  const names = headings[Symbol.iterator]();
  for (const [at, token] of tokens.entries()) {
    if (token.type === "heading_open") sections.push({ ...names.next().value, words: "" });
    const section = sections.at(-1);
    if (section === undefined || tokens[at - 1]?.type === "heading_open") continue;
    if (token.type === "inline") section.words += `${plain(token.children)} `;
    if (token.type === "fence") section.words += `${token.content} `;
  }
  return sections;
}

function plain(children) {
  return children
    .map(({ type, content }) => (type === "softbreak" ? " " : content))
    .join("");
}
