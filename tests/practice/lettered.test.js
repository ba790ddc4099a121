/* Matching and ordering: drawn, asked, answered by lists and ticks, marked, shown with the key. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, plain, same } = require("./tab.js");

const tab = new Tab({ start: false });
const { Quizgen, document } = tab;
const { fractions: F, marking, orders } = Quizgen;

const REST = { topic: "明责", level: "easy", explain: "解析", cites: [] };
const MATCHING = Object.assign({
  kind: "matching", stem: "配成对", pairs: [["左甲", ["右", ["b", "甲"]]], ["左乙", "右乙"], ["左丙", "右丙"]], others: [["多余", "哪一个也不是"], ["又多", null]]
}, REST);
const ORDERING = Object.assign({ kind: "ordering", stem: "排次序", items: ["先", "再", ["然", ["u", "后"]], "最后"] }, REST);
const ORDER = { matching: [1, 0, 2, 6, 4, 3, 7, 5], ordering: [2, 0, 3, 1] };

function put(question, options) {
  document.body.textContent = "";
  const root = document.body.appendChild(document.createElement("div"));
  return { root, asked: new Quizgen.question.Question(root, question, Object.assign({ number: 3, order: ORDER[question.kind] }, options)) };
}

function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new tab.window.Event("change", { bubbles: true }));
}

const told = (root, css) => [...root.querySelectorAll(css)].map((one) => one.textContent);
const share = (question, places, rule) => F.text(marking.share(question, { places }, ORDER[question.kind], rule));

for (const [question, answer] of [[MATCHING, { places: [3, 3, null] }], [ORDERING, { places: [1, 2, 0, null] }]]) {
  test("as it is asked, answered in part, shown with its key only: " + question.kind, () => {
    const views = [put(question).root];
    for (const given of [answer, { places: plain(Quizgen.lettered.right(question)) }, null]) {
      const { root, asked } = put(question, { number: undefined });
      asked.restore(given);
      asked.reveal(given, null);
      views.push(root);
    }
    same(assert, "question-" + question.kind, views);
  });

  test("an answer put back is the answer that was taken, nothing is none: " + question.kind, () => {
    const { asked } = put(question);
    asked.restore(answer);
    assert.deepEqual(plain(asked.answer()), answer);
    asked.restore(null);
    assert.equal(marking.answered(question, asked.answer()), false);
    assert.equal(marking.answered(question, answer), true);
  });
}

test("lists under the items on the left: the letters of the right, told by their place in the bank", () => {
  let changes = 0;
  const { asked, root } = put(MATCHING, { change: () => { changes += 1; } }), lists = asked.bodies[0].inputs;
  assert.deepEqual(told(lists[0], "option"), ["请选", "A. 多余", "B. 右乙", "C. 右甲", "D. 又多", "E. 右丙"]);
  assert.deepEqual(told(root, ".qp-left label"), ["（1）左乙", "（2）左甲", "（3）左丙"]);
  choose(lists[0], "4");
  choose(lists[1], "6");
  assert.deepEqual([changes, plain(asked.answer())], [2, { places: [6, 4, null] }]);
  assert.equal(asked.press(0), false);
});

test("items are ticked in their order, by letters too; a tick taken back closes the gap; all can be taken back", () => {
  let changes = 0;
  const { asked, root } = put(ORDERING, { change: () => { changes += 1; } }), boxes = asked.bodies[0].inputs;
  boxes[1].click();
  assert.equal(asked.press(3), true);
  boxes[0].click();
  assert.deepEqual(plain(asked.answer()), { places: [0, 1, 2, null] });
  assert.deepEqual(told(root, ".qp-step"), ["第 3", "第 1", "", "第 2"]);
  assert.equal(root.querySelector(".qp-sequence span").textContent, "次序：B → D → A");
  boxes[1].click();
  assert.deepEqual(plain(asked.answer()), { places: [1, 2, null, null] });
  root.querySelector(".qp-sequence button").click();
  assert.deepEqual([changes, plain(asked.answer())], [5, { places: [null, null, null, null] }]);
  assert.deepEqual(plain(boxes.map((box) => box.checked)), [false, false, false, false]);
});

test("once revealed nothing can be changed", () => {
  for (const question of [MATCHING, ORDERING]) {
    const { asked, root } = put(question);
    asked.reveal({}, null);
    assert.ok(asked.bodies[0].inputs.every((input) => input.disabled));
    assert.equal(root.querySelectorAll("button").length, 0);
  }
});

test("pairs: each counts, or all of them; orders: all, or those that follow each other", () => {
  const pairs = [[3, 4, 5], [3, 4, 4], [3, 3, 3], [4, 3, null], [6, 7, null], []];
  assert.deepEqual(pairs.map((one) => share(MATCHING, one)), ["1", "2/3", "1/3", "0", "0", "0"]);
  assert.deepEqual(pairs.map((one) => share(MATCHING, one, "全对得分")), ["1", "0", "0", "0", "0", "0"]);
  assert.deepEqual(pairs.map((one) => share(MATCHING, one, "相邻对得分")), ["1", "2/3", "1/3", "0", "0", "0"]);
  const lists = [[0, 1, 2, 3], [1, 2, 3, 0], [3, 2, 1, 0], [0, 1, 0, 1], [0, 1, null, 3], []];
  assert.deepEqual(lists.map((one) => share(ORDERING, one)), ["1", "0", "0", "0", "0", "0"]);
  assert.deepEqual(lists.map((one) => share(ORDERING, one, "相邻对得分")), ["1", "2/3", "0", "1/3", "1/3", "0"]);
});

test("drawn orders: left before right, never the right order; an order of another question does not fit", () => {
  const chance = new Quizgen.chance.Chance([1, 2, 3, 4]);
  const short = Object.assign({}, ORDERING, { items: ["一", "二", "三"] }), seen = new Set();
  for (let turn = 0; turn < 200; turn++) {
    const pairs = orders.of(MATCHING, chance), steps = orders.of(short, chance);
    assert.deepEqual([[...pairs.slice(0, 3)].sort(), [...pairs.slice(3)].sort()], [[0, 1, 2], [3, 4, 5, 6, 7]]);
    assert.ok(orders.fit(MATCHING, pairs) && orders.fit(short, steps));
    seen.add(steps.join(""));
  }
  assert.deepEqual([...seen].sort(), ["021", "102", "120", "201", "210"]);
  const wrong = [[], [0, 1, 2, 3, 4, 5, 6], [3, 1, 2, 0, 4, 5, 6, 7], [0, 0, 2, 3, 4, 5, 6, 7], null];
  assert.deepEqual(wrong.map((order) => orders.fit(MATCHING, order)), [false, false, false, false, false]);
  assert.deepEqual([[0, 1, 2], [0, 1], [0, 1, 1], [0, 1, 3]].map((order) => orders.fit(short, order)), [true, false, false, false]);
});

test("on the wall both columns or all items, and the key in letters and words", () => {
  const face = (question) => Quizgen.wallface.written("AA-0001", question);
  const pairs = face(MATCHING), steps = face(ORDERING);
  assert.deepEqual(told(pairs.question[1], "li").map((text) => text.slice(0, 3)), ["（1）", "（2）", "（3）", "A. ", "B. ", "C. ", "D. ", "E. "]);
  assert.match(pairs.points.textContent, /^答案 1[A-E] 2[A-E] 3[A-E]：左甲 — 右甲；左乙 — 右乙；左丙 — 右丙/);
  assert.match(steps.points.textContent, /^答案 [A-D]{4}：先 → 再 → 然后 → 最后/);
});

test("the rule is said where there are several", () => {
  const said = (kind, rule) => Quizgen.judgement.ruleText({ kind, rule });
  tab.window.quizgenPool.names.rules = { "每对得分": "一对一份", "相邻对得分": "按相邻" };
  assert.deepEqual([said("matching", null), said("matching", "全对得分"), said("ordering", null), said("ordering", "相邻对得分"), said("fill", null)],
    ["。一对一份", "。全部答对得满分，否则不得分", "。全部答对得满分，否则不得分", "。按相邻", ""]);
});
