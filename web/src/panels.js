// @ts-check
/* The right-hand side: the list, a person, a community. */
import { el, facts, mark, short } from "./dom.js";
import { partners, share } from "./model.js";
import { count, say, value } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").State} State
 * @typedef {{
 *   model: Model, state: State, place: () => Int32Array, passes: (person: number) => boolean, colour: (person: number) => string,
 *   select: (person: number) => void, showCommunity: (label: number) => void, onlyCommunity: (label: number) => void,
 *   ego: () => void, askPath: () => void, endPath: () => void, way: () => number[],
 * }} Page
 */

const LISTED = 15, CHIPS = 12;
const INTERVAL = ["rank_low", "rank_high"];
const percent = (/** @type {number|null|undefined} */ part) => (part === null || part === undefined ? "–" : `${Math.round(part * 100)} %`);
const heading = (/** @type {string} */ text) => el("h3", {}, text);

const OPEN = -25_568;
/** A day since 1970 as a date; open before 1900. */
const day = (/** @type {number} */ number) => (number <= OPEN ? "…" : new Date(number * 86_400_000).toISOString().slice(0, 10));

/** The list chosen. */
export function listPanel(/** @type {Page} */ page) {
  const { model, state } = page;
  const list = model.rankings[state.ranking];
  if (!list) return [el("h2", {}, say("noList")), el("p", {}, say("nobodyRanked"))];
  const made = el("ol", { class: "list" });
  let shown = 0;
  for (let k = 0; k < list.person.length && shown < LISTED; k++) {
    if (!page.passes(list.person[k])) continue;
    shown += 1;
    const i = list.person[k];
    const bar = el("i");
    bar.style.width = `${Math.max(share(list, k), 1)}%`;
    made.append(el("li", {}, el("button", { type: "button", onclick: () => page.select(i) },
      el("span", { class: "rank" }, String(list.rank[k])), mark(model.role[i], page.colour(i)),
      el("span", { class: "name" }, model.name[i]), el("span", { class: "bar" }, bar), el("span", { class: "score" }, value(list.score[k])))));
  }
  const parts = [el("h2", {}, say(`list.${list.name}`)), el("p", {}, say(`mean.${list.name}`)), made];
  if (!shown) parts.push(el("p", {}, say("nobodyListed")));
  if (list.name === "caregivers") for (const group of model.data.clusters) parts.push(...caregivers(group));
  return parts;
}

function caregivers(/** @type {any} */ group) {
  return [heading(`${say("group")} ${group.cluster}: ${count(group.size)} ${say("people")}`), facts([
    [say("supports"), percent(group.supports)], [say("learns"), percent(group.learns)], [say("vents"), percent(group.vents)],
    [say("stability"), value(group.stability)], [say("above"), value(group.z)], ...(group.voices ? [/** @type {[string, string]} */ ([say("turnTo"), group.voices])] : []),
  ])];
}

function chips(/** @type {Page} */ page, /** @type {string} */ title, /** @type {[number, number][]} */ people) {
  if (!people.length) return [];
  const row = el("div", { class: "chips" });
  for (const [i, weight] of people.slice(0, CHIPS)) row.append(el("button", { type: "button", onclick: () => page.select(i) }, mark(page.model.role[i], page.colour(i)), `${short(page.model.name[i])} · ${count(weight)}`));
  if (people.length > CHIPS) row.append(el("span", { class: "soft" }, `+ ${count(people.length - CHIPS)} ${say("more")}`));
  return [heading(`${title} (${count(people.length)})`), row];
}

const communityTag = (/** @type {Page} */ page, /** @type {number} */ label) =>
  el("button", { type: "button", class: "tag", onclick: () => page.showCommunity(label) }, `${say("community")} ${label + 1}`);

/** Somebody's name to click on; -1 is who is not in the network. */
const link = (/** @type {Page} */ page, /** @type {number} */ i) => (i < 0 ? el("span", {}, say("somebody"))
  : el("button", { type: "button", class: "plain name", onclick: () => page.select(i) }, short(page.model.name[i])));

function quotes(/** @type {[string, string[], string][]|undefined} */ told) {
  return (told ?? []).map(([day, acts, text]) => el("blockquote", {}, text, el("footer", { class: "soft" }, [day, ...acts.map((act) => say(`act.${act}`))].join(" · "))));
}

/** The threads that carry a helper's score, and what the rank would be without them. */
function carrying(/** @type {Page} */ page, /** @type {number} */ i) {
  const rows = page.model.data.evidence.threads?.[i];
  if (!rows) return [];
  const made = el("ol", { class: "evidence" });
  for (const [helped, day, replies, informs, encourages, thanked, without, , told] of rows) {
    const counts = [`${count(replies)} ${say("evReplies")}`, ...(informs ? [`${count(informs)} ${say("evInforms")}`] : []), ...(encourages ? [`${count(encourages)} ${say("evEncourages")}`] : []), ...(thanked ? [`${count(thanked)} ${say("evThanked")}`] : [])];
    made.append(el("li", {}, el("span", {}, `${say("threadOf")} `, link(page, helped), ` · ${day}`), el("span", { class: "soft" }, counts.join(", ")), el("span", { class: "soft" }, `${say("rankWithout")}: ${count(without)}`), ...quotes(told)));
  }
  return [el("details", { open: "" }, el("summary", {}, say("evidence")), made, el("p", {}, `${say("rankWithoutAll")}: ${count(rows[rows.length - 1][7])}`))];
}

/** The dialogues that carry a mentor's score. */
function talks(/** @type {Page} */ page, /** @type {number} */ i) {
  const rows = page.model.data.evidence.dialogues?.[i];
  if (!rows) return [];
  const made = el("ol", { class: "evidence" });
  for (const [mentee, first, last, turns, helpful, thanks, told] of rows) {
    const counts = [`${count(turns)} ${say("evTurns")}`, `${count(helpful)} ${say("evHelpful")}`, ...(thanks ? [`${count(thanks)} ${say("evThanked")}`] : [])];
    made.append(el("li", {}, el("span", {}, `${say("dialogueWith")} `, link(page, mentee), ` · ${first === last ? first : `${first} – ${last}`}`), el("span", { class: "soft" }, counts.join(", ")), ...quotes(told)));
  }
  return [el("details", { open: "" }, el("summary", {}, say("evidence")), made)];
}

/** Everything known of a person. */
export function personPanel(/** @type {Page} */ page) {
  const { model, state } = page;
  const { data, ties, active: { start, month } } = model;
  const i = state.person;
  const role = data.roles[model.role[i]], stage = data.stages[model.stage[i]];
  const parts = [
    el("p", {}, el("button", { type: "button", id: "back", onclick: () => page.select(-1) }, say("back"))),
    el("h2", { class: "name whole" }, model.name[i]), ...(model.name[i] === model.id[i] ? [] : [el("p", { class: "name whole" }, model.id[i])]),
    el("div", { class: "tags" }, el("span", { class: "tag" }, mark(model.role[i], page.colour(i)), say(`role.${role}`)),
      ...(stage === "unknown" ? [] : [el("span", { class: "tag" }, say(`stage.${stage}`))]),
      ...(model.language && model.languages[model.language[i]] ? [el("span", { class: "tag" }, model.languages[model.language[i]])] : []), communityTag(page, model.community[i])),
    ...(i < model.drawn ? [el("div", { class: "tags" }, el("button", { type: "button", id: "ego", "aria-pressed": String(state.ego), onclick: page.ego }, say("only")),
      state.other < 0 ? el("button", { type: "button", id: "path", onclick: page.askPath }, say("pathTo")) : el("button", { type: "button", id: "path", onclick: page.endPath }, say("endPath")))] : []),
  ];
  if (state.other >= 0) {
    const way = page.way();
    parts.push(...(way.length ? [heading(say("pathFound")), el("ol", { class: "way" }, ...way.map((person) => el("li", {}, el("button", { type: "button", class: "plain", onclick: () => page.select(person) }, model.name[person]))))] : [el("p", {}, say("noPath"))]));
  }
  for (const list of model.rankings) {
    const k = list.person.indexOf(i);
    if (k < 0) continue;
    const of = (/** @type {string} */ column) => list.values[list.columns.indexOf(column)]?.[k];
    const [low, high] = INTERVAL.map(of);
    /** @type {[string, string][]} */
    const rows = [[say("rank"), `${count(list.rank[k])} ${say("of")} ${count(list.person.length)}`]];
    if (low !== undefined && high !== undefined && low !== null && high !== null) rows.push([say("range"), `${count(low)} – ${count(high)}`]);
    rows.push([say("score"), value(list.score[k])]);
    parts.push(heading(say(`list.${list.name}`)), facts(rows));
    if (list.name === "hidden") continue; // the parts stand with the helpers
    /** @type {[string, string][]} */
    const evidence = list.columns.flatMap((column, c) => (INTERVAL.includes(column) || list.values[c][k] === null ? [] : [[say(`part.${column}`), value(list.values[c][k])]]));
    if (evidence.length) parts.push(el("details", { open: "" }, el("summary", {}, say("parts")), facts(evidence)));
    if (list.name === "helpers") parts.push(...carrying(page, i));
    if (list.name === "mentors") parts.push(...talks(page, i));
  }
  parts.push(heading(say("posts")), facts([[say("posts"), count(model.posts[i])], [say("partners"), count(model.partners[i])],
    ...(start[i] < start[i + 1] ? [/** @type {[string, string]} */ ([say("made_period"), `${model.months[month[start[i]]]} – ${model.months[month[start[i + 1] - 1]]}`])] : [])]));
  if (i < model.drawn) {
    parts.push(...chips(page, say("helped"), partners(model, i, "source", ties.helped)), ...chips(page, say("turns"), partners(model, i, "target", ties.strength)),
      ...chips(page, say("writes"), partners(model, i, "source", ties.strength)), ...chips(page, say("thanks"), partners(model, i, "target", ties.thanked)));
  }
  const mentees = model.mentees(i), topics = model.topics(i), timeline = model.timeline(i);
  if (mentees.length) parts.push(...chips(page, say("mentees"), /** @type {[number, number][]} */ (mentees)));
  if (topics.length) parts.push(heading(say("topics")), facts(topics.map(([topic, posts]) => [data.background.topic_names[topic].replaceAll("_", " "), count(posts)])));
  if (timeline.length) parts.push(heading(say("timeline")), el("ol", { class: "timeline" }, ...timeline.map(([which, at, from, to]) =>
    el("li", {}, el("span", {}, `${say(`role.${data.roles[which]}`)}${data.stages[at] === "unknown" ? "" : `, ${say(`stage.${data.stages[at]}`)}`}`), el("span", { class: "soft" }, `${day(from)} – ${day(to)}`)))));
  return parts;
}

/** A community: how large, how many caregivers against chance, topics and voices. */
export function communityPanel(/** @type {Page} */ page, /** @type {number} */ label) {
  const { model, state } = page;
  const known = model.data.communities.find((/** @type {any} */ each) => each.label === label);
  const parts = [el("p", {}, el("button", { type: "button", id: "back", onclick: () => page.select(-1) }, say("back"))), el("h2", {}, `${say("community")} ${label + 1}`)];
  if (known) {
    parts.push(facts([[say("size"), count(known.size)], [say("caregivers"), `${count(known.caregivers)} (${value(known.expected)} ${say("expected")})`], [say("above"), value(known.z)]]));
    if (known.topics.length) parts.push(heading(say("topics")), facts(known.topics.map((/** @type {[string, number]} */ [topic, posts]) => [topic.replaceAll("_", " "), count(posts)])));
  } else parts.push(facts([[say("size"), count([...model.community].reduce((sum, each) => sum + Number(each === label), 0))]]));
  const list = model.rankings[state.ranking];
  const voices = list ? [...list.person].flatMap((i, k) => (model.community[i] === label ? [/** @type {[number, number]} */ ([i, list.rank[k]])] : [])) : [];
  if (voices.length) {
    const row = el("div", { class: "chips" });
    for (const [i, rank] of voices.slice(0, CHIPS)) row.append(el("button", { type: "button", onclick: () => page.select(i) }, mark(model.role[i], page.colour(i)), `${rank} · ${short(model.name[i])}`));
    parts.push(heading(`${say("voices")}: ${say(`list.${list.name}`)}`), row);
  }
  parts.push(el("p", {}, el("button", { type: "button", onclick: () => page.onlyCommunity(label) }, say("onlyCommunity"))));
  return parts;
}
