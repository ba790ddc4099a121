"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const { load } = require("./load.js");

const { fsrs, chance } = load("random", "fsrs");
const theirs = require(path.join(process.env.QUIZGEN_NODE_MODULES, "ts-fsrs"));

const DAY = 86400000;

/* One card through `steps` answers at random distances, ours beside theirs. */
function history(dice, steps) {
  const scheduler = theirs.fsrs({ enable_fuzz: false, enable_short_term: false });
  let now = Date.UTC(2026, 0, 1, 9), card = theirs.createEmptyCard(new Date(now)), memory = null, days = 0;
  for (let step = 0; step < steps; step++) {
    const grade = 1 + dice.below(4), ours = fsrs.outlook(memory, days)[grade];
    card = scheduler.next(card, new Date(now), grade).card;
    assert.equal(ours.stability, card.stability);
    assert.equal(ours.difficulty, card.difficulty);
    assert.equal(ours.days, card.scheduled_days);
    memory = { stability: ours.stability, difficulty: ours.difficulty };
    days = dice.below(3) ? dice.below(2 * ours.days + 2) : 0;
    now += days * DAY;
  }
}

test("300 random histories of 12 answers go as in ts-fsrs, same day and overdue included", () => {
  const dice = new chance.Chance([1, 2, 3, 4]);
  for (let run = 0; run < 300; run++) { history(dice, 12); }
});

test("a better grade never comes sooner", () => {
  const next = fsrs.outlook({ stability: 5, difficulty: 6 }, 5);
  assert.ok(next[1].days <= next[2].days && next[2].days < next[3].days && next[3].days < next[4].days);
});

test("what is known with chance 0.9 after its stability in days", () => {
  assert.ok(Math.abs(fsrs.retrievability(7, 7) - 0.9) < 1e-6);
});

test("what is wanted to be known moves the interval: less sooner forgotten, more sooner asked", () => {
  const days = (retention) => fsrs.outlook({ stability: 20, difficulty: 5 }, 20, retention)[fsrs.GOOD].days;
  assert.ok(days(0.95) < days(0.9) && days(0.9) < days(0.8));
  assert.equal(days(undefined), days(0.9));
  const scheduler = theirs.fsrs({ enable_fuzz: false, enable_short_term: false, request_retention: 0.8 });
  const now = new Date(Date.UTC(2026, 0, 1));
  assert.equal(fsrs.outlook(null, 0, 0.8)[fsrs.GOOD].days, scheduler.next(theirs.createEmptyCard(now), now, 3).card.scheduled_days);
});

test("a clock that was put back counts as the same day", () => {
  const memory = { stability: 5, difficulty: 6 };
  assert.deepEqual(JSON.stringify(fsrs.outlook(memory, -3)), JSON.stringify(fsrs.outlook(memory, 0)));
});
