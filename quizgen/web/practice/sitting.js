/* A mock exam being sat: what was drawn, what was answered, until when. Kept apart from the practice record. */
var Quizgen = Quizgen || {};

/** A mock exam in progress: `allowed` is the whole time in ms (null: without end), `spent` what was used of it when it was last written
   down, at `seen` (ms, by the device's clock); `extended` the minutes added on the way, `handed` when it was handed in (ms, null: not yet),
   `over` whether the time ran out.
   @typedef {{version: number, name: string, blueprint: string, digest: string, started: number, time: ExamTime, allowed: number | null,
   spent: number, seen: number, items: DrawnItem[], answers: Record<string, Answer>, flags: Record<string, boolean>, at: number,
   extended: number, handed: number | null, over: boolean}} Sitting */
/** @typedef {"standard" | "longer" | "open"} ExamTime */

Quizgen.sitting = (function () {
  "use strict";

  const KEY = "quizgen.exam";
  const VERSION = 2;
  const MINUTE = 60000;

  /* How long: the blueprint's time, half as long again, or without end. */
  const TIMES = { standard: 1, longer: 1.5, open: 0 };

  /** @type {(blueprint: BlueprintData, items: DrawnItem[], name: string, now: number, time: ExamTime, digest: string) => Sitting} */
  function begin(blueprint, items, name, now, time, digest) {
    const factor = TIMES[time];
    return {
      version: VERSION, name: name, blueprint: blueprint.id, digest: digest, started: now, time: time,
      allowed: factor ? Math.round(blueprint.minutes * factor) * MINUTE : null, spent: 0, seen: now,
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

  /** What says how long it takes. @type {(value: any) => boolean} */
  function goodTime(value) {
    return [value.started, value.seen].every((one) => one !== null && isEnd(one)) && [value.allowed, value.handed].every(isEnd) &&
      Number.isFinite(value.spent) && value.spent >= 0 && (value.allowed === null || value.allowed >= 0);
  }

  /** @type {(value: any) => value is Sitting} */
  function good(value) {
    return isMap(value) && value.version === VERSION && Array.isArray(value.items) && value.items.length > 0 &&
      value.items.every(goodItem) && isMap(value.answers) && isMap(value.flags) &&
      [value.name, value.blueprint].every((one) => typeof one === "string") &&
      Number.isInteger(value.at) && value.at >= 0 && value.at < value.items.length && goodTime(value);
  }

  /** Version 1 kept the moment of the end, not the time used. @type {(value: any) => any} */
  function upgraded(value) {
    if (!isMap(value) || value.version !== 1) { return value; }
    const old = Object.assign({}, value, { version: VERSION, seen: value.started });
    delete old.deadline;
    old.allowed = value.deadline === null ? null : Math.max(0, value.deadline - value.started);
    old.spent = value.handed === null ? 0 : Math.max(0, value.handed - value.started);
    return old;
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
        const value = raw === null ? null : upgraded(JSON.parse(raw));
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

  /* Tells how much time an exam has used. The device's clock counts on while the page is closed or the device sleeps; while the page is open
     a clock of the browser that nobody can set counts beside it, and the larger counts: so what is used only ever grows. */
  class Watch {
    constructor() {
      /** The exam that is being watched. */
      this.name = "";
      /** Its `seen` when it was looked at first, and the browser's own clock then. */
      this.seen = NaN;
      this.mono = 0;
      this.most = 0;
    }

    /** The time used (ms), never less than it was, never negative. @type {(sitting: Sitting, now: Moment) => number} */
    spent(sitting, now) {
      const mono = now.mono || 0;
      if (sitting.name !== this.name) { this.most = 0; }
      if (sitting.name !== this.name || sitting.seen !== this.seen) {
        this.name = sitting.name;
        this.seen = sitting.seen;
        this.mono = mono;
      }
      this.most = Math.max(this.most, sitting.spent + Math.max(0, now.ms - sitting.seen, mono - this.mono));
      return this.most;
    }

    /** Write down the time used so far. @type {(sitting: Sitting, now: Moment) => void} */
    mark(sitting, now) {
      sitting.spent = this.spent(sitting, now);
      sitting.seen = this.seen = now.ms;
      this.mono = now.mono || 0;
    }
  }

  /** Time added by the reader, counted from now when it was over already.
      @type {(sitting: Sitting, minutes: number, spent: number) => void} */
  function extend(sitting, minutes, spent) {
    if (sitting.allowed === null) { return; }
    sitting.allowed = Math.max(sitting.allowed, spent) + minutes * MINUTE;
    sitting.extended = (sitting.extended || 0) + minutes;
  }

  /** Hand in: an exam that ran out while nobody was there ends when its time was used up.
      @type {(sitting: Sitting, now: number, spent: number) => void} */
  function handIn(sitting, now, spent) {
    const most = sitting.allowed === null ? spent : sitting.allowed, late = sitting.allowed !== null && spent >= most;
    sitting.spent = Math.min(spent, most);
    sitting.seen = now;
    sitting.handed = Math.max(now - Math.max(0, spent - most), sitting.started);
    sitting.over = late;
  }

  /** How much is left when so much is used: {ms, text "12:05"}, never more than was allowed; null without an end.
     @type {(sitting: Sitting, spent: number) => {ms: number, text: string} | null} */
  function left(sitting, spent) {
    if (sitting.allowed === null) { return null; }
    const ms = Math.max(0, sitting.allowed - Math.max(0, spent)), seconds = Math.ceil(ms / 1000);
    const pad = (/** @type {number} */ number) => ("0" + number).slice(-2), hours = Math.floor(seconds / 3600);
    return { ms: ms, text: (hours ? hours + ":" : "") + pad(Math.floor(seconds / 60) % 60) + ":" + pad(seconds % 60) };
  }

  return { Desk: Desk, KEY: KEY, TIMES: TIMES, Watch: Watch, begin: begin, extend: extend, handIn: handIn, left: left };
})();
