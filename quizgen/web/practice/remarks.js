/* What a reader has to say of a question: a note, and that something is wrong with it. */
var Quizgen = Quizgen || {};

Quizgen.remarks = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const LONGEST = 500;

  /** Ids with a note or a mark, in the order of the bank. @type {(entries: PoolEntry[], kept: Practice) => string[]} */
  function marked(entries, kept) {
    return Quizgen.queue.ids(entries).filter((id) => Quizgen.state.note(kept, id) || Quizgen.state.flagged(kept.doubts, id));
  }

  /** The two of them for one question, folded until one is there or wanted. @type {(app: App, id: string) => HTMLElement} */
  function of(app, id) {
    const store = app.store, fieldId = Quizgen.dom.fresh("note");
    const said = h("span", { class: "qp-quiet", role: "status" });
    const field = h("textarea", { class: "qp-text", id: fieldId, rows: "2", maxlength: String(LONGEST), value: Quizgen.state.note(store.state, id),
      onchange: () => {
        store.note(id, field.value.trim());
        said.textContent = "笔记已存。";
      } });
    const note = h("p", { class: "qp-field", hidden: !field.value }, h("label", { for: fieldId }, "我的笔记"), field, said);
    const open = button("✎ 写笔记", () => {
      note.hidden = false;
      open.hidden = true;
      field.focus();
    }, "quiet", { hidden: Boolean(field.value) });
    const doubt = button("", () => {
      store.flag("doubts", id, !Quizgen.state.flagged(store.state.doubts, id));
      tell();
      app.announce(doubt.getAttribute("aria-pressed") === "true" ? "已标记这题有误" : "已取消标记");
    }, "quiet");
    const tell = () => {
      const on = Quizgen.state.flagged(store.state.doubts, id);
      doubt.textContent = on ? "⚠ 已标记有误" : "⚠ 这题有误";
      doubt.setAttribute("aria-pressed", String(on));
    };
    tell();
    return h("div", { class: "qp-remarks qp-noprint" }, h("div", { class: "qp-actions" }, open, doubt), note);
  }

  /** A list of them for those who look after the bank. @type {(app: App, ids: string[], found: Record<string, QuestionData>) => string} */
  function report(app, ids, found) {
    const kept = app.store.state;
    return ids.filter((id) => found[id]).map((id) => [
      id + (Quizgen.state.flagged(kept.doubts, id) ? "（标记为有误）" : ""), Quizgen.dom.words(Quizgen.question.stemOf(found[id])),
      Quizgen.state.note(kept, id) ? "笔记：" + Quizgen.state.note(kept, id) : ""
    ].filter(Boolean).join("\r\n")).join("\r\n\r\n") + "\r\n";
  }

  class Remarks {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.stopped = false;
    }

    /** @type {() => Promise<void>} */
    start() {
      const app = this.app, ids = marked(app.pool.entries, app.store.state);
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
          Quizgen.rows.stem(found[id]), h("p", { class: "qp-quiet" }, "题号 " + id), Quizgen.rows.unfold(app, found[id]), of(app, id))));
      }, (error) => { if (!this.stopped) { app.fail(error); } });
    }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Quizgen.views.remarks = Remarks;

  return { marked: marked, of: of };
})();
