"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { load, plain } = require("./load.js");

const { state, chance } = load("random", "fsrs", "state");
const RULES = { retireAfter: 2, examDay: null, retention: 0.9 };
const START = Date.UTC(2026, 10, 22, 4), DAY = 86400000;

function at(days, minutes) { return { ms: START + days * DAY + (minutes || 0) * 60000, offset: -480 }; }

/* A device's copy after some random answers. */
function practised(device, dice, answers) {
  const kept = state.empty(device);
  for (let turn = 0; turn < answers; turn++) {
    state.answer(kept, "XM-000" + dice.below(6), dice.below(3), at(dice.below(20), dice.below(600)), RULES);
    state.put(kept.favourites, "XM-000" + dice.below(6), dice.below(2), START + dice.below(1000));
  }
  return kept;
}

function withoutDevice(copy) { return plain(Object.assign({}, copy, { device: "" })); }

test("an answer counts once, is due later, and marks the day", () => {
  const kept = state.empty("a");
  const record = state.answer(kept, "XM-0001", state.RIGHT, at(0), RULES);
  assert.deepEqual(plain(state.counts(record)), [0, 1]);
  assert.ok(record.due > record.day);
  assert.deepEqual(plain(kept.days), { [record.day]: { a: 1 } });
});

test("a wrong answer enters the book and leaves after two right ones in a row", () => {
  const kept = state.empty("a"), id = "XM-0001";
  state.answer(kept, id, state.WRONG, at(0), RULES);
  assert.ok(state.inBook(kept, id));
  state.answer(kept, id, state.RIGHT, at(1), RULES);
  state.answer(kept, id, state.WRONG, at(2), RULES);
  state.answer(kept, id, state.RIGHT, at(3), RULES);
  assert.ok(state.inBook(kept, id));
  state.answer(kept, id, state.GUESSED, at(4), RULES);
  assert.equal(state.inBook(kept, id), false);
});

test("a pinned mistake stays in the book", () => {
  const kept = state.empty("a"), id = "XM-0001";
  state.answer(kept, id, state.WRONG, at(0), RULES);
  state.put(kept.pins, id, 1, START);
  state.answer(kept, id, state.RIGHT, at(1), RULES);
  state.answer(kept, id, state.RIGHT, at(2), RULES);
  assert.ok(state.inBook(kept, id));
});

test("before an exam everything comes once more, the day before at the latest", () => {
  const kept = state.empty("a"), day = state.dayOf(at(0).ms, -480);
  let record;
  for (let turn = 0; turn < 6; turn++) {
    record = state.answer(kept, "XM-0001", state.RIGHT, at(turn), Object.assign({}, RULES, { examDay: day + 12 }));
  }
  assert.equal(record.due, day + 11);
});

test("the day changes at local midnight", () => {
  assert.equal(state.dayText(state.dayOf(Date.UTC(2026, 10, 21, 15, 59), -480)), "2026-11-21");
  assert.equal(state.dayText(state.dayOf(Date.UTC(2026, 10, 21, 16, 0), -480)), "2026-11-22");
});

test("merging is idempotent, commutes, and loses no answer", () => {
  const dice = new chance.Chance([5, 6, 7, 8]);
  for (let run = 0; run < 50; run++) {
    const a = practised("a", dice, 30), b = practised("b", dice, 30), both = state.merge(a, b);
    assert.deepEqual(withoutDevice(state.merge(both, b)), withoutDevice(both));
    assert.deepEqual(withoutDevice(state.merge(b, a)), withoutDevice(both));
    const sum = (copy) => Object.values(copy.questions).flatMap((one) => state.counts(one)).reduce((x, y) => x + y, 0);
    assert.equal(sum(both), sum(a) + sum(b));
  }
});

test("merging goes together in any grouping", () => {
  const dice = new chance.Chance([9, 9, 9, 9]);
  const [a, b, c] = ["a", "b", "c"].map((device) => practised(device, dice, 40));
  assert.deepEqual(withoutDevice(state.merge(state.merge(a, b), c)), withoutDevice(state.merge(a, state.merge(b, c))));
});

test("the newest answer of a question decides", () => {
  const a = state.empty("a"), b = state.empty("b");
  state.answer(a, "XM-0001", state.RIGHT, at(0), RULES);
  state.answer(b, "XM-0001", state.WRONG, at(1), RULES);
  const merged = state.merge(a, b);
  assert.equal(merged.questions["XM-0001"].ok, state.WRONG);
  assert.deepEqual(plain(state.counts(merged.questions["XM-0001"])), [1, 1]);
});

test("a copy of version 1 is taken over whole", () => {
  const text = fs.readFileSync(path.join(__dirname, "version-1.json"), "utf8");
  const { state: kept, dropped } = state.read(text);
  assert.equal(dropped, 0);
  assert.equal(kept.version, 2);
  assert.deepEqual(plain(state.counts(kept.questions["XM-0019"])), [2, 3]);
  assert.equal(kept.questions["XM-0019"].s, 4.5);
  assert.deepEqual(plain(kept.days), { 20778: { "old-phone": 5 } });
  assert.deepEqual(plain(kept.favourites), { "BY-0033": [1, 1795147200000] });
  assert.ok(state.inBook(kept, "XM-0019"));
});

test("a copy of a future version and a damaged one are told apart", () => {
  assert.equal(state.read(JSON.stringify({ format: state.FORMAT, version: 99, device: "a" })).fault, "future");
  for (const text of ["", "{", "null", "[]", "7", '{"format":"other","version":2,"device":"a"}']) {
    assert.equal(state.read(text).fault, "damaged", text);
  }
});

test("one unreadable entry does not take the others with it", () => {
  const kept = state.empty("a");
  state.answer(kept, "XM-0001", state.RIGHT, at(0), RULES);
  const copy = plain(kept);
  copy.questions["XM-0002"] = { counts: "many" };
  copy.settings.size = 3;
  const found = state.read(JSON.stringify(copy));
  assert.equal(found.dropped, 2);
  assert.deepEqual(Object.keys(found.state.questions), ["XM-0001"]);
});

test("an imported key cannot reach the prototype", () => {
  const found = state.read('{"format":"quizgen-practice","version":2,"device":"a","questions":{},"favourites":' +
    '{"__proto__":[1,2]},"pins":{},"exams":{},"days":{},"places":{},"settings":{}}');
  assert.equal(found.dropped, 1);
  assert.equal({}.polluted, undefined);
});

test("calling a right answer a guess replaces it, and counts once", () => {
  const kept = state.empty("a"), id = "XM-0001";
  state.answer(kept, id, state.WRONG, at(0), RULES);
  const before = plain(kept.questions[id]);
  const right = plain(state.answer(kept, id, state.RIGHT, at(3), RULES));
  const guessed = state.regrade(kept, id, before, state.GUESSED, at(3, 1), RULES);
  assert.equal(guessed.ok, state.GUESSED);
  assert.deepEqual(plain(state.counts(guessed)), [1, 1]);
  assert.ok(guessed.due < right.due);
  assert.equal(kept.days[right.day].a, 1);
});
