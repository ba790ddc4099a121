/* The wrong-question book: what went wrong, how often, when; by theme and kind; to practise and to print. */
var Quizgen = Quizgen || {};

Quizgen.Book = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  class Book {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.stopped = false;
      /** The question whose pin was pressed, for the focus. @type {string | null} */
      this.pinned = null;
      this.bar = h("div", { class: "qp-actions qp-noprint" });
      this.list = h("div", {});
      /** @type {Record<string, string>} */
      this.kinds = Quizgen.site.names().kinds;
      this.topic = this.select("专题", [""].concat(app.pool.topTopics()), (name) => name || "全部专题");
      this.kind = this.select("题型", [""].concat(app.pool.data.kinds), (kind) => this.kinds[kind] || "全部题型");
      this.practise = this.bar.appendChild(h("a", { class: "qp-button qp-main", href: "#/wrong" }, "练这些错题"));
      this.bar.appendChild(button("打印", () => window.print(), "plain"));
    }

    /** @type {() => Promise<void>} */
    start() {
      this.root.appendChild(h("h2", {}, "错题本"));
      const limit = this.app.store.setting("retireAfter", Quizgen.state.RETIRE_AFTER);
      this.root.appendChild(h("p", { class: "qp-quiet" },
        "连续答对 " + limit + " 次就移出（在“进度与设置”里改）；点“留在本里”的不移出。"));
      this.root.appendChild(this.bar);
      this.root.appendChild(this.list);
      this.root.appendChild(h("p", { class: "qp-back qp-noprint" }, h("a", { href: "#/" }, "返回练习首页")));
      return this.show();
    }

    /** @type {(label: string, values: string[], words: (value: string) => string) => HTMLSelectElement} */
    select(label, values, words) {
      const id = Quizgen.dom.fresh("select");
      const select = h("select", { id: id, class: "qp-select", onchange: () => this.show() },
        values.map((value) => h("option", { value: value }, words(value))));
      this.bar.appendChild(h("label", { for: id }, label));
      this.bar.appendChild(select);
      return select;
    }

    /** @type {() => Promise<void>} */
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
          (this.topic.value ? "；专题：" + this.topic.value : "") + (this.kind.value ? "；题型：" + this.kinds[this.kind.value] : "")));
        const list = h("ol", { class: "qp-book" });
        ids.forEach((id) => { if (found[id]) { list.appendChild(this.row(id, found[id])); } });
        this.list.appendChild(list);
        /** @type {HTMLElement | null} */
        const held = this.pinned ? this.list.querySelector('[data-pin="' + this.pinned + '"]') : null;
        this.pinned = null;
        if (held) { held.focus(); }
      }, (error) => { if (!this.stopped) { app.fail(error, () => this.show()); } });
    }

    /** @type {(id: string, question: QuestionData) => HTMLElement} */
    row(id, question) {
      const store = this.app.store, record = store.state.questions[id], both = Quizgen.state.counts(record);
      const offset = this.app.clock().offset, wrongs = record.wrongs || [0, 0];
      const date = (/** @type {number} */ ms) => Quizgen.state.dayText(Quizgen.state.dayOf(ms, offset));
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
            new Quizgen.question.Question(root, question, { order: Quizgen.orders.of(question, this.app.chance) }).reveal(null, null);
          }
        }
      }, h("summary", {}, "看题目和答案"), root);
      return h("li", {},
        h("p", { class: "qp-stem" }, h("span", { class: "qp-chip" }, this.kinds[question.kind]), " ",
          Quizgen.dom.inline(Quizgen.question.stemOf(question)), question.kind === "essay" ? Quizgen.essay.note(question) : ""),
        Quizgen.dom.below(question),
        h("p", { class: "qp-quiet" }, "答错 " + both[0] + " 次，答对 " + both[1] + " 次；第一次答错 " +
          date(wrongs[0]) + "，最近一次 " + date(wrongs[1]) + "；" + question.topic.replace("/", " · ")),
        h("p", { class: "qp-key qp-print" }, "答案：", Quizgen.body.keyText(question)),
        h("div", { class: "qp-noprint" }, pin, details));
    }

    /** @type {() => void} */
    changed() { this.show(); }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Quizgen.views.book = Book;

  return Book;
})();
