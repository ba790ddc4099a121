/* Mock exams drawn and answers marked as the browser does it, written out for Python to judge:
   node exams.js <folder of the built data> <file with further questions> → JSON on standard output. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { load } = require("./load.js");

const FORMS = 200, MARKED = 5;
const RULES = ["全对得分", "漏选一半", "漏选按项", "按项增减", "每对得分", "相邻对得分"];
const Quizgen = load("random", "fractions", "essay", "marking", "orders", "assemble", "pool");
const text = Quizgen.fractions.text;
const chance = new Quizgen.chance.Chance([20, 26, 11, 22]);

function run(folder, name) {
  const window = {};
  vm.runInNewContext(fs.readFileSync(path.join(folder, name), "utf8"), { window });
  return window;
}

function orders(question) { return Quizgen.orders.of(question, chance); }

function pick(list) { return list[chance.below(list.length)]; }

/* Accepted texts of any blank, the same in other widths and cases, with spaces; what is wrong; nothing. */
function typed(question) {
  const right = pick(pick(question.answers));
  const wide = right.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  return pick([right, right, right, wide, " " + right + "\u3000", right.toLowerCase(), right.toUpperCase(),
    right.slice(0, 1) + "\u200b\u2060" + right.slice(1), "别的", ""]);
}

function answer(question, order) {
  switch (question.kind) {
    case "single": return { options: chance.sample(order, pick([0, 1, 1, 1, 2])) };
    case "multiple": {
      const wanted = pick([null, null, order.filter((index) => index < question.right.length)]);
      const some = wanted || chance.sample(order, chance.below(order.length + 1));
      return { options: chance.sample(some, pick([some.length, some.length, Math.max(0, some.length - 1)])) };
    }
    case "true_false": return pick([{ truth: true }, { truth: false }, {}]);
    case "fill": return { blanks: question.answers.map((group, at) => pick([typed(question), pick(question.answers[at])])) };
    case "matching": case "ordering": {
      const count = (question.pairs || question.items).length, first = question.pairs ? count : 0;
      const known = order.filter((index) => index >= first).concat([null]), start = chance.below(count);
      const whole = pick([true, false, false]), right = order.filter((index) => index < count).map((_index, at) => first + at);
      const turned = question.items ? right.slice(start).concat(right.slice(0, start)) : right;
      return { places: turned.map((item) => (whole || chance.below(5) < 2 ? item : pick(known))) };
    }
    case "short": case "essay": return { credits: question.points.map(() => chance.below(2) === 1) };
    default: return { parts: question.parts.map((part, at) => answer(part, order[at])) };
  }
}

function tallies(map) {
  return Object.keys(map).map((name) => [name, text(map[name].points), text(map[name].full)]);
}

function marked(pool, blueprint, drawn, questions) {
  const answers = {}, items = drawn.map((item) => Object.assign({ order: orders(questions[item.id]) }, item));
  items.forEach((item) => { answers[item.id] = answer(questions[item.id], item.order); });
  const result = Quizgen.marking.result(blueprint, items, answers, questions);
  return {
    items, answers, points: text(result.points), full: text(result.full), passed: result.passed, missed: result.missed,
    sections: result.sections.map((one) => [text(one.points), text(one.full)]),
    topics: tallies(result.topics), parts: tallies(result.parts), each: result.items.map((one) => text(one.points))
  };
}

function main(folder, more) {
  const pool = new Quizgen.Pool(run(folder, "pool.js").quizgenPool, ""), questions = {};
  Object.values(pool.data.files).forEach((name) => Object.assign(questions, run(folder, name).quizgenQuestions));
  const plans = run(folder, pool.data.plans).quizgenPlans;
  const exams = pool.data.blueprints.filter((one) => one.planned).map((blueprint) => {
    const forms = [], plan = pool.placed(blueprint, plans[blueprint.id]);
    while (forms.length < FORMS) { forms.push(Quizgen.assemble.draw(plan, chance)); }
    return {
      id: blueprint.id, forms: forms.map((form) => form.map((item) => [item.section, item.id])),
      marked: forms.slice(0, MARKED).map((form) => marked(pool, blueprint, form, questions))
    };
  });
  const all = Object.assign({}, questions, JSON.parse(fs.readFileSync(more, "utf8")));
  const shares = [];
  Object.keys(all).forEach((id) => RULES.forEach((rule) => {
    const order = orders(all[id]), given = answer(all[id], order);
    shares.push([id, rule, order, given, text(Quizgen.marking.share(all[id], given, order, rule))]);
  }));
  process.stdout.write(JSON.stringify({ exams, shares }));
}

main(process.argv[2], process.argv[3]);
