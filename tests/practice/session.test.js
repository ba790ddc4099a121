"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, DAY, START, plain, same } = require("./tab.js");
const { Storage } = require("./storage.js");
const { QUESTIONS, IDS, files, pool } = require("./bank.js");

const ids = (tab) => plain(tab.view.ids);
const counts = (tab) => plain(Object.fromEntries(Object.keys(tab.kept().questions).map((id) => [id, tab.Quizgen.state.counts(tab.kept().questions[id])])));

/* A tab at a view, the first question on the screen. */
async function at(hash, given) {
  const tab = new Tab(Object.assign({ hash }, given));
  await tab.asked();
  return tab;
}

test("a question answered right: said, noted, with the next time; the next one comes", async () => {
  const tab = await at("kind/single");
  same(assert, "session-asked", tab.main);
  const id = await tab.give(true);
  same(assert, "session-right", tab.main);
  assert.equal(tab.app.live.textContent, "✓ 答对了。下次复习：11月25日");
  assert.equal(tab.document.activeElement.textContent, "下一题");
  assert.deepEqual(counts(tab), { [id]: [0, 1] });
  tab.click("下一题");
  await tab.until(() => tab.view.id !== id);
  assert.equal(tab.find(".qp-count").textContent, "第 2 题，共 2 题；对 1，错 0");
});

test("wrong, in part and in half: what each is called and counts as", async () => {
  const said = [];
  for (const [id, work] of [
    ["AA-0001", (tab) => tab.fill(false)], ["AA-0004", (tab) => tab.type(tab.view.asked.bodies[0].inputs[0], "甲")],
    ["BB-0006", (tab) => tab.judged = [0]], ["BB-0006", (tab) => tab.judged = [1]], ["BB-0006", (tab) => tab.judged = [0, 1]], ["BB-0006", (tab) => tab.judged = []]
  ]) {
    const tab = await at("kind/" + QUESTIONS[id].kind);
    tab.view.again([id]);
    await tab.until(() => tab.view.id === id && tab.button("提交"));
    work(tab);
    tab.click("提交");
    if (tab.judged) {
      tab.judged.forEach((place) => tab.all(".qp-points input")[place].click());
      tab.click("记下自评");
    }
    same(assert, "session-" + id + "-" + (tab.judged || ["x"]).join(""), tab.main);
    said.push([tab.find(".qp-result strong").textContent, tab.kept().questions[id].ok, Boolean(tab.button("蒙对的")), plain(tab.view.round.tally()), plain(tab.view.round.missed())]);
  }
  const right = { right: 1, wrong: 0 }, wrong = { right: 0, wrong: 1 };
  assert.deepEqual(said, [
    ["✗ 答错了", 0, false, wrong, ["AA-0001"]], ["△ 答对一部分，按答错记", 0, false, wrong, ["AA-0004"]], ["△ 答对一部分，按答错记", 0, false, wrong, ["BB-0006"]],
    ["△ 答对一部分", 1, false, right, []], ["✓ 答对了", 2, false, right, []], ["✗ 答错了", 0, false, wrong, ["BB-0006"]]
  ]);
});

test("half the scoring points is enough where one judges oneself", async () => {
  const given = files();
  given["q02.js"] = given["q02.js"].replace('"1/4"', '"1/2"').replace('"3/4"', '"1/2"');
  const tab = await at("kind/short", { files: given });
  tab.click("提交");
  tab.all(".qp-points input")[0].click();
  tab.click("记下自评");
  assert.equal(tab.find(".qp-result strong").textContent, "△ 答对一部分");
});

test("“蒙对的”: asked sooner, counted once, said; only once", async () => {
  const tab = await at("kind/true_false"), id = await tab.give(true), right = tab.kept().questions[id].due;
  const promised = tab.button("蒙对的").title;
  tab.click("蒙对的");
  const kept = tab.kept().questions[id], day = new Date(kept.due * DAY);
  assert.ok(kept.due < right);
  assert.equal(promised, (day.getUTCMonth() + 1) + "月" + day.getUTCDate() + "日再来");
  assert.deepEqual([kept.ok, counts(tab)[id]], [1, [0, 1]]);
  assert.equal(tab.find(".qp-due").textContent, "记作蒙对，下次复习：" + promised.slice(0, -2));
  assert.equal(tab.app.live.textContent, tab.find(".qp-due").textContent);
  assert.equal(tab.button("蒙对的"), null);
  assert.equal(tab.document.activeElement.textContent, "下一题");
  tab.press("g");
  assert.equal(tab.kept().questions[id].last, kept.last);
});

test("“蒙对的” after another tab answered the same question, or all was erased: nothing is changed, and it is said", async () => {
  for (const work of [(store, id) => store.answer(id, 0), (store) => store.erase()]) {
    const storage = new Storage(), tab = await at("kind/true_false", { storage }), id = await tab.give(true);
    const other = new Tab({ storage });
    work(other.app.store, id);
    const before = plain(tab.kept());
    tab.click("蒙对的");
    assert.match(tab.find(".qp-due").textContent, /没有改记/);
    assert.deepEqual(tab.kept().questions, before.questions);
  }
});

test("nothing answered: said before the question, with a way to it, and taken back when something is", async () => {
  const tab = await at("kind/single");
  tab.click("提交");
  same(assert, "session-nothing", tab.main);
  assert.equal(tab.document.activeElement.className, "qp-fault");
  tab.click("提交");
  assert.equal(tab.all(".qp-fault").length, 1);
  tab.click("去作答");
  assert.equal(tab.document.activeElement.type, "radio");
  tab.fill(true);
  assert.equal(tab.find(".qp-fault"), null);
  assert.equal(tab.storage.getItem("quizgen.practice"), null);
  const short = await at("kind/short");
  short.click("提交");
  assert.equal(short.find(".qp-fault"), null);
});

test("an answer counts once, however often the form is sent", async () => {
  const given = files();
  given["q01.js"] = given["q01.js"].replace('["甲","子"],["乙"]', '["甲"]');
  for (const [hash, wanted] of [["kind/fill", [0, 1]], ["kind/single", [0, 1]], ["kind/short", [0, 1]]]) {
    const tab = await at(hash, { files: given }), id = await tab.give(true);
    tab.view.turn.form.dispatchEvent(new tab.window.Event("submit", { bubbles: true, cancelable: true }));
    tab.view.turn.form.requestSubmit();
    assert.deepEqual(counts(tab)[id], wanted, hash);
    assert.equal(tab.all(".qp-result").length, 1);
  }
});

test("the next question may be answered just so", async () => {
  const tab = await at("kind/single");
  await tab.give(true);
  tab.click("下一题");
  await tab.until(() => tab.button("提交"));
  await tab.give(false);
  assert.equal(Object.keys(tab.kept().questions).length, 2);
  tab.click("下一题");
  same(assert, "session-end", tab.main);
  assert.equal(tab.app.live.textContent, "做了 2 题：答对 1 题，答错 1 题。");
  tab.click("再练答错的 1 题");
  await tab.until(() => tab.button("提交"));
  assert.equal(tab.find(".qp-count").textContent, "第 1 题，共 1 题");
  await tab.give(true);
  tab.click("下一题");
  assert.equal(tab.button("再练答错的"), null);
});

test("skipping goes on and notes nothing", async () => {
  const tab = await at("kind/single");
  for (let turn = 0; turn < 2; turn++) {
    await tab.until(() => tab.button("跳过"));
    tab.click("跳过");
    await tab.idle();
  }
  assert.equal(tab.find(".qp-empty").textContent, "这一轮没有作答。");
  assert.equal(tab.storage.getItem("quizgen.practice"), null);
});

test("a favourite is set and taken back where it stands", async () => {
  const tab = await at("kind/single"), star = tab.button("☆ 收藏"), id = tab.view.id;
  star.click();
  assert.deepEqual([star.textContent, star.getAttribute("aria-pressed"), tab.kept().favourites[id][0]], ["★ 已收藏", "true", 1]);
  await tab.turn("favourites");
  await tab.until(() => tab.view.id === id && tab.button("★ 已收藏"));
  tab.click("★ 已收藏");
  assert.deepEqual([tab.button("☆ 收藏").getAttribute("aria-pressed"), tab.kept().favourites[id][0]], ["false", 0]);
  await tab.turn("home");
  await tab.turn("favourites");
  assert.match(tab.find(".qp-empty").textContent, /还没有收藏/);
});

test("letters and figures choose, Enter submits and goes on, N goes on, G is a guess", async () => {
  const tab = await at("kind/single");
  assert.equal(tab.press("b"), true);
  assert.equal(tab.view.asked.bodies[0].inputs[1].checked, true);
  tab.press("1");
  assert.equal(tab.view.asked.bodies[0].inputs[0].checked, true);
  tab.press("H");
  assert.equal(tab.press("Enter"), true);
  assert.ok(tab.find(".qp-result"));
  assert.equal(tab.press("a"), false);
  const first = tab.view.id;
  tab.press("n");
  await tab.until(() => tab.view.id && tab.view.id !== first);
  tab.fill(true);
  tab.press("Enter");
  const id = tab.view.id;
  tab.press("g");
  assert.equal(tab.kept().questions[id].ok, 1);
  tab.document.activeElement.blur();
  tab.press("Enter");
  assert.equal(tab.find(".qp-empty").textContent, "做了 2 题：答对 " + (tab.kept().questions[first].ok ? 2 : 1) + " 题，答错 " + (tab.kept().questions[first].ok ? 0 : 1) + " 题。");
  assert.equal(tab.press("n"), false);
});

test("Enter on a button does what the button says", async () => {
  const tab = await at("kind/single");
  tab.button("跳过").focus();
  assert.equal(tab.press("Enter"), false);
  assert.equal(tab.find(".qp-fault"), null);
});

test("modes: what each asks, in which order, and what it says when there is nothing", async () => {
  const tab = new Tab(), asked = {};
  const store = tab.app.store;
  store.answers([["AA-0001", 0], ["AA-0001", 0], ["AA-0003", 2], ["BB-0008", 0]]);
  store.flag("favourites", "AA-0004", true);
  tab.clock.ms += 30 * DAY;
  for (const hash of ["topic/" + encodeURIComponent("明责"), "topic/" + encodeURIComponent("明责") + "/" + encodeURIComponent("书"), "source/yi", "kind/case", "order", "random",
    "recite", "recite/" + encodeURIComponent("问责"), "favourites", "new", "weak", "wrong/-/-", "wrong/" + encodeURIComponent("问责") + "/-", "wrong/-/single", "review", "daily", "challenge"]) {
    await tab.turn(hash);
    await tab.asked();
    asked[decodeURIComponent(hash)] = [tab.find("h2").textContent, ids(tab).sort().map((id) => id.slice(-2)).join(" ")];
  }
  const all = "01 02 03 04 05 06 07 08 09 10";
  assert.deepEqual(asked, {
    "topic/明责": ["按专题：明责", "01 02 03 04 05"], "topic/明责/书": ["按专题：明责 · 书", "04 05"], "source/yi": ["按来源：乙文", "01 04 07 10"],
    "kind/case": ["按题型：案例", "07 10"], order: ["顺序练习", all], random: ["随机练习", all], recite: ["背题", all], "recite/问责": ["背题：问责", "06 07 08 09 10"],
    favourites: ["收藏的题", "04"], "new": ["没做过的题", "02 04 05 06 07 09 10"], weak: ["易错的题", "01"], "wrong/-/-": ["练错题", "01 08"],
    "wrong/问责/-": ["练错题：问责", "08"], "wrong/-/single": ["练错题：单选", "01"], review: ["间隔复习", "01 03 08"], daily: ["每日一练", all], challenge: ["挑战：答错为止", "01 02 03 04 05 08 09"]
  });
  assert.equal(tab.document.title, "挑战：答错为止 - 练习");
  const fresh = new Tab(), said = {};
  for (const hash of ["favourites", "weak", "wrong/-/-", "review", "kind/nothing", "source/nothing"]) {
    await fresh.turn(hash);
    said[hash] = [fresh.find("h2").textContent, fresh.find(".qp-empty").textContent];
  }
  assert.deepEqual(said, {
    favourites: ["收藏的题", "还没有收藏。练习时点“收藏”，题目就会到这里来。"], weak: ["易错的题", "还没有易错的题：做过两次以上、三分之一以上答错的题会到这里来。"],
    "wrong/-/-": ["练错题", "这里没有错题。"], review: ["间隔复习", "今天没有到期的题。"], "kind/nothing": ["按题型：nothing", "这里没有题。"], "source/nothing": ["按来源：nothing", "这里没有题。"]
  });
  fresh.app.store.answers(IDS.map((id) => [id, 2]));
  await fresh.turn("new");
  assert.equal(fresh.find(".qp-empty").textContent, "所有的题都做过了。");
});

test("topics, sources and kinds are asked at random, the others in their order", async () => {
  const first = new Set();
  for (let turn = 0; turn < 12; turn++) {
    const tab = await at("random");
    for (let more = 0; more < turn; more++) { tab.app.chance.word(); }
    tab.view.anew();
    first.add(ids(tab).join());
  }
  assert.ok(first.size > 8);
  const tab = await at("recite");
  assert.deepEqual(ids(tab), IDS);
});

test("in order: the place is kept, and it is the number in the bank", async () => {
  const storage = new Storage(), tab = await at("order", { storage });
  assert.equal(tab.find(".qp-count").textContent, "第 1 题，共 10 题");
  await tab.give(true);
  const again = await at("order", { storage });
  assert.deepEqual(again.kept().places.order, ["AA-0001", START]);
  assert.equal(again.find(".qp-count").textContent, "第 2 题，共 10 题；对 1，错 0");
  assert.equal(again.view.id, "AA-0002");
  await again.give(false);
  assert.equal(again.find(".qp-count").textContent, "第 2 题，共 10 题；对 1，错 1");
  again.app.rounds.clear();
  const later = await at("order", { storage });
  assert.deepEqual([later.view.id, later.find(".qp-count").textContent], ["AA-0003", "第 3 题，共 10 题"]);
});

test("the ten of a day: the same all day in every tab, less those done; new ones the next day", async () => {
  const storage = new Storage(), clock = { ms: START }, tab = await at("daily", { storage, clock }), ten = ids(tab);
  assert.deepEqual(plain(tab.kept().places.daily), [{ day: 20779, ids: ten }, START]);
  const done = await tab.give(true), again = await at("daily", { storage, clock });
  assert.deepEqual([ids(again), again.view.at], [ten, 1]);
  again.app.store.answers(ten.filter((id) => id !== done).map((id) => [id, 2]));
  again.app.rounds.clear();
  again.app.show();
  assert.equal(again.find(".qp-empty").textContent, "今天的十题做完了，明天再来。");
  clock.ms += DAY;
  again.app.show();
  assert.equal(ids(again).length, 10);
  assert.equal(again.kept().places.daily[0].day, 20780);
});

test("of the ten of a day those that have left the bank drop out", async () => {
  const storage = new Storage();
  await at("daily", { storage });
  const tab = await at("daily", { storage, pool: pool(IDS.slice(2)) });
  assert.deepEqual(ids(tab).sort(), IDS.slice(2));
});

test("due today: no more than the cap, less what was reviewed today; new ones do not count against it", async () => {
  const tab = new Tab(), { Quizgen, app } = tab;
  const due = () => plain(Quizgen.modes.dueToday(app)).length;
  app.store.answers(IDS.slice(0, 6).map((id) => [id, 0]));
  tab.clock.ms += 3 * DAY;
  assert.equal(due(), 6);
  app.store.set("cap", 4);
  assert.equal(due(), 4);
  app.store.answer("AA-0001", 2);
  assert.equal(due(), 3);
  app.store.answer("BB-0010", 2);
  assert.equal(due(), 3);
  app.store.answers([["AA-0002", 2], ["AA-0003", 2], ["AA-0004", 2]]);
  assert.equal(due(), 0);
});

test("reciting shows the key at once, notes nothing, and goes both ways, with arrows too", async () => {
  const tab = await at("recite");
  same(assert, "session-recite", tab.main);
  assert.equal(tab.find("[aria-label='上一题']").disabled, true);
  tab.press("ArrowLeft");
  assert.equal(tab.view.at, 0);
  tab.press("ArrowRight");
  await tab.until(() => tab.view.id === "AA-0002");
  tab.click("下一题");
  await tab.until(() => tab.view.id === "AA-0003");
  tab.find("[aria-label='上一题']").click();
  await tab.until(() => tab.view.id === "AA-0002");
  tab.press("ArrowLeft");
  await tab.until(() => tab.view.id === "AA-0001");
  assert.equal(tab.storage.getItem("quizgen.practice"), null);
  tab.view.goTo(9);
  await tab.until(() => tab.view.id === "BB-0010");
  tab.view.next();
  assert.equal(tab.find(".qp-empty").textContent, "背完了。");
});

test("the challenge ends at the first mistake; the best is kept and told", async () => {
  const storage = new Storage(), clock = { ms: START };
  let seed = 0;
  const play = async (rights) => {
    const tab = await at("challenge", { storage, clock, seed: seed += 1 });
    for (let turn = 0; turn < rights; turn++) {
      const id = await tab.give(true);
      tab.click("下一题");
      await tab.until(() => tab.view.id !== id);
    }
    await tab.give(false);
    assert.equal(tab.button("下一题"), null);
    tab.click("看结果");
    return tab;
  };
  const first = await play(2);
  same(assert, "session-challenge", first.main);
  assert.deepEqual(Object.values(first.kept().exams), [{ at: START, title: "挑战", challenge: 2 }]);
  assert.match((await play(1)).main.textContent, /连对 1 题；最好的一次是 2 题/);
  assert.match((await play(2)).main.textContent, /连对 2 题；最好的一次是 2 题/);
  const none = await play(0);
  assert.match(none.main.textContent, /连对 0 题；最好的一次是 2 题/);
  assert.equal(Object.keys(none.kept().exams).length, 3);
  await none.turn("home");
  assert.equal(none.button("挑战").textContent, "挑战 最好 2");
});

test("a question that cannot be loaded says so and can be tried again; one gone from the bank is passed over", async () => {
  const given = files(), missing = given["q02.js"];
  delete given["q02.js"];
  const tab = new Tab({ hash: "kind/short", files: given });
  await tab.until(() => tab.find(".qp-fault"));
  assert.match(tab.find(".qp-fault").textContent, /读不到题目文件 q02\.js/);
  assert.equal(tab.errors.length, 1);
  given["q02.js"] = missing.replace("BB-0006", "XX-0006");
  tab.click("再试一次");
  await tab.until(() => tab.find(".qp-empty"));
  assert.equal(tab.find(".qp-fault"), null);
  given["q02.js"] = missing;
  const later = new Tab({ hash: "kind/short", files: Object.assign({}, given, { "q02.js": undefined }) });
  await later.until(() => later.find(".qp-fault"));
  await later.turn("recite/" + encodeURIComponent("明责"));
  await later.asked();
  assert.equal(later.find(".qp-fault"), null);
});

test("a view that was left while its question was loading does not come back", async () => {
  const tab = new Tab({ hash: "kind/short" });
  await tab.turn("book");
  await tab.idle();
  assert.equal(tab.find(".qp-body"), null);
  assert.equal(tab.find("h2").textContent, "错题本");
});

test("a topic leads on to reciting it", async () => {
  const tab = await at("topic/" + encodeURIComponent("明责") + "/" + encodeURIComponent("书"));
  assert.equal(decodeURIComponent(tab.button("背这个专题").getAttribute("href")), "#/recite/明责/书");
  assert.equal((await at("kind/fill")).button("背这个专题"), null);
});
