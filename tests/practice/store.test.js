"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const Quizgen = load("random", "fsrs", "state", "store");
const { state, chance } = Quizgen;

/* localStorage as browsers give it: texts by key, with a limit. */
class Storage {
  constructor(limit) { this.map = new Map(); this.limit = limit || Infinity; }
  getItem(key) { return this.map.has(key) ? this.map.get(key) : null; }
  setItem(key, text) {
    if (text.length > this.limit) { throw Object.assign(new Error("full"), { name: "QuotaExceededError" }); }
    this.map.set(key, text);
  }
  removeItem(key) { this.map.delete(key); }
}

const clock = () => ({ ms: Date.UTC(2026, 10, 22, 4), offset: -480 });
const open = (storage, seed) => new Quizgen.Store(storage, clock, new chance.Chance([seed || 1, 2, 3, 4]));
const answers = (store, id) => plain(state.counts(store.state.questions[id]));

test("an answer is there after a reload", () => {
  const storage = new Storage();
  open(storage).answer("XM-0001", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 1]);
});

test("two tabs lose nothing to each other", () => {
  const storage = new Storage(), one = open(storage), other = open(storage);
  one.answer("XM-0001", state.RIGHT);
  other.answer("XM-0001", state.WRONG);
  one.answer("XM-0002", state.RIGHT);
  one.refresh();
  assert.deepEqual(answers(one, "XM-0001"), [1, 1]);
  assert.deepEqual(answers(open(storage), "XM-0002"), [0, 1]);
});

test("without storage practice goes on, and it is said", () => {
  const store = open(null);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.trouble, "denied");
  assert.deepEqual(answers(store, "XM-0001"), [0, 1]);
});

test("a full storage is said, the answer stays, and is kept when there is room again", () => {
  const storage = new Storage(400), store = open(storage);
  ["XM-0001", "XM-0002", "XM-0003"].forEach((id) => store.answer(id, state.RIGHT));
  assert.equal(store.trouble, "full");
  assert.deepEqual(answers(store, "XM-0003"), [0, 1]);
  storage.limit = Infinity;
  store.answer("XM-0004", state.RIGHT);
  assert.equal(store.trouble, "");
  assert.deepEqual(answers(open(storage), "XM-0003"), [0, 1]);
});

test("a damaged copy is put aside, not thrown away", () => {
  const storage = new Storage();
  storage.setItem("quizgen.practice", '{"format":"quizgen-pra');
  const store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.rescued, '{"format":"quizgen-pra');
  assert.equal(storage.getItem("quizgen.practice.damaged"), '{"format":"quizgen-pra');
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 1]);
});

test("a copy of a newer site is never written over", () => {
  const storage = new Storage(), text = JSON.stringify({ format: state.FORMAT, version: 9, device: "z" });
  storage.setItem("quizgen.practice", text);
  const store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.trouble, "future");
  assert.equal(storage.getItem("quizgen.practice"), text);
});

test("bringing the same file twice adds nothing the second time", () => {
  const there = open(new Storage(), 7), here = open(new Storage(), 8);
  there.answer("XM-0001", state.WRONG);
  here.answer("XM-0001", state.RIGHT);
  const text = JSON.stringify(there.state);
  assert.equal(here.bring(text).added, 1);
  assert.equal(here.bring(text).added, 0);
  assert.deepEqual(answers(here, "XM-0001"), [1, 1]);
});

test("erasing forgets everything, also for the other tab", () => {
  const storage = new Storage(), store = open(storage), other = open(storage);
  store.answer("XM-0001", state.RIGHT);
  store.erase();
  other.refresh();
  assert.deepEqual(plain(other.state.questions), {});
});
