// @ts-check
/* Draws people and links on a 2D canvas: the picture that is saved, and the view of a browser without WebGL. */
import { SHAPES, short } from "./dom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{
 *   sizes: Float64Array, visible: Uint8Array, links: Uint8Array, labelled: number[], chosen: number, near: Set<number>,
 *   strong: Uint8Array|null,
 * }} View what is drawn: radii in pixels of a window 900 wide; ``strong`` are the links of what is chosen, alone shown
 * @typedef {{text: string, soft: string, ground: string, accent: string, dim: string, line: string}} Theme
 * @typedef {{colour: (person: number) => string, theme: () => Theme, onSelect: (person: number) => void}} Options
 * @typedef {{name: string, atOnce: number, update: (view: View) => void, fit: () => void, zoom: (factor: number) => void,
 *   show: (person: number) => void, at: (person: number) => {x: number, y: number}, resize: () => void}} Renderer
 */

/** The most important names first, none over another or out of a picture ``width`` wide. Items are [x, y, radius, text]. */
export function drawLabels(/** @type {CanvasRenderingContext2D} */ context, /** @type {[number, number, number, string][]} */ items, /** @type {Theme} */ theme, /** @type {number} */ size, width = Infinity) {
  /** @type {number[][]} */ const taken = [];
  context.font = `600 ${size}px system-ui, "Noto Sans", "Noto Sans CJK SC", "Noto Color Emoji", sans-serif`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineWidth = size * 0.3;
  context.lineJoin = "round";
  context.strokeStyle = theme.ground;
  context.fillStyle = theme.text;
  for (const [x, y, radius, name] of items) {
    const text = short(name);
    const length = context.measureText(text).width;
    const start = [x + radius + size * 0.3, x - radius - size * 0.3 - length].find((left) => (width === Infinity || (left >= 0 && left + length <= width))
      && taken.every(([a, b, c, d]) => left > c || left + length < a || y - size * 0.6 > d || y + size * 0.6 < b));
    if (start === undefined) continue;
    taken.push([start, y - size * 0.6, start + length, y + size * 0.6]);
    context.strokeText(text, start, y);
    context.fillText(text, start, y);
  }
}

const PATHS = typeof Path2D === "undefined" ? [] : SHAPES.map((shape) => new Path2D(shape));

/** Draw a view; ``to`` gives the pixel of a person, ``unit`` the pixels of one of a window 900 wide. */
export function draw(/** @type {CanvasRenderingContext2D} */ context, /** @type {Model} */ model, /** @type {View} */ view, /** @type {Options} */ options, /** @type {(person: number) => [number, number]} */ to, /** @type {number} */ unit, width = Infinity) {
  const theme = options.theme();
  const { ties } = model;
  for (let j = 0; j < ties.count; j++) {
    const shown = view.strong ? view.strong[j] : view.links[j];
    if (!shown) continue;
    const [a, b] = to(ties.source[j]), [c, d] = to(ties.target[j]);
    context.strokeStyle = view.strong ? theme.accent : options.colour(ties.source[j]);
    context.globalAlpha = view.strong ? 0.75 : 0.16;
    context.lineWidth = Math.min(0.5 + Math.log2(1 + ties.strength[j]) * 0.4, 4) * unit;
    context.beginPath();
    context.moveTo(a, b);
    context.lineTo(c, d);
    context.stroke();
  }
  context.globalAlpha = 1;
  const order = Array.from({ length: model.drawn }, (_, i) => i).filter((i) => view.visible[i]).sort((a, b) => view.sizes[b] - view.sizes[a]);
  for (const i of order) {
    const [x, y] = to(i);
    const scale = (view.sizes[i] / 7) * unit;
    const dim = view.chosen >= 0 && i !== view.chosen && !view.near.has(i);
    context.save();
    context.translate(x - 7 * scale, y - 7 * scale);
    context.scale(scale, scale);
    context.fillStyle = dim ? theme.dim : options.colour(i);
    context.fill(PATHS[model.role[i]]);
    context.lineWidth = (i === view.chosen ? 2 : 0.7) * unit / scale;
    context.strokeStyle = i === view.chosen ? theme.text : theme.ground;
    context.stroke(PATHS[model.role[i]]);
    context.restore();
  }
  drawLabels(context, view.labelled.filter((i) => view.visible[i]).map((i) => [...to(i), view.sizes[i] * unit, model.name[i]]), theme, 13 * unit, width);
}

/** The box around all people drawn. */
export function frame(/** @type {Model} */ model) {
  let [left, top, right, bottom] = [-1, -1, 1, 1];
  for (let i = 0; i < model.drawn; i++) {
    left = Math.min(left, model.x[i]); right = Math.max(right, model.x[i]);
    top = Math.min(top, model.y[i]); bottom = Math.max(bottom, model.y[i]);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** A picture at print size with title, legend and caption. Legend items are [role, colour, words]. */
export function picture(/** @type {Model} */ model, /** @type {View} */ view, /** @type {Options} */ options, /** @type {{title: string, caption: string, legend: [number, string, string][]}} */ words, width = 3000, height = 2250) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const theme = options.theme();
  const unit = width / 1200;
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, width, height);
  const box = frame(model);
  const [top, foot, side] = [64 * unit, 56 * unit, 60 * unit];
  const scale = Math.min((width - 2 * side) / box.width, (height - top - foot - 40 * unit) / box.height);
  const [x0, y0] = [(width - box.width * scale) / 2, top + (height - top - foot - box.height * scale) / 2];
  draw(context, model, view, options, (i) => [x0 + (model.x[i] - box.left) * scale, y0 + (model.y[i] - box.top) * scale], unit, width);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.font = `700 ${22 * unit}px system-ui, sans-serif`;
  context.fillText(words.title, 24 * unit, 36 * unit, width - 48 * unit);
  context.font = `${13 * unit}px system-ui, sans-serif`;
  context.fillStyle = theme.soft;
  context.fillText(words.caption, 24 * unit, height - 16 * unit, width - 48 * unit);
  let x = 24 * unit;
  for (const [role, colour, text] of words.legend) {
    context.save();
    context.translate(x, height - 48 * unit);
    context.scale(unit, unit);
    context.fillStyle = colour;
    context.fill(PATHS[role]);
    context.restore();
    context.fillText(text, x + 20 * unit, height - 37 * unit);
    x += context.measureText(text).width + 44 * unit;
  }
  return canvas;
}

/** The view of a browser without WebGL. @returns {Renderer} */
export function createPlain(/** @type {HTMLElement} */ element, /** @type {Model} */ model, /** @type {Options} */ options, /** @type {View} */ first) {
  let view = first;
  const canvas = document.createElement("canvas");
  canvas.className = "fill";
  element.append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const box = frame(model);
  let [scale, x0, y0] = [1, 0, 0];
  const to = (/** @type {number} */ i) => /** @type {[number, number]} */ ([x0 + model.x[i] * scale, y0 + model.y[i] * scale]);
  function paint() {
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = element;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) { canvas.width = width * ratio; canvas.height = height * ratio; }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, model, view, options, to, 1, width);
  }
  function fit() {
    scale = 0.94 * Math.min(element.clientWidth / box.width, element.clientHeight / box.height);
    x0 = element.clientWidth / 2 - (box.left + box.width / 2) * scale;
    y0 = element.clientHeight / 2 - (box.top + box.height / 2) * scale;
    paint();
  }
  function zoom(/** @type {number} */ factor, x = element.clientWidth / 2, y = element.clientHeight / 2) {
    scale *= factor;
    x0 = x - (x - x0) * factor;
    y0 = y - (y - y0) * factor;
    paint();
  }
  /** @type {[number, number]|null} */ let held = null;
  let moved = false;
  canvas.addEventListener("pointerdown", (event) => { held = [event.offsetX, event.offsetY]; moved = false; });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.offsetX - held[0], event.offsetY - held[1]];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    [x0, y0, held] = [x0 + dx, y0 + dy, [event.offsetX, event.offsetY]];
    paint();
  });
  canvas.addEventListener("pointerup", (event) => {
    held = null;
    if (moved) return;
    let [best, least] = [-1, 14];
    for (let i = 0; i < model.drawn; i++) {
      const [x, y] = to(i);
      const away = Math.hypot(x - event.offsetX, y - event.offsetY) - view.sizes[i];
      if (view.visible[i] && away < Math.min(least, 3)) [best, least] = [i, away];
    }
    options.onSelect(best);
  });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.offsetX, event.offsetY); }, { passive: false });
  fit();
  return {
    name: "plain", atOnce: Infinity,
    update(next) { view = next; paint(); },
    fit, zoom: (factor) => zoom(factor),
    show(i) { const [x, y] = to(i); x0 += element.clientWidth / 2 - x; y0 += element.clientHeight / 2 - y; paint(); },
    at(i) { const [x, y] = to(i); return { x, y }; },
    resize: fit,
  };
}
