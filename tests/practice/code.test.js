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

/* Texts whose compressed form has every length modulo three, with the codes that a table of pairs gives. */
test("every length and every repetition comes back", () => {
  for (let length = 0; length < 40; length++) {
    for (const piece of ["a", "ab", "abc", "主"]) { assert.equal(code.read(code.write(piece.repeat(length))), piece.repeat(length)); }
  }
});

test("the code is this one, for good: an old one is still read", () => {
  assert.equal(code.write("aaaa"), "QZ2.AGEBAABh.26b798d8");
  assert.equal(code.read("QZ2.AGEBAABh.26b798d8"), "aaaa");
});

test("nothing but a whole code is one", () => {
  const written = code.write("主体责任");
  for (const text of ["", "QZ2.", "QZ2..", "QZ1" + written.slice(3), written + ".", written.replace("QZ2.", ""), written.toLowerCase(),
    written.slice(0, 6) + "*" + written.slice(6), written.slice(0, -1) + (written.endsWith("0") ? "1" : "0"),
    "QZ2..811c9dc5.x"]) {
    assert.equal(code.read(text), null, text);
  }
  assert.equal(code.read("QZ2..811c9dc5"), "");
});

test("a code of the right sum that no text was pressed into is none", () => {
  const sum = (bytes) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5).toString(16).padStart(8, "0");
  const made = (bytes) => "QZ2." + Buffer.from(bytes).toString("base64url") + "." + sum(bytes);
  assert.equal(code.read(made([0, 97])), "a");
  assert.equal(code.read(made([1, 0])), null);
  assert.equal(code.read(made([0, 97, 1, 1])), null);
  assert.equal(code.read(made([0, 97, 1, 0])), "aaa");
  assert.equal(code.read(made([0, 255])), null);
});

test("a text with more pairs than the table holds comes back", () => {
  const dice = new chance.Chance([1, 2, 3, 5]);
  let text = "";
  for (let at = 0; at < 90000; at++) { text += String.fromCharCode(32 + dice.below(95)); }
  assert.equal(code.read(code.write(text)), text);
});
