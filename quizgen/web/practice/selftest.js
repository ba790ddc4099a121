/* A self-test inside a page: the list that stands there becomes a form with one submit. */
var Quizgen = Quizgen || {};

/** @typedef {{pool: Pool, store: Store, chance: Chance}} SelfTestTools */
/** A question of the form, with its place and the error that is shown at it.
   @typedef {{id: string, number: number, order: Order, card: HTMLElement, asked: Question, error: HTMLElement | null}} SelfTestItem */
/** @typedef {{right: number, wrong: SelfTestItem[], open: number}} SelfTestTally */

Quizgen.SelfTest = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const SHOWN = 24;

  /* `root` is the section with data-ids; `tools` are {pool, store, chance}. */
  class SelfTest {
    /** @param {HTMLElement} root @param {SelfTestTools} tools */
    constructor(root, tools) {
      this.root = root;
      this.tools = tools;
      /** @type {{id: string, question: QuestionData}[]} */
      this.questions = [];
      /** @type {SelfTestItem[]} */
      this.items = [];
      this.finished = false;
      this.top = h("div", {});
      this.actions = h("div", {});
    }

    /** @type {() => Promise<void>} */
    start() {
      const ids = (this.root.getAttribute("data-ids") || "").split(" ");
      return this.tools.pool.load(ids).then((found) => {
        this.questions = ids.filter((id) => found[id]).map((id) => ({ id: id, question: found[id] }));
        if (this.questions.length) { this.wait(() => this.build()); }
      });
    }

    /** A reader who is in the list with the keyboard is not thrown out of it. @type {(work: () => void) => void} */
    wait(work) {
      if (!this.root.contains(document.activeElement)) { work(); return; }
      this.root.addEventListener("focusout", () => window.setTimeout(() => this.wait(work), 0), { once: true });
    }

    /** @type {() => void} */
    build() {
      this.finished = false;
      this.top = h("div", {});
      this.actions = h("div", { class: "qp-actions qp-noprint" },
        h("button", { type: "submit", class: "qp-button qp-main" }, "提交这 " + this.questions.length + " 题"));
      this.items = this.questions.map((one, at) => this.item(one, at));
      Quizgen.dom.clear(this.root);
      this.root.appendChild(h("form", {
        class: "qp qp-selftest", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event)
      }, this.top, this.items.map((item) => item.card), this.actions));
    }

    /** @type {(one: {id: string, question: QuestionData}, at: number) => SelfTestItem} */
    item(one, at) {
      const order = Quizgen.orders.of(one.question, this.tools.chance), card = h("div", { class: "qp-card" });
      const asked = new Quizgen.question.Question(card, one.question, {
        number: at + 1, order: order, change: () => this.forgive(item)
      });
      /** @type {SelfTestItem} */
      const item = { id: one.id, number: at + 1, order: order, card: card, asked: asked, error: null };
      return item;
    }

    /** @type {(event: Event) => void} */
    submit(event) {
      event.preventDefault();
      if (this.finished) { return; }
      const open = this.items.filter((item) => !this.answered(item));
      this.items.forEach((item) => this.forgive(item));
      if (open.length) { this.complain(open); } else { this.finish(); }
    }

    /** @type {(item: SelfTestItem) => boolean} */
    answered(item) {
      return item.asked.judged() || Quizgen.marking.answered(item.asked.question, item.asked.answer());
    }

    /** Every unanswered question is named at the top with a link, and marked in its place.
        @type {(open: SelfTestItem[]) => void} */
    complain(open) {
      open.forEach((item) => {
        const body = item.asked.bodies[0].element, id = Quizgen.dom.fresh("error");
        item.error = h("p", { class: "qp-error", id: id }, "✗ 这一题还没有作答");
        body.insertBefore(item.error, body.children[1]);
        body.setAttribute("aria-describedby", id);
        item.card.classList.add("qp-missing");
      });
      this.say(h("div", { class: "qp-fault", role: "alert", tabindex: "-1" },
        h("p", {}, h("strong", {}, "还有 " + open.length + " 题没有作答")),
        h("ul", {}, open.map((item) => h("li", {}, this.link(item, "第 " + item.number + " 题：" + this.stem(item))))),
        button("不会的不答了，看结果", () => this.finish(), "plain")));
    }

    /** @type {(item: SelfTestItem) => string} */
    stem(item) {
      const question = item.asked.question, words = Quizgen.dom.words(Quizgen.question.stemOf(question));
      return words.length > SHOWN ? words.slice(0, SHOWN) + "……" : words;
    }

    /** @type {(item: SelfTestItem, text: string) => HTMLElement} */
    link(item, text) {
      const input = item.asked.bodies[0].inputs[0];
      return h("a", {
        href: "#" + input.id,
        onclick: (/** @type {Event} */ event) => {
          event.preventDefault();
          item.card.scrollIntoView({ block: "nearest" });
          (input.disabled ? item.card : input).focus();
        }
      }, text);
    }

    /** @type {(item: SelfTestItem) => void} */
    forgive(item) {
      if (!item.error) { return; }
      item.error.remove();
      item.error = null;
      item.asked.bodies[0].element.removeAttribute("aria-describedby");
      item.card.classList.remove("qp-missing");
    }

    /** @type {(box: HTMLElement) => void} */
    say(box) {
      Quizgen.dom.clear(this.top);
      this.top.appendChild(box);
      box.focus();
    }

    /** @type {() => void} */
    finish() {
      /** @type {[string, number, Answer?][]} */
      const pairs = [];
      /** @type {SelfTestTally} */
      const tally = { right: 0, wrong: [], open: 0 };
      this.finished = true;
      this.items.forEach((item) => {
        this.forgive(item);
        item.card.setAttribute("tabindex", "-1");
        const answer = item.asked.answer();
        if (item.asked.judged()) {
          item.asked.reveal(answer, () => {});
          this.judge(item);
          return;
        }
        item.asked.reveal(answer, null);
        if (!this.answered(item)) {
          tally.open += 1;
          item.card.appendChild(h("p", { class: "qp-result" }, "— 没有作答，不记"));
          return;
        }
        const found = Quizgen.judgement.of(item.asked.question, answer, item.order, false);
        pairs.push([item.id, found.ok, answer]);
        if (found.good) { tally.right += 1; } else { tally.wrong.push(item); }
        this.result(item, found);
      });
      this.tools.store.answers(pairs);
      this.conclude(tally);
    }

    /** @type {(item: SelfTestItem, found: Verdict) => void} */
    result(item, found) {
      item.card.appendChild(h("p", { class: "qp-result " + (found.good ? "qp-right" : "qp-wrong") },
        h("strong", {}, found.text)));
    }

    /** A question that one judges oneself is noted after “记下自评”. @type {(item: SelfTestItem) => void} */
    judge(item) {
      const note = button("记下自评", () => {
        const found = Quizgen.verdict(Quizgen.marking.share(item.asked.question, item.asked.answer(), item.order), true);
        this.tools.store.answer(item.id, found.ok);
        note.remove();
        this.result(item, found);
        item.card.focus();
      }, "main");
      item.card.appendChild(note);
    }

    /** @type {(tally: SelfTestTally) => void} */
    conclude(tally) {
      const marked = tally.right + tally.wrong.length, kept = !this.tools.store.trouble;
      const topics = this.questions.map((one) => one.question.topic.split("/")[0]);
      const one = topics.every((topic) => topic === topics[0]) ? "topic/" + encodeURIComponent(topics[0]) : "";
      Quizgen.dom.clear(this.actions);
      this.actions.appendChild(button("再做一遍", () => this.again(), "main"));
      this.actions.appendChild(h("a", { class: "qp-button qp-plain", href: Quizgen.site.base + this.tools.pool.data.page + "#/" + one },
        one ? "接着练“" + topics[0] + "”" : "到练习页接着练"));
      this.say(h("div", { class: "qp-score-box", tabindex: "-1" },
        h("p", { class: "qp-result" }, h("strong", {}, marked
          ? "做了 " + marked + " 题：答对 " + tally.right + " 题，答错 " + tally.wrong.length + " 题。" : "请对照答案。"),
        tally.open ? " 没有作答 " + tally.open + " 题。" : ""),
        tally.wrong.length ? h("p", {}, "答错的：", tally.wrong.map((item, at) => [
          at ? "、" : "", this.link(item, "第 " + item.number + " 题")]), "。") : null,
        h("p", { class: "qp-quiet" }, kept ? "已记入这个浏览器的练习记录。" : "这次没有记下：浏览器没有让本页保存记录。")));
    }

    /** @type {() => void} */
    again() {
      this.build();
      this.items[0].asked.focus();
    }
  }

  return SelfTest;
})();

Quizgen.startSelfTest = (function () {
  "use strict";
  /** What all self-tests of a page share. @type {SelfTestTools | null} */
  let shared = null;

  /** Make one list of questions a form. `base` is the address of the site's root, ending in a slash.
     @type {(root: HTMLElement, base: string) => Promise<void>} */
  return function (root, base) {
    if (!shared) {
      const chance = Quizgen.chance.fresh();
      shared = {
        chance: chance, store: new Quizgen.Store(Quizgen.storage.local(), Quizgen.site.clock, chance),
        pool: Quizgen.site.pool(base + "assets/practice/")
      };
      Quizgen.site.base = base;
    }
    return new Quizgen.SelfTest(root, shared).start().catch((error) => {
      if (window.console) { window.console.warn(error); }
    });
  };
})();
