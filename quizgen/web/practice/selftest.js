/* A self-test inside a page: the list that stands there becomes a form with one submit. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  const SHOWN = 24;

  /* What a share of the points means: {ok as state.js keeps it, text, good}; half is enough where one judges oneself. */
  function verdict(share, judged) {
    const state = Quizgen.state;
    if (F.compare(share, F.ONE) === 0) { return { ok: state.RIGHT, text: "✓ 答对了", good: true }; }
    if (share.n === 0) { return { ok: state.WRONG, text: "✗ 答错了", good: false }; }
    const half = judged && F.compare(share, F.make(1, 2)) >= 0;
    return { ok: half ? state.GUESSED : state.WRONG, text: "△ 答对一部分" + (half ? "" : "，按答错记"), good: false };
  }

  /* `root` is the section with data-ids; `tools` are {pool, store, chance}. */
  class SelfTest {
    constructor(root, tools) {
      this.root = root;
      this.tools = tools;
    }

    start() {
      const ids = this.root.getAttribute("data-ids").split(" ");
      return this.tools.pool.load(ids).then((found) => {
        this.questions = ids.filter((id) => found[id]).map((id) => ({ id: id, question: found[id] }));
        if (this.questions.length) { this.wait(() => this.build()); }
      });
    }

    /* A reader who is in the list with the keyboard is not thrown out of it. */
    wait(work) {
      if (!this.root.contains(document.activeElement)) { work(); return; }
      this.root.addEventListener("focusout", () => window.setTimeout(() => this.wait(work), 0), { once: true });
    }

    build() {
      this.finished = false;
      this.top = h("div", {});
      this.actions = h("div", { class: "qp-actions qp-noprint" },
        h("button", { type: "submit", class: "qp-button qp-main" }, "提交这 " + this.questions.length + " 题"));
      this.items = this.questions.map((one, at) => this.item(one, at));
      this.form = h("form", { class: "qp qp-selftest", novalidate: true, onsubmit: (event) => this.submit(event) },
        this.top, this.items.map((item) => item.card), this.actions);
      Quizgen.dom.clear(this.root);
      this.root.appendChild(this.form);
    }

    item(one, at) {
      const order = Quizgen.ordersOf(one.question, this.tools.chance), card = h("div", { class: "qp-card" });
      const item = { id: one.id, number: at + 1, order: order, card: card };
      item.asked = new Quizgen.Question(card, one.question, {
        number: at + 1, order: order, change: () => this.forgive(item)
      });
      return item;
    }

    submit(event) {
      event.preventDefault();
      if (this.finished) { return; }
      const open = this.items.filter((item) => !this.answered(item));
      this.items.forEach((item) => this.forgive(item));
      if (open.length) { this.complain(open); } else { this.finish(); }
    }

    answered(item) {
      return item.asked.judged() || Quizgen.marking.answered(item.asked.question, item.asked.answer());
    }

    /* Every unanswered question is named at the top with a link, and marked in its place. */
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

    stem(item) {
      const question = item.asked.question, words = Quizgen.dom.words(question.stem || question.text);
      return words.length > SHOWN ? words.slice(0, SHOWN) + "……" : words;
    }

    link(item, text) {
      const input = item.asked.bodies[0].inputs[0];
      return h("a", {
        href: "#" + input.id,
        onclick: (event) => {
          event.preventDefault();
          item.card.scrollIntoView({ block: "nearest" });
          (input.disabled ? item.card : input).focus();
        }
      }, text);
    }

    forgive(item) {
      if (!item.error) { return; }
      item.error.remove();
      item.error = null;
      item.asked.bodies[0].element.removeAttribute("aria-describedby");
      item.card.classList.remove("qp-missing");
    }

    say(box) {
      Quizgen.dom.clear(this.top);
      this.top.appendChild(box);
      box.focus();
    }

    finish() {
      const pairs = [], tally = { right: 0, wrong: [], open: 0 };
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
        const found = verdict(Quizgen.marking.share(item.asked.question, answer, item.order, "全对得分"), false);
        pairs.push([item.id, found.ok]);
        if (found.good) { tally.right += 1; } else { tally.wrong.push(item); }
        this.result(item, found);
      });
      this.tools.store.answers(pairs);
      this.conclude(tally);
    }

    result(item, found) {
      item.card.appendChild(h("p", { class: "qp-result " + (found.good ? "qp-right" : "qp-wrong") },
        h("strong", {}, found.text)));
    }

    /* A question that one judges oneself is noted after “记下自评”. */
    judge(item) {
      const note = button("记下自评", () => {
        const found = verdict(Quizgen.marking.share(item.asked.question, item.asked.answer(), item.order, "全对得分"), true);
        this.tools.store.answer(item.id, found.ok);
        note.remove();
        this.result(item, found);
        item.card.focus();
      }, "main");
      item.card.appendChild(note);
    }

    conclude(tally) {
      const marked = tally.right + tally.wrong.length, kept = !this.tools.store.trouble;
      const topics = this.questions.map((one) => one.question.topic.split("/")[0]);
      const one = topics.every((topic) => topic === topics[0]) ? "topic/" + encodeURIComponent(topics[0]) : "";
      Quizgen.dom.clear(this.actions);
      this.actions.appendChild(button("再做一遍", () => this.again(), "main"));
      this.actions.appendChild(h("a", { class: "qp-button qp-plain", href: Quizgen.base + "lianxi.html#/" + one },
        one ? "接着练“" + topics[0] + "”" : "到练习页接着练"));
      this.say(h("div", { class: "qp-score-box", tabindex: "-1" },
        h("p", { class: "qp-result" }, h("strong", {}, marked
          ? "做了 " + marked + " 题：答对 " + tally.right + " 题，答错 " + tally.wrong.length + " 题。" : "请对照答案。"),
        tally.open ? " 没有作答 " + tally.open + " 题。" : ""),
        tally.wrong.length ? h("p", {}, "答错的：", tally.wrong.map((item, at) => [
          at ? "、" : "", this.link(item, "第 " + item.number + " 题")]), "。") : null,
        h("p", { class: "qp-quiet" }, kept ? "已记入这个浏览器的练习记录。" : "这次没有记下：浏览器没有让本页保存记录。")));
    }

    again() {
      this.build();
      this.items[0].asked.focus();
    }
  }

  let shared = null;

  /* Make one list of questions a form. `base` is the address of the site's root, ending in a slash. */
  Quizgen.startSelfTest = function (root, base) {
    if (!shared) {
      const chance = Quizgen.chance.fresh();
      const clock = () => ({ ms: Date.now(), offset: new Date().getTimezoneOffset() });
      shared = {
        chance: chance, store: new Quizgen.Store(Quizgen.storageOf(), clock, chance),
        pool: new Quizgen.Pool(window.quizgenPool, base + "assets/practice/")
      };
      Quizgen.base = base;
    }
    return new SelfTest(root, shared).start().catch((error) => {
      if (window.console) { window.console.warn(error); }
    });
  };

  Quizgen.SelfTest = SelfTest;
})(window);
