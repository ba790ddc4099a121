"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const { panel, chance } = load("random", "fractions", "panel");
const ENTRIES = [];
for (let number = 1; number <= 9; number++) {
  ENTRIES.push({ id: "OR-000" + number, kind: "oral", topic: number < 5 ? "明责/责任清单" : "处置" });
}
ENTRIES.push({ id: "XM-0001", kind: "single", topic: "明责" });
const PEOPLE = [{ number: "001", name: "测试甲" }, { number: "002", name: "测试乙" }];
const dice = new chance.Chance([1, 2, 3, 4]);
const next = (session, now) => panel.advance(session, ENTRIES, () => 2, now || 0, dice);

test("one key leads through draw, clock, points, the next person, the end", () => {
  let session = panel.begin({}, PEOPLE, []);
  const steps = [];
  for (let press = 0; press < 8; press++) {
    session = next(session);
    steps.push(session.step);
  }
  assert.deepEqual(steps, ["drawn", "running", "points", "call", "drawn", "running", "points", "call"]);
  assert.ok(panel.turnOf(session).over);
  assert.equal(next(session), session);
});

test("no question comes twice, not even one of an earlier session", () => {
  let session = panel.begin({}, [], ["OR-0001", "OR-0002"]);
  const seen = [];
  for (let turn = 0; turn < 7; turn++) {
    session = next(session);
    seen.push(session.current);
    session = next(next(next(session)));
  }
  assert.equal(new Set(seen).size, 7);
  assert.ok(!seen.includes("OR-0001") && !seen.includes("OR-0002"));
  assert.equal(next(session).fault, "none");
});

test("topic and kind narrow the draw", () => {
  const session = panel.begin({ topics: ["处置"], kinds: ["oral", "single"] }, [], []);
  assert.equal(panel.available(session, ENTRIES).length, 5);
});

test("the clock runs by the clock, stops and goes on", () => {
  let session = next(next(panel.begin({}, [], []), 0), 1000);
  assert.equal(panel.leftOf(session, 31000), 90000);
  session = panel.pause(session, 31000);
  assert.equal(panel.leftOf(session, 999000), 90000);
  session = panel.pause(session, 999000);
  assert.equal(panel.leftOf(session, 1000000), 89000);
  assert.equal(panel.leftOf(session, 9999999), 0);
});

test("undoing a draw puts the question back", () => {
  const before = panel.begin({}, PEOPLE, []), drawn = next(before), back = panel.undo(drawn);
  assert.equal(back.step, "call");
  assert.deepEqual(plain(back.drawn), []);
});

test("undoing a score takes it off the list", () => {
  const answered = next(next(next(panel.begin({}, PEOPLE, []))));
  const scored = panel.score(answered, ["8"]).session;
  assert.equal(scored.results.length, 1);
  assert.equal(panel.undo(scored).results.length, 0);
});

test("the mean of the panel is exact; five judges may drop the highest and the lowest", () => {
  const mean = (scores, trim) => plain(panel.mean(scores, trim));
  assert.deepEqual(mean(["8", "9", "9"], false), { n: 26, d: 3 });
  assert.deepEqual(mean(["0", "8", "9", "9.5", "10"], true), { n: 53, d: 6 });
  assert.deepEqual(mean(["0", "8", "10"], true), { n: 6, d: 1 });
});

test("a score beyond the full marks or no number is refused", () => {
  const answered = next(next(next(panel.begin({ judges: 2 }, PEOPLE, []))));
  for (const scores of [["11", "8"], ["八", "8"], ["8"], ["-1", "8"]]) {
    assert.ok(panel.score(answered, scores).fault, scores.join());
  }
});

test("people come from pasted lines; headings are skipped, doubles and identity numbers named", () => {
  const read = panel.readPeople("编号\t姓名\n001\t测试甲\n002，测试乙\n\n张三\n001 测试丙\n110101199001011234 李四\n");
  assert.deepEqual(plain(read.people), [PEOPLE[0], PEOPLE[1], { number: "", name: "张三" }]);
  assert.equal(read.faults.length, 2);
  assert.match(read.faults[0], /第 6 行/);
});

test("the list for a spreadsheet keeps a formula from being one", () => {
  let session = panel.begin({}, [{ number: "=1+1", name: "测试,甲" }], []);
  session = panel.score(next(next(next(session))), ["9.5"]).session;
  const lines = panel.csv(session).split("\r\n");
  assert.equal(lines[0], "\ufeff编号,姓名,题号,各评委,得分");
  assert.match(lines[1], /^'=1\+1,"测试,甲",OR-000\d,9\.5,9\.5$/);
});
