// @ts-check
/* Everyone as a table, and as CSV. */
import { $, el } from "./dom.js";
import { cell } from "./model.js";
import { count, say, value } from "./words.js";

const ROWS = 200;

/** @typedef {{key: string, number: boolean, of: (person: number) => string|number, text: (person: number) => string}} Column */

export function createTable(/** @type {import("./panels.js").Page} */ page) {
  const { model, state } = page;
  const list = () => model.rankings[state.ranking];
  /** @type {Column[]} */
  const columns = [
    { key: "rank", number: true, of: (i) => (page.place()[i] < 0 ? Infinity : list().rank[page.place()[i]]), text: (i) => (page.place()[i] < 0 ? "–" : count(list().rank[page.place()[i]])) },
    { key: "person", number: false, of: (i) => model.name[i].toLowerCase(), text: (i) => model.name[i] },
    { key: "score", number: true, of: (i) => (page.place()[i] < 0 ? -1 : list().score[page.place()[i]]), text: (i) => (page.place()[i] < 0 ? "–" : value(list().score[page.place()[i]])) },
    { key: "role", number: false, of: (i) => say(`role.${model.data.roles[model.role[i]]}`), text: (i) => say(`role.${model.data.roles[model.role[i]]}`) },
    { key: "stage", number: false, of: (i) => say(`stage.${model.data.stages[model.stage[i]]}`), text: (i) => say(`stage.${model.data.stages[model.stage[i]]}`) },
    { key: "community", number: true, of: (i) => model.community[i], text: (i) => String(model.community[i] + 1) },
    { key: "posts", number: true, of: (i) => model.posts[i], text: (i) => count(model.posts[i]) },
    { key: "partnersShort", number: true, of: (i) => model.partners[i], text: (i) => count(model.partners[i]) },
  ];
  let sorted = 0, down = false, at = 0;

  function rows() {
    const of = columns[sorted].of;
    const keys = new Map();
    for (let i = 0; i < model.everyone; i++) if (page.passes(i)) keys.set(i, of(i));
    return [...keys.keys()].sort((a, b) => { const [x, y] = [keys.get(a), keys.get(b)]; return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a - b; });
  }
  function fill() {
    const kept = rows();
    const pages = Math.max(Math.ceil(kept.length / ROWS), 1);
    at = Math.min(Math.max(at, 0), pages - 1);
    $("table").querySelector("thead tr").replaceChildren(...columns.map((each, k) => el("th", { class: each.number ? "number" : "", "aria-sort": k === sorted ? (down ? "descending" : "ascending") : "none", scope: "col" },
      el("button", { type: "button", onclick: () => { down = k === sorted ? !down : k === 2; sorted = k; fill(); } }, say(each.key), ...(k === sorted ? [el("span", { "aria-hidden": "true" }, down ? " ↓" : " ↑")] : [])))));
    $("table").querySelector("tbody").replaceChildren(...kept.slice(at * ROWS, (at + 1) * ROWS).map((i) => el("tr", {}, ...columns.map((each, k) =>
      el("td", { class: each.number ? "number" : "" }, k === 1 ? el("button", { type: "button", class: "name", onclick: () => page.select(i) }, each.text(i)) : each.text(i))))));
    $("page-number").textContent = `${count(kept.length)} ${say("people")}, ${say("page")} ${at + 1} ${say("of")} ${pages}`;
    $("previous").disabled = at === 0;
    $("next").disabled = at === pages - 1;
  }
  return {
    fill,
    turn(/** @type {number} */ by) { at += by; fill(); },
    /** Everyone who passes, in the order shown; ids first, scores to six digits. */
    csv() {
      const head = ["id", ...columns.map((each) => (each.key === "partnersShort" ? "partners" : each.key))];
      const lines = rows().map((i) => [model.id[i], ...columns.map((each) => (each.key === "person" ? model.name[i] : each.key === "community" ? Number(each.of(i)) + 1 : (each.key === "rank" || each.key === "score") && page.place()[i] < 0 ? "" : each.key === "score" ? Number(Number(each.of(i)).toPrecision(6)) : each.of(i)))]);
      return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
    },
  };
}
