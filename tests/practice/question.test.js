"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, plain, same } = require("./tab.js");
const { QUESTIONS, IDS } = require("./bank.js");

const tab = new Tab({ start: false });
const { Quizgen, document } = tab;

/* A question on an empty page, its options in the order of the bank. */
function put(id, options) {
  document.body.textContent = "";
  const root = document.body.appendChild(document.createElement("div"));
  const question = typeof id === "string" ? QUESTIONS[id] : id;
  const one = (body) => (body.right ? [...body.right, ...body.wrong].map((_option, at) => at) : []);
  const order = question.kind === "case" ? question.parts.map(one) : one(question);
  return { root, asked: new Quizgen.question.Question(root, question, Object.assign({ number: 3, order }, options)) };
}

const RIGHT = {
  "AA-0001": { options: [0] }, "AA-0002": { options: [0, 1] }, "AA-0003": { truth: true }, "AA-0004": { blanks: ["子", "乙"] },
  "AA-0005": { blanks: ["左", "右"] }, "BB-0006": { text: "字", credits: [true, true] }, "BB-0007": { parts: [{ truth: false }, { options: [0] }] },
  "BB-0008": { truth: false }, "BB-0009": { options: [0] }, "BB-0010": { parts: [{ truth: true }, { text: "字", credits: [true] }] }
};
const WRONG = {
  "AA-0001": { options: [2] }, "AA-0002": { options: [1, 3] }, "AA-0003": { truth: false }, "AA-0004": { blanks: ["乙", "子"] },
  "AA-0005": { blanks: ["右", "右"] }, "BB-0006": { text: "", credits: [false, true] }, "BB-0007": { parts: [{ truth: true }, {}] },
  "BB-0008": {}, "BB-0009": { options: [] }, "BB-0010": {}
};

for (const id of IDS) {
  test("a question as it is asked, answered right and wrong, and shown with its key: " + id, () => {
    const views = [put(id).root];
    for (const answer of [RIGHT[id], WRONG[id], null]) {
      const { root, asked } = put(id, { number: undefined });
      asked.restore(answer);
      asked.reveal(answer, answer === WRONG[id] ? () => {} : null);
      views.push(root);
    }
    same(assert, "question-" + id, views);
  });

  test("an answer put back is the answer that was taken: " + id, () => {
    const { asked } = put(id);
    asked.restore(RIGHT[id]);
    const given = plain(asked.answer()), without = (answer) => {
      delete answer.credits;
      (answer.parts || []).forEach(without);
      return answer;
    };
    assert.deepEqual(given, without(plain(RIGHT[id])));
    asked.restore(null);
    assert.equal(Quizgen.marking.answered(QUESTIONS[id], asked.answer()), false);
  });
}

test("options are told by their place in the bank, however they are ordered on the page", () => {
  const { asked } = put("AA-0001", { order: [3, 0, 2, 1] });
  asked.bodies[0].inputs[1].click();
  assert.deepEqual(plain(asked.answer()), { options: [0] });
  asked.restore({ options: [2] });
  assert.deepEqual(plain(asked.bodies[0].inputs.map((input) => input.checked)), [false, false, true, false]);
  const many = put("AA-0002", { order: [3, 1, 0, 2] }).asked;
  [0, 2, 3].forEach((place) => many.bodies[0].inputs[place].click());
  assert.deepEqual(plain(many.answer()), { options: [0, 2, 3] });
});

test("of a single choice one option is ticked at a time; two questions do not touch each other", () => {
  const root = document.body.appendChild(document.createElement("div"));
  const one = put("AA-0001").asked, other = new Quizgen.question.Question(document.body.appendChild(root), QUESTIONS["BB-0009"], { order: [0, 1] });
  one.bodies[0].inputs[0].click();
  one.bodies[0].inputs[1].click();
  other.bodies[0].inputs[1].click();
  assert.deepEqual([plain(one.answer()), plain(other.answer())], [{ options: [1] }, { options: [1] }]);
});

test("every change of an answer is told", () => {
  for (const id of IDS) {
    let told = 0;
    const { asked } = put(id, { change: () => { told += 1; } });
    const field = asked.bodies[asked.bodies.length - 1].inputs[0];
    if (field.type === "radio" || field.type === "checkbox") { field.click(); } else { tab.type(field, "字"); }
    assert.equal(told, 1, id);
  }
});

test("once revealed nothing can be changed, but read", () => {
  for (const id of IDS) {
    const { asked } = put(id);
    asked.reveal(RIGHT[id], null);
    asked.bodies.forEach((body) => body.inputs.forEach((input) => {
      const typed = input.type === "text" || input.tagName === "TEXTAREA";
      assert.deepEqual([input.readOnly === true, input.disabled], [typed, !typed], id);
    }));
  }
});

test("ticking a scoring point is told, and is in the answer", () => {
  let told = 0;
  const { asked } = put("BB-0006");
  asked.reveal({ text: "字" }, () => { told += 1; });
  asked.bodies[0].credits[1].click();
  assert.deepEqual([told, plain(asked.answer())], [1, { text: "", credits: [false, true] }]);
});

test("of blanks that may change places each is told for itself, and no answer counts twice", () => {
  const verdicts = (blanks) => {
    const { root, asked } = put("AA-0005");
    asked.restore({ blanks });
    asked.reveal({ blanks }, null);
    return [...root.querySelectorAll(".qp-verdict")].map((one) => one.textContent[0]).join("");
  };
  assert.deepEqual([["别", "左"], ["左", "别"], ["右", "左"], ["右", "右"], ["", "左"], ["左", ""], []].map(verdicts),
    ["✗✓", "✓✗", "✓✓", "✓✗", "✗✓", "✓✗", "✗✗"]);
});

test("a letter chooses an option; where there is none, in text and in a case it does nothing", () => {
  const single = put("AA-0001").asked;
  assert.equal(single.press(2), true);
  assert.deepEqual(plain(single.answer()), { options: [2] });
  assert.equal(single.press(4), false);
  single.reveal({ options: [2] }, null);
  assert.equal(single.press(1), false);
  for (const id of ["AA-0004", "BB-0006", "BB-0007"]) { assert.equal(put(id).asked.press(0), false, id); }
});

test("the focus goes to the words of the question first, then to its first control", () => {
  for (const id of ["AA-0001", "BB-0007"]) {
    const { root, asked } = put(id);
    asked.focus();
    assert.equal(document.activeElement, root.querySelector(id === "BB-0007" ? ".qp-case .qp-stem" : "legend"));
    asked.enter();
    assert.equal(document.activeElement, root.querySelector("input"));
  }
});

test("only what has a short answer in it must be judged by a person", () => {
  assert.deepEqual(IDS.filter((id) => put(id).asked.judged()), ["BB-0006", "BB-0010"]);
});

test("the key in one line of words", () => {
  const said = (id) => Quizgen.dom.h("p", {}, Quizgen.body.keyText(QUESTIONS[id])).textContent;
  assert.deepEqual(IDS.map(said), ["二", "二；四", "√（正确）", "甲；乙", "左；左", "第一点；第二点",
    "（1）×（错误） （2）甲", "×（错误）", "甲", "（1）√（正确） （2）要点"]);
});

const ROOT = ["f", "√x", "根号x", { look: "qf-row", inside: ["√", { look: "qf-root", inside: ["x"] }] }];

test("scripts and formulas are elements, and words on one line", () => {
  const text = ["H", ["d", "2"], "O ", ["U", "2+"], ROOT];
  assert.equal(Quizgen.dom.words(text), "H2O ^2+√x");
  const shown = Quizgen.dom.h("p", {}, Quizgen.dom.inline(text));
  assert.equal(shown.innerHTML, 'H<sub>2</sub>O <strong><sup>2+</sup></strong>' +
    '<span class="qf" role="math" aria-label="根号x"><span class="qf-row">√<span class="qf-root">x</span></span></span>');
});

test("a picture and a table stand below the stem, on the wall and in the book of wrong answers too", () => {
  const below = { picture: { src: "data:,", alt: "", width: 40, height: 30 }, table: [["甲", ["x", ["u", "2"]]], ["1", ""]] };
  const question = Object.assign({}, QUESTIONS["AA-0001"], below);
  for (const root of [put(question).root, Quizgen.dom.h("div", {}, Quizgen.wallface.written("AA-0001", question).question)]) {
    assert.equal(root.querySelector("img").getAttribute("alt"), "图，没有说明");
    assert.deepEqual([...root.querySelectorAll("th, td")].map((cell) => cell.textContent), ["甲", "x2", "1", ""]);
  }
});

test("words: bold as it is, a blank as a line, a line break as a space", () => {
  assert.equal(Quizgen.dom.words(["先", ["_"], ["b", "粗"], ["n"], "后"]), "先____粗 后");
  assert.equal(Quizgen.dom.words("字"), "字");
  const shown = { src: "data:,", alt: "十字形", width: 100, height: 90 };
  assert.equal(Quizgen.dom.words(["甲", ["p", shown]]), "甲［图：十字形］");
  assert.equal(Quizgen.dom.words([["p", Object.assign({}, shown, { alt: "" })]]), "［图：没有说明］");
  document.body.textContent = "";
  document.body.append(...Quizgen.dom.inline(["先", ["_"], ["b", "粗"], ["n"], "后"]));
  assert.equal(document.body.innerHTML, '先<span class="qp-blank"><span class="qp-hidden">填空</span></span><strong>粗</strong><br>后');
});

test("an element: attributes that are nothing are left out, text is never mark-up", () => {
  const { h } = Quizgen.dom;
  const made = h("p", { class: "a", title: null, lang: undefined, hidden: false, "data-x": true, id: "" }, "<b>", [1, null, [h("i", {}, false, undefined, "x")]], 0);
  assert.equal(made.outerHTML, '<p class="a" data-x="" id="">&lt;b&gt;1<i>x</i>0</p>');
  assert.equal(h("br").outerHTML, "<br>");
  const box = h("input", { type: "checkbox", checked: true, disabled: true, value: "v" });
  assert.deepEqual([box.checked, box.disabled, box.value], [true, true, "v"]);
  let clicks = 0;
  const button = Quizgen.dom.button("按", () => { clicks += 1; }, null, { "data-key": "k" });
  button.click();
  assert.deepEqual([button.outerHTML, clicks], ['<button type="button" class="qp-button qp-plain" data-key="k">按</button>', 1]);
  assert.notEqual(Quizgen.dom.fresh("a"), Quizgen.dom.fresh("a"));
});

test("citations of one place are numbered from the second on", () => {
  const root = document.createElement("div");
  root.appendChild(Quizgen.question.explanation(QUESTIONS["AA-0001"]));
  assert.deepEqual([...root.querySelectorAll("a")].map((link) => link.textContent + " " + link.getAttribute("href")), [
    "甲文第一段 laiyuan/a.html#f1", "乙文 laiyuan/b.html#f2", "甲文第一段（第 2 处） laiyuan/a.html#f3"]);
});

test("orders: one for every sub-question with options, and whether they still fit what a question has become", () => {
  const dice = new Quizgen.chance.Chance([1, 2, 3, 4]), fit = (id, order) => Quizgen.orders.fit(QUESTIONS[id], order);
  assert.deepEqual(plain(Quizgen.orders.of(QUESTIONS["AA-0003"], dice)), []);
  assert.deepEqual(plain(Quizgen.orders.of(QUESTIONS["BB-0007"], dice)).map((one) => one.length), [0, 2]);
  for (const id of IDS) { assert.ok(fit(id, Quizgen.orders.of(QUESTIONS[id], dice)), id); }
  assert.ok(fit("AA-0001", [3, 0]));
  for (const order of [[4, 0], [-1, 0], [0], [], null]) { assert.equal(fit("AA-0001", order), false, String(order)); }
  assert.equal(fit("AA-0003", [0, 1]), false);
  for (const order of [[[]], [[], [0, 1], []], [[], [0, 2]], [[0], [0, 1]]]) { assert.equal(fit("BB-0007", order), false, JSON.stringify(order)); }
});

test("what the author does not say is not shown: no explanation, no reason, no place", () => {
  const silent = Object.assign({}, QUESTIONS["AA-0001"], { explain: undefined, cites: [] });
  silent.wrong = silent.wrong.map((option) => [option[0], ""]);
  const { root, asked } = put(silent);
  asked.reveal({ options: [1] }, null);
  assert.equal(root.querySelectorAll(".qp-explain, .qp-cites, .qp-why").length, 0);
  const { root: told, asked: other } = put(Object.assign({}, silent, { basis: "《某法》第五条" }));
  other.reveal(null, null);
  assert.equal(told.querySelector(".qp-cites").textContent, "出处：《某法》第五条");
});
