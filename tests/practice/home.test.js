"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, DAY, START, DENIED, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const { IDS, pool } = require("./bank.js");

/* Answered, missed, marked, some days ago and today; the clock is at START then. */
function practised(given) {
  const clock = { ms: START - 3 * DAY }, tab = new Tab(Object.assign({ clock }, given)), { store } = tab.app;
  store.answers([["AA-0001", 0], ["AA-0001", 0], ["BB-0008", 0], ["AA-0003", 2]]);
  clock.ms = START - DAY;
  store.answers([["AA-0001", 0], ["BB-0006", 1], ["BB-0006", 0], ["AA-0002", 2]]);
  store.flag("favourites", "AA-0004", true);
  store.flag("pins", "BB-0008", true);
  clock.ms = START;
  tab.app.show();
  return tab;
}

test("the first view, for a newcomer and for one who has practised", async () => {
  const tab = practised();
  await tab.turn("home");
  same(assert, "home", [new Tab().main, tab.main]);
});

test("the first view: an exam that waits, the ten begun, the place in order, the best challenge", async () => {
  const tab = practised();
  tab.app.desk.write(tab.Quizgen.sitting.begin({ id: "plain", minutes: 10 }, [{ id: "AA-0001", section: 0, order: [0, 1] }], "x", START, "standard", "d"));
  await tab.turn("daily");
  tab.app.store.answers([["AA-0005", 2], ["BB-0007", 2]]);
  tab.app.store.change((state) => {
    state.places.order = ["AA-0001", START];
    state.exams.a = { at: START, title: "挑战", challenge: 3 };
    state.exams.b = { at: START, title: "挑战", challenge: 7 };
  });
  await tab.turn("home");
  const text = tab.main.textContent;
  for (const said of ["今天 10 题，还有 8 题", "有一场还没有交卷", "顺序 接着上次", "挑战 最好 7", "近 7 天学习了 3 天"]) { assert.ok(text.includes(said), said + " in " + text); }
});

test("days studied: seven days back with today, days of which nothing is left do not count", () => {
  const tab = new Tab();
  const said = (days) => {
    tab.app.store.change((state) => { state.days = days; });
    tab.app.show();
    return tab.find(".qp-now .qp-quiet").textContent.replace("填考试日期", "").trim();
  };
  assert.equal(said({ 20779: { a: 1 }, 20773: { b: 2 } }), "近 7 天学习了 2 天。");
  assert.equal(said({ 20772: { a: 1 }, 20780: { a: 1 } }), "");
  assert.equal(said({ 20778: { a: 0, b: 0 } }), "");
  assert.equal(said({ 20778: { a: 0, b: 1 } }), "近 7 天学习了 1 天。");
});

test("what another tab answers is seen at once, and the focus stays on its link", () => {
  const storage = new Storage(), tab = new Tab({ storage }), other = new Tab({ storage });
  tab.button("错题本").focus();
  other.app.store.answer("AA-0001", 0);
  tab.hear();
  assert.equal(tab.button("错题本").textContent, "错题本 1");
  assert.equal(tab.document.activeElement, tab.button("错题本"));
  tab.hear("something else");
  other.app.store.answer("AA-0003", 0);
  tab.hear("something else");
  assert.equal(tab.button("错题本").textContent, "错题本 1");
  tab.hear(null);
  assert.equal(tab.button("错题本").textContent, "错题本 2");
});

test("at midnight the view is made anew, and only then", () => {
  const tab = practised();
  tab.app.show();
  tab.pass(DAY * 3);
  assert.match(tab.main.textContent, /复习到期的 5 题/);
  const before = tab.find("h2");
  tab.pass(20000);
  assert.equal(tab.find("h2"), before);
  tab.clock.ms += DAY;
  tab.document.dispatchEvent(new tab.window.Event("visibilitychange"));
  assert.notEqual(tab.find("h2"), before);
  assert.ok(tab.timers.some((timer) => timer.ms === 20000));
});

test("routes: the title, the focus on the heading, unknown ones lead home, also names of the language", async () => {
  const tab = new Tab();
  assert.equal(tab.document.title, "练习 - 站名");
  assert.notEqual(tab.document.activeElement.tagName, "H2");
  await tab.turn("book");
  assert.equal(tab.document.title, "错题本 - 练习");
  assert.equal(tab.document.activeElement.textContent, "错题本");
  for (const hash of ["nothing", "constructor", "toString", "%E0%A4%A"]) {
    await tab.turn(hash);
    assert.equal(tab.find("h2").textContent, "今天", hash);
  }
  await tab.turn("topic/" + encodeURIComponent("明责"));
  assert.equal(tab.find("h2").textContent, "按专题：明责");
  await tab.turn("");
  assert.deepEqual([tab.find("h2").textContent, tab.document.title], ["今天", "练习 - 站名"]);
  assert.equal(tab.app.go("home"), "home");
  assert.equal(tab.window.location.hash, "#/home");
  const shown = tab.view;
  tab.app.go("home");
  assert.notEqual(tab.view, shown);
});

test("the same words twice are heard twice", () => {
  const { app } = new Tab();
  app.announce("甲");
  assert.equal(app.live.textContent, "甲");
  app.announce("甲");
  assert.equal(app.live.textContent, "甲\u00a0");
  app.announce("甲");
  assert.equal(app.live.textContent, "甲");
});

test("single keys: not in text, not with modifiers, not when switched off", async () => {
  const tab = new Tab({ hash: "kind/single" });
  await tab.asked();
  const pressed = [];
  tab.app.keys = { x: () => { pressed.push("x"); }, y: () => false, Enter: () => { pressed.push("Enter"); } };
  assert.deepEqual([tab.press("x"), tab.press("X"), tab.press("y"), tab.press("z"), tab.press("Enter")], [true, true, false, false, true]);
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }]) { assert.equal(tab.press("x", more), false); }
  const box = tab.main.appendChild(tab.document.createElement("input"));
  for (const [type, taken] of [["text", false], ["number", false], ["radio", true], ["checkbox", true], ["button", true], ["submit", true]]) {
    box.type = type;
    box.focus();
    assert.equal(tab.press("x"), taken, type);
  }
  for (const name of ["textarea", "select"]) {
    tab.main.appendChild(tab.document.createElement(name)).focus();
    assert.equal(tab.press("x"), false, name);
  }
  tab.document.activeElement.blur();
  tab.app.store.set("keys", false);
  assert.equal(tab.press("x"), false);
  assert.deepEqual(pressed, ["x", "x", "Enter", "x", "x", "x", "x"]);
});

test("troubles are said in words, once each, and taken back", () => {
  const said = (tab) => tab.texts(".qp-notice p");
  assert.match(said(new Tab({ storage: null }))[0], /不让本页保存记录/);
  assert.match(said(new Tab({ storage: DENIED }))[0], /不让本页保存记录/);
  const storage = new Storage(), tab = new Tab({ storage });
  assert.deepEqual(said(tab), []);
  storage.limit = 3;
  tab.app.store.answer("AA-0001", 0);
  assert.match(said(tab)[0], /存储已满/);
  const shown = tab.find(".qp-notice p");
  tab.app.store.answer("AA-0001", 0);
  assert.equal(tab.find(".qp-notice p"), shown);
  storage.limit = Infinity;
  tab.app.store.answer("AA-0001", 0);
  assert.deepEqual(said(tab), []);
  storage.setItem("quizgen.practice", JSON.stringify({ format: "quizgen-practice", version: 5, device: "x" }));
  tab.hear();
  assert.match(said(tab)[0], /更新版本的网站写的/);
});

test("a page opened from a folder says what that means until it is told that it is known", () => {
  const storage = new Storage(), address = "file:///tmp/lianxi.html", tab = new Tab({ address, storage });
  assert.match(tab.texts(".qp-notice p")[0], /从文件夹直接打开/);
  tab.click("知道了");
  assert.deepEqual(tab.texts(".qp-notice p"), []);
  assert.deepEqual(new Tab({ address, storage }).texts(".qp-notice p"), []);
  assert.deepEqual(new Tab({ storage }).texts(".qp-notice p"), []);
  const full = new Tab({ address, storage: null });
  assert.equal(full.texts(".qp-notice p").length, 1);
});

test("a damaged copy is given to the reader, and no longer spoken of when told so", () => {
  const storage = new Storage();
  storage.setItem("quizgen.practice", "{damaged");
  const tab = new Tab({ storage });
  same(assert, "home-damaged", tab.app.notice);
  tab.click("存成文件");
  assert.deepEqual(tab.saved, [{ name: "损坏的练习记录.json", text: "{damaged", type: "application/json" }]);
  tab.click("不再提示");
  assert.deepEqual(tab.texts(".qp-notice p"), []);
  assert.equal(storage.getItem("quizgen.practice.damaged"), null);
});

test("a page without data, and one that cannot open, say so in their place", () => {
  const tab = new Tab({ pool: null });
  assert.match(tab.find("#qp-app").textContent, /读不到题库数据/);
  const broken = new Tab({ pool: { data: 1 } });
  assert.match(broken.find("#qp-app").textContent, /^练习页没能打开：/);
  assert.equal(broken.errors.length, 1);
  assert.deepEqual(new Tab({ body: "<p>别的</p>" }).find("p").textContent, "别的");
});

test("the book: what went wrong, how often and when; narrowed by topic and kind; pinned and printed", async () => {
  const tab = practised({ hash: "book" });
  await tab.until(() => tab.all(".qp-book > li").length === 3);
  same(assert, "book", tab.main);
  const selects = tab.all("select"), choose = (at, value) => {
    selects[at].value = value;
    selects[at].dispatchEvent(new tab.window.Event("change"));
  };
  choose(0, "明责");
  await tab.until(() => tab.all(".qp-book > li").length === 1);
  assert.equal(tab.find(".qp-count").textContent, "共 1 题；专题：明责");
  assert.equal(decodeURIComponent(tab.button("练这些错题").getAttribute("href")), "#/wrong/明责/-");
  choose(1, "short");
  await tab.until(() => tab.find(".qp-empty"));
  assert.equal(tab.find(".qp-empty").textContent, "这里没有错题。");
  choose(0, "");
  await tab.until(() => tab.all(".qp-book > li").length === 1);
  assert.equal(tab.find(".qp-count").textContent, "共 1 题；题型：简答");
  assert.equal(tab.button("练这些错题").getAttribute("href"), "#/wrong/-/short");
  tab.button("留在本里").focus();
  tab.click("留在本里");
  await tab.until(() => tab.button("已留在本里"));
  assert.equal(tab.kept().pins["BB-0006"][0], 1);
  assert.equal(tab.document.activeElement, tab.button("已留在本里"));
  tab.click("已留在本里");
  await tab.until(() => tab.button("留在本里"));
  assert.equal(tab.kept().pins["BB-0006"][0], 0);
  assert.equal(tab.button("打印").getAttribute("href"), "#/print/wrong/-/short");
  const details = tab.find("details"), open = () => details.dispatchEvent(new tab.window.Event("toggle"));
  open();
  assert.equal(details.querySelector(".qp-body"), null);
  details.open = true;
  open();
  open();
  assert.equal(details.querySelectorAll(".qp-body").length, 1);
  assert.match(details.textContent, /参考要点第一点/);
});

test("the book follows what another tab answers; it says how many right answers lead out", async () => {
  const storage = new Storage(), tab = practised({ hash: "book", storage });
  await tab.until(() => tab.find(".qp-book"));
  const other = new Tab({ storage, clock: tab.clock });
  other.app.store.set("retireAfter", 4);
  other.app.store.answer("BB-0009", 0);
  tab.hear();
  await tab.until(() => tab.all(".qp-book > li").length === 4);
  assert.match(other.main.textContent, /今天/);
  await other.turn("book");
  assert.match(other.find(".qp-quiet").textContent, /连续答对 4 次就移出/);
});

test("a question in the book that left the bank is not listed", async () => {
  const tab = practised({ hash: "book", pool: pool(IDS.slice(1)) });
  await tab.until(() => tab.all(".qp-book > li").length === 2);
});

test("levels, where the bank says them: a choice of the builder, a table of progress, a chip beside the question", async () => {
  const given = pool();
  given.depths = ["记忆", "理解", "应用"];
  ["AA-0001", "AA-0003", "BB-0008"].forEach((id, at) => given.entries.filter((row) => row[0] === id)[0].push([2, 0, 2][at]));
  const tab = practised({ pool: given });
  await tab.turn("builder");
  assert.deepEqual([...tab.field("层次").options].map((one) => one.textContent), ["不限", "记忆", "应用"]);
  await tab.turn("progress");
  const rows = Array.from(tab.main.querySelectorAll("table")[1].querySelectorAll("tr")).map((row) => row.textContent);
  assert.equal(rows[0], "层次题数做过最近答对到期");
  assert.deepEqual(rows.slice(1).map((row) => row.slice(0, 2)), ["记忆", "应用"]);
  await tab.turn("depth/" + encodeURIComponent("应用"));
  assert.match(tab.main.textContent, /按层次：应用/);
});

test("progress by topic, with the sum", async () => {
  const tab = practised();
  await tab.turn("progress");
  same(assert, "progress", tab.main);
  const empty = new Tab({ hash: "progress" });
  assert.deepEqual(empty.all("tbody tr").map((row) => row.textContent), ["明责50（0%）0（—）0", "问责50（0%）0（—）0", "合计100（0%）0（—）0"]);
});

test("settings: kept when sensible, put back when not", () => {
  const tab = new Tab({ hash: "progress" }), set = (label, value) => {
    const field = tab.field(label);
    field.value = value;
    field.dispatchEvent(new tab.window.Event("change"));
    return field.value;
  };
  const kept = (key) => { const all = tab.kept(); return all && all.settings[key] ? all.settings[key][0] : undefined; };
  for (const [label, key, good, bad, standard] of [["连续答对", "retireAfter", ["1", "9"], ["0", "10"], "2"], ["每天最多", "cap", ["1", "500"], ["0", "501"], "50"]]) {
    assert.equal(tab.field(label).value, standard);
    bad.forEach((value) => { assert.equal(set(label, value), standard); assert.equal(kept(key), undefined); });
    good.forEach((value) => { set(label, value); assert.equal(kept(key), Number(value)); });
    assert.equal(set(label, bad[0]), good[1]);
    set(label, "3.4");
    assert.equal(kept(key), 3);
  }
  set("考试日期", "2026-12-01");
  assert.equal(kept("examDay"), 20788);
  tab.app.show();
  assert.equal(tab.field("考试日期").value, "2026-12-01");
  set("考试日期", "");
  assert.equal(kept("examDay"), null);
  assert.equal(tab.field("使用单键").checked, true);
  tab.field("使用单键").click();
  assert.equal(kept("keys"), false);
  tab.app.show();
  assert.equal(tab.field("使用单键").checked, false);
});

test("what another tab sets is shown, but not over what is being typed", () => {
  const storage = new Storage(), tab = new Tab({ hash: "progress", storage }), other = new Tab({ storage });
  tab.field("每天最多").focus();
  tab.field("每天最多").value = "33";
  other.app.store.set("cap", 7);
  other.app.store.answer("AA-0001", 2);
  tab.hear();
  assert.equal(tab.field("每天最多").value, "33");
  assert.match(tab.find("tbody tr").textContent, /1（20%）/);
  tab.document.activeElement.blur();
  other.app.store.set("cap", 8);
  tab.hear();
  assert.equal(tab.field("每天最多").value, "8");
});

test("carrying over: a file, a code; to another device; what is none is told apart", async () => {
  const tab = practised(), other = new Tab({ hash: "progress", seed: 9 });
  await tab.turn("progress");
  tab.click("导出成文件");
  assert.deepEqual([tab.saved[0].name, tab.saved[0].type], ["练习记录-2026-11-22.json", "application/json"]);
  assert.deepEqual(JSON.parse(tab.saved[0].text), tab.kept());
  tab.click("生成粘贴码");
  const code = tab.field("粘贴码").value;
  assert.equal(tab.texts(".qp-result")[0], "粘贴码共 " + code.length + " 个字母，已选中，请复制。");
  assert.equal(tab.document.activeElement, tab.field("粘贴码"));
  const paste = (text) => {
    other.field("粘贴码").value = text;
    other.click("导入粘贴码");
    return other.texts(".qp-result")[0];
  };
  assert.equal(paste("  "), "还没有粘贴。");
  assert.equal(paste("\ufeff " + code.slice(0, 9) + "\n" + code.slice(9)), "已合并，新增 8 次作答。");
  assert.match(other.find("tbody tr").textContent, /3（60%）/);
  assert.equal(paste(code), "已合并，新增 0 次作答。");
  assert.match(paste("QZ2.x"), /损坏.*什么也没有改动/);
  assert.match(paste("abc"), /不是练习记录/);
  assert.match(paste('{"kind":"自测成绩"}'), /自测成绩，不是练习记录/);
  assert.match(paste('{"kind":"别的"}'), /不是练习记录，或者/);
  assert.match(paste('{"format":"quizgen-practice","version":9,"device":"x"}'), /更新版本的网站写的/);
  const part = JSON.parse(tab.saved[0].text);
  part.pins.x = 1;
  part.pins.y = 1;
  assert.equal(paste(JSON.stringify(part)), "已合并，新增 0 次作答。有 2 处读不出来，已略过，其余都合并了。");
  const file = other.field("导入文件"), bring = (text) => {
    Object.defineProperty(file, "files", { configurable: true, value: text === null ? [] : [{ text }] });
    file.dispatchEvent(new other.window.Event("change"));
    return other.idle();
  };
  other.app.store.erase();
  await bring(() => Promise.resolve(tab.saved[0].text));
  assert.equal(other.texts(".qp-result")[0], "已合并，新增 8 次作答。");
  await bring(() => Promise.reject(new Error("gone")));
  assert.match(other.texts(".qp-result")[0], /损坏/);
  other.texts(".qp-result");
  await bring(null);
  assert.match(other.texts(".qp-result")[0], /损坏/);
});

test("erasing asks first; then everything is gone, the exam too", () => {
  const storage = new Storage(), tab = practised({ hash: "progress", storage });
  tab.app.desk.write(tab.Quizgen.sitting.begin({ id: "plain", minutes: 10 }, [{ id: "AA-0001", section: 0, order: [0, 1] }], "x", START, "standard", "d"));
  const sure = tab.button("确定，全部清除").parentNode;
  assert.equal(sure.hidden, true);
  tab.click("清除记录");
  assert.deepEqual([sure.hidden, tab.document.activeElement.textContent], [false, "确定，全部清除"]);
  tab.click("不清除");
  assert.equal(sure.hidden, true);
  assert.equal(Object.keys(tab.kept().questions).length, 5);
  tab.app.store.set("cap", 3);
  tab.app.show();
  tab.click("清除记录");
  tab.click("确定，全部清除");
  assert.deepEqual([tab.kept().questions, tab.kept().settings, storage.getItem("quizgen.exam")], [{}, {}, null]);
  assert.equal(tab.texts(".qp-result")[1], "已清除本机的全部练习记录。");
  assert.match(tab.find("tbody tr").textContent, /0（0%）/);
  assert.equal(tab.field("每天最多").value, "50");
  assert.equal(tab.button("确定，全部清除").parentNode.hidden, true);
});

test("the pool: the index, plans with ids for places, files fetched once, what is gone left out", async () => {
  const tab = new Tab(), { pool: found } = tab.app;
  assert.deepEqual(plain(found.entries[0]), { id: "AA-0001", kind: "single", topic: "明责/清单", level: "easy", sources: ["jia", "yi"] });
  assert.deepEqual(plain(found.entries[1].sources), ["jia"]);
  assert.deepEqual(plain(found.topTopics()), ["明责", "问责"]);
  const made = found.placed({ sections: [1] }, { cells: [2], groups: [[0, 3], [9]], enemies: { 0: [3, 9] }, trees: [3] });
  assert.deepEqual(plain(made), { sections: [1], cells: [2], groups: [["AA-0001", "AA-0004"], ["BB-0010"]], enemies: { "AA-0001": ["AA-0004", "BB-0010"] }, trees: [3] });
  assert.equal(await found.plan({ id: "none" }), null);
  assert.deepEqual(plain((await found.plan({ id: "case" })).groups), [["BB-0010"], ["AA-0002"]]);
  const both = await Promise.all([found.load(["AA-0001", "AA-0002"]), found.load(["AA-0003", "XX-0001", "BB-0006"])]);
  assert.deepEqual(both.map((one) => Object.keys(one)), [["AA-0001", "AA-0002"], ["AA-0003", "BB-0006"]]);
  assert.deepEqual(tab.fetched, ["plans.js", "q01.js", "q02.js"]);
  assert.deepEqual(Object.keys(await found.load(["AA-0001"])), ["AA-0001"]);
  assert.deepEqual([tab.fetched.length, tab.find("script").getAttribute("src")], [3, "assets/practice/plans.js"]);
  assert.equal((await found.oral()).length, 3);
  assert.deepEqual(plain(tab.window.quizgenQuestions), {});
});
