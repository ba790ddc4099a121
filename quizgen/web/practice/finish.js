/* After a mock exam is handed in: self-judging, then the result is noted. */
var Quizgen = Quizgen || {};

Quizgen.finish = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  const DONE_ELSEWHERE = "这场考试已经在别的标签页交卷。";

  /** Turn a sitting that was handed in into a result; 简答 are judged by the reader first.
     @type {(app: App, blueprint: BlueprintData, sitting: Sitting, questions: Record<string, QuestionData>) => void} */
  function examDone(app, blueprint, sitting, questions) {
    const judged = sitting.items.filter((item) => hasShort(questions[item.id]));
    Quizgen.dom.clear(app.main);
    app.keys = {};
    if (sitting.over) { app.announce("时间到，已经交卷。"); }
    app.store.refresh();
    if (!judged.length) { finish(app, blueprint, sitting, questions); } else if (app.store.state.exams[sitting.name]) {
      settled(app, sitting.name, DONE_ELSEWHERE);
    } else { judge(app, blueprint, sitting, questions, judged); }
  }

  /** @type {(app: App, blueprint: BlueprintData, sitting: Sitting, questions: Record<string, QuestionData>, judged: DrawnItem[]) => void} */
  function judge(app, blueprint, sitting, questions, judged) {
    const heading = app.main.appendChild(h("h2", { tabindex: "-1" }, "对照要点自己评分"));
    app.main.appendChild(h("p", {}, (sitting.over ? "时间到，已经交卷。" : "已经交卷。") + "下面 " + judged.length +
      " 题有" + howJudged(judged.map((item) => questions[item.id])) + "；没有写的不得分。这部分分数由自己评，成绩里会写明。"));
    const shown = judged.map((item) => {
      const card = h("div", { class: "qp-card" });
      const asked = new Quizgen.question.Question(card, questions[item.id], { order: item.order, written: true });
      asked.restore(sitting.answers[item.id]);
      asked.reveal(sitting.answers[item.id] || {}, () => {
        app.desk.change(sitting.name, (kept) => { kept.answers[item.id] = asked.answer(); });
      });
      app.main.appendChild(card);
      return { id: item.id, asked: asked };
    });
    app.main.appendChild(button("评完了，看成绩", () => {
      shown.forEach((one) => { sitting.answers[one.id] = written(questions[one.id], one.asked.answer()); });
      finish(app, blueprint, sitting, questions);
    }, "main"));
    heading.focus();
  }

  /** What is to be judged, and how. @type {(judged: QuestionData[]) => string} */
  function howJudged(judged) {
    /** @type {(question: QuestionData) => boolean} */
    const isEssay = (question) => question.kind === "essay" || (question.kind === "case" && question.parts.some((part) => part.kind === "essay"));
    return judged.some(isEssay) ? "简答、论述，说到的要点打勾，按档次给分的选出一档" : "简答，说到的要点打勾";
  }

  /** An answer as it counts: where nothing was written no point is given. @type {(question: Answerable, answer: Answer) => Answer} */
  function written(question, answer) {
    if (question.kind === "case") { return { parts: question.parts.map((part, at) => written(part, (answer.parts || [])[at] || {})) }; }
    const blank = Quizgen.body.isJudged(question) && Quizgen.marking.plain(answer.text || "") === "";
    return blank ? { text: "" } : answer;
  }

  /** Show a result that is there already; the exam is over. @type {(app: App, name: string, said?: string) => void} */
  function settled(app, name, said) {
    const desk = app.desk, sitting = desk.read();
    if (sitting && sitting.name === name) { desk.clear(); }
    app.go("result", name);
    if (said) { app.announce(said); }
  }

  /** Whether the reader has to judge it. @type {(question: QuestionData) => boolean} */
  function hasShort(question) {
    return Quizgen.body.isJudged(question) || (question.kind === "case" && question.parts.some(Quizgen.body.isJudged));
  }

  /** @type {(app: App, blueprint: BlueprintData, sitting: Sitting, questions: Record<string, QuestionData>) => void} */
  function finish(app, blueprint, sitting, questions) {
    app.store.refresh();
    if (app.store.state.exams[sitting.name]) {
      settled(app, sitting.name, DONE_ELSEWHERE);
      return;
    }
    const result = Quizgen.marking.result(blueprint, sitting.items, sitting.answers, questions);
    const record = recordOf(app, blueprint, sitting, questions, result);
    app.store.change((state) => { state.exams[sitting.name] = record; });
    const answered = result.items.filter((item) => Quizgen.marking.answered(questions[item.id], sitting.answers[item.id]));
    app.store.answers(answered.map(
      (item) => [item.id, F.compare(item.share, F.ONE) === 0 ? Quizgen.state.RIGHT : Quizgen.state.WRONG, sitting.answers[item.id]]));
    settled(app, sitting.name);
  }

  /** A result as it is kept.
     @type {(app: App, blueprint: BlueprintData, sitting: Sitting, questions: Record<string, QuestionData>, result: ExamResult) => MockResult} */
  function recordOf(app, blueprint, sitting, questions, result) {
    const now = sitting.handed === null ? app.clock().ms : sitting.handed;
    /** @type {(name: string, sum: Tally) => ResultRow} */
    const row = (name, sum) => [name, F.text(sum.points), F.text(sum.full)];
    const titles = Quizgen.marking.headings(blueprint).map((heading) => heading.title);
    return {
      at: now, title: blueprint.title, blueprint: blueprint.id, minutes: Math.round(sitting.spent / 60000),
      time: sitting.time, extended: sitting.extended || 0, over: Boolean(sitting.over), points: F.text(result.points),
      full: F.text(result.full), pass: blueprint.pass, passed: result.passed, missed: result.missed, digest: sitting.digest,
      judged: sitting.items.filter((item) => hasShort(questions[item.id])).length,
      sections: result.sections.map((one, at) => row(titles[at], one)),
      topics: app.pool.topTopics().filter((name) => result.topics[name]).map((name) => row(name, result.topics[name])),
      parts: Object.keys(result.parts).map((name) => row(name, result.parts[name])),
      items: sitting.items.map((item, at) => [item.id, item.order, sitting.answers[item.id] || null,
        F.text(result.items[at].points), blueprint.sections[item.section].points])
    };
  }

  return { examDone: examDone };
})();
