/* 现场抽题: who answers, what is drawn, how far it is, what was scored. Pure: time and chance are arguments. */
var Quizgen = Quizgen || {};

/** @typedef {{number: string, name: string}} Person */
/** `kinds` and `topics` limit what is drawn (no topics: all); `minutes` 0: what each question has of its own.
   @typedef {{topics: string[], kinds: string[], each: number, minutes: number, judges: number, full: number, trim: boolean,
   sound: boolean}} WallSettings */
/** @typedef {{turn: number, person: Person | null, id: string, scores: string[], mean: string}} WallResult */
/** What can be drawn; a spoken one is of the kind "oral". @typedef {{id: string, kind: string, topic: string}} Drawable */
/** `drawn` are the ids of this and earlier sessions; `left` (ms) and `until` (ms, null: not running) tell the clock.
   @typedef {{settings: WallSettings, people: Person[], drawn: string[], turn: number, step: "call" | "drawn" | "running" | "points",
   current: string | null, left: number, until: number | null, results: WallResult[], past: WallSession[], fault?: "none" | null}} WallSession */

Quizgen.panel = (function () {
  "use strict";
  const F = Quizgen.fractions;

  /** @type {WallSession["step"][]} */
  const STEPS = ["call", "drawn", "running", "points"];
  const MINUTE = 60000;
  const UNDO = 30;
  const TRIM_FROM = 5;
  /** @type {WallSettings} */
  const STANDARD = { topics: [], kinds: ["oral"], each: 1, minutes: 0, judges: 1, full: 10, trim: false, sound: true };

  /** @type {(settings: Partial<WallSettings>, people: Person[], drawn: string[]) => WallSession} */
  function begin(settings, people, drawn) {
    return {
      settings: Object.assign({}, STANDARD, settings), people: people, drawn: drawn.slice(), turn: 0, step: "call",
      current: null, left: 0, until: null, results: [], past: []
    };
  }

  /** What may still be drawn: entries are {id, kind ("oral" for spoken ones), topic}.
      @type {<D extends Drawable>(session: WallSession, entries: D[]) => D[]} */
  function available(session, entries) {
    const gone = new Set(session.drawn), topics = session.settings.topics;
    return entries.filter((entry) => !gone.has(entry.id) && session.settings.kinds.indexOf(entry.kind) >= 0 &&
      (!topics.length || topics.indexOf(entry.topic.split("/")[0]) >= 0));
  }

  /** Whose turn it is: {person (null: nobody is listed), question: which of theirs, over}.
      @type {(session: WallSession) => {person: Person | null, at: number, question: number, over: boolean}} */
  function turnOf(session) {
    const each = session.settings.each, at = Math.floor(session.turn / each);
    const listed = session.people.length > 0;
    return {
      person: listed ? session.people[at] || null : null, at: at,
      question: session.turn % each + 1, over: listed && at >= session.people.length
    };
  }

  /** @type {(session: WallSession) => WallSession[]} */
  function remember(session) {
    const copy = JSON.parse(JSON.stringify(Object.assign({}, session, { past: [] })));
    return session.past.concat([copy]).slice(-UNDO);
  }

  /** @type {(session: WallSession, changes: Partial<WallSession>) => WallSession} */
  function changed(session, changes) {
    return Object.assign({}, session, changes, { past: remember(session) });
  }

  /** The next step. call → a question is drawn → the clock runs → the points are shown → the next turn.
     `entries` as in `available`; `minutesOf` gives a question's own minutes. Returns the new session; the same one
     with `fault` when nothing can be drawn.
     @type {(session: WallSession, entries: Drawable[], minutesOf: (id: string) => number, now: number, chance: Chance) => WallSession} */
  function advance(session, entries, minutesOf, now, chance) {
    const place = STEPS.indexOf(session.step);
    if (turnOf(session).over) { return session; }
    if (session.step === "call") {
      const left = available(session, entries);
      if (!left.length) { return Object.assign({}, session, { fault: "none" }); }
      const id = chance.sample(left, 1)[0].id, minutes = session.settings.minutes || minutesOf(id);
      return changed(session, {
        step: "drawn", current: id, drawn: session.drawn.concat([id]), left: minutes * MINUTE, until: null, fault: null
      });
    }
    if (session.step === "drawn") { return changed(session, { step: "running", until: now + session.left }); }
    if (session.step === "running") { return changed(session, { step: "points", left: leftOf(session, now), until: null }); }
    return changed(session, {
      step: STEPS[(place + 1) % STEPS.length], turn: session.turn + 1, current: null, left: 0, until: null
    });
  }

  /** @type {(session: WallSession, now: number) => number} */
  function leftOf(session, now) {
    return session.until === null ? session.left : Math.min(session.left, Math.max(0, session.until - now));
  }

  /** Stop the clock, or let it go on. @type {(session: WallSession, now: number) => WallSession} */
  function pause(session, now) {
    if (session.step !== "running") { return session; }
    return Object.assign({}, session, session.until === null
      ? { until: now + session.left } : { left: leftOf(session, now), until: null });
  }

  /** The mean of the panel's scores, exact; with `trim` and five judges or more without one highest and one lowest.
      @type {(scores: string[], trim: boolean) => Fraction} */
  function mean(scores, trim) {
    const sorted = scores.map(F.read).sort(F.compare);
    const counted = trim && sorted.length >= TRIM_FROM ? sorted.slice(1, -1) : sorted;
    return F.times(counted.reduce(F.add, F.ZERO), F.make(1, counted.length));
  }

  /** Note the panel's scores (texts) for the question at hand; noting again replaces. Returns {session} or {fault}.
      @type {(session: WallSession, scores: string[]) => {session: WallSession, fault?: undefined} | {fault: string}} */
  function score(session, scores) {
    const full = session.settings.full;
    const wrong = scores.filter((text) => !/^\d+(\.\d{1,2})?$/.test(text) || Number(text) > full);
    if (!session.current) { return { fault: "还没有抽题。" }; }
    if (scores.length !== session.settings.judges || wrong.length) {
      return { fault: "每位评委填 0 到 " + full + " 之间的分数，最多两位小数。" };
    }
    const result = {
      turn: session.turn, person: turnOf(session).person, id: session.current, scores: scores,
      mean: F.shown(mean(scores, session.settings.trim))
    };
    const results = session.results.filter((one) => one.turn !== session.turn).concat([result]);
    return { session: changed(session, { results: results }) };
  }

  /** One step back, a drawn question goes back among the others. @type {(session: WallSession) => WallSession} */
  function undo(session) {
    if (!session.past.length) { return session; }
    const before = session.past[session.past.length - 1];
    return Object.assign({}, before, { past: session.past.slice(0, -1), until: null, left: before.left });
  }

  const HEADS = ["编号", "姓名", "题号", "各评委", "得分"];

  /** @type {(session: WallSession) => string[][]} */
  function rows(session) {
    return [HEADS].concat(session.results.slice().sort((a, b) => a.turn - b.turn).map((one) => [
      one.person ? one.person.number : "", one.person ? one.person.name : "", one.id, one.scores.join(" "), one.mean
    ]));
  }

  /** A cell that a spreadsheet takes as text: a leading = + - @ gets an apostrophe. @type {(text: string) => string} */
  function cell(text) {
    const safe = /^[=+\-@\t]/.test(text) ? "'" + text : text;
    return /[",\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  /** @type {(session: WallSession) => string} */
  function csv(session) { return "\ufeff" + rows(session).map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"; }

  /** @type {(session: WallSession) => string} */
  function tabbed(session) { return rows(session).map((row) => row.join("\t")).join("\n"); }

  return {
    STANDARD: STANDARD, advance: advance, available: available, begin: begin, csv: csv, leftOf: leftOf, mean: mean,
    pause: pause, rows: rows, score: score, tabbed: tabbed, turnOf: turnOf, undo: undo
  };
})();
