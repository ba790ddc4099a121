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

test("it gives up where enemies cannot be avoided", () => {
  const plan = {
    sections: [{}], groups: [["a1", "a2"]], cells: [{ section: 0, group: 0, draws: [2] }],
    enemies: { a1: ["a2"], a2: ["a1"] }, trees: [[0]]
  };
  assert.equal(Quizgen.assemble.draw(plan, chance()), null);
});
