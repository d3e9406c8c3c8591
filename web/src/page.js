// @ts-check
/* The page: state, controls, and what follows from them. Strangers' names reach the document as text alone. */
import { $, download, el, facts, mark } from "./dom.js";
import { decode, fromHash, open, partners, passing, passingTies, path, places, share, toHash } from "./model.js";
import { communityPanel, listPanel, personPanel } from "./panels.js";
import { picture } from "./picture.js";
import { createTable } from "./table.js";
import { count, language, say, speak } from "./words.js";

/** @typedef {(element: HTMLElement, model: import("./model.js").Model, options: import("./picture.js").Options, view: import("./picture.js").View) => import("./picture.js").Renderer} Create */

const LABELS = 40, HITS = 10, COLOURS = 8, NEAR = 80, MANY = 50_000;

export function start(/** @type {Create} */ create) {
  const data = JSON.parse($("data").textContent);
  const model = decode(data);
  const state = open(model);
  let more = new URLSearchParams();
  let colourBy = "role";
  let table = false;
  let community = -1; // whose panel is open
  let asking = false; // the search looks for the end of a path
  let place = places(model, undefined);
  let people = new Uint8Array(model.everyone), links = new Uint8Array(model.ties.count);
  /** @type {number[]} */ let way = [];

  // ---------------------------------------------------------------------------------------------- colours
  /** @type {Map<string, string>} */ const styles = new Map();
  const style = (/** @type {string} */ name) => {
    const known = styles.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    styles.set(name, known);
    return known;
  };
  /** @type {Map<number, number>} */
  const large = new Map(data.communities.slice(0, COLOURS).map((/** @type {any} */ each, /** @type {number} */ k) => [each.label, k]));
  const communityColour = (/** @type {number} */ label) => style(large.has(label) ? `--community-${large.get(label)}` : "--role-4");
  const roleColour = (/** @type {number} */ i) => style(model.stage[i] === model.newlyDiagnosed ? "--new" : `--role-${model.role[i]}`);
  const colour = (/** @type {number} */ i) => (colourBy === "community" ? communityColour(model.community[i]) : roleColour(i));
  const theme = () => ({ text: style("--text"), soft: style("--soft"), ground: style("--ground"), accent: style("--accent"), dim: style("--track"), line: style("--line") });
  const options = { colour, theme, onSelect: select };
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  // made with the first view, so that nothing is drawn twice
  let renderer = /** @type {import("./picture.js").Renderer} */ (/** @type {unknown} */ (undefined));

  const page = {
    model, state, colour, select, place: () => place, passes: (/** @type {number} */ i) => people[i] > 0, way: () => way,
    showCommunity(/** @type {number} */ label) { select(-1); community = label; panel(); remember(); focusPanel(); },
    onlyCommunity(/** @type {number} */ label) { state.community = label; controls(); apply(); },
    ego() { state.ego = !state.ego; apply(); $("ego").focus(); },
    askPath() { asking = true; $("search-hint").textContent = say("pathAsk"); $("search-hint").hidden = false; $("search").focus(); },
    endPath() { state.other = -1; apply(); $("path").focus(); },
  };
  const lines = createTable(page);

  // ---------------------------------------------------------------------------------------------- what is drawn
  function view() {
    const { ties } = model;
    const { person } = state;
    const list = model.rankings[state.ranking];
    const sizes = Float64Array.from({ length: model.drawn }, (_, i) => (place[i] < 0 ? 6 : 7.5 + 18 * (share(list, place[i]) / 100)));
    let visible = people.slice(0, model.drawn);
    const order = list ? [...list.person].filter((i) => i < model.drawn && visible[i]) : [];
    /** @type {Set<number>} */ let near = new Set();
    /** @type {Uint8Array|null} */ let strong = null;
    let labelled = order.slice(0, LABELS);
    way = [];
    if (person >= 0 && person < model.drawn) {
      strong = new Uint8Array(ties.count);
      if (state.other >= 0) {
        way = path(model, person, state.other, links);
        near = new Set(way);
        const steps = new Set(way.slice(1).flatMap((next, k) => [`${way[k]} ${next}`, `${next} ${way[k]}`]));
        for (let j = 0; j < ties.count; j++) strong[j] = Number(links[j] && steps.has(`${ties.source[j]} ${ties.target[j]}`));
      } else {
        near = new Set(partners(model, person, "both", links.map((shown, j) => (shown ? ties.strength[j] : 0))).slice(0, NEAR).map(([i]) => i));
        for (let j = 0; j < ties.count; j++) strong[j] = Number(links[j] && ((ties.source[j] === person && near.has(ties.target[j])) || (ties.target[j] === person && near.has(ties.source[j]))));
      }
      visible[person] = 1;
      if (state.ego) { visible = visible.map((shown, i) => Number(shown && (i === person || near.has(i)))); if (state.other < 0) for (let j = 0; j < ties.count; j++) if (links[j] && near.has(ties.source[j]) && near.has(ties.target[j])) strong[j] = 1; }
      labelled = [person, ...[...near].filter((i) => i !== person).slice(0, 24)];
    }
    return { sizes, visible, links, labelled, chosen: strong ? person : -1, near, strong };
  }

  function apply() {
    people = passing(model, state, place);
    links = passingTies(model, state, people);
    const drawn = view();
    if (renderer) renderer.update(drawn);
    else renderer = create($("canvas"), model, options, drawn);
    const shown = drawn.visible.reduce((sum, one) => sum + one, 0);
    const joined = (drawn.strong ?? links).reduce((sum, one) => sum + one, 0);
    $("counts").textContent = shown ? `${count(shown)} ${say("of")} ${count(model.drawn)} ${say("people")}, ${count(joined)} ${say("linksLower")}` : say("nobody");
    $("least-value").textContent = state.least ? `${state.least} ${say("ofFirst")}` : say("everyone");
    histogram();
    panel();
    if (table) lines.fill();
    remember();
  }
  function remember() {
    const hash = toHash(model, state, { colour: colourBy === "role" ? "" : colourBy, view: table ? "table" : "", lang: more.get("lang") ?? "" });
    history.replaceState(null, "", `#${hash}`);
  }
  function panel() {
    $("detail").replaceChildren(...(state.person >= 0 ? personPanel(page) : community >= 0 ? communityPanel(page, community) : listPanel(page)));
  }
  const focusPanel = () => $("panel").scrollTo({ top: 0 });

  function select(/** @type {number} */ i) {
    if (asking && i >= 0 && state.person >= 0 && i !== state.person && i < model.drawn) {
      state.other = i;
      endAsking();
      apply();
      $("live").textContent = way.length ? `${say("pathFound")}: ${way.map((person) => model.name[person]).join(" – ")}` : say("noPath");
      return;
    }
    endAsking();
    Object.assign(state, { person: i, other: -1, ego: false });
    community = -1;
    apply();
    focusPanel();
    if (i < 0) { $("live").textContent = ""; return; }
    if (i < model.drawn && !table) renderer.show(i);
    $("live").textContent = `${model.name[i]} ${say("chosen")}`;
  }
  function endAsking() { asking = false; $("search-hint").hidden = true; }

  // ---------------------------------------------------------------------------------------------- controls
  function choices(/** @type {string} */ id, /** @type {[any, string, Node|null, number][]} */ made, /** @type {Set<any>} */ chosen) {
    $(id).replaceChildren(...made.filter((each) => each[3] > 0 || !chosen.has(each[0])).map(([key, label, sign, number]) => {
      const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox" }));
      box.checked = chosen.has(key);
      box.addEventListener("change", () => { if (box.checked) chosen.add(key); else chosen.delete(key); apply(); });
      return el("label", { class: "choice" }, box, ...(sign ? [sign] : []), label, el("span", { class: "count" }, count(number)));
    }));
  }
  function fillSelect(/** @type {string} */ id, /** @type {[number, string][]} */ made, /** @type {number} */ chosen) {
    $(id).replaceChildren(...made.map(([key, label]) => el("option", { value: String(key) }, label)));
    $(id).value = String(chosen);
  }
  function controls() {
    const tally = (/** @type {ArrayLike<number>} */ column, /** @type {number} */ size) => { const sums = new Array(size).fill(0); for (let i = 0; i < column.length; i++) sums[column[i]] += 1; return sums; };
    const roles = tally(model.role, data.roles.length), stages = tally(model.stage, data.stages.length);
    choices("roles", data.roles.map((/** @type {string} */ role, /** @type {number} */ k) => [k, say(`role.${role}`), mark(k, colourBy === "role" ? style(`--role-${k}`) : style("--soft")), roles[k]]), state.roles);
    choices("stages", data.stages.map((/** @type {string} */ stage, /** @type {number} */ k) => [k, say(`stage.${stage}`), colourBy === "role" && k === model.newlyDiagnosed ? mark(0, style("--new")) : null, stages[k]]), state.stages);
    choices("kinds", data.kinds.map((/** @type {string} */ kind) => [kind, say(`kind.${kind}`), null, [...model.ties.kinds[kind]].reduce((sum, each) => sum + Number(each > 0), 0)]), state.kinds);
    fillSelect("ranking", model.rankings.map((list, k) => [k, say(`list.${list.name}`)]), state.ranking);
    fillSelect("community", [[-1, say("all")], ...data.communities.slice(0, 60).map((/** @type {any} */ each) => /** @type {[number, string]} */ ([each.label, `${say("community")} ${each.label + 1} (${count(each.size)})`]))], state.community);
    fillSelect("language", [[-1, say("all")], ...model.languages.map((name, k) => /** @type {[number, string]} */ ([k, name || "–"]))], state.language);
    $("language-filter").hidden = model.languages.length < 2;
    for (const id of ["from", "until"]) fillSelect(id, model.months.map((month, k) => [k, month]), id === "from" ? state.from : state.to);
    $("period-filter").hidden = model.months.length < 2;
    $("least").value = String(state.least);
    const legend = colourBy === "community" ? [...large].map(([label, k]) => el("li", {}, el("button", { type: "button", class: "plain", onclick: () => page.showCommunity(label) }, mark(0, style(`--community-${k}`)), `${say("community")} ${label + 1}`))) : [];
    $("legend").replaceChildren(...legend);
    if (legend.length && data.communities.length > COLOURS) $("legend").append(el("li", {}, mark(0, style("--role-4")), say("other")));
    for (const by of ["role", "community"]) $(`by-${by}`).setAttribute("aria-pressed", String(colourBy === by));
  }
  function histogram() {
    const most = Math.max(1, ...data.activity);
    const bars = $("histogram").children;
    if (bars.length !== data.activity.length) $("histogram").replaceChildren(...data.activity.map(() => el("i")));
    data.activity.forEach((/** @type {number} */ posts, /** @type {number} */ k) => {
      bars[k].style.height = `${Math.max(4, (posts / most) * 100)}%`;
      bars[k].className = k >= state.from && k <= state.to ? "" : "out";
    });
  }
  function words() {
    document.documentElement.lang = language();
    for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(/** @type {HTMLElement} */ (each).dataset.say ?? "");
    for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", say(/** @type {HTMLElement} */ (each).dataset.label ?? ""));
    $("search").placeholder = say("placeholder");
    if (data.report) Object.assign($("report"), { href: data.report, hidden: false });
    $("language-switch").textContent = language() === "de" ? "English" : "Deutsch";
    $("theme").textContent = say(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    const left = data.left_out;
    const made = /** @type {[string, string][]} */ (data.made);
    $("reading-text").replaceChildren(...["read1", "read2", "read3", "read4"].map((key) => el("p", {}, say(key))),
      ...(data.quotes ? [el("p", {}, el("strong", {}, say("quotes")))] : []), ...(data.pseudonyms ? [el("p", {}, say("pseudonyms"))] : []),
      ...(left.people_drawn < left.people ? [el("p", {}, `${count(left.people_drawn)} ${say("of")} ${count(left.people)} ${say("leftPeople")}`)] : []),
      ...(left.links_drawn < left.links ? [el("p", {}, `${count(left.links_drawn)} ${say("of")} ${count(left.links)} ${say("leftLinks")}`)] : []),
      ...(model.ties.count > renderer.atOnce ? [el("p", {}, `${count(renderer.atOnce)} ${say("atOnce")}`)] : []),
      el("p", {}, say("keys")), facts(made.map(([name, value]) => [say(name === "period" ? "made_period" : name), value])));
    const told = Object.fromEntries(made);
    $("period").textContent = [told.posts ? `${told.posts} ${say("postsLower")}` : "", told.period ?? ""].filter(Boolean).join(" · ");
    const warned = renderer.name === "plain" ? "noWebgl" : left.people_drawn < left.people ? "cut" : model.drawn > MANY ? "many" : "";
    $("notice").textContent = warned && say(warned).replace("{}", count(left.people_drawn)).replace("{}", count(left.people));
    $("notice").hidden = !warned;
  }
  function setTheme(/** @type {string} */ name) {
    document.documentElement.dataset.theme = name === "dark" ? "dark" : "light";
    styles.clear();
  }
  function showView() {
    const returned = !table && $("graph").hidden;
    $("table").hidden = !table;
    $("graph").hidden = table;
    $("show-table").setAttribute("aria-pressed", String(table));
    $("show-graph").setAttribute("aria-pressed", String(!table));
    if (table) lines.fill();
    else if (returned) renderer.resize();
  }
  function everything() { controls(); apply(); words(); }

  const on = (/** @type {string} */ id, /** @type {string} */ event, /** @type {(event: any) => void} */ what) => $(id).addEventListener(event, what);
  on("ranking", "change", () => { state.ranking = Number($("ranking").value); place = places(model, model.rankings[state.ranking]); apply(); });
  on("community", "change", () => { state.community = Number($("community").value); apply(); });
  on("language", "change", () => { state.language = Number($("language").value); apply(); });
  on("least", "input", () => { state.least = Number($("least").value); apply(); });
  on("from", "change", () => { state.from = Number($("from").value); state.to = Math.max(state.from, state.to); controls(); apply(); });
  on("until", "change", () => { state.to = Number($("until").value); state.from = Math.min(state.from, state.to); controls(); apply(); });
  // a stretch of the histogram, drawn with the pointer, is the period; the lists beside it do the same by keyboard
  /** @type {number|null} */ let brushed = null;
  const monthAt = (/** @type {any} */ event) => {
    const { left, width } = $("histogram").getBoundingClientRect();
    return Math.min(model.months.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * model.months.length)));
  };
  const brush = (/** @type {number} */ at) => {
    const [from, to] = [Math.min(brushed ?? at, at), Math.max(brushed ?? at, at)];
    if (from === state.from && to === state.to) return;
    Object.assign(state, { from, to });
    $("from").value = String(from);
    $("until").value = String(to);
    apply();
  };
  on("histogram", "pointerdown", (event) => { $("histogram").setPointerCapture(event.pointerId); brushed = monthAt(event); brush(brushed); });
  on("histogram", "pointermove", (event) => { if (brushed !== null) brush(monthAt(event)); });
  for (const end of ["pointerup", "pointercancel"]) on("histogram", end, () => { brushed = null; });
  on("step", "click", () => {
    const last = model.months.length - 1;
    const width = state.from === 0 && state.to === last ? Math.max(0, Math.ceil(model.months.length / 6) - 1) : state.to - state.from;
    state.from = state.from === 0 && state.to === last ? 0 : state.to >= last ? 0 : state.to + 1;
    state.to = Math.min(state.from + width, last);
    controls();
    apply();
    $("live").textContent = `${model.months[state.from]} – ${model.months[state.to]}`;
  });
  on("clear", "click", () => {
    const { ranking, person } = state;
    Object.assign(state, open(model), { ranking, person });
    controls();
    apply();
  });
  for (const by of ["role", "community"]) on(`by-${by}`, "click", () => { colourBy = by; controls(); apply(); });
  on("theme", "click", () => { setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"); everything(); });
  on("language-switch", "click", () => { const next = language() === "de" ? "en" : "de"; more.set("lang", next); speak(next); everything(); });
  on("show-graph", "click", () => { table = false; showView(); remember(); });
  on("show-table", "click", () => { table = true; showView(); remember(); });
  on("previous", "click", () => lines.turn(-1));
  on("next", "click", () => lines.turn(1));
  on("zoom-in", "click", () => renderer.zoom(1.5));
  on("zoom-out", "click", () => renderer.zoom(1 / 1.5));
  on("zoom-fit", "click", () => renderer.fit());
  on("save-csv", "click", () => download(new Blob([lines.csv()], { type: "text/csv;charset=utf-8" }), "people.csv"));
  on("save-png", "click", () => savedPicture().toBlob((blob) => { if (blob) download(blob, "network.png"); }, "image/png"));
  function savedPicture() {
    const legend = colourBy === "community"
      ? [...large].map(([label, k]) => /** @type {[number, string, string]} */ ([0, style(`--community-${k}`), `${say("community")} ${label + 1}`]))
      : [...data.roles.map((/** @type {string} */ role, /** @type {number} */ k) => [k, style(`--role-${k}`), say(`role.${role}`)]), [0, style("--new"), say("newly")]];
    const caption = [$("counts").textContent, model.rankings[state.ranking] ? say(`list.${model.rankings[state.ranking].name}`) : "", ...data.made.filter((/** @type {string[]} */ each) => ["period", "version"].includes(each[0])).map((/** @type {string[]} */ each) => each[1])].filter(Boolean).join(" · ");
    return picture(model, view(), options, { title: data.title, caption, legend });
  }

  // ---------------------------------------------------------------------------------------------- search and keys
  /** @type {number[]} */ let found = [];
  let marked = 0;
  function search() {
    const wanted = $("search").value.trim().toLowerCase();
    found = [];
    if (wanted) for (let i = 0; i < model.everyone && found.length < HITS; i++) if (model.name[i].toLowerCase().includes(wanted) || model.id[i].toLowerCase().includes(wanted)) found.push(i);
    marked = 0;
    drawHits();
  }
  function drawHits() {
    $("hits").replaceChildren(...found.map((i, k) => el("li", { role: "option", id: `hit-${k}`, class: "name", "aria-selected": String(k === marked), onclick: () => take(i) }, model.name[i])));
    $("hits").hidden = !found.length;
    $("search").setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) $("search").setAttribute("aria-activedescendant", `hit-${marked}`);
    else $("search").removeAttribute("aria-activedescendant");
  }
  function take(/** @type {number} */ i) { found = []; $("search").value = ""; drawHits(); select(i); }
  on("search", "input", search);
  on("search", "keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      marked = (marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1);
      drawHits();
    } else if (event.key === "Enter" && found.length) take(found[marked]);
  });
  /** The next person of the list, seen from the one chosen. */
  function step(/** @type {number} */ by) {
    const list = model.rankings[state.ranking];
    const shown = list ? [...list.person].filter((i) => people[i]) : [];
    if (!shown.length) return;
    const at = shown.indexOf(state.person);
    select(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  }
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { if (found.length) { found = []; drawHits(); } else if (asking) endAsking(); else select(-1); return; }
    if (target.matches("input[type=search]")) return;
    if (event.key === "/") { event.preventDefault(); $("search").focus(); }
    else if (target.matches("input, select, #table, #panel, #controls")) return;
    else if (event.key === "+") renderer.zoom(1.5);
    else if (event.key === "-") renderer.zoom(1 / 1.5);
    else if (event.key === "0") renderer.fit();
    else if (event.key === "ArrowRight" || event.key === "ArrowDown") { event.preventDefault(); step(1); }
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") { event.preventDefault(); step(-1); }
  });
  // paper is light, and has a picture of its own in the place of what a screen moves
  /** @type {string|undefined} */ let beforePaper;
  addEventListener("beforeprint", () => {
    beforePaper ??= document.documentElement.dataset.theme;
    setTheme("light");
    everything();
    $("paper").replaceChildren(savedPicture());
  });
  addEventListener("afterprint", () => {
    setTheme(beforePaper ?? "light");
    beforePaper = undefined;
    everything();
    $("paper").replaceChildren();
  });

  /** Everything as the address asks for it. */
  function follow() {
    const asked = fromHash(model, location.hash);
    Object.assign(state, asked.state);
    more = asked.more;
    colourBy = more.get("colour") === "community" ? "community" : "role";
    table = more.get("view") === "table";
    community = -1;
    place = places(model, model.rankings[state.ranking]);
    speak(more.get("lang") ?? data.language ?? (navigator.language.startsWith("de") ? "de" : "en"));
    const theme = more.get("theme");
    if (theme) setTheme(theme);
    endAsking();
    everything();
    showView();
    if (state.person >= 0 && state.person < model.drawn && !table) renderer.show(state.person);
  }
  addEventListener("hashchange", follow);
  follow();

  // for tests and for those who look inside
  Object.assign(globalThis, { graphtoolPage: { data, model, state, renderer, select, picture: savedPicture, csv: lines.csv } });
}
