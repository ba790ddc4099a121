/* Rounds: what is being practised, how far it has come, what was answered in it. Kept apart from the practice record, on this device only. */
var Quizgen = Quizgen || {};

/** An answer given in a round: the options as they were shown, what was answered, how it counted (WRONG, GUESSED, RIGHT), the day to ask again.
   @typedef {{order: Order, answer: Answer, ok: number, due: number}} Given */
/** What is put down before it is submitted. @typedef {{id: string, answer: Answer}} Draft */
/** A round in the index: its route (the hash without "#/"), the slot of its body, its place now, how many questions it has, how many are
   answered, when it was changed (ms), the day it began; `over` once it has come to its end; `fixed`: these questions and no others.
   @typedef {{name: string, route: string, slot: number, at: number, count: number, done: number, changed: number, day: number, over: boolean,
   fixed: boolean, draft: Draft | null}} RoundHead */
/** The questions of a round in their order, the answers by question. @typedef {{name: string, ids: string[], given: Record<string, Given>}} RoundBody */
/** An unfinished round as the home page shows it.
   @typedef {{href: string, title: string, mode: string, at: number, count: number, done: number, changed: number}} OpenRound */

Quizgen.rounds = (function () {
  "use strict";

  const KEY = "quizgen.rounds", BODY = "quizgen.round.", NOTE = "quizgen.review", VERSION = 1, SLOTS = 16;

  /** @type {(value: any) => boolean} */
  function isMap(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /** @type {(value: any) => boolean} */
  function isCount(value) { return Number.isInteger(value) && value >= 0; }

  /** @type {(head: any) => head is RoundHead} */
  function goodHead(head) {
    return isMap(head) && typeof head.name === "string" && typeof head.route === "string" && isCount(head.slot) && head.slot < SLOTS &&
      [head.at, head.count, head.done].every(isCount) && [head.changed, head.day].every(Number.isFinite) && [head.over, head.fixed].every((one) => typeof one === "boolean") &&
      (head.draft === null || (isMap(head.draft) && typeof head.draft.id === "string" && isMap(head.draft.answer)));
  }

  /** @type {(one: any) => boolean} */
  function goodGiven(one) {
    return isMap(one) && Array.isArray(one.order) && isMap(one.answer) && [0, 1, 2].indexOf(one.ok) >= 0 && Number.isInteger(one.due);
  }

  /** The body in a text; null when it is none. @type {(text: string | null) => RoundBody | null} */
  function readBody(text) {
    try {
      const value = JSON.parse(text || "null");
      const good = isMap(value) && value.version === VERSION && typeof value.name === "string" && typeof value.ids === "string" &&
        value.ids !== "" && isMap(value.given) && Object.keys(value.given).every((id) => goodGiven(value.given[id]));
      return good ? { name: value.name, ids: value.ids.split(" "), given: value.given } : null;
    } catch (_error) { return null; }
  }

  /** @type {(body: RoundBody) => string} */
  function bodyText(body) {
    return JSON.stringify({ version: VERSION, name: body.name, ids: body.ids.join(" "), given: body.given });
  }

  /** The ids of a round that is taken up again: what is answered stays where it is; of the rest what is still asked (`now`); then what has
     been added. Pure.
     @type {(ids: string[], given: Record<string, Given>, now: string[], grows: boolean) => string[]} */
  function renewed(ids, given, now, grows) {
    const wanted = new Set(now), had = new Set(ids);
    const kept = ids.filter((id) => given[id] || wanted.has(id));
    return grows ? kept.concat(now.filter((id) => !had.has(id))) : kept;
  }

  /* One round as its page holds it; what changes is written at once, over what other tabs have written of it. */
  class Round {
    /** @param {Rounds} rounds @param {RoundHead} head @param {RoundBody} body */
    constructor(rounds, head, body) {
      this.rounds = rounds;
      this.head = head;
      this.ids = body.ids;
      this.given = body.given;
    }

    /** @type {string} */
    get name() { return this.head.name; }

    /** Whether it keeps to its questions, whatever its mode would ask now. @type {boolean} */
    get fixed() { return this.head.fixed; }

    /** How many were right and wrong; guesses count as right. @type {() => {right: number, wrong: number}} */
    tally() {
      const all = this.ids.filter((id) => this.given[id]), right = all.filter((id) => this.given[id].ok !== Quizgen.state.WRONG).length;
      return { right: right, wrong: all.length - right };
    }

    /** Those answered wrong. @type {() => string[]} */
    missed() { return this.ids.filter((id) => this.given[id] && this.given[id].ok === Quizgen.state.WRONG); }

    /** Those without an answer. @type {() => string[]} */
    left() { return this.ids.filter((id) => !this.given[id]); }

    /** The draft of a question, when it is the one being written. @type {(id: string) => Answer | null} */
    draft(id) { return this.head.draft && this.head.draft.id === id ? this.head.draft.answer : null; }

    /** Turn to a place. @type {(at: number) => void} */
    turn(at) {
      this.head.at = at;
      this.save();
    }

    /** @type {(id: string, answer: Answer) => void} */
    write(id, answer) {
      this.head.draft = { id: id, answer: answer };
      this.save();
    }

    /** Note an answer. @type {(id: string, given: Given) => void} */
    note(id, given) {
      const there = this.rounds.body(this.head.slot);
      if (there && there.name === this.name) { Object.assign(this.given, Object.assign({}, there.given, this.given)); }
      this.given[id] = given;
      this.head.draft = null;
      this.head.done = this.ids.filter((one) => this.given[one]).length;
      this.rounds.keepBody(this.head, { name: this.name, ids: this.ids, given: this.given });
      this.save();
    }

    /** The questions of a round taken up again, from the place it stood at. @type {(ids: string[]) => void} */
    renew(ids) {
      if (ids.join() === this.ids.join()) { return; }
      const here = this.ids[this.head.at], next = this.ids.slice(this.head.at).filter((id) => ids.indexOf(id) >= 0)[0];
      const at = ids.indexOf(ids.indexOf(here) >= 0 ? here : next || "");
      this.ids = ids;
      this.head.at = at < 0 ? ids.length : at;
      this.head.count = ids.length;
      this.rounds.keepBody(this.head, { name: this.name, ids: ids, given: this.given });
      this.save();
    }

    /** It has come to its end, or goes on after all. @type {(over: boolean) => void} */
    close(over) {
      this.head.over = over;
      this.save();
    }

    /** @type {() => void} */
    save() {
      this.head.changed = this.rounds.clock().ms;
      this.rounds.keepHead(this.head);
    }
  }

  /* All rounds of this browser; without storage they live as long as the page. */
  class Rounds {
    /** @param {Shelf | null} storage @param {Clock} clock @param {Chance} chance */
    constructor(storage, clock, chance) {
      this.storage = storage || Quizgen.storage.NOWHERE;
      this.clock = clock;
      this.chance = chance;
      /** What the browser did not take, by key. @type {Record<string, string>} */
      this.held = {};
    }

    /** @type {(key: string) => string | null} */
    read(key) {
      if (this.held[key] !== undefined) { return this.held[key]; }
      try { return this.storage.getItem(key); } catch (_error) { return null; }
    }

    /** @type {(key: string, text: string) => void} */
    put(key, text) {
      try {
        this.storage.setItem(key, text);
        delete this.held[key];
      } catch (_error) { this.held[key] = text; }
    }

    /** All heads, the newest first. @type {() => RoundHead[]} */
    heads() {
      try {
        const value = JSON.parse(this.read(KEY) || "null");
        const found = isMap(value) && value.version === VERSION && Array.isArray(value.rounds) ? value.rounds.filter(goodHead) : [];
        return found.sort((/** @type {RoundHead} */ a, /** @type {RoundHead} */ b) => b.changed - a.changed);
      } catch (_error) { return []; }
    }

    /** @type {(heads: RoundHead[]) => void} */
    putHeads(heads) { this.put(KEY, JSON.stringify({ version: VERSION, rounds: heads })); }

    /** Write the head of a round; one that has been replaced in another tab stays replaced. @type {(head: RoundHead) => void} */
    keepHead(head) {
      const heads = this.heads();
      if (heads.some((one) => one.name === head.name)) { this.putHeads(heads.map((one) => (one.name === head.name ? head : one))); }
    }

    /** @type {(slot: number) => RoundBody | null} */
    body(slot) { return readBody(this.read(BODY + slot)); }

    /** @type {(head: RoundHead, body: RoundBody) => void} */
    keepBody(head, body) {
      if (this.heads().some((one) => one.name === head.name)) { this.put(BODY + head.slot, bodyText(body)); }
    }

    /** The round of a route, finished or not; null when there is none, or nothing is left of it. @type {(route: string) => Round | null} */
    find(route) {
      const head = this.heads().filter((one) => one.route === route)[0], body = head && this.body(head.slot);
      return head && body && body.name === head.name ? new Round(this, head, body) : null;
    }

    /** Begin a round of these questions; the one of the same route makes room for it, or else one that is over, or the one untouched longest.
        `follows`: its mode may add and take away what is not answered yet.
        @type {(route: string, ids: string[], follows?: boolean) => Round} */
    begin(route, ids, follows) {
      const now = this.clock(), others = this.heads().filter((one) => one.route !== route);
      const spare = others.slice().sort((a, b) => Number(b.over) - Number(a.over) || Number(b.done === 0) - Number(a.done === 0) || a.changed - b.changed);
      const left = others.length < SLOTS ? others : others.filter((one) => one !== spare[0]);
      const taken = new Set(left.map((one) => one.slot));
      let slot = 0;
      while (taken.has(slot)) { slot += 1; }
      /** @type {RoundHead} */
      const head = { name: Quizgen.chance.name(this.chance), route: route, slot: slot, at: 0, count: ids.length, done: 0, changed: now.ms,
        day: Quizgen.state.dayOf(now.ms, now.offset), over: false, fixed: !follows, draft: null };
      const body = { name: head.name, ids: ids, given: {} };
      if (ids.length) {
        this.put(BODY + slot, bodyText(body));
        this.putHeads([head].concat(left));
      }
      return new Round(this, head, body);
    }

    /** The unfinished rounds in which something was done, the newest first. @type {(app: App) => OpenRound[]} */
    open(app) {
      return this.heads().filter((one) => !one.over && (one.done || one.at || one.draft)).map((one) => {
        const parts = one.route.split("/").map(decoded), mode = Quizgen.modes.MODES[parts[0]];
        return { href: "#/" + one.route, title: mode ? mode.title(parts.slice(1), app) : "", mode: parts[0],
          at: one.at, count: one.count, done: one.done, changed: one.changed };
      }).filter((one) => one.title);
    }

    /** What a page has noted under a name of its own; null when there is nothing that is good. Only the newest such note is kept.
        @type {<T>(name: string, good: (value: any) => value is T) => T | null} */
    note(name, good) {
      try {
        const value = JSON.parse(this.read(NOTE) || "null");
        return isMap(value) && value.name === name && isMap(value.note) && good(value.note) ? value.note : null;
      } catch (_error) { return null; }
    }

    /** @type {(name: string, note: object) => void} */
    keepNote(name, note) { this.put(NOTE, JSON.stringify({ name: name, note: note })); }

    /** Forget all of them. @type {() => void} */
    clear() {
      this.held = {};
      [KEY, NOTE].concat(Array.from({ length: SLOTS }, (_one, slot) => BODY + slot)).forEach((key) => {
        try { this.storage.removeItem(key); } catch (_error) { this.held = {}; }
      });
    }
  }

  /** @type {(text: string) => string} */
  function decoded(text) { try { return decodeURIComponent(text); } catch (_error) { return text; } }

  return { KEY: KEY, Round: Round, Rounds: Rounds, renewed: renewed };
})();
