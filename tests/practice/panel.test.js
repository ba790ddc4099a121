"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

const { panel, people, chance } = load("random", "fractions", "people", "panel");
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
  const read = people.read("编号\t姓名\n001\t测试甲\n002，测试乙\n\n张三\n001 测试丙\n110101199001011234 李四\n");
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

test("a session begins with nothing drawn, one spoken question each out of ten points, the settings told apart", () => {
  const drawn = ["OR-0001"], session = panel.begin({ judges: 3 }, PEOPLE, drawn);
  assert.deepEqual(plain(session), {
    settings: { topics: [], kinds: ["oral"], each: 1, minutes: 0, judges: 3, full: 10, trim: false, sound: true }, people: PEOPLE, drawn: ["OR-0001"],
    turn: 0, step: "call", current: null, left: 0, until: null, results: [], past: []
  });
  assert.notEqual(session.drawn, drawn);
  assert.equal(panel.STANDARD.judges, 1);
});

test("every step in full: drawn with its time, running until, the points, the next turn", () => {
  const state = (one) => [one.step, one.turn, one.current === null, one.left, one.until];
  let session = next(panel.begin({}, PEOPLE, []), 5);
  assert.deepEqual(state(session), ["drawn", 0, false, 120000, null]);
  assert.deepEqual(plain(session.drawn), [session.current]);
  session = next(session, 1000);
  assert.deepEqual(state(session), ["running", 0, false, 120000, 121000]);
  session = next(session, 31000);
  assert.deepEqual(state(session), ["points", 0, false, 90000, null]);
  session = next(session, 32000);
  assert.deepEqual(state(session), ["call", 1, true, 0, null]);
});

test("minutes that are set go before a question's own", () => {
  assert.equal(next(panel.begin({ minutes: 5 }, [], [])).left, 300000);
  const asked = [];
  const one = panel.advance(panel.begin({}, [], []), ENTRIES, (id) => { asked.push(id); return 7; }, 0, dice);
  assert.equal(one.left, 420000);
  assert.deepEqual(asked, [one.current]);
});

test("the time left stops at nought and at the whole, also for a clock that was put back", () => {
  const session = next(next(panel.begin({}, [], []), 1000000), 1000000);
  assert.equal(panel.leftOf(session, 1000000 + 119999), 1);
  assert.equal(panel.leftOf(session, 1000000 + 120000), 0);
  assert.equal(panel.leftOf(session, 5), 120000);
});

test("only a running clock is stopped", () => {
  const drawn = next(panel.begin({}, [], []));
  assert.equal(panel.pause(drawn, 5), drawn);
  assert.equal(panel.pause(panel.begin({}, [], []), 5).step, "call");
});

test("several questions a person: whose turn, which of theirs, when it is over", () => {
  const session = panel.begin({ each: 2 }, PEOPLE, []);
  const turns = [0, 1, 2, 3, 4].map((turn) => panel.turnOf(Object.assign({}, session, { turn })));
  assert.deepEqual(turns.map((one) => [one.person && one.person.number, one.at, one.question, one.over]), [
    ["001", 0, 1, false], ["001", 0, 2, false], ["002", 1, 1, false], ["002", 1, 2, false], [null, 2, 1, true]]);
  const nobody = panel.turnOf(Object.assign(panel.begin({}, [], []), { turn: 7 }));
  assert.deepEqual([nobody.person, nobody.over], [null, false]);
});

test("a topic is a top topic, a kind one of those chosen, and nothing drawn comes again", () => {
  const ids = (settings, drawn) => plain(panel.available(panel.begin(settings, [], drawn || []), ENTRIES)).map((one) => one.id);
  assert.deepEqual(ids({ topics: ["明责"] }), ["OR-0001", "OR-0002", "OR-0003", "OR-0004"]);
  assert.deepEqual(ids({ topics: ["明责", "处置"], kinds: ["single"] }), ["XM-0001"]);
  assert.deepEqual(ids({ topics: ["明责/责任清单"] }), []);
  assert.deepEqual(ids({ topics: ["明责"] }, ["OR-0002", "XX-0001"]), ["OR-0001", "OR-0003", "OR-0004"]);
});

test("nothing to draw leaves the session as it was, with the fault; the next draw forgets it", () => {
  const session = panel.begin({ topics: ["没有"] }, [], []), stuck = next(session);
  assert.deepEqual([stuck.fault, stuck.step, stuck.past.length, stuck.current], ["none", "call", 0, null]);
  const again = next(Object.assign({}, stuck, { settings: session.settings }, { settings: panel.STANDARD }));
  assert.deepEqual([again.fault, again.step], [null, "drawn"]);
});

test("undo goes back step by step to the beginning, thirty steps are kept, and a clock that ran stands", () => {
  let session = panel.begin({}, [], []);
  const begun = plain(session);
  assert.equal(panel.undo(session), session);
  session = next(next(next(session, 0), 1000), 31000);
  assert.deepEqual([panel.undo(session).step, panel.undo(session).until, panel.undo(session).left], ["running", null, 120000]);
  assert.deepEqual(plain(panel.undo(panel.undo(panel.undo(session)))), begun);
  let long = panel.begin({ kinds: ["oral"] }, [], []);
  const many = Array.from({ length: 50 }, (_one, at) => ({ id: "O" + at, kind: "oral", topic: "x" }));
  for (let step = 0; step < 40; step++) { long = panel.advance(long, many, () => 1, 0, dice); }
  assert.equal(long.past.length, 30);
  assert.ok(long.past.every((one) => one.past.length === 0));
});

test("scores: from nought to the full marks, two decimals, one a judge, only for a question at hand", () => {
  const answered = next(next(next(panel.begin({ full: 20 }, PEOPLE, []))));
  for (const good of ["0", "20", "19.99", "0.5"]) { assert.equal(panel.score(answered, [good]).fault, undefined, good); }
  for (const bad of ["20.01", "21", "1.234", "", "1.", " 1", "1/2"]) {
    assert.match(panel.score(answered, [bad]).fault, /0 到 20/, bad);
  }
  assert.match(panel.score(answered, ["1", "2"]).fault, /每位评委/);
  assert.match(panel.score(panel.begin({}, PEOPLE, []), ["1"]).fault, /还没有抽题/);
});

test("noting again replaces, for this turn only; the person, the question and the mean go with it", () => {
  let session = next(next(next(panel.begin({ judges: 2 }, PEOPLE, []))));
  session = panel.score(session, ["8", "9"]).session;
  session = panel.score(session, ["7", "8"]).session;
  const first = session.current;
  session = next(next(next(next(session))));
  session = panel.score(session, ["6", "6.01"]).session;
  assert.deepEqual(plain(session.results), [
    { turn: 0, person: PEOPLE[0], id: first, scores: ["7", "8"], mean: "7.5" },
    { turn: 1, person: PEOPLE[1], id: session.current, scores: ["6", "6.01"], mean: "6.01" }
  ]);
  const back = Object.assign({}, session, { results: session.results.slice().reverse() });
  assert.deepEqual(plain(panel.rows(back)).map((row) => row[0]), ["编号", "001", "002"]);
  assert.equal(panel.tabbed(session), "编号\t姓名\t题号\t各评委\t得分\n001\t测试甲\t" + first + "\t7 8\t7.5\n002\t测试乙\t" + session.current + "\t6 6.01\t6.01");
});

test("the highest and the lowest are dropped from five judges on, of equal ones one each", () => {
  const mean = (scores, trim) => { const one = panel.mean(scores, trim); return one.n + "/" + one.d; };
  assert.equal(mean(["10", "9", "8", "0"], true), "27/4");
  assert.equal(mean(["10", "9", "8", "0", "7"], true), "8/1");
  assert.equal(mean(["10", "9", "8", "0", "7"], false), "34/5");
  assert.equal(mean(["10", "10", "9", "9", "2", "2"], true), "15/2");
});

test("people: tabs, commas of both widths, semicolons, spaces, quotes, a byte order mark, Windows lines", () => {
  const read = people.read("\ufeff姓名\r\n1,测试甲\r\n2；测试乙\r\n\"3\"\t\"测试丙\"\r\n4   测试丁  多余\r\n  \r\n测试戊");
  assert.deepEqual(plain(read), { column: 0, faults: [], people: [
    { number: "1", name: "测试甲" }, { number: "2", name: "测试乙" }, { number: "3", name: "测试丙" }, { number: "4", name: "测试丁" },
    { number: "", name: "测试戊" }] });
});

test("people: identity numbers of both lengths and telephone numbers are refused, with the line; doubles by number or name", () => {
  const lines = ["11010119900101123X 甲", "110101900101123 乙", "13800138000 丙", "1 丁", "1 戊", "己", "己", "12345678901 庚"];
  const read = people.read(lines.join("\n"));
  assert.deepEqual(plain(read.faults).map((text) => text.slice(0, 6)), ["第 1 行：", "第 2 行：", "第 3 行：", "第 5 行：", "第 7 行："]);
  assert.match(read.faults[3], /“1”与第 4 行重复/);
  assert.deepEqual(plain(read.people).map((one) => one.name), ["丁", "己", "庚"]);
});

test("a cell that a spreadsheet would calculate is text; quotes and line ends stay inside", () => {
  const lines = (name) => {
    const session = panel.begin({}, [{ number: "1", name }], []);
    return panel.csv(panel.score(next(next(next(session))), ["1"]).session).slice(1).split("\r\n")[1].split(",OR-")[0];
  };
  assert.deepEqual(["-1", "+1", "@a", "=a", "甲-乙", "甲\"乙", "甲\n乙"].map(lines),
    ["1,'-1", "1,'+1", "1,'@a", "1,'=a", "1,甲-乙", '1,"甲""乙"', '1,"甲\n乙"']);
});
