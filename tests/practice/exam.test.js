"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, START, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const bank = require("./bank.js");
const { files, pool, IDS, QUESTIONS } = bank;

const MINUTE = 60000;
const TITLES = ["卷 plain", "卷 judged", "卷 case"];

/* A tab in which the exam of this place has begun and its first question is there. */
async function sit(place, given, time) {
  const tab = new Tab(Object.assign({ hash: "exam" }, given));
  if (time) { tab.all("input[type=radio]").find((one) => one.value === time).click(); }
  tab.all("button").filter((one) => one.textContent === "开始考试")[place].click();
  await tab.until(() => tab.find(".qp-sheet") && tab.find(".qp-body"));
  return tab;
}

/* The same exam in another tab. */
async function join(tab, given) {
  const other = new Tab(Object.assign({ hash: "sit", storage: tab.storage, clock: tab.clock, seed: 50 }, given));
  await other.until(() => other.find(".qp-body") || other.find("h2"));
  await other.idle();
  return other;
}

const sitting = (tab) => JSON.parse(tab.storage.getItem("quizgen.exam"));
const result = (tab) => Object.values(tab.kept().exams)[0];
const now = (tab) => tab.find(".qp-cell[aria-current]").getAttribute("aria-label");

/* Go to the question of this id. */
function turnTo(tab, id) { tab.all(".qp-cell")[sitting(tab).items.findIndex((item) => item.id === id)].click(); }

/* Answer every question as told, and hand in. */
async function through(tab, rights) {
  sitting(tab).items.forEach((item) => {
    turnTo(tab, item.id);
    if (rights[item.id] !== undefined) { tab.fill(rights[item.id]); }
  });
  tab.click("交卷");
  if (tab.button("确定交卷")) { tab.click("确定交卷"); }
  await tab.idle();
}

test("the list of exams: what each asks, and those that cannot be drawn", () => {
  const tab = new Tab({ hash: "exam" });
  same(assert, "exam-list", tab.main);
  assert.deepEqual(tab.texts("h3"), TITLES.concat("卷 none"));
});

test("a bank without blueprints or facts: no exam, and why; with one, no word of a source", () => {
  const none = new Tab({ hash: "exam", pool: Object.assign(pool(), { blueprints: [], sources: [] }) });
  assert.equal(none.texts("h2")[0], "模拟考试");
  assert.match(none.main.textContent, /这个题库还没有蓝图，不能模拟考试/);
  assert.equal(none.button("开始考试"), null);
  assert.equal(none.all("input").length, 0);
  const own = new Tab({ hash: "exam", pool: Object.assign(pool(), { sources: [] }) });
  assert.match(own.main.textContent, /合格线由蓝图决定；成绩是自测成绩/);
  assert.doesNotMatch(own.main.textContent, /材料/);
});

test("several kinds and points under one heading: told together, each question with its own points", async () => {
  const mixed = pool();
  mixed.blueprints = [mixed.blueprints[0]];
  mixed.blueprints[0].sections.forEach((section) => { section.title = "选择题"; });
  mixed.blueprints[0].sections[1].continues = true;
  const tab = await sit(0, { pool: mixed });
  assert.equal(new Tab({ hash: "exam", pool: mixed }).texts("li").filter((text) => text.startsWith("选择题"))[0],
    "选择题：3 题，共 5.5 分（单选 2 题，每题 2 分；多选 1 题，每题 1.5 分）。全部选对得满分，少选且无错得一半，有错选不得分");
  assert.equal(tab.find(".qp-count").textContent, "选择题，本题 2 分");
  turnTo(tab, "AA-0002");
  assert.equal(tab.find(".qp-count").textContent, "选择题，本题 1.5 分。全部选对得满分，少选且无错得一半，有错选不得分");
  await through(tab, {});
  assert.deepEqual(result(tab).sections.map((row) => [row[0], row[2]]), [["选择题", "11/2"]]);
});

test("a question at a time, the card, the clock; everything is kept as it is done", async () => {
  const tab = await sit(0);
  same(assert, "exam-sit", tab.main);
  const items = sitting(tab).items;
  assert.deepEqual(items.map((item) => item.section), [0, 0, 1]);
  assert.deepEqual([sitting(tab).blueprint, sitting(tab).digest, sitting(tab).allowed, sitting(tab).time], ["plain", "digest00", 10 * MINUTE, "standard"]);
  assert.equal(now(tab), "第 1 题，未答");
  tab.fill(true);
  assert.equal(now(tab), "第 1 题，已答");
  assert.deepEqual(sitting(tab).answers, { [items[0].id]: { options: [0] } });
  tab.click("⚑");
  assert.deepEqual([now(tab), sitting(tab).flags], ["第 1 题，已答，有标记", { [items[0].id]: true }]);
  assert.deepEqual([tab.button("⚑").getAttribute("aria-pressed"), tab.find(".qp-now").textContent], ["true", "1⚑"]);
  tab.click("下一题");
  same(assert, "exam-second", tab.main);
  assert.equal(sitting(tab).at, 1);
  tab.find("[aria-label='上一题']").click();
  assert.equal(tab.view.asked.bodies[0].inputs.filter((input) => input.checked).length, 1);
  tab.click("⚑");
  assert.deepEqual(sitting(tab).flags, {});
  tab.all(".qp-cell")[2].click();
  assert.equal(tab.button("下一题"), null);
  assert.match(tab.button("交卷").className, /qp-main/);
  assert.equal(tab.find(".qp-count").textContent, "多选题，每题 1.5 分。全部选对得满分，少选且无错得一半，有错选不得分");
  const again = await join(tab);
  assert.equal(now(again), "第 3 题，未答");
});

test("arrows lead on, but not between options; N leads on, letters choose", async () => {
  const tab = await sit(0), at = () => sitting(tab).at;
  tab.press("ArrowLeft");
  assert.equal(at(), 0);
  tab.press("ArrowRight");
  assert.equal(at(), 1);
  tab.press("n");
  assert.equal(at(), 2);
  assert.equal(tab.press("n"), false);
  assert.equal(tab.press("ArrowRight"), false);
  tab.press("ArrowLeft");
  assert.equal(at(), 1);
  tab.press("b");
  tab.press("2");
  assert.equal(tab.view.asked.answer().options.length, 1);
  tab.find("input[type=radio]").focus();
  tab.press("ArrowRight");
  tab.press("ArrowLeft");
  assert.equal(at(), 1);
});

test("half as long again, or without end", async () => {
  const longer = await sit(0, {}, "longer"), open = await sit(0, {}, "open");
  assert.equal(sitting(longer).allowed, 15 * MINUTE);
  assert.equal(longer.find(".qp-clock").textContent, "剩余 15:00");
  assert.deepEqual([sitting(open).allowed, open.find(".qp-clock").textContent, open.button("延长")], [null, "不限时", null]);
  open.pass(100 * MINUTE);
  assert.ok(open.find(".qp-sheet"));
});

test("the last minutes are said once each; at the end it is handed in by itself, at the deadline", async () => {
  const tab = await sit(0), heard = () => tab.app.live.textContent.trim();
  tab.pass(5 * MINUTE - 1);
  assert.deepEqual([heard(), tab.find(".qp-late")], ["", null]);
  tab.pass(1);
  assert.equal(heard(), "还剩 5 分钟");
  assert.ok(tab.find(".qp-late"));
  tab.app.announce("别的");
  tab.pass(3 * MINUTE);
  assert.equal(heard(), "别的");
  tab.pass(MINUTE);
  assert.equal(heard(), "还剩 1 分钟");
  tab.pass(MINUTE - 1);
  assert.equal(tab.find(".qp-clock").textContent, "剩余 00:01");
  tab.pass(20 * MINUTE);
  await tab.until(() => tab.find(".qp-score"));
  assert.deepEqual([result(tab).at, result(tab).minutes, result(tab).over], [START + 10 * MINUTE, 10, true]);
  assert.equal(tab.storage.getItem("quizgen.exam"), null);
  assert.deepEqual(tab.timers.filter((timer) => timer && timer.ms === 500), []);
});

test("time can be added, and the result says so", async () => {
  const tab = await sit(0);
  tab.pass(6 * MINUTE);
  tab.click("延长");
  assert.equal(tab.app.live.textContent, "已延长 10 分钟，剩余 14:00");
  assert.equal(tab.find(".qp-late"), null);
  tab.pass(14 * MINUTE);
  await tab.until(() => tab.find(".qp-score"));
  assert.deepEqual([result(tab).minutes, result(tab).extended], [20, 10]);
  assert.match(tab.main.textContent, /用时 20 分钟（中途延长 10 分钟）；时间到，自动交卷/);
});

test("a clock that was put back: no more than the whole time, nothing negative used", async () => {
  const tab = await sit(0);
  tab.pass(-60 * MINUTE);
  assert.equal(tab.find(".qp-clock").textContent, "剩余 10:00");
  await through(tab, {});
  assert.deepEqual([result(tab).minutes, result(tab).at], [0, START]);
});

test("after the end no answer is taken any more", async () => {
  const tab = await sit(0);
  tab.clock.ms += 10 * MINUTE;
  tab.fill(true);
  assert.deepEqual(sitting(tab).answers, {});
  const early = await sit(0);
  early.clock.ms += 10 * MINUTE - 1;
  early.fill(true);
  assert.equal(Object.keys(sitting(early).answers).length, 1);
});

test("handing in warns of what is unanswered, with a way there; then the points, one by one", async () => {
  const tab = await sit(0), items = sitting(tab).items;
  turnTo(tab, "AA-0001");
  tab.fill(true);
  tab.click("交卷");
  same(assert, "exam-unanswered", tab.find("dialog"));
  assert.equal(tab.document.activeElement.textContent, "交卷吗？");
  tab.find("dialog [aria-label='第 3 题']").click();
  assert.deepEqual([sitting(tab).at, tab.find("dialog")], [2, null]);
  tab.click("交卷");
  tab.click("继续作答");
  assert.deepEqual([tab.find("dialog"), tab.document.activeElement.tagName], [null, "LEGEND"]);
  const correct = tab.view.asked.bodies[0].inputs.find((_input, at) => items[2].order[at] === 0);
  correct.click();
  tab.pass(90000);
  tab.click("交卷");
  tab.click("确定交卷");
  await tab.until(() => tab.find(".qp-score"));
  await tab.until(() => tab.all("details").length === 3);
  same(assert, "exam-result", tab.main);
  const record = result(tab), order = (id) => items.find((item) => item.id === id).order;
  assert.deepEqual(Object.assign({}, record, { items: record.items.slice().sort() }), {
    at: START + 90000, title: "卷 plain", blueprint: "plain", minutes: 2, time: "standard", extended: 0, over: false, points: "11/4", full: "11/2", pass: "3", passed: false,
    missed: [], digest: "digest00", judged: 0, sections: [["单选题", "2", "4"], ["多选题", "3/4", "3/2"]], topics: [["明责", "11/4", "7/2"], ["问责", "0", "2"]],
    parts: [["理论", "2", "4"], ["纪律", "3/4", "3/2"]],
    items: [["AA-0001", order("AA-0001"), { options: [0] }, "2", "2"], ["AA-0002", order("AA-0002"), { options: [0] }, "3/4", "1.5"], ["BB-0009", order("BB-0009"), null, "0", "2"]].sort()
  });
  const kept = tab.kept().questions;
  assert.deepEqual([Object.keys(kept).sort(), kept["AA-0001"].ok, kept["AA-0002"].ok], [["AA-0001", "AA-0002"], 2, 0]);
  assert.equal(tab.storage.getItem("quizgen.exam"), null);
});

test("all answered and nothing marked: it is asked all the same; full marks pass", async () => {
  const tab = await sit(0);
  for (const item of sitting(tab).items) {
    turnTo(tab, item.id);
    tab.fill(true);
  }
  tab.click("交卷");
  assert.match(tab.find("dialog").textContent, /全部 3 题都已作答。没有标记的题。/);
  tab.click("继续作答");
  tab.click("⚑");
  tab.click("交卷");
  assert.match(tab.find("dialog").textContent, /有标记的 1 题：3/);
  tab.click("确定交卷");
  await tab.until(() => tab.find(".qp-pass"));
  assert.equal(tab.find(".qp-pass").textContent, "✓ 合格");
  assert.equal(result(tab).points, "11/2");
});

test("more than twenty unanswered are not all listed", async () => {
  const many = pool(), extra = [];
  for (let number = 11; number <= 31; number++) { extra.push("CC-00" + number); }
  const given = files(), one = Object.fromEntries(extra.map((id) => [id, Object.assign({}, QUESTIONS["AA-0003"])]));
  given["q01.js"] += "Object.assign(window.quizgenQuestions," + JSON.stringify(one) + ");";
  extra.forEach((id) => many.entries.push([id, 2, 1, 0, 1]));
  const section = Object.assign({}, many.blueprints[0].sections[0], { kind: "true_false" });
  many.blueprints = [Object.assign({}, many.blueprints[0], { sections: [section] })];
  given["plans.js"] = bank.plans("plain", { cells: [{ section: 0, group: 0, draws: [21] }], groups: [extra.map((_id, at) => IDS.length + at)], enemies: {}, trees: [] });
  const tab = await sit(0, { pool: many, files: given });
  tab.click("交卷");
  assert.equal(tab.all("dialog .qp-button.qp-quiet").length, 20);
  assert.match(tab.find("dialog").textContent, /还有 21 题.*……/);
  tab.click("继续作答");
  tab.fill(true);
  tab.click("交卷");
  assert.equal(tab.all("dialog .qp-button.qp-quiet").length, 20);
  assert.doesNotMatch(tab.find("dialog").textContent, /……/);
});

test("short answers are judged by oneself after handing in; a reload goes on there; then the result says so", async () => {
  const tab = await sit(1);
  turnTo(tab, "BB-0008");
  tab.fill(true);
  turnTo(tab, "BB-0006");
  tab.type(tab.find("textarea"), "我的要点");
  tab.click("交卷");
  tab.click("确定交卷");
  same(assert, "exam-judging", tab.main);
  assert.equal(tab.document.activeElement.tagName, "H2");
  tab.all(".qp-points input")[1].click();
  assert.deepEqual(sitting(tab).answers["BB-0006"], { text: "我的要点", credits: [false, true] });
  const again = await join(tab);
  assert.deepEqual(again.all(".qp-points input").map((box) => box.checked), [false, true]);
  again.clock.ms += 5 * MINUTE;
  again.click("评完了，看成绩");
  await again.until(() => again.find(".qp-score"));
  const record = result(again);
  assert.deepEqual([record.points, record.judged, record.passed, record.missed, record.minutes], ["5", 1, true, [], 0]);
  assert.match(again.main.textContent, /其中 1 题由自己评分/);
  tab.hear();
  tab.click("评完了，看成绩");
  await tab.until(() => tab.find(".qp-score"));
  assert.equal(Object.keys(tab.kept().exams).length, 1);
  assert.deepEqual(plain(tab.Quizgen.state.counts(tab.kept().questions["BB-0008"])), [0, 1]);
  assert.match(tab.app.live.textContent, /已经在别的标签页交卷/);
});

test("below the minimum of a topic or a part it is named, though the points would do", async () => {
  const tab = await sit(2);
  turnTo(tab, "AA-0002");
  tab.fill(true);
  turnTo(tab, "BB-0010");
  tab.view.asked.bodies[0].inputs[1].click();
  tab.click("交卷");
  tab.click("确定交卷");
  await tab.until(() => tab.button("评完了"));
  tab.click("评完了");
  await tab.until(() => tab.find(".qp-score"));
  assert.deepEqual([result(tab).points, result(tab).missed, result(tab).passed, result(tab).parts], ["2", ["实务"], false, [["实务", "0", "4"]]]);
  assert.match(tab.main.textContent, /没有达到最低分的部分：实务/);
  assert.equal(tab.find(".qp-fail").textContent, "✗ 不合格");
});

test("two tabs in one exam: answers of both count, handing in ends it in both, once", async () => {
  const tab = await sit(0), other = await join(tab), items = sitting(tab).items;
  tab.fill(true);
  other.all(".qp-cell")[1].click();
  other.fill(true);
  assert.deepEqual(Object.keys(sitting(tab).answers).sort(), [items[0].id, items[1].id].sort());
  tab.click("交卷");
  tab.click("确定交卷");
  await tab.until(() => tab.find(".qp-score"));
  other.pass(500);
  await other.until(() => other.find(".qp-score"));
  assert.match(other.app.live.textContent, /已经在别的标签页交卷/);
  assert.equal(Object.keys(other.kept().exams).length, 1);
});

test("an exam handed in while another tab still shows it: handing in there too leaves the first moment", async () => {
  const tab = await sit(1), other = await join(tab);
  tab.clock.ms += 2 * MINUTE;
  tab.click("交卷");
  tab.click("确定交卷");
  tab.clock.ms += 3 * MINUTE;
  other.click("交卷");
  other.click("确定交卷");
  await other.until(() => other.button("评完了"));
  assert.equal(sitting(other).handed, START + 2 * MINUTE);
  other.click("评完了");
  await other.until(() => other.find(".qp-score"));
  assert.deepEqual([result(other).at, result(other).minutes], [START + 2 * MINUTE, 2]);
});

test("an exam given up in one tab ends in the other, whatever is done there next", async () => {
  for (const work of [(tab) => tab.pass(500), (tab) => tab.fill(true), (tab) => tab.click("下一题"), (tab) => tab.click("⚑"), (tab) => tab.click("延长"), (tab) => tab.click("交卷"), (tab) => tab.hear()]) {
    const tab = await sit(0), other = new Tab({ hash: "exam", storage: tab.storage, clock: tab.clock });
    other.click("放弃这场考试");
    other.click("确定放弃");
    work(tab);
    tab.pass(500);
    await tab.until(() => tab.find("h2").textContent === "模拟考试");
    assert.match(tab.app.live.textContent, /已经在别的标签页结束。$/, "said once");
    assert.equal(tab.storage.getItem("quizgen.exam"), null);
  }
});

test("one exam at a time: the list shows the one that waits, and asks before it is given up", async () => {
  const tab = await sit(1), other = new Tab({ hash: "exam", storage: tab.storage, clock: tab.clock });
  same(assert, "exam-waiting", other.main);
  const sure = other.button("确定放弃").parentNode;
  other.click("放弃这场考试");
  assert.deepEqual([sure.hidden, other.document.activeElement.textContent], [false, "确定放弃"]);
  other.click("不放弃");
  assert.equal(sure.hidden, true);
  assert.equal(other.button("继续考试").getAttribute("href"), "#/sit");
  other.clock.ms += 10 * MINUTE - 1;
  other.app.show();
  assert.match(other.main.textContent, /剩余 00:01，时间一直在走/);
  other.clock.ms += 1;
  other.app.show();
  assert.match(other.main.textContent, /时间已到或已经交卷.*看成绩/);
  await other.turn("sit");
  await other.until(() => other.button("评完了"));
  assert.match(other.main.textContent, /时间到，已经交卷。下面 1 题/);
  assert.match(other.app.live.textContent, /时间到，已经交卷/);
});

test("two tabs that begin at the same moment begin one exam", async () => {
  const storage = new Storage(), tabs = [new Tab({ hash: "exam", storage, seed: 1 }), new Tab({ hash: "exam", storage, seed: 40 })];
  tabs.forEach((tab) => tab.all("button").find((one) => one.textContent === "开始考试").click());
  await tabs[0].until(() => storage.getItem("quizgen.exam") && tabs.some((tab) => tab.find(".qp-sheet")));
  await tabs[0].idle();
  assert.deepEqual(tabs.map((tab) => Boolean(tab.find(".qp-sheet"))).sort(), [false, true]);
  const begun = tabs.find((tab) => tab.find(".qp-sheet"));
  begun.fill(true);
  assert.equal(Object.keys(sitting(begun).answers).length, 1);
  const late = new Tab({ hash: "exam", storage });
  storage.map.delete("quizgen.exam");
  const busy = new Tab({ hash: "exam", storage });
  await sit(0, { storage, seed: 3 });
  busy.all("button").find((one) => one.textContent === "开始考试").click();
  assert.match(busy.main.textContent, /有一场考试还没有交卷/);
  assert.ok(late);
});

test("questions that left the bank or changed since drop out, and it is said; when none is left it is over", async () => {
  const tab = await sit(0), given = files();
  given["q02.js"] = given["q02.js"].replace(/BB-0009/g, "XX-0009");
  const other = await join(tab, { files: given });
  assert.match(other.find("[role=alert]").textContent, /有 1 题已不在库里或已经改过/);
  assert.deepEqual(sitting(other).items.map((item) => item.id), ["AA-0001", "AA-0002"]);
  const changed = files();
  changed["q01.js"] = changed["q01.js"].replace('"wrong":[["三","三不对"],["四","四不对"],["五","五不对"]]', '"wrong":[["三","三不对"]]');
  const third = await join(tab, { files: changed });
  assert.deepEqual(sitting(third).items.map((item) => item.id), ["AA-0002"]);
  assert.equal(sitting(third).at, 0);
  const none = await join(tab, { files: { "q01.js": "", "q02.js": "", "oral.js": "" } });
  assert.equal(none.find("h2").textContent, "模拟考试");
  assert.equal(none.storage.getItem("quizgen.exam"), null);
});

test("an exam whose blueprint is gone can only be given up; without one the way leads to the list", async () => {
  const tab = await sit(0), other = new Tab({ hash: "exam", storage: tab.storage, pool: pool(IDS) });
  assert.match(other.main.textContent, /它的蓝图已经不在网站上，只能放弃/);
  assert.equal(other.button("继续考试"), null);
  assert.equal(other.view.constructor.name, "Choose");
  const stray = new Tab({ hash: "sit" });
  await stray.until(() => stray.find("h2") && stray.find("h2").textContent === "模拟考试");
});

test("a full storage during the exam is said, and nothing answered is lost", async () => {
  const tab = await sit(0), place = tab.view.paper.unkept;
  assert.equal(place.textContent, "");
  tab.storage.limit = 5;
  tab.fill(true);
  assert.match(place.textContent, /没有存下这场考试的作答/);
  const said = place.firstChild;
  tab.click("下一题");
  tab.fill(true);
  assert.equal(place.firstChild, said);
  tab.storage.limit = Infinity;
  tab.click("⚑");
  assert.equal(place.textContent, "");
  tab.storage.limit = 5;
  tab.click("下一题");
  tab.fill(true);
  tab.click("交卷");
  tab.click("确定交卷");
  await tab.until(() => tab.find(".qp-score"));
  assert.match(tab.find(".qp-score").textContent, /^5\.5 分/);
});

test("questions that cannot be loaded: beginning and going on can be tried again", async () => {
  const given = files(), missing = given["q02.js"];
  delete given["q02.js"];
  const tab = new Tab({ hash: "exam", files: given });
  tab.all("button").find((one) => one.textContent === "开始考试").click();
  await tab.until(() => tab.find(".qp-fault"));
  assert.equal(tab.storage.getItem("quizgen.exam"), null);
  given["q02.js"] = missing;
  tab.click("再试一次");
  await tab.until(() => tab.find(".qp-sheet"));
  const partly = files();
  delete partly["q02.js"];
  const other = new Tab({ hash: "sit", storage: tab.storage, files: partly });
  await other.until(() => other.find(".qp-fault"));
  partly["q02.js"] = missing;
  other.click("再试一次");
  await other.until(() => other.find(".qp-sheet"));
});

test("a plan that no choice fits is said", async () => {
  const given = files();
  given["plans.js"] = bank.plans("plain", { enemies: { 0: [8], 8: [0] }, trees: [[0]] });
  const tab = new Tab({ hash: "exam", files: given });
  tab.all("button").find((one) => one.textContent === "开始考试").click();
  await tab.until(() => tab.find(".qp-fault"));
  assert.match(tab.find(".qp-fault").textContent, /没有抽成一份没有互斥题的试卷/);
});

test("the result: looked at again, only what lost points, saved to a file, printed", async () => {
  const tab = await sit(0, {}, "longer");
  await through(tab, { "AA-0001": true, "BB-0009": false });
  await tab.until(() => tab.all("details").length === 3);
  assert.match(tab.main.textContent, /用时 0 分钟（时间延长一半）。自测成绩/);
  const cards = tab.all("details"), hidden = () => cards.map((card) => card.hidden);
  tab.find(".qp-option input").click();
  assert.deepEqual(hidden(), cards.map((card) => card.getAttribute("data-full") === "true"));
  assert.equal(hidden().filter(Boolean).length, 1);
  tab.find(".qp-option input").click();
  assert.deepEqual(hidden(), [false, false, false]);
  const card = cards.find((one) => one.textContent.includes("选甲")), toggle = () => card.dispatchEvent(new tab.window.Event("toggle"));
  toggle();
  assert.equal(card.querySelector(".qp-body"), null);
  card.open = true;
  toggle();
  toggle();
  assert.equal(card.querySelectorAll(".qp-body").length, 1);
  assert.match(card.textContent, /选错了/);
  tab.click("保存成绩文件");
  assert.equal(tab.saved[0].name, "自测成绩-2026-11-22.json");
  const saved = JSON.parse(tab.saved[0].text), record = result(tab);
  assert.deepEqual([saved.kind, saved.official, saved.at, saved.items], ["自测成绩", false, "2026-11-22T04:00:00.000Z", undefined]);
  for (const key of ["title", "blueprint", "digest", "minutes", "time", "extended", "points", "full", "pass", "passed", "missed", "judged", "sections", "parts", "topics"]) {
    assert.deepEqual(saved[key], record[key], key);
  }
  tab.click("打印");
  assert.equal(tab.printed, 1);
  const name = Object.keys(tab.kept().exams)[0], given = files();
  given["q02.js"] = given["q02.js"].replace('"wrong":[["乙","乙不对"]],', '"wrong":[],').replace('"选甲"', '"选甲","wrong":[]');
  given["q01.js"] = given["q01.js"].replace(/AA-0002/g, "XX-0002");
  const later = new Tab({ hash: "result/" + name, storage: tab.storage, files: given });
  await later.until(() => later.all("details").length === 3);
  assert.equal(later.all("summary").filter((one) => /已不在题库里，或者后来改过/.test(one.textContent)).length, 1);
  const stray = new Tab({ hash: "result/none", storage: tab.storage });
  await stray.until(() => stray.find("h2") && stray.find("h2").textContent === "模拟考试");
});

test("an exam without a time limit says so in its result", async () => {
  const tab = await sit(0, {}, "open");
  await through(tab, {});
  assert.match(tab.main.textContent, /（不限时）/);
});

test("the history: the newest first, twenty at most, with a line; rounds of 挑战 are not in it", () => {
  const tab = new Tab(), exam = (at, points, passed) => ({
    at: START + at * MINUTE, title: "卷" + at, points, full: "10", pass: "6", minutes: 1, passed, missed: [], sections: [], topics: [], parts: [], items: []
  });
  const show = (exams) => {
    tab.app.store.change((state) => { state.exams = exams; });
    tab.main.textContent = "";
    tab.Quizgen.history.examHistory(tab.app, tab.main);
    return tab.main;
  };
  assert.equal(show({ c: { at: START, title: "挑战", challenge: 4 } }).textContent, "");
  assert.equal(show({ a: exam(1, "5", false) }).querySelector("svg"), null);
  same(assert, "exam-history", show({ b: exam(2, "20/3", true), a: exam(1, "5", false), c: { at: START, title: "挑战", challenge: 4 }, d: exam(3, "10", true) }));
  const many = Object.fromEntries(Array.from({ length: 23 }, (_one, at) => ["x" + at, exam(at, "5", false)]));
  assert.equal(show(many).querySelectorAll("tbody tr").length, 20);
  assert.equal(tab.find("tbody tr td").textContent, "卷22");
});

test("the list of exams follows what other tabs do", async () => {
  const storage = new Storage(), tab = new Tab({ hash: "exam", storage });
  await sit(0, { storage, seed: 7 });
  tab.hear();
  assert.match(tab.main.textContent, /有一场考试还没有交卷/);
});
