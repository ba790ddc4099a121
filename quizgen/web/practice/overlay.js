/* What opens over the page and closes back to it: a dialog that Escape, a button and the way back close. */
var Quizgen = Quizgen || {};

Quizgen.overlay = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  /** The one that is open. @type {Overlay | null} */
  let top = null;

  /** What history says of the page while an overlay is open. @type {() => any} */
  function stateNow() { return window.history.state || {}; }

  class Overlay {
    /** `closed` is called when it is gone. @param {string} title @param {Child} content @param {{css?: string, more?: Child, closed?: () => void}} [given] */
    constructor(title, content, given) {
      const options = given || {};
      this.closed = options.closed || (() => {});
      /** Where the focus goes back to. @type {Element | null} */
      this.from = null;
      const head = h("h2", { id: Quizgen.dom.fresh("overlay"), tabindex: "-1" }, title);
      this.head = head;
      this.element = h("dialog", { class: "qp-overlay" + (options.css ? " " + options.css : ""), "aria-labelledby": head.id, "aria-modal": "true" },
        h("div", { class: "qp-overlay-head" }, head, options.more, button("关闭", () => this.close(), "plain", { "aria-label": "关闭，回到题目" })),
        h("div", { class: "qp-overlay-body" }, content));
      this.element.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.close();
      });
      this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") { this.close(); } });
      this.element.addEventListener("click", (event) => { if (event.target === this.element) { this.close(); } });
    }

    /** Open it inside an element. @type {(root: HTMLElement) => Overlay} */
    open(root) {
      if (top) { top.leave(); }
      top = this;
      this.from = document.activeElement;
      root.appendChild(this.element);
      if (this.element.showModal) { this.element.showModal(); } else { this.element.setAttribute("open", ""); }
      window.history.pushState(Object.assign({}, stateNow(), { over: true }), "");
      this.head.focus();
      return this;
    }

    /** Close it, and take back the step that opening it was. @type {() => void} */
    close() {
      if (top !== this) { return; }
      this.leave();
      if (stateNow().over) { window.history.back(); }
    }

    /** @type {() => void} */
    leave() {
      top = null;
      this.element.remove();
      this.closed();
      if (this.from instanceof HTMLElement && this.from.isConnected) { this.from.focus({ preventScroll: true }); }
      Quizgen.dom.hold();
    }
  }

  window.addEventListener("popstate", () => { if (top && !stateNow().over) { top.leave(); } });

  /** Whether something is open over the page. @type {() => boolean} */
  function covered() { return top !== null; }

  /** Close what is open and stay at this step of the history: what follows leads elsewhere. @type {() => void} */
  function drop() {
    if (stateNow().over) { window.history.replaceState(Object.assign({}, stateNow(), { over: undefined }), ""); }
    if (top) { top.leave(); }
  }

  return { Overlay: Overlay, covered: covered, drop: drop };
})();
