/* The first view of the practice centre: what to do now, then every way to practise. */
var Quizgen = Quizgen || {};

Quizgen.Home = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const WEEK = 7;

  /** @type {(href: string, title: string, text: string) => HTMLElement} */
  function card(href, title, text) {
    return h("li", {}, h("a", { class: "qp-door", href: href }, h("strong", {}, title), h("span", {}, text)));
  }

  class Home {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
    }

    /** @type {() => void} */
    start() {
      this.root.appendChild(h("h2", {}, "今天"));
      this.root.appendChild(h("ul", { class: "qp-doors" }, this.today()));
      this.root.appendChild(this.days());
      this.root.appendChild(h("h2", {}, "练习"));
      this.root.appendChild(h("ul", { class: "qp-doors" }, this.ways()));
      this.root.appendChild(h("h2", {}, "按专题"));
      this.root.appendChild(h("ul", { class: "qp-doors" }, this.topics()));
      const sources = this.sources();
      if (sources.length) {
        this.root.appendChild(h("h2", {}, "按来源"));
        this.root.appendChild(h("ul", { class: "qp-doors" }, sources));
      }
      const depths = this.depths();
      if (depths.length) {
        this.root.appendChild(h("h2", {}, "按层次"));
        this.root.appendChild(h("ul", { class: "qp-doors" }, depths));
      }
      this.root.appendChild(h("h2", {}, "按题型"));
      this.root.appendChild(h("ul", { class: "qp-doors" }, this.kinds()));
    }

    /** Somewhere else something was answered, or it is another day. @type {() => void} */
    changed() {
      const focused = document.activeElement;
      const held = focused && this.root.contains(focused) ? focused.getAttribute("href") : null;
      Quizgen.dom.clear(this.root);
      this.start();
      const again = Array.from(this.root.querySelectorAll("a")).filter((link) => link.getAttribute("href") === held)[0];
      if (again) { again.focus(); }
    }

    /** @type {() => HTMLElement[]} */
    today() {
      const app = this.app, due = Quizgen.modes.dueToday(app).length, today = app.store.today();
      const wrong = Quizgen.queue.wrong(app.pool.entries, app.store.state).length;
      const kept = app.store.state.places.daily, answered = app.store.state.questions, done = kept && kept[0].day === today
        ? kept[0].ids.filter((id) => answered[id] && answered[id].day === today).length : 0;
      return [
        card("#/daily", "每日一练", done ? "今天做了 " + done + " 题，共 10 题" : "10 题：到期的、薄弱的、没做过的"),
        card("#/review", "间隔复习", due ? "到期 " + due + " 题" : "今天没有到期的题"),
        card("#/book", "错题本", wrong ? wrong + " 题" : "是空的"),
        card("#/exam", "模拟考试", app.desk.read() ? "有一场还没有交卷" : "和试卷同一张蓝图，计时、判分")
      ];
    }

    /** @type {() => HTMLElement} */
    days() {
      const today = this.app.store.today(), kept = this.app.store.state.days;
      let studied = 0;
      for (let day = today; day > today - WEEK; day--) {
        const counts = kept[day] || {};
        if (Object.keys(counts).some((device) => counts[device] > 0)) { studied += 1; }
      }
      return h("p", { class: "qp-quiet" }, studied ? "近 7 天学习了 " + studied + " 天。" : "");
    }

    /** @type {() => HTMLElement[]} */
    ways() {
      const app = this.app, all = app.pool.entries.length, kept = app.store.state;
      const unseen = Quizgen.queue.unseen(app.pool.entries, kept).length;
      const best = Quizgen.session.bestChallenge(kept);
      return [
        card("#/order", "顺序练习", kept.places.order ? "接着上次往下做" : "从头到尾，共 " + all + " 题"),
        card("#/random", "随机练习", "从 " + all + " 题里随机出"),
        card("#/new", "没做过的题", unseen + " 题"),
        card("#/weak", "易错的题", Quizgen.queue.weak(app.pool.entries, kept).length + " 题，按自己的记录"),
        card("#/favourites", "收藏的题", Quizgen.queue.favourites(app.pool.entries, kept).length + " 题"),
        card("#/recite", "背题", "直接看答案，不作记录"),
        card("#/challenge", "挑战", best ? "答错为止；最好连对 " + best + " 题" : "答错为止"),
        card("#/progress", "进度与设置", "各专题进度、导出、合并、清除"),
        card("#/draw", "现场抽题", Quizgen.site.names().draw + "，投影用")
      ];
    }

    /** @type {() => HTMLElement[]} */
    topics() {
      const rows = Quizgen.queue.progress(this.app.pool.entries, this.app.store.state, this.app.store.today());
      return rows.map((row) => card("#/topic/" + encodeURIComponent(row.name), row.name,
        "共 " + row.all + " 题，做过 " + row.seen + " 题"));
    }

    /** @type {() => HTMLElement[]} */
    sources() {
      return this.app.pool.data.sources.map((one) => card("#/source/" + one[0], one[1],
        Quizgen.queue.filtered(this.app.pool.entries, { source: one[0] }).length + " 题"));
    }

    /** @type {() => HTMLElement[]} */
    depths() {
      const app = this.app, order = app.pool.data.depths;
      const rows = Quizgen.queue.depths(app.pool.entries, app.store.state, app.store.today(), order);
      return rows.map((row) => card("#/depth/" + encodeURIComponent(row.name), row.name,
        "共 " + row.all + " 题，做过 " + row.seen + " 题"));
    }

    /** @type {() => HTMLElement[]} */
    kinds() {
      const titles = Quizgen.site.names().kinds;
      const entries = this.app.pool.entries, kinds = this.app.pool.data.kinds;
      return kinds.filter((kind) => entries.some((entry) => entry.kind === kind)).map((kind) => card(
        "#/kind/" + kind, titles[kind], Quizgen.queue.filtered(entries, { kind: kind }).length + " 题"));
    }
  }

  Quizgen.views.home = Home;

  return Home;
})();
