/* A mock exam being sat: what was drawn, what was answered, until when. Kept apart from the practice record. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  const KEY = "quizgen.exam";
  const VERSION = 1;
  const MINUTE = 60000;

  /* How long: the blueprint's time, half as long again, or without end. */
  const TIMES = { standard: 1, longer: 1.5, open: 0 };

  /* {version, name, blueprint, digest, started, deadline (ms, null: none), time, items: [{id, section, order}],
     answers: {id: answer}, flags: {id: true}, at, extended: minutes added on the way,
     handed: when it was handed in (ms, null: not yet), over: whether the clock did it} */
  function begin(blueprint, items, name, now, time, digest) {
    const factor = TIMES[time];
    return {
      version: VERSION, name: name, blueprint: blueprint.id, digest: digest, started: now, time: time,
      deadline: factor ? now + Math.round(blueprint.minutes * factor) * MINUTE : null,
      items: items, answers: {}, flags: {}, at: 0, extended: 0, handed: null, over: false
    };
  }

  function isMap(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /* Null, or a time in ms that a date can be made of. */
  function isEnd(value) { return value === null || (Number.isFinite(value) && Math.abs(value) <= 8.64e15); }

  function good(value) {
    return isMap(value) && value.version === VERSION && Array.isArray(value.items) && value.items.length > 0 &&
      value.items.every((item) => isMap(item) && typeof item.id === "string" && Number.isInteger(item.section) &&
        Array.isArray(item.order)) &&
      isMap(value.answers) && isMap(value.flags) && typeof value.name === "string" && typeof value.blueprint === "string" &&
      Number.isInteger(value.at) && value.at >= 0 && value.at < value.items.length &&
      value.started !== null && isEnd(value.started) && isEnd(value.deadline) && isEnd(value.handed);
  }

  /* Keeps the exam in progress; without storage it lives as long as the page. */
  class Desk {
    constructor(storage) {
      this.storage = storage;
      this.held = null;
    }

    /* The exam in progress, as the newest tab left it; null when there is none. */
    read() {
      let raw = null;
      try { raw = this.storage.getItem(KEY); } catch (_error) { return this.held; }
      if (this.unkept && raw === this.raw) { return this.held; }
      this.raw = raw;
      this.unkept = false;
      try {
        const value = JSON.parse(raw);
        this.held = good(value) ? value : null;
      } catch (_error) { this.held = null; }
      return this.held;
    }

    /* `unkept` says that the browser did not take it: the page alone holds it, until another tab writes. */
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

    stored() { try { return this.storage.getItem(KEY); } catch (_error) { return null; } }

    /* Change the exam of this name in one step, so that two tabs do not undo each other; null when it is over, or
       another tab has begun a different one. */
    change(name, work) {
      const sitting = this.read();
      if (!sitting || sitting.name !== name) { return null; }
      work(sitting);
      this.write(sitting);
      return sitting;
    }

    clear() {
      this.held = null;
      this.unkept = false;
      try { this.storage.removeItem(KEY); } catch (_error) { this.held = null; }
    }
  }

  /* Time added by the reader, counted from now when it was over already. */
  function extend(sitting, minutes, now) {
    if (sitting.deadline === null) { return; }
    sitting.deadline = Math.max(sitting.deadline, now) + minutes * MINUTE;
    sitting.extended = (sitting.extended || 0) + minutes;
  }

  /* Hand in: an exam that ran out while nobody was there ends at its deadline. */
  function handIn(sitting, now) {
    const late = sitting.deadline !== null && now >= sitting.deadline;
    sitting.handed = late ? sitting.deadline : Math.max(now, sitting.started);
    sitting.over = late;
  }

  /* How much is left: {ms, text "12:05"}; null without a deadline. Measured by the clock, so a reload or a
     sleeping computer changes nothing; a clock that was put back gives no more than the whole time. */
  function left(sitting, now) {
    if (sitting.deadline === null) { return null; }
    const ms = Math.max(0, sitting.deadline - Math.max(now, sitting.started)), seconds = Math.ceil(ms / 1000);
    const pad = (number) => ("0" + number).slice(-2), hours = Math.floor(seconds / 3600);
    return { ms: ms, text: (hours ? hours + ":" : "") + pad(Math.floor(seconds / 60) % 60) + ":" + pad(seconds % 60) };
  }

  Quizgen.sitting = { Desk: Desk, KEY: KEY, TIMES: TIMES, begin: begin, extend: extend, handIn: handIn, left: left };
})(window);
