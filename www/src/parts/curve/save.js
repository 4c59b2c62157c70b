// A picture as a file of its own: with the colours and typefaces that the page has now.

const VARIABLE = /var\((--[\w-]+)\)/g;

/** @param {SVGSVGElement} picture */
export function svgText(picture) {
  const copy = picture.cloneNode(true);
  const styles = getComputedStyle(picture);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "Georgia, serif");
  for (const gone of copy.querySelectorAll(".cursor")) gone.remove();
  const ground = copy.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", "var(--paper)"]]) {
    ground.setAttribute(name, value);
  }
  copy.querySelector("desc").after(ground);
  const text = new XMLSerializer().serializeToString(copy);
  return text.replace(VARIABLE, (_, name) => styles.getPropertyValue(name).trim());
}
