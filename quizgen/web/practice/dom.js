/* Elements and text for the page: whatever comes from the bank becomes a text node, never mark-up. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  /* An element: h("button", {type: "button", class: "x", onclick: work, "aria-label": "…"}, child, …).
     A child is a node, a text, a list of children, or null; an attribute that is null or false is left out. */
  function h(name, attributes) {
    const element = document.createElement(name), given = attributes || {};
    Object.keys(given).forEach((key) => {
      const value = given[key];
      if (value === null || value === undefined || value === false) { return; }
      if (key.slice(0, 2) === "on") { element.addEventListener(key.slice(2), value); } else if (key === "checked" || key === "disabled" || key === "value") {
        element[key] = value;
      } else { element.setAttribute(key, value === true ? "" : value); }
    });
    append(element, Array.prototype.slice.call(arguments, 2));
    return element;
  }

  function append(element, children) {
    children.forEach((child) => {
      if (child === null || child === undefined || child === false) { return; }
      if (Array.isArray(child)) { append(element, child); } else {
        element.appendChild(child.nodeType ? child : document.createTextNode(String(child)));
      }
    });
  }

  /* Inline text of the bank as the data files give it: a text, or a list of texts, ["b", text] (bold),
     ["_"] (a blank), ["n"] (a line break). `blank` makes the node of a blank from its number. */
  function inline(text, blank) {
    if (typeof text === "string") { return [document.createTextNode(text)]; }
    let number = 0;
    return text.map((piece) => {
      if (typeof piece === "string") { return document.createTextNode(piece); }
      if (piece[0] === "b") { return h("strong", {}, piece[1]); }
      if (piece[0] === "n") { return h("br"); }
      number += 1;
      return blank ? blank(number) : h("span", { class: "qp-blank" }, h("span", { class: "qp-hidden" }, "填空"));
    });
  }

  /* The same as plain text. */
  function words(text) {
    if (typeof text === "string") { return text; }
    return text.map((piece) => (typeof piece === "string" ? piece : { b: piece[1], n: " ", _: "____" }[piece[0]])).join("");
  }

  function clear(element) { while (element.firstChild) { element.removeChild(element.firstChild); } }

  /* A button of the page; `kind` is "main", "plain" or "quiet". */
  function button(label, work, kind, more) {
    return h("button", Object.assign({ type: "button", class: "qp-button qp-" + (kind || "plain"), onclick: work }, more), label);
  }

  let serial = 0;

  /* An id that nothing else on the page has. */
  function fresh(prefix) {
    serial += 1;
    return "qp-" + prefix + "-" + serial;
  }

  Quizgen.dom = { button: button, clear: clear, fresh: fresh, h: h, inline: inline, words: words };
})(window);
