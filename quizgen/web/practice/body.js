/* The controls of one question or sub-question: an answer that can be read and restored, its key beside it. */
var Quizgen = Quizgen || {};

/** What has no parts. @typedef {BodyData & Partial<QuestionRest>} Single */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */

Quizgen.body = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline;

  const HINTS = {
    single: "选一项", multiple: "选两项或更多", true_false: "判断对错", fill: "逐空填写", short: "先写要点，再对照参考要点自评"
  };

  /** @type {(place: number) => string} */
  function letter(place) { return "ABCDEFGH"[place]; }

  /** The text of an option by its original index. @type {(question: ChoiceData, index: number) => InlineData} */
  function optionText(question, index) {
    const right = question.right;
    return index < right.length ? right[index] : question.wrong[index - right.length][0];
  }

  class Body {
    /** `order` are the original option indices in shown order; `change` is called when the answer changes.
       @param {Single} question @param {number[]} order @param {string} title @param {(() => void) | null} change */
    constructor(question, order, title, change) {
      this.question = question;
      this.order = order;
      this.change = change;
      this.name = "";
      /** @type {Control[]} */
      this.inputs = [];
      /** The line of each control. @type {HTMLElement[]} */
      this.rows = [];
      /** Boxes of the scoring points, once they are shown. @type {HTMLInputElement[]} */
      this.credits = [];
      /** Whether it was asked, not only shown. */
      this.asked = true;
      this.head = h("legend", { class: "qp-stem" }, h("span", { class: "qp-chip" }, Quizgen.site.names().kinds[question.kind]), " ",
        question.depth ? [h("span", { class: "qp-chip" }, question.depth), " "] : null, title, this.stem());
      this.element = h("fieldset", { class: "qp-body qp-kind-" + question.kind },
        this.head, Quizgen.dom.below(question), h("p", { class: "qp-hint" }, HINTS[question.kind]), this.controls());
    }

    /** @type {() => Node[]} */
    stem() {
      return inline(this.question.stem, (number) => h("span", { class: "qp-blank" }, "（" + number + "）"));
    }

    /** @type {() => HTMLElement[]} */
    controls() {
      const question = this.question;
      switch (question.kind) {
        case "fill": return question.answers.map((_group, at) => this.blank(at));
        case "short": return [this.essay()];
        case "true_false": return [this.option("radio", 0, "√", "正确"), this.option("radio", 1, "×", "错误")];
        default: {
          const type = question.kind === "single" ? "radio" : "checkbox";
          return this.order.map((index, place) => this.option(type, place, letter(place) + ".", inline(optionText(question, index))));
        }
      }
    }

    /** @type {(type: string, place: number, mark: string, label: Child) => HTMLElement} */
    option(type, place, mark, label) {
      const id = Quizgen.dom.fresh("option");
      if (!place) { this.name = id; }
      const input = h("input", { type: type, id: id, name: this.name, value: String(place), onchange: this.change });
      return this.row(input, h("div", { class: "qp-option" }, input,
        h("label", { for: id }, h("span", { class: "qp-letter" }, mark), h("span", { class: "qp-words" }, label))));
    }

    /** @type {(at: number) => HTMLElement} */
    blank(at) {
      const id = Quizgen.dom.fresh("blank");
      const input = h("input", { type: "text", id: id, class: "qp-text", autocomplete: "off", oninput: this.change });
      return this.row(input, h("p", { class: "qp-field" }, h("label", { for: id }, "第 " + (at + 1) + " 空"), input));
    }

    /** @type {() => HTMLElement} */
    essay() {
      const id = Quizgen.dom.fresh("essay");
      const input = h("textarea", { id: id, class: "qp-text", rows: "4", oninput: this.change });
      return this.row(input, h("p", { class: "qp-field" }, h("label", { for: id }, "要点（可以不写，只在心里答）"), input));
    }

    /** @type {(input: Control, row: HTMLElement) => HTMLElement} */
    row(input, row) {
      this.inputs.push(input);
      this.rows.push(row);
      return row;
    }

    /** Places of what is ticked. @type {() => number[]} */
    ticked() {
      return this.inputs.map((_input, place) => place).filter((place) => isTicked(this.inputs[place]));
    }

    /** The answer as marking.js takes it; a 简答 also keeps its text. @type {() => Answer} */
    answer() {
      const ticked = this.ticked();
      switch (this.question.kind) {
        case "true_false": return ticked.length ? { truth: ticked[0] === 0 } : {};
        case "fill": return { blanks: this.inputs.map((input) => input.value) };
        case "short": {
          const text = this.inputs[0].value;
          return this.credits.length ? { text: text, credits: this.credits.map((box) => box.checked) } : { text: text };
        }
        default: return { options: ticked.map((place) => this.order[place]).sort((a, b) => a - b) };
      }
    }

    /** Put an earlier answer back. @type {(answer: Answer | null | undefined) => void} */
    restore(answer) {
      const given = answer || {}, kind = this.question.kind;
      this.inputs.forEach((input, place) => {
        if (kind === "fill") { input.value = (given.blanks || [])[place] || ""; } else if (kind === "short") {
          input.value = given.text || "";
        } else {
          const ticked = kind === "true_false" ? given.truth === (place === 0) : (given.options || []).indexOf(this.order[place]) >= 0;
          /** @type {HTMLInputElement} */ (input).checked = ticked;
        }
      });
    }

    /** @type {() => void} */
    disable() {
      this.inputs.forEach((input) => { if (isWritten(input)) { input.readOnly = true; } else { input.disabled = true; } });
    }

    /** @type {(place: number, good: boolean, text: string) => void} */
    verdict(place, good, text) {
      this.rows[place].classList.add(good ? "qp-good" : "qp-bad");
      this.rows[place].appendChild(h("span", { class: "qp-verdict" }, (good ? "✓ " : "✗ ") + text));
    }

    /** Show the key beside the answer; an answer that is null was never asked for, only the key is shown. `judge` is
       called whenever a scoring point is ticked (简答).
       @type {(answer: Answer | null | undefined, judge: (() => void) | null) => void} */
    reveal(answer, judge) {
      const given = answer || {}, question = this.question;
      this.asked = answer !== null;
      this.disable();
      switch (question.kind) {
        case "true_false": this.revealTruth(question); break;
        case "fill": this.revealBlanks(question, given.blanks || []); break;
        case "short": this.revealPoints(question, given.credits || [], judge); break;
        default: this.revealOptions(question, given.options || []);
      }
    }

    /** @type {(question: TrueFalseData) => void} */
    revealTruth(question) {
      this.inputs.forEach((input, place) => {
        const right = (place === 0) === question.answer;
        if (right) { this.verdict(place, true, "正确答案"); } else if (isTicked(input)) { this.verdict(place, false, "选错了"); }
      });
    }

    /** @type {(question: ChoiceData, ticked: number[]) => void} */
    revealOptions(question, ticked) {
      this.order.forEach((index, place) => {
        const right = index < question.right.length, chosen = ticked.indexOf(index) >= 0;
        if (right) { this.verdict(place, true, chosen ? "选对了" : (this.asked ? "正确项，没有选" : "正确项")); } else if (chosen) { this.verdict(place, false, "不该选"); }
        const why = right ? "" : question.wrong[index - question.right.length][1];
        if (why) { this.rows[place].appendChild(h("span", { class: "qp-why" }, why)); }
      });
    }

    /** Blanks are marked as they count: where they may change places, no answer counts twice.
       @type {(question: FillData, typed: string[]) => void} */
    revealBlanks(question, typed) {
      const rightUpTo = (/** @type {number} */ count) => Quizgen.marking.rightBlanks(question, typed.slice(0, count));
      this.inputs.forEach((input, at) => {
        const key = question.answers[at].join(" 或 ");
        const good = question.anyOrder ? rightUpTo(at + 1) > rightUpTo(at) : isRight(question.answers[at], typed[at] || "");
        const free = question.anyOrder ? "（各空可以互换）" : "";
        if (this.asked) { this.verdict(at, good, (good ? "正确" : "应填：" + key) + free); } else {
          input.value = key;
          this.verdict(at, true, "答案" + free);
        }
      });
    }

    /** @type {(question: ShortData, credits: boolean[], judge: (() => void) | null) => void} */
    revealPoints(question, credits, judge) {
      const boxes = question.points.map((point, at) => {
        const box = h("input", {
          type: "checkbox", id: Quizgen.dom.fresh("point"), checked: Boolean(credits[at]), disabled: !judge, onchange: judge
        });
        this.credits.push(box);
        return Quizgen.dom.option(box, inline(point[0]));
      });
      this.element.appendChild(h("fieldset", { class: "qp-points" },
        h("legend", {}, judge ? "参考要点：说到的打勾，由自己评" : "参考要点"), boxes));
    }
  }

  /** @type {(input: Control) => boolean} */
  function isTicked(input) { return input instanceof HTMLInputElement && input.checked; }

  /** @type {(input: Control) => boolean} */
  function isWritten(input) { return input.type === "text" || input.tagName === "TEXTAREA"; }

  /** @type {(group: string[], text: string) => boolean} */
  function isRight(group, text) {
    return group.some((one) => Quizgen.marking.plain(one) === Quizgen.marking.plain(text));
  }

  /** One after another, parted by ；. @type {(texts: Node[][]) => Child[]} */
  function joined(texts) { return texts.map((text, at) => [at ? "；" : "", text]); }

  /** The key in one line. @type {(question: Answerable) => Child} */
  function keyText(question) {
    switch (question.kind) {
      case "true_false": return question.answer ? "√（正确）" : "×（错误）";
      case "fill": return question.answers.map((group) => group[0]).join("；");
      case "short": return joined(question.points.map((point) => inline(point[0])));
      case "case": return question.parts.map((part, at) => [at ? " " : "", "（" + (at + 1) + "）", keyText(part)]);
      default: return joined(question.right.map((/** @type {InlineData} */ text) => inline(text)));
    }
  }

  return { Body: Body, isWritten: isWritten, keyText: keyText, letter: letter, optionText: optionText };
})();
