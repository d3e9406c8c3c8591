// @ts-check
/* Draws the network with vis-network, which pyvis brings along. It knows nothing of lists or panels. */
import { drawLabels } from "./picture.js";

/** @typedef {import("./picture.js").View} View */

const SHAPES = ["dot", "square", "triangle", "hexagon", "diamond"];
const SCALE = 1100;

/** @returns {import("./picture.js").Renderer} */
export function createCanvas(/** @type {HTMLElement} */ element, /** @type {import("./model.js").Model} */ model, /** @type {import("./picture.js").Options} */ options, /** @type {View} */ first) {
  let view = first;
  const { ties, drawn } = model;
  const node = (/** @type {number} */ i) => {
    const theme = options.theme();
    const dim = view.chosen >= 0 && i !== view.chosen && !view.near.has(i);
    return {
      id: i, x: model.x[i] * SCALE, y: model.y[i] * SCALE, shape: SHAPES[model.role[i]], size: view.sizes[i], hidden: !view.visible[i],
      borderWidth: i === view.chosen ? 3 : 1, color: { background: dim ? theme.dim : options.colour(i), border: i === view.chosen ? theme.text : theme.ground },
    };
  };
  const edge = (/** @type {number} */ j) => {
    const theme = options.theme();
    const mine = view.strong !== null && view.strong[j] > 0;
    return {
      id: j, from: ties.source[j], to: ties.target[j], hidden: view.strong ? !mine : !view.links[j], width: Math.min(0.5 + Math.log2(1 + ties.strength[j]) * 0.5, 5),
      color: { color: mine ? theme.accent : options.colour(ties.source[j]), opacity: mine ? 0.75 : 0.16, inherit: false },
      arrows: { to: { enabled: mine, scaleFactor: 0.4 } },
    };
  };
  /** @type {string[]} */ const knownNodes = [];
  /** @type {string[]} */ const knownEdges = [];
  /** What is not as it was: vis takes long for each thing it is told. */
  function changed(/** @type {number} */ count, /** @type {(i: number) => object} */ make, /** @type {string[]} */ known) {
    const found = [];
    for (let i = 0; i < count; i++) {
      const made = make(i), written = JSON.stringify(made);
      if (known[i] !== written) { known[i] = written; found.push(made); }
    }
    return found;
  }
  const nodesNow = () => changed(drawn, node, knownNodes), edgesNow = () => changed(ties.count, edge, knownEdges);
  // @ts-expect-error vis comes with pyvis
  const library = globalThis.vis;
  const nodes = new library.DataSet(nodesNow());
  const edges = new library.DataSet(edgesNow());
  const straight = ties.count > 4000;
  const network = new library.Network(element, { nodes, edges }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    nodes: { chosen: false },
    edges: { smooth: straight ? false : { enabled: true, type: "curvedCW", roundness: 0.1 }, chosen: false, selectionWidth: 0 },
    interaction: { hover: false, dragNodes: false, hideEdgesOnDrag: straight, hideEdgesOnZoom: straight, selectConnectedEdges: false, keyboard: false },
  });
  network.on("click", (/** @type {any} */ event) => {
    const hit = network.getNodeAt(event.pointer.DOM);
    options.onSelect(hit === undefined ? -1 : hit);
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => drawLabels(context,
    view.labelled.filter((i) => i < drawn && view.visible[i]).map((i) => [model.x[i] * SCALE, model.y[i] * SCALE, view.sizes[i], model.name[i]]),
    options.theme(), 13 / network.getScale()));
  for (const focusable of element.querySelectorAll("[tabindex]")) focusable.setAttribute("tabindex", "-1");
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
  return {
    name: "canvas", atOnce: Infinity,
    update(next) { view = next; nodes.update(nodesNow()); edges.update(edgesNow()); },
    fit() { network.fit({ animation: motion() }); },
    zoom(factor) { network.moveTo({ scale: network.getScale() * factor, animation: motion() }); },
    show(person) { network.fit({ nodes: [person, ...[...view.near].slice(0, 25)], maxZoomLevel: 1.2, animation: motion() }); },
    at(person) { return network.canvasToDOM({ x: model.x[person] * SCALE, y: model.y[person] * SCALE }); },
    resize() { network.redraw(); },
  };
}
