"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./load.js");

const { code, state, chance } = load("random", "fsrs", "state", "code");
const RULES = { retireAfter: 2, examDay: null, retention: 0.9 };

function much(questions) {
  const kept = state.empty("a"), dice = new chance.Chance([1, 1, 2, 3]);
  for (let turn = 0; turn < questions; turn++) {
    const now = { ms: Date.UTC(2026, 10, 1) + dice.below(1e9), offset: -480 };
    state.answer(kept, "XM-" + String(10000 + turn).slice(1), dice.below(3), now, RULES);
  }
  return JSON.stringify(kept);
}

test("a code gives back what was put in, Chinese and rare letters included", () => {
  for (const text of ["", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "主体责任𠮷\u0000\n", much(40)]) {
    assert.equal(code.read(code.write(text)), text);
  }
});

test("a chat's line breaks do no harm, a missing letter is noticed", () => {
  const written = code.write(much(10));
  assert.equal(code.read(" " + written.slice(0, 50) + "\n" + written.slice(50) + "\n"), much(10));
  assert.equal(code.read(written.slice(0, 60) + written.slice(61)), null);
  assert.equal(code.read(written.slice(0, -3)), null);
  assert.equal(code.read("hello"), null);
});

test("the code of 800 answered questions is under 60 KB", () => {
  const written = code.write(much(800));
  assert.ok(written.length < 60000, String(written.length));
});

test("5,000 records travel", () => {
  const text = much(5000);
  assert.equal(code.read(code.write(text)), text);
});
