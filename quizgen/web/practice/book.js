/* The wrong-question book: what went wrong, how often, when; by theme and kind; to practise and to print. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const views = Quizgen.views = Quizgen.views || {};

  class Book {
    constructor(app, root) {
      this.app = app;
      this.root = root;
    }

    start() {
      this.root.appendChild(h("h2", {}, "错题本"));
      const limit = this.app.store.setting("retireAfter", Quizgen.state.RETIRE_AFTER);
      this.root.appendChild(h("p", { class: "qp-quiet" },
        "连续答对 " + limit + " 次就移出（在“进度与设置”里改）；点“留在本里”的不移出。"));
      this.bar = h("div", { class: "qp-actions qp-noprint" });
      this.list = h("div", {});
      this.root.appendChild(this.bar);
      this.root.appendChild(this.list);
      this.root.appendChild(h("p", { class: "qp-back qp-noprint" }, h("a", { href: "#/" }, "返回练习首页")));
      this.topic = this.select("专题", [""].concat(this.app.pool.topTopics()), (name) => name || "全部专题");
      this.kind = this.select("题型", [""].concat(Object.keys(Quizgen.KINDS)), (kind) => Quizgen.KINDS[kind] || "全部题型");
      this.practise = this.bar.appendChild(h("a", { class: "qp-button qp-main", href: "#/wrong" }, "练这些错题"));
      this.bar.appendChild(button("打印", () => window.print(), "plain"));
      return this.show();
    }

    select(label, values, words) {
      const id = Quizgen.dom.fresh("select");
      const select = h("select", { id: id, class: "qp-select", onchange: () => this.show() },
        values.map((value) => h("option", { value: value }, words(value))));
      this.bar.appendChild(h("label", { for: id }, label));
      this.bar.appendChild(select);
      return select;
    }

    show() {
      const app = this.app;
      const entries = Quizgen.queue.filtered(app.pool.entries, { topic: this.topic.value, kind: this.kind.value });
      const ids = Quizgen.queue.wrong(entries, app.store.state);
      this.practise.setAttribute("href", "#/wrong/" + encodeURIComponent(this.topic.value || "-") + "/" + (this.kind.value || "-"));
      return app.pool.load(ids).then((found) => {
        if (this.stopped) { return; }
        Quizgen.dom.clear(this.list);
        if (!ids.length) {
          this.list.appendChild(h("p", { class: "qp-empty" }, "这里没有错题。"));
          return;
        }
        this.list.appendChild(h("p", { class: "qp-count" }, "共 " + ids.length + " 题" +
          (this.topic.value ? "；专题：" + this.topic.value : "") + (this.kind.value ? "；题型：" + Quizgen.KINDS[this.kind.value] : "")));
        const list = h("ol", { class: "qp-book" });
        ids.forEach((id) => { if (found[id]) { list.appendChild(this.row(id, found[id])); } });
        this.list.appendChild(list);
        const held = this.pinned && this.list.querySelector('[data-pin="' + this.pinned + '"]');
        this.pinned = null;
        if (held) { held.focus(); }
      }, (error) => { if (!this.stopped) { app.fail(error, () => this.show()); } });
    }

    row(id, question) {
      const store = this.app.store, record = store.state.questions[id], both = Quizgen.state.counts(record);
      const offset = this.app.clock().offset;
      const date = (ms) => Quizgen.state.dayText(Quizgen.state.dayOf(ms, offset));
      const pinned = Quizgen.state.flagged(store.state.pins, id);
      const pin = button(pinned ? "已留在本里" : "留在本里", () => {
        store.flag("pins", id, !Quizgen.state.flagged(store.state.pins, id));
        this.pinned = id;
        this.show();
      }, "quiet", { "aria-pressed": String(pinned), "data-pin": id });
      const root = h("div", {});
      const details = h("details", {
        ontoggle: () => {
          if (details.open && !root.firstChild) {
            new Quizgen.Question(root, question, { order: Quizgen.ordersOf(question, this.app.chance) }).reveal(null, null);
          }
        }
      }, h("summary", {}, "看题目和答案"), root);
      return h("li", {},
        h("p", { class: "qp-stem" }, h("span", { class: "qp-chip" }, Quizgen.KINDS[question.kind]), " ",
          Quizgen.dom.inline(question.stem || question.text)),
        h("p", { class: "qp-quiet" }, "答错 " + both[0] + " 次，答对 " + both[1] + " 次；第一次答错 " +
          date(record.wrongs[0]) + "，最近一次 " + date(record.wrongs[1]) + "；" + question.topic.replace("/", " · ")),
        h("p", { class: "qp-key qp-print" }, "答案：" + Quizgen.keyText(question)),
        h("div", { class: "qp-noprint" }, pin, details));
    }

    changed() { this.show(); }

    stop() { this.stopped = true; }
  }

  /* The key in one line of words. */
  Quizgen.keyText = function (question) {
    const words = Quizgen.dom.words;
    switch (question.kind) {
      case "true_false": return question.answer ? "√（正确）" : "×（错误）";
      case "fill": return question.answers.map((group) => group[0]).join("；");
      case "short": return question.points.map((point) => words(point[0])).join("；");
      case "case": return question.parts.map((part, at) => "（" + (at + 1) + "）" + Quizgen.keyText(part)).join(" ");
      default: return question.right.map(words).join("；");
    }
  };

  views.book = Book;
})(window);
