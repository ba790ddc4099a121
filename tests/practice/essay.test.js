/* Essays: written, counted, shown with points and bands, judged by oneself, marked. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, plain, same } = require("./tab.js");

const tab = new Tab({ start: false });
const { Quizgen, document } = tab;
const { essay, fractions: F, marking } = Quizgen;

const REST = { topic: "明责", level: "easy", explain: "解析", cites: [] };
const BANDS = [["一档（85至100%）", ["立意", ["b", "深刻"]], "1"], ["二档（60至不满85%）", "立意明确", "3/5"], ["三档（0至不满60%）", "偏离题意", "0"]];
const BY_BANDS = Object.assign({ kind: "essay", stem: "写一篇文章", points: [], bands: BANDS, least: 6 }, REST);
const BY_POINTS = Object.assign({
  kind: "essay", stem: ["论述", ["b", "两点"]], points: [["第一点", "1/4"], ["第二点", null]], bands: BANDS.slice(1), least: 6, most: 8
}, REST);

function put(question, options) {
  document.body.textContent = "";
  const root = document.body.appendChild(document.createElement("div"));
  return { root, asked: new Quizgen.question.Question(root, question, Object.assign({ number: 3, order: [] }, options)) };
}

const share = (question, credits) => F.text(marking.share(question, { credits }, []));

for (const [name, question, credits] of [["bands", BY_BANDS, [false, true, false]], ["points", BY_POINTS, [false, true]]]) {
  test("as it is asked, as one judges it, judged, shown with its key only: by " + name, () => {
    const views = [put(question).root];
    for (const [given, judge] of [[{ text: "写了" }, () => {}], [{ text: "写了", credits }, null], [null, null]]) {
      const { root, asked } = put(question, { number: undefined });
      asked.restore(given);
      asked.reveal(given, judge);
      views.push(root);
    }
    same(assert, "question-essay-by-" + name, views);
  });

  test("an answer put back is the answer that was taken, with how much was written; nothing is none: by " + name, () => {
    const { asked, root } = put(question);
    asked.restore({ text: "写 了\n三字" });
    assert.deepEqual(plain(asked.answer()), { text: "写 了\n三字" });
    assert.match(root.textContent, /已写 4 字，还差 2 字/);
    asked.restore(null);
    assert.equal(marking.answered(question, asked.answer()), false);
    assert.equal(marking.answered(question, { text: "写" }), true);
    assert.equal(asked.judged(), true);
  });
}

test("one band is chosen, any number of points is ticked; each choice is told", () => {
  let told = 0;
  for (const [question, expected] of [[BY_BANDS, [false, false, true]], [BY_POINTS, [true, true]]]) {
    const { asked, root } = put(question);
    asked.reveal({ text: "写了" }, () => { told += 1; });
    root.querySelectorAll(".qp-points input").forEach((box) => box.click());
    assert.deepEqual(plain(asked.answer().credits), expected);
  }
  assert.equal(told, 5);
});

test("a band counts by its share, points by theirs", () => {
  assert.deepEqual([0, 1, 2].map((at) => share(BY_BANDS, BANDS.map((_band, band) => band === at))), ["1", "3/5", "0"]);
  assert.equal(share(BY_BANDS, []), "0");
  assert.equal(share(BY_POINTS, [false, true]), "3/4");
});

test("characters are counted without spaces, one for each sign", () => {
  assert.equal(essay.count(" 责任，\n在肩　𠮷 "), 6);
  assert.equal(essay.said(BY_POINTS, "一二三四五六七"), "已写 7 字");
  assert.equal(essay.said(BY_POINTS, "一二三四五六七八九"), "已写 9 字，多了 1 字");
});

test("how much is to be written stands behind the stem", () => {
  const note = (least, most) => essay.note({ least, most });
  assert.deepEqual([note(6, 8), note(6), note(undefined, 8), note()], ["（6至8字）", "（不少于6字）", "（不超过8字）", ""]);
  assert.match(put(BY_BANDS).root.textContent, /写一篇文章（不少于6字）/);
});

test("the book of wrong answers says how much was to be written", () => {
  const row = document.createElement("li");
  Quizgen.rows.stem(BY_POINTS).flat().forEach((part) => row.appendChild(part));
  assert.match(row.querySelector(".qp-stem").textContent, /论述两点（6至8字）$/);
});

test("essays as parts of a case are written, judged and marked like others", () => {
  const part = (question, value) => Object.assign({}, question, { share: value });
  const parts = [part(BY_BANDS, "1/2"), part(BY_POINTS, "1/2")];
  const { asked } = put(Object.assign({ kind: "case", text: "有一件事", parts }, REST), { order: [[], []] });
  assert.equal(asked.judged(), true);
  asked.restore({ parts: [{ text: "写了" }, { text: "也写了" }] });
  asked.reveal(asked.answer(), () => {});
  const ticks = [...document.querySelectorAll(".qp-points")].map((list) => list.querySelectorAll("input")).filter((found) => found.length);
  assert.deepEqual(ticks.map((found) => found.length), [3, 2]);
  ticks[0][1].click();
  ticks[1][0].click();
  const answer = asked.answer();
  assert.deepEqual(plain(answer.parts.map((one) => one.credits)), [[false, true, false], [true, false]]);
  assert.equal(F.text(marking.share(asked.question, answer, [])), "17/40");
});
