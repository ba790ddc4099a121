/* A run of practice: one question at a time, answered, explained, remembered. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const views = Quizgen.views = Quizgen.views || {};
  const F = Quizgen.fractions;

  const CAP = 50;

  /* What each mode asks. `ids(app, rest)` gives the questions; `rest` are the further parts of the route. */
  const MODES = {
    topic: {
      title: (rest) => "按专题：" + rest.join(" · "),
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { topic: rest.join("/") })))
    },
    source: {
      title: (rest, app) => "按来源：" + (app.pool.data.sources.filter((one) => one[0] === rest[0])[0] || ["", rest[0]])[1],
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { source: rest[0] })))
    },
    depth: {
      title: (rest) => "按层次：" + rest[0],
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { depth: rest[0] })))
    },
    kind: {
      title: (rest) => "按题型：" + (Quizgen.KINDS[rest[0]] || rest[0]),
      ids: (app, rest) => app.chance.sample(Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, { kind: rest[0] })))
    },
    order: {
      title: () => "顺序练习",
      place: "order",
      ids: (app) => Quizgen.queue.ordered(
        app.pool.entries, (app.store.state.places.order || [""])[0], app.store.state)
    },
    random: { title: () => "随机练习", ids: (app) => app.chance.sample(Quizgen.queue.ids(app.pool.entries)) },
    recite: {
      title: (rest) => "背题" + (rest.length ? "：" + rest.join(" · ") : ""),
      recite: true,
      ids: (app, rest) => Quizgen.queue.ids(
        Quizgen.queue.filtered(app.pool.entries, rest.length ? { topic: rest.join("/") } : {}))
    },
    favourites: {
      title: () => "收藏的题", none: "还没有收藏。练习时点“收藏”，题目就会到这里来。",
      ids: (app) => Quizgen.queue.favourites(app.pool.entries, app.store.state)
    },
    "new": {
      title: () => "没做过的题", none: "所有的题都做过了。",
      ids: (app) => Quizgen.queue.unseen(app.pool.entries, app.store.state)
    },
    weak: {
      title: () => "易错的题", none: "还没有易错的题：做过两次以上、三分之一以上答错的题会到这里来。",
      ids: (app) => Quizgen.queue.weak(app.pool.entries, app.store.state)
    },
    wrong: {
      title: (rest) => ["练错题", Quizgen.KINDS[rest[1]], rest[0]].filter((text) => text && text !== "-").join("："),
      none: "这里没有错题。",
      ids: (app, rest) => Quizgen.queue.wrong(Quizgen.queue.filtered(app.pool.entries, {
        topic: rest[0] === "-" ? "" : rest[0], kind: rest[1] === "-" ? "" : rest[1]
      }), app.store.state)
    },
    review: {
      title: () => "间隔复习", none: "今天没有到期的题。",
      ids: (app) => Quizgen.dueToday(app)
    },
    daily: { title: () => "每日一练", ids: (app) => dailyIds(app), place: "dailyDone", done: "今天的十题做完了，明天再来。" },
    challenge: {
      title: () => "挑战：答错为止", challenge: true,
      ids: (app) => app.chance.sample(Quizgen.queue.ids(app.pool.entries.filter((entry) => entry.kind !== "short" && entry.kind !== "case")))
    }
  };

  /* What is due today within the daily cap, less what was reviewed today already. */
  Quizgen.dueToday = function (app) {
    const kept = app.store.state, today = app.store.today(), offset = app.clock().offset;
    const done = Object.keys(kept.questions).filter((id) => kept.questions[id].day === today &&
      Quizgen.state.dayOf(kept.questions[id].first, offset) < today).length;
    const cap = app.store.setting("cap", CAP);
    return cap > done ? Quizgen.queue.due(app.pool.entries, kept, today, cap - done) : [];
  };
  Quizgen.CAP = CAP;

  /* The ten of today: chosen once, kept for the day, without those done. */
  function dailyIds(app) {
    const today = app.store.today(), kept = app.store.state.places.daily;
    let ten = kept && kept[0].day === today ? kept[0].ids.filter((id) => app.pool.byId[id]) : null;
    if (!ten) {
      const chance = new Quizgen.chance.Chance([today, app.pool.entries.length, 7, 11]);
      ten = Quizgen.queue.daily(app.pool.entries, app.store.state, today, chance);
      app.store.change((state) => Quizgen.state.put(state.places, "daily", { day: today, ids: ten }, app.clock().ms));
    }
    return ten.filter((id) => !(app.store.state.questions[id] && app.store.state.questions[id].day === today));
  }

  /* Enter on these does what it says on them. */
  function onControl(event) { return /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName); }

  function dateText(day) {
    const parts = Quizgen.state.dayText(day).split("-");
    return Number(parts[1]) + "月" + Number(parts[2]) + "日";
  }

  class Session {
    constructor(app, root, rest, name) {
      this.app = app;
      this.root = root;
      this.rest = rest;
      this.mode = MODES[name];
      this.name = name;
      this.tally = { right: 0, wrong: 0 };
      this.missed = [];
    }

    start() {
      this.ids = Array.from(this.mode.ids(this.app, this.rest));
      this.at = 0;
      this.root.appendChild(h("h2", {}, this.mode.title(this.rest, this.app)));
      this.count = h("p", { class: "qp-count" });
      this.card = h("div", { class: "qp-card" });
      this.root.appendChild(this.count);
      this.root.appendChild(this.card);
      const back = h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页"));
      if (this.name === "topic") {
        back.appendChild(h("a", { href: "#/recite/" + this.rest.map(encodeURIComponent).join("/") }, "背这个专题"));
      }
      this.root.appendChild(back);
      return this.show();
    }

    /* Show the question at hand, or what there is to say when there is none. */
    show() {
      this.app.keys = {};
      Quizgen.dom.clear(this.card);
      if (!this.ids.length) { return this.say(this.mode.done || this.mode.none || "这里没有题。"); }
      if (this.at >= this.ids.length) { return this.finish(); }
      const id = this.ids[this.at];
      this.counted(id);
      return this.app.pool.load([id]).then((found) => {
        if (this.stopped) { return; }
        if (!found[id]) {
          this.at += 1;
          this.show();
          return;
        }
        this.ask(id, found[id]);
      }, (error) => { if (!this.stopped) { this.app.fail(error, () => this.show()); } });
    }

    /* Where the reader is: in the bank when it is gone through in order, in the run else. */
    counted(id) {
      const entries = this.app.pool.entries, sum = this.tally.right + this.tally.wrong;
      const at = this.mode.place === "order" ? entries.indexOf(this.app.pool.byId[id]) : this.at;
      this.count.textContent = "第 " + (at + 1) + " 题，共 " + this.ids.length + " 题" +
        (sum ? "；这一轮答对 " + this.tally.right + " 题，答错 " + this.tally.wrong + " 题" : "");
    }

    say(text) {
      this.count.textContent = "";
      this.card.appendChild(h("p", { class: "qp-empty" }, text));
      return null;
    }

    ask(id, question) {
      if (this.app.failed) { this.app.failed.remove(); }
      const order = Quizgen.ordersOf(question, this.app.chance);
      this.id = id;
      this.order = order;
      this.form = h("form", { class: "qp-form", novalidate: true, onsubmit: (event) => this.submit(event) });
      const body = this.form.appendChild(h("div", {}));
      this.fault = null;
      this.answer = null;
      this.asked = new Quizgen.Question(body, question, { order: order, change: () => this.forgive() });
      this.actions = h("div", { class: "qp-actions" });
      this.form.appendChild(this.actions);
      this.card.appendChild(this.form);
      if (this.mode.recite) { this.recite(); } else {
        this.actions.appendChild(h("button", { type: "submit", class: "qp-button qp-main" }, "提交"));
        this.actions.appendChild(button("跳过", () => this.next(), "quiet"));
        this.favourite();
        this.letters();
      }
      this.asked.focus();
    }

    /* Letters and figures choose options. */
    letters() {
      "abcdefgh".split("").forEach((key, place) => {
        this.app.keys[key] = this.app.keys[String(place + 1)] = () => this.asked.press(place);
      });
      this.app.keys.Enter = (event) => (onControl(event) ? false : this.form.requestSubmit());
    }

    recite() {
      this.asked.reveal(null, null);
      this.actions.appendChild(button("下一题", () => this.next(), "main"));
      if (this.at) { this.actions.appendChild(button("上一题", () => { this.at -= 1; this.show(); }, "plain")); }
      this.favourite();
      this.app.keys.ArrowRight = () => this.next();
      this.app.keys.ArrowLeft = () => { if (this.at) { this.at -= 1; this.show(); } };
    }

    favourite() {
      const on = Quizgen.state.flagged(this.app.store.state.favourites, this.id);
      const star = button(on ? "★ 已收藏" : "☆ 收藏", () => {
        const now = !Quizgen.state.flagged(this.app.store.state.favourites, this.id);
        this.app.store.flag("favourites", this.id, now);
        star.textContent = now ? "★ 已收藏" : "☆ 收藏";
        star.setAttribute("aria-pressed", String(now));
      }, "quiet", { "aria-pressed": String(on) });
      this.actions.appendChild(star);
    }

    submit(event) {
      event.preventDefault();
      if (this.answer) { return null; }
      const answer = this.asked.answer();
      if (!this.asked.judged() && !Quizgen.marking.answered(this.asked.question, answer)) { return this.complain(); }
      this.forgive();
      Quizgen.dom.clear(this.actions);
      this.app.keys = {};
      this.answer = answer;
      if (this.asked.judged()) { return this.judge(); }
      this.asked.reveal(answer, null);
      return this.settle(Quizgen.marking.share(this.asked.question, answer, this.order, "全对得分"));
    }

    /* Say that nothing was answered, before the question, with a way to it. */
    complain() {
      this.forgive();
      const link = h("a", { href: "#", onclick: (event) => {
        event.preventDefault();
        this.asked.enter();
      } }, "去作答");
      this.fault = h("div", { class: "qp-fault", role: "alert", tabindex: "-1" },
        h("p", {}, h("strong", {}, "还没有作答。"), "请先作答，或点“跳过”。", link));
      this.form.insertBefore(this.fault, this.form.firstChild);
      this.fault.focus();
    }

    forgive() {
      if (this.fault) { this.fault.remove(); }
      this.fault = null;
    }

    /* Questions that a person judges: points first, the result after “记下自评”. */
    judge() {
      this.asked.reveal(this.answer, () => {});
      this.actions.appendChild(button("记下自评", () => {
        Quizgen.dom.clear(this.actions);
        const answer = this.asked.answer();
        this.settle(Quizgen.marking.share(this.asked.question, answer, this.order, "全对得分"));
      }, "main"));
    }

    /* Note the answer and say how it was. */
    settle(share) {
      const state = Quizgen.state, all = F.compare(share, F.ONE) === 0, none = share.n === 0;
      const half = this.asked.judged() && F.compare(share, F.make(1, 2)) >= 0;
      const ok = all ? state.RIGHT : (half ? state.GUESSED : state.WRONG);
      const noted = this.app.store.answer(this.id, ok);
      if (this.mode.place === "order") {
        this.app.store.change((kept) => state.put(kept.places, "order", this.id, this.app.clock().ms), this.id);
      }
      this.tally[ok === state.WRONG ? "wrong" : "right"] += 1;
      if (ok === state.WRONG) { this.missed.push(this.id); }
      this.counted(this.id);
      const text = all ? "✓ 答对了" : (none ? "✗ 答错了" : "△ 答对一部分" + (ok === state.WRONG ? "，按答错记" : ""));
      this.due = h("span", { class: "qp-due" }, "下次复习：" + dateText(noted.record.due));
      const result = h("p", { class: "qp-result " + (all ? "qp-right" : "qp-wrong") }, h("strong", {}, text), " ", this.due);
      this.form.insertBefore(result, this.actions);
      this.app.announce(text + "。" + this.due.textContent);
      this.after(all, noted);
    }

    after(all, noted) {
      const over = this.mode.challenge && !all;
      const next = button(over ? "看结果" : "下一题", () => (over ? this.finish() : this.next()), "main");
      this.actions.appendChild(next);
      if (all && !this.asked.judged()) {
        const guessed = button("蒙对的（" + dateText(this.app.store.dueIf(noted.before, Quizgen.state.GUESSED)) + "再来）", () => {
          const record = this.app.store.guess(this.id, noted);
          this.due.textContent = record && record.ok === Quizgen.state.GUESSED ? "记作蒙对，下次复习：" + dateText(record.due)
            : "这道题刚才在别处又答过，或者记录已经清除，没有改记。";
          this.app.announce(this.due.textContent);
          guessed.remove();
          next.focus();
        }, "plain");
        this.actions.appendChild(guessed);
        this.app.keys.g = () => { if (guessed.isConnected) { guessed.click(); } };
      }
      this.favourite();
      this.app.keys.Enter = (event) => (onControl(event) ? false : next.click());
      this.app.keys.n = () => next.click();
      next.focus();
    }

    next() {
      this.at += 1;
      return this.show();
    }

    finish() {
      this.app.keys = {};
      Quizgen.dom.clear(this.card);
      this.count.textContent = "";
      const sum = this.tally.right + this.tally.wrong;
      if (this.mode.challenge) { this.keepChallenge(); }
      this.card.appendChild(h("p", { class: "qp-empty" }, sum
        ? "做了 " + sum + " 题：答对 " + this.tally.right + " 题，答错 " + this.tally.wrong + " 题。"
        : (this.mode.recite ? "背完了。" : "这一轮没有作答。")));
      const again = h("div", { class: "qp-actions" });
      if (this.missed.length) {
        again.appendChild(button("再练答错的 " + this.missed.length + " 题", () => {
          this.ids = this.missed;
          this.missed = [];
          this.tally = { right: 0, wrong: 0 };
          this.at = 0;
          this.show();
        }, "main"));
      }
      again.appendChild(h("a", { class: "qp-button qp-plain", href: "#/" }, "返回练习首页"));
      this.card.appendChild(again);
      this.app.announce(this.card.firstChild.textContent);
      return null;
    }

    keepChallenge() {
      const right = this.tally.right, now = this.app.clock().ms, kept = this.app.store.state.exams;
      const best = Object.keys(kept).filter((name) => kept[name].challenge !== undefined)
        .reduce((most, name) => Math.max(most, kept[name].challenge), 0);
      if (right) {
        this.app.store.change((state) => {
          state.exams[Quizgen.chance.name(this.app.chance)] = { at: now, title: "挑战", challenge: right };
        });
      }
      this.card.appendChild(h("p", { class: "qp-empty" }, right > best ? "连对 " + right + " 题，是到现在最好的一次。"
        : "连对 " + right + " 题；最好的一次是 " + best + " 题。"));
    }

    stop() { this.stopped = true; }
  }

  /* The orders in which a question's options are shown; for a case one a sub-question. */
  Quizgen.ordersOf = function (question, chance) {
    const one = (body) => (body.right ? Quizgen.chance.options(body, chance) : []);
    return question.kind === "case" ? question.parts.map(one) : one(question);
  };

  /* Whether such orders can still be shown: the question may have changed since they were drawn. */
  Quizgen.ordersFit = function (question, order) {
    const one = (body, indices) => Array.isArray(indices) && (body.right
      ? indices.length > 1 && indices.every((index) => index >= 0 && index < body.right.length + body.wrong.length)
      : !indices.length);
    if (question.kind !== "case") { return one(question, order); }
    return order.length === question.parts.length && question.parts.every((part, at) => one(part, order[at]));
  };

  Object.keys(MODES).forEach((name) => {
    views[name] = class extends Session {
      constructor(app, root, rest) { super(app, root, rest, name); }
    };
  });
})(window);
