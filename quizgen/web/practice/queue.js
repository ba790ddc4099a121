/* Which questions come, in which order, in every mode of practice. Pure. */
var Quizgen = Quizgen || {};

/** A question of the index. @typedef {{id: string, kind: Kind, topic: string, level: Difficulty, sources: string[], depth?: Level}} PoolEntry */
/** "" or nothing lets everything through. @typedef {{topic?: string, source?: string, kind?: string, depth?: string}} PoolFilter */
/** @typedef {{name: string, all: number, seen: number, right: number, due: number}} TopicProgress */

Quizgen.queue = (function () {
  "use strict";
  const state = Quizgen.state;

  const DAILY = 10, DAILY_DUE = 6;

  /** @type {(topic: string, named: string) => boolean} */
  function within(topic, named) { return topic === named || topic.indexOf(named + "/") === 0; }

  /** The entries a filter lets through.
      @type {<E extends PoolEntry>(entries: E[], filter: PoolFilter) => E[]} */
  function filtered(entries, filter) {
    return entries.filter((entry) => (!filter.topic || within(entry.topic, filter.topic)) &&
      (!filter.source || entry.sources.indexOf(filter.source) >= 0) &&
      (!filter.depth || entry.depth === filter.depth) && (!filter.kind || entry.kind === filter.kind));
  }

  /** @type {(entries: PoolEntry[]) => string[]} */
  function ids(entries) { return entries.map((entry) => entry.id); }

  /** @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function unseen(entries, kept) { return ids(entries).filter((id) => !kept.questions[id]); }

  /** @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function favourites(entries, kept) { return ids(entries).filter((id) => state.flagged(kept.favourites, id)); }

  /** @type {(kept: Practice, id: string) => number} */
  function lastWrong(kept, id) {
    const wrongs = kept.questions[id].wrongs;
    return wrongs ? wrongs[1] : 0;
  }

  /** Ever answered wrong, the newest mistake first. @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function mistaken(entries, kept) {
    return ids(entries).filter((id) => kept.questions[id] && kept.questions[id].wrongs).sort((a, b) => lastWrong(kept, b) - lastWrong(kept, a));
  }

  /** In the wrong-question book, the newest mistake first. @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function wrong(entries, kept) { return mistaken(entries, kept).filter((id) => state.inBook(kept, id)); }

  /** Often wrong: answered twice or more with at least a third wrong, the worst first.
      @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function weak(entries, kept) {
    const rate = (/** @type {string} */ id) => {
      const both = state.counts(kept.questions[id]), sum = both[0] + both[1];
      return sum >= 2 ? both[0] / sum : 0;
    };
    return ids(entries).filter((id) => kept.questions[id] && rate(id) >= 1 / 3).sort((a, b) => rate(b) - rate(a));
  }

  /** Due on `day`, the most overdue (measured by its own interval) first; `cap` at most (none: all).
      @type {(entries: PoolEntry[], kept: Practice, day: number, cap?: number) => string[]} */
  function due(entries, kept, day, cap) {
    const late = (/** @type {string} */ id) => (day - kept.questions[id].due + 1) / Math.max(1, kept.questions[id].due - kept.questions[id].day);
    const waiting = ids(entries).filter((id) => kept.questions[id] && kept.questions[id].due <= day)
      .sort((a, b) => late(b) - late(a) || (a < b ? -1 : 1));
    return cap ? waiting.slice(0, cap) : waiting;
  }

  /** In the order of the bank, from behind the question answered last; when that one is no longer in the bank,
     from the first one never answered.
     @type {(entries: PoolEntry[], lastId: string, kept?: Practice) => string[]} */
  function ordered(entries, lastId, kept) {
    const all = ids(entries), open = lastId && kept ? all.findIndex((id) => !kept.questions[id]) - 1 : -1;
    const at = all.indexOf(lastId) < 0 ? Math.max(open, -1) : all.indexOf(lastId);
    return all.slice(at + 1).concat(at < 0 ? [] : all.slice(0, at + 1));
  }

  /** The ten of a day: what is due (six at most), what is weak, then new ones from the topics known least. The
     same ten all day: `chance` is seeded with the day by the caller, `kept` as it was when the day began.
     @type {(entries: PoolEntry[], kept: Practice, day: number, chance: Chance) => string[]} */
  function daily(entries, kept, day, chance) {
    const picked = due(entries, kept, day, DAILY_DUE), seen = new Set(picked);
    const add = (/** @type {string[]} */ list, /** @type {number} */ most) => list.forEach((id) => {
      if (picked.length < most && !seen.has(id)) {
        seen.add(id);
        picked.push(id);
      }
    });
    add(weak(entries, kept), DAILY - 2);
    add(byNeed(entries, kept, chance), DAILY);
    add(chance.sample(ids(entries)), DAILY);
    return chance.sample(picked);
  }

  /** Unseen questions, those of the top topics with the least share seen first, random within a topic.
      @type {(entries: PoolEntry[], kept: Practice, chance: Chance) => string[]} */
  function byNeed(entries, kept, chance) {
    /** @type {Record<string, {seen: number, all: number}>} */
    const topics = {};
    entries.forEach((entry) => {
      const name = entry.topic.split("/")[0], sum = topics[name] || (topics[name] = { seen: 0, all: 0 });
      sum.all += 1;
      sum.seen += kept.questions[entry.id] ? 1 : 0;
    });
    const share = (/** @type {PoolEntry} */ entry) => {
      const sum = topics[entry.topic.split("/")[0]];
      return sum.seen / sum.all;
    };
    const open = chance.sample(entries.filter((entry) => !kept.questions[entry.id]));
    return ids(open.sort((a, b) => share(a) - share(b)));
  }

  /** By top topic, `right` at the last try; by another name where `nameOf` gives one.
     @type {(entries: PoolEntry[], kept: Practice, day: number, nameOf?: (entry: PoolEntry) => string) => TopicProgress[]} */
  function progress(entries, kept, day, nameOf) {
    /** @type {TopicProgress[]} */
    const rows = [];
    /** @type {Record<string, TopicProgress>} */
    const byName = {};
    entries.forEach((entry) => {
      const name = nameOf ? nameOf(entry) : entry.topic.split("/")[0], record = kept.questions[entry.id];
      let row = byName[name];
      if (!row) {
        row = byName[name] = { name: name, all: 0, seen: 0, right: 0, due: 0 };
        rows.push(row);
      }
      row.all += 1;
      if (record) {
        row.seen += 1;
        row.right += record.ok === state.WRONG ? 0 : 1;
        row.due += record.due <= day ? 1 : 0;
      }
    });
    return rows;
  }

  /** The same by depth, in the given order; entries that say none are left out.
     @type {(entries: PoolEntry[], kept: Practice, day: number, order: string[]) => TopicProgress[]} */
  function depths(entries, kept, day, order) {
    const rows = progress(entries.filter((entry) => entry.depth), kept, day, (entry) => entry.depth || "");
    return rows.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  return {
    DAILY: DAILY, daily: daily, depths: depths, due: due, favourites: favourites, filtered: filtered, ids: ids, mistaken: mistaken, ordered: ordered,
    progress: progress, unseen: unseen, weak: weak, wrong: wrong
  };
})();
