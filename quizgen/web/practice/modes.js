/* The ways to practise: which questions each of them asks. */
var Quizgen = Quizgen || {};

/** A way to practise. `ids` gives the questions; `rest` are the further parts of the route; `none` is said when there are none,
   `done` when all are done; `ordered` keeps the place in the bank; `recite` shows answers at once; `challenge` ends with a mistake;
   `live`: a round taken up again asks what belongs to it by then; `today`: a round is good for its day only.
   @typedef {{title: (rest: string[], app: App) => string, ids: (app: App, rest: string[]) => string[], none?: string, done?: string,
   ordered?: boolean, recite?: boolean, challenge?: boolean, live?: boolean, today?: boolean}} Mode */

Quizgen.modes = (function () {
  "use strict";

  const CAP = 50;

  /** @type {Record<string, Mode>} */
  const MODES = {
    topic: {
      title: (rest) => "按专题：" + rest.join(" · "),
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { topic: rest.join("/") })))
    },
    source: {
      title: (rest, app) => "按来源：" + (app.pool.data.sources.filter((one) => one[0] === rest[0])[0] || ["", rest[0]])[1],
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { source: rest[0] })))
    },
    depth: {
      title: (rest) => "按层次：" + rest[0],
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { depth: rest[0] })))
    },
    kind: {
      title: (rest) => "按题型：" + kindTitle(rest[0], rest[0]),
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { kind: rest[0] })))
    },
    order: {
      title: () => "顺序练习",
      ordered: true,
      ids: (app) => Quizgen.queue.ordered(
        app.pool.entries, lastOf(app.store.state.places.order), app.store.state)
    },
    random: { title: () => "随机练习", ids: (app) => app.chance.sample(Quizgen.queue.ids(app.pool.entries)) },
    recite: {
      title: (rest) => "背题" + (rest.length ? "：" + rest.join(" · ") : ""),
      recite: true,
      ids: (app, rest) => Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, rest.length ? { topic: rest.join("/") } : {}))
    },
    favourites: {
      live: true, title: () => "收藏的题", none: "还没有收藏。练习时点“收藏”，题目就会到这里来。",
      ids: (app) => Quizgen.queue.favourites(app.pool.entries, app.store.state)
    },
    "new": {
      live: true, title: () => "没做过的题", none: "所有的题都做过了。",
      ids: (app) => Quizgen.queue.unseen(app.pool.entries, app.store.state)
    },
    weak: {
      live: true, title: () => "易错的题", none: "还没有易错的题：做过两次以上、三分之一以上答错的题会到这里来。",
      ids: (app) => Quizgen.queue.weak(app.pool.entries, app.store.state)
    },
    wrong: {
      live: true,
      title: (rest) => ["练错题", kindTitle(rest[1], ""), rest[0]].filter((text) => text && text !== "-").join("："),
      none: "这里没有错题。",
      ids: (app, rest) => Quizgen.queue.wrong(Quizgen.queue.filtered(app.pool.entries, {
        topic: rest[0] === "-" ? "" : rest[0], kind: rest[1] === "-" ? "" : rest[1]
      }), app.store.state)
    },
    review: {
      live: true, today: true, title: () => "间隔复习", none: "今天没有到期的题。",
      ids: (app) => dueToday(app)
    },
    daily: { live: true, today: true, title: () => "每日一练", ids: (app) => dailyIds(app), done: "今天的十题做完了，明天再来。" },
    challenge: {
      title: () => "挑战：答错为止", challenge: true,
      ids: (app) => app.chance.sample(Quizgen.queue.ids(app.pool.entries.filter((entry) => ["short", "essay", "case"].indexOf(entry.kind) < 0)))
    }
  };

  /** What is due today within the daily cap, less what was reviewed today already. @type {(app: App) => string[]} */
  function dueToday(app) {
    const kept = app.store.state, today = app.store.today(), offset = app.clock().offset;
    const done = Object.keys(kept.questions).filter((id) => kept.questions[id].day === today &&
      Quizgen.state.dayOf(kept.questions[id].first, offset) < today).length;
    const cap = app.store.setting("cap", CAP);
    return cap > done ? Quizgen.queue.due(app.pool.entries, kept, today, cap - done) : [];
  }

  /** The ten of today: chosen once, kept for the day, without those done. @type {(app: App) => string[]} */
  function dailyIds(app) {
    const today = app.store.today(), kept = app.store.state.places.daily;
    const ten = kept && kept[0].day === today ? kept[0].ids.filter((id) => app.pool.byId[id]) : chosenToday(app, today);
    return ten.filter((id) => !(app.store.state.questions[id] && app.store.state.questions[id].day === today));
  }

  /** @type {(app: App, today: number) => string[]} */
  function chosenToday(app, today) {
    const chance = new Quizgen.chance.Chance([today, app.pool.entries.length, 7, 11]);
    const ten = Quizgen.queue.daily(app.pool.entries, app.store.state, today, chance);
    app.store.change((state) => { state.places.daily = [{ day: today, ids: ten }, app.clock().ms]; });
    return ten;
  }

  /** @type {(place: Dated<string> | undefined) => string} */
  function lastOf(place) { return place ? place[0] : ""; }

  /** @type {(kind: string, otherwise: string) => string} */
  function kindTitle(kind, otherwise) {
    /** @type {Record<string, string>} */
    const titles = Quizgen.site.names().kinds;
    return titles[kind] || otherwise;
  }

  return { CAP: CAP, MODES: MODES, dueToday: dueToday };
})();
