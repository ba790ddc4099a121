"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./load.js");

const Quizgen = load("random", "assemble");
const chance = () => new Quizgen.chance.Chance([3, 1, 4, 1]);

/* Three groups of four; enemies meet within a group and across. */
const ENEMIES = { a1: ["a2", "b1"], a2: ["a1"], b1: ["a1", "c1"], c1: ["b1"], b4: ["c4"], c4: ["b4"] };
const PLAN = {
  sections: [{}, {}],
  groups: ["a", "b", "c"].map((name) => [1, 2, 3, 4].map((number) => name + number)),
  cells: [
    { section: 0, group: 0, draws: [2] }, { section: 0, group: 1, draws: [1] },
    { section: 1, group: 1, draws: [1] }, { section: 1, group: 2, draws: [1] }
  ],
  enemies: ENEMIES
};

function pairs(list) { return list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other])); }

for (const [name, trees] of [["one bed", [[0, 1, 2]]], ["branches", [[[0], [[1], [2]]]]]]) {
  test("every choice without enemies is drawn equally often: " + name, () => {
    const allowed = [];
    pairs(PLAN.groups[0]).forEach((two) => pairs(PLAN.groups[1]).forEach((more) => PLAN.groups[2].forEach((last) => {
      const set = [...two, ...more, last];
      if (!set.some((id) => (ENEMIES[id] || []).some((foe) => set.includes(foe)))) { allowed.push(set.sort().join()); }
    })));
    const dice = chance(), counts = {}, draws = 200 * allowed.length;
    for (let turn = 0; turn < draws; turn++) {
      const form = Quizgen.assemble.draw(Object.assign({ trees }, PLAN), dice);
      assert.deepEqual([...form].map((item) => item.section), [0, 0, 0, 1, 1]);
      const key = [...form].map((item) => item.id).sort().join();
      counts[key] = (counts[key] || 0) + 1;
    }
    assert.deepEqual(Object.keys(counts).sort(), allowed.sort());
    const chi = Object.values(counts).reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    const free = allowed.length - 1;
    assert.ok(chi < free + 5 * Math.sqrt(2 * free), "chi-square " + chi + " for " + free);
  });
}

test("where drawing anew would take for ever questions are exchanged, every choice about as often", () => {
  /* Twelve groups of three, each question the enemy of all but one of the next group: three choices are left. */
  const groups = Array.from({ length: 12 }, (_none, at) => ["x", "y", "z"].map((name) => name + at)), enemies = {};
  groups.slice(1).forEach((ids, at) => ids.forEach((id, own) => groups[at].forEach((other, place) => {
    if (place !== own) {
      (enemies[id] = enemies[id] || []).push(other);
      (enemies[other] = enemies[other] || []).push(id);
    }
  })));
  const plan = {
    sections: [{}], groups, enemies, trees: [groups.map((_ids, at) => at)],
    cells: groups.map((_ids, at) => ({ section: 0, group: at, draws: [1] }))
  };
  const dice = chance(), counts = {};
  for (let turn = 0; turn < 60; turn++) {
    const form = Quizgen.assemble.draw(plan, dice), names = new Set(Array.from(form).map((item) => item.id[0]));
    assert.equal(form.length, 12);
    assert.equal(names.size, 1);
    counts[[...names][0]] = (counts[[...names][0]] || 0) + 1;
  }
  assert.deepEqual(Object.keys(counts).sort(), ["x", "y", "z"]);
  assert.ok(Math.min(...Object.values(counts)) >= 8, JSON.stringify(counts));
});

test("it gives up where enemies cannot be avoided", () => {
  const plan = {
    sections: [{}], groups: [["a1", "a2"]], cells: [{ section: 0, group: 0, draws: [2] }],
    enemies: { a1: ["a2"], a2: ["a1"] }, trees: [[0]]
  };
  assert.equal(Quizgen.assemble.draw(plan, chance()), null);
});

/* One group of four; a table with three variants. */
const VARIANTS = {
  sections: [{}, {}], groups: [["a1", "a2", "a3", "a4"], ["b1", "b2", "b3", "b4"]],
  cells: [{ section: 0, group: 0, draws: [1, 2, 3] }, { section: 0, group: 1, draws: [2, 1, 0] }, { section: 1, group: 1, draws: [1, 1, 1] }],
  enemies: {}, trees: []
};

test("every variant of a table is drawn equally often, each as it says", () => {
  const dice = chance(), counts = {};
  for (let turn = 0; turn < 900; turn++) {
    const form = [...Quizgen.assemble.draw(VARIANTS, dice)].map((item) => item.section + item.id[0]);
    assert.equal(form.length, 4);
    const key = form.sort().join(" ");
    counts[key] = (counts[key] || 0) + 1;
  }
  assert.deepEqual(Object.keys(counts).sort(), ["0a 0a 0a 1b", "0a 0a 0b 1b", "0a 0b 0b 1b"]);
  assert.ok(Object.values(counts).every((count) => count > 240 && count < 360), JSON.stringify(counts));
});

test("no question is in two cells of its group, and within a section the order is free", () => {
  const dice = chance(), firsts = new Set(), orders = new Set();
  for (let turn = 0; turn < 400; turn++) {
    const form = [...Quizgen.assemble.draw(VARIANTS, dice)], ids = form.map((item) => item.id);
    assert.equal(new Set(ids).size, 4);
    assert.deepEqual(form.map((item) => item.section), [0, 0, 0, 1]);
    firsts.add(ids[0]);
    orders.add(ids.slice(0, 3).map((id) => id[0]).join(""));
  }
  assert.equal(firsts.size, 8);
  assert.ok(["abb", "bab", "bba", "aab", "aba", "baa"].every((order) => orders.has(order)), [...orders].join());
});

test("groups without enemies are drawn beside those with, each in the section of its cell", () => {
  const dice = chance(), plan = {
    sections: [{}, {}, {}], groups: [["a1"], ["b1", "b2"], ["c1", "c2"]],
    cells: [{ section: 2, group: 0, draws: [1] }, { section: 0, group: 1, draws: [1] }, { section: 1, group: 2, draws: [1] }],
    enemies: { b1: ["c1"], c1: ["b1"], b2: ["c2"], c2: ["b2"] }, trees: [[[1], [2]]]
  };
  const seen = new Set();
  for (let turn = 0; turn < 100; turn++) {
    seen.add([...Quizgen.assemble.draw(plan, dice)].map((item) => item.section + item.id).join(" "));
  }
  assert.deepEqual([...seen].sort(), ["0b1 1c2 2a1", "0b2 1c1 2a1"]);
});

test("two trees are drawn apart; a plan without cells gives none", () => {
  const plan = {
    sections: [{}], groups: [["a1", "a2"], ["b1", "b2"]], cells: [{ section: 0, group: 0, draws: [1] }, { section: 0, group: 1, draws: [1] }],
    enemies: {}, trees: [[0], [1]]
  };
  assert.deepEqual([...Quizgen.assemble.draw(plan, chance())].map((item) => item.id[0]).sort(), ["a", "b"]);
  assert.equal(Quizgen.assemble.draw({ sections: [], groups: [], cells: [], enemies: {}, trees: [] }, chance()), null);
});

test("it gives up on the first half of a branch as on the second", () => {
  const group = (name) => [name + "1", name + "2"];
  for (const trees of [[[[0], [1]]], [[[1], [0]]]]) {
    const plan = {
      sections: [{}], groups: [group("a"), group("b")], cells: [{ section: 0, group: 0, draws: [2] }, { section: 0, group: 1, draws: [1] }],
      enemies: { a1: ["a2"], a2: ["a1"] }, trees
    };
    assert.equal(Quizgen.assemble.draw(plan, chance()), null);
  }
});
