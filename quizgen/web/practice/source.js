/* The place that is cited, opened over the question: the page itself in a frame, which file:// allows as well. */
var Quizgen = Quizgen || {};

Quizgen.source = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  /** A link to a cited place; a plain click opens it over the question. @type {(address: string, label: string) => HTMLAnchorElement} */
  function link(address, label) {
    const element = h("a", { href: address, onclick: (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) { return; }
      event.preventDefault();
      show(element, label);
    } }, label);
    return element;
  }

  /** @type {(from: HTMLAnchorElement, label: string) => void} */
  function show(from, label) {
    const frame = h("iframe", { class: "qp-source", src: from.href, title: "出处：" + label });
    /** The page in the frame tells of Escape: keys that are pressed there do not come here. @type {(event: MessageEvent) => void} */
    const hear = (event) => { if (event.source === frame.contentWindow && event.data === "quizgen.escape") { over.close(); } };
    const over = new Quizgen.overlay.Overlay(label, frame, {
      css: "qp-over-source", more: h("a", { class: "qp-button qp-quiet", href: from.href, target: "_blank", rel: "noopener" }, "在新标签页看"),
      closed: () => window.removeEventListener("message", hear)
    });
    window.addEventListener("message", hear);
    over.open(from.closest(".qp") || document.body);
  }

  return { link: link };
})();
