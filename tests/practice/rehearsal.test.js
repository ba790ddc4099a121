"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab } = require("./tab.js");

const REST = { topic: "明责", level: "easy", explain: "解析", cites: [] };
const MORE = {
  matching: [Object.assign({ kind: "matching", stem: "配成对", pairs: [["左甲", "右甲"], ["左乙", "右乙"]], others: [["多余", "不是"]] }, REST), [1, 0, 2, 4, 3]],
  ordering: [Object.assign({ kind: "ordering", stem: "排次序", items: ["先", "再", "最后"] }, REST), [2, 0, 1]],
  essay: [Object.assign({ kind: "essay", stem: "论述", points: [["一点", "1"]], bands: [["好", "很好", "1"]] }, REST), []]
};

/* A tab on a question, with what its browser was asked to do when idle. */
async function idling(hash) {
  const idle = [], tab = new Tab({ hash, start: false });
  tab.window.requestIdleCallback = (work) => idle.push(work);
  tab.Quizgen.startApp();
  await tab.asked();
  return { tab, idle };
}

/* Do what waits for an idle browser: it must lay out an answer with its explanation, and leave nothing of it. */
function rehearsed(tab, idle) {
  const page = tab.document.body.innerHTML, on = tab.document.activeElement, kept = JSON.stringify([...tab.storage.map]);
  const laid = [];
  tab.window.Element.prototype.getBoundingClientRect = function () { laid.push(this.querySelector(".qp-result, .qp-explanation") !== null && this.isConnected); };
  idle.forEach((work) => work());
  assert.deepEqual(laid, [true]);
  assert.equal(tab.document.body.innerHTML, page);
  assert.equal(tab.document.activeElement, on);
  assert.equal(JSON.stringify([...tab.storage.map]), kept);
  assert.deepEqual(tab.errors, []);
}

for (const kind of ["single", "multiple", "true_false", "fill", "short", "case"]) {
  test("a rehearsed answer leaves nothing behind, and is rehearsed once in a page: " + kind, async () => {
    const { tab, idle } = await idling("kind/" + kind);
    rehearsed(tab, idle);
    tab.view.next();
    assert.equal(idle.length, 1);
  });
}

test("a rehearsed answer of the other kinds leaves nothing behind either", async () => {
  for (const [question, order] of Object.values(MORE)) {
    const tab = new Tab({ hash: "kind/single" }), idle = [];
    await tab.asked();
    tab.window.requestIdleCallback = (work) => idle.push(work);
    tab.Quizgen.rehearse(tab.app, tab.main, "AA-0001", question, order);
    rehearsed(tab, idle);
  }
});
