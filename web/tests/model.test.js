import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, decode, fromHash, open, partners, passing, passingTies, path, places, toHash, unpack } from "../src/model.js";
import { say, speak, value, WORD_KEYS } from "../src/words.js";

const packed = (...numbers) => ({ type: "int8", bytes: Buffer.from(Int8Array.from(numbers).buffer).toString("base64") });

/** Five people in a row, a – b – c – d, and e alone; c joined late. */
const model = () => decode({
  version: 3, roles: ["patient", "caregiver"], stages: ["newly_diagnosed", "unknown"], kinds: ["reply", "mention"],
  months: ["2024-01", "2024-02", "2024-03"], activity: [1, 1, 1],
  people: {
    prefix: "t:", id: ["a", "b", "c", "d", "e"], handle: { 4: "" }, role: packed(0, 1, 0, 1, 0), stage: packed(0, 1, 1, 1, 1),
    community: packed(0, 0, 1, 1, 2), language: packed(1, 1, 1, 1, 0), languages: ["", "en"], posts: packed(1, 2, 3, 4, 0), partners: packed(1, 2, 2, 1, 0), months: { rows: packed(1, 2, 1, 1, 0), columns: { month: packed(0, 0, 2, 2, 1) } },
    x: packed(0, 1, 2, 3, 4), y: packed(0, 0, 0, 0, 0),
  },
  ties: { out: packed(1, 0, 2, 0, 0), target: packed(1, 1, 3), months: { rows: packed(1, 1, 1), columns: { month: packed(0, 1, 2) } }, combos: [[3, 0, 0, 0], [0, 1, 0, 0], [2, 0, 0, 0]], combo: packed(0, 1, 2) },
  rankings: [{ name: "helpers", person: packed(2, 0), rank: packed(1, 2), score: packed(10, 4), columns: [], values: [] }], communities: [], background: { topics: { rows: packed(2, 0, 1, 0, 0), columns: { topic: packed(4, 5, 6), posts: packed(1, 2, 3) } } },
});

test("numbers of every type are unpacked", () => {
  assert.deepEqual([...unpack({ type: "uint16", bytes: Buffer.from(Uint16Array.from([1, 65535]).buffer).toString("base64") })], [1, 65535]);
});

test("who has no handle is called by the id", () => assert.equal(model().name[4], "t:e"));

test("filters of role, score, community and period", () => {
  const all = model();
  const place = places(all, all.rankings[0]);
  const kept = (change) => [...passing(all, { ...open(all), ...change }, place)].join("");
  assert.equal(kept({}), "11111");
  assert.equal(kept({ roles: new Set([1]) }), "01010");
  assert.equal(kept({ least: 50 }), "00100");
  assert.equal(kept({ community: 1 }), "00110");
  assert.equal(kept({ from: 1, to: 1 }), "00010"); // b wrote before and after
});

test("links follow people, kinds and period", () => {
  const all = model();
  const everyone = new Uint8Array(5).fill(1);
  assert.equal([...passingTies(all, { ...open(all), kinds: new Set(["mention"]) }, everyone)].join(""), "010");
  assert.equal([...passingTies(all, { ...open(all), from: 2 }, everyone)].join(""), "001");
  assert.equal([...passingTies(all, open(all), Uint8Array.of(1, 1, 0, 1, 1))].join(""), "100");
});

test("a path is the shortest, and there may be none", () => {
  const all = model();
  assert.deepEqual(path(all, 0, 3, Uint8Array.of(1, 1, 1)), [0, 1, 2, 3]);
  assert.deepEqual(path(all, 0, 3, Uint8Array.of(1, 0, 1)), []);
  assert.deepEqual(path(all, 0, 4, Uint8Array.of(1, 1, 1)), []);
});

test("partners, strongest first", () => assert.deepEqual(partners(model(), 2, "source", model().ties.strength), [[3, 2], [1, 1]]));

test("the address holds the state", () => {
  const all = model();
  const state = { ...open(all), person: 1, other: 3, ego: true, roles: new Set([1]), community: 1, least: 20, from: 1 };
  assert.deepEqual(fromHash(all, `#${toHash(all, state)}`).state, state);
  assert.deepEqual(fromHash(all, "").state, open(all));
  assert.equal(fromHash(all, "#language=").state.language, 0);
  assert.deepEqual(fromHash(all, "#p=nobody&least=abc&from=x&roles=9").state, { ...open(all), roles: new Set() });
});

test("no cell of a CSV file is a formula", () => {
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell('@a,"b"'), `"'@a,""b"""`);
  assert.equal(cell(-1), "-1");
});

test("every word is there in both languages", () => {
  for (const key of WORD_KEYS) for (const language of ["en", "de"]) { speak(language); assert.ok(say(key).trim(), key); }
  speak("en");
  assert.equal(say("part.some_new_column"), "some new column");
  assert.equal(value(null), "–");
});

test("a column mostly of one value is its others and their places", () => {
  const column = { type: "int8", bytes: packed(7, -2).bytes, size: 6, fill: 1, gaps: packed(2, 3) };
  assert.deepEqual([...unpack(column)], [1, 7, 1, 1, -2, 1]);
});

test("rows of people are found by person", () => {
  const { topics, mentees } = model();
  assert.deepEqual([0, 1, 2].map(topics), [[[4, 1], [5, 2]], [], [[6, 3]]]);
  assert.deepEqual(mentees(0), []);
});

test("figures are as people read them, and none is none", () => {
  const columns = [{ ...packed(-1, 7), none: -1 }, { type: "uint16", bytes: Buffer.from(Uint16Array.from([30157, 0]).buffer).toString("base64"), digits: 3 }];
  const data = { ...model().data };
  const list = decode({ ...data, rankings: [{ ...data.rankings[0], columns: ["a", "b"], values: columns }] }).rankings[0];
  assert.deepEqual(list.values, [[null, 7], [1.57, 0]]);
});
