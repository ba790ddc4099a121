/* Doubtful places and what was decided about them: kept in the browser on the way, given out as one file. */
var Quizgen = Quizgen || {};

/** Kept between visits: decisions by the key of a place, whether letters are keys, who checks.
   @typedef {{answers: {[key: string]: string}, keys: boolean, by: string}} CheckKept */
/** What one step did: what stood before at every place it touched. @typedef {{[key: string]: string | null}} CheckStep */

Quizgen.checklist = (function () {
  "use strict";

  const FORMAT = "quizgen-checked-1";

  /** The CRC-32 of a text in UTF-8 as eight digits. @type {(text: string) => string} */
  function crc(text) {
    const bytes = new TextEncoder().encode(text);
    let left = 0xffffffff;
    for (let at = 0; at < bytes.length; at += 1) {
      left ^= bytes[at];
      for (let bit = 0; bit < 8; bit += 1) { left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0); }
    }
    return ((left ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
  }

  class CheckList {
    /** @param {CheckData} data @param {Shelf} shelf */
    constructor(data, shelf) {
      this.data = data;
      this.shelf = shelf;
      this.place = "quizgen.check." + data.exam + "." + data.list;
      /** @type {CheckKept} */
      this.kept = { answers: {}, keys: true, by: "" };
      /** Whether decisions outlive the page. */
      this.keeps = true;
      /** @type {CheckStep[]} */
      this.steps = [];
      this.load();
    }

    /** Take up what was kept. */
    load() {
      try {
        const text = this.shelf.getItem(this.place);
        const found = text ? JSON.parse(text) : {};
        Object.keys(found.answers || {}).forEach((key) => {
          if (typeof found.answers[key] === "string") { this.kept.answers[key] = found.answers[key]; }
        });
        this.kept.keys = found.keys !== false;
        this.kept.by = typeof found.by === "string" ? found.by : "";
        this.save();
      } catch (_error) { this.keeps = false; }
    }

    /** Keep what there is. */
    save() {
      try {
        this.shelf.setItem(this.place, JSON.stringify(this.kept));
        this.keeps = true;
      } catch (_error) { this.keeps = false; }
    }

    /** The name of a place as it was seen. @param {CheckItemData} item */
    key(item) { return [item.page, item.item, item.seen].join("|"); }

    /** What was decided; empty: nothing yet. @param {CheckItemData} item */
    answer(item) { return this.kept.answers[this.key(item)] || ""; }

    /** Decide places, all in one step. @param {[CheckItemData, string][]} pairs */
    decide(pairs) {
      /** @type {CheckStep} */
      const step = {};
      pairs.forEach(([item, answer]) => {
        const key = this.key(item);
        step[key] = this.kept.answers[key] || null;
        this.kept.answers[key] = answer;
      });
      this.steps.push(step);
      this.save();
    }

    /** Take the last step back; the first place it touched. @returns {CheckItemData | null} */
    undo() {
      const step = this.steps.pop();
      if (!step) { return null; }
      Object.keys(step).forEach((key) => {
        const before = step[key];
        if (before === null) { delete this.kept.answers[key]; } else { this.kept.answers[key] = before; }
      });
      this.save();
      return this.data.items.find((item) => this.key(item) in step) || null;
    }

    /** The places of a kind that are undecided. @param {number} kind */
    open(kind) { return this.data.items.filter((item) => item.kind === kind && !this.answer(item)); }

    /** How many places of a kind (-1: of all) are decided, of how many. @param {number} kind @returns {[number, number]} */
    counts(kind) {
      const all = this.data.items.filter((item) => kind < 0 || item.kind === kind);
      return [all.filter((item) => this.answer(item)).length, all.length];
    }

    /** Every decision that is kept, also of lists before this one, as the file that is read back. @param {string} by */
    exported(by) {
      const answers = this.kept.answers;
      const rows = Object.keys(answers).sort().map((key) => {
        const [page, item, seen] = key.split("|");
        return [page, item, answers[key], seen];
      });
      const { exam, list } = this.data;
      const sum = crc([exam, list, by].concat(rows.map((row) => row.join("\t"))).join("\n"));
      return JSON.stringify({ format: FORMAT, exam: exam, list: list, by: by, rows: rows, sum: sum }, null, 1) + "\n";
    }
  }

  return { CheckList: CheckList, crc: crc };
})();
