/* A small bank as the site's data files give it: every kind of question, two topics, five blueprints. All made up. */
"use strict";

const CITE = [["laiyuan/a.html#f1", "甲文第一段"]];

function question(kind, topic, more) {
  return Object.assign({ kind, topic, level: "easy", stem: "题干", explain: "解析", cites: CITE }, more);
}

const QUESTIONS = {
  "AA-0001": question("single", "明责/清单", {
    stem: "一加一（　　）", right: ["二"], wrong: [["三", "三不对"], ["四", "四不对"], ["五", "五不对"]],
    cites: [["laiyuan/a.html#f1", "甲文第一段"], ["laiyuan/b.html#f2", "乙文"], ["laiyuan/a.html#f3", "甲文第一段"]]
  }),
  "AA-0002": question("multiple", "明责/清单", {
    stem: ["哪些是", ["b", "偶数"], "（　　）"], right: ["二", "四"], wrong: [["三", "三是奇数"], ["五", "五是奇数"]], explain: ["看", ["n"], "个位"]
  }),
  "AA-0003": question("true_false", "明责/清单", { stem: "一大于零", answer: true }),
  "AA-0004": question("fill", "明责/书", { stem: ["先", ["_"], "后", ["_"]], answers: [["甲", "子"], ["乙"]] }),
  "AA-0005": question("fill", "明责/书", { stem: ["有", ["_"], "和", ["_"]], answers: [["左", "右"], ["左"]], anyOrder: true }),
  "BB-0006": question("short", "问责", { stem: "简述两点", points: [["第一点", "1/4"], ["第二点", "3/4"]] }),
  "BB-0007": question("case", "问责", {
    text: "有一件事", parts: [
      question("true_false", "问责", { stem: "对吗", answer: false, share: "1/4", explain: "小解析" }),
      question("single", "问责", { stem: "哪个", right: ["甲"], wrong: [["乙", "乙不对"]], share: null, explain: "小解析二" })
    ]
  }),
  "BB-0008": question("true_false", "问责", { stem: "二大于一", answer: false }),
  "BB-0009": question("single", "问责", { stem: "选甲", right: ["甲"], wrong: [["乙", "乙不对"]] }),
  "BB-0010": question("case", "问责", {
    text: "又有一件事", parts: [
      question("true_false", "问责", { stem: "对吗", answer: true, share: null, explain: "小" }),
      question("short", "问责", { stem: "说一点", points: [["要点", null]], share: null, explain: "小" })
    ]
  })
};

["BB-0007", "BB-0010"].forEach((id) => { delete QUESTIONS[id].stem; });

const KINDS = ["single", "multiple", "true_false", "fill", "short", "case"];
const NAMES = {
  draw: "现场知识问答",
  kinds: { single: "单选", multiple: "多选", true_false: "判断", fill: "填空", short: "简答", essay: "论述", case: "案例" }, oral: "口答题", result: "自测成绩",
  rules: {
    "全对得分": "全部选对得满分，少选、错选都不得分", "漏选一半": "全部选对得满分，少选且无错得一半，有错选不得分",
    "漏选按项": "全部选对得满分，少选且无错按选对的项数得分，有错选不得分", "按项增减": "按选对的项数得分，选错一项扣一项的分，扣到 0 为止"
  }
};
const TOPICS = ["明责", "明责/清单", "明责/书", "问责"];
const IDS = Object.keys(QUESTIONS);

const ORAL = [
  { id: "OR-0001", stem: "口答一", points: ["要点一", "要点二"], minutes: 3, topic: "明责", level: "easy", cites: CITE },
  { id: "OR-0002", stem: "口答二", points: ["要点"], minutes: 2, topic: "问责", level: "easy", cites: CITE },
  { id: "OR-0003", stem: "口答三", points: ["要点"], minutes: 2, topic: "明责/书", level: "easy", cites: CITE }
];

function place(id) { return IDS.indexOf(id); }

/* Sections that each take one group of given questions, all of them. */
function blueprint(id, more, sections) {
  return Object.assign({
    id, title: "卷 " + id, minutes: 10, pass: "3", closedBook: true, minima: { topic: {}, part: {} },
    sections: sections.map((one) => Object.assign({ title: "大题", rule: null, part: null, points: "2", count: one.ids.length }, one, { ids: undefined })),
    plan: {
      cells: sections.map((one, at) => ({ section: at, group: at, draws: [one.ids.length] })),
      groups: sections.map((one) => one.ids.map(place)), enemies: {}, trees: []
    }
  }, more);
}

const BLUEPRINTS = [
  blueprint("plain", {}, [
    { kind: "single", title: "单选题", ids: ["AA-0001", "BB-0009"], part: "理论" },
    { kind: "multiple", title: "多选题", ids: ["AA-0002"], rule: "漏选一半", points: "1.5", part: "纪律" }
  ]),
  blueprint("judged", { minima: { topic: { "问责": "4" }, part: {} }, pass: "5" }, [
    { kind: "true_false", title: "判断题", ids: ["BB-0008"] }, { kind: "short", title: "简答题", ids: ["BB-0006"], points: "4" }
  ]),
  blueprint("case", { closedBook: false, minima: { topic: {}, part: { "实务": "1/2" } } }, [
    { kind: "case", title: "案例题", ids: ["BB-0010"], points: "4", part: "实务" }, { kind: "multiple", title: "多选题", ids: ["AA-0002"] }
  ]),
  Object.assign(blueprint("none", {}, [{ kind: "single", ids: ["AA-0001"] }]), { plan: null })
];

exports.QUESTIONS = QUESTIONS;
exports.IDS = IDS;

/* The index; `left` are the ids that the bank still holds. */
exports.pool = function (left) {
  const level = { easy: 0 };
  return {
    digest: "digest00", page: "lianxi.html", pages: { "明责": "mingze.html", "明责/书": "shu.html" }, kinds: KINDS, levels: ["easy"], topics: TOPICS, sources: [["jia", "甲文"], ["yi", "乙文"]],
    files: { "明责": "q01.js", "问责": "q02.js" }, oral: "oral.js", names: NAMES,
    depths: [],
    entries: (left || IDS).map((id, at) => {
      const one = QUESTIONS[id];
      return [id, KINDS.indexOf(one.kind), TOPICS.indexOf(one.topic), level[one.level], at % 3 ? 1 : 3];
    }),
    plans: "plans.js",
    blueprints: left ? [] : JSON.parse(JSON.stringify(BLUEPRINTS)).map((one) => Object.assign(one, { planned: one.plan !== null, plan: undefined }))
  };
};

/* The plans, with one of them changed. */
exports.plans = function (id, changes) {
  const all = Object.fromEntries(BLUEPRINTS.filter((one) => one.plan).map((one) => [one.id, JSON.parse(JSON.stringify(one.plan))]));
  if (id) { Object.assign(all[id], changes); }
  return "window.quizgenPlans=" + JSON.stringify(all) + ";";
};

exports.files = function () {
  const script = (topic) => "window.quizgenQuestions=Object.assign(window.quizgenQuestions||{}," + JSON.stringify(
    Object.fromEntries(IDS.filter((id) => QUESTIONS[id].topic.split("/")[0] === topic).map((id) => [id, QUESTIONS[id]]))) + ");";
  return { "q01.js": script("明责"), "q02.js": script("问责"), "oral.js": "window.quizgenOral=" + JSON.stringify(ORAL) + ";", "plans.js": exports.plans() };
};
