/* Elements and text for the page: whatever comes from the bank becomes a text node, never mark-up. */
var Quizgen = Quizgen || {};

/** What an element is made with: attributes, `on…` for listeners; null and false are left out.
   @typedef {{[name: string]: string | number | boolean | null | undefined | ((event: never) => unknown)}} Attributes */
/** @typedef {"main" | "plain" | "quiet" | "danger" | "cell"} ButtonKind */

Quizgen.dom = (function () {
  "use strict";

  /** An element: h("button", {type: "button", class: "x", onclick: work, "aria-label": "…"}, child, …).
     @type {<K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Attributes | null, ...children: Child[]) => HTMLElementTagNameMap[K]} */
  function h(name, attributes, ...children) {
    const element = document.createElement(name), given = attributes || {};
    Object.keys(given).forEach((key) => set(element, key, given[key]));
    append(element, children);
    return element;
  }

  /** @type {(element: HTMLElement, key: string, value: Attributes[string]) => void} */
  function set(element, key, value) {
    if (value === null || value === undefined || value === false) { return; }
    if (typeof value === "function") { element.addEventListener(key.slice(2), /** @type {(event: Event) => unknown} */ (value)); return; }
    if (key === "checked" || key === "disabled" || key === "value") { Object.assign(element, { [key]: value }); return; }
    element.setAttribute(key, value === true ? "" : String(value));
  }

  /** @type {(element: Element, children: Child[]) => void} */
  function append(element, children) {
    children.forEach((child) => {
      if (child === null || child === undefined || child === false) { return; }
      if (Array.isArray(child)) { append(element, child); } else {
        element.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
      }
    });
  }

  /** Inline text of the bank as the data files give it: a text, or a list of texts, ["b", text] (bold),
     ["_"] (a blank), ["n"] (a line break), scripts, formulas. `blank` makes the node of a blank from its number.
     @type {(text: InlineData, blank?: (number: number) => Node) => Node[]} */
  function inline(text, blank) {
    if (typeof text === "string") { return [document.createTextNode(text)]; }
    let number = 0;
    return text.map((piece) => {
      if (typeof piece === "string") { return document.createTextNode(piece); }
      if (piece[0] === "b") { return h("strong", {}, piece[1]); }
      if (piece[0] === "n") { return h("br"); }
      if (piece[0] === "p") { return image(piece[1], "qp-choice-picture"); }
      if (piece.length !== 1) { return raised(piece); }
      number += 1;
      return blank ? blank(number) : h("span", { class: "qp-blank" }, h("span", { class: "qp-hidden" }, "填空"));
    });
  }

  /** A picture with what it shows, for those who hear it. @type {(picture: PictureData, css?: string) => HTMLImageElement} */
  function image(picture, css) {
    return h("img", { src: picture.src, alt: picture.alt || "图，没有说明", width: picture.width, height: picture.height, class: css });
  }

  /** What stands below or above the line, or a formula. @type {(piece: ScriptPiece | FormulaPiece) => Node} */
  function raised(piece) {
    if (piece[0] === "f") { return h("span", { class: "qf", role: "math", "aria-label": piece[2] }, box(piece[3])); }
    const bold = piece[0] === "D" || piece[0] === "U", script = h(piece[0] === "d" || piece[0] === "D" ? "sub" : "sup", {}, piece[1]);
    return bold ? h("strong", {}, script) : script;
  }

  /** A box of a formula with everything inside. @type {(made: FormulaBox) => HTMLElement} */
  function box(made) {
    return h("span", { class: made.look }, made.inside.map((part) => (typeof part === "string" ? part : box(part))));
  }

  /** The picture and the table below a stem. @type {(asked: BelowData) => HTMLElement[]} */
  function below(asked) {
    const found = [], picture = asked.picture, rows = asked.table;
    if (picture) {
      found.push(h("p", { class: "qp-picture" }, image(picture)));
    }
    if (rows) {
      found.push(h("div", { class: "qp-scroll", tabindex: "0", role: "group", "aria-label": "题目中的表格" }, h("table", { class: "qp-table qp-given" },
        h("thead", {}, h("tr", {}, rows[0].map((cell) => h("th", { scope: "col" }, inline(cell))))),
        h("tbody", {}, rows.slice(1).map((row) => h("tr", {}, row.map((cell) => h("td", {}, inline(cell)))))))));
    }
    return found;
  }

  /** The same as plain text. @type {(text: InlineData) => string} */
  function words(text) {
    if (typeof text === "string") { return text; }
    return text.map((piece) => (typeof piece === "string" ? piece : wordsOf(piece))).join("");
  }

  /** @type {(piece: Exclude<InlinePiece, string>) => string} */
  function wordsOf(piece) {
    switch (piece[0]) {
      case "n": return " ";
      case "_": return "____";
      case "u": case "U": return "^" + piece[1];
      case "p": return "［图：" + (piece[1].alt || "没有说明") + "］";
      default: return piece[1];
    }
  }

  /** @type {(element: Element) => void} */
  function clear(element) { while (element.firstChild) { element.removeChild(element.firstChild); } }

  /** A button of the page; `kind` is "main", "plain" or "quiet".
      @type {(label: string, work: (event: MouseEvent) => unknown, kind?: ButtonKind, more?: Attributes) => HTMLButtonElement} */
  function button(label, work, kind, more) {
    return h("button", Object.assign({ type: "button", class: "qp-button qp-" + (kind || "plain"), onclick: work }, more), label);
  }

  /** Give the reader a file. @type {(name: string, text: string, type?: string) => void} */
  function download(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: type || "application/json" }));
    const link = h("a", { href: url, download: name });
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  /** A box to tick, or one of several to choose, with its label.
     @type {(input: HTMLInputElement, label: Child, css?: string) => HTMLDivElement} */
  function option(input, label, css) {
    if (!input.id) { input.id = fresh("option"); }
    return h("div", { class: "qp-option" + (css ? " " + css : "") }, input, h("label", { for: input.id }, h("span", { class: "qp-words" }, label)));
  }

  /** A table with a heading of every column; the first cell of a row is its name where `named`.
     @type {(heads: string[], rows: Child[][], named?: boolean, caption?: string) => HTMLTableElement} */
  function table(heads, rows, named, caption) {
    return h("table", { class: "qp-table" }, caption ? h("caption", {}, caption) : null,
      h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, at) => (named && !at
        ? h("th", { scope: "row" }, cell) : h("td", {}, cell)))))));
  }

  /** Whatever had the focus may be gone: then it goes to the first of these that is there, else to the heading of the view. It never stays
     with the page as a whole, from where the way back is long.
     @type {(...to: (Element | null)[]) => void} */
  function hold(...to) {
    const on = document.activeElement;
    if (on && on !== document.body && on !== document.documentElement) { return; }
    const there = to.filter((one) => one !== null && one.isConnected)[0] || document.querySelector("#qp-app h2");
    if (!(there instanceof HTMLElement)) { return; }
    if (there.tabIndex < 0) { there.setAttribute("tabindex", "-1"); }
    there.focus({ preventScroll: true });
  }

  let serial = 0;

  /** An id that nothing else on the page has. @type {(prefix: string) => string} */
  function fresh(prefix) {
    serial += 1;
    return "qp-" + prefix + "-" + serial;
  }

  return {
    below: below, button: button, clear: clear, download: download, fresh: fresh, h: h, hold: hold, inline: inline, option: option, table: table, words: words
  };
})();
