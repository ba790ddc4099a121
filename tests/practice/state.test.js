"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { load, plain } = require("./load.js");

const Quizgen = load("random", "fsrs", "state", "merge", "stored"), chance = Quizgen.chance;
const state = Object.assign({}, Quizgen.state, Quizgen.merge, Quizgen.stored);
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
  assert.equal(kept.version, 3);
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
  const guessed = state.guess(kept, id, { before, record: right }, at(3, 1), RULES);
  assert.equal(guessed.ok, state.GUESSED);
  assert.deepEqual(plain(state.counts(guessed)), [1, 1]);
  assert.ok(guessed.due < right.due);
  assert.equal(guessed.due, state.dueIf(before, state.GUESSED, at(3), RULES));
  assert.equal(kept.days[right.day].a, 1);
});

test("a guess called so after midnight belongs to the day of its answer", () => {
  const kept = state.empty("a"), id = "XM-0001";
  const right = plain(state.answer(kept, id, state.RIGHT, at(0), RULES));
  const guessed = state.guess(kept, id, { before: null, record: right }, at(1), RULES);
  assert.equal(guessed.day, right.day);
  assert.deepEqual(plain(kept.days), { [right.day]: { a: 1 } });
  assert.equal(guessed.due, state.dueIf(null, state.GUESSED, at(0), RULES));
});

test("a guess is newer than the right answer that an earlier copy holds", () => {
  const kept = state.empty("a"), id = "XM-0001";
  const right = plain(state.answer(kept, id, state.RIGHT, at(0), RULES)), earlier = plain(kept);
  state.guess(kept, id, { before: null, record: right }, at(0), RULES);
  assert.equal(state.merge(kept, earlier).questions[id].ok, state.GUESSED);
  assert.equal(state.merge(earlier, kept).questions[id].ok, state.GUESSED);
});

test("only the newest answer can be called a guess", () => {
  const id = "XM-0001";
  const later = state.empty("a"), right = plain(state.answer(later, id, state.RIGHT, at(0), RULES));
  state.answer(later, id, state.WRONG, at(0, 1), RULES);
  assert.equal(state.guess(later, id, { before: null, record: right }, at(0, 2), RULES).ok, state.WRONG);
  assert.deepEqual(plain(state.counts(later.questions[id])), [1, 1]);
  const together = state.empty("a");
  state.answer(together, id, state.RIGHT, at(0), RULES);
  state.answer(together, id, state.WRONG, at(0), RULES);
  assert.equal(state.guess(together, id, { before: null, record: right }, at(0, 2), RULES).ok, state.WRONG);
  const erased = state.empty("b");
  assert.equal(state.guess(erased, id, { before: right, record: right }, at(0, 2), RULES), null);
  assert.deepEqual(plain(erased.questions), {});
});

test("calling it a guess keeps what another device has brought", () => {
  const a = state.empty("a"), b = state.empty("b"), id = "XM-0001";
  const right = plain(state.answer(a, id, state.RIGHT, at(2), RULES));
  state.answer(b, id, state.WRONG, at(0), RULES);
  const both = state.merge(a, b);
  state.guess(both, id, { before: null, record: right }, at(2, 1), RULES);
  assert.deepEqual(plain(state.counts(both.questions[id])), [1, 1]);
  assert.equal(both.questions[id].ok, state.GUESSED);
});

/* One record, with whatever is to be wrong in it. */
function record(more) {
  return Object.assign({
    counts: { a: [1, 2] }, first: START, last: START + 5, ok: 2, streak: 1, wrongs: [START, START + 3], held: true,
    s: 2.5, d: 5, day: 20779, due: 20781
  }, more);
}

function copy(parts) { return JSON.stringify(Object.assign(plain(state.empty("a")), parts)); }

const EXAM = {
  at: START, title: "卷", points: "1/2", full: "3", pass: "2.5", minutes: 3, passed: false, missed: ["甲"],
  sections: [["一", "1", "2"]], topics: [], parts: [], items: [["A", [0, 1], { options: [0] }, "1", "2"], ["B", [], null, "0", "1"]]
};

test("an answer in full: what is noted, in which place", () => {
  const kept = state.empty("a"), id = "XM-0001", now = at(0), day = state.dayOf(now.ms, now.offset);
  const first = plain(state.answer(kept, id, state.WRONG, now, RULES));
  assert.deepEqual(first.counts, { a: [1, 0] });
  assert.deepEqual([first.first, first.last, first.ok, first.streak, first.held, first.day], [now.ms, now.ms, 0, 0, true, day]);
  assert.deepEqual(first.wrongs, [now.ms, now.ms]);
  const second = plain(state.answer(kept, id, state.RIGHT, at(1), RULES));
  assert.deepEqual([second.first, second.last, second.ok, second.streak, second.held], [now.ms, at(1).ms, 2, 1, true]);
  assert.deepEqual(second.wrongs, [now.ms, now.ms]);
  const third = plain(state.answer(kept, id, state.WRONG, at(2), RULES));
  assert.deepEqual(third.wrongs, [now.ms, at(2).ms]);
  assert.deepEqual(third.counts, { a: [2, 1] });
  assert.equal(third.streak, 0);
  state.answer(kept, "XM-0002", state.GUESSED, at(2), RULES);
  assert.deepEqual(plain(kept.days), { [day]: { a: 1 }, [day + 1]: { a: 1 }, [day + 2]: { a: 2 } });
});

test("a clock that was put back leaves no time before the first", () => {
  const kept = state.empty("a"), id = "XM-0001";
  state.answer(kept, id, state.WRONG, at(3), RULES);
  const back = state.answer(kept, id, state.WRONG, at(1), RULES);
  assert.equal(back.last, at(3).ms);
  assert.deepEqual(plain(back.wrongs), [at(3).ms, at(3).ms]);
  assert.deepEqual(plain(state.counts(back)), [2, 0]);
});

test("the number of right answers that a setting asks for takes a mistake out of the book, not one fewer", () => {
  const kept = state.empty("a"), id = "XM-0001", rules = Object.assign({}, RULES, { retireAfter: 3 });
  state.answer(kept, id, state.WRONG, at(0), rules);
  state.answer(kept, id, state.RIGHT, at(1), rules);
  state.answer(kept, id, state.RIGHT, at(2), rules);
  assert.ok(state.inBook(kept, id));
  state.answer(kept, id, state.RIGHT, at(3), rules);
  assert.equal(state.inBook(kept, id), false);
  const standard = state.empty("a"), none = { examDay: null, retention: 0.9 };
  [state.WRONG, state.RIGHT].forEach((ok) => state.answer(standard, id, ok, at(0), none));
  assert.ok(state.inBook(standard, id));
  state.answer(standard, id, state.RIGHT, at(1), none);
  assert.equal(state.inBook(standard, id), false);
});

test("a pin keeps only what was once wrong; what was never answered is in no book", () => {
  const kept = state.empty("a");
  state.put(kept.pins, "XM-0001", 1, START);
  assert.equal(state.inBook(kept, "XM-0001"), false);
  state.answer(kept, "XM-0001", state.RIGHT, at(0), RULES);
  assert.equal(state.inBook(kept, "XM-0001"), false);
  state.put(kept.pins, "XM-0002", 0, START);
  state.answer(kept, "XM-0002", state.WRONG, at(0), RULES);
  [state.RIGHT, state.RIGHT].forEach((ok) => state.answer(kept, "XM-0002", ok, at(1), RULES));
  assert.equal(state.inBook(kept, "XM-0002"), false);
});

test("the day before an exam is the last day to come again; on that day and later it sets no limit", () => {
  const day = state.dayOf(START, -480), due = (examDay) => state.dueIf(null, state.RIGHT, at(0), Object.assign({}, RULES, { examDay }));
  const free = due(null);
  assert.equal(due(day + 2), day + 1);
  assert.equal(due(day + 1), free);
  assert.equal(due(day), free);
  assert.equal(due(free + 1), free);
  assert.equal(due(free), free - 1);
});

test("what is due if is what an answer then makes of it, and changes nothing", () => {
  const kept = state.empty("a"), id = "XM-0001";
  for (const ok of [state.RIGHT, state.GUESSED, state.WRONG, state.RIGHT, state.RIGHT]) {
    const before = plain(kept), now = at(3 * Object.keys(kept.days).length);
    const said = state.dueIf(kept.questions[id] || null, ok, now, RULES);
    assert.deepEqual(plain(kept), before);
    assert.equal(state.answer(kept, id, ok, now, RULES).due, said);
  }
});

test("the grades in order: a mistake comes soonest, a right answer latest", () => {
  const due = [state.WRONG, state.GUESSED, state.RIGHT].map((ok) => state.dueIf(null, ok, at(0), RULES));
  assert.ok(due[0] < due[1] && due[1] < due[2], due.join());
});

test("the day follows the reader's own offset, east and west", () => {
  const midnight = Date.UTC(2026, 10, 22);
  assert.equal(state.dayOf(midnight, 0) - state.dayOf(midnight, 60), 1);
  assert.equal(state.dayOf(midnight - 1, -1), state.dayOf(midnight, 0));
  assert.deepEqual([state.dayOf(midnight, 0), state.dayOf(midnight - 1, 0)], [20779, 20778]);
  assert.deepEqual([state.dayOf(midnight - 480 * 60000, -480), state.dayOf(midnight - 480 * 60000 - 1, -480)], [20779, 20778]);
  assert.equal(state.dayText(0), "1970-01-01");
  assert.equal(state.dayText(20779), "2026-11-22");
});

test("merging: the smallest first time, the earliest and latest mistake, the larger count of every device", () => {
  const a = state.empty("a"), b = state.empty("b"), id = "XM-0001";
  a.questions[id] = record({ counts: { a: [3, 1], c: [1, 5] }, first: START + 1, last: START + 9, wrongs: [START + 2, START + 4] });
  b.questions[id] = record({ counts: { b: [0, 1], c: [2, 4] }, first: START, last: START + 8, wrongs: [START + 1, START + 3], ok: 0, due: 5 });
  const merged = plain(state.merge(a, b).questions[id]);
  assert.deepEqual(merged, record({
    counts: { a: [3, 1], b: [0, 1], c: [2, 5] }, first: START, last: START + 9, wrongs: [START + 1, START + 4]
  }));
  b.questions[id].wrongs = null;
  assert.deepEqual(plain(state.merge(a, b).questions[id].wrongs), [START + 2, START + 4]);
  assert.deepEqual(plain(state.merge(b, a).questions[id].wrongs), [START + 2, START + 4]);
  a.questions[id].wrongs = null;
  assert.equal(state.merge(b, a).questions[id].wrongs, null);
});

test("merging: of every setting, flag and place the one given later, whichever copy it comes from", () => {
  for (const part of ["settings", "favourites", "pins", "places"]) {
    const a = state.empty("a"), b = state.empty("b");
    a[part] = { one: [1, START + 2], two: [1, START], only: [7, START], same: [1, START] };
    b[part] = { one: [2, START + 1], two: [2, START + 1], mine: [8, START], same: [3, START] };
    const wanted = { one: [1, START + 2], two: [2, START + 1], only: [7, START], mine: [8, START], same: [3, START] };
    assert.deepEqual(plain(state.merge(a, b)[part]), wanted, part);
    assert.deepEqual(plain(state.merge(b, a)[part]), wanted, part);
  }
});

test("merging: days by device, exams of both, the device of the first, nothing shared with the copies", () => {
  const a = state.empty("a"), b = state.empty("b");
  a.days = { 1: { a: 2, c: 1 }, 2: { a: 1 } };
  b.days = { 1: { b: 1, c: 4 }, 3: { b: 1 } };
  a.exams = { x: EXAM };
  b.exams = { x: Object.assign({}, EXAM, { title: "别的" }), y: EXAM };
  const merged = state.merge(a, b);
  assert.deepEqual(plain(merged.days), { 1: { a: 2, b: 1, c: 4 }, 2: { a: 1 }, 3: { b: 1 } });
  assert.deepEqual([merged.exams.x.title, merged.exams.y.title, merged.device], ["卷", "卷", "a"]);
  assert.deepEqual([merged.format, merged.version], ["quizgen-practice", 3]);
});

test("what one device counted apart adds to what its name counted elsewhere since", () => {
  const base = state.empty("a");
  state.answer(base, "XM-0001", state.RIGHT, at(0), RULES);
  const mine = plain(base), other = plain(base);
  state.answer(mine, "XM-0001", state.RIGHT, at(0), RULES);
  state.answer(mine, "XM-0002", state.WRONG, at(0), RULES);
  state.answer(other, "XM-0001", state.WRONG, at(0, 1), RULES);
  state.answer(other, "XM-0003", state.RIGHT, at(1), RULES);
  const merged = state.merge(other, state.apart(mine, base, "b")), day = state.dayOf(START, -480);
  assert.deepEqual(plain(merged.questions["XM-0001"].counts), { a: [1, 1], b: [0, 1] });
  assert.deepEqual(plain(merged.questions["XM-0002"].counts), { b: [1, 0] });
  assert.deepEqual(plain(merged.questions["XM-0003"].counts), { a: [0, 1] });
  assert.deepEqual(plain(merged.days), { [day]: { a: 2, b: 2 }, [day + 1]: { a: 1 } });
});

test("both counts of a device are told apart, and what did not grow is left where it is", () => {
  const id = "XM-0001", base = state.empty("a");
  [0, 0, 2, 2, 2].forEach((ok) => state.answer(base, id, ok, at(0), RULES));
  const mine = plain(base);
  [0, 2, 2].forEach((ok) => state.answer(mine, id, ok, at(0), RULES));
  const told = (copy) => plain(copy.questions[id].counts);
  assert.deepEqual(told(state.apart(plain(mine), base, "b")), { a: [2, 3], b: [1, 2] });
  assert.deepEqual(told(state.apart(plain(base), base, "b")), { a: [2, 3] });
  const wrong = plain(base);
  state.answer(wrong, id, 0, at(0), RULES);
  assert.deepEqual(told(state.apart(wrong, base, "b")), { a: [2, 3], b: [1, 0] });
});

test("a good copy is read whole", () => {
  const parts = {
    questions: { A: record(), B: record({ wrongs: null, ok: 0, held: false }), C: record({ ok: 1 }) },
    favourites: { A: [1, START] }, pins: { A: [0, START] }, days: { 20779: { a: 3 } },
    exams: { x: EXAM, y: { at: START, title: "挑战", challenge: 4 } },
    places: { order: ["A", START], daily: [{ day: 3, ids: ["A"] }, START], later: [{ any: 1 }, START] },
    settings: { retireAfter: [1, START], cap: [1, START], examDay: [null, START], keys: [false, START], folderSaid: [true, START], more: ["x", 1] }
  };
  const found = state.read(copy(parts));
  assert.equal(found.dropped, 0);
  assert.deepEqual(plain(found.state), Object.assign(plain(state.empty("a")), parts));
});

test("what no view could show is left out, one by one, and counted", () => {
  const bad = {
    questions: [
      { counts: null }, { counts: { a: [1] } }, { counts: { a: [1, -1] } }, { counts: { a: [1, 0.5] } }, { first: "1" }, { last: 9e15 },
      { ok: 3 }, { streak: 0.5 }, { s: 0 }, { d: "5" }, { d: 0 }, { day: 1.5 }, { due: 1e9 }, { held: 1 }, { wrongs: [1] }, { wrongs: [1, "2"] }
    ].map(record).concat([null, [], 7]),
    favourites: [1, [1], [1, "x"], [1, 9e15], [1, 2, 3]], pins: [null, [1, null]],
    places: { order: [7, 1], daily: [null, 1] }, settings: { cap: ["x", 1], retireAfter: [0, 1], examDay: ["2026", 1], keys: [1, 1], folderSaid: ["", 1] },
    days: [7, { a: 0.5 }, null],
    exams: [
      { at: "x" }, { title: 7 }, { points: "x" }, { full: "0" }, { full: "0/3" }, { pass: 2 }, { minutes: "3" }, { passed: 1 }, { missed: [1] },
      { missed: "甲" }, { sections: [["一", "1"]] }, { topics: null }, { parts: [[1, "1", "2"]] }, { parts: [["一", "1/0", "2"]] }, { items: [["A", [], null, "1"]] },
      { items: [[1, [], null, "1", "1"]] }, { items: [["A", 1, null, "1", "1"]] }, { items: [["A", [], 1, "1", "1"]] },
      { items: [["A", [], null, "一", "1"]] }, { items: [["A", [], null, "1", null]] }, { items: 3 }, { challenge: 3 }
    ].map((more) => Object.assign({}, EXAM, more)).concat([{ at: 1, title: "挑战", challenge: "x" }, null])
  };
  for (const part of Object.keys(bad)) {
    for (const key of Object.keys(bad[part])) {
      const found = state.read(copy({ [part]: { [key]: bad[part][key] } }));
      assert.equal(found.dropped, 1, part + " " + JSON.stringify(bad[part][key]));
      assert.deepEqual(plain(found.state[part]), {}, part);
    }
  }
  assert.equal(state.read(copy({ places: { daily: [{ day: 1, ids: [2] }, 1] } })).dropped, 1);
  assert.equal(state.read(copy({ places: { daily: [{ day: "1", ids: [] }, 1] } })).dropped, 1);
  assert.equal(state.read(copy({ days: [], pins: null })).dropped, 2);
});

test("a version is one that was: no half, none, negative or text", () => {
  for (const version of [0, -1, 1.5, "2", null]) { assert.equal(state.read(copy({ version })).fault, "damaged", String(version)); }
  assert.equal(state.read(copy({ version: 4 })).fault, "future");
  assert.equal(state.read(copy({ device: 7 })).fault, "damaged");
  const old = JSON.parse(fs.readFileSync(path.join(__dirname, "version-1.json"), "utf8"));
  assert.equal(state.read(JSON.stringify(Object.assign({}, old, { days: null }))).fault, "damaged");
  assert.equal(state.read(JSON.stringify(Object.assign({}, old, { questions: [] }))).fault, "damaged");
});
