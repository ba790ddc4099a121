"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, START, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const { files, pool } = require("./bank.js");

const CALM = 700;

/* The wall before the meeting. */
async function setUp(given) {
  const tab = new Tab(Object.assign({ hash: "draw" }, given));
  await tab.until(() => tab.find("form"));
  return tab;
}

function set(tab, label, value) { tab.type(tab.field(label), value); }

/* Begun with these people and settings: {label: value}. */
async function begun(people, settings, given) {
  const tab = await setUp(given);
  set(tab, "名单", people);
  Object.keys(settings || {}).forEach((label) => {
    if (settings[label] === true) { tab.field(label).click(); } else { set(tab, label, settings[label]); }
  });
  tab.click("开始");
  return tab;
}

/* One press of the clicker, with the time between two presses. */
async function press(tab, key) {
  tab.clock.ms += CALM;
  tab.press(key || "PageDown");
  await tab.idle();
}

const step = (tab) => tab.view.wall.session.step;
const session = (tab) => JSON.parse(tab.session.getItem("quizgen.panel"));

test("before the meeting: what may be chosen, how many that leaves", async () => {
  const tab = await setUp(), left = () => tab.view.setup.left.textContent;
  same(assert, "draw-setup", tab.main);
  assert.equal(left(), "可抽 3 题。");
  tab.field("单选").click();
  assert.equal(left(), "可抽 5 题。");
  tab.field("明责").click();
  assert.equal(left(), "可抽 3 题。");
  tab.storage.setItem("quizgen.drawn", '["OR-0001", 7]');
  tab.field("口答题").click();
  tab.field("口答题").click();
  assert.equal(left(), "可抽 2 题，另有 1 题以前抽过。");
  tab.click("清除抽过的记录");
  assert.deepEqual([left(), tab.document.activeElement.textContent], ["可抽 2 题，另有 1 题以前抽过。", "确定清除"]);
  tab.click("不清除");
  assert.equal(tab.storage.getItem("quizgen.drawn"), '["OR-0001", 7]');
  tab.click("清除抽过的记录");
  assert.match(tab.find("[role=alert]").textContent, /^以前抽过 1 题，清除以后会再抽到，不能恢复。/);
  tab.click("确定清除");
  assert.deepEqual([left(), tab.storage.getItem("quizgen.drawn")], ["可抽 3 题。", null]);
  for (const text of ["{", "7", "null"]) {
    tab.storage.setItem("quizgen.drawn", text);
    assert.equal(tab.view.setup.count(), 3);
  }
});

test("numbers outside their range are the usual ones", async () => {
  const tab = await setUp();
  for (const [label, key, standard, low, high] of [["每人几题", "each", 1, 1, 5], ["每题几分钟", "minutes", 0, 0, 30], ["几位评委", "judges", 1, 1, 9], ["每题满分", "full", 10, 1, 100]]) {
    const given = (value) => { set(tab, label, String(value)); return tab.view.setup.settings()[key]; };
    assert.deepEqual([given(low - 1), given(low), given(high), given(high + 1), given("x"), given(low + 0.6)], [standard, low, high, standard, standard, low + 1], label);
  }
});

test("a list with faults, and too few questions, are said before anything begins", async () => {
  const tab = await setUp();
  set(tab, "名单", "1 甲\n1 乙\n13800138000 丙");
  tab.click("开始");
  assert.equal(tab.all(".qp-fault p").length, 2);
  set(tab, "名单", "1 甲\n2 乙\n3 丙\n4 丁");
  tab.click("开始");
  assert.match(tab.find(".qp-fault").textContent, /只有 3 题，不够（要 4 题）/);
  set(tab, "名单", "1 甲\n2 乙");
  set(tab, "每人几题", "2");
  tab.click("开始");
  assert.match(tab.find(".qp-fault").textContent, /要 4 题/);
  assert.equal(tab.session.getItem("quizgen.panel"), null);
  set(tab, "名单", "1 甲");
  set(tab, "每人几题", "3");
  tab.click("开始");
  assert.ok(tab.find(".qp-stage"));
});

test("a list comes from a file, in UTF-8 or as older offices write it", async () => {
  const tab = await setUp(), file = tab.field("或者读入名单");
  tab.window.TextDecoder = TextDecoder;
  const bring = (read) => {
    Object.defineProperty(file, "files", { configurable: true, value: read ? [{ arrayBuffer: read }] : [] });
    file.dispatchEvent(new tab.window.Event("change"));
    return tab.idle();
  };
  await bring(() => Promise.resolve(Buffer.from("1 张三")));
  assert.equal(tab.field("名单").value, "1 张三");
  await bring(() => Promise.resolve(Buffer.from([0x31, 0x20, 0xd5, 0xc5, 0xcb, 0xc4])));
  assert.equal(tab.field("名单").value, "1 张四");
  await bring(null);
  assert.equal(tab.field("名单").value, "1 张四");
  await bring(() => Promise.reject(new Error("gone")));
  assert.match(tab.find(".qp-fault").textContent, /这个文件读不了/);
});

test("one key leads through: who, the question, the clock, the points, the next", async () => {
  const tab = await begun("001 测试甲\n002 测试乙", { "每人几题": "1" });
  same(assert, "draw-call", tab.main);
  assert.ok(tab.document.documentElement.classList.contains("qp-staged"));
  assert.equal(tab.app.live.textContent, "请001 测试甲抽题");
  await press(tab);
  same(assert, "draw-drawn", tab.main);
  assert.equal(tab.app.live.textContent, "题目已经显示");
  const id = tab.view.wall.session.current, minutes = tab.view.oral[id].minutes;
  assert.deepEqual(JSON.parse(tab.storage.getItem("quizgen.drawn")), [id]);
  tab.document.activeElement.blur(); // on a button the browser itself makes a click of these keys
  await press(tab, " ");
  assert.equal(tab.view.wall.clock.textContent, minutes + ":00");
  tab.pass(1000);
  assert.equal(tab.view.wall.clock.textContent, minutes - 1 + ":59");
  tab.document.activeElement.blur();
  await press(tab, "Enter");
  same(assert, "draw-points", tab.main);
  assert.equal(tab.app.live.textContent, "要点已经显示");
  await press(tab, "ArrowRight");
  assert.equal(tab.find(".qp-who").textContent, "请 002 测试乙 抽题");
  await press(tab, "PageUp");
  assert.equal(step(tab), "points");
  await press(tab, "ArrowLeft");
  assert.equal(step(tab), "running");
  assert.match(tab.view.wall.clock.textContent, /（暂停）/);
});

test("nobody listed: one question after another", async () => {
  const tab = await begun("");
  assert.equal(tab.find(".qp-who").textContent, "第 1 题");
  assert.equal(tab.app.live.textContent, "下一题");
  for (let turn = 0; turn < 4; turn++) { await press(tab); }
  assert.equal(tab.find(".qp-who").textContent, "第 2 题");
  for (let turn = 0; turn < 8; turn++) { await press(tab); }
  await press(tab);
  assert.equal(tab.find(".qp-fault").textContent, "可抽的题已经抽完。");
});

test("several questions a person are numbered; a name alone will do", async () => {
  const tab = await begun("张三", { "每人几题": "2" });
  assert.equal(tab.find(".qp-who").textContent, "请 张三 抽题（第 1 题）");
  await press(tab);
  assert.equal(tab.find(".qp-who").textContent, "张三（第 1 题）");
});

test("a second press straight after the first does nothing; a key held down neither; a clock put back stops nothing", async () => {
  const tab = await begun("1 甲");
  tab.press("PageDown");
  tab.press("PageDown");
  assert.equal(step(tab), "drawn");
  tab.clock.ms += CALM - 1;
  tab.press("PageDown");
  tab.press("PageUp");
  assert.equal(step(tab), "drawn");
  tab.clock.ms += 1;
  tab.press("PageDown", { repeat: true });
  tab.press("PageUp", { repeat: true });
  assert.equal(step(tab), "drawn");
  tab.press("PageDown");
  assert.equal(step(tab), "running");
  tab.clock.ms -= 3600000;
  tab.press("PageDown");
  assert.equal(step(tab), "points");
});

test("keys with modifiers are left to the browser; a button under the focus keeps Enter and space, not the clicker", async () => {
  const tab = await begun("1 甲");
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }]) { assert.equal(tab.press("PageDown", more), false); }
  tab.button("抽题").focus();
  assert.deepEqual([tab.press("Enter"), tab.press(" ")], [false, false]);
  assert.equal(step(tab), "call");
  assert.equal(tab.press("PageDown"), true);
  assert.equal(step(tab), "drawn");
  assert.equal(tab.press("x"), false);
});

test("the clock pauses with P, B and the point, and goes on where it was", async () => {
  const tab = await begun("1 甲", { "每题几分钟": "2" });
  tab.press("p");
  await press(tab);
  assert.equal(tab.view.wall.clock.textContent, "2:00");
  await press(tab);
  tab.pass(30000);
  for (const key of ["p", "P", "b", "b", ".", "."]) {
    assert.equal(tab.press(key), true);
    tab.pass(key === "p" || key === "." ? 1000 : 0);
  }
  tab.click("暂停");
  const shown = tab.view.wall.clock.textContent;
  tab.pass(60000);
  assert.equal(tab.view.wall.clock.textContent, shown);
  assert.match(shown, /^1:2\d（暂停）$/);
  tab.click("继续计时");
  tab.pass(1000);
  assert.doesNotMatch(tab.view.wall.clock.textContent, /暂停/);
});

test("the time is late at ten seconds, over at nought, and that is said once", async () => {
  const tab = await begun("1 甲", { "每题几分钟": "1" });
  assert.equal(tab.view.wall.clock.hidden, true);
  await press(tab);
  await press(tab);
  const late = () => tab.view.wall.clock.classList.contains("qp-late");
  tab.pass(49999);
  assert.deepEqual([tab.view.wall.clock.textContent, late()], ["0:11", false]);
  tab.pass(1);
  assert.deepEqual([tab.view.wall.clock.textContent, late()], ["0:10", true]);
  tab.pass(9999);
  assert.equal(tab.view.wall.clock.textContent, "0:01");
  tab.pass(1);
  assert.deepEqual([tab.view.wall.clock.textContent, tab.app.live.textContent], ["时间到", "时间到"]);
  tab.app.announce("别的");
  tab.pass(1000);
  assert.equal(tab.app.live.textContent, "别的");
  await press(tab);
  assert.equal(tab.view.wall.clock.hidden, true);
});

test("scores: typed and noted, counted also when nobody pressed, refused when they are none", async () => {
  const tab = await begun("1 甲\n2 乙", { "几位评委": "2" });
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  const fields = () => tab.all(".qp-scores input");
  assert.deepEqual(tab.texts(".qp-scores label"), ["评委 1", "评委 2"]);
  tab.type(fields()[0], "８");
  tab.type(fields()[1], "11");
  tab.click("记分");
  assert.match(tab.find(".qp-result").textContent, /0 到 10/);
  await press(tab);
  assert.equal(step(tab), "points");
  tab.type(fields()[1], " 9.5 ");
  tab.click("记分");
  assert.equal(tab.find(".qp-result").textContent, "得分 8.75");
  assert.equal(tab.document.activeElement.textContent, "下一个");
  assert.deepEqual(session(tab).results[0].scores, ["8", "9.5"]);
  const kept = tab.view.wall.session;
  await press(tab);
  assert.equal(step(tab), "call");
  assert.equal(tab.view.wall.session.results.length, kept.results.length);
  await press(tab, "PageUp");
  assert.deepEqual(fields().map((field) => field.value), ["8", "9.5"]);
  assert.equal(tab.find(".qp-result").textContent, "得分 8.75");
  await press(tab);
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  tab.type(fields()[0], "7");
  tab.type(fields()[1], "8");
  fields()[1].focus();
  assert.equal(tab.press("Enter"), false);
  assert.equal(tab.press("PageDown", { repeat: true }), true);
  await press(tab);
  assert.equal(tab.view.wall.session.results.length, 2);
  assert.equal(tab.find("h2").textContent, "结果");
});

test("no score at all is no fault; in a field the clicker still turns the page", async () => {
  const tab = await begun("1 甲\n2 乙");
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  assert.equal(tab.find(".qp-scores label").textContent, "得分");
  tab.find(".qp-scores input").focus();
  await press(tab, "PageUp");
  assert.equal(step(tab), "running");
  await press(tab);
  tab.find(".qp-scores input").focus();
  await press(tab);
  assert.equal(step(tab), "call");
});

test("the results: a table to copy and to save; back to the draw while it is not over", async () => {
  const tab = await begun("1 甲\n2 乙");
  assert.equal(tab.button("看结果"), null);
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  tab.type(tab.find(".qp-scores input"), "9");
  tab.click("记分");
  tab.click("看结果");
  same(assert, "draw-results", tab.view.wall.face);
  tab.click("存成 CSV");
  assert.deepEqual([tab.saved[0].name, tab.saved[0].type], ["现场抽题结果.csv", "text/csv"]);
  assert.match(tab.saved[0].text, /^\ufeff编号,姓名,题号,各评委,得分\r\n1,甲,OR-000\d,9,9\r\n$/);
  let copied = "";
  tab.document.execCommand = () => { copied = tab.document.body.lastChild.value; return true; };
  tab.click("复制");
  assert.equal(tab.find(".qp-result").textContent, "已复制，可以粘贴到表格里。");
  assert.match(copied, /^编号\t姓名.*\n1\t甲\tOR-000\d\t9\t9$/);
  assert.equal(tab.find("textarea"), null);
  for (const work of [() => false, () => { throw new Error("no"); }]) {
    tab.document.execCommand = work;
    tab.click("复制");
    assert.match(tab.find(".qp-result").textContent, /请用“存成 CSV”/);
  }
  tab.click("回到抽题");
  assert.ok(tab.find(".qp-wall-stem"));
  for (let turn = 0; turn < 5; turn++) { await press(tab); }
  assert.equal(tab.find("h2").textContent, "结果");
  assert.deepEqual([tab.button("回到抽题"), tab.button("下一个")], [null, null]);
});

test("a reload goes on where it was: nothing drawn twice, five steps back", async () => {
  const tab = await begun("1 甲\n2 乙");
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  const again = await (async () => {
    const found = new Tab({ hash: "draw", storage: tab.storage, session: tab.session, clock: tab.clock });
    await found.until(() => found.find(".qp-stage"));
    return found;
  })();
  assert.deepEqual(plain(again.view.wall.session), plain(tab.view.wall.session));
  for (let turn = 0; turn < 6; turn++) { await press(again); }
  assert.equal(session(again).past.length, 5);
  const fresh = await setUp({ storage: tab.storage });
  assert.equal(fresh.view.setup.left.textContent, "可抽 1 题，另有 2 题以前抽过。");
});

test("ending asks first; then names and scores are gone, what was drawn is remembered", async () => {
  const tab = await begun("1 甲");
  await press(tab);
  tab.click("结束");
  assert.equal(tab.document.activeElement.textContent, "确定结束");
  tab.click("不结束");
  assert.equal(tab.button("确定结束"), null);
  tab.click("结束");
  tab.click("确定结束");
  assert.ok(tab.find("form.qp-card"));
  assert.deepEqual([tab.session.getItem("quizgen.panel"), tab.document.documentElement.className], [null, ""]);
  assert.match(tab.view.setup.left.textContent, /另有 1 题以前抽过/);
  assert.deepEqual(tab.timers.filter((timer) => timer && timer.ms === 250), []);
  assert.equal(tab.press("PageDown"), false);
  tab.click("开始");
  assert.ok(tab.find(".qp-stage"));
  await tab.turn("home");
  assert.equal(tab.document.documentElement.className, "");
});

test("what the browser does not keep is said, and so is a browser without full screen", async () => {
  const session = new Storage(3), tab = await begun("1 甲", {}, { session });
  assert.match(tab.find(".qp-stage-bar").textContent, /不要刷新/);
  const local = await begun("1 甲", {}, { storage: new Storage(1) });
  assert.match(local.find(".qp-stage-bar").textContent, /不要刷新/);
  const kept = await begun("1 甲");
  assert.doesNotMatch(kept.find(".qp-stage-bar").textContent, /不要刷新/);
  const root = kept.document.documentElement, done = [];
  kept.click("全屏");
  root.requestFullscreen = () => { done.push("in"); return Promise.reject(new Error("no")); };
  kept.click("全屏");
  await kept.idle();
  assert.match(kept.app.live.textContent, /请按 F11/);
  Object.defineProperty(kept.document, "fullscreenElement", { value: root });
  kept.document.exitFullscreen = () => { done.push("out"); };
  kept.click("全屏");
  assert.deepEqual(done, ["in", "out"]);
});

test("a written question on the wall: options as letters, the key with its letters, the explanation", async () => {
  const given = pool();
  for (const [kind, name] of [["single", "单选"], ["multiple", "多选"], ["true_false", "判断"], ["fill", "填空"], ["short", "简答"]]) {
    const only = Object.assign({}, given, { entries: given.entries.filter((entry) => given.kinds[entry[1]] === kind).slice(0, 1) });
    const tab = await begun("", { [name]: true, "口答题": true }, { pool: only });
    await press(tab);
    await tab.until(() => tab.find(".qp-wall-stem"));
    assert.equal(tab.view.wall.clock.textContent, "1:00");
    await press(tab);
    await press(tab);
    await tab.until(() => tab.find(".qp-wall-points"));
    same(assert, "draw-wall-" + kind, tab.view.wall.face);
    await press(tab, "PageUp");
    await tab.until(() => tab.find(".qp-wall-stem"));
    assert.equal(tab.find(".qp-wall-points"), null);
  }
});

test("a question that cannot be loaded or is gone: said on the wall, tried again, or drawn anew", async () => {
  const given = files(), missing = given["q02.js"], few = pool();
  few.entries = few.entries.filter((entry) => entry[0] === "BB-0009");
  delete given["q02.js"];
  const tab = await begun("", { "单选": true, "口答题": true }, { pool: few, files: given });
  await press(tab);
  await tab.until(() => tab.find(".qp-fault"));
  assert.match(tab.find(".qp-fault").textContent, /读不到题目文件 q02/);
  given["q02.js"] = missing;
  tab.click("再试一次");
  await tab.until(() => tab.find(".qp-wall-stem"));
  assert.equal(tab.all(".qp-wall-stem").length, 1);
  const gone = await begun("", { "单选": true, "口答题": true }, { pool: few, files: Object.assign(files(), { "q02.js": "" }) });
  await press(gone);
  await gone.until(() => gone.find(".qp-fault"));
  assert.match(gone.find(".qp-fault").textContent, /请点“退一步”重新抽/);
  assert.equal(gone.button("再试一次"), null);
});

test("a question that comes late is not shown over the next step; nor is anything after leaving", async () => {
  const few = pool();
  few.entries = few.entries.filter((entry) => entry[0] === "BB-0009");
  const tab = await begun("", { "单选": true, "口答题": true }, { pool: few });
  tab.clock.ms += CALM;
  tab.press("PageDown");
  tab.clock.ms += CALM;
  tab.press("PageDown");
  await tab.until(() => tab.find(".qp-wall-stem"));
  await tab.idle();
  assert.equal(tab.all(".qp-wall-stem").length, 1);
  const left = new Tab({ hash: "draw" });
  await left.turn("home");
  await left.idle();
  assert.equal(left.find("form"), null);
});

test("no spoken questions to be read: said", async () => {
  const tab = new Tab({ hash: "draw", files: { "q01.js": "" } });
  await tab.until(() => tab.find(".qp-fault"));
  assert.match(tab.find(".qp-fault").textContent, /oral\.js/);
});

test("five judges and the highest and lowest dropped", async () => {
  const tab = await begun("1 甲", { "几位评委": "5", "五位评委以上": true });
  for (let turn = 0; turn < 3; turn++) { await press(tab); }
  ["0", "8", "9", "9", "10"].forEach((text, at) => tab.type(tab.all(".qp-scores input")[at], text));
  tab.click("记分");
  assert.equal(tab.find(".qp-result").textContent, "得分 8.67");
});
