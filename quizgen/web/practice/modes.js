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
    set: {
      title: (rest, app) => {
        const choice = Quizgen.choice.read(rest);
        return "自己选题" + (choice.count ? " " + choice.count + " 题" : "") + "：" +
          (Quizgen.choice.words(choice, { kinds: Quizgen.site.names().kinds, sources: app.pool.data.sources }) || "全部题目");
      },
      none: "没有符合的题，请回到“自己选题”放宽一项。",
      ids: (app, rest) => {
        const choice = Quizgen.choice.read(rest);
        return Quizgen.choice.take(Quizgen.choice.matching(app.pool.entries, app.store.state, app.store.today(), choice), choice, app.chance);
      }
    },
    ten: { title: () => "再来十题", none: "今天把所有的题都做过了。", ids: (app) => {
      const kept = app.store.state, today = app.store.today();
      const open = app.pool.entries.filter((entry) => !(kept.questions[entry.id] && kept.questions[entry.id].day === today));
      return Quizgen.queue.daily(open, kept, today, app.chance);
    } },
    missed: {
      title: (rest, app) => "练考错的题：" + (app.store.state.exams[rest[0]] || { title: "" }).title,
      none: "这场考试没有失分的题，或者题库改过了。",
      ids: (app, rest) => missedIds(app, rest[0])
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

  /** How many of the ten of today are left; nothing is chosen by asking. @type {(app: App) => number} */
  function leftToday(app) {
    const kept = app.store.state.places.daily;
    if (!kept || kept[0].day !== app.store.today()) { return Math.min(Quizgen.queue.DAILY, app.pool.entries.length); }
    return dailyIds(app).length;
  }

  /** The questions of a mock exam that did not earn their full points, as far as the bank still has them.
      @type {(app: App, name: string) => string[]} */
  function missedIds(app, name) {
    const record = app.store.state.exams[name], F = Quizgen.fractions;
    const items = record && record.items ? record.items : [];
    return items.filter((item) => app.pool.byId[item[0]] && F.compare(F.read(item[3]), F.read(item[4])) < 0).map((item) => item[0]);
  }

  /** What to do when a run is over: another set of the same, or ten more; null where there is nothing of the kind.
      @type {(name: string, rest: string[]) => {href: string, text: string} | null} */
  function again(name, rest) {
    const choice = Quizgen.choice;
    if (name === "set") { return { href: choice.href(choice.read(rest)), text: "再来一组" }; }
    if (name === "topic") { return { href: choice.href(choice.make({ topic: rest.join("/") })), text: "这个专题再来十题" }; }
    if (name === "kind") { return { href: choice.href(choice.make({ kind: rest[0] })), text: "这种题型再来十题" }; }
    return name === "recite" || name === "challenge" ? null : { href: "#/ten", text: "再来十题" };
  }

  /** @type {(place: Dated<string> | undefined) => string} */
  function lastOf(place) { return place ? place[0] : ""; }

  /** @type {(kind: string, otherwise: string) => string} */
  function kindTitle(kind, otherwise) {
    /** @type {Record<string, string>} */
    const titles = Quizgen.site.names().kinds;
    return titles[kind] || otherwise;
  }

  return { CAP: CAP, MODES: MODES, again: again, dueToday: dueToday, leftToday: leftToday, missedIds: missedIds };
})();
