// @ts-check
"use strict";
/* Draws the network on a canvas with vis-network. It knows nothing of rankings or panels: it is given positions, sizes,
   colours and who is visible, and says who was clicked. */

/** Shapes by role, in the order of the data's roles: shape carries the role as well as colour does. */
const SHAPES = ["dot", "square", "triangle", "hexagon", "diamond"];

/**
 * @param {HTMLElement} element
 * @param {any} data the page's data
 * @param {{onSelect: (person: number) => void, colour: (person: number) => string, theme: () => Record<string, string>}} options
 */
function createCanvas(element, data, options) {
  const { people, ties } = data;
  const drawn = people.x.length;
  const scale = 1100;
  let sizes = new Float64Array(drawn).fill(6);
  /** @type {Uint8Array} */ let visible = new Uint8Array(drawn).fill(1);
  /** @type {Uint8Array} */ let links = new Uint8Array(ties.source.length).fill(1);
  /** @type {Set<number>} */ let labelled = new Set();
  let chosen = -1;
  /** @type {Set<number>} */ let near = new Set();

  const node = (/** @type {number} */ i) => {
    const theme = options.theme();
    const dim = chosen >= 0 && i !== chosen && !near.has(i);
    const colour = dim ? theme.dim : options.colour(i);
    return {
      id: i, x: people.x[i] * scale, y: people.y[i] * scale, shape: SHAPES[people.role[i]], size: sizes[i],
      hidden: !visible[i], borderWidth: i === chosen ? 3 : 1,
      color: { background: colour, border: i === chosen ? theme.text : theme.ground, highlight: { background: colour, border: theme.text }, hover: { background: colour, border: theme.text } },
    };
  };
  const edge = (/** @type {number} */ j) => {
    const theme = options.theme();
    const [from, to] = [ties.source[j], ties.target[j]];
    const mine = from === chosen || to === chosen;
    const hidden = !links[j] || !visible[from] || !visible[to] || (chosen >= 0 && !mine);
    const count = ties.reply[j] + ties.mention[j] + ties.quote[j];
    return {
      id: j, from, to, hidden, width: Math.min(0.5 + Math.log2(1 + count) * 0.5, 5),
      color: { color: mine ? theme.accent : options.colour(from), opacity: mine ? 0.75 : 0.16, inherit: false, highlight: theme.accent, hover: theme.accent },
      arrows: { to: { enabled: mine, scaleFactor: 0.4 } },
    };
  };
  const all = (/** @type {number} */ count, /** @type {(i: number) => object} */ make) => Array.from({ length: count }, (_, i) => make(i));
  // @ts-ignore vis comes with pyvis
  const library = vis;
  const nodes = new library.DataSet(all(drawn, node));
  const edges = new library.DataSet(all(ties.source.length, edge));
  const straight = ties.source.length > 4000;
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
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => drawLabels(context));

  /** Names in a size that does not change with the zoom, the most important first, none over another. */
  function drawLabels(/** @type {CanvasRenderingContext2D} */ context) {
    const theme = options.theme();
    const zoom = network.getScale();
    const size = 13 / zoom;
    /** @type {number[][]} */ const taken = [];
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineWidth = 4 / zoom;
    context.lineJoin = "round";
    context.strokeStyle = theme.ground;
    context.fillStyle = theme.text;
    const wanted = chosen >= 0 ? [chosen, ...[...near].filter((i) => labelled.has(i))] : [...labelled];
    for (const i of wanted) {
      if (i >= drawn || !visible[i]) continue;
      const text = short(people.handle[i] || people.id[i]);
      const width = context.measureText(text).width;
      const y = people.y[i] * scale;
      const right = people.x[i] * scale + sizes[i] + 4 / zoom;
      const left = people.x[i] * scale - sizes[i] - 4 / zoom - width;
      const x = [right, left].find((start) => taken.every(([a, b, c, d]) => start > c || start + width < a || y - size * 0.6 > d || y + size * 0.6 < b));
      if (x === undefined) continue;
      taken.push([x, y - size * 0.6, x + width, y + size * 0.6]);
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }
  for (const focusable of element.querySelectorAll("[tabindex]")) focusable.setAttribute("tabindex", "-1");
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  return {
    /** Draw everything anew. */
    update(/** @type {{sizes?: Float64Array, visible?: Uint8Array, links?: Uint8Array, labelled?: Set<number>, chosen?: number, near?: Set<number>}} */ state) {
      sizes = state.sizes ?? sizes;
      visible = state.visible ?? visible;
      links = state.links ?? links;
      labelled = state.labelled ?? labelled;
      chosen = state.chosen ?? chosen;
      near = state.near ?? near;
      nodes.update(all(drawn, node));
      edges.update(all(ties.source.length, edge));
    },
    fit() { network.fit({ animation: motion() }); },
    zoom(/** @type {number} */ factor) { network.moveTo({ scale: network.getScale() * factor, animation: motion() }); },
    show(/** @type {number} */ person) { network.focus(person, { scale: Math.max(network.getScale(), 0.9), animation: motion() }); },
    at(/** @type {number} */ person) { return network.canvasToDOM({ x: people.x[person] * scale, y: people.y[person] * scale }); },
    resize() { network.redraw(); },
  };
}

/** A name short enough for a label. */
function short(/** @type {string} */ name) {
  const letters = Array.from(name);
  return letters.length > 22 ? `${letters.slice(0, 21).join("")}…` : name;
}
