"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const { QUESTIONS, files } = require("./bank.js");

/* A page whose list of these questions has become a form. */
async function paper(ids, given) {
  const body = '<section id="list" data-ids="' + ids.join(" ") + '"><ol><li><a href="#x">题</a></li></ol></section>';
  const tab = new Tab(Object.assign({ body, start: false, address: "http://zhuti.test/zhishi/a.html" }, given));
  tab.root = tab.find("#list");
  tab.started = tab.Quizgen.startSelfTest(tab.root, "../");
  if (!given || !given.wait) { await tab.until(() => tab.find("form")); }
  return tab;
}

const counts = (tab) => Object.fromEntries(Object.entries(tab.kept().questions).map(([id, one]) => [id, Object.values(one.counts)]));

/* Answer the question of this place (from 0) right or wrong, through its controls. */
function answer(tab, place, right) {
  const card = tab.all(".qp-card")[place], words = card.textContent;
  const id = Object.keys(QUESTIONS).find((one) => words.includes([].concat(QUESTIONS[one].stem || QUESTIONS[one].text)[0]));
  const question = QUESTIONS[id], inputs = [...card.querySelectorAll("input")];
  if (question.kind === "true_false") { inputs[question.answer === right ? 0 : 1].click(); }
  if (question.kind === "fill") { inputs.forEach((input, at) => tab.type(input, right ? question.answers[at][0] : "错")); }
  if (question.kind === "single" || question.kind === "multiple") {
    inputs.filter((input) => question.right.includes(input.parentNode.querySelector(".qp-words").textContent) === right)
      .slice(0, question.kind === "single" ? 1 : undefined).forEach((input) => input.click());
  }
}

test("the list becomes a form with one submit; all answered, it is marked and noted", async () => {
  const tab = await paper(["AA-0001", "AA-0003", "XX-0001", "AA-0004"]);
  same(assert, "selftest", tab.root);
  answer(tab, 0, true);
  answer(tab, 1, false);
  answer(tab, 2, true);
  tab.click("提交这 3 题");
  same(assert, "selftest-done", tab.root);
  assert.deepEqual(counts(tab), { "AA-0001": [[0, 1]], "AA-0003": [[1, 0]], "AA-0004": [[0, 1]] });
  assert.equal(tab.document.activeElement.className, "qp-score-box");
  tab.click("第 2 题");
  assert.equal(tab.document.activeElement, tab.all(".qp-card")[1]);
});

test("unanswered ones are named with a link, each marked in its place, until answered", async () => {
  const tab = await paper(["AA-0001", "AA-0004"]);
  tab.click("提交");
  same(assert, "selftest-missing", tab.root);
  assert.equal(tab.document.activeElement.className, "qp-fault");
  tab.click("第 2 题");
  assert.equal(tab.document.activeElement, tab.all(".qp-card")[1].querySelector("input"));
  answer(tab, 0, true);
  assert.deepEqual([tab.all(".qp-error").length, tab.all(".qp-missing").length, tab.all("[aria-describedby]").length], [1, 1, 1]);
  tab.click("提交");
  assert.equal(tab.all(".qp-error").length, 1);
  assert.match(tab.find(".qp-fault").textContent, /还有 1 题没有作答第 2 题/);
  assert.equal(tab.storage.getItem("quizgen.practice"), null);
  tab.click("不会的不答了");
  assert.deepEqual(counts(tab), { "AA-0001": [[0, 1]] });
  assert.match(tab.find(".qp-score-box").textContent, /做了 1 题：答对 1 题，答错 0 题。 没有作答 1 题。/);
  assert.equal(tab.all(".qp-card")[1].querySelector(".qp-result").textContent, "— 没有作答，不记");
  assert.equal(tab.all(".qp-missing").length, 0);
});

test("sent twice it counts once; done again it counts again", async () => {
  const tab = await paper(["AA-0004"]), given = files();
  assert.ok(given);
  answer(tab, 0, true);
  const send = () => tab.find("form").dispatchEvent(new tab.window.Event("submit", { bubbles: true, cancelable: true }));
  send();
  send();
  assert.deepEqual(counts(tab), { "AA-0004": [[0, 1]] });
  assert.equal(tab.all(".qp-card .qp-result").length, 1);
  tab.click("再做一遍");
  assert.equal(tab.document.activeElement.tagName, "LEGEND");
  answer(tab, 0, false);
  send();
  assert.deepEqual(counts(tab), { "AA-0004": [[1, 1]] });
});

test("short answers are noted by oneself, half is enough; they need no answer to be submitted", async () => {
  const credits = async (ticked, shares) => {
    const given = files();
    if (shares) { given["q02.js"] = given["q02.js"].replace('"1/4"', '"1/2"').replace('"3/4"', '"1/2"'); }
    const tab = await paper(["BB-0006"], { files: given });
    tab.click("提交");
    assert.match(tab.find(".qp-score-box").textContent, /请对照答案。/);
    assert.deepEqual(counts(tab), {});
    ticked.forEach((place) => tab.all(".qp-points input")[place].click());
    tab.click("记下自评");
    assert.equal(tab.button("记下自评"), null);
    assert.equal(tab.document.activeElement.className, "qp-card");
    const one = tab.kept().questions["BB-0006"];
    return [one.ok, tab.find(".qp-card .qp-result").textContent, tab.find(".qp-card .qp-result").className];
  };
  assert.deepEqual(await credits([0, 1]), [2, "✓ 答对了", "qp-result qp-right"]);
  assert.deepEqual(await credits([1]), [1, "△ 答对一部分", "qp-result qp-wrong"]);
  assert.deepEqual(await credits([0]), [0, "△ 答对一部分，按答错记", "qp-result qp-wrong"]);
  assert.deepEqual(await credits([0], true), [1, "△ 答对一部分", "qp-result qp-wrong"]);
  assert.deepEqual(await credits([]), [0, "✗ 答错了", "qp-result qp-wrong"]);
});

test("in part is wrong where nobody judges", async () => {
  const tab = await paper(["AA-0004", "AA-0002"]);
  tab.type(tab.all("input[type=text]")[0], "甲");
  tab.all(".qp-card")[1].querySelectorAll("input").forEach((input) => {
    if (input.parentNode.textContent.includes("二")) { input.click(); }
  });
  tab.click("提交");
  assert.deepEqual(tab.texts(".qp-card .qp-result"), ["△ 答对一部分，按答错记", "△ 漏选 1 项，按答错记"]);
  assert.deepEqual(counts(tab), { "AA-0004": [[1, 0]], "AA-0002": [[1, 0]] });
  assert.match(tab.find(".qp-score-box").textContent, /答对 0 题，答错 2 题。.*答错的：第 1 题、第 2 题。/);
});

test("a case with a short part waits for one's own judgement of all of it", async () => {
  const tab = await paper(["BB-0010"]);
  tab.all("input")[0].click();
  tab.click("提交");
  tab.all(".qp-points input")[0].click();
  tab.click("记下自评");
  assert.equal(tab.kept().questions["BB-0010"].ok, 2);
});

test("where to go on: the topic when it is one, else the practice page; what was not kept is said", async () => {
  const tab = await paper(["AA-0001", "BB-0009"]);
  tab.click("提交");
  tab.click("不会的不答了");
  assert.equal(tab.button("到练习页接着练").getAttribute("href"), "../lianxi.html#/");
  assert.match(tab.find(".qp-score-box").textContent, /请对照答案。 没有作答 2 题。/);
  assert.match(tab.find(".qp-score-box").textContent, /已记入这个浏览器的练习记录/);
  const one = await paper(["AA-0001"], { storage: null });
  answer(one, 0, true);
  one.click("提交");
  assert.equal(decodeURIComponent(one.button("接着练“明责”").getAttribute("href")), "../lianxi.html#/topic/明责");
  assert.match(one.find(".qp-score-box").textContent, /这次没有记下/);
});

test("a long stem is cut in the list of what is missing, at twenty-four letters", async () => {
  const stem = (text) => Object.assign(files(), { "q01.js": files()["q01.js"].replace("一大于零", text) });
  for (const [length, cut] of [[24, false], [25, true]]) {
    const tab = await paper(["AA-0003"], { files: stem("长".repeat(length)) });
    tab.click("提交");
    assert.equal(tab.find(".qp-fault li").textContent, "第 1 题：" + "长".repeat(24) + (cut ? "……" : ""));
  }
  const story = await paper(["BB-0007"]);
  story.click("提交");
  assert.equal(story.find(".qp-fault li").textContent, "第 1 题：有一件事");
});

test("whoever is in the list with the keyboard is not thrown out of it", async () => {
  const tab = await paper(["AA-0001"], { wait: true });
  tab.find("#list a").focus();
  await tab.started;
  await tab.idle();
  assert.equal(tab.find("form"), null);
  tab.find("#list a").blur();
  await tab.until(() => tab.find("form"));
});

test("without any of its questions, or without their file, the list stays", async () => {
  const none = await paper(["XX-0001"], { wait: true });
  await none.started;
  assert.ok(none.find("#list li"));
  const given = files();
  delete given["q01.js"];
  const tab = await paper(["AA-0001"], { wait: true, files: given });
  await tab.started;
  assert.ok(tab.find("#list li"));
});

test("two lists on a page share one record", async () => {
  const storage = new Storage(), tab = await paper(["AA-0001"], { storage });
  const second = tab.document.body.appendChild(tab.document.createElement("section"));
  second.setAttribute("data-ids", "AA-0003");
  await tab.Quizgen.startSelfTest(second, "../");
  answer(tab, 0, true);
  tab.click("提交");
  answer(tab, 1, true);
  tab.find("section:last-child button[type=submit]").click();
  assert.deepEqual(counts(tab), { "AA-0001": [[0, 1]], "AA-0003": [[0, 1]] });
  assert.equal(new Set(Object.values(tab.kept().questions).flatMap((one) => Object.keys(one.counts))).size, 1);
  assert.deepEqual(plain(tab.fetched), ["q01.js"]);
});
