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

  return { marked: marked, of: of };
})();
