"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { Tab, DAY, START, plain } = require("./tab.js");
const { Storage } = require("./storage.js");
const { IDS, pool, files } = require("./bank.js");

/* A tab at a view, the first question on the screen. */
async function at(hash, given) {
  const tab = new Tab(Object.assign({ hash }, given));
  await tab.asked();
  return tab;
}

const heads = (storage) => JSON.parse(storage.getItem("quizgen.rounds")).rounds;
const told = (tab) => [tab.view.id, tab.find(".qp-count").textContent];

/* Go on to the next question and wait for it. */
async function onwards(tab) {
  const id = tab.view.id;
  tab.click("下一题");
  await tab.until(() => tab.view.id && tab.view.id !== id);
}

test("every mode goes on where it was left, in another tab and on another day of the same device", async () => {
  for (const hash of ["topic/" + encodeURIComponent("明责"), "source/yi", "kind/single", "order", "random", "new", "challenge", "depth/x"].slice(0, 7)) {
    const storage = new Storage(), tab = await at(hash, { storage });
    const first = await tab.give(true);
    await onwards(tab);
    const there = told(tab), ids = plain(tab.view.ids), order = plain(tab.view.turn.order);
    const later = await at(hash, { storage, seed: 99, clock: { ms: START + DAY } });
    assert.deepEqual([told(later), plain(later.view.turn.order)], [there, order], hash);
    assert.ok(hash === "new" || ids.join() === plain(later.view.ids).join(), hash);
    later.find("[aria-label='上一题']").click();
    await later.until(() => later.view.id === first);
    assert.equal(later.find(".qp-result strong").textContent, "✓ 答对了", hash);
    assert.equal(later.find(".qp-due").textContent.slice(0, 5), "下次复习：");
    assert.equal(later.button("蒙对的"), null);
    assert.deepEqual(plain(later.Quizgen.state.counts(later.kept().questions[first])), [0, 1], "shown again, not counted again");
  }
});

test("reciting goes on at the same place, and begins anew when it came to its end", async () => {
  const storage = new Storage(), tab = await at("recite", { storage });
  await onwards(tab);
  await onwards(tab);
  assert.equal((await at("recite", { storage })).view.id, "AA-0003");
  tab.view.goTo(10);
  assert.equal(tab.find(".qp-empty").textContent, "背完了。");
  assert.equal((await at("recite", { storage })).view.id, "AA-0001");
});

test("what follows the record follows it: answered ones stay, others leave and come", async () => {
  const storage = new Storage(), tab = new Tab({ storage });
  ["AA-0001", "AA-0003", "BB-0008"].forEach((id) => tab.app.store.flag("favourites", id, true));
  await tab.turn("favourites");
  const first = await tab.give(true);
  tab.app.store.flag("favourites", "AA-0001", false);
  tab.app.store.flag("favourites", "BB-0008", false);
  tab.app.store.flag("favourites", "AA-0004", true);
  const later = await at("favourites", { storage });
  assert.deepEqual([first, plain(later.view.ids), later.view.id], ["AA-0001", ["AA-0001", "AA-0003", "AA-0004"], "AA-0003"]);
  const own = later.app.rounds.begin("favourites", ["BB-0009"]);
  await later.turn("home");
  await later.turn("favourites");
  await later.until(() => later.view.id === "BB-0009");
  assert.deepEqual([own.fixed, plain(later.view.ids)], [true, ["BB-0009"]]);
});

test("the ten and the due of another day are others", async () => {
  const storage = new Storage(), tab = await at("daily", { storage });
  await tab.give(true);
  const later = await at("daily", { storage, clock: { ms: START + DAY } });
  assert.equal(later.find(".qp-count").textContent, "第 1 题，共 10 题");
});

test("questions that have left the bank leave the round, answered or not", async () => {
  const storage = new Storage(), tab = await at("recite", { storage });
  await onwards(tab);
  await onwards(tab);
  const later = await at("recite", { storage, pool: pool(IDS.filter((id) => id !== "AA-0003" && id !== "AA-0001")) });
  assert.deepEqual([later.view.id, later.view.ids.length], ["AA-0004", 8]);
});

test("an answer whose options have changed since is asked anew", async () => {
  const storage = new Storage(), tab = await at("kind/fill", { storage }), changed = files();
  tab.view.again(["AA-0001"]);
  await tab.until(() => tab.view.id === "AA-0001");
  await tab.give(false);
  const state = tab.window.history.state;
  changed["q01.js"] = changed["q01.js"].replace('"wrong":[["三","三不对"],["四","四不对"],["五","五不对"]]', '"wrong":[["三","三不对"]]');
  const later = new Tab({ hash: "home", storage, files: changed });
  later.window.history.replaceState(plain(state), "");
  later.window.location.hash = "#/kind/fill";
  later.window.history.replaceState(plain(state), "");
  await later.until(() => later.button("提交"));
  assert.equal(later.view.id, "AA-0001");
});

test("what is being written is kept until it is submitted", async () => {
  const storage = new Storage(), tab = await at("kind/fill", { storage });
  tab.type(tab.find("input[type=text]"), "写了一半");
  const later = await at("kind/fill", { storage });
  assert.deepEqual([later.find("input[type=text]").value, heads(storage)[0].draft.answer.blanks[0]], ["写了一半", "写了一半"]);
  await later.give(true);
  assert.equal(heads(storage)[0].draft, null);
});

test("the answers of two tabs in one round both count", async () => {
  const storage = new Storage(), tab = await at("kind/true_false", { storage }), other = await at("kind/true_false", { storage });
  await tab.give(true);
  other.click("跳过");
  await other.asked();
  await other.give(false);
  assert.equal(Object.keys(JSON.parse(storage.getItem("quizgen.round.0")).given).length, 2);
  assert.equal(heads(storage)[0].done, 2);
});

test("a round begun anew in another tab is not written over; the answer counts all the same", async () => {
  const storage = new Storage(), tab = await at("kind/single", { storage }), other = await at("kind/single", { storage, seed: 9 });
  other.view.anew();
  await other.asked();
  const name = heads(storage)[0].name, id = await tab.give(true);
  assert.deepEqual([heads(storage).length, heads(storage)[0].name, heads(storage)[0].done], [1, name, 0]);
  assert.equal(tab.kept().questions[id].ok, 2);
});

test("a round from its beginning: its numbers show what came of each, and lead there", async () => {
  const tab = await at("kind/single");
  const first = await tab.give(false), words = () => tab.all(".qp-cell").map((cell) => cell.getAttribute("aria-label"));
  assert.deepEqual(words(), ["第 1 题，答错了", "第 2 题，没有做"]);
  tab.all(".qp-cell")[1].click();
  await tab.until(() => tab.view.id && tab.view.id !== first);
  assert.equal(tab.find(".qp-cell[aria-current]").textContent, "2");
  tab.click("2/2");
  tab.all(".qp-cell")[0].click();
  await tab.until(() => tab.view.id === first);
  assert.equal(tab.find("dialog"), null);
  tab.click("重新开始");
  await tab.until(() => tab.button("提交"));
  assert.deepEqual(words(), ["第 1 题，没有做", "第 2 题，没有做"]);
});

test("more than a hundred numbers are shown by the hundred", () => {
  const tab = new Tab(), picked = [], sheet = new tab.Quizgen.Sheet((place) => picked.push(place), "");
  sheet.paint({ count: 250, now: 120, state: (place) => ({ text: String(place + 1), css: "", words: "" }) });
  const texts = () => [...sheet.list.children].map((one) => one.textContent), blocks = () => sheet.blocks.querySelectorAll("button");
  assert.deepEqual([texts()[0], texts().length, sheet.blocks.textContent], ["101", 100, "‹101–200，共 250 题›"]);
  blocks()[1].click();
  assert.deepEqual([texts()[0], texts().length, blocks()[1].disabled], ["201", 50, true]);
  sheet.list.querySelectorAll("button")[3].click();
  assert.deepEqual(picked, [203]);
});

test("those passed over are asked again at the end, those answered wrong as well", async () => {
  const tab = await at("kind/single");
  tab.click("跳过");
  await tab.asked();
  await tab.give(false);
  tab.click("下一题");
  assert.deepEqual([Boolean(tab.button("再练答错的 1 题")), Boolean(tab.button("做跳过的 1 题"))], [true, true]);
  tab.find(".qp-dock button").click();
  await tab.until(() => tab.find(".qp-result"));
  tab.click("下一题");
  tab.click("做跳过的");
  await tab.asked();
  assert.equal(tab.view.ids.length, 1);
});

test("the rounds to go on with, the newest first; a finished one and one merely looked at are not among them", async () => {
  const storage = new Storage(), clock = { ms: START }, one = await at("kind/single", { storage, clock });
  await one.give(true);
  clock.ms += 5;
  const two = await at("topic/" + encodeURIComponent("问责"), { storage, clock });
  two.click("跳过");
  await at("random", { storage, clock });
  assert.deepEqual(plain(two.app.rounds.open(two.app)), [
    { href: "#/topic/" + encodeURIComponent("问责"), title: "按专题：问责", mode: "topic", at: 1, count: 5, done: 0, changed: START + 5 },
    { href: "#/kind/single", title: "按题型：单选", mode: "kind", at: 0, count: 2, done: 1, changed: START }
  ]);
  one.view.goTo(2);
  assert.equal(one.app.rounds.open(one.app).length, 1);
});

test("sixteen rounds are kept; one that is over makes room first, then one merely begun, then the oldest", () => {
  const storage = new Storage(), clock = { ms: START }, tab = new Tab({ storage, clock }), { rounds } = tab.app;
  const made = Array.from({ length: 16 }, (_one, at) => {
    clock.ms += 1;
    const round = rounds.begin("kind/" + at, ["AA-0001", "AA-0003"]);
    if (at !== 5) { round.note("AA-0001", { order: [0], answer: {}, ok: 2, due: 1 }); }
    return round;
  });
  made[9].close(true);
  const routes = () => heads(storage).map((head) => head.route.slice(5)), gone = [];
  for (const more of ["a", "b", "c"]) {
    const before = routes();
    clock.ms += 1;
    rounds.begin("kind/" + more, ["AA-0001"]).note("AA-0001", { order: [0], answer: {}, ok: 2, due: 1 });
    gone.push(...before.filter((route) => !routes().includes(route)));
  }
  assert.deepEqual([gone, heads(storage).length, new Set(heads(storage).map((head) => head.slot)).size], [["9", "5", "0"], 16, 16]);
});

test("without storage, and with a full one, a round lives as long as its page; damaged ones are none", async () => {
  for (const storage of [null, new Storage(5)]) {
    const tab = await at("kind/single", { storage }), first = await tab.give(true);
    await tab.turn("home");
    await tab.turn("kind/single");
    await tab.until(() => tab.view.id && tab.view.id !== first);
    assert.equal(tab.find(".qp-count").textContent, "第 2 题，共 2 题；对 1，错 0");
  }
  const storage = new Storage(), tab = await at("kind/single", { storage });
  await tab.give(true);
  const head = storage.getItem("quizgen.rounds"), body = storage.getItem("quizgen.round.0");
  for (const [key, text] of [["quizgen.rounds", "{"], ["quizgen.rounds", "7"], ["quizgen.rounds", head.replace('"at":0', '"at":-1')], ["quizgen.rounds", head.replace('"version":1', '"version":9')],
    ["quizgen.round.0", ""], ["quizgen.round.0", "[]"], ["quizgen.round.0", body.replace(/"ok":\d/, '"ok":7')], ["quizgen.round.0", body.replace('"ids":"', '"ids":7,"x":"')],
    ["quizgen.round.0", body.replace(/"name":"\w+"/, '"name":"other"')]]) {
    storage.setItem("quizgen.rounds", head);
    storage.setItem("quizgen.round.0", body);
    storage.setItem(key, text);
    assert.equal(new tab.Quizgen.rounds.Rounds(storage, tab.app.clock, tab.app.chance).find("kind/single"), null, key + text.slice(0, 30));
  }
});

test("erasing everything forgets the rounds as well", async () => {
  const storage = new Storage(), tab = await at("kind/single", { storage });
  await tab.give(true);
  await tab.turn("progress");
  tab.click("清除记录…");
  tab.click("确定，全部清除");
  assert.deepEqual([...storage.map.keys()].filter((key) => key.includes("round")), []);
});

test("the ids of a round taken up again: pure", () => {
  const { renewed } = new Tab().Quizgen.rounds, given = { b: {} };
  assert.deepEqual(plain([renewed(["a", "b", "c"], given, ["d", "c"], true), renewed(["a", "b", "c"], given, ["d", "c"], false), renewed([], {}, ["x"], true)]),
    [["b", "c", "d"], ["b", "c"], ["x"]]);
});

test("the least scroll that shows the most: nothing when all is there, the first when not everything fits", () => {
  const { least } = new Tab().Quizgen.Bar;
  assert.deepEqual([
    least([[100, 200], [300, 400]], 50, 500), least([[100, 200], [430, 540]], 50, 500), least([[20, 60], [300, 400]], 50, 500),
    least([[600, 700], [100, 200]], 50, 500), least([[600, 1200]], 50, 500), least([[300, 400], [-100, -20]], 50, 460)
  ], [0, 40, -30, 200, 550, 0]);
});
