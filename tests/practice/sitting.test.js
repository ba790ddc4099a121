"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const { sitting } = load("storage", "sitting");
const { Storage } = require("./storage.js");
const MINUTE = 60000, NOW = Date.UTC(2026, 10, 22, 4);
const BLUEPRINT = { id: "plain", minutes: 50 };
const ITEMS = [{ id: "A", section: 0, order: [1, 0] }, { id: "B", section: 1, order: [] }];
const begin = (time, minutes) => sitting.begin(
  Object.assign({}, BLUEPRINT, minutes ? { minutes } : {}), ITEMS, "name", NOW, time || "standard", "digest");

test("an exam begins with its whole time, unanswered, at the first question", () => {
  assert.deepEqual(plain(begin()), {
    version: 1, name: "name", blueprint: "plain", digest: "digest", started: NOW, time: "standard", deadline: NOW + 50 * MINUTE,
    items: ITEMS, answers: {}, flags: {}, at: 0, extended: 0, handed: null, over: false
  });
  assert.equal(begin("longer").deadline, NOW + 75 * MINUTE);
  assert.equal(begin("longer", 25).deadline, NOW + 38 * MINUTE);
  assert.equal(begin("open").deadline, null);
});

test("what is left in words: seconds begun count, hours only when there are any", () => {
  const text = (ms) => sitting.left({ started: NOW - 1e9, deadline: NOW + ms }, NOW).text;
  assert.deepEqual([0, 1, 1000, 1001, 59001, 60000, 599000, 3599999, 3600000, 3661000, 36000000].map(text),
    ["00:00", "00:01", "00:01", "00:02", "01:00", "01:00", "09:59", "1:00:00", "1:00:00", "1:01:01", "10:00:00"]);
  assert.equal(sitting.left(begin("open"), NOW), null);
});

test("the time is over exactly at its end, not a moment earlier", () => {
  const one = begin();
  assert.equal(sitting.left(one, one.deadline - 1).ms, 1);
  assert.equal(sitting.left(one, one.deadline).ms, 0);
  assert.equal(sitting.left(one, one.deadline + 5).ms, 0);
});

test("a clock that was put back gives no more than the whole time, and no time used is negative", () => {
  const one = begin();
  assert.equal(sitting.left(one, NOW - 3600000).ms, 50 * MINUTE);
  sitting.extend(one, 10, NOW);
  assert.equal(sitting.left(one, NOW - 3600000).ms, 60 * MINUTE);
  sitting.handIn(one, NOW - 3600000);
  assert.deepEqual([one.handed, one.over], [NOW, false]);
});

test("handed in before the end counts as that moment, at the end or later as the end", () => {
  const ends = [-1, 0, 1].map((ms) => {
    const one = begin();
    sitting.handIn(one, one.deadline + ms);
    return [one.handed - one.deadline, one.over];
  });
  assert.deepEqual(ends, [[-1, false], [0, true], [0, true]]);
  const open = begin("open");
  sitting.handIn(open, NOW + 5);
  assert.deepEqual([open.handed, open.over], [NOW + 5, false]);
});

test("time is added to what is left, or from now on when it was over", () => {
  const one = begin();
  sitting.extend(one, 10, NOW);
  assert.equal(one.deadline, NOW + 60 * MINUTE);
  sitting.extend(one, 10, NOW + 70 * MINUTE);
  assert.equal(one.deadline, NOW + 80 * MINUTE);
  assert.equal(one.extended, 20);
  const open = begin("open");
  sitting.extend(open, 10, NOW);
  assert.deepEqual([open.deadline, open.extended], [null, 0]);
  const old = begin();
  delete old.extended;
  sitting.extend(old, 10, NOW);
  assert.equal(old.extended, 10);
});

test("what is written is read after a reload; a change reaches the other tab", () => {
  const storage = new Storage(), one = new sitting.Desk(storage), other = new sitting.Desk(storage);
  assert.equal(one.read(), null);
  one.write(begin());
  assert.deepEqual(plain(other.read()), plain(begin()));
  other.change("name", (kept) => { kept.answers.A = { options: [1] }; });
  one.change("name", (kept) => { kept.answers.B = { truth: true }; });
  assert.deepEqual(plain(new sitting.Desk(storage).read().answers), { A: { options: [1] }, B: { truth: true } });
});

test("only the exam of that name is changed", () => {
  const storage = new Storage(), desk = new sitting.Desk(storage);
  desk.write(begin());
  const before = storage.getItem("quizgen.exam");
  assert.equal(desk.change("another", (kept) => { kept.at = 1; }), null);
  assert.equal(storage.getItem("quizgen.exam"), before);
  assert.equal(desk.change("name", (kept) => { kept.at = 1; }).at, 1);
  desk.clear();
  assert.equal(desk.change("name", () => {}), null);
  assert.deepEqual([desk.read(), storage.getItem("quizgen.exam")], [null, null]);
});

test("a full storage during an exam loses no answer, and is known", () => {
  const storage = new Storage(), desk = new sitting.Desk(storage);
  desk.write(begin());
  storage.limit = 10;
  desk.change("name", (kept) => { kept.answers.A = 1; });
  desk.change("name", (kept) => { kept.answers.B = 2; });
  assert.deepEqual(plain(desk.read().answers), { A: 1, B: 2 });
  assert.equal(desk.unkept, true);
  storage.limit = Infinity;
  desk.change("name", (kept) => { kept.at = 1; });
  assert.equal(desk.unkept, false);
  assert.deepEqual(plain(new sitting.Desk(storage).read().answers), { A: 1, B: 2 });
});

test("an exam that could not be kept ends when another tab writes", () => {
  const storage = new Storage(), desk = new sitting.Desk(storage);
  storage.limit = 10;
  desk.write(begin());
  assert.equal(desk.read().name, "name");
  storage.limit = Infinity;
  new sitting.Desk(storage).write(Object.assign(begin(), { name: "other" }));
  assert.equal(desk.read().name, "other");
  assert.equal(desk.unkept, false);
  new sitting.Desk(storage).clear();
  assert.equal(desk.read(), null);
});

test("without a storage the exam lives as long as the page", () => {
  for (const storage of [null, { getItem() { throw new Error("no"); }, setItem() { throw new Error("no"); }, removeItem() { throw new Error("no"); } }]) {
    const desk = new sitting.Desk(storage);
    assert.equal(desk.read(), null);
    desk.write(begin());
    desk.change("name", (kept) => { kept.at = 1; });
    assert.equal(desk.read().at, 1);
    assert.equal(desk.unkept, true);
    desk.clear();
    assert.equal(desk.read(), null);
  }
});

test("a kept exam that could not be shown is none", () => {
  const storage = new Storage(), desk = new sitting.Desk(storage), good = plain(begin());
  const bad = [
    { version: 2 }, { items: [] }, { items: {} }, { items: [null] }, { items: [{ id: 1, section: 0, order: [] }] },
    { items: [{ id: "A", section: "0", order: [] }] }, { items: [{ id: "A", section: 0 }] }, { answers: null }, { answers: [] },
    { flags: null }, { name: 3 }, { blueprint: null }, { at: 2 }, { at: -1 }, { at: 0.5 }, { started: null }, { started: "x" },
    { deadline: "x" }, { deadline: 9e15 }, { handed: "x" }
  ].map((more) => Object.assign({}, good, more)).concat([null, 7, []]);
  for (const one of bad) {
    storage.setItem("quizgen.exam", JSON.stringify(one));
    assert.equal(desk.read(), null, JSON.stringify(one));
  }
  storage.setItem("quizgen.exam", "{");
  assert.equal(desk.read(), null);
  storage.setItem("quizgen.exam", JSON.stringify(Object.assign({}, good, { at: 1, handed: NOW, deadline: null })));
  assert.equal(desk.read().at, 1);
});
