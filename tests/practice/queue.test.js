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

/* A copy in which questions were answered: [id, ok, days from today], in order. */
function after(...answers) {
  const kept = state.empty("a");
  answers.forEach(([id, ok, days]) => state.answer(kept, id, ok, at(days), RULES));
  return kept;
}

const few = ENTRIES.slice(0, 4);
const list = (found) => plain(Array.from(found));

test("every part of a filter narrows; a filter without parts lets all through", () => {
  const count = (filter) => queue.filtered(ENTRIES, filter).length;
  assert.deepEqual([{}, { kind: "single" }, { source: "wuhou" }, { topic: "问责" }, { topic: "明责", kind: "multiple", source: "wuhou" },
    { topic: "明责/责任清单" }, { topic: "", kind: "" }, { source: "无" }].map(count), [40, 20, 13, 20, 3, 20, 40, 0]);
});

test("a depth narrows too; progress by depth leaves out what says none, in the order given", () => {
  const entries = few.map((entry, at) => Object.assign({}, entry, at < 3 ? { depth: ["应用", "记忆", "应用"][at] } : {}));
  assert.deepEqual(list(queue.ids(queue.filtered(entries, { depth: "应用" }))), ["XM-0001", "XM-0003"]);
  const kept = after(["XM-0001", state.RIGHT, 0], ["XM-0003", state.WRONG, -3], ["XM-0004", state.RIGHT, 0]);
  assert.deepEqual(plain(queue.depths(entries, kept, today, ["记忆", "理解", "应用"])), [
    { name: "记忆", all: 1, seen: 0, right: 0, due: 0 }, { name: "应用", all: 2, seen: 2, right: 1, due: 1 }
  ]);
});

test("unseen are those never answered, favourites those marked, in the order of the bank", () => {
  const kept = after(["XM-0002", state.WRONG, 0]);
  state.put(kept.favourites, "XM-0003", 1, START);
  state.put(kept.favourites, "XM-0001", 1, START);
  state.put(kept.favourites, "XM-0004", 0, START);
  assert.deepEqual(list(queue.unseen(few, kept)), ["XM-0001", "XM-0003", "XM-0004"]);
  assert.deepEqual(list(queue.favourites(few, kept)), ["XM-0001", "XM-0003"]);
});

test("the book: the newest mistake first", () => {
  const kept = after(["XM-0001", 0, -2], ["XM-0002", 0, -1], ["XM-0003", 0, -3], ["XM-0004", 2, 0]);
  assert.deepEqual(list(queue.wrong(few, kept)), ["XM-0002", "XM-0001", "XM-0003"]);
});

test("often wrong: exactly a third counts, the worst first, one answer is not enough", () => {
  const kept = after(["XM-0001", 0, 0], ["XM-0001", 2, 0], ["XM-0001", 2, 0], ["XM-0002", 0, 0], ["XM-0002", 0, 0], ["XM-0003", 0, 0],
    ["XM-0004", 0, 0], ["XM-0004", 2, 0]);
  assert.deepEqual(list(queue.weak(few, kept)), ["XM-0002", "XM-0004", "XM-0001"]);
});

test("due today counts, tomorrow not; the most overdue by its own interval first, of equal ones by id", () => {
  const kept = after(["XM-0001", 0, -1], ["XM-0002", 0, -1], ["XM-0003", 0, -1], ["XM-0004", 0, -1]);
  const due = (id, day, back) => Object.assign(kept.questions[id], { due: day, day: day - back });
  due("XM-0001", today, 10);
  due("XM-0002", today - 1, 20);
  due("XM-0003", today + 1, 1);
  due("XM-0004", today, 0);
  assert.deepEqual(list(queue.due(few, kept, today)), ["XM-0004", "XM-0001", "XM-0002"]);
  due("XM-0002", today, 10);
  assert.deepEqual(list(queue.due([few[1], few[0]], kept, today)), ["XM-0001", "XM-0002"]);
  assert.deepEqual(list(queue.due(few, kept, today, 2)), ["XM-0004", "XM-0001"]);
  assert.deepEqual(list(queue.due(few, kept, today + 1, 0)).length, 4);
});

test("in order: from the first when nothing was answered, from the first open one when the last is gone", () => {
  assert.deepEqual(list(queue.ordered(few, "", state.empty("a"))), ["XM-0001", "XM-0002", "XM-0003", "XM-0004"]);
  assert.deepEqual(list(queue.ordered(few, "XM-0004", state.empty("a"))), ["XM-0001", "XM-0002", "XM-0003", "XM-0004"]);
  const kept = after(["XM-0001", 2, 0], ["XM-0002", 2, 0], ["XM-0004", 2, 0]);
  assert.deepEqual(list(queue.ordered(few, "GONE-0001", kept)), ["XM-0003", "XM-0004", "XM-0001", "XM-0002"]);
  assert.deepEqual(list(queue.ordered(few, "GONE-0001", state.empty("a"))), ["XM-0001", "XM-0002", "XM-0003", "XM-0004"]);
  assert.deepEqual(list(queue.ordered(few.slice(0, 2), "GONE-0001", kept)), ["XM-0001", "XM-0002"]);
  assert.deepEqual(list(queue.ordered(few, "XM-0001", kept)), ["XM-0002", "XM-0003", "XM-0004", "XM-0001"]);
});

test("the ten of a day: six due, two weak, two new; then whatever there is", () => {
  const kept = state.empty("a");
  ENTRIES.slice(0, 9).forEach((entry) => state.answer(kept, entry.id, state.RIGHT, at(-60), RULES));
  ENTRIES.slice(9, 15).forEach((entry) => [0, 0].forEach((ok) => state.answer(kept, entry.id, ok, at(0), RULES)));
  const dice = new chance.Chance([1, 2, 3, 4]), ten = list(queue.daily(ENTRIES, kept, today, dice));
  const among = (from, to) => ten.filter((id) => id >= ENTRIES[from].id && id <= ENTRIES[to].id).length;
  assert.deepEqual([ten.length, new Set(ten).size, among(0, 8), among(9, 14), among(15, 39)], [10, 10, 6, 2, 2]);
  const all = state.empty("a");
  ENTRIES.forEach((entry) => state.answer(all, entry.id, state.RIGHT, at(0), RULES));
  assert.equal(new Set(list(queue.daily(ENTRIES, all, today, dice))).size, 10);
  assert.deepEqual(list(queue.daily(few, state.empty("a"), today, dice)).sort(), ["XM-0001", "XM-0002", "XM-0003", "XM-0004"]);
  const orders = new Set(Array.from({ length: 30 }, () => list(queue.daily(few, state.empty("a"), today, dice)).join()));
  assert.ok(orders.size > 5);
});

test("new ones come from the topic with the smallest share seen, at random within it", () => {
  const small = [1, 2, 3, 4, 5, 6].map((number) => ({ id: "Q" + number, kind: "single", topic: number < 3 ? "甲/一" : "乙", sources: [] }));
  const kept = after(["Q1", 2, 0], ["Q3", 2, 0]);
  const first = new Set();
  for (let seed = 1; seed < 30; seed++) {
    const eleven = small.concat(Array.from({ length: 10 }, (_one, at) => ({ id: "R" + at, kind: "single", topic: "丙", sources: [] })));
    const ten = list(queue.daily(eleven, kept, today, new chance.Chance([seed, 2, 3, 4])));
    assert.ok(ten.every((id) => id[0] === "R"), ten.join());
    const some = list(queue.daily(eleven.slice(0, 15), kept, today, new chance.Chance([seed, 2, 3, 4])));
    first.add(some.filter((id) => id[0] === "Q").join());
  }
  assert.deepEqual([...first].sort(), ["Q4", "Q5", "Q6"]);
});

test("progress: right at the last try includes a guess, due includes today, topics in the order of the bank", () => {
  const kept = after(["XM-0001", 1, 0], ["XM-0002", 0, 0], ["XM-0021", 2, -1], ["XM-0022", 2, 0]);
  kept.questions["XM-0001"].due = today;
  kept.questions["XM-0002"].due = today + 1;
  kept.questions["XM-0021"].due = today - 1;
  kept.questions["XM-0022"].due = today + 2;
  assert.deepEqual(plain(queue.progress(ENTRIES, kept, today)), [
    { name: "明责", all: 20, seen: 2, right: 1, due: 1 }, { name: "问责", all: 20, seen: 2, right: 2, due: 1 }]);
});
