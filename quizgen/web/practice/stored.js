/* A stored or imported copy of a reader's practice, read and brought to the form of today. Pure. */
var Quizgen = Quizgen || {};

/** What was found: the state and how much of it could not be read, or why nothing could.
   @typedef {{state: Practice, dropped: number, fault?: undefined} | {fault: "damaged" | "future", state?: undefined, dropped?: undefined}} Found */

Quizgen.stored = (function () {
  "use strict";

  const state = Quizgen.state;
  const MOST_DAYS = 100000000;

  /** @type {(map: object, key: string) => boolean} */
  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  /** Version 1 counted without devices: questions[id] = {wrong, right, first, last, ok, streak, wrongs, held, …}.
      @type {(old: any) => Practice} */
  function fromVersion1(old) {
    /** @type {any} */
    const found = state.empty(old.device);
    Object.keys(old).forEach((key) => { if (own(found, key)) { found[key] = old[key]; } });
    found.version = 2;
    found.questions = {};
    Object.keys(old.questions).forEach((id) => {
      const record = Object.assign({}, old.questions[id]);
      record.counts = {};
      record.counts[old.device] = [record.wrong, record.right];
      delete record.wrong;
      delete record.right;
      found.questions[id] = record;
    });
    found.days = {};
    Object.keys(old.days).forEach((day) => {
      found.days[day] = {};
      found.days[day][old.device] = old.days[day];
    });
    return found;
  }

  /** Version 2 knew no notes, no doubts, nothing of what was chosen or taken out of the book. @type {(old: any) => Practice} */
  function fromVersion2(old) {
    return Object.assign({}, old, { version: 3, removed: {}, chosen: {}, doubts: {}, notes: {} });
  }

  /** @type {Record<number, (old: any) => Practice>} */
  const UPGRADES = { 1: fromVersion1, 2: fromVersion2 };

  /** @type {(value: any) => boolean} */
  function isMap(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /** @type {(value: any) => boolean} */
  function isPair(value) { return Array.isArray(value) && value.length === 2; }

  /** A time in ms that a date can be made of. @type {(value: any) => boolean} */
  function isTime(value) { return Number.isFinite(value) && Math.abs(value) <= MOST_DAYS * 86400000; }

  /** @type {(value: any) => boolean} */
  function isDay(value) { return Number.isInteger(value) && Math.abs(value) <= MOST_DAYS; }

  /** @type {(value: any) => boolean} */
  function isFraction(value) { return typeof value === "string" && /^\d+(\/[1-9]\d*|\.\d+)?$/.test(value); }

  /** @type {(value: any) => boolean} */
  function isTexts(value) { return Array.isArray(value) && value.every((one) => typeof one === "string"); }

  /** A value with the time it was given at. @type {(value: any) => boolean} */
  function isDated(value) { return isPair(value) && isTime(value[1]); }

  /** @type {(record: any) => boolean} */
  function goodRecord(record) {
    return isMap(record) && isMap(record.counts) && isTime(record.first) && isTime(record.last) &&
      [state.WRONG, state.GUESSED, state.RIGHT].indexOf(record.ok) >= 0 && Number.isInteger(record.streak) &&
      [record.s, record.d].every((one) => Number.isFinite(one) && one > 0) && isDay(record.day) && isDay(record.due) && typeof record.held === "boolean" &&
      (record.wrongs === null || (isPair(record.wrongs) && record.wrongs.every(isTime))) &&
      Object.keys(record.counts).every((device) => isPair(record.counts[device]) &&
        record.counts[device].every((/** @type {any} */ count) => Number.isInteger(count) && count >= 0));
  }

  /** @type {(day: any) => boolean} */
  function goodDay(day) {
    return isMap(day) && Object.keys(day).every((device) => Number.isInteger(day[device]));
  }

  /** Rows [name, points, full points] of a result. @type {(rows: any) => boolean} */
  function goodRows(rows) {
    return Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.length === 3 &&
      typeof row[0] === "string" && isFraction(row[1]) && isFraction(row[2]));
  }

  /** @type {(item: any) => boolean} */
  function goodItem(item) {
    return Array.isArray(item) && item.length === 5 && typeof item[0] === "string" && Array.isArray(item[1]) &&
      (item[2] === null || isMap(item[2])) && isFraction(item[3]) && isFraction(item[4]);
  }

  /** What was chosen, of any kind of question. @type {(answer: any) => boolean} */
  function goodAnswer(answer) {
    const numbers = (/** @type {any} */ list) => list === undefined || (Array.isArray(list) && list.every((one) => one === null || Number.isInteger(one)));
    return isMap(answer) && numbers(answer.options) && numbers(answer.places) && (answer.blanks === undefined || isTexts(answer.blanks)) &&
      (answer.text === undefined || typeof answer.text === "string") &&
      (answer.parts === undefined || (Array.isArray(answer.parts) && answer.parts.every(goodAnswer)));
  }

  /** A mock exam that can be shown, or a round of 挑战. @type {(exam: any) => boolean} */
  function goodExam(exam) {
    if (!isMap(exam) || !isTime(exam.at) || typeof exam.title !== "string") { return false; }
    if (exam.challenge !== undefined) { return Number.isInteger(exam.challenge) && exam.points === undefined; }
    return [exam.points, exam.full, exam.pass].every(isFraction) && !/^0+(\/|$)/.test(exam.full) &&
      Number.isFinite(exam.minutes) && typeof exam.passed === "boolean" && isTexts(exam.missed) &&
      [exam.sections, exam.topics, exam.parts].every(goodRows) && Array.isArray(exam.items) && exam.items.every(goodItem);
  }

  /* What a place or a setting must be that this site reads; other names are only carried on. */
  /** @type {Record<"places" | "settings", Record<string, (value: any) => boolean>>} */
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
      oneTap: (value) => typeof value === "boolean",
      folderSaid: (value) => typeof value === "boolean"
    }
  };

  /** @type {(part: "places" | "settings") => (value: any, key: string) => boolean} */
  function known(part) {
    return (value, key) => isDated(value) && (!own(KNOWN[part], key) || KNOWN[part][key](value[0]));
  }

  /** @type {Record<string, (value: any, key: string) => boolean>} */
  const CHECKS = {
    questions: goodRecord, favourites: isDated, pins: isDated, places: known("places"), settings: known("settings"),
    days: goodDay, exams: goodExam, removed: isDated, doubts: isDated, chosen: (value) => isDated(value) && goodAnswer(value[0]),
    notes: (value) => isMap(value) && Object.keys(value).every((device) => isDated(value[device]) && typeof value[device][0] === "string")
  };

  /** Read a stored or imported copy. Returns {state, dropped: how many entries were unreadable} or {fault}:
     "damaged" (not such a file at all) or "future" (written by a newer version of this site).
     @type {(text: string) => Found} */
  function read(text) {
    let value;
    try { value = JSON.parse(text); } catch (_error) { return { fault: "damaged" }; }
    if (!isMap(value) || value.format !== state.FORMAT || !Number.isInteger(value.version) ||
      typeof value.device !== "string") { return { fault: "damaged" }; }
    if (value.version > state.VERSION) { return { fault: "future" }; }
    while (value.version < state.VERSION) {
      if (!UPGRADES[value.version] || !isMap(value.questions) || !isMap(value.days)) { return { fault: "damaged" }; }
      value = UPGRADES[value.version](value);
    }
    /** @type {any} */
    const found = state.empty(value.device);
    let dropped = 0;
    Object.keys(CHECKS).forEach((part) => {
      if (!isMap(value[part])) { dropped += 1; return; }
      Object.keys(value[part]).forEach((key) => {
        if (key === "__proto__") { dropped += 1; return; }
        if (CHECKS[part](value[part][key], key)) { found[part][key] = value[part][key]; } else { dropped += 1; }
      });
    });
    return { state: found, dropped: dropped };
  }

  return { read: read };
})();
