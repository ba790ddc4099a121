/* The controls of one question or sub-question: an answer that can be read and restored, its key beside it. */
var Quizgen = Quizgen || {};

/** What has no parts. @typedef {BodyData & Partial<QuestionRest>} Single */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

Quizgen.body = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline;
  const letter = Quizgen.lettered.letter, textOf = Quizgen.lettered.textOf;
  const HINTS = {
    single: "选一项", multiple: "选两项或更多", true_false: "判断对错", fill: "逐空填写", matching: "给每一项选一个字母",
    ordering: "按正确的次序一项一项点，再点一次取消", short: "先写要点，再对照参考要点自评", essay: "先写，再对照采分点或档次自评"
  };

  class Body {
    /** `order` are the original option indices in shown order; `change` is called when the answer changes; `written` says that only
       what is written counts (an exam).
       @param {Single} question @param {number[]} order @param {string} title @param {(() => void) | null} change @param {boolean} [written] */
    constructor(question, order, title, change, written) {
      this.question = question;
      this.order = order;
      this.change = change;
      this.strict = Boolean(written);
      this.name = "";
      /** @type {Control[]} */
      this.inputs = [];
      /** The line of each control. @type {HTMLElement[]} */
      this.rows = [];
      /** Boxes of the scoring points, once they are shown. @type {HTMLInputElement[]} */ this.credits = [];
      /** The order that is given (排序). @type {Sequence | null} */
      this.sequence = question.kind === "ordering" ? new Quizgen.lettered.Sequence(question, order, change) : null;
      /** Whether it was asked, not only shown. */ this.asked = true;
      /** Says how much was written (论述). @type {(() => void) | null} */
      this.tell = null;
      this.head = h("legend", { class: "qp-stem" }, h("span", { class: "qp-chip" }, Quizgen.site.names().kinds[question.kind]), " ",
        question.depth ? [h("span", { class: "qp-chip" }, question.depth), " "] : null, title, this.stem());
      this.element = h("fieldset", { class: "qp-body qp-kind-" + question.kind },
        this.head, Quizgen.dom.below(question), h("p", { class: "qp-hint" }, HINTS[question.kind]), this.controls(),
        /** What is told once it is answered: a fieldset that gets a child of its own is laid out anew as a whole. */
        this.told = h("div", {}));
    }

    /** @type {() => Node[]} */
    stem() {
      const stem = inline(this.question.stem, (number) => h("span", { class: "qp-blank" }, "（" + number + "）"));
      return this.question.kind === "essay" ? stem.concat(inline(Quizgen.essay.note(this.question))) : stem;
    }

    /** @type {() => HTMLElement[]} */
    controls() {
      const question = this.question;
      switch (question.kind) {
        case "fill": return question.answers.map((_group, at) => this.blank(at));
        case "short": return [this.written(this.strict ? "要点（没有写的不得分）" : "要点（可以不写，只在心里答）", "4")];
        case "essay": return [this.essay(question)];
        case "matching": return Quizgen.placed.lists(this, question);
        case "ordering": return Quizgen.placed.steps(this, question);
        case "true_false": return [this.option("radio", 0, "√", "正确"), this.option("radio", 1, "×", "错误")];
        default: {
          const type = question.kind === "single" ? "radio" : "checkbox";
          return this.order.map((index, place) => this.option(type, place, letter(place) + ".", inline(textOf(question, index))));
        }
      }
    }

    /** @type {(type: string, place: number, mark: string, label: Child, work?: () => void) => HTMLElement} */
    option(type, place, mark, label, work) {
      const id = Quizgen.dom.fresh("option");
      if (!place) { this.name = id; }
      const input = h("input", { type: type, id: id, name: this.name, value: String(place), onchange: work || this.change });
      return this.row(input, h("div", { class: "qp-option" }, input,
        h("label", { for: id }, h("span", { class: "qp-letter" }, mark), h("span", { class: "qp-words" }, label))));
    }

    /** @type {(at: number) => HTMLElement} */
    blank(at) {
      const id = Quizgen.dom.fresh("blank");
      const input = h("input", { type: "text", id: id, class: "qp-text", autocomplete: "off", oninput: this.change });
      return this.row(input, h("p", { class: "qp-field" }, h("label", { for: id }, "第 " + (at + 1) + " 空"), input));
    }

    /** @type {(label: string, rows: string) => HTMLElement} */
    written(label, rows) {
      const id = Quizgen.dom.fresh("essay");
      const input = h("textarea", { id: id, class: "qp-text", rows: rows, oninput: this.change });
      return this.row(input, h("p", { class: "qp-field" }, h("label", { for: id }, label), input));
    }

    /** A larger field; below it, how much was written. @type {(question: EssayData) => HTMLElement} */
    essay(question) {
      const field = this.written(this.strict ? "答卷（没有写的不得分）" : "答卷（可以只写提纲，或只在心里答）", "12"), input = this.inputs[0];
      const count = h("span", { class: "qp-quiet", id: Quizgen.dom.fresh("count") });
      this.tell = () => { count.textContent = Quizgen.essay.said(question, input.value); };
      input.setAttribute("aria-describedby", count.id);
      input.addEventListener("input", this.tell);
      this.tell();
      field.appendChild(count);
      return field;
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

    /** The answer as marking.js takes it; 简答 and 论述 also keep their text. @type {() => Answer} */
    answer() {
      const ticked = this.ticked();
      switch (this.question.kind) {
        case "true_false": return ticked.length ? { truth: ticked[0] === 0 } : {};
        case "fill": return { blanks: this.inputs.map((input) => input.value) };
        case "matching": return { places: Quizgen.lettered.ofValues(this.question, this.order, this.inputs.map((input) => input.value)) };
        case "ordering": return { places: this.sequence ? this.sequence.answer() : [] };
        case "short": case "essay": {
          const text = this.inputs[0].value;
          return this.credits.length ? { text: text, credits: this.credits.map((box) => box.checked) } : { text: text };
        }
        default: return { options: ticked.map((place) => this.order[place]).sort((a, b) => a - b) };
      }
    }

    /** Put an earlier answer back. @type {(answer: Answer | null | undefined) => void} */
    restore(answer) {
      const given = answer || {}, kind = this.question.kind;
      if (this.sequence) {
        this.sequence.restore(given.places || []);
        Quizgen.placed.tick(this);
        return;
      }
      this.inputs.forEach((input, place) => {
        if (kind === "matching") {
          const put = (given.places || [])[this.order[place]];
          input.value = typeof put === "number" ? String(put) : "";
        } else if (kind === "fill") { input.value = (given.blanks || [])[place] || ""; } else if (kind === "short" || kind === "essay") {
          input.value = given.text || "";
          if (this.tell) { this.tell(); }
        } else {
          const ticked = kind === "true_false" ? given.truth === (place === 0) : (given.options || []).indexOf(this.order[place]) >= 0;
          /** @type {HTMLInputElement} */ (input).checked = ticked;
        }
      });
    }

    /** @type {() => void} */
    disable() {
      this.inputs.forEach((input) => { if (isWritten(input)) { input.readOnly = true; } else { input.disabled = true; } });
      if (this.sequence) { this.sequence.clear.remove(); }
    }

    /** @type {(place: number, good: boolean, text: Child) => void} */
    verdict(place, good, text) {
      const mark = good ? "✓ " : "✗ ";
      this.rows[place].classList.add(good ? "qp-good" : "qp-bad");
      this.rows[place].appendChild(h("span", { class: "qp-verdict" }, typeof text === "string" ? mark + text : [mark, text]));
    }

    /** Show the key beside the answer; an answer that is null was never asked for, only the key is shown. `judge` is
       called whenever a scoring point is ticked or a band is chosen (简答, 论述).
       @type {(answer: Answer | null | undefined, judge: (() => void) | null) => void} */
    reveal(answer, judge) {
      const given = answer || {}, question = this.question;
      this.asked = answer !== null;
      this.disable();
      switch (question.kind) {
        case "true_false": this.revealTruth(question); break;
        case "fill": this.revealBlanks(question, given.blanks || []); break;
        case "matching": Quizgen.placed.showPairs(this, question, given.places || []); break;
        case "ordering": Quizgen.placed.showOrder(this, question, given.places || []); break;
        case "short": this.revealPoints(question.points.map((point) => point[0]), given.credits || [], this.judgeOf(judge)); break;
        case "essay": this.revealEssay(question, given.credits || [], this.judgeOf(judge)); break;
        default: this.revealOptions(question, given.options || []);
      }
    }

    /** Nobody judges what was not written where only that counts. @type {(judge: (() => void) | null) => (() => void) | null} */
    judgeOf(judge) {
      if (!judge || !this.strict || Quizgen.marking.plain(this.inputs[0].value)) { return judge; }
      this.told.appendChild(h("p", { class: "qp-result qp-wrong" }, h("strong", {}, "没有写，不得分")));
      return null;
    }

    /** @type {(question: TrueFalseData) => void} */
    revealTruth(question) {
      this.inputs.forEach((input, place) => this.mark(place, (place === 0) === question.answer, isTicked(input), "正确答案"));
    }

    /** A mark on the line of an option, which keeps its height: right or wrong, chosen or not. `left` says that a right one was not chosen.
       @type {(place: number, right: boolean, chosen: boolean, left: string) => void} */
    mark(place, right, chosen, left) {
      if (!right && !chosen) { return; }
      this.verdict(place, right, right ? (chosen ? "选对了" : (this.asked ? left : "正确项")) : "选错了");
      this.rows[place].classList.add("qp-marked");
      if (right && !chosen && this.asked) { this.rows[place].classList.add("qp-left-out"); }
      if (chosen) { this.rows[place].classList.add("qp-picked"); }
    }

    /** The marks stay on the lines; why the others are wrong stands below, so that nothing moves.
       @type {(question: ChoiceData, ticked: number[]) => void} */
    revealOptions(question, ticked) {
      const whys = h("ul", { class: "qp-whys" });
      this.order.forEach((index, place) => {
        const right = index < question.right.length;
        this.mark(place, right, ticked.indexOf(index) >= 0, question.kind === "multiple" ? "漏选了" : "正确答案");
        const why = right ? "" : question.wrong[index - question.right.length][1];
        if (why) { whys.appendChild(h("li", {}, h("strong", {}, letter(place)), " ", why)); }
      });
      if (whys.firstChild) { this.told.appendChild(whys); }
    }

    /** Blanks are marked as they count: where they may change places, no answer counts twice.
       @type {(question: FillData, typed: string[]) => void} */
    revealBlanks(question, typed) {
      const rightUpTo = (/** @type {number} */ count) => Quizgen.marking.rightBlanks(question, typed.slice(0, count));
      this.inputs.forEach((input, at) => {
        const accepted = Quizgen.lettered.accepted(question, at);
        const good = question.anyOrder ? rightUpTo(at + 1) > rightUpTo(at) : isRight(question.answers[at], typed[at] || "");
        const free = question.anyOrder ? "（各空可以互换）" : "";
        if (this.asked) { this.verdict(at, good, good ? "正确" + free : put("应填：", accepted, free)); } else {
          input.value = question.answers[at].join(" 或 ");
          this.verdict(at, true, question.shown ? put("答案：", accepted, free) : "答案" + free);
        }
      });
    }

    /** @type {(points: InlineData[], credits: boolean[], judge: (() => void) | null) => void} */
    revealPoints(points, credits, judge) {
      this.judge("checkbox", points, credits, judge, judge ? "参考要点：说到的打勾，由自己评" : "参考要点");
    }

    /** The scoring points to be ticked with the bands to read, or without points the bands to choose from.
       @type {(question: EssayData, credits: boolean[], judge: (() => void) | null) => void} */
    revealEssay(question, credits, judge) {
      const bands = question.bands.map(Quizgen.essay.bandText);
      if (!question.points.length) {
        this.judge("radio", bands, credits, judge, judge ? "档次：选出相应的一档，由自己评（一档计满分，其余计该档最低分）" : "档次");
        return;
      }
      this.revealPoints(question.points.map((point) => point[0]), credits, judge);
      if (bands.length) {
        this.told.appendChild(h("div", { class: "qp-points" }, h("p", { class: "qp-hint" }, "档次，供参考"),
          h("ul", {}, bands.map((band) => h("li", {}, inline(band))))));
      }
    }

    /** @type {(type: "checkbox" | "radio", texts: InlineData[], credits: boolean[], judge: (() => void) | null, legend: string) => void} */
    judge(type, texts, credits, judge, legend) {
      const name = Quizgen.dom.fresh("judged");
      const boxes = texts.map((text, at) => {
        const box = h("input", {
          type: type, id: Quizgen.dom.fresh("point"), name: type === "radio" ? name : null, checked: Boolean(credits[at]),
          disabled: !judge, onchange: judge
        });
        this.credits.push(box);
        return Quizgen.dom.option(box, inline(text));
      });
      this.told.appendChild(h("fieldset", { class: "qp-points" }, h("legend", {}, legend), boxes));
    }
  }

  /** @type {(input: Control) => boolean} */
  function isTicked(input) { return input instanceof HTMLInputElement && input.checked; }
  /** @type {(input: Control) => input is HTMLInputElement | HTMLTextAreaElement} */
  function isWritten(input) { return input.type === "text" || input.tagName === "TEXTAREA"; }
  /** @type {(group: string[], text: string) => boolean} */
  function isRight(group, text) {
    return group.some((one) => Quizgen.marking.plain(one) === Quizgen.marking.plain(text));
  }

  /** Whether a person judges the answer. @type {(question: Answerable) => boolean} */
  function isJudged(question) { return question.kind === "short" || question.kind === "essay"; }

  /** An answer with what is said around it. @type {(before: string, answer: Child, after: string) => Child} */
  function put(before, answer, after) { return typeof answer === "string" ? before + answer + after : [before, answer, after]; }
  /** One after another, parted by ；. @type {(texts: Node[][]) => Child[]} */
  function joined(texts) { return texts.map((text, at) => [at ? "；" : "", text]); }

  /** The key in one line. @type {(question: Answerable) => Child} */
  function keyText(question) {
    switch (question.kind) {
      case "true_false": return question.answer ? "√（正确）" : "×（错误）";
      case "fill": return question.shown ? joined(question.shown.map((group) => inline(group[0]))) : question.answers.map((group) => group[0]).join("；");
      case "matching": return question.pairs.map((pair, at) => [at ? "；" : "", inline(pair[0]), " — ", inline(pair[1])]);
      case "ordering": return question.items.map((item, at) => [at ? " → " : "", inline(item)]);
      case "short": return joined(question.points.map((point) => inline(point[0])));
      case "essay": return joined(Quizgen.essay.judged(question).map((point) => inline(point[0])));
      case "case": return question.parts.map((part, at) => [at ? " " : "", "（" + (at + 1) + "）", keyText(part)]);
      default: return joined(question.right.map((/** @type {InlineData} */ text) => inline(text)));
    }
  }

  return { Body: Body, isJudged: isJudged, keyText: keyText };
})();
