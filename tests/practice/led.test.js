"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { Tab, DAY, START, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const { load } = require("./load.js");

const { people } = load("people");

test("people as they are pasted: blanks that only widen, names of several parts, numbers before and behind", () => {
  const read = (text) => plain(people.read(text).people).map((one) => (one.number ? one.number + "|" : "") + one.name);
  assert.deepEqual(read("张　三\n李 四\n欧 阳 某\n王 小明\n欧阳　某某"), ["张三", "李四", "欧阳某", "王小明", "欧阳某某"]);
  assert.deepEqual(read("买买提 艾力\n阿卜杜拉·买买提\nJohn Smith\n001 古丽·某某"), ["买买提 艾力", "阿卜杜拉·买买提", "John Smith", "001|古丽·某某"]);
  assert.deepEqual(read("2026001 张三\n张三 2026002\n２０２６００３ 李四\n1. 王五\n（2）赵六\n3、孙七"), [
    "2026001|张三", "2026002|张三", "2026003|李四", "1|王五", "2|赵六", "3|孙七"]);
  assert.deepEqual(read("张三、李四、王　五"), ["张三", "李四", "王五"]);
  assert.deepEqual(read("1\tA01\t张三\t某办公室\n2\tA02\t李四\t某局"), ["A01|张三", "A02|李四"]);
});

test("people below a heading: columns in any order, quotes as in CSV, no number, a name with a comma in it", () => {
  const read = (text) => plain(people.read(text).people).map((one) => [one.number, one.name]);
  assert.deepEqual(read("姓名\t单位\t编号\n张　三\t某办\t2026001\n\"李四\"\t某局\t２０２６００２"), [["2026001", "张三"], ["2026002", "李四"]]);
  assert.deepEqual(read("序号,考号,姓名\n1,A01,\"张三\"\n2,A02,李四"), [["A01", "张三"], ["A02", "李四"]]);
  assert.deepEqual(read("单位，姓名\n某办，\"Li, Si\""), [["", "Li, Si"]]);
  assert.deepEqual(read("姓名 编号\n买买提 艾力 001\n张三 002"), [["001", "买买提 艾力"], ["002", "张三"]]);
  assert.deepEqual(read("序号\t姓名\n1\t张三\n2\t李四"), [["1", "张三"], ["2", "李四"]]);
  assert.deepEqual(read("姓名\n张三\n李四"), [["", "张三"], ["", "李四"]]);
  assert.match(people.read("张三\n张三").faults[0], /同名的请都写上编号/);
});

test("single letters beside a unit or a post are one name; where it cannot be told, the line is named instead of misread", () => {
  const read = (text) => {
    const found = plain(people.read(text));
    return found.people.map((one) => (one.number ? one.number + "|" : "") + one.name).concat(found.faults);
  };
  assert.deepEqual(read("某办　李　四\n某局　王小五\n城关镇 科长 赵 六"), ["李四", "王小五", "赵六"]);
  assert.deepEqual(read("26001 某办 李　四\n2. 某办 王　五\n26003 某办 赵 小 六"), ["26001|李四", "2|王五", "26003|赵小六"]);
  assert.deepEqual(read("李　四　某办\n王　五　某办"), ["李四", "王五"]);
  assert.deepEqual(read("综合监督 李 四\n综合监督 王 小 五"), ["李四", "王小五"]);
  assert.deepEqual(read("张小明 组 长"), ["张小明"]);
  assert.deepEqual(read("欧阳 明 月\n王 小 二\n诸葛　某"), ["欧阳明月", "王小二", "诸葛某"]);
  const unsure = "：分不清哪几个字是姓名";
  assert.deepEqual(read("监察 李 四\n张三").map((text) => text.slice(0, 16)), ["张三", "第 1 行" + unsure]);
  assert.deepEqual(read("某办 李 四 张 三"), ["第 1 行" + unsure + "（某办 李 四 张 三），请在单位、职务和姓名之间加逗号"]);
  assert.deepEqual(read("单位 姓名\n监察 李 四"), ["李四"]);
  assert.deepEqual(read("单位　姓　名\n监察　李　四"), ["李四"]);
});

test("a choice: its route tells it whole, what cannot be is left out", () => {
  const { choice } = new Tab().Quizgen;
  const one = choice.make({ count: 5, topic: "明责/清单", kind: "single", level: "易", which: "wrong", source: "jia", depth: "记忆" });
  const parts = choice.href(one).slice(6).split("/").map(decodeURIComponent);
  assert.deepEqual(plain(choice.read(parts)), plain(one));
  assert.deepEqual(plain(choice.read([])), plain(choice.make()));
  assert.deepEqual(plain(choice.read(["-3", "-", "-", "-", "nothing"])), plain(choice.make()));
  assert.equal(choice.read(["0"]).count, 0);
  assert.equal(choice.words(one, { kinds: { single: "单选" }, sources: [["jia", "甲文"]] }), "错题本里的，明责 · 清单，单选，难度易，记忆，甲文");
});

test("which questions a choice gives, of each sort, and so many of them", () => {
  const tab = new Tab({ clock: { ms: START - 3 * DAY } }), { store, pool, chance } = tab.app, { choice } = tab.Quizgen;
  store.answers([["AA-0001", 0], ["AA-0001", 0], ["AA-0003", 2]]);
  store.flag("favourites", "AA-0004", true);
  tab.clock.ms = START;
  const given = (more) => plain(choice.matching(pool.entries, store.state, store.today(), choice.make(more))).sort();
  assert.deepEqual(given({ which: "wrong" }), ["AA-0001"]);
  assert.deepEqual(given({ which: "weak" }), ["AA-0001"]);
  assert.deepEqual(given({ which: "kept" }), ["AA-0004"]);
  assert.deepEqual(given({ which: "due" }), ["AA-0001", "AA-0003"]);
  assert.deepEqual(given({ which: "new", topic: "明责" }), ["AA-0002", "AA-0004", "AA-0005"]);
  assert.equal(given({ level: "easy" }).length, 10);
  assert.equal(given({ level: "hard" }).length, 0);
  assert.equal(choice.take(given({}), choice.make({ count: 4 }), chance).length, 4);
  assert.equal(choice.take(given({}), choice.make({ count: 0 }), chance).length, 10);
  assert.deepEqual(plain(choice.take(["a", "b", "c"], choice.make({ count: 1, which: "due" }), chance)), ["a"]);
});

test("another set of the same, ten more: where a run leads", () => {
  const { modes } = new Tab().Quizgen;
  assert.deepEqual(plain(modes.again("set", ["5", "明责"])), { href: "#/set/5/" + encodeURIComponent("明责") + "/-/-/-/-/-", text: "再来一组" });
  assert.match(modes.again("topic", ["明责", "书"]).href, new RegExp("^#/set/10/" + encodeURIComponent("明责/书")));
  assert.match(modes.again("kind", ["single"]).href, /^#\/set\/10\/-\/single/);
  assert.deepEqual(plain(modes.again("daily", [])), { href: "#/ten", text: "再来十题" });
  assert.deepEqual([modes.again("recite", []), modes.again("challenge", [])], [null, null]);
});

test("the one thing to do: the exam, then what was begun, what is due, the ten, ten more", async () => {
  const tab = new Tab({ clock: { ms: START } }), first = () => { tab.app.show(); return tab.find(".qp-first strong").textContent; };
  assert.equal(first(), "今天 10 题");
  tab.app.store.change((state) => { state.places.daily = [{ day: tab.app.store.today(), ids: ["AA-0001"] }, START]; });
  assert.equal(first(), "今天 10 题，还有 1 题");
  tab.app.store.answer("AA-0001", 2);
  assert.equal(first(), "再来十题");
  tab.app.store.change((state) => { state.questions["AA-0001"].due = tab.app.store.today(); state.questions["AA-0001"].day -= 1; });
  assert.equal(first(), "复习到期的 1 题");
  tab.app.store.set("examDay", tab.app.store.today());
  first();
  assert.match(tab.find(".qp-now").textContent, /今天考试。/);
  tab.app.store.set("examDay", tab.app.store.today() - 1);
  first();
  assert.match(tab.find(".qp-now").textContent, /填考试日期/);
  tab.app.desk.write(tab.Quizgen.sitting.begin({ id: "plain", minutes: 10 }, [{ id: "AA-0001", section: 0, order: [0, 1] }], "x", START, "standard", "d"));
  assert.equal(first(), "继续模拟考试");
});

test("what was chosen, in words, whatever the kind; what does not fit the question any more says nothing", () => {
  const tab = new Tab(), { rows } = tab.Quizgen, { QUESTIONS } = require("./bank.js");
  const said = (question, answer) => {
    const box = tab.document.createElement("p"), put = (child) => {
      if (Array.isArray(child)) { child.forEach(put); } else if (child) { box.append(child); }
    };
    put(rows.chosen(question, answer));
    return box.textContent;
  };
  assert.equal(said(QUESTIONS["AA-0001"], { options: [1] }), "三");
  assert.equal(said(QUESTIONS["AA-0002"], { options: [0, 3, 9, -1] }), "二；五");
  assert.equal(said(QUESTIONS["AA-0003"], { truth: false }), "×（错误）");
  assert.equal(said(QUESTIONS["AA-0003"], {}), "");
  assert.equal(said(QUESTIONS["AA-0004"], { blanks: ["丙", ""] }), "丙；（没有填）");
  assert.equal(said(QUESTIONS["BB-0006"], { text: "写的" }), "写的");
  assert.equal(said(QUESTIONS["BB-0007"], { parts: [{ truth: true }] }), "（1）√（正确） （2）");
  const matching = { kind: "matching", pairs: [["甲", "子"], ["乙", "丑"]], others: [["寅", ""]] };
  assert.equal(said(matching, { places: [3, null] }), "甲 — 丑；乙 — —");
  assert.equal(said({ kind: "ordering", items: ["甲", "乙"] }, { places: [1, 7] }), "乙 → —");
});

test("a copy of version 2 is taken over whole; notes of two devices stay both, and one edit takes their place", () => {
  const old = JSON.parse(fs.readFileSync(path.join(__dirname, "version-2.json"), "utf8"));
  const tab = new Tab(), { store } = tab.app, { state, stored, merge } = tab.Quizgen;
  const found = stored.read(JSON.stringify(old));
  assert.deepEqual([found.dropped, found.state.version], [0, 3]);
  assert.deepEqual(plain(found.state.questions), old.questions);
  assert.deepEqual(plain(found.state.exams), old.exams);
  assert.deepEqual(plain(store.bring(JSON.stringify(old))), { added: 5, dropped: 0 });
  const a = state.empty("a"), b = state.empty("b");
  state.write(a, "XM-0019", "甲的笔记", 1);
  state.write(b, "XM-0019", "乙的笔记", 2);
  const both = merge.merge(a, b);
  assert.equal(state.note(both, "XM-0019"), "甲的笔记\n乙的笔记");
  assert.deepEqual(plain(merge.merge(b, a).notes), plain(both.notes));
  assert.deepEqual(plain(merge.merge(both, b)), plain(both));
  state.write(both, "XM-0019", "合成一条", 3);
  assert.equal(state.note(merge.merge(merge.merge(a, b), both), "XM-0019"), "合成一条");
  const bad = Object.assign(JSON.parse(JSON.stringify(a)), {
    notes: { x: { a: [1, 2] }, y: { a: ["好", 2] } }, chosen: { x: [{ options: "no" }, 1], y: [{ options: [1] }, 1], z: [{ parts: [7] }, 1] }, doubts: { x: 1 }
  });
  const checked = stored.read(JSON.stringify(bad));
  assert.equal(checked.dropped, 4);
  assert.deepEqual([Object.keys(checked.state.notes), Object.keys(checked.state.chosen)].map(plain), [["y"], ["y"]]);
});

test("taken out of the book until the next mistake; what is too long is not kept as chosen", () => {
  const storage = new Storage(), tab = new Tab({ storage }), { store } = tab.app, { state } = tab.Quizgen;
  store.answer("AA-0001", 0, { options: [1] });
  assert.deepEqual(plain(store.state.chosen["AA-0001"][0]), { options: [1] });
  tab.clock.ms += 1;
  store.flag("removed", "AA-0001", true);
  assert.equal(state.inBook(store.state, "AA-0001"), false);
  store.flag("removed", "AA-0001", false);
  assert.equal(state.inBook(store.state, "AA-0001"), true);
  store.flag("removed", "AA-0001", true);
  tab.clock.ms += 1;
  store.answer("AA-0001", 2, { options: [0] });
  assert.deepEqual(plain(store.state.chosen["AA-0001"][0]), { options: [1] });
  store.answer("AA-0001", 0, { text: "长".repeat(3000) });
  assert.equal(state.inBook(store.state, "AA-0001"), true);
  assert.equal(store.state.chosen["AA-0001"], undefined);
});

test("a sheet of paper: every kind with room for its answer, the keys behind, with the reasons when wanted", async () => {
  const tab = new Tab({ hash: "print/order" });
  await tab.until(() => tab.find(".qp-paper-keys"));
  same(assert, "handout", tab.main);
  const boxes = tab.all("input[type=checkbox]"), paper = tab.find(".qp-paper");
  assert.ok(paper.classList.contains("qp-no-reasons"));
  boxes[0].click();
  boxes[1].click();
  assert.deepEqual([...paper.classList], ["qp-paper", "qp-no-keys"]);
  assert.ok(tab.document.documentElement.classList.contains("qp-printing"));
  tab.click("打印");
  assert.equal(tab.printed, 1);
  await tab.turn("print/favourites");
  assert.match(tab.find(".qp-empty").textContent, /还没有收藏/);
  await tab.turn("home");
  assert.ok(!tab.document.documentElement.classList.contains("qp-printing"));
  await tab.turn("print/nothing");
  await tab.until(() => tab.find("h2") && tab.find("h2").textContent === "今天");
});

test("what was read goes along: both ways, whatever is broken is left out", () => {
  const reading = (value) => { const storage = new Storage(); if (value) { storage.setItem("quizgen.reading", value); } return storage; };
  const from = new Tab({ storage: reading('{"pages":{"a.html":[1,5],"b.html":[0.4,9]},"steps":{"l#x/1":[1,3]},"last":[["b.html","乙","",""],9]}') });
  const text = new from.Quizgen.Transfer(from.app).text();
  const to = new Tab({ storage: reading('{"pages":{"a.html":[0.5,7],"c.html":7},"steps":{"l#x/1":[0,4]},"last":7}'), hash: "transfer" });
  to.field("粘贴码").value = to.Quizgen.code.write(text);
  to.click("导入粘贴码");
  assert.deepEqual(JSON.parse(to.storage.getItem("quizgen.reading")), {
    pages: { "a.html": [1, 7], "b.html": [0.4, 9] }, steps: { "l#x/1": [0, 4] }, last: [["b.html", "乙", "", ""], 9]
  });
  const none = new Tab({ storage: reading("{") });
  assert.equal(JSON.parse(new none.Quizgen.Transfer(none.app).text()).reading, undefined);
});

test("a list without a heading: names are told from units and posts, and it is said which column was taken", () => {
  const read = (text) => {
    const found = plain(people.read(text));
    return [found.column].concat(found.people.map((one) => (one.number ? one.number + "|" : "") + one.name));
  };
  assert.deepEqual(read("市水务局\t张三\n市水务局\t李小四\n城关镇\t欧阳某某"), [2, "张三", "李小四", "欧阳某某"]);
  assert.deepEqual(read("某办,26001,科长,王五\n某科,26002,主任,赵　六"), [4, "26001|王五", "26002|赵六"]);
  assert.deepEqual(read("26001\t张三\t市水务局\n26002\t李科\t某办"), [2, "26001|张三", "26002|李科"]);
  assert.deepEqual(read("第一支部\t男\t买买提·某某\n第一支部\t女\tJohn Smith"), [3, "买买提·某某", "John Smith"]);
  assert.deepEqual(read("测试甲\t测试乙\n测试丙\t测试丁"), [1, "测试甲", "测试丙"]);
  assert.deepEqual(read("市水务局 张三\n某办　李四\n市水务局 王小五"), [2, "张三", "李四", "王小五"]);
  assert.deepEqual(read("1\t张三\n2\t李四"), [0, "1|张三", "2|李四"]);
  assert.deepEqual(read("单位\t姓名\n某局\t张三"), [0, "张三"]);
});
