"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const { fractions: F } = load("fractions");
const T = (text) => F.read(text);

test("whole numbers, fractions and decimals are read exactly; anything else is refused by name", () => {
  assert.deepEqual(["2", "1/2", "4/6", "0.5", "2.25", "0", "10.10", 3].map((text) => plain(T(text))), [
    { n: 2, d: 1 }, { n: 1, d: 2 }, { n: 2, d: 3 }, { n: 1, d: 2 }, { n: 9, d: 4 }, { n: 0, d: 1 }, { n: 101, d: 10 }, { n: 3, d: 1 }]);
  for (const text of ["", "-1", "1/", "1.", ".5", "1,5", "一", "1/2/3", "1 ", null]) {
    assert.throws(() => T(text), (error) => error.message === "不是分数：" + text);
  }
});

test("the four operations and the order, in lowest terms with a positive denominator", () => {
  assert.deepEqual(plain(F.make(2, -4)), { n: -1, d: 2 });
  assert.deepEqual(plain(F.make(-2, -4)), { n: 1, d: 2 });
  assert.deepEqual(plain(F.make(0, 7)), { n: 0, d: 1 });
  assert.equal(F.text(F.add(T("1/3"), T("1/6"))), "1/2");
  assert.equal(F.text(F.minus(T("1/2"), T("1/3"))), "1/6");
  assert.equal(F.text(F.minus(T("1/3"), T("1/2"))), "-1/6");
  assert.equal(F.text(F.times(T("2/3"), T("9/4"))), "3/2");
  assert.deepEqual([["1/3", "1/2"], ["1/2", "1/2"], ["2/3", "1/2"]].map((two) => Math.sign(F.compare(T(two[0]), T(two[1])))), [-1, 0, 1]);
  assert.deepEqual([plain(F.ZERO), plain(F.ONE)], [{ n: 0, d: 1 }, { n: 1, d: 1 }]);
});

test("shown with two decimals at most, rounded half up once", () => {
  assert.deepEqual(["3", "5/2", "10/3", "20/3", "1/200", "1/201", "3/200", "1/8", "0", "99.995"].map((text) => F.shown(T(text))),
    ["3", "2.5", "3.33", "6.67", "0.01", "0", "0.02", "0.13", "0", "100"]);
  assert.deepEqual(["3", "6/4"].map((text) => F.text(T(text))), ["3", "3/2"]);
});
