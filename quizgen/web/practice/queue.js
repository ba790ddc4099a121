/* Which questions come, in which order, in every mode of practice. Pure. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const state = Quizgen.state;

  const DAILY = 10, DAILY_DUE = 6;

  function within(topic, named) { return topic === named || topic.indexOf(named + "/") === 0; }

  /* The entries a filter lets through; entries are {id, kind, topic, level, sources} and, where it is
     known, depth (记忆, 理解, 应用). */
  function filtered(entries, filter) {
    return entries.filter((entry) => (!filter.topic || within(entry.topic, filter.topic)) &&
      (!filter.source || entry.sources.indexOf(filter.source) >= 0) &&
      (!filter.depth || entry.depth === filter.depth) && (!filter.kind || entry.kind === filter.kind));
  }

  function ids(entries) { return entries.map((entry) => entry.id); }

  function unseen(entries, kept) { return ids(entries).filter((id) => !kept.questions[id]); }

  function favourites(entries, kept) { return ids(entries).filter((id) => state.flagged(kept.favourites, id)); }

  /* In the wrong-question book, the newest mistake first. */
  function wrong(entries, kept) {
    return ids(entries).filter((id) => state.inBook(kept, id))
      .sort((a, b) => kept.questions[b].wrongs[1] - kept.questions[a].wrongs[1]);
  }

  /* Often wrong: answered twice or more with at least a third wrong, the worst first. */
  function weak(entries, kept) {
    const rate = (id) => {
      const both = state.counts(kept.questions[id]), sum = both[0] + both[1];
      return sum >= 2 ? both[0] / sum : 0;
    };
    return ids(entries).filter((id) => kept.questions[id] && rate(id) >= 1 / 3).sort((a, b) => rate(b) - rate(a));
  }

  /* Due on `day`, the most overdue (measured by its own interval) first; `cap` at most (none: all). */
  function due(entries, kept, day, cap) {
    const late = (id) => (day - kept.questions[id].due + 1) / Math.max(1, kept.questions[id].due - kept.questions[id].day);
    const waiting = ids(entries).filter((id) => kept.questions[id] && kept.questions[id].due <= day)
      .sort((a, b) => late(b) - late(a) || (a < b ? -1 : 1));
    return cap ? waiting.slice(0, cap) : waiting;
  }

  /* In the order of the bank, from behind the question answered last; when that one is no longer in the bank,
     from the first one never answered. */
  function ordered(entries, lastId, kept) {
    const all = ids(entries), open = lastId && kept ? all.findIndex((id) => !kept.questions[id]) - 1 : -1;
    const at = all.indexOf(lastId) < 0 ? Math.max(open, -1) : all.indexOf(lastId);
    return all.slice(at + 1).concat(at < 0 ? [] : all.slice(0, at + 1));
  }

  /* The ten of a day: what is due (six at most), what is weak, then new ones from the topics known least. The
     same ten all day: `chance` is seeded with the day by the caller, `kept` as it was when the day began. */
  function daily(entries, kept, day, chance) {
    const picked = due(entries, kept, day, DAILY_DUE), seen = new Set(picked);
    const add = (list, most) => list.forEach((id) => {
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

  /* Unseen questions, those of the top topics with the least share seen first, random within a topic. */
  function byNeed(entries, kept, chance) {
    const topics = {};
    entries.forEach((entry) => {
      const name = entry.topic.split("/")[0], sum = topics[name] || (topics[name] = { seen: 0, all: 0 });
      sum.all += 1;
      sum.seen += kept.questions[entry.id] ? 1 : 0;
    });
    const share = (entry) => { const sum = topics[entry.topic.split("/")[0]]; return sum.seen / sum.all; };
    const open = chance.sample(entries.filter((entry) => !kept.questions[entry.id]));
    return ids(open.map((entry) => [share(entry), entry]).sort((a, b) => a[0] - b[0]).map((pair) => pair[1]));
  }

  /* By top topic: {name, all, seen, right (at the last try), due}; by another name where `nameOf` gives one. */
  function progress(entries, kept, day, nameOf) {
    const rows = [], byName = {};
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

  /* The same by depth, in the given order; entries that say none are left out. */
  function depths(entries, kept, day, order) {
    const rows = progress(entries.filter((entry) => entry.depth), kept, day, (entry) => entry.depth);
    return rows.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  Quizgen.queue = {
    DAILY: DAILY, daily: daily, depths: depths, due: due, favourites: favourites, filtered: filtered, ids: ids, ordered: ordered,
    progress: progress, unseen: unseen, weak: weak, wrong: wrong
  };
})(window);
