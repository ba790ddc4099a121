/* What is seen of one doubtful place, or of a screenful of the same kind, with the buttons that decide. */
var Quizgen = Quizgen || {};

/** What the board tells the page: a decision, that nothing is decided now. @typedef {{decide: (pairs: [CheckItemData, string][]) => void, skip: (item: CheckItemData) => void, many: () => void, one: () => void}} CheckWishes */

Quizgen.checkboard = (function () {
  "use strict";

  const { button, h } = Quizgen.dom;
  const LETTERS = "ABCDEFGH", BLANK = "-", NOT_USED = "不用", SCREENFUL = 50;

  /** The picture of a place. @type {(item: CheckItemData) => HTMLElement} */
  function picture(item) {
    if (!item.picture) { return h("p", { class: "qc-none" }, "没有图片（已经清除），请找原来的答题卡：" + item.place); }
    return h("img", { class: "qc-picture", src: "data:image/png;base64," + item.picture, alt: "扫描的答题卡上“" + item.label + "”的一块" });
  }

  /** An answer in words. @type {(answer: string) => string} */
  function said(answer) { return answer === BLANK ? "空（没有作答）" : answer; }

  /** One place with its buttons; keys are handed to it. */
  class Board {
    /** @param {CheckItemData} item @param {CheckWishes} wishes @param {boolean} audit */
    constructor(item, wishes, audit) {
      this.item = item;
      this.wishes = wishes;
      this.several = item.way === "several";
      this.chosen = new Set(this.several && item.proposed !== BLANK ? item.proposed.split("") : []);
      /** @type {HTMLButtonElement[]} */
      this.options = [];
      this.head = h("h2", { tabindex: "-1" }, item.label);
      this.root = h("section", { class: "qc-board", "aria-label": "正在核对" }, this.head,
        h("p", { class: "qc-why" }, audit ? "请照图上看到的填，不看别人怎么记的。" : item.why),
        h("div", { class: item.way === "whose" || item.way === "page" ? "qc-frame qc-wide" : "qc-frame", tabindex: "0", role: "group", "aria-label": "图" }, picture(item)),
        item.read && item.way !== "page" ? h("p", {}, "机器读作：", h("strong", {}, said(item.read))) : null,
        this.body(), h("p", { class: "qc-place" }, item.place));
    }

    /** The buttons by what is asked. */
    body() {
      switch (this.item.way) {
        case "page": return this.row(this.item.options.concat([NOT_USED]).map((word, at) => this.keyed(word, at, () => this.decide(word))));
        case "whose": return this.text("是谁的答题卡（编号）", "", button("这一页不算", () => this.decide(NOT_USED), "plain"));
        case "words": return this.text("图上写的；几个空用“；”隔开，没写的空填 -", "", button("空（没有作答）", () => this.decide(BLANK), "plain"));
        case "typed": return this.text("各项的字母，照次序；没有的填 -", this.item.proposed, null);
        default: return this.letters();
      }
    }

    /** Buttons of letters. */
    letters() {
      this.options = this.item.options.map((letter, at) => this.keyed(letter, at, () => this.press(letter)));
      const more = this.several ? null : button("不止一个", () => this.widen(), "quiet", { "aria-pressed": "false" });
      this.more = more;
      this.confirm = button("记下", () => this.enter(), "main");
      this.show();
      return this.row(this.options.concat([button("空（0）", () => this.decide(BLANK), "plain")]), more, this.confirm);
    }

    /** A button that a letter presses too. @param {string} word @param {number} at @param {() => void} work */
    keyed(word, at, work) {
      const letter = LETTERS[at];
      return button(word === letter ? word : word + "（" + letter + "）", work, "plain", { class: "qp-button qp-plain qc-letter" });
    }

    /** @param {HTMLButtonElement[]} first @param {(HTMLButtonElement | null | undefined)[]} more */
    row(first, ...more) {
      const skip = button("跳过（→）", () => this.wishes.skip(this.item), "quiet");
      return h("div", {}, h("div", { class: "qc-row" }, first), h("div", { class: "qc-row" }, more, skip));
    }

    /** A field to type in. @param {string} label @param {string} value @param {HTMLButtonElement | null} other */
    text(label, value, other) {
      const id = Quizgen.dom.fresh("check"), proposed = this.item.way === "whose" ? this.item.proposed : "";
      const input = h("input", { id: id, type: "text", value: value, autocomplete: "off", inputmode: this.item.way === "whose" ? "numeric" : "text" });
      /** @param {Event} event */
      const work = (event) => {
        event.preventDefault();
        const words = input.value.trim(), typed = this.item.way === "words" ? words : words.toUpperCase();
        if (typed) { this.decide(typed); } else { input.focus(); }
      };
      const agree = proposed ? button("是 " + proposed, () => this.decide(proposed), "plain") : null;
      return h("form", { onsubmit: work }, h("label", { for: id }, label), input,
        this.row([h("button", { type: "submit", class: "qp-button qp-main" }, "记下")], agree, other));
    }

    /** @param {string} answer */
    decide(answer) { this.wishes.decide([[this.item, answer]]); }

    /** A letter was chosen: it decides, or is put to the others. @param {string} letter */
    press(letter) {
      if (!this.several) { this.decide(letter); return; }
      if (this.chosen.has(letter)) { this.chosen.delete(letter); } else { this.chosen.add(letter); }
      this.show();
    }

    /** More than one letter was filled although one is asked for. */
    widen() {
      this.several = true;
      if (this.more) { this.more.hidden = true; }
      this.chosen = new Set(this.item.proposed !== BLANK ? this.item.proposed.split("") : []);
      this.show();
    }

    /** What Enter records: the letters chosen, else what is proposed. */
    now() {
      const letters = this.item.options.filter((letter) => this.chosen.has(letter)).join("");
      return this.several ? letters || (this.item.proposed === BLANK ? BLANK : "") : this.item.proposed;
    }

    /** Buttons as they stand. */
    show() {
      const now = this.now();
      if (this.several) { this.options.forEach((one, at) => one.setAttribute("aria-pressed", String(this.chosen.has(this.item.options[at])))); }
      if (this.confirm) {
        this.confirm.hidden = !now;
        this.confirm.textContent = "记为 " + said(now) + "（回车）";
      }
    }

    /** Record what Enter records. */
    enter() {
      const answer = this.item.way === "one" || this.item.way === "several" ? this.now() : "";
      if (answer) { this.decide(answer); }
    }

    /** A key was pressed; whether it meant something here. @param {string} key @returns {boolean} */
    key(key) {
      const at = LETTERS.indexOf(key.toUpperCase()), letters = this.options.length > 0;
      if (key === "Enter") { this.enter(); return true; }
      if (key === "ArrowRight") { this.wishes.skip(this.item); return true; }
      if (key === "0" && letters) { this.decide(BLANK); return true; }
      if (at < 0 || key.length !== 1) { return false; }
      if (letters && at < this.item.options.length) { this.press(this.item.options[at]); return true; }
      const page = this.item.options.concat([NOT_USED])[at];
      if (this.item.way === "page" && page) { this.decide(page); return true; }
      return false;
    }
  }

  /** A screenful of places with what is proposed for each; those left ticked are recorded.
     @type {(items: CheckItemData[], wishes: CheckWishes) => {head: HTMLElement, root: HTMLElement}} */
  function screenful(items, wishes) {
    const boxes = items.map(() => h("input", { type: "checkbox", checked: true }));
    const record = button("", () => wishes.decide(items.filter((_, at) => boxes[at].checked).map((item) => [item, item.proposed])), "main");
    const count = () => { const ticked = boxes.filter((one) => one.checked).length; record.textContent = "照建议记下打勾的 " + ticked + " 处"; record.disabled = !ticked; };
    boxes.forEach((one) => one.addEventListener("change", count));
    count();
    const head = h("h2", { tabindex: "-1" }, "一屏 " + items.length + " 处，逐个看过再记");
    const cards = items.map((item, at) => h("label", { class: "qc-card" }, picture(item),
      h("span", { class: "qc-card-words" }, boxes[at], h("span", {}, item.label + "，建议记为 ", h("strong", {}, said(item.proposed))))));
    const root = h("section", { class: "qc-many", "aria-label": "一屏同样的" }, head,
      h("p", {}, "建议不对的，去掉它的勾，以后一个一个地定。"), h("div", { class: "qc-cards" }, cards),
      h("div", { class: "qc-row" }, record, button("一个一个地看", () => wishes.one(), "quiet")));
    return { head: head, root: root };
  }

  return { Board: Board, SCREENFUL: SCREENFUL, said: said, screenful: screenful };
})();
