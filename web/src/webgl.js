// @ts-check
/* Draws the network with sigma.js and graphology (WebGL), for more people than a canvas moves. */
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { createPlain, drawLabels } from "./picture.js";
import { ShapeProgram } from "./shapes.js";

/** @typedef {import("./picture.js").View} View */

const STRONGEST = 40_000, STRONGEST_IN_SOFTWARE = 20_000; // links drawn while nobody is chosen

/** Whether WebGL works here, and whether in software. */
function graphics() {
  const canvas = document.createElement("canvas");
  const context = /** @type {WebGLRenderingContext|null} */ (canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  if (!context) return { works: false, software: false };
  const known = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(known ? known.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { works: true, software: /swiftshader|llvmpipe|software|basic render/i.test(name) };
}

/** Links under this strength are drawn only for somebody chosen. */
export function threshold(/** @type {Float64Array} */ strength, /** @type {number} */ most) {
  return strength.length <= most ? 0 : strength.slice().sort()[strength.length - most];
}

/** @returns {import("./picture.js").Renderer} */
export function createWebgl(/** @type {HTMLElement} */ element, /** @type {import("./model.js").Model} */ model, /** @type {import("./picture.js").Options} */ options, /** @type {View} */ first) {
  let view = first;
  const { works, software } = graphics();
  if (!works) return createPlain(element, { ...model, drawn: Math.min(model.drawn, 2000) }, options, first);
  const { ties, drawn } = model;
  let prominentPeople = new Set(view.labelled);
  const graph = new Graph({ type: "directed", multi: false, allowSelfLoops: false });
  for (let i = 0; i < drawn; i++) graph.addNode(i, { x: model.x[i], y: -model.y[i], size: 1, role: model.role[i] });
  const most = software ? STRONGEST_IN_SOFTWARE : STRONGEST;
  const least = threshold(ties.strength, most);
  // ties arrive sorted, so many equal ones at the threshold are left to the first
  let room = most;
  const prominent = Uint8Array.from({ length: ties.count }, (_, j) => Number(ties.strength[j] > least || (ties.count <= most)));
  for (const one of prominent) room -= one;
  for (let j = 0; j < ties.count && room > 0; j++) if (!prominent[j] && ties.strength[j] === least) { prominent[j] = 1; room -= 1; }
  for (let j = 0; j < ties.count; j++) graph.addDirectedEdgeWithKey(j, ties.source[j], ties.target[j], { size: 0.5 });
  // crowded people are small, so that discs stay open; those first in the list are not, so that they are seen
  const factor = Math.min(0.6, Math.max(0.15, 26 / Math.sqrt(drawn)));
  const grown = Math.max(factor, 0.4);
  const size = (/** @type {number} */ i) => 6 * factor + (view.sizes[i] - 6) * grown;
  /** @type {Map<string, string>} */ const faded = new Map();
  const faint = (/** @type {string} */ colour) => {
    // sigma blends premultiplied colours: without this faint links turn white
    let made = faded.get(colour);
    if (!made) {
      const alpha = Math.min(0.12, Math.max(0.03, 900 / ties.count));
      const [r, g, b] = [1, 3, 5].map((k) => Math.round(parseInt(colour.slice(k, k + 2), 16) * alpha));
      made = `rgba(${r},${g},${b},${alpha})`;
      faded.set(colour, made);
    }
    return made;
  };
  const sigma = new Sigma(graph, element, {
    zIndex: true, renderLabels: false, renderEdgeLabels: false, hideEdgesOnMove: ties.count > 20_000, minCameraRatio: 0.02, maxCameraRatio: 4, stagePadding: 40,
    defaultEdgeType: software ? "line" : "rectangle", defaultNodeType: "shape",
    nodeProgramClasses: { shape: ShapeProgram }, edgeProgramClasses: { line: EdgeLineProgram, rectangle: EdgeRectangleProgram },
    defaultDrawNodeHover() {}, allowInvalidContainer: true,
    // what sigma gives is a copy of its own: changing it is quicker than spreading it into another
    nodeReducer(key, given) {
      const i = Number(key);
      const dim = view.chosen >= 0 && i !== view.chosen && !view.near.has(i);
      given.hidden = !view.visible[i];
      given.size = size(i) * (dim ? 0.7 : 1);
      given.color = dim ? options.theme().dim : options.colour(i);
      given.zIndex = i === view.chosen ? 3 : dim ? 0 : prominentPeople.has(i) ? 2 : 1;
      return given;
    },
    edgeReducer(key, given) {
      const j = Number(key);
      if (view.strong) {
        given.hidden = !view.strong[j];
        given.size = 1.5;
        given.zIndex = 1;
        if (!given.hidden) given.color = options.theme().accent;
      } else {
        given.hidden = !(view.links[j] && prominent[j]);
        given.size = 0.8;
        given.zIndex = 0;
        if (!given.hidden) given.color = faint(options.colour(ties.source[j]));
      }
      return given;
    },
  });
  const labels = document.createElement("canvas");
  labels.className = "fill above";
  element.append(labels);
  const context = /** @type {CanvasRenderingContext2D} */ (labels.getContext("2d"));
  const at = (/** @type {number} */ i) => sigma.graphToViewport({ x: model.x[i], y: -model.y[i] });
  function overlay() {
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = element;
    if (labels.width !== Math.round(width * ratio) || labels.height !== Math.round(height * ratio)) { labels.width = Math.round(width * ratio); labels.height = Math.round(height * ratio); }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (view.chosen >= 0) {
      const { x, y } = at(view.chosen);
      context.beginPath();
      context.arc(x, y, sigma.scaleSize(size(view.chosen)) + 2.5, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = options.theme().text;
      context.stroke();
    }
    drawLabels(context, view.labelled.filter((i) => i < drawn && view.visible[i]).map((i) => { const { x, y } = at(i); return [x, y, sigma.scaleSize(size(i)), model.name[i]]; }), options.theme(), 13, width);
  }
  sigma.on("afterRender", overlay);
  overlay(); // sigma drew once already
  sigma.on("clickNode", ({ node }) => options.onSelect(Number(node)));
  sigma.on("clickStage", () => options.onSelect(-1));
  const camera = sigma.getCamera();
  const duration = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 300);
  return {
    name: "webgl", atOnce: most,
    update(next) { view = next; prominentPeople = new Set(view.labelled); sigma.refresh({ skipIndexation: true }); },
    fit() { camera.animatedReset({ duration: duration() }); },
    zoom(by) { camera.animate({ ratio: camera.ratio / by }, { duration: duration() }); },
    show(person) {
      const spots = [person, ...[...view.near].slice(0, 25)].map((i) => sigma.getNodeDisplayData(String(i))).filter((spot) => spot !== undefined);
      const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
      const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      if (spots.length) camera.animate({ x: (left + right) / 2, y: (low + high) / 2, ratio: Math.min(1, Math.max(0.1, 1.4 * Math.max(right - left, high - low))) }, { duration: duration() });
    },
    at,
    resize() { sigma.resize(); sigma.refresh(); },
  };
}
