/* What is remembered about a reader's practice, with the ways it may change. Pure: time and chance are arguments. */
var Quizgen = Quizgen || {};

/** One question. `counts` are the answers given on each device [wrong, right]: they only grow, so two copies merge by taking the
   larger; `first`, `last` times of the first and the newest answer, ms; `ok`: 0 wrong, 1 guessed, 2 right; `streak` right answers in
   a row; `wrongs` times of the first and the newest mistake, null: none; `held` whether it is in the wrong-question book; `s`, `d`
   stability and difficulty of FSRS; `day` the local day of the newest answer, `due` the day to ask again.
   @typedef {{counts: Record<string, [number, number]>, first: number, last: number, ok: number, streak: number,
   wrongs: [number, number] | null, held: boolean, s: number, d: number, day: number, due: number}} Remembered */
/** A value with the time (ms) it was given at: the newer wins. @template T @typedef {[T, number]} Dated */
/** A row of a result: name, points, full points. @typedef {[string, string, string]} ResultRow */
/** A question of a result: id, order, answer, points, full points. @typedef {[string, Order, Answer | null, string, string]} ResultItem */
/** @typedef {{at: number, title: string, blueprint: string, minutes: number, time: string, extended: number, over: boolean,
   points: string, full: string, pass: string, passed: boolean, missed: string[], digest: string, judged: number,
   sections: ResultRow[], topics: ResultRow[], parts: ResultRow[], items: ResultItem[], challenge?: undefined}} MockResult */
/** A round of 挑战. @typedef {{at: number, title: string, challenge: number, points?: undefined, items?: undefined}} Challenge */
/** @typedef {{order?: Dated<string>, daily?: Dated<{day: number, ids: string[]}>}} Places */
/** Everything; exams never change, `days` are the answers given on a day by device; `removed` when a question was taken out of the
   wrong-question book, `chosen` what was chosen at the newest mistake, `doubts` what the reader holds to be faulty, `notes` what each
   device noted of a question.
   @typedef {{format: string, version: number, device: string, questions: Record<string, Remembered>,
   favourites: Record<string, Dated<number>>, pins: Record<string, Dated<number>>, exams: Record<string, MockResult | Challenge>,
   days: Record<string, Record<string, number>>, places: Places, settings: Record<string, Dated<any>>,
   removed: Record<string, Dated<number>>, chosen: Record<string, Dated<Answer>>, doubts: Record<string, Dated<number>>,
   notes: Record<string, Record<string, Dated<string>>>}} Practice */
/** Time in ms; `offset` in minutes as Date.getTimezoneOffset gives it; `mono` ms of a clock that nobody can set, of this page only.
   @typedef {{ms: number, offset: number, mono?: number}} Moment */
/** `examDay` null: none. @typedef {{retireAfter: number, examDay: number | null, retention: number}} Rules */
/** An answer just noted, with the record before it. @typedef {{record: Remembered, before: Remembered | null}} Noted */

Quizgen.state = (function () {
  "use strict";

  const FORMAT = "quizgen-practice", VERSION = 3;
  const WRONG = 0, GUESSED = 1, RIGHT = 2;
  const RETIRE_AFTER = 2;
  const LONGEST = 2000;

  /** @type {(device: string) => Practice} */
  function empty(device) {
    return {
      format: FORMAT, version: VERSION, device: device,
      questions: {}, favourites: {}, pins: {}, exams: {}, days: {}, places: {}, settings: {},
      removed: {}, chosen: {}, doubts: {}, notes: {}
    };
  }

  /** The local day as a whole number of days since 1970; `offset` in minutes as Date.getTimezoneOffset gives it.
      @type {(ms: number, offset: number) => number} */
  function dayOf(ms, offset) { return Math.floor((ms - offset * 60000) / 86400000); }

  /** The day as written: 2026-11-22. @type {(day: number) => string} */
  function dayText(day) { return new Date(day * 86400000).toISOString().slice(0, 10); }

  /** @type {<T>(state: Practice, key: string, standard: T) => T} */
  function setting(state, key, standard) {
    return state.settings[key] ? state.settings[key][0] : standard;
  }

  /** @type {<T>(map: Record<string, Dated<T>>, key: string, value: T, now: number) => void} */
  function put(map, key, value, now) { map[key] = [value, now]; }

  /** @type {(map: Record<string, Dated<number>>, key: string) => boolean} */
  function flagged(map, key) { return Boolean(map[key] && map[key][0]); }

  /** How often it was answered [wrong, right] on all devices.
      @type {(record: Remembered | null | undefined) => [number, number]} */
  function counts(record) {
    /** @type {[number, number]} */
    const sum = [0, 0];
    const kept = record ? record.counts : {};
    Object.keys(kept).forEach((device) => {
      sum[0] += kept[device][0];
      sum[1] += kept[device][1];
    });
    return sum;
  }

  /** What FSRS makes of an answer on `day` to a question with this record (null: never answered).
      @type {(record: Remembered | null | undefined, ok: number, day: number, rules: Rules) => Outlook} */
  function following(record, ok, day, rules) {
    const grade = [Quizgen.fsrs.AGAIN, Quizgen.fsrs.HARD, Quizgen.fsrs.GOOD][ok];
    const memory = record && record.s ? { stability: record.s, difficulty: record.d } : null;
    return Quizgen.fsrs.outlook(memory, record && memory ? day - record.day : 0, rules.retention)[grade];
  }

  /** The day to ask again after such an answer; nothing is changed.
      @type {(record: Remembered | null, ok: number, now: Moment, rules: Rules) => number} */
  function dueIf(record, ok, now, rules) {
    const day = dayOf(now.ms, now.offset);
    return dueDay(day, following(record, ok, day, rules).days, rules.examDay);
  }

  /** Note an answer. `now` is {ms, offset}; `rules` {retireAfter, examDay (null: none), retention}.
      @type {(state: Practice, id: string, ok: number, now: Moment, rules: Rules) => Remembered} */
  function answer(state, id, ok, now, rules) {
    const day = dayOf(now.ms, now.offset), old = state.questions[id];
    const record = old || { counts: {}, first: now.ms, wrongs: null, streak: 0, held: false };
    const next = following(old, ok, day, rules);
    const mine = record.counts[state.device] || [0, 0];
    record.counts[state.device] = ok === WRONG ? [mine[0] + 1, mine[1]] : [mine[0], mine[1] + 1];
    record.last = Math.max(now.ms, record.last || 0);
    record.ok = ok;
    record.streak = ok === WRONG ? 0 : record.streak + 1;
    if (ok === WRONG) {
      record.wrongs = record.wrongs ? [record.wrongs[0], Math.max(now.ms, record.wrongs[1])] : [now.ms, now.ms];
      record.held = true;
    } else if (record.held && record.streak >= (rules.retireAfter || RETIRE_AFTER)) {
      record.held = false;
    }
    record.s = next.stability;
    record.d = next.difficulty;
    record.day = day;
    record.due = dueDay(day, next.days, rules.examDay);
    state.questions[id] = record;
    const today = state.days[day] || (state.days[day] = {});
    today[state.device] = (today[state.device] || 0) + 1;
    return record;
  }

  /** Judge a right answer as a guess (“蒙对的”): `noted` is {record, before: the record before that answer, or null}.
     It counts as before, and is newer than the answer it replaces. An answer that is no longer the newest one stays as it is; null when it was erased.
     @type {(state: Practice, id: string, noted: Noted, now: Moment, rules: Rules) => Remembered | null} */
  function guess(state, id, noted, now, rules) {
    const record = state.questions[id], given = noted.record;
    if (!record || record.last !== given.last || record.ok !== given.ok) { return record || null; }
    const next = following(noted.before, GUESSED, given.day, rules);
    record.ok = GUESSED;
    record.last = Math.max(now.ms, given.last + 1);
    record.s = next.stability;
    record.d = next.difficulty;
    record.due = dueDay(given.day, next.days, rules.examDay);
    return record;
  }

  /** What was counted for this device in `copy` since `base`, counted under another name: so that it adds to what the
     same device, in another tab, has counted since.
     @type {(copy: Practice, base: Practice, name: string) => Practice} */
  function apart(copy, base, name) {
    const mine = copy.device;
    Object.keys(copy.questions).forEach((id) => {
      const counts = copy.questions[id].counts, before = base.questions[id] ? base.questions[id].counts[mine] : undefined;
      const now = counts[mine] || [0, 0], old = before || [0, 0];
      if (now[0] > old[0] || now[1] > old[1]) { rename(counts, mine, name, [now[0] - old[0], now[1] - old[1]], before); }
    });
    Object.keys(copy.days).forEach((day) => {
      const before = (base.days[day] || {})[mine], more = (copy.days[day][mine] || 0) - (before || 0);
      if (more > 0) { rename(copy.days[day], mine, name, more, before); }
    });
    return copy;
  }

  /** @type {<T>(counts: Record<string, T>, mine: string, name: string, more: T, before: T | undefined) => void} */
  function rename(counts, mine, name, more, before) {
    counts[name] = more;
    if (before) { counts[mine] = before; } else { delete counts[mine]; }
  }

  /** The day to ask again; before an exam everything comes once more, the day before at the latest.
      @type {(day: number, days: number, examDay: number | null) => number} */
  function dueDay(day, days, examDay) {
    const due = day + days;
    return examDay && examDay - 1 > day ? Math.min(due, examDay - 1) : due;
  }

  /** In the wrong-question book: after a mistake until enough right answers in a row; pinned ones stay. What was taken
      out comes back with the next mistake.
      @type {(state: Practice, id: string) => boolean} */
  function inBook(state, id) {
    const record = state.questions[id], out = state.removed[id];
    return Boolean(record && record.wrongs && (record.held || flagged(state.pins, id)) && !(out && out[0] && out[1] >= record.wrongs[1]));
  }

  /** Remember what was chosen at a mistake; long texts are left out, which a reader would not look for in the book.
      @type {(state: Practice, id: string, answer: Answer, now: number) => void} */
  function choose(state, id, answer, now) {
    if (JSON.stringify(answer).length <= LONGEST) { put(state.chosen, id, answer, now); } else { delete state.chosen[id]; }
  }

  /** What was noted of a question, on all devices, the oldest first. @type {(state: Practice, id: string) => string} */
  function note(state, id) {
    const kept = state.notes[id] || {};
    return Object.keys(kept).map((device) => kept[device]).filter((one) => one[0]).sort((a, b) => a[1] - b[1])
      .map((one) => one[0]).join("\n");
  }

  /** Note this instead of all that was noted before. @type {(state: Practice, id: string, text: string, now: number) => void} */
  function write(state, id, text, now) {
    const kept = state.notes[id] || (state.notes[id] = {});
    Object.keys(kept).forEach((device) => { if (kept[device][0]) { kept[device] = ["", now]; } });
    kept[state.device] = [text, now];
  }

  return {
    WRONG: WRONG, GUESSED: GUESSED, RIGHT: RIGHT, FORMAT: FORMAT, VERSION: VERSION, RETIRE_AFTER: RETIRE_AFTER,
    answer: answer, apart: apart, choose: choose, counts: counts, dueIf: dueIf, dayOf: dayOf, dayText: dayText, empty: empty, flagged: flagged,
    guess: guess, inBook: inBook, note: note, put: put, setting: setting, write: write
  };
})();
