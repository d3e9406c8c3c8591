// @ts-check
"use strict";
/* The page: filters, lists, panel and table. Strangers' names reach the document by textContent alone. */
(() => {
  const data = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("data")).textContent ?? "{}");
  const { people, ties, rankings } = data;
  const everyone = people.id.length;
  const drawn = people.x.length;
  const ROLE_WORDS = { patient: "Patient", caregiver: "Caregiver", professional: "Professional", organisation: "Organisation", unknown: "Not known" };
  const KIND_WORDS = { reply: "Replies", mention: "Mentions", quote: "Quotes" };
  const PAGE_ROWS = 200;

  /** @returns {any} */
  const $ = (/** @type {string} */ id) => document.getElementById(id);
  const number = new Intl.NumberFormat("en");
  const say = (/** @type {unknown} */ value) => {
    if (value === null || value === undefined) return "–";
    if (typeof value === "number") return Number.isInteger(value) ? number.format(value) : value.toPrecision(3);
    if (typeof value === "boolean") return value ? "yes" : "no";
    return String(value);
  };
  /** An element with text and children; never markup. */
  const el = (/** @type {string} */ tag, /** @type {Record<string, any>} */ set = {}, /** @type {(Node|string)[]} */ ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(set)) {
      if (name === "onclick") made.addEventListener("click", value);
      else if (name === "class") made.className = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };

  // ---------------------------------------------------------------------------------------------- state
  const state = {
    ranking: 0, roles: new Set(data.roles.keys()), kinds: new Set(data.kinds), community: "", least: 0, person: -1,
    page: 0, sort: { column: 0, down: false },
  };
  /** rank and score of each person in the ranking shown: position in its list, -1 for none */
  let listed = new Int32Array(everyone);

  const colour = (/** @type {number} */ i) => style(people.stage[i] === "newly_diagnosed" ? "--new" : `--role-${people.role[i]}`);
  /** @type {Map<string, string>} */ const styles = new Map();
  const style = (/** @type {string} */ name) => {
    if (!styles.has(name)) styles.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return /** @type {string} */ (styles.get(name));
  };
  const canvas = createCanvas($("canvas"), data, {
    onSelect: select, colour,
    theme: () => ({ text: style("--text"), ground: style("--ground"), accent: style("--accent"), dim: style("--track") }),
  });

  // ---------------------------------------------------------------------------------------------- marks
  /** The shape and colour of a person's role, as the canvas draws it. */
  function mark(/** @type {number} */ role, /** @type {boolean} */ isNew = false) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 14 14");
    svg.setAttribute("class", "mark");
    svg.setAttribute("aria-hidden", "true");
    const paths = ["M7 1a6 6 0 1 0 .01 0z", "M2 2h10v10H2z", "M7 1l6.5 11.5H.5z", "M4 1.5h6L13.5 7 10 12.5H4L.5 7z", "M7 .5L13.5 7 7 13.5.5 7z"];
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", paths[role]);
    path.setAttribute("fill", style(isNew ? "--new" : `--role-${role}`));
    svg.append(path);
    return svg;
  }

  /** Orange in any shape: somebody in the first year after a diagnosis. */
  const newMark = () => mark(0, true);

  // ---------------------------------------------------------------------------------------------- filters
  const passes = (/** @type {number} */ i) =>
    state.roles.has(people.role[i]) && (state.community === "" || people.community[i] === Number(state.community)) &&
    (state.least === 0 || (listed[i] >= 0 && share(listed[i]) >= state.least));
  const ranking = () => rankings[state.ranking];
  const share = (/** @type {number} */ place) => (ranking().score[place] / (ranking().score[0] || 1)) * 100;

  function relist() {
    listed = new Int32Array(everyone).fill(-1);
    if (ranking()) ranking().person.forEach((/** @type {number} */ person, /** @type {number} */ place) => { listed[person] = place; });
  }

  function apply() {
    const visible = Uint8Array.from({ length: drawn }, (_, i) => Number(passes(i)));
    const links = Uint8Array.from(ties.source, (_, j) => Number([...state.kinds].some((kind) => ties[kind][j] > 0)));
    const sizes = Float64Array.from({ length: drawn }, (_, i) => (listed[i] < 0 ? 7 : 8.5 + 19 * (Math.max(share(listed[i]), 0) / 100)));
    const labelled = new Set((ranking()?.person ?? []).filter((/** @type {number} */ i) => i < drawn && visible[i]).slice(0, 40));
    canvas.update({ visible, links, sizes, labelled });
    const shown = visible.reduce((sum, one) => sum + one, 0);
    const joined = links.reduce((sum, one, j) => sum + (one && visible[ties.source[j]] && visible[ties.target[j]] ? 1 : 0), 0);
    $("counts").textContent = shown ? `${number.format(shown)} of ${number.format(drawn)} people, ${number.format(joined)} links` : "Nobody matches: clear the filters";
    if (state.person < 0) showList();
    fillTable();
  }

  // ---------------------------------------------------------------------------------------------- panel
  function showList() {
    const panel = $("detail");
    panel.replaceChildren();
    if (!ranking()) {
      panel.append(el("h2", {}, "No list"), el("p", {}, "There was nobody to rank."));
      return;
    }
    panel.append(el("h2", {}, ranking().label), el("p", {}, ranking().meaning));
    const list = el("ol", { class: "list" });
    const places = ranking().person.map((/** @type {number} */ _, /** @type {number} */ place) => place).filter((/** @type {number} */ place) => passes(ranking().person[place]));
    for (const place of places.slice(0, 15)) list.append(el("li", {}, row(place)));
    panel.append(list);
    if (!places.length) panel.append(el("p", {}, "Nobody in this list matches the filters."));
    if (ranking().name === "caregivers" && data.clusters.length) panel.append(...groups());
  }

  function row(/** @type {number} */ place) {
    const i = ranking().person[place];
    const bar = el("i");
    bar.style.width = `${Math.max(share(place), 1)}%`;
    return el("button", { type: "button", onclick: () => select(i) },
      el("span", { class: "rank" }, String(ranking().rank[place])), mark(people.role[i], people.stage[i] === "newly_diagnosed"),
      el("span", { class: "name" }, people.handle[i] || people.id[i]), el("span", { class: "bar" }, bar),
      el("span", { class: "score" }, ranking().score[place].toPrecision(3)));
  }

  function groups() {
    return data.clusters.flatMap((/** @type {any} */ group) => [
      el("h3", {}, `Group ${group.cluster}: ${group.size} people`),
      facts([["Their posts support", percent(group.supports)], ["… ask", percent(group.learns)], ["… vent", percent(group.vents)],
        ["Stability over seeds", say(group.stability)], ["Above chance (z)", say(group.z)], ["They turn to", group.voices || "nobody in particular"]]),
    ]);
  }
  const percent = (/** @type {number|null} */ value) => (value === null ? "–" : `${Math.round(value * 100)} %`);

  function facts(/** @type {[string, string][]} */ rows) {
    const list = el("dl");
    for (const [label, value] of rows) list.append(el("dt", {}, label), el("dd", {}, value));
    return list;
  }

  function showPerson(/** @type {number} */ i) {
    const panel = $("detail");
    const role = data.roles[people.role[i]];
    panel.replaceChildren(
      el("p", {}, el("button", { type: "button", onclick: () => select(-1) }, "← Back to the list")),
      el("h2", {}, people.handle[i] || people.id[i]), el("p", {}, people.id[i]),
      el("div", { class: "tags" }, el("span", { class: "tag" }, mark(people.role[i], people.stage[i] === "newly_diagnosed"), ROLE_WORDS[role]),
        ...(people.stage[i] === "unknown" ? [] : [el("span", { class: "tag" }, people.stage[i].replace("_", " "))]),
        el("span", { class: "tag" }, `Community ${people.community[i] + 1}`)),
      facts([["Posts", say(people.posts[i])], ["People written to or by", say(people.ties[i])]]),
    );
    for (const list of rankings) {
      const place = list.person.indexOf(i);
      if (place < 0) continue;
      panel.append(el("h3", {}, list.label), facts([["Rank", `${say(list.rank[place])} of ${say(list.person.length)}`], ["Score", list.score[place].toPrecision(3)],
        ...list.parts.map((/** @type {string} */ part, /** @type {number} */ k) => [part, say(list.values[k][place])])]));
    }
    if (i < drawn) {
      for (const [title, mine, other] of /** @type {[string, string, string][]} */ ([["Writes to", "source", "target"], ["Is written to by", "target", "source"]])) {
        const found = ties[mine].flatMap((/** @type {number} */ person, /** @type {number} */ j) => (person === i ? [[ties[other][j], ties.reply[j] + ties.mention[j] + ties.quote[j]]] : []));
        found.sort((/** @type {number[]} */ a, /** @type {number[]} */ b) => b[1] - a[1] || a[0] - b[0]);
        panel.append(el("h3", {}, `${title} (${number.format(found.length)})`));
        const chips = el("div", { class: "chips" });
        for (const [person, count] of found.slice(0, 12)) chips.append(el("button", { type: "button", onclick: () => select(person) }, `${short(people.handle[person] || people.id[person])} · ${count}`));
        panel.append(chips);
      }
    }
  }

  function select(/** @type {number} */ i) {
    state.person = i;
    const near = new Set();
    if (i >= 0 && i < drawn) ties.source.forEach((/** @type {number} */ source, /** @type {number} */ j) => {
      if (source === i) near.add(ties.target[j]);
      if (ties.target[j] === i) near.add(source);
    });
    canvas.update({ chosen: i < drawn ? i : -1, near });
    if (i < 0) showList();
    else {
      showPerson(i);
      if (i < drawn && !$("graph").hidden) canvas.show(i);
      $("live").textContent = `${people.handle[i] || people.id[i]} is chosen`;
    }
    history.replaceState(null, "", i < 0 ? "#" : `#p=${encodeURIComponent(people.id[i])}`);
  }

  // ---------------------------------------------------------------------------------------------- table
  const columns = [
    { label: "Rank", number: true, of: (/** @type {number} */ i) => (listed[i] < 0 ? Infinity : ranking().rank[listed[i]]), text: (/** @type {number} */ i) => (listed[i] < 0 ? "–" : say(ranking().rank[listed[i]])) },
    { label: "Person", number: false, of: (/** @type {number} */ i) => (people.handle[i] || people.id[i]).toLowerCase(), text: (/** @type {number} */ i) => people.handle[i] || people.id[i] },
    { label: "Score", number: true, of: (/** @type {number} */ i) => (listed[i] < 0 ? -1 : ranking().score[listed[i]]), text: (/** @type {number} */ i) => (listed[i] < 0 ? "–" : ranking().score[listed[i]].toPrecision(3)) },
    { label: "Role", number: false, of: (/** @type {number} */ i) => data.roles[people.role[i]], text: (/** @type {number} */ i) => ROLE_WORDS[data.roles[people.role[i]]] },
    { label: "Stage", number: false, of: (/** @type {number} */ i) => people.stage[i], text: (/** @type {number} */ i) => people.stage[i].replace("_", " ") },
    { label: "Community", number: true, of: (/** @type {number} */ i) => people.community[i], text: (/** @type {number} */ i) => String(people.community[i] + 1) },
    { label: "Posts", number: true, of: (/** @type {number} */ i) => people.posts[i], text: (/** @type {number} */ i) => say(people.posts[i]) },
    { label: "Partners", number: true, of: (/** @type {number} */ i) => people.ties[i], text: (/** @type {number} */ i) => say(people.ties[i]) },
  ];

  function fillTable() {
    if ($("table").hidden) return;
    const { column, down } = state.sort;
    const of = columns[column].of;
    const keep = Array.from({ length: everyone }, (_, i) => i).filter(passes);
    keep.sort((a, b) => { const [x, y] = [of(a), of(b)]; return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a - b; });
    const pages = Math.max(Math.ceil(keep.length / PAGE_ROWS), 1);
    state.page = Math.min(state.page, pages - 1);
    $("table").querySelector("thead tr").replaceChildren(...columns.map((each, k) => el("th", { class: each.number ? "number" : "", "aria-sort": k === column ? (down ? "descending" : "ascending") : "none", scope: "col" },
      el("button", { type: "button", onclick: () => { state.sort = { column: k, down: k === column ? !down : k === 2 }; fillTable(); } }, each.label))));
    $("table").querySelector("tbody").replaceChildren(...keep.slice(state.page * PAGE_ROWS, (state.page + 1) * PAGE_ROWS).map((i) => el("tr", {}, ...columns.map((each, k) =>
      el("td", { class: each.number ? "number" : "" }, k === 1 ? el("button", { type: "button", onclick: () => select(i) }, each.text(i)) : each.text(i))))));
    $("page-number").textContent = `${number.format(keep.length)} people, page ${state.page + 1} of ${pages}`;
    $("previous").disabled = state.page === 0;
    $("next").disabled = state.page === pages - 1;
  }

  function showView(/** @type {boolean} */ table) {
    $("table").hidden = !table;
    $("graph").hidden = table;
    $("show-table").setAttribute("aria-pressed", String(table));
    $("show-graph").setAttribute("aria-pressed", String(!table));
    if (table) fillTable();
    else canvas.resize();
  }

  // ---------------------------------------------------------------------------------------------- search
  /** @type {number[]} */ let found = [];
  let marked = 0;
  function search() {
    const wanted = $("search").value.trim().toLowerCase();
    found = wanted ? people.handle.flatMap((/** @type {string} */ handle, /** @type {number} */ i) => (handle.toLowerCase().includes(wanted) || people.id[i].toLowerCase().includes(wanted) ? [i] : [])).slice(0, 10) : [];
    marked = 0;
    drawHits();
  }
  function drawHits() {
    $("hits").replaceChildren(...found.map((i, k) => el("li", { role: "option", id: `hit-${k}`, "aria-selected": String(k === marked), onclick: () => take(i) }, people.handle[i] || people.id[i])));
    $("hits").hidden = !found.length;
    $("search").setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) $("search").setAttribute("aria-activedescendant", `hit-${marked}`);
    else $("search").removeAttribute("aria-activedescendant");
  }
  function take(/** @type {number} */ i) {
    found = [];
    drawHits();
    select(i);
  }

  // ---------------------------------------------------------------------------------------------- controls
  function choices(/** @type {string} */ id, /** @type {[any, string, Node|null, number][]} */ options, /** @type {Set<any>} */ chosen) {
    $(id).replaceChildren(...options.map(([value, label, icon, count]) => {
      const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox" }));
      box.checked = chosen.has(value);
      box.addEventListener("change", () => { if (box.checked) chosen.add(value); else chosen.delete(value); apply(); });
      return el("label", { class: "choice" }, box, ...(icon ? [icon] : []), label, el("span", { class: "count" }, number.format(count)));
    }));
  }
  function controls() {
    const counted = (/** @type {number[]} */ list) => list.reduce((/** @type {Map<number, number>} */ all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map());
    const roles = counted(people.role);
    const communities = counted(people.community);
    choices("roles", data.roles.map((/** @type {keyof typeof ROLE_WORDS} */ role, /** @type {number} */ k) => [k, ROLE_WORDS[role], mark(k), roles.get(k) ?? 0]).filter((/** @type {any} */ option) => option[3]), state.roles);
    if (people.stage.includes("newly_diagnosed")) $("roles").append(el("p", { class: "legend" }, newMark(), "First year after a diagnosis"));
    choices("kinds", data.kinds.map((/** @type {keyof typeof KIND_WORDS} */ kind) => [kind, KIND_WORDS[kind], null, ties[kind].filter((/** @type {number} */ count) => count > 0).length]).filter((/** @type {any} */ option) => option[3]), state.kinds);
    $("ranking").replaceChildren(...rankings.map((/** @type {any} */ list, /** @type {number} */ k) => el("option", { value: String(k) }, list.label)));
    $("ranking").value = String(state.ranking);
    const large = [...communities].filter(([, count]) => count >= 3).sort((a, b) => a[0] - b[0]).slice(0, 60);
    $("community").replaceChildren(el("option", { value: "" }, "All"), ...large.map(([label, count]) => el("option", { value: String(label) }, `Community ${label + 1} (${number.format(count)})`)));
    $("community").value = state.community;
    $("least").value = String(state.least);
    $("least-value").textContent = state.least ? `${state.least} % of the first` : "everyone";
  }
  function clear() {
    Object.assign(state, { roles: new Set(data.roles.keys()), kinds: new Set(data.kinds), community: "", least: 0, page: 0 });
    controls();
    apply();
  }
  function theme(/** @type {string} */ name) {
    document.documentElement.dataset.theme = name;
    styles.clear();
    $("theme").textContent = name === "dark" ? "Light mode" : "Dark mode";
    controls();
    apply();
    if (state.person >= 0) showPerson(state.person);
  }

  $("ranking").addEventListener("change", () => { state.ranking = Number($("ranking").value); relist(); select(-1); apply(); });
  $("community").addEventListener("change", () => { state.community = $("community").value; apply(); });
  $("least").addEventListener("input", () => { state.least = Number($("least").value); $("least-value").textContent = state.least ? `${state.least} % of the first` : "everyone"; apply(); });
  $("clear").addEventListener("click", clear);
  $("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  $("show-graph").addEventListener("click", () => showView(false));
  $("show-table").addEventListener("click", () => showView(true));
  $("previous").addEventListener("click", () => { state.page -= 1; fillTable(); });
  $("next").addEventListener("click", () => { state.page += 1; fillTable(); });
  $("zoom-in").addEventListener("click", () => canvas.zoom(1.5));
  $("zoom-out").addEventListener("click", () => canvas.zoom(1 / 1.5));
  $("zoom-fit").addEventListener("click", () => canvas.fit());
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      marked = (marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1);
      drawHits();
    } else if (event.key === "Enter" && found.length) take(found[marked]);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    else if (event.key === "Escape") { found = []; drawHits(); select(-1); }
    else if (typing) return;
    else if (event.key === "+") canvas.zoom(1.5);
    else if (event.key === "-") canvas.zoom(1 / 1.5);
    else if (event.key === "0") canvas.fit();
  });

  // ---------------------------------------------------------------------------------------------- start
  $("reading-text").append(
    el("p", {}, "Each mark is a person; its shape and colour say the role, orange marks people in the first year after a diagnosis. Links run from the writer to the person written to. Sizes follow the list chosen on the left."),
    el("p", {}, "Communities are groups of people who write to each other more than to others. Distance is not a measurement: people stand where their community has room."),
    el("p", {}, "A score says how much somebody did in these posts, not how good their advice was. People who only read are in no export; roles come from people's own words, and many say nothing of themselves."),
    ...data.notes.map((/** @type {string} */ note) => el("p", {}, note)), facts(data.made));
  $("period").textContent = data.made.filter((/** @type {string[]} */ one) => one[0] === "Posts" || one[0] === "Period").map((/** @type {string[]} */ one) => (one[0] === "Posts" ? `${one[1]} posts` : one[1])).join(" · ");
  relist();
  theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const asked = decodeURIComponent((location.hash.match(/^#p=(.*)$/) ?? [])[1] ?? "");
  if (asked) select(people.id.indexOf(asked));
  // tests and bookmarks find people by their id
  Object.assign(window, { graphtoolPage: { data, at: canvas.at, select } });
})();
