/* Keeps a reader's practice in the browser: every change is read, made and written in one step. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  const KEY = "quizgen.practice", DAMAGED = "quizgen.practice.damaged", PROBE = "quizgen.probe";

  /* `storage` is localStorage or null; `clock` gives {ms, offset}; `chance` names the device.
     `trouble` is "" or why nothing is kept: "denied", "full", "future"; `rescued` the text of a damaged copy. */
  class Store {
    constructor(storage, clock, chance) {
      this.storage = storage;
      this.clock = clock;
      this.chance = chance;
      this.trouble = "";
      this.rescued = "";
      this.listeners = [];
      this.raw = this.base = null;
      this.pieces = null;
      this.state = Quizgen.state.empty(Quizgen.chance.name(chance));
      this.open();
    }

    open() {
      try {
        if (!this.storage) { throw new Error("no storage"); }
        this.storage.setItem(PROBE, "1");
        this.storage.removeItem(PROBE);
      } catch (error) {
        this.trouble = this.storage && isFull(error) ? "full" : "denied";
      }
      if (this.trouble === "denied") { return; }
      try { this.rescued = this.storage.getItem(DAMAGED) || ""; } catch (_error) { this.rescued = ""; }
      this.refresh();
    }

    /* Take over what another tab has written. */
    refresh() {
      let raw = null;
      try { raw = this.storage.getItem(KEY); } catch (_error) { this.trouble = "denied"; return; }
      const found = raw === null || raw === this.raw ? {} : Quizgen.state.read(raw);
      if (found.fault === "future") { this.trouble = "future"; return; }
      if (this.trouble === "future") { this.trouble = ""; }
      if (raw !== this.raw) { this.take(raw, found); }
    }

    /* Go on from what is stored now: its text, or null, and what was read in it. */
    take(raw, found) {
      this.pieces = null;
      if (raw === null && this.unsaved) { return; }
      if (raw === null) {
        this.state = Quizgen.state.empty(Quizgen.chance.name(this.chance));
        this.raw = this.base = null;
        return;
      }
      this.raw = raw;
      if (found.fault || found.dropped) { this.rescue(raw); }
      if (found.fault) { return; }
      this.state = this.unsaved ? Quizgen.state.merge(found.state, this.since()) : found.state;
      this.base = raw;
    }

    /* The state of this tab, with what could not be kept counted under a name of its own. */
    since() {
      const base = this.base === null ? Quizgen.state.empty(this.state.device) : Quizgen.state.read(this.base).state;
      return Quizgen.state.apart(this.state, base, Quizgen.chance.name(this.chance));
    }

    /* Put a damaged copy aside, beside those put aside before, so that nothing of it is lost. */
    rescue(raw) {
      const there = ("\n" + this.rescued + "\n").indexOf("\n" + raw + "\n") >= 0;
      if (!there) { this.rescued += (this.rescued ? "\n" : "") + raw; }
      this.setAside();
    }

    /* Whether the damaged copies are kept; until they are, nothing is written over them. */
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

    /* Change the state by `work(state)`; what it returns is returned. The change stands even if it cannot be kept.
       `id`: the only question whose record is changed; without it any may be. */
    change(work, id) {
      const kept = this.storage && this.trouble !== "denied" && this.trouble !== "future";
      if (kept) { this.refresh(); }
      const given = work(this.state);
      if (!id) { this.pieces = null; } else if (this.pieces) { this.pieces.delete(id); }
      if (kept && this.trouble !== "future") { this.save(); } else { this.unsaved = true; }
      this.tell();
      return given;
    }

    /* The state as JSON. Records that have not changed since are not written anew, which spares an answer
       the work on hundreds of others. */
    text() {
      const pieces = this.pieces = this.pieces || new Map(), questions = this.state.questions;
      const records = Object.keys(questions).map((id) => {
        if (!pieces.has(id)) { pieces.set(id, JSON.stringify(id) + ":" + JSON.stringify(questions[id])); }
        return pieces.get(id);
      });
      const rest = JSON.stringify(Object.assign({}, this.state, { questions: undefined }));
      return rest.slice(0, -1) + ',"questions":{' + records.join(",") + "}}";
    }

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

    rules(state) {
      return {
        retireAfter: Quizgen.state.setting(state, "retireAfter", Quizgen.state.RETIRE_AFTER),
        examDay: Quizgen.state.setting(state, "examDay", null),
        retention: 0.9
      };
    }

    /* Note an answer; returns copies {record, before: the record before it, or null}. */
    answer(id, ok) {
      const now = this.clock(), copy = (record) => (record ? JSON.parse(JSON.stringify(record)) : null);
      return this.change((state) => {
        const before = copy(state.questions[id]);
        return { record: copy(Quizgen.state.answer(state, id, ok, now, this.rules(state))), before: before };
      }, id);
    }

    /* Note many answers in one step: [[id, ok], …]. */
    answers(pairs) {
      const now = this.clock();
      this.change((state) => pairs.forEach((pair) => {
        Quizgen.state.answer(state, pair[0], pair[1], now, this.rules(state));
      }));
    }

    /* Judge the answer just given as a guess; `noted` as `answer` gave it. The record, null when it was erased. */
    guess(id, noted) {
      const now = this.clock();
      return this.change((state) => Quizgen.state.guess(state, id, noted, now, this.rules(state)), id);
    }

    flag(part, id, on) {
      const now = this.clock().ms;
      this.change((state) => Quizgen.state.put(state[part], id, on ? 1 : 0, now), id);
    }

    setting(key, standard) { return Quizgen.state.setting(this.state, key, standard); }

    set(key, value) {
      const now = this.clock().ms;
      this.change((state) => Quizgen.state.put(state.settings, key, value, now), key);
    }

    today() {
      const now = this.clock();
      return Quizgen.state.dayOf(now.ms, now.offset);
    }

    /* Add another copy. Returns {added: answers that were new here, dropped} or {fault}. */
    bring(text) {
      const found = Quizgen.state.read(text);
      if (found.fault) { return found; }
      return this.change((state) => {
        const before = total(state), merged = Quizgen.state.merge(state, found.state);
        Object.keys(merged).forEach((key) => { state[key] = merged[key]; });
        return { added: total(state) - before, dropped: found.dropped };
      });
    }

    /* Forget everything, on this device only; the damaged copy as well. What is answered from now on counts under
       a new name of the device, so that a copy brought back later adds to it. */
    erase() {
      this.change((state) => {
        const blank = Quizgen.state.empty(Quizgen.chance.name(this.chance));
        Object.keys(blank).forEach((key) => { state[key] = blank[key]; });
      });
      this.forgetRescued();
    }

    /* Drop the damaged copies that were put aside; one that nobody has been told of yet is put aside then. */
    forgetRescued() {
      this.rescued = "";
      this.endangered = false;
      try { this.storage.removeItem(DAMAGED); } catch (_error) { this.trouble = this.trouble || "denied"; }
      this.change(() => {});
    }

    /* The day on which a question would come again if its newest answer were judged so. */
    dueIf(before, ok) { return Quizgen.state.dueIf(before, ok, this.clock(), this.rules(this.state)); }

    listen(work) { this.listeners.push(work); }

    tell() { this.listeners.forEach((work) => work()); }
  }

  function total(state) {
    return Object.keys(state.questions).reduce((sum, id) => {
      const both = Quizgen.state.counts(state.questions[id]);
      return sum + both[0] + both[1];
    }, 0);
  }

  function isFull(error) {
    return Boolean(error) && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED");
  }

  /* The browser's own storage; null where it is denied. */
  Quizgen.storageOf = function () { try { return window.localStorage; } catch (_error) { return null; } };
  Quizgen.Store = Store;
  Quizgen.STORE_KEY = KEY;
})(window);
