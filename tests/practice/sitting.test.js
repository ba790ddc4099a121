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
    version: 2, name: "name", blueprint: "plain", digest: "digest", started: NOW, time: "standard", allowed: 50 * MINUTE, spent: 0, seen: NOW,
    items: ITEMS, answers: {}, flags: {}, at: 0, extended: 0, handed: null, over: false
  });
  assert.equal(begin("longer").allowed, 75 * MINUTE);
  assert.equal(begin("longer", 25).allowed, 38 * MINUTE);
  assert.equal(begin("open").allowed, null);
});

test("what is left in words: seconds begun count, hours only when there are any", () => {
  const text = (ms) => sitting.left({ allowed: ms + 7 }, 7).text;
  assert.deepEqual([0, 1, 1000, 1001, 59001, 60000, 599000, 3599999, 3600000, 3661000, 36000000].map(text),
    ["00:00", "00:01", "00:01", "00:02", "01:00", "01:00", "09:59", "1:00:00", "1:00:00", "1:01:01", "10:00:00"]);
  assert.equal(sitting.left(begin("open"), 5), null);
});

test("the time is over exactly at its end, not a moment earlier", () => {
  const one = begin();
  assert.deepEqual([-1, 0, 5].map((ms) => sitting.left(one, one.allowed + ms).ms), [1, 0, 0]);
});

test("the larger of two clocks counts: the device's while it sleeps, the browser's when the device's is put back", () => {
  const one = begin(), watch = new sitting.Watch();
  const spent = (ms, mono) => watch.spent(one, { ms: NOW + ms, offset: 0, mono });
  assert.deepEqual([spent(0, 500), spent(60000, 60500), spent(-3600000, 90500), spent(-3600000, 95500)], [0, 60000, 90000, 95000]);
  assert.equal(spent(600000, 96000), 600000);
  watch.mark(one, { ms: NOW - 3600000, offset: 0, mono: 100500 });
  assert.deepEqual([one.spent, one.seen], [600000, NOW - 3600000]);
  assert.equal(new sitting.Watch().spent(one, { ms: NOW - 3600000 + 1000, offset: 0, mono: 3 }), 601000, "a page opened later goes on from there");
  assert.equal(new sitting.Watch().spent(one, { ms: NOW - 7200000, offset: 0, mono: 3 }), 600000);
});

/* What a device may do to the clocks of a page: one step of a story. */
const STEPS = {
  wait: (world, far) => { world.ms += far; world.mono += far; },
  sleep: (world, far) => { world.ms += far * 50; },
  back: (world, far) => { world.ms -= far * 100; },
  forward: (world, far) => { world.ms += far * 100; },
  zone: (world) => { world.offset = 480 - world.offset; },
  write: (world) => { world.watch().mark(world.sitting, world.now()); },
  reload: (world) => { world.watches[world.tab] = new sitting.Watch(); world.mono = 0; world.sitting = plain(world.sitting); },
  other: (world) => { world.tab = 1 - world.tab; },
  extend: (world) => { world.most += 10 * MINUTE; sitting.extend(world.sitting, 10, Math.min(world.watch().spent(world.sitting, world.now()), world.sitting.allowed)); }
};

test("whatever the device's clock does, what is left is never more than was allowed, what is used never negative, and it never runs back", () => {
  let seed = 7;
  const below = (count) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % count; };
  const names = Object.keys(STEPS);
  for (let story = 0; story < 400; story++) {
    const world = { ms: NOW, mono: 0, offset: -480, tab: 0, watches: [new sitting.Watch(), new sitting.Watch()], sitting: begin(), most: 50 * MINUTE,
      now() { return { ms: this.ms, offset: this.offset, mono: this.mono }; }, watch() { return this.watches[this.tab]; } };
    let told = [0, 0], kept = 0;
    for (let step = 0; step < 40; step++) {
      const name = names[below(names.length)], left = () => sitting.left(world.sitting, world.watch().spent(world.sitting, world.now()));
      STEPS[name](world, below(90000));
      if (name === "reload" || name === "other") { told = [kept, kept]; }
      const used = world.watch().spent(world.sitting, world.now());
      const why = "story " + story + ", step " + step + ": " + name;
      assert.ok(used >= 0 && used >= told[world.tab] && used >= kept, why);
      assert.ok(left().ms >= 0 && left().ms <= world.most && left().ms <= world.sitting.allowed && Number.isFinite(used), why);
      told[world.tab] = used;
      kept = world.sitting.spent;
      assert.ok(kept >= 0, why);
    }
    const spent = world.watch().spent(world.sitting, world.now());
    sitting.handIn(world.sitting, world.ms, spent);
    assert.ok(world.sitting.spent >= 0 && world.sitting.spent <= world.sitting.allowed && world.sitting.handed >= world.sitting.started, "story " + story);
  }
});

test("handed in before the end counts as that moment, at the end or later as the end", () => {
  const ends = [-1, 0, 1].map((ms) => {
    const one = begin();
    sitting.handIn(one, NOW + one.allowed + ms, one.allowed + ms);
    return [one.handed - NOW - one.allowed, one.spent - one.allowed, one.over];
  });
  assert.deepEqual(ends, [[-1, -1, false], [0, 0, true], [0, 0, true]]);
  const open = begin("open");
  sitting.handIn(open, NOW + 5, 5);
  assert.deepEqual([open.handed, open.spent, open.over], [NOW + 5, 5, false]);
  const back = begin();
  sitting.handIn(back, NOW - 3600000, 4000);
  assert.deepEqual([back.handed, back.spent, back.over], [NOW, 4000, false]);
});

test("time is added to what is left, or from now on when it was over", () => {
  const one = begin();
  sitting.extend(one, 10, 0);
  assert.equal(one.allowed, 60 * MINUTE);
  sitting.extend(one, 10, 70 * MINUTE);
  assert.equal(one.allowed, 80 * MINUTE);
  assert.equal(one.extended, 20);
  const open = begin("open");
  sitting.extend(open, 10, 0);
  assert.deepEqual([open.allowed, open.extended], [null, 0]);
  const old = begin();
  delete old.extended;
  sitting.extend(old, 10, 0);
  assert.equal(old.extended, 10);
});

test("an exam begun by the earlier version goes on: its end becomes the time allowed", () => {
  const storage = new Storage(), old = Object.assign(plain(begin()), { version: 1, deadline: NOW + 50 * MINUTE });
  ["allowed", "spent", "seen"].forEach((key) => { delete old[key]; });
  const read = (more) => {
    storage.setItem("quizgen.exam", JSON.stringify(Object.assign({}, old, more)));
    return new sitting.Desk(storage).read();
  };
  const found = read({ at: 1, answers: { A: { options: [0] } } });
  assert.deepEqual(plain([found.version, found.allowed, found.spent, found.seen, found.at, found.answers]), [2, 50 * MINUTE, 0, NOW, 1, { A: { options: [0] } }]);
  assert.equal(new sitting.Watch().spent(found, { ms: NOW + 9000, offset: 0, mono: 1 }), 9000);
  assert.equal(read({ deadline: null }).allowed, null);
  assert.equal(read({ handed: NOW + 5000 }).spent, 5000);
  assert.equal(read({ deadline: "x" }), null);
  assert.equal(read({ started: null }), null);
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
    { version: 3 }, { items: [] }, { items: {} }, { items: [null] }, { items: [{ id: 1, section: 0, order: [] }] },
    { items: [{ id: "A", section: "0", order: [] }] }, { items: [{ id: "A", section: 0 }] }, { answers: null }, { answers: [] },
    { flags: null }, { name: 3 }, { blueprint: null }, { at: 2 }, { at: -1 }, { at: 0.5 }, { started: null }, { started: "x" },
    { allowed: "x" }, { allowed: -1 }, { allowed: 9e15 }, { seen: null }, { spent: -1 }, { spent: null }, { handed: "x" }
  ].map((more) => Object.assign({}, good, more)).concat([null, 7, []]);
  for (const one of bad) {
    storage.setItem("quizgen.exam", JSON.stringify(one));
    assert.equal(desk.read(), null, JSON.stringify(one));
  }
  storage.setItem("quizgen.exam", "{");
  assert.equal(desk.read(), null);
  storage.setItem("quizgen.exam", JSON.stringify(Object.assign({}, good, { at: 1, handed: NOW, allowed: null })));
  assert.equal(desk.read().at, 1);
});
