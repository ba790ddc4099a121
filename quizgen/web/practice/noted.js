/* The questions with a note or a mark: to look at, to hand to those who look after the bank. */
var Quizgen = Quizgen || {};

Quizgen.Noted = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  /** A list of them for those who look after the bank. @type {(app: App, ids: string[], found: Record<string, QuestionData>) => string} */
  function report(app, ids, found) {
    const kept = app.store.state;
    return ids.filter((id) => found[id]).map((id) => [
      id + (Quizgen.state.flagged(kept.doubts, id) ? "（标记为有误）" : ""), Quizgen.dom.words(Quizgen.question.stemOf(found[id])),
      Quizgen.state.note(kept, id) ? "笔记：" + Quizgen.state.note(kept, id) : ""
    ].filter(Boolean).join("\r\n")).join("\r\n\r\n") + "\r\n";
  }

  class Noted {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.stopped = false;
    }

    /** @type {() => Promise<void>} */
    start() {
      const app = this.app, ids = Quizgen.remarks.marked(app.pool.entries, app.store.state);
      this.root.appendChild(h("h2", {}, "笔记和标记"));
      if (!ids.length) {
        this.root.appendChild(h("p", { class: "qp-empty" }, "还没有笔记。答完一题，可以写笔记，或者标记“这题有误”。"));
      }
      const list = this.root.appendChild(h("ol", { class: "qp-book" }));
      this.root.appendChild(h("p", { class: "qp-back qp-noprint" }, h("a", { href: "#/" }, "返回练习首页")));
      return app.pool.load(ids).then((found) => {
        if (this.stopped || !ids.length) { return; }
        this.root.insertBefore(h("div", { class: "qp-actions qp-noprint" },
          button("存成文件，发给管题库的人", () => Quizgen.dom.download("题目笔记.txt", "\ufeff" + report(app, ids, found), "text/plain"), "plain")), list);
        ids.filter((id) => found[id]).forEach((id) => list.appendChild(h("li", {},
          Quizgen.rows.stem(found[id]), h("p", { class: "qp-quiet" }, "题号 " + id), Quizgen.rows.unfold(app, found[id]), Quizgen.remarks.of(app, id))));
      }, (error) => { if (!this.stopped) { app.fail(error); } });
    }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Quizgen.views.remarks = Noted;

  return Noted;
})();
