"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");
const { Storage } = require("./storage.js");

const Quizgen = load("storage", "random", "fsrs", "state", "merge", "stored", "store");
const { state, chance } = Quizgen;

const clock = () => ({ ms: Date.UTC(2026, 10, 22, 4), offset: -480 });
const open = (storage, seed) => new Quizgen.Store(storage, clock, new chance.Chance([seed || 1, 2, 3, 4]));
const answers = (store, id) => plain(state.counts(store.state.questions[id]));

test("an answer is there after a reload", () => {
  const storage = new Storage();
  open(storage).answer("XM-0001", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 1]);
});

test("two tabs lose nothing to each other", () => {
  const storage = new Storage(), one = open(storage), other = open(storage);
  one.answer("XM-0001", state.RIGHT);
  other.answer("XM-0001", state.WRONG);
  one.answer("XM-0002", state.RIGHT);
  one.refresh();
  assert.deepEqual(answers(one, "XM-0001"), [1, 1]);
  assert.deepEqual(answers(open(storage), "XM-0002"), [0, 1]);
});

test("without storage practice goes on, and it is said", () => {
  const store = open(null);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.trouble, "denied");
  assert.deepEqual(answers(store, "XM-0001"), [0, 1]);
});

test("a full storage is said, the answer stays, and is kept when there is room again", () => {
  const storage = new Storage(400), store = open(storage);
  ["XM-0001", "XM-0002", "XM-0003"].forEach((id) => store.answer(id, state.RIGHT));
  assert.equal(store.trouble, "full");
  assert.deepEqual(answers(store, "XM-0003"), [0, 1]);
  storage.limit = Infinity;
  store.answer("XM-0004", state.RIGHT);
  assert.equal(store.trouble, "");
  assert.deepEqual(answers(open(storage), "XM-0003"), [0, 1]);
});

test("a damaged copy is put aside, not thrown away", () => {
  const storage = new Storage();
  storage.setItem("quizgen.practice", '{"format":"quizgen-pra');
  const store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.rescued, '{"format":"quizgen-pra');
  assert.equal(storage.getItem("quizgen.practice.damaged"), '{"format":"quizgen-pra');
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 1]);
});

test("a copy of a newer site is never written over", () => {
  const storage = new Storage(), text = JSON.stringify({ format: state.FORMAT, version: 9, device: "z" });
  storage.setItem("quizgen.practice", text);
  const store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.trouble, "future");
  assert.equal(storage.getItem("quizgen.practice"), text);
});

test("bringing the same file twice adds nothing the second time", () => {
  const there = open(new Storage(), 7), here = open(new Storage(), 8);
  there.answer("XM-0001", state.WRONG);
  here.answer("XM-0001", state.RIGHT);
  const text = JSON.stringify(there.state);
  assert.equal(here.bring(text).added, 1);
  assert.equal(here.bring(text).added, 0);
  assert.deepEqual(answers(here, "XM-0001"), [1, 1]);
});

test("erasing forgets everything, also for the other tab", () => {
  const storage = new Storage(), store = open(storage), other = open(storage);
  store.answer("XM-0001", state.RIGHT);
  store.erase();
  other.refresh();
  assert.deepEqual(plain(other.state.questions), {});
});

const KEY = "quizgen.practice", DAMAGED = KEY + ".damaged";

function answered(device, ids) {
  const copy = state.empty(device);
  ids.forEach((id) => state.answer(copy, id, state.RIGHT, clock(), { retireAfter: 2, examDay: null, retention: 0.9 }));
  return JSON.stringify(copy);
}

test("the same question twice, then a reload: both answers, in the order they were given", () => {
  const storage = new Storage(), store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  store.answer("XM-0002", state.RIGHT);
  store.answer("XM-0001", state.WRONG);
  const again = open(storage);
  assert.deepEqual(answers(again, "XM-0001"), [1, 1]);
  assert.equal(again.state.questions["XM-0001"].ok, state.WRONG);
  assert.deepEqual(answers(again, "XM-0002"), [0, 1]);
  assert.deepEqual(plain(again.state), plain(store.state));
  assert.deepEqual(Object.values(again.state.days).map((day) => Object.values(day)), [[3]]);
});

test("whatever is done is there after a reload just as it is now", () => {
  const storage = new Storage(), store = open(storage);
  const same = (what) => assert.deepEqual(plain(open(storage).state), plain(store.state), what);
  const noted = store.answer("XM-0001", state.RIGHT);
  same("answer");
  store.guess("XM-0001", noted);
  same("guess");
  assert.equal(open(storage).state.questions["XM-0001"].ok, state.GUESSED);
  store.answers([["XM-0001", state.WRONG], ["XM-0002", state.RIGHT]]);
  same("answers");
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 1]);
  store.flag("pins", "XM-0001", true);
  same("flag");
  assert.equal(open(storage).state.pins["XM-0001"][0], 1);
  store.flag("pins", "XM-0001", false);
  assert.equal(open(storage).state.pins["XM-0001"][0], 0);
  store.set("cap", 7);
  same("set");
  assert.equal(open(storage).setting("cap", 50), 7);
  assert.equal(open(storage).setting("other", 50), 50);
  store.change((kept) => { kept.places.order = ["XM-0002", 5]; }, "XM-0002");
  same("change");
  store.bring(answered("there", ["XM-0003", "XM-0001"]));
  same("bring");
  store.answer("XM-0003", state.WRONG);
  same("answer after bring");
  assert.deepEqual(answers(open(storage), "XM-0003"), [1, 1]);
  store.erase();
  same("erase");
});

test("what an answer returns are copies: the record as it was, and as it is now", () => {
  const store = open(new Storage());
  const first = store.answer("XM-0001", state.RIGHT);
  assert.equal(first.before, null);
  const second = store.answer("XM-0001", state.WRONG);
  assert.deepEqual([second.before.ok, first.record.ok, second.record.ok], [2, 2, 0]);
  assert.deepEqual(plain(first.record.counts), plain(second.before.counts));
});

test("the settings count for answers: how many take a mistake out, the day of the exam", () => {
  const store = open(new Storage());
  store.set("retireAfter", 1);
  store.answers([["XM-0001", state.WRONG], ["XM-0001", state.RIGHT]]);
  assert.equal(state.inBook(store.state, "XM-0001"), false);
  store.set("examDay", store.today() + 2);
  assert.equal(store.answer("XM-0002", state.RIGHT).record.due, store.today() + 1);
  assert.equal(store.dueIf(null, state.RIGHT), store.today() + 1);
});

test("two tabs by turns: the same question, flags and settings of both stand", () => {
  const storage = new Storage(), one = open(storage, 1), other = open(storage, 2);
  for (let turn = 0; turn < 3; turn++) {
    one.answer("XM-0001", state.RIGHT);
    other.answer("XM-0001", state.WRONG);
    one.answer("XM-0002", state.RIGHT);
  }
  one.flag("favourites", "XM-0001", true);
  other.set("cap", 9);
  one.refresh();
  other.refresh();
  for (const store of [one, other, open(storage)]) {
    assert.deepEqual(answers(store, "XM-0001"), [3, 3]);
    assert.deepEqual(answers(store, "XM-0002"), [0, 3]);
    assert.ok(state.flagged(store.state.favourites, "XM-0001"));
    assert.equal(store.setting("cap", 50), 9);
  }
});

test("an answer that another tab gave meanwhile is not undone by calling one's own a guess", () => {
  const storage = new Storage(), one = open(storage), other = open(storage);
  const noted = one.answer("XM-0001", state.RIGHT);
  other.answer("XM-0001", state.WRONG);
  assert.equal(one.guess("XM-0001", noted).ok, state.WRONG);
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 1]);
  other.erase();
  assert.equal(one.guess("XM-0001", noted), null);
  assert.deepEqual(plain(open(storage).state.questions), {});
});

test("a full storage in two tabs: what each could not keep adds to what the other kept", () => {
  const storage = new Storage(), one = open(storage), other = open(storage);
  one.answer("XM-0001", state.RIGHT);
  other.refresh();
  storage.limit = 10;
  one.answer("XM-0001", state.RIGHT);
  one.answer("XM-0002", state.RIGHT);
  assert.equal(one.trouble, "full");
  storage.limit = Infinity;
  other.answer("XM-0001", state.WRONG);
  one.refresh();
  assert.deepEqual(answers(one, "XM-0001"), [1, 2]);
  one.answer("XM-0003", state.RIGHT);
  assert.equal(one.trouble, "");
  const kept = open(storage);
  assert.deepEqual(["XM-0001", "XM-0002", "XM-0003"].map((id) => answers(kept, id)), [[1, 2], [0, 1], [0, 1]]);
  assert.equal(Object.values(Object.values(kept.state.days)[0]).reduce((sum, count) => sum + count, 0), 5);
  other.refresh();
  one.refresh();
  assert.deepEqual(answers(one, "XM-0001"), [1, 2]);
});

test("a full storage, and nothing was kept yet: another tab's first answers and mine are added", () => {
  const storage = new Storage(), one = open(storage, 1);
  storage.limit = 10;
  one.answer("XM-0001", state.RIGHT);
  storage.limit = Infinity;
  open(storage, 2).answer("XM-0001", state.WRONG);
  one.answer("XM-0002", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 1]);
});

test("a full storage is said already when the page opens, and what is there is read", () => {
  const storage = new Storage();
  open(storage).answer("XM-0001", state.RIGHT);
  storage.limit = 0;
  const store = open(storage);
  assert.equal(store.trouble, "full");
  assert.deepEqual(answers(store, "XM-0001"), [0, 1]);
  const old = new Storage(0);
  old.setItem = () => { throw Object.assign(new Error(""), { name: "NS_ERROR_DOM_QUOTA_REACHED" }); };
  assert.equal(open(old).trouble, "full");
  old.setItem = () => { throw new Error("broken"); };
  assert.equal(open(old).trouble, "denied");
});

test("a storage denied on the way: said, and practice goes on", () => {
  const storage = new Storage(), store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  storage.getItem = () => { throw new Error("no"); };
  store.refresh();
  assert.equal(store.trouble, "denied");
  store.answer("XM-0001", state.RIGHT);
  assert.deepEqual(answers(store, "XM-0001"), [0, 2]);
  const other = new Storage(), second = open(other);
  other.setItem = () => { throw new Error("no"); };
  second.answer("XM-0001", state.RIGHT);
  assert.equal(second.trouble, "denied");
  assert.deepEqual(answers(second, "XM-0001"), [0, 1]);
});

test("a newer version appears while an old tab is open: not written over, and what was answered here is not lost", () => {
  const storage = new Storage(), store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  const older = storage.getItem(KEY), newer = JSON.stringify({ format: state.FORMAT, version: 9, device: "z" });
  storage.setItem(KEY, newer);
  store.answer("XM-0001", state.WRONG);
  store.set("cap", 3);
  store.flag("pins", "XM-0001", true);
  assert.equal(store.trouble, "future");
  assert.equal(storage.getItem(KEY), newer);
  assert.deepEqual(answers(store, "XM-0001"), [1, 1]);
  storage.setItem(KEY, older);
  store.refresh();
  assert.equal(store.trouble, "");
  assert.deepEqual(answers(store, "XM-0001"), [1, 1]);
  store.answer("XM-0002", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 1]);
});

test("storage that was cleared: what is answered next counts under a new name, so a backup adds to it", () => {
  const storage = new Storage(), store = open(storage);
  store.answers([["XM-0001", state.RIGHT], ["XM-0001", state.RIGHT]]);
  const backup = JSON.stringify(store.state), device = store.state.device;
  storage.removeItem(KEY);
  store.answer("XM-0001", state.WRONG);
  assert.deepEqual(answers(store, "XM-0001"), [1, 0]);
  assert.notEqual(store.state.device, device);
  assert.equal(store.bring(backup).added, 2);
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 2]);
});

test("erasing, answering, bringing the backup back: everything is added, nothing twice", () => {
  const storage = new Storage(), store = open(storage);
  store.answers([["XM-0001", state.RIGHT], ["XM-0001", state.RIGHT]]);
  store.set("cap", 5);
  store.flag("pins", "XM-0001", true);
  const backup = JSON.stringify(store.state), device = store.state.device;
  store.erase();
  assert.notEqual(store.state.device, device);
  for (const part of ["questions", "favourites", "pins", "exams", "days", "places", "settings"]) {
    assert.deepEqual(plain(open(storage).state[part]), {}, part);
  }
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.bring(backup).added, 2);
  assert.equal(store.bring(backup).added, 0);
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 3]);
  assert.equal(open(storage).setting("cap", 50), 5);
});

test("a second damaged copy is put aside beside the first", () => {
  const storage = new Storage();
  storage.setItem(KEY, "{one");
  open(storage).answer("XM-0001", state.RIGHT);
  storage.setItem(KEY, "{two");
  const store = open(storage);
  assert.equal(store.rescued, "{one\n{two");
  assert.equal(storage.getItem(DAMAGED), "{one\n{two");
  open(storage);
  assert.equal(storage.getItem(DAMAGED), "{one\n{two");
  storage.setItem(KEY, "{tw");
  assert.equal(open(storage).rescued, "{one\n{two\n{tw");
  store.forgetRescued();
  assert.deepEqual([store.rescued, storage.getItem(DAMAGED)], ["{tw", "{tw"]);
  store.forgetRescued();
  assert.deepEqual([store.rescued, storage.getItem(DAMAGED)], ["", null]);
  assert.deepEqual(open(storage).rescued, "");
});

test("a copy that is damaged in part is put aside whole, and the good part is used", () => {
  const storage = new Storage(), copy = JSON.parse(answered("a", ["XM-0001"]));
  copy.settings.cap = ["x", 1];
  storage.setItem(KEY, JSON.stringify(copy));
  const store = open(storage);
  assert.equal(storage.getItem(DAMAGED), JSON.stringify(copy));
  store.answer("XM-0001", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 2]);
});

test("a damaged copy that could not be put aside is not written over until it is, or is given up", () => {
  const storage = new Storage();
  storage.setItem(KEY, "{damaged and long");
  storage.limit = 16;
  const store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  assert.equal(store.trouble, "full");
  assert.deepEqual([storage.getItem(KEY), store.rescued], ["{damaged and long", "{damaged and long"]);
  assert.deepEqual(answers(store, "XM-0001"), [0, 1]);
  storage.limit = Infinity;
  store.answer("XM-0001", state.RIGHT);
  assert.equal(storage.getItem(DAMAGED), "{damaged and long");
  assert.deepEqual(answers(open(storage), "XM-0001"), [0, 2]);
  const second = new Storage(), text = "{" + "x".repeat(900);
  second.setItem(KEY, text);
  second.limit = 890;
  const full = open(second);
  full.answer("XM-0001", state.RIGHT);
  assert.equal(second.getItem(KEY), text);
  full.forgetRescued();
  assert.deepEqual(answers(open(second), "XM-0001"), [0, 1]);
});

test("bringing: a copy of a newer site and no copy at all change nothing; what is unreadable in it is counted", () => {
  const storage = new Storage(), store = open(storage);
  store.answer("XM-0001", state.RIGHT);
  const before = storage.getItem(KEY);
  assert.deepEqual(plain(store.bring(JSON.stringify({ format: state.FORMAT, version: 4, device: "z" }))), { fault: "future" });
  assert.deepEqual(plain(store.bring("{")), { fault: "damaged" });
  assert.equal(storage.getItem(KEY), before);
  const copy = JSON.parse(answered("b", ["XM-0001", "XM-0002"]));
  copy.questions["XM-0003"] = {};
  assert.deepEqual(plain(store.bring(JSON.stringify(copy))), { added: 2, dropped: 1 });
  assert.equal(JSON.parse(storage.getItem(KEY)).device, JSON.parse(before).device);
});

test("whoever listens hears of every change, once", () => {
  const store = open(new Storage());
  let heard = 0;
  store.listen(() => { heard += 1; });
  store.answer("XM-0001", state.RIGHT);
  assert.equal(heard, 1);
  store.set("cap", 4);
  assert.equal(heard, 2);
});

test("today is the reader's own day", () => {
  const store = new Quizgen.Store(new Storage(), () => ({ ms: Date.UTC(2026, 10, 21, 16), offset: -480 }), new chance.Chance([1, 1, 1, 1]));
  assert.equal(state.dayText(store.today()), "2026-11-22");
});

test("what could not be kept is added once, even when the stored copy was damaged in between", () => {
  const storage = new Storage(), one = open(storage);
  one.answers([["XM-0001", state.RIGHT], ["XM-0001", state.RIGHT]]);
  const good = storage.getItem(KEY);
  storage.limit = 30;
  one.answer("XM-0001", state.WRONG);
  storage.limit = Infinity;
  storage.setItem(KEY, "{");
  one.refresh();
  storage.setItem(KEY, good + " ");
  one.answer("XM-0002", state.RIGHT);
  assert.deepEqual(answers(open(storage), "XM-0001"), [1, 2]);
});
