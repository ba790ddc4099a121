/* The first view of the practice centre: one thing to do now, how much is mastered, then every way to practise, short. */
var Quizgen = Quizgen || {};

/** Something to do: where it is, its name, what there is to say of it. @typedef {{href: string, title: string, text: string}} Offer */

Quizgen.Home = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const WEEK = 7, FRESH = 2 * 86400000;

  class Home {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
    }

    /** @type {() => void} */
    start() {
      const rows = Quizgen.queue.progress(this.app.pool.entries, this.app.store.state, this.app.store.today());
      [h("h2", {}, "今天"), this.now(), h("h2", {}, "掌握了多少"), this.whole(rows), this.topics(rows),
        h("h2", {}, "更多练法")].concat(this.groups()).forEach((part) => this.root.appendChild(part));
    }

    /** Somewhere else something was answered, or it is another day. @type {() => void} */
    changed() {
      const focused = document.activeElement;
      const held = focused && this.root.contains(focused) ? focused.getAttribute("href") : null;
      Quizgen.dom.clear(this.root);
      this.start();
      const again = Array.from(this.root.querySelectorAll("a")).filter((link) => link.getAttribute("href") === held)[0];
      if (again) { again.focus(); } else if (focused) { Quizgen.dom.hold(); }
    }

    /** What there is to do, the most pressing first: an exam whose clock runs, what was begun a short time ago, what is due,
       the ten of today, ten more.
       @type {() => Offer[]} */
    offers() {
      const app = this.app, sitting = app.desk.read(), open = app.rounds.open(app), now = app.clock().ms;
      const due = Quizgen.modes.dueToday(app).length, left = Quizgen.modes.leftToday(app);
      /** @type {Offer[]} */
      const found = [];
      if (sitting) { found.push({ href: "#/sit", title: "继续模拟考试", text: "有一场还没有交卷" }); }
      const last = open.filter((round) => now - round.changed < FRESH && !this.isPast(round))[0];
      if (last) {
        found.push({ href: last.href, title: "继续：" + last.title, text: "做到第 " + (last.at + 1) + " 题，共 " + last.count + " 题" });
      }
      if (due) { found.push({ href: "#/review", title: "复习到期的 " + due + " 题", text: "隔几天再答一次，才记得牢" }); }
      if (left) {
        found.push(left < Quizgen.queue.DAILY
          ? { href: "#/daily", title: "今天 10 题，还有 " + left + " 题", text: "今天做了 " + (Quizgen.queue.DAILY - left) + " 题，共 10 题" }
          : { href: "#/daily", title: "今天 10 题", text: "到期的、薄弱的、没做过的" });
      }
      if (!left) { found.push({ href: "#/ten", title: "再来十题", text: "今天的十题做完了；不重复今天做过的题" }); }
      return found.filter((one, at) => found.findIndex((other) => other.href === one.href) === at);
    }

    /** Whether a round belongs to an earlier day. @type {(round: OpenRound) => boolean} */
    isPast(round) {
      const { store, clock } = this.app;
      return Boolean(Quizgen.modes.MODES[round.mode].today) && Quizgen.state.dayOf(round.changed, clock().offset) !== store.today();
    }

    /** @type {() => HTMLElement} */
    now() {
      const [first, ...others] = this.offers(), also = others.slice(0, 2);
      return h("div", { class: "qp-now" },
        h("a", { class: "qp-button qp-main qp-first", href: first.href }, h("strong", {}, first.title), h("span", {}, first.text)),
        also.length ? h("p", { class: "qp-chips" }, also.map((one) => link(one.href, one.title))) : null,
        h("p", { class: "qp-quiet" }, this.days()));
    }

    /** Days to the exam, days studied. @type {() => Child[]} */
    days() {
      const store = this.app.store, today = store.today(), kept = store.state.days, exam = store.setting("examDay", 0);
      let studied = 0;
      for (let day = today; day > today - WEEK; day--) {
        const counts = kept[day] || {};
        if (Object.keys(counts).some((device) => counts[device] > 0)) { studied += 1; }
      }
      const left = exam - today;
      return [
        exam && left >= 0 ? h("strong", { class: "qp-left-days" }, left ? "距考试 " + left + " 天。" : "今天考试。") : null,
        exam && left >= 0 ? null : h("a", { class: "qp-inline", href: "#/progress" }, "填考试日期"),
        studied ? " 近 7 天学习了 " + studied + " 天。" : null
      ];
    }

    /** @type {(rows: TopicProgress[]) => HTMLElement} */
    whole(rows) {
      const sum = rows.reduce((all, row) => ({ all: all.all + row.all, seen: all.seen + row.seen, right: all.right + row.right }),
        { all: 0, seen: 0, right: 0 });
      return h("div", { class: "qp-whole" },
        h("p", {}, h("strong", {}, Quizgen.mastery.percent(sum.right, sum.all)), " 最近答对 " + sum.right + " 题，做过 " + sum.seen + " 题，共 " + sum.all + " 题"),
        Quizgen.mastery.bar(sum));
    }

    /** @type {(rows: TopicProgress[]) => HTMLElement} */
    topics(rows) {
      return h("ul", { class: "qp-topics" }, rows.map((row) => h("li", {},
        h("a", { href: "#/topic/" + encodeURIComponent(row.name) }, h("span", { class: "qp-topic-name" }, row.name),
          h("span", { class: "qp-topic-count" }, row.right + "/" + row.all, row.due ? "，到期 " + row.due : ""), Quizgen.mastery.bar(row)))));
    }

    /** @type {() => HTMLElement[]} */
    groups() {
      const app = this.app, kept = app.store.state, entries = app.pool.entries, queue = Quizgen.queue;
      const best = Quizgen.session.bestChallenge(kept), marked = Quizgen.remarks.marked(entries, kept).length;
      /** @type {(name: string, links: HTMLElement[]) => HTMLElement} */
      const group = (name, links) => h("section", { class: "qp-group" }, h("h3", {}, name), h("p", { class: "qp-chips" }, links));
      return [
        group("练", [
          link("#/builder", "自己选题"), link("#/daily", "今天十题", Quizgen.modes.leftToday(app)), link("#/order", "顺序", kept.places.order ? "接着上次" : ""), link("#/random", "随机"),
          link("#/new", "没做过的", queue.unseen(entries, kept).length), link("#/recite", "背题"),
          link("#/challenge", "挑战", best ? "最好 " + best : "")
        ]),
        group("错", [
          link("#/book", "错题本", queue.wrong(entries, kept).length), link("#/review", "到期的", Quizgen.modes.dueToday(app).length),
          link("#/weak", "易错的", queue.weak(entries, kept).length),
          link("#/favourites", "收藏", queue.favourites(entries, kept).length), link("#/remarks", "笔记", marked)
        ]),
        group("考", [link("#/exam", "模拟考试"), link("#/draw", "现场抽题")]),
        group("管", [link("#/progress", "进度与设置"), link("#/transfer", "换设备、备份")])
      ];
    }
  }

  /** @type {(href: string, title: string, more?: string | number) => HTMLElement} */
  function link(href, title, more) {
    return h("a", { class: "qp-door", href: href }, title, more || more === 0 ? h("span", {}, " " + more) : null);
  }

  Quizgen.views.home = Home;

  return Home;
})();
