/* Keeps a reader's practice in the browser: every change is read, made and written in one step. */
var Quizgen = Quizgen || {};

/** Why nothing is kept; "" when it is. @typedef {"" | "denied" | "full" | "future"} Trouble */
/** @typedef {() => Moment} Clock */
/** What came of a copy that was brought: answers that were new here, what could not be read, or why nothing was done.
   @typedef {{added: number, dropped: number, fault?: undefined} | {fault: "damaged" | "future"}} Brought */

Quizgen.Store = (function () {
  "use strict";

  const KEY = "quizgen.practice", DAMAGED = "quizgen.practice.damaged", PROBE = "quizgen.probe";

  /* `storage` is null where nothing can be kept; `chance` names the device; `rescued` is the text of a damaged copy. */
  class Store {
    /** The key under which it is kept. @type {string} */
    static get KEY() { return KEY; }

    /** @param {Shelf | null} storage @param {Clock} clock @param {Chance} chance */
    constructor(storage, clock, chance) {
      this.storage = storage || Quizgen.storage.NOWHERE;
      this.clock = clock;
      this.chance = chance;
      /** @type {Trouble} */
      this.trouble = "";
      this.rescued = "";
      this.unsaved = false;
      this.endangered = false;
      /** @type {(() => void)[]} */
      this.listeners = [];
      /** The text last read or written here. @type {string | null} */
      this.raw = null;
      /** The text that the state goes back to. @type {string | null} */
      this.base = null;
      /** Records as JSON that have not changed since, by question. @type {Map<string, string> | null} */
      this.pieces = null;
      this.state = Quizgen.state.empty(Quizgen.chance.name(chance));
      this.open();
    }

    /** @type {() => void} */
    open() {
      try {
        this.storage.setItem(PROBE, "1");
        this.storage.removeItem(PROBE);
      } catch (error) {
        this.trouble = isFull(error) ? "full" : "denied";
      }
      if (this.trouble === "denied") { return; }
      try { this.rescued = this.storage.getItem(DAMAGED) || ""; } catch (_error) { this.rescued = ""; }
      this.refresh();
    }

    /** Take over what another tab has written. @type {() => void} */
    refresh() {
      /** @type {string | null} */
      let raw = null;
      try { raw = this.storage.getItem(KEY); } catch (_error) { this.trouble = "denied"; return; }
      const found = raw === null || raw === this.raw ? null : Quizgen.stored.read(raw);
      if (found && found.fault === "future") { this.trouble = "future"; return; }
      if (this.trouble === "future") { this.trouble = ""; }
      if (raw !== this.raw) { this.take(raw, found); }
    }

    /** Go on from what is stored now: its text, or null, and what was read in it.
        @type {(raw: string | null, found: Found | null) => void} */
    take(raw, found) {
      this.pieces = null;
      if (raw === null && this.unsaved) { return; }
      if (raw === null || !found) {
        this.state = Quizgen.state.empty(Quizgen.chance.name(this.chance));
        this.raw = this.base = null;
        return;
      }
      this.raw = raw;
      if (found.fault || found.dropped) { this.rescue(raw); }
      if (!found.state) { return; }
      this.state = this.unsaved ? Quizgen.merge.merge(found.state, this.since()) : found.state;
      this.base = raw;
    }

    /** The state of this tab, with what could not be kept counted under a name of its own. @type {() => Practice} */
    since() {
      const base = this.base === null ? null : Quizgen.stored.read(this.base).state;
      return Quizgen.state.apart(this.state, base || Quizgen.state.empty(this.state.device), Quizgen.chance.name(this.chance));
    }

    /** Put a damaged copy aside, beside those put aside before, so that nothing of it is lost.
        @type {(raw: string) => void} */
    rescue(raw) {
      const there = ("\n" + this.rescued + "\n").indexOf("\n" + raw + "\n") >= 0;
      if (!there) { this.rescued += (this.rescued ? "\n" : "") + raw; }
      this.setAside();
    }

    /** Whether the damaged copies are kept; until they are, nothing is written over them. @type {() => boolean} */
    setAside() {
      try {
        this.storage.setItem(DAMAGED, this.rescued);
        this.endangered = false;
      } catch (_error) {
        this.trouble = this.trouble || "full";
        this.endangered = true;
      }
      return !this.endangered;
    }

    /** Change the state by `work(state)`; what it returns is returned. The change stands even if it cannot be kept.
       `id`: the only question whose record is changed; without it any may be.
       @type {<T>(work: (state: Practice) => T, id?: string) => T} */
    change(work, id) {
      const kept = this.trouble !== "denied" && this.trouble !== "future";
      if (kept) { this.refresh(); }
      const given = work(this.state);
      if (!id) { this.pieces = null; } else if (this.pieces) { this.pieces.delete(id); }
      if (kept && this.trouble !== "future") { this.save(); } else { this.unsaved = true; }
      this.tell();
      return given;
    }

    /** The state as JSON. Records that have not changed since are not written anew, which spares an answer
       the work on hundreds of others.
       @type {() => string} */
    text() {
      const pieces = this.pieces = this.pieces || new Map(), questions = this.state.questions;
      const records = Object.keys(questions).map((id) => {
        if (!pieces.has(id)) { pieces.set(id, JSON.stringify(id) + ":" + JSON.stringify(questions[id])); }
        return pieces.get(id);
      });
      const rest = JSON.stringify(Object.assign({}, this.state, { questions: undefined }));
      return rest.slice(0, -1) + ',"questions":{' + records.join(",") + "}}";
    }

    /** @type {() => void} */
    save() {
      const text = this.text();
      if (this.endangered && !this.setAside()) {
        this.unsaved = true;
        return;
      }
      try {
        this.storage.setItem(KEY, text);
        this.raw = this.base = text;
        this.unsaved = false;
        if (this.trouble === "full") { this.trouble = ""; }
      } catch (error) {
        this.unsaved = true;
        this.trouble = isFull(error) ? "full" : "denied";
      }
    }

    /** @type {(state: Practice) => Rules} */
    rules(state) {
      return {
        retireAfter: Quizgen.state.setting(state, "retireAfter", Quizgen.state.RETIRE_AFTER),
        examDay: Quizgen.state.setting(state, "examDay", null),
        retention: 0.9
      };
    }

    /** Note an answer, with what was chosen where it is at hand; returns copies {record, before: the record before it, or null}.
        @type {(id: string, ok: number, chosen?: Answer) => Noted} */
    answer(id, ok, chosen) {
      const now = this.clock();
      const copy = (/** @type {Remembered | undefined} */ record) => (record ? JSON.parse(JSON.stringify(record)) : null);
      return this.change((state) => {
        const before = copy(state.questions[id]);
        if (chosen && ok === Quizgen.state.WRONG) { Quizgen.state.choose(state, id, chosen, now.ms); }
        return { record: copy(Quizgen.state.answer(state, id, ok, now, this.rules(state))), before: before };
      }, id);
    }

    /** Note many answers in one step: [[id, ok, what was chosen], …]. @type {(given: [string, number, Answer?][]) => void} */
    answers(given) {
      const now = this.clock();
      this.change((state) => given.forEach(([id, ok, chosen]) => {
        if (chosen && ok === Quizgen.state.WRONG) { Quizgen.state.choose(state, id, chosen, now.ms); }
        Quizgen.state.answer(state, id, ok, now, this.rules(state));
      }));
    }

    /** Judge the answer just given as a guess; `noted` as `answer` gave it. The record, null when it was erased.
        @type {(id: string, noted: Noted) => Remembered | null} */
    guess(id, noted) {
      const now = this.clock();
      return this.change((state) => Quizgen.state.guess(state, id, noted, now, this.rules(state)), id);
    }

    /** @type {(part: "favourites" | "pins" | "removed" | "doubts", id: string, on: boolean) => void} */
    flag(part, id, on) {
      const now = this.clock().ms;
      this.change((state) => Quizgen.state.put(state[part], id, on ? 1 : 0, now), id);
    }

    /** What was noted of a question takes the place of what was noted before. @type {(id: string, text: string) => void} */
    note(id, text) {
      const now = this.clock().ms;
      this.change((state) => Quizgen.state.write(state, id, text, now), id);
    }

    /** @type {<T>(key: string, standard: T) => T} */
    setting(key, standard) { return Quizgen.state.setting(this.state, key, standard); }

    /** @type {(key: string, value: any) => void} */
    set(key, value) {
      const now = this.clock().ms;
      this.change((state) => Quizgen.state.put(state.settings, key, value, now), key);
    }

    /** @type {() => number} */
    today() {
      const now = this.clock();
      return Quizgen.state.dayOf(now.ms, now.offset);
    }

    /** Add another copy. Returns {added: answers that were new here, dropped} or {fault}.
        @type {(text: string) => Brought} */
    bring(text) {
      const found = Quizgen.stored.read(text), brought = found.state;
      if (!brought) { return found; }
      return this.change((state) => {
        const before = total(state);
        Object.assign(state, Quizgen.merge.merge(state, brought));
        return { added: total(state) - before, dropped: found.dropped };
      });
    }

    /** Forget everything, on this device only; the damaged copy as well. What is answered from now on counts under
       a new name of the device, so that a copy brought back later adds to it.
       @type {() => void} */
    erase() {
      this.change((state) => {
        Object.assign(state, Quizgen.state.empty(Quizgen.chance.name(this.chance)));
      });
      this.forgetRescued();
    }

    /** Drop the damaged copies that were put aside; one that nobody has been told of yet is put aside then.
        @type {() => void} */
    forgetRescued() {
      this.rescued = "";
      this.endangered = false;
      try { this.storage.removeItem(DAMAGED); } catch (_error) { this.trouble = this.trouble || "denied"; }
      this.change(() => {});
    }

    /** The day on which a question would come again if its newest answer were judged so.
        @type {(before: Remembered | null, ok: number) => number} */
    dueIf(before, ok) { return Quizgen.state.dueIf(before, ok, this.clock(), this.rules(this.state)); }

    /** @type {(work: () => void) => void} */
    listen(work) { this.listeners.push(work); }

    /** @type {() => void} */
    tell() { this.listeners.forEach((work) => work()); }
  }

  /** @type {(state: Practice) => number} */
  function total(state) {
    return Object.keys(state.questions).reduce((sum, id) => {
      const both = Quizgen.state.counts(state.questions[id]);
      return sum + both[0] + both[1];
    }, 0);
  }

  /** @type {(error: any) => boolean} */
  function isFull(error) {
    return Boolean(error) && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED");
  }

  return Store;
})();
