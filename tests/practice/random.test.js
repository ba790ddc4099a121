"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, loadInto, plain } = require("./load.js");

const { chance } = load("random");
const seeded = (...seeds) => new chance.Chance(seeds.length ? seeds : [1, 2, 3, 4]);

test("the generator is sfc32: the same seeds give the words of its reference", () => {
  let [a, b, c, d] = [1, 2, 3, 4];
  const reference = () => {
    const sum = (a + b + d++) >>> 0;
    d >>>= 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let turn = 0; turn < 20; turn++) { reference(); }
  const dice = seeded(1, 2, 3, 4);
  for (let turn = 0; turn < 50; turn++) { assert.equal(dice.word(), reference()); }
  const counter = seeded(0, 0, 0, 4294967286);
  const words = Array.from({ length: 5 }, () => counter.word());
  assert.ok(words.every((word) => Number.isInteger(word) && word >= 0 && word <= 4294967295), words.join());
});

test("below gives every number down to nought, and passes over the cut-off end of the words", () => {
  const dice = seeded(), seen = new Set();
  for (let turn = 0; turn < 200; turn++) { seen.add(dice.below(5)); }
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4]);
  const words = [4294967295, 4294967294, 7];
  const told = { word: () => words.shift() };
  assert.equal(chance.Chance.prototype.below.call(told, 4294967294), 7);
  assert.equal(chance.Chance.prototype.below.call({ word: () => 4294967293 }, 4294967294), 4294967293);
});

test("a sample: so many different ones, any of them in any place; the list itself stays", () => {
  const items = ["a", "b", "c"], dice = seeded(), orders = {}, firsts = {};
  for (let turn = 0; turn < 600; turn++) {
    const order = dice.sample(items).join("");
    orders[order] = (orders[order] || 0) + 1;
    const two = dice.sample(items, 2);
    assert.equal(new Set(two).size, 2);
    firsts[two.join("")] = (firsts[two.join("")] || 0) + 1;
  }
  assert.equal(Object.keys(orders).length, 6);
  assert.equal(Object.keys(firsts).length, 6);
  assert.ok(Object.values(orders).concat(Object.values(firsts)).every((count) => count > 60), JSON.stringify([orders, firsts]));
  assert.deepEqual(items, ["a", "b", "c"]);
  assert.equal(dice.sample(items, 9).length, 3);
  assert.deepEqual(plain(dice.sample(items, 0)), []);
});

test("a name is ten letters and digits that cannot be mistaken for one another", () => {
  const dice = seeded(), names = new Set();
  for (let turn = 0; turn < 200; turn++) { names.add(chance.name(dice)); }
  assert.equal(names.size, 200);
  assert.ok([...names].every((name) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(name)));
  assert.equal(new Set([...names].join("")).size, 32);
});

test("fresh seeds come from the browser, from Math.random where there is none", () => {
  const words = (Quizgen) => [0, 0, 0].map(() => Quizgen.word());
  assert.notDeepEqual(words(chance.fresh()), words(chance.fresh()));
  const { chance: bare } = loadInto({}, "random");
  assert.notDeepEqual(words(bare.fresh()), words(bare.fresh()));
});

/* What is shown of a question, over many draws. */
function shown(question) {
  const dice = seeded(4, 3, 2, 1), found = {};
  for (let turn = 0; turn < 800; turn++) {
    const order = plain(chance.options(question, dice));
    assert.equal(new Set(order).size, order.length);
    const key = [...order].sort().join("");
    found[key] = (found[key] || 0) + 1;
  }
  return found;
}

test("all options are shown unless the question says how many, in every order", () => {
  const dice = seeded(), orders = new Set();
  for (let turn = 0; turn < 300; turn++) {
    orders.add(chance.options({ kind: "single", right: ["a"], wrong: [["b"], ["c"]] }, dice).join(""));
  }
  assert.equal(orders.size, 6);
  assert.deepEqual(Object.keys(shown({ kind: "single", right: ["a"], wrong: [["b"]], show: 9 })), ["01"]);
});

test("of a pool of options: one right and one wrong at least, every choice as often", () => {
  const single = shown({ kind: "single", right: ["a"], wrong: [["b"], ["c"], ["d"]], show: 3 });
  assert.deepEqual(Object.keys(single).sort(), ["012", "013", "023"]);
  assert.ok(Object.values(single).every((count) => count > 200), JSON.stringify(single));
  const multiple = shown({ kind: "multiple", right: ["a", "b", "c"], wrong: [["d"], ["e"]], show: 3 });
  assert.deepEqual(Object.keys(multiple).sort(), ["013", "014", "023", "024", "123", "124"]);
  const one = shown({ kind: "multiple", right: ["a"], wrong: [["b"], ["c"]], show: 2 });
  assert.deepEqual(Object.keys(one).sort(), ["01", "02"]);
  const two = shown({ kind: "multiple", right: ["a", "b"], wrong: [["c"], ["d"]], show: 2 });
  assert.deepEqual(Object.keys(two).sort(), ["02", "03", "12", "13"]);
});

test("an option that keeps its place comes last, when it is shown", () => {
  const question = { kind: "single", right: ["a"], wrong: [["b"], ["c"], ["以上都不是"]], last: [3] }, dice = seeded();
  for (let turn = 0; turn < 50; turn++) { assert.equal(chance.options(question, dice)[3], 3); }
  const some = Object.assign({ show: 2 }, question), ends = new Set();
  for (let turn = 0; turn < 200; turn++) { ends.add(chance.options(some, dice).join("")); }
  assert.deepEqual([...ends].sort(), ["01", "02", "03", "10", "20"]);
});
