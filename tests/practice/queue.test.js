"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const { queue, state, chance } = load("random", "fsrs", "state", "queue");
const RULES = { retireAfter: 2, examDay: null, retention: 0.9 };
const DAY = 86400000, START = Date.UTC(2026, 10, 22, 4);
const at = (days) => ({ ms: START + days * DAY, offset: -480 });
const today = state.dayOf(START, -480);

const ENTRIES = [];
for (let number = 1; number <= 40; number++) {
  ENTRIES.push({
    id: "XM-00" + String(100 + number).slice(1), kind: number % 2 ? "single" : "multiple",
    topic: number <= 20 ? "明责/责任清单" : "问责", sources: number % 3 ? ["xiamen"] : ["xiamen", "wuhou"]
  });
}

test("a topic holds its children, and no topic that merely begins alike", () => {
  const entries = [{ id: "A", topic: "明责", sources: [] }, { id: "B", topic: "明责/责任书", sources: [] },
    { id: "C", topic: "明责任", sources: [] }];
  assert.deepEqual(plain(queue.ids(queue.filtered(entries, { topic: "明责" }))), ["A", "B"]);
});

test("in order goes on behind the last one and comes round", () => {
  const entries = ENTRIES.slice(0, 3);
  assert.deepEqual(plain(queue.ordered(entries, entries[1].id)), ["XM-0003", "XM-0001", "XM-0002"]);
  assert.deepEqual(plain(queue.ordered(entries, "GONE-0001")), ["XM-0001", "XM-0002", "XM-0003"]);
});

test("due is what has come up, the most overdue first, no more than the cap", () => {
  const kept = state.empty("a");
  state.answer(kept, "XM-0001", state.RIGHT, at(-1), RULES);
  state.answer(kept, "XM-0002", state.WRONG, at(-9), RULES);
  state.answer(kept, "XM-0003", state.RIGHT, at(-5), RULES);
  assert.deepEqual(plain(queue.due(ENTRIES, kept, today)), ["XM-0002", "XM-0003"]);
  assert.deepEqual(plain(queue.due(ENTRIES, kept, today, 1)), ["XM-0002"]);
});

test("the daily ten: due and weak ones first, ten different ones, the same all day", () => {
  const kept = state.empty("a");
  ENTRIES.slice(0, 9).forEach((entry) => state.answer(kept, entry.id, state.WRONG, at(-9), RULES));
  const pick = () => plain(queue.daily(ENTRIES, kept, today, new chance.Chance([today, 0, 0, 1])));
  const ten = pick();
  assert.equal(new Set(ten).size, 10);
  assert.equal(ten.filter((id) => kept.questions[id]).length, 6);
  assert.deepEqual(pick(), ten);
});

test("the daily ten take new ones from the topic seen least", () => {
  const kept = state.empty("a");
  ENTRIES.slice(0, 18).forEach((entry) => state.answer(kept, entry.id, state.RIGHT, at(0), RULES));
  const ten = queue.daily(ENTRIES, kept, today, new chance.Chance([1, 2, 3, 4]));
  assert.ok(Array.from(ten).every((id) => id > "XM-0020"));
});

test("often wrong means a third or more of at least two answers", () => {
  const kept = state.empty("a");
  state.answer(kept, "XM-0001", state.WRONG, at(0), RULES);
  [0, 0, 2].forEach((ok) => state.answer(kept, "XM-0002", ok, at(0), RULES));
  [0, 2, 2, 2].forEach((ok) => state.answer(kept, "XM-0003", ok, at(0), RULES));
  assert.deepEqual(plain(queue.weak(ENTRIES, kept)), ["XM-0002"]);
});

test("progress counts seen, right at the last try, due", () => {
  const kept = state.empty("a");
  state.answer(kept, "XM-0001", state.RIGHT, at(0), RULES);
  state.answer(kept, "XM-0002", state.WRONG, at(-3), RULES);
  assert.deepEqual(plain(queue.progress(ENTRIES, kept, today)), [
    { name: "明责", all: 20, seen: 2, right: 1, due: 1 }, { name: "问责", all: 20, seen: 0, right: 0, due: 0 }
  ]);
});
