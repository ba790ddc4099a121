/* One question on the page: native controls, an answer that can be read and restored, a result in words. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline;

  const KINDS = { single: "单选", multiple: "多选", true_false: "判断", fill: "填空", short: "简答", case: "案例" };
  const HINTS = {
    single: "选一项", multiple: "选两项或更多", true_false: "判断对错", fill: "逐空填写", short: "先写要点，再对照参考要点自评"
  };

  function letter(place) { return "ABCDEFGH"[place]; }

  /* The body of a question or sub-question. `order` are the original option indices in shown order. */
  class Body {
    constructor(question, order, title, change) {
      this.question = question;
      this.order = order || [];
      this.change = change;
      this.inputs = [];
      this.credits = [];
      this.element = h("fieldset", { class: "qp-body qp-kind-" + question.kind },
        h("legend", { class: "qp-stem" }, h("span", { class: "qp-chip" }, KINDS[question.kind]), " ",
          question.depth ? [h("span", { class: "qp-chip" }, question.depth), " "] : null, title, this.stem()),
        h("p", { class: "qp-hint" }, HINTS[question.kind]),
        this.controls());
    }

    stem() {
      return inline(this.question.stem, (number) => h("span", { class: "qp-blank" }, "（" + number + "）"));
    }

    controls() {
      switch (this.question.kind) {
        case "fill": return this.question.answers.map((_group, at) => this.blank(at));
        case "short": return this.essay();
        case "true_false": return [this.option("radio", 0, "√", "正确"), this.option("radio", 1, "×", "错误")];
        default: {
          const type = this.question.kind === "single" ? "radio" : "checkbox";
          return this.order.map((index, place) => this.option(type, place, letter(place) + ".", inline(this.text(index))));
        }
      }
    }

    text(index) {
      const right = this.question.right;
      return index < right.length ? right[index] : this.question.wrong[index - right.length][0];
    }

    option(type, place, mark, label) {
      const id = Quizgen.dom.fresh("option");
      if (!place) { this.name = id; }
      const input = h("input", { type: type, id: id, name: this.name, value: String(place), onchange: this.change });
      this.inputs.push(input);
      const row = h("div", { class: "qp-option" }, input,
        h("label", { for: id }, h("span", { class: "qp-letter" }, mark), h("span", { class: "qp-words" }, label)));
      input.row = row;
      return row;
    }

    blank(at) {
      const id = Quizgen.dom.fresh("blank");
      const input = h("input", { type: "text", id: id, class: "qp-text", autocomplete: "off", oninput: this.change });
      this.inputs.push(input);
      input.row = h("p", { class: "qp-field" }, h("label", { for: id }, "第 " + (at + 1) + " 空"), input);
      return input.row;
    }

    essay() {
      const id = Quizgen.dom.fresh("essay");
      const input = h("textarea", { id: id, class: "qp-text", rows: "4", oninput: this.change });
      this.inputs.push(input);
      input.row = h("p", { class: "qp-field" }, h("label", { for: id }, "要点（可以不写，只在心里答）"), input);
      return input.row;
    }

    /* The answer as marking.js takes it; a 简答 also keeps its text. */
    answer() {
      const ticked = this.inputs.filter((input) => input.checked).map((input) => Number(input.value));
      switch (this.question.kind) {
        case "single": case "multiple":
          return { options: ticked.map((place) => this.order[place]).sort((a, b) => a - b) };
        case "true_false": return ticked.length ? { truth: ticked[0] === 0 } : {};
        case "fill": return { blanks: this.inputs.map((input) => input.value) };
        default: {
          const answer = { text: this.inputs[0].value };
          if (this.credits.length) { answer.credits = this.credits.map((box) => box.checked); }
          return answer;
        }
      }
    }

    /* Put an earlier answer back. */
    restore(answer) {
      const given = answer || {};
      this.inputs.forEach((input, place) => {
        switch (this.question.kind) {
          case "single": case "multiple":
            input.checked = (given.options || []).indexOf(this.order[place]) >= 0;
            break;
          case "true_false":
            input.checked = given.truth === (place === 0);
            break;
          case "fill":
            input.value = (given.blanks || [])[place] || "";
            break;
          default:
            input.value = given.text || "";
        }
      });
    }

    disable() {
      this.inputs.forEach((input) => {
        if (input.type === "text" || input.tagName === "TEXTAREA") { input.readOnly = true; } else { input.disabled = true; }
      });
    }

    verdict(input, good, text) {
      input.row.classList.add(good ? "qp-good" : "qp-bad");
      input.row.appendChild(h("span", { class: "qp-verdict" }, (good ? "✓ " : "✗ ") + text));
    }

    /* Show the key beside the answer; an answer that is null was never asked for, only the key is shown. `judge` is
       called whenever a scoring point is ticked (简答). */
    reveal(answer, judge) {
      const given = answer || {};
      this.asked = answer !== null;
      this.disable();
      switch (this.question.kind) {
        case "single": case "multiple": this.revealOptions(given.options || []); break;
        case "true_false":
          this.inputs.forEach((input, place) => {
            const right = (place === 0) === this.question.answer;
            if (right) { this.verdict(input, true, "正确答案"); } else if (input.checked) { this.verdict(input, false, "选错了"); }
          });
          break;
        case "fill": this.revealBlanks(given.blanks || []); break;
        default: this.revealPoints(given, judge);
      }
    }

    revealOptions(ticked) {
      this.order.forEach((index, place) => {
        const right = index < this.question.right.length, chosen = ticked.indexOf(index) >= 0, input = this.inputs[place];
        if (right) { this.verdict(input, true, chosen ? "选对了" : (this.asked ? "正确项，没有选" : "正确项")); } else if (chosen) { this.verdict(input, false, "不该选"); }
        if (!right) {
          const why = this.question.wrong[index - this.question.right.length][1];
          input.row.appendChild(h("span", { class: "qp-why" }, why));
        }
      });
    }

    /* Blanks are marked as they count: where they may change places, no answer counts twice. */
    revealBlanks(typed) {
      const rightUpTo = (count) => Quizgen.marking.rightBlanks(this.question, typed.slice(0, count));
      this.inputs.forEach((input, at) => {
        const key = this.question.answers[at].join(" 或 ");
        const good = this.question.anyOrder ? rightUpTo(at + 1) > rightUpTo(at) : this.isRight(at, typed[at] || "");
        const free = this.question.anyOrder ? "（各空可以互换）" : "";
        if (this.asked) { this.verdict(input, good, (good ? "正确" : "应填：" + key) + free); } else {
          input.value = key;
          this.verdict(input, true, "答案" + free);
        }
      });
    }

    isRight(at, text) {
      return this.question.answers[at].some((one) => Quizgen.marking.plain(one) === Quizgen.marking.plain(text));
    }

    revealPoints(given, judge) {
      const boxes = this.question.points.map((point, at) => {
        const id = Quizgen.dom.fresh("point");
        const box = h("input", {
          type: "checkbox", id: id, checked: Boolean((given.credits || [])[at]), disabled: !judge, onchange: judge
        });
        this.credits.push(box);
        return h("div", { class: "qp-option" }, box, h("label", { for: id }, h("span", { class: "qp-words" }, inline(point[0]))));
      });
      this.element.appendChild(h("fieldset", { class: "qp-points" },
        h("legend", {}, judge ? "参考要点：说到的打勾，由自己评" : "参考要点"), boxes));
    }
  }

  /* `options`: {number: shown before the stem, order: as chance.options gives it (a list of them for a case),
     change: called when the answer changes}. */
  class Question {
    constructor(root, question, options) {
      const given = options || {}, change = given.change || null;
      this.question = question;
      this.root = root;
      const title = given.number ? given.number + ". " : "";
      if (question.kind === "case") {
        this.bodies = question.parts.map((part, at) => new Body(part, (given.order || [])[at], "（" + (at + 1) + "）", change));
        root.appendChild(h("div", { class: "qp-case" },
          this.head = h("p", { class: "qp-stem" }, h("span", { class: "qp-chip" }, KINDS.case), " ", title, inline(question.text))));
      } else {
        this.bodies = [new Body(question, given.order, title, change)];
        this.head = this.bodies[0].element.firstChild;
      }
      this.head.setAttribute("tabindex", "-1");
      this.bodies.forEach((body) => root.appendChild(body.element));
    }

    answer() {
      if (this.question.kind === "case") { return { parts: this.bodies.map((body) => body.answer()) }; }
      return this.bodies[0].answer();
    }

    restore(answer) {
      this.bodies.forEach((body, at) => {
        body.restore(this.question.kind === "case" ? ((answer || {}).parts || [])[at] : answer);
      });
    }

    /* Whether a person has to judge it (简答, alone or in a case). */
    judged() { return this.bodies.some((body) => body.question.kind === "short"); }

    /* Show key, reasons, explanation and sources; `judge` as in Body.reveal. */
    reveal(answer, judge) {
      this.bodies.forEach((body, at) => {
        body.reveal(this.question.kind === "case" && answer ? (answer.parts || [])[at] : answer, judge);
        if (this.question.kind === "case") {
          body.element.appendChild(h("p", { class: "qp-explain" }, "解析：", inline(body.question.explain)));
        }
      });
      this.root.appendChild(explanation(this.question));
    }

    /* To the words of the question, so that they are read out; the options come next. */
    focus() { this.head.focus(); }

    /* To the first control. */
    enter() { this.bodies[0].inputs[0].focus(); }

    /* Choose the option with this letter or number (single-key shortcuts); false when there is none. */
    press(place) {
      const input = this.bodies[0].inputs[place];
      if (this.bodies.length > 1 || !input || input.disabled || input.type === "text" || input.tagName === "TEXTAREA") {
        return false;
      }
      input.click();
      return true;
    }
  }

  /* The explanation with links to the very facts, relative to the page that shows it. */
  function explanation(question) {
    const labels = question.cites.map((cite) => cite[1]);
    const label = (at) => {
      const times = labels.slice(0, at + 1).filter((text) => text === labels[at]).length;
      return labels[at] + (times > 1 ? "（第 " + times + " 处）" : "");
    };
    return h("div", { class: "qp-explanation" },
      h("p", { class: "qp-explain" }, h("strong", {}, "解析："), inline(question.explain)),
      h("p", { class: "qp-cites" }, "出处：", question.cites.map((cite, at) => [
        at ? "；" : "", h("a", { href: (Quizgen.base || "") + cite[0] }, label(at))
      ])));
  }

  Quizgen.Question = Question;
  Quizgen.KINDS = KINDS;
  Quizgen.letter = letter;
  Quizgen.explanation = explanation;
})(window);
