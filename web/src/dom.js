// @ts-check
/* Small helpers that make elements. Strangers' words become text, never markup. */
import look from "../../graphtool/views/page/look.json" with { type: "json" };

/** @returns {any} */
export const $ = (/** @type {string} */ id) => document.getElementById(id);

/** An element with attributes, a click and children. */
export function el(/** @type {string} */ tag, /** @type {Record<string, any>} */ set = {}, /** @type {(Node|string)[]} */ ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function facts(/** @type {[string, string][]} */ rows) {
  const list = el("dl");
  for (const [label, value] of rows) list.append(el("dt", {}, label), el("dd", {}, value));
  return list;
}

/** Shapes by role, in the order of the data's roles, in a box of 14. */
export const SHAPES = Object.values(look.shapes);

/** A role's shape in a colour. */
export function mark(/** @type {number} */ role, /** @type {string} */ colour) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[role]);
  path.setAttribute("fill", colour);
  svg.append(path);
  return svg;
}

/** A name short enough for a label. */
export function short(/** @type {string} */ name) {
  const letters = Array.from(name);
  return letters.length > 22 ? `${letters.slice(0, 21).join("")}…` : name;
}

export function download(/** @type {Blob} */ blob, /** @type {string} */ name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(/** @type {HTMLAnchorElement} */ (link).href), 10_000);
}
