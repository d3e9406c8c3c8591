// @ts-check
/* The page's data as typed arrays, and the questions asked of it. Nothing here knows the document. */

/**
 * @typedef {Uint8Array|Int8Array|Uint16Array|Int16Array|Uint32Array|Int32Array|Float32Array} Numbers
 * @typedef {{type: keyof typeof TYPES, bytes: string, size?: number, fill?: number, gaps?: any, none?: number, digits?: number}} Packed
 * @typedef {{name: string, person: Numbers, rank: Numbers, score: Numbers, columns: string[], values: (any[]|Numbers)[]}} Ranking
 * @typedef {ReturnType<typeof decode>} Model
 * @typedef {{
 *   ranking: number, roles: Set<number>, stages: Set<number>, kinds: Set<string>, community: number, language: number,
 *   least: number, from: number, to: number, person: number, other: number, ego: boolean,
 * }} State
 */

const TYPES = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array, int32: Int32Array, float32: Float32Array };

/** @returns {Numbers} */
export function unpack(/** @type {Packed} */ column) {
  const text = atob(column.bytes);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  const numbers = new TYPES[column.type](bytes.buffer);
  if (!column.gaps) return numbers;
  const whole = new TYPES[column.type](column.size ?? 0).fill(column.fill ?? 0);
  const gaps = unpack(column.gaps);
  for (let k = 0, at = -1; k < gaps.length; k++) { at += gaps[k]; whole[at] = numbers[k]; }
  return whole;
}

/** A column of a list as plain values; null where there is none. @returns {any[]|Numbers} */
function plain(/** @type {any} */ column) {
  if (Array.isArray(column)) return column;
  if (column.words) return Array.from(unpack(column.index), (k) => column.words[k] ?? null);
  const numbers = unpack(column);
  const { none, digits } = column;
  if (column.type === "float32") return Array.from(numbers, (each) => (Number.isNaN(each) ? null : each));
  if (digits) return Array.from(numbers, (each) => (each === none ? null : Number(`${each % 1000}e${Math.floor(each / 1000) - 32}`)));
  return none === undefined ? numbers : Array.from(numbers, (each) => (each === none ? null : each));
}

/** Rows about people as a question: what are those of a person? @returns {(person: number) => number[][]} */
function rowsOf(/** @type {any} */ table) {
  if (!table) return () => [];
  const counts = unpack(table.rows);
  const columns = Object.values(table.columns).map(unpack);
  const start = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) start[i + 1] = start[i] + counts[i];
  return (person) => Array.from({ length: counts[person] }, (_, k) => columns.map((column) => column[start[person] + k]));
}

/** Months of people or ties: those of the k-th are ``month[start[k]]`` up to ``month[start[k + 1]]``, in order. */
function monthsOf(/** @type {any} */ table) {
  const counts = unpack(table.rows);
  const start = new Uint32Array(counts.length + 1);
  for (let k = 0; k < counts.length; k++) start[k + 1] = start[k] + counts[k];
  return { start, month: unpack(table.columns.month) };
}

/** Whether there is a month in a span. */
export function within(/** @type {{start: Uint32Array, month: Numbers}} */ { start, month }, /** @type {number} */ k, /** @type {number} */ from, /** @type {number} */ to) {
  for (let at = start[k]; at < start[k + 1]; at++) if (month[at] >= from && month[at] <= to) return true;
  return false;
}

export function decode(/** @type {any} */ data) {
  const { people, ties } = data;
  const out = unpack(ties.out);
  const target = unpack(ties.target);
  const count = target.length;
  const source = new Uint32Array(count);
  for (let i = 0, j = 0; i < out.length; i++) for (let k = 0; k < out[i]; k++) source[j++] = i;
  const combo = unpack(ties.combo);
  const counted = [...data.kinds, "helped", "thanked"].map((_, k) => Uint32Array.from(combo, (which) => ties.combos[which][k]));
  const kinds = /** @type {Record<string, Numbers>} */ (Object.fromEntries(data.kinds.map((/** @type {string} */ kind, /** @type {number} */ k) => [kind, counted[k]])));
  const strength = new Float64Array(count);
  for (const kind of data.kinds) for (let j = 0; j < count; j++) strength[j] += kinds[kind][j];
  const x = unpack(people.x), y = unpack(people.y);
  const id = /** @type {string[]} */ (people.id).map((each) => people.prefix + each);
  return {
    data,
    everyone: id.length,
    drawn: x.length,
    id,
    name: id.map((each, i) => /** @type {string} */ ((people.handle[i] ?? each.slice(each.indexOf(":") + 1)) || each)),
    role: unpack(people.role), stage: unpack(people.stage), community: unpack(people.community), posts: unpack(people.posts),
    partners: unpack(people.partners), active: monthsOf(people.months),
    language: people.language ? unpack(people.language) : null,
    languages: /** @type {string[]} */ (people.languages ?? []),
    x: Float64Array.from(x, (each) => each / 10000), y: Float64Array.from(y, (each) => each / 10000),
    ties: { count, source, target, active: monthsOf(ties.months), kinds, strength,
      helped: counted[data.kinds.length], thanked: counted[data.kinds.length + 1] },
    topics: rowsOf(data.background.topics), timeline: rowsOf(data.background.timeline), mentees: rowsOf(data.background.mentees),
    rankings: /** @type {Ranking[]} */ (data.rankings.map((/** @type {any} */ list) => ({ ...list, person: unpack(list.person), rank: unpack(list.rank), score: unpack(list.score), values: list.values.map(plain) }))),
    months: /** @type {string[]} */ (data.months),
    newlyDiagnosed: data.stages.indexOf("newly_diagnosed"),
  };
}

/** The state nothing is filtered in. @returns {State} */
export function open(/** @type {Model} */ model) {
  return {
    ranking: 0, roles: new Set(model.data.roles.keys()), stages: new Set(model.data.stages.keys()), kinds: new Set(model.data.kinds),
    community: -1, language: -1, least: 0, from: 0, to: model.months.length - 1, person: -1, other: -1, ego: false,
  };
}

/** Where each person stands in a list; -1 for who is not in it. */
export function places(/** @type {Model} */ model, /** @type {Ranking|undefined} */ list) {
  const place = new Int32Array(model.everyone).fill(-1);
  list?.person.forEach((person, k) => { place[person] = k; });
  return place;
}

/** A score as a share of the list's best, in percent. */
export const share = (/** @type {Ranking} */ list, /** @type {number} */ place) => Math.max(0, (list.score[place] / (list.score[0] || 1)) * 100);

/** Who passes the filters: 1 or 0 a person. Who wrote nothing is in no narrower period. */
export function passing(/** @type {Model} */ model, /** @type {State} */ state, /** @type {Int32Array} */ place) {
  const list = model.rankings[state.ranking];
  const whole = state.from <= 0 && state.to >= model.months.length - 1;
  const kept = new Uint8Array(model.everyone);
  for (let i = 0; i < model.everyone; i++) {
    kept[i] = Number(
      state.roles.has(model.role[i]) && state.stages.has(model.stage[i]) &&
      (state.community < 0 || model.community[i] === state.community) &&
      (state.language < 0 || model.language?.[i] === state.language) &&
      (whole || within(model.active, i, state.from, state.to)) &&
      (state.least === 0 || (place[i] >= 0 && share(list, place[i]) >= state.least)));
  }
  return kept;
}

/** Which links pass: of a kind wanted, with a message in the period, between people who pass. */
export function passingTies(/** @type {Model} */ model, /** @type {State} */ state, /** @type {Uint8Array} */ people) {
  const { ties } = model;
  const kept = new Uint8Array(ties.count);
  const { source, target, active } = ties;
  const whole = state.from <= 0 && state.to >= model.months.length - 1;
  for (const kind of state.kinds) {
    const counts = ties.kinds[kind];
    for (let j = 0; j < ties.count; j++) if (counts[j] > 0 && people[source[j]] && people[target[j]] && (whole || within(active, j, state.from, state.to))) kept[j] = 1;
  }
  return kept;
}

/** People with a link to or from somebody, strongest first, as [person, strength]. @returns {[number, number][]} */
export function partners(/** @type {Model} */ model, /** @type {number} */ person, /** @type {"source"|"target"|"both"} */ side, /** @type {ArrayLike<number>} */ weight) {
  const { source, target, count } = model.ties;
  /** @type {Map<number, number>} */ const found = new Map();
  for (let j = 0; j < count; j++) {
    if (weight[j] <= 0) continue;
    if (side !== "target" && source[j] === person) found.set(target[j], (found.get(target[j]) ?? 0) + weight[j]);
    if (side !== "source" && target[j] === person) found.set(source[j], (found.get(source[j]) ?? 0) + weight[j]);
  }
  return [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** A shortest way between two people over the links given, whichever way they point; empty if there is none. */
export function path(/** @type {Model} */ model, /** @type {number} */ start, /** @type {number} */ end, /** @type {Uint8Array} */ links) {
  const { source, target, count } = model.ties;
  /** @type {number[][]} */ const near = Array.from({ length: model.drawn }, () => []);
  for (let j = 0; j < count; j++) if (links[j]) { near[source[j]].push(target[j]); near[target[j]].push(source[j]); }
  const before = new Int32Array(model.drawn).fill(-1);
  before[start] = start;
  const queue = [start];
  for (let k = 0; k < queue.length && before[end] < 0; k++) for (const next of near[queue[k]]) if (before[next] < 0) { before[next] = queue[k]; queue.push(next); }
  if (before[end] < 0) return [];
  const way = [end];
  while (way[way.length - 1] !== start) way.push(before[way[way.length - 1]]);
  return way.reverse();
}

/** The state as it stands behind # in the address; what is as at the start is left out. */
export function toHash(/** @type {Model} */ model, /** @type {State} */ state, /** @type {Record<string, string>} */ more = {}) {
  const start = open(model);
  const parts = new URLSearchParams();
  if (state.person >= 0) parts.set("p", model.id[state.person]);
  if (state.other >= 0) parts.set("to", model.id[state.other]);
  if (state.ego) parts.set("ego", "1");
  if (state.ranking) parts.set("list", model.rankings[state.ranking].name);
  for (const name of /** @type {const} */ (["roles", "stages", "kinds"])) if (state[name].size !== start[name].size) parts.set(name, [...state[name]].join("."));
  if (state.community >= 0) parts.set("community", String(state.community + 1));
  if (state.language >= 0) parts.set("language", model.languages[state.language]);
  if (state.least) parts.set("least", String(state.least));
  if (state.from > 0) parts.set("from", model.months[state.from]);
  if (state.to < start.to) parts.set("until", model.months[state.to]);
  for (const [name, value] of Object.entries(more)) if (value) parts.set(name, value);
  return parts.toString();
}

/** The state an address asks for; what it does not know is as at the start. */
export function fromHash(/** @type {Model} */ model, /** @type {string} */ hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const state = open(model);
  const one = (/** @type {string} */ name, /** @type {string[]} */ among, /** @type {number} */ otherwise) => { const asked = parts.get(name); const k = asked === null ? -1 : among.indexOf(asked); return k < 0 ? otherwise : k; };
  state.person = one("p", model.id, -1);
  state.other = state.person >= 0 ? one("to", model.id, -1) : -1;
  state.ego = parts.get("ego") === "1" && state.person >= 0;
  state.ranking = one("list", model.rankings.map((list) => list.name), 0);
  for (const name of /** @type {const} */ (["roles", "stages"])) { const asked = parts.get(name); if (asked !== null) state[name] = new Set([...state[name]].filter((k) => asked.split(".").includes(String(k)))); }
  const kinds = parts.get("kinds");
  if (kinds !== null) state.kinds = new Set([...state.kinds].filter((kind) => kinds.split(".").includes(kind)));
  const community = Number(parts.get("community"));
  if (Number.isInteger(community) && community > 0) state.community = community - 1;
  state.language = one("language", model.languages, -1);
  state.least = Math.min(100, Math.max(0, Number(parts.get("least")) || 0));
  state.from = one("from", model.months, state.from);
  state.to = Math.max(state.from, one("until", model.months, state.to));
  return { state, more: parts };
}

/** A cell of a CSV file: quoted where needed, never a formula. */
export function cell(/** @type {string|number} */ value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
