/* The wrong-question book: what went wrong, what was chosen, how often, when; to practise, to print, to take out. */
var Quizgen = Quizgen || {};

Quizgen.Book = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const PAGE = 20;

  class Book {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.stopped = false;
      /** The page that is shown, from 0. */
      this.at = 0;
      /** The question whose pin was pressed, for the focus. @type {string | null} */
      this.pinned = null;
      /** Those taken out since the page was opened: they stay where they are until it is left. @type {string[]} */
      this.out = [];
      this.bar = h("div", { class: "qp-actions qp-noprint" });
      this.list = h("div", {});
      /** @type {Record<string, string>} */
      this.kinds = Quizgen.site.names().kinds;
      this.topic = this.select("专题", [""].concat(app.pool.topTopics()), (name) => name || "全部专题");
      this.kind = this.select("题型", [""].concat(app.pool.data.kinds), (kind) => this.kinds[kind] || "全部题型");
      this.practise = this.bar.appendChild(h("a", { class: "qp-button qp-main", href: "#/wrong" }, "练这些错题"));
      this.print = this.bar.appendChild(h("a", { class: "qp-button qp-plain", href: "#/print/wrong" }, "打印"));
    }

    /** @type {() => Promise<void>} */
    start() {
      this.root.appendChild(h("h2", { tabindex: "-1" }, "错题本"));
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
      const select = h("select", { id: id, class: "qp-select", onchange: () => this.turn(0) },
        values.map((value) => h("option", { value: value }, words(value))));
      this.bar.appendChild(h("label", { for: id }, label));
      this.bar.appendChild(select);
      return select;
    }

    /** Go to a page of the book. @type {(at: number) => Promise<void>} */
    turn(at) {
      this.at = at;
      this.out = [];
      return this.show();
    }

    /** @type {() => Promise<void>} */
    show() {
      const app = this.app, kept = app.store.state, chosen = "/" + encodeURIComponent(this.topic.value || "-") + "/" + (this.kind.value || "-");
      const entries = Quizgen.queue.filtered(app.pool.entries, { topic: this.topic.value, kind: this.kind.value });
      const there = Quizgen.queue.wrong(entries, kept);
      const ids = this.out.length ? Quizgen.queue.mistaken(entries, kept).filter((id) => there.indexOf(id) >= 0 || this.out.indexOf(id) >= 0) : there;
      this.at = Math.max(0, Math.min(this.at, Math.ceil(ids.length / PAGE) - 1));
      const shown = ids.slice(this.at * PAGE, (this.at + 1) * PAGE);
      this.practise.setAttribute("href", "#/wrong" + chosen);
      this.print.setAttribute("href", "#/print/wrong" + chosen);
      return app.pool.load(shown).then((found) => {
        if (this.stopped) { return; }
        Quizgen.dom.clear(this.list);
        if (!ids.length) {
          Quizgen.dom.hold(this.list.appendChild(h("p", { class: "qp-empty" }, "这里没有错题。")));
          return;
        }
        this.fill(there.length, ids, shown, found);
      }, (error) => { if (!this.stopped) { app.fail(error, () => this.show()); } });
    }

    /** @type {(count: number, ids: string[], shown: string[], found: Record<string, QuestionData>) => void} */
    fill(count, ids, shown, found) {
      const first = this.at * PAGE;
      this.list.appendChild(h("p", { class: "qp-count" }, "共 " + count + " 题" +
        (this.topic.value ? "；专题：" + this.topic.value : "") + (this.kind.value ? "；题型：" + this.kinds[this.kind.value] : "") +
        (ids.length > PAGE ? "；这里是第 " + (first + 1) + " 到 " + (first + shown.length) + " 题" : "")));
      const list = h("ol", { class: "qp-book", start: String(first + 1) });
      shown.forEach((id) => { if (found[id]) { list.appendChild(this.row(id, found[id])); } });
      this.list.appendChild(list);
      if (ids.length > PAGE) { this.list.appendChild(this.pager(Math.ceil(ids.length / PAGE))); }
      /** @type {HTMLElement | null} */
      const held = this.pinned ? this.list.querySelector('[data-pin="' + this.pinned + '"]') : null;
      this.pinned = null;
      if (held) { held.focus(); } else { Quizgen.dom.hold(); }
    }

    /** @type {(count: number) => HTMLElement} */
    pager(count) {
      const go = (/** @type {number} */ at) => this.turn(at).then(() => {
        const head = this.root.querySelector("h2");
        if (head) { head.focus(); }
        this.root.scrollIntoView();
      });
      return h("div", { class: "qp-actions qp-noprint", role: "navigation", "aria-label": "翻页" },
        this.at ? button("上一页", () => go(this.at - 1), "plain") : null,
        h("span", {}, "第 " + (this.at + 1) + " 页，共 " + count + " 页"),
        this.at + 1 < count ? button("下一页", () => go(this.at + 1), "plain") : null);
    }

    /** @type {(id: string, question: QuestionData) => HTMLElement} */
    row(id, question) {
      const store = this.app.store;
      if (this.out.indexOf(id) >= 0 && !Quizgen.state.inBook(store.state, id)) {
        return h("li", { class: "qp-gone" }, h("p", {}, "已移出：", Quizgen.dom.inline(Quizgen.question.stemOf(question)), " ",
          button("撤销", () => {
            this.out = this.out.filter((one) => one !== id);
            this.pressed(id, "removed", false);
          }, "plain", { "data-pin": id })));
      }
      const given = store.state.chosen[id], words = given ? Quizgen.rows.chosen(question, given[0]) : "";
      const pinned = Quizgen.state.flagged(store.state.pins, id);
      return h("li", {}, Quizgen.rows.stem(question),
        words ? h("p", { class: "qp-chosen" }, "上次选的：", words) : null,
        h("p", { class: "qp-key" }, h("span", { class: "qp-print" }, "答案：", Quizgen.body.keyText(question))),
        h("p", { class: "qp-quiet" }, this.told(id, question)),
        Quizgen.rows.unfold(this.app, question, given ? given[0] : undefined),
        h("div", { class: "qp-actions qp-noprint" },
          button("移出", () => {
            this.out.push(id);
            this.pressed(id, "removed", true);
            this.app.announce("已移出错题本，可以撤销");
          }, "quiet"),
          button(pinned ? "已留在本里" : "留在本里", () => this.pressed(id, "pins", !Quizgen.state.flagged(store.state.pins, id)),
            "quiet", { "aria-pressed": String(pinned), "data-pin": id })),
        Quizgen.remarks.of(this.app, id));
    }

    /** How often and when, in words. @type {(id: string, question: QuestionData) => string} */
    told(id, question) {
      const record = this.app.store.state.questions[id], both = Quizgen.state.counts(record), wrongs = record.wrongs || [0, 0];
      const offset = this.app.clock().offset;
      const date = (/** @type {number} */ ms) => Quizgen.state.dayText(Quizgen.state.dayOf(ms, offset));
      return "答错 " + both[0] + " 次，答对 " + both[1] + " 次；第一次答错 " + date(wrongs[0]) + "，最近一次 " + date(wrongs[1]) + "；" +
        question.topic.replace("/", " · ");
    }

    /** Change a mark of a question and stay with it. @type {(id: string, part: "pins" | "removed", on: boolean) => void} */
    pressed(id, part, on) {
      this.app.store.flag(part, id, on);
      this.pinned = id;
      this.show();
    }

    /** @type {() => void} */
    changed() { if (!this.list.contains(document.activeElement) || !/^TEXTAREA$/.test((document.activeElement || this.list).tagName)) { this.show(); } }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Quizgen.views.book = Book;

  return Book;
})();
