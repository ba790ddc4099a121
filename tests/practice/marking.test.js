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
    pass: "2", minima: { topic: { "处置": "1" }, part: {} },
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

test("one option alone earns a single choice; two, a wrong one or none earn nothing", () => {
  const question = { kind: "single", right: ["对"], wrong: [["错", ""], ["误", ""]] };
  const earned = (options) => text(marking.share(question, { options }, [0, 1, 2]));
  assert.deepEqual([[0], [1], [2], [0, 1], []].map(earned), ["1", "0", "0", "0", "0"]);
  assert.equal(text(marking.share(question, {}, [])), "0");
  assert.equal(text(marking.share(question, null, [])), "0");
  const two = { kind: "single", right: ["对", "也对"], wrong: [["错", ""]] };
  assert.equal(text(marking.share(two, { options: [1] }, [1, 2])), "1");
});

test("true or false: the key earns, the other or nothing does not", () => {
  for (const answer of [true, false]) {
    const earned = (given) => text(marking.share({ kind: "true_false", answer }, given));
    assert.deepEqual([{ truth: answer }, { truth: !answer }, {}, null].map(earned), ["1", "0", "0", "0"]);
  }
});

test("multiple choice: the rule of its section, all-or-nothing without one, over the options that are shown", () => {
  const question = { kind: "multiple", right: ["一", "二", "三"], wrong: [["四", ""], ["五", ""]] };
  const earned = (options, order, rule) => text(marking.share(question, { options }, order, rule));
  assert.equal(earned([0], [0, 1, 3]), "0");
  assert.equal(earned([0, 1], [0, 1, 3]), "1");
  assert.equal(earned([0], [0, 1, 3], "漏选按项"), "1/2");
  assert.equal(earned([0, 3], [0, 1, 3], "按项增减"), "0");
  assert.equal(earned([3, 4], [0, 3, 4], "按项增减"), "0");
  assert.equal(text(marking.share(question, null, [0, 1, 3], "按项增减")), "0");
  assert.deepEqual(plain(marking.rightShown(question, [4, 2, 0])), [2, 0]);
  assert.deepEqual(plain(marking.rightShown(question, null)), []);
});

test("text is compared in one width, without any kind of space; nothing else is made equal", () => {
  assert.equal(marking.plain(" Ａ\u3000b\u00a0\u200b\u2060\ufeff\tc\n"), "Abc");
  assert.equal(marking.plain("１２％"), "12%");
  assert.notEqual(marking.plain("a"), marking.plain("A"));
  const blank = { kind: "fill", answers: [["甲", "子"]] };
  assert.deepEqual(["甲", "子", "甲子", "", " "].map((typed) => text(marking.share(blank, { blanks: [typed] }))), ["1", "1", "0", "0", "0"]);
  assert.equal(text(marking.share({ kind: "fill", answers: [[" "]] }, { blanks: [" "] })), "0");
});

test("a missing blank is a wrong one; every blank counts alike", () => {
  const question = { kind: "fill", answers: [["甲"], ["乙"], ["丙"]] };
  assert.equal(text(marking.share(question, { blanks: ["甲"] })), "1/3");
  assert.equal(text(marking.share(question, null)), "0");
  assert.equal(marking.rightBlanks(question, ["乙", "甲", "丙"]), 1);
  assert.equal(marking.rightBlanks(Object.assign({ anyOrder: true }, question), ["乙", "丙", "甲"]), 3);
  const chain = { anyOrder: true, answers: [["一", "二"], ["一"], ["三", "二"]] };
  assert.equal(marking.rightBlanks(chain, ["二", "一", "三"]), 3);
  assert.equal(marking.rightBlanks(chain, ["一", "二", "三"]), 3);
  assert.equal(marking.rightBlanks(chain, ["二", "二", "二"]), 2);
});

test("scoring points without a share divide what is left evenly", () => {
  const parts = (written) => plain(marking.shares(written)).map((one) => one.n + "/" + one.d);
  assert.deepEqual(parts([null, null, null]), ["1/3", "1/3", "1/3"]);
  assert.deepEqual(parts(["1/2", null, null]), ["1/2", "1/4", "1/4"]);
  assert.deepEqual(parts(["1/4", "3/4"]), ["1/4", "3/4"]);
  const question = { kind: "short", points: [["甲", "1/4"], ["乙", "3/4"]] };
  const earned = (credits) => text(marking.share(question, { credits }));
  assert.deepEqual([[true, false], [false, true], [true, true], [false, false], []].map(earned), ["1/4", "3/4", "1", "0", "0"]);
  assert.equal(text(marking.share(question, null)), "0");
});

test("a case earns by its parts, each from its own answer, options and rule", () => {
  const question = { kind: "case", parts: [
    { kind: "multiple", right: ["一", "二"], wrong: [["三", ""]], share: null },
    { kind: "multiple", right: ["一"], wrong: [["二", ""], ["三", ""]], share: null }
  ] };
  const earned = (parts, orders, rule) => text(marking.share(question, { parts }, orders, rule));
  assert.equal(earned([{ options: [0] }, { options: [0] }], [[0, 1, 2], [0, 1, 2]], "漏选一半"), "3/4");
  assert.equal(earned([{ options: [0] }, { options: [0] }], [[0, 2], [0, 1, 2]], "漏选一半"), "1");
  assert.equal(earned([{ options: [0] }], [[0, 2], [0, 1]]), "1/2");
  assert.equal(text(marking.share(question, null, null)), "0");
  assert.throws(() => marking.share({ kind: "riddle" }, {}, []), /不认识的题型：riddle/);
});

test("answered is what has anything in it", () => {
  const single = { kind: "single" }, truth = { kind: "true_false" }, fill = { kind: "fill" }, short = { kind: "short" };
  const sub = { kind: "case", parts: [truth, fill] };
  const cases = [
    [single, { options: [0] }, true], [single, { options: [] }, false], [single, {}, false], [single, null, false],
    [truth, { truth: false }, true], [truth, { truth: true }, true], [truth, {}, false],
    [fill, { blanks: ["", "乙"] }, true], [fill, { blanks: ["", " \u3000"] }, false], [fill, {}, false],
    [short, { text: "字" }, true], [short, { text: " " }, false], [short, { text: "", credits: [false] }, true], [short, {}, false],
    [sub, { parts: [{}, { blanks: ["乙"] }] }, true], [sub, { parts: [{ truth: true }] }, true], [sub, { parts: [{}, {}] }, false], [sub, {}, false]
  ];
  for (const [question, answer, wanted] of cases) {
    assert.equal(marking.answered(question, answer), wanted, question.kind + JSON.stringify(answer));
  }
});

/* A mock exam of two questions of one point each, one in each section; `pass` and minima as given. */
function marked(pass, minima, right) {
  const blueprint = {
    pass, minima: Object.assign({ topic: {}, part: {} }, minima), sections: [{ points: "1", part: "理论" }, { points: "1.5", part: "实务" }, { points: "9", part: null }]
  };
  const questions = {
    A: { kind: "true_false", answer: true, topic: "明责/清单" }, B: { kind: "true_false", answer: true, topic: "明责/书" }
  };
  const items = [{ id: "A", section: 0, order: [] }, { id: "B", section: 1, order: [] }], answers = {};
  right.forEach((id) => { answers[id] = { truth: true }; });
  return marking.result(blueprint, items, answers, questions);
}

test("exactly the pass mark passes, less does not", () => {
  assert.equal(marked("1.5", {}, ["B"]).passed, true);
  assert.equal(marked("3/2", {}, ["B"]).passed, true);
  assert.equal(marked("1.51", {}, ["B"]).passed, false);
  assert.equal(marked("1.5", {}, ["A"]).passed, false);
  assert.equal(marked("0", {}, []).passed, true);
});

test("exactly the minimum of a topic or a part is enough; each missed one is named, and none missing is needed", () => {
  const missed = (minima, right) => { const one = marked("1", minima, right); return [plain(one.missed), one.passed]; };
  assert.deepEqual(missed({ topic: { "明责": "1.5" } }, ["B"]), [[], true]);
  assert.deepEqual(missed({ topic: { "明责": "1.51" } }, ["B"]), [["明责"], false]);
  assert.deepEqual(missed({ topic: { "明责/书": "1.5", "明责/清单": "0" } }, ["B"]), [[], true]);
  assert.deepEqual(missed({ topic: { "明责/清单": "1/2" }, part: { "理论": "1", "实务": "1.5" } }, ["B"]), [["明责/清单", "理论"], false]);
  assert.deepEqual(missed({ part: { "实务": "1.5" } }, ["B"]), [[], true]);
  assert.deepEqual(missed({ part: { "别的": "1" } }, ["A", "B"]), [["别的"], false]);
  assert.deepEqual(missed({ topic: { "问责": "0" } }, ["A", "B"]), [[], true]);
  assert.deepEqual(missed(undefined, ["A", "B"]), [[], true]);
});

test("sections that continue a heading are summed with the one that begins it", () => {
  const [first, second] = [{ title: "选择题", points: "1" }, { title: "选择题", points: "2", continues: true }];
  const blueprint = { pass: "1", minima: { topic: {}, part: {} }, sections: [first, second, { title: "判断题", points: "4" }] };
  const question = { kind: "true_false", answer: true, topic: "明责" }, truth = { truth: true };
  const items = ["A", "B", "C"].map((id, section) => ({ id, section, order: [] }));
  const one = marking.result(blueprint, items, { B: truth, C: truth }, { A: question, B: question, C: question });
  assert.deepEqual(Array.from(one.sections, (sum) => [text(sum.points), text(sum.full)]), [["2", "3"], ["4", "4"]]);
  assert.deepEqual(plain(marking.headings(blueprint)), [{ title: "选择题", places: [0, 1] }, { title: "判断题", places: [2] }]);
});

test("sums by section, by topic and its parent, by part; a section without questions is nought of nought", () => {
  const one = marked("1", {}, ["B"]), told = (sum) => text(sum.points) + " of " + text(sum.full);
  assert.deepEqual(Array.from(one.sections, told), ["0 of 1", "3/2 of 3/2", "0 of 0"]);
  assert.deepEqual(Object.keys(one.topics).map((name) => name + " " + told(one.topics[name])),
    ["明责 3/2 of 5/2", "明责/清单 0 of 1", "明责/书 3/2 of 3/2"]);
  assert.deepEqual(Object.keys(one.parts).map((name) => name + " " + told(one.parts[name])), ["理论 0 of 1", "实务 3/2 of 3/2"]);
  assert.equal(text(one.full), "5/2");
  assert.deepEqual(Array.from(one.items, (item) => [item.id, text(item.share), text(item.points)]), [["A", "0", "0"], ["B", "1", "3/2"]]);
});
