"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const Quizgen = load("fractions", "marking");
const { fractions: F, marking } = Quizgen;
const text = (value) => F.text(value);

/* conventions: five options, key ABC; share of the full points by rule. */
const RULES = ["全对得分", "漏选一半", "漏选按项", "按项增减"];
const GOLDEN = [
  ["ABC", "1", "1", "1", "1"], ["AB", "0", "1/2", "2/3", "2/3"], ["A", "0", "1/2", "1/3", "1/3"],
  ["ABCD", "0", "0", "0", "2/3"], ["ABDE", "0", "0", "0", "0"], ["ABCDE", "0", "0", "0", "1/3"],
  ["", "0", "0", "0", "0"], ["DE", "0", "0", "0", "0"]
];

test("the golden table of the multiple-choice rules", () => {
  for (const [ticked, ...shares] of GOLDEN) {
    const indices = [...ticked].map((letter) => "ABCDE".indexOf(letter));
    RULES.forEach((rule, column) => {
      assert.equal(text(marking.choiceShare(rule, indices, [0, 1, 2])), shares[column], ticked + " " + rule);
    });
  }
});

test("blanks are compared without width and spaces; case counts", () => {
  const question = { kind: "fill", answers: [["26445"], ["Plan a", "甲"]] };
  assert.equal(text(marking.share(question, { blanks: [" ２６４４５", "Ｐｌａｎ a"] })), "1");
  assert.equal(text(marking.share(question, { blanks: ["26445", "PLAN A"] })), "1/2");
  assert.equal(text(marking.share(question, { blanks: ["26445", "乙"] })), "1/2");
  assert.equal(text(marking.share(question, { blanks: ["", ""] })), "0");
});

test("blanks in any order take the best matching", () => {
  const question = { kind: "fill", anyOrder: true, answers: [["甲", "乙"], ["甲"]] };
  assert.equal(text(marking.share(question, { blanks: ["甲", "乙"] })), "1");
  assert.equal(text(marking.share(question, { blanks: ["甲", "甲"] })), "1");
  assert.equal(text(marking.share(question, { blanks: ["乙", "乙"] })), "1/2");
});

test("only the options shown count as right ones that could be missed", () => {
  const question = { kind: "multiple", right: ["一", "二", "三"], wrong: [["四", ""], ["五", ""]] };
  assert.equal(text(marking.share(question, { options: [0, 2] }, [3, 2, 0, 4], "全对得分")), "1");
});

test("a case adds its sub-questions by their shares, scoring points by theirs", () => {
  const question = {
    kind: "case", parts: [
      { kind: "true_false", answer: false, share: "1/4" },
      { kind: "short", points: [["甲", "1/3"], ["乙", null]], share: null }
    ]
  };
  const answer = { parts: [{ truth: false }, { credits: [false, true] }] };
  assert.equal(text(marking.share(question, answer, [[], []])), "3/4");
});

test("a mock exam sums exactly, section by section, and misses a minimum by name", () => {
  const blueprint = {
    pass: "2", minima: { topic: { "处置": "1" } },
    sections: [{ kind: "multiple", count: 1, points: "2", rule: "漏选按项" }, { kind: "true_false", count: 1, points: "1" }]
  };
  const questions = {
    A: { kind: "multiple", right: ["一", "二", "三"], wrong: [["四", ""]], topic: "明责/责任清单" },
    B: { kind: "true_false", answer: true, topic: "处置/督办与整改" }
  };
  const items = [{ id: "A", section: 0, order: [0, 1, 2, 3] }, { id: "B", section: 1, order: [] }];
  const result = marking.result(blueprint, items, { A: { options: [0, 1] } }, questions);
  assert.equal(text(result.points), "4/3");
  assert.equal(F.shown(result.points), "1.33");
  assert.deepEqual(plain(result.missed), ["处置"]);
  assert.equal(result.passed, false);
  assert.equal(text(result.topics["明责"].points), "4/3");
  assert.equal(text(result.full), "3");
});
