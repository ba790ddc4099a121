/* What is remembered about a reader's practice, with the ways it may change. Pure: time and chance are arguments.

   {format, version, device, questions, favourites, pins, exams, days, places, settings}
   questions[id] = {counts: {device: [wrong, right]}, first, last, ok, streak, wrongs: [first, last], held,
                    s, d, day, due}
     counts       answers given on each device; they only grow, so two copies merge by taking the larger
     first, last  times of the first and the newest answer, ms; ok: 0 wrong, 1 guessed, 2 right
     streak       right answers in a row; wrongs: times of the first and the newest mistake, null: none
     held         whether it is in the wrong-question book
     s, d         stability and difficulty of FSRS; day: local day of the newest answer, due: day to ask again
   favourites, pins, places, settings: {key: [value, ms]}: the newer value wins
   exams[name]  results of mock exams, never changed; days[day] = {device: answers given on that day} */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  const FORMAT = "quizgen-practice", VERSION = 2;
  const WRONG = 0, GUESSED = 1, RIGHT = 2;
  const RETIRE_AFTER = 2;
  const MOST_DAYS = 100000000;
  const NEWEST = ["last", "ok", "streak", "held", "s", "d", "day", "due"];

  function empty(device) {
    return {
      format: FORMAT, version: VERSION, device: device,
      questions: {}, favourites: {}, pins: {}, exams: {}, days: {}, places: {}, settings: {}
    };
  }

  /* The local day as a whole number of days since 1970; `offset` in minutes as Date.getTimezoneOffset gives it. */
  function dayOf(ms, offset) { return Math.floor((ms - offset * 60000) / 86400000); }

  /* The day as written: 2026-11-22. */
  function dayText(day) { return new Date(day * 86400000).toISOString().slice(0, 10); }

  function setting(state, key, standard) {
    return state.settings[key] ? state.settings[key][0] : standard;
  }

  function put(map, key, value, now) { map[key] = [value, now]; }

  function flagged(map, key) { return Boolean(map[key] && map[key][0]); }

  /* How often it was answered [wrong, right] on all devices. */
  function counts(record) {
    const sum = [0, 0];
    Object.keys((record && record.counts) || {}).forEach((device) => {
      sum[0] += record.counts[device][0];
      sum[1] += record.counts[device][1];
    });
    return sum;
  }

  /* What FSRS makes of an answer on `day` to a question with this record (null: never answered). */
  function following(record, ok, day, rules) {
    const grade = [Quizgen.fsrs.AGAIN, Quizgen.fsrs.HARD, Quizgen.fsrs.GOOD][ok];
    const memory = record && record.s ? { stability: record.s, difficulty: record.d } : null;
    return Quizgen.fsrs.outlook(memory, memory ? day - record.day : 0, rules.retention)[grade];
  }

  /* The day to ask again after such an answer; nothing is changed. */
  function dueIf(record, ok, now, rules) {
    const day = dayOf(now.ms, now.offset);
    return dueDay(day, following(record, ok, day, rules).days, rules.examDay);
  }

  /* Note an answer. `now` is {ms, offset}; `rules` {retireAfter, examDay (null: none), retention}. */
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

  /* Judge a right answer as a guess (“蒙对的”): `noted` is {record, before: the record before that answer, or null}.
     It counts as before, and is newer than the answer it replaces. An answer that is no longer the newest one stays as it is; null when it was erased. */
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

  /* What was counted for this device in `copy` since `base`, counted under another name: so that it adds to what the
     same device, in another tab, has counted since. */
  function apart(copy, base, name) {
    const mine = copy.device;
    const move = (map, old, zero, minus) => {
      const more = minus(map[mine] || zero, old || zero);
      if (!more) { return; }
      map[name] = more;
      if (old) { map[mine] = old; } else { delete map[mine]; }
    };
    const pair = (now, old) => (now[0] > old[0] || now[1] > old[1] ? [now[0] - old[0], now[1] - old[1]] : null);
    Object.keys(copy.questions).forEach((id) => {
      move(copy.questions[id].counts, ((base.questions[id] || {}).counts || {})[mine], [0, 0], pair);
    });
    Object.keys(copy.days).forEach((day) => {
      move(copy.days[day], (base.days[day] || {})[mine], 0, (now, old) => (now > old ? now - old : 0));
    });
    return copy;
  }

  /* The day to ask again; before an exam everything comes once more, the day before at the latest. */
  function dueDay(day, days, examDay) {
    const due = day + days;
    return examDay && examDay - 1 > day ? Math.min(due, examDay - 1) : due;
  }

  /* In the wrong-question book: after a mistake until enough right answers in a row; pinned ones stay. */
  function inBook(state, id) {
    const record = state.questions[id];
    return Boolean(record && record.wrongs && (record.held || flagged(state.pins, id)));
  }

  function newer(a, b) {
    if (a.last !== b.last) { return a.last > b.last ? a : b; }
    return JSON.stringify(NEWEST.map((key) => a[key])) >= JSON.stringify(NEWEST.map((key) => b[key])) ? a : b;
  }

  function mergeCounts(a, b) {
    const merged = {};
    Object.keys(a).concat(Object.keys(b)).forEach((device) => {
      const one = a[device] || [0, 0], other = b[device] || [0, 0];
      merged[device] = [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
    });
    return merged;
  }

  function mergeRecords(a, b) {
    const newest = newer(a, b), merged = {
      counts: mergeCounts(a.counts, b.counts), first: Math.min(a.first, b.first), wrongs: null
    };
    NEWEST.forEach((key) => { merged[key] = newest[key]; });
    const wrongs = [a.wrongs, b.wrongs].filter(Boolean);
    if (wrongs.length) {
      merged.wrongs = [
        Math.min.apply(null, wrongs.map((pair) => pair[0])), Math.max.apply(null, wrongs.map((pair) => pair[1]))
      ];
    }
    return merged;
  }

  function mergeMaps(a, b, join) {
    const merged = {};
    Object.keys(a).concat(Object.keys(b)).forEach((key) => {
      merged[key] = own(a, key) && own(b, key) ? join(a[key], b[key]) : (own(a, key) ? a[key] : b[key]);
    });
    return merged;
  }

  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  function newerPair(a, b) {
    if (a[1] !== b[1]) { return a[1] > b[1] ? a : b; }
    return JSON.stringify(a[0]) >= JSON.stringify(b[0]) ? a : b;
  }

  function mergeDays(a, b) { return mergeMaps(a, b, Math.max); }

  /* Two copies of one reader's practice as one; the first keeps its device's name. Merging the same copy again
     changes nothing, and the order of merging does not matter. */
  function merge(a, b) {
    return {
      format: FORMAT, version: VERSION, device: a.device,
      questions: mergeMaps(a.questions, b.questions, mergeRecords),
      favourites: mergeMaps(a.favourites, b.favourites, newerPair),
      pins: mergeMaps(a.pins, b.pins, newerPair),
      exams: mergeMaps(a.exams, b.exams, (one) => one),
      days: mergeMaps(a.days, b.days, mergeDays),
      places: mergeMaps(a.places, b.places, newerPair),
      settings: mergeMaps(a.settings, b.settings, newerPair)
    };
  }

  /* Version 1 counted without devices: questions[id] = {wrong, right, first, last, ok, streak, wrongs, held, …}. */
  function fromVersion1(old) {
    const state = empty(old.device);
    Object.keys(old).forEach((key) => { if (own(state, key) && key !== "version") { state[key] = old[key]; } });
    state.questions = {};
    Object.keys(old.questions).forEach((id) => {
      const record = Object.assign({}, old.questions[id]);
      record.counts = {};
      record.counts[old.device] = [record.wrong, record.right];
      delete record.wrong;
      delete record.right;
      state.questions[id] = record;
    });
    state.days = {};
    Object.keys(old.days).forEach((day) => {
      state.days[day] = {};
      state.days[day][old.device] = old.days[day];
    });
    return state;
  }

  const UPGRADES = { 1: fromVersion1 };

  function isMap(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function isPair(value) { return Array.isArray(value) && value.length === 2; }

  /* A time in ms that a date can be made of. */
  function isTime(value) { return Number.isFinite(value) && Math.abs(value) <= MOST_DAYS * 86400000; }

  function isDay(value) { return Number.isInteger(value) && Math.abs(value) <= MOST_DAYS; }

  function isFraction(value) { return typeof value === "string" && /^\d+(\/[1-9]\d*|\.\d+)?$/.test(value); }

  function isTexts(value) { return Array.isArray(value) && value.every((one) => typeof one === "string"); }

  /* A value with the time it was given at. */
  function isDated(value) { return isPair(value) && isTime(value[1]); }

  function goodRecord(record) {
    return isMap(record) && isMap(record.counts) && isTime(record.first) && isTime(record.last) &&
      [WRONG, GUESSED, RIGHT].indexOf(record.ok) >= 0 && Number.isInteger(record.streak) &&
      [record.s, record.d].every((one) => Number.isFinite(one) && one > 0) && isDay(record.day) && isDay(record.due) && typeof record.held === "boolean" &&
      (record.wrongs === null || (isPair(record.wrongs) && record.wrongs.every(isTime))) &&
      Object.keys(record.counts).every((device) => isPair(record.counts[device]) &&
        record.counts[device].every((count) => Number.isInteger(count) && count >= 0));
  }

  function goodDay(day) {
    return isMap(day) && Object.keys(day).every((device) => Number.isInteger(day[device]));
  }

  /* Rows [name, points, full points] of a result. */
  function goodRows(rows) {
    return Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.length === 3 &&
      typeof row[0] === "string" && isFraction(row[1]) && isFraction(row[2]));
  }

  function goodItem(item) {
    return Array.isArray(item) && item.length === 5 && typeof item[0] === "string" && Array.isArray(item[1]) &&
      (item[2] === null || isMap(item[2])) && isFraction(item[3]) && isFraction(item[4]);
  }

  /* A mock exam that can be shown, or a round of 挑战. */
  function goodExam(exam) {
    if (!isMap(exam) || !isTime(exam.at) || typeof exam.title !== "string") { return false; }
    if (exam.challenge !== undefined) { return Number.isInteger(exam.challenge) && exam.points === undefined; }
    return [exam.points, exam.full, exam.pass].every(isFraction) && !/^0+(\/|$)/.test(exam.full) &&
      Number.isFinite(exam.minutes) && typeof exam.passed === "boolean" && isTexts(exam.missed) &&
      [exam.sections, exam.topics, exam.parts].every(goodRows) && Array.isArray(exam.items) && exam.items.every(goodItem);
  }

  /* What a place or a setting must be that this site reads; other names are only carried on. */
  const KNOWN = {
    places: {
      order: (value) => typeof value === "string",
      daily: (value) => isMap(value) && isDay(value.day) && isTexts(value.ids)
    },
    settings: {
      retireAfter: (value) => Number.isInteger(value) && value >= 1,
      cap: (value) => Number.isInteger(value) && value >= 1,
      examDay: (value) => value === null || isDay(value),
      keys: (value) => typeof value === "boolean",
      folderSaid: (value) => typeof value === "boolean"
    }
  };

  function known(part) {
    return (value, key) => isDated(value) && (!own(KNOWN[part], key) || KNOWN[part][key](value[0]));
  }

  const CHECKS = {
    questions: goodRecord, favourites: isDated, pins: isDated, places: known("places"), settings: known("settings"),
    days: goodDay, exams: goodExam
  };

  /* Read a stored or imported copy. Returns {state, dropped: how many entries were unreadable} or {fault}:
     "damaged" (not such a file at all) or "future" (written by a newer version of this site). */
  function read(text) {
    let value;
    try { value = JSON.parse(text); } catch (_error) { return { fault: "damaged" }; }
    if (!isMap(value) || value.format !== FORMAT || !Number.isInteger(value.version) ||
      typeof value.device !== "string") { return { fault: "damaged" }; }
    if (value.version > VERSION) { return { fault: "future" }; }
    while (value.version < VERSION) {
      if (!UPGRADES[value.version] || !isMap(value.questions) || !isMap(value.days)) { return { fault: "damaged" }; }
      value = UPGRADES[value.version](value);
    }
    const state = empty(value.device);
    let dropped = 0;
    Object.keys(CHECKS).forEach((part) => {
      if (!isMap(value[part])) { dropped += 1; return; }
      Object.keys(value[part]).forEach((key) => {
        if (key === "__proto__") { dropped += 1; return; }
        if (CHECKS[part](value[part][key], key)) { state[part][key] = value[part][key]; } else { dropped += 1; }
      });
    });
    return { state: state, dropped: dropped };
  }

  Quizgen.state = {
    WRONG: WRONG, GUESSED: GUESSED, RIGHT: RIGHT, FORMAT: FORMAT, VERSION: VERSION, RETIRE_AFTER: RETIRE_AFTER,
    answer: answer, apart: apart, counts: counts, dueIf: dueIf, dayOf: dayOf, dayText: dayText, empty: empty, flagged: flagged,
    guess: guess, inBook: inBook,
    merge: merge, put: put, read: read, setting: setting
  };
})(window);
