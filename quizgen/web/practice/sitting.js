/* A mock exam being sat: what was drawn, what was answered, until when. Kept apart from the practice record. */
var Quizgen = Quizgen || {};

/** A mock exam in progress: the end is `deadline` (ms, null: none), `extended` the minutes added on the way, `handed` when it was
   handed in (ms, null: not yet), `over` whether the clock did it.
   @typedef {{version: number, name: string, blueprint: string, digest: string, started: number, time: ExamTime, deadline: number | null,
   items: DrawnItem[], answers: Record<string, Answer>, flags: Record<string, boolean>, at: number, extended: number,
   handed: number | null, over: boolean}} Sitting */
/** @typedef {"standard" | "longer" | "open"} ExamTime */

Quizgen.sitting = (function () {
  "use strict";

  const KEY = "quizgen.exam";
  const VERSION = 1;
  const MINUTE = 60000;

  /* How long: the blueprint's time, half as long again, or without end. */
  const TIMES = { standard: 1, longer: 1.5, open: 0 };

  /** @type {(blueprint: BlueprintData, items: DrawnItem[], name: string, now: number, time: ExamTime, digest: string) => Sitting} */
  function begin(blueprint, items, name, now, time, digest) {
    const factor = TIMES[time];
    return {
      version: VERSION, name: name, blueprint: blueprint.id, digest: digest, started: now, time: time,
      deadline: factor ? now + Math.round(blueprint.minutes * factor) * MINUTE : null,
      items: items, answers: {}, flags: {}, at: 0, extended: 0, handed: null, over: false
    };
  }

  /** @type {(value: any) => boolean} */
  function isMap(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /** Null, or a time in ms that a date can be made of. @type {(value: any) => boolean} */
  function isEnd(value) { return value === null || (Number.isFinite(value) && Math.abs(value) <= 8.64e15); }

  /** @type {(item: any) => boolean} */
  function goodItem(item) {
    return isMap(item) && typeof item.id === "string" && Number.isInteger(item.section) && Array.isArray(item.order);
  }

  /** @type {(value: any) => value is Sitting} */
  function good(value) {
    return isMap(value) && value.version === VERSION && Array.isArray(value.items) && value.items.length > 0 &&
      value.items.every(goodItem) && isMap(value.answers) && isMap(value.flags) &&
      [value.name, value.blueprint].every((one) => typeof one === "string") &&
      Number.isInteger(value.at) && value.at >= 0 && value.at < value.items.length &&
      value.started !== null && [value.started, value.deadline, value.handed].every(isEnd);
  }

  /* Keeps the exam in progress; without storage it lives as long as the page. */
  class Desk {
    /** @param {Shelf | null} storage */
    constructor(storage) {
      this.storage = storage || Quizgen.storage.NOWHERE;
      /** @type {Sitting | null} */
      this.held = null;
      /** The text last read or written. @type {string | null} */
      this.raw = null;
      this.unkept = false;
    }

    /** The exam in progress, as the newest tab left it; null when there is none. @type {() => Sitting | null} */
    read() {
      /** @type {string | null} */
      let raw = null;
      try { raw = this.storage.getItem(KEY); } catch (_error) { return this.held; }
      if (this.unkept && raw === this.raw) { return this.held; }
      this.raw = raw;
      this.unkept = false;
      try {
        const value = raw === null ? null : JSON.parse(raw);
        this.held = good(value) ? value : null;
      } catch (_error) { this.held = null; }
      return this.held;
    }

    /** `unkept` says that the browser did not take it: the page alone holds it, until another tab writes.
        @type {(sitting: Sitting) => void} */
    write(sitting) {
      const text = JSON.stringify(sitting);
      this.held = sitting;
      try {
        this.storage.setItem(KEY, text);
        this.raw = text;
        this.unkept = false;
      } catch (_error) {
        this.raw = this.stored();
        this.unkept = true;
      }
    }

    /** @type {() => string | null} */
    stored() { try { return this.storage.getItem(KEY); } catch (_error) { return null; } }

    /** Change the exam of this name in one step, so that two tabs do not undo each other; null when it is over, or
       another tab has begun a different one.
       @type {(name: string, work: (sitting: Sitting) => void) => Sitting | null} */
    change(name, work) {
      const sitting = this.read();
      if (!sitting || sitting.name !== name) { return null; }
      work(sitting);
      this.write(sitting);
      return sitting;
    }

    /** @type {() => void} */
    clear() {
      this.held = null;
      this.unkept = false;
      try { this.storage.removeItem(KEY); } catch (_error) { this.held = null; }
    }
  }

  /** Time added by the reader, counted from now when it was over already.
      @type {(sitting: Sitting, minutes: number, now: number) => void} */
  function extend(sitting, minutes, now) {
    if (sitting.deadline === null) { return; }
    sitting.deadline = Math.max(sitting.deadline, now) + minutes * MINUTE;
    sitting.extended = (sitting.extended || 0) + minutes;
  }

  /** Hand in: an exam that ran out while nobody was there ends at its deadline.
      @type {(sitting: Sitting, now: number) => void} */
  function handIn(sitting, now) {
    const late = sitting.deadline !== null && now >= sitting.deadline;
    sitting.handed = late ? sitting.deadline : Math.max(now, sitting.started);
    sitting.over = late;
  }

  /** How much is left: {ms, text "12:05"}; null without a deadline. Measured by the clock, so a reload or a
     sleeping computer changes nothing; a clock that was put back gives no more than the whole time.
     @type {(sitting: Sitting, now: number) => {ms: number, text: string} | null} */
  function left(sitting, now) {
    if (sitting.deadline === null) { return null; }
    const ms = Math.max(0, sitting.deadline - Math.max(now, sitting.started)), seconds = Math.ceil(ms / 1000);
    const pad = (/** @type {number} */ number) => ("0" + number).slice(-2), hours = Math.floor(seconds / 3600);
    return { ms: ms, text: (hours ? hours + ":" : "") + pad(Math.floor(seconds / 60) % 60) + ":" + pad(seconds % 60) };
  }

  return { Desk: Desk, KEY: KEY, TIMES: TIMES, begin: begin, extend: extend, handIn: handIn, left: left };
})();
