// A second computation of the scores, from the printed rules alone, sharing no code with the program.
//
// node independent_scores.js blueprint.json questions.jsonl forms.jsonl answers.jsonl [changes.json]
//
// prints one line for every person who sat: {"number": 编号, "total": "a/b", "items": {"题号": "a/b"}}.
// Numbers are fractions of BigInt, nothing is rounded. A sub-question of a case is "题号/0", "题号/1" …
"use strict";
const fs = require("fs");

// Fractions as pairs [above, below].
function gcd(a, b) {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}
function fraction(above, below = 1n) {
  const by = gcd(above, below);
  return by === 0n ? [0n, 1n] : [above / by, below / by];
}
function exact(written) {
  const text = String(written).trim();
  if (text.includes("/")) {
    const [above, below] = text.split("/");
    return fraction(BigInt(above), BigInt(below));
  }
  const [whole, decimals = ""] = text.split(".");
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}
const plus = (a, b) => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const minus = (a, b) => plus(a, [-b[0], b[1]]);
const times = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
const over = (a, b) => times(a, [b[1], b[0]]);
const sum = (all) => all.reduce(plus, [0n, 1n]);
const count = (number) => fraction(BigInt(number));
const text = (a) => `${a[0]}/${a[1]}`;
const less = (a, b) => a[0] * b[1] < b[0] * a[1];

const lines = (path) =>
  fs.readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

// Shares that are not written divide what the written ones leave.
function shares(written) {
  const given = written.filter((one) => one !== undefined && one !== null).map(exact);
  const missing = written.length - given.length;
  return written.map((one) =>
    one === undefined || one === null ? over(minus(count(1), sum(given)), count(missing)) : exact(one)
  );
}

// Pieces that do not come out in two decimals are counted in whole points, else in halves, tenths … by the
// largest remainders, the first among equals: 10 by three is 4, 3, 3. Exams of before have exact fractions.
const UNITS = [[[1n, 1n], 2n], ...[2n, 10n, 100n, 1000n, 10000n].map((below) => [[1n, below], 1n])];
function pieces(points, written, rounded) {
  const exactly = shares(written).map((one) => times(points, one));
  if (!rounded || exactly.every((one) => 100n % one[1] === 0n)) return exactly;
  for (const [unit, least] of UNITS) {
    const all = over(points, unit);
    if (all[1] !== 1n || less(all, count(least * BigInt(exactly.length)))) continue;
    const whole = exactly.map((one) => over(one, unit)).map((one) => one[0] / one[1]);
    const left = exactly.map((one, at) => minus(over(one, unit), count(whole[at])));
    for (let rest = all[0] - whole.reduce((a, b) => a + b, 0n); rest > 0n; rest -= 1n) {
      let most = 0;
      left.forEach((one, at) => { if (less(left[most], one)) most = at; });
      whole[most] += 1n;
      left[most] = count(-1);
    }
    if (whole.every((one) => one > 0n)) return whole.map((one) => times(unit, count(one)));
  }
  return exactly;
}
// What a person gave for each scoring point, as a share of the points of the question.
function credited(credits, written, points, rounded) {
  return over(sum(pieces(points, written, rounded).map((one, at) => times(exact(credits[at]), one))), points);
}

// An accepted text is typed without the signs of a lower index.
const typedAs = (words) => words.replace(/~([^~]*)~/g, "$1");
const same = (words) => words.normalize("NFKC").replace(/[\s\u200b\u200c\u200d\u2060\ufeff\u0085\u001c-\u001f]/gu, "");

// The share of a question's points; `order` are the options that the form shows.
const SHARE = {
  single(body, rule, answer, order, changes) {
    const ticked = answer.options || [];
    if (ticked.length !== 1) return count(0);
    return count(ticked[0] === 0 || changes.some((one) => optionNamed(body, one.accept) === ticked[0]) ? 1 : 0);
  },
  multiple(body, rule, answer, order, changes, how) {
    const ticked = answer.options || [];
    const accepted = changes.map((one) => optionNamed(body, one.accept));
    const isRight = (option) => option < body.correct.length || accepted.includes(option);
    // An accepted option is asked for only from those who ticked it.
    const wanted = order.filter((option) => option < body.correct.length || (isRight(option) && ticked.includes(option)));
    const found = ticked.filter(isRight).length;
    const wrong = ticked.length - found;
    if (ticked.length === 0) return count(0);
    switch (rule) {
      case "漏选一半":
        return wrong ? count(0) : found === wanted.length ? count(1) : [1n, 2n];
      case "漏选按项":
        return wrong ? count(0) : over(count(found), count(wanted.length));
      case "少选每项": {
        if (wrong) return count(0);
        if (found === wanted.length) return count(1);
        const some = over(times(exact(how.plan.per_option), count(found)), how.points);
        return less(count(1), some) ? count(1) : some;
      }
      case "按项增减":
        return found > wrong ? over(count(found - wrong), count(wanted.length)) : count(0);
      default:
        return count(wrong === 0 && found === wanted.length ? 1 : 0);
    }
  },
  true_false(body, rule, answer, order, changes) {
    if (answer.truth === undefined || answer.truth === null) return count(0);
    const accepted = changes.some((one) => (one.accept === "正确") === answer.truth);
    return count(answer.truth === body.answer || accepted ? 1 : 0);
  },
  fill(body, rule, answer, order, changes) {
    const groups = body.answers.map((group, blank) => [
      ...group.map(typedAs),
      ...changes.filter((one) => (one.blank || 0) === blank && !anywhere(body, one)).map((one) => one.accept),
    ].map(same));
    const typed = groups.map((_, at) => same((answer.blanks || [])[at] || ""));
    const fits = (words, group) => words !== "" && group.includes(words);
    if (!body.any_order) {
      return over(count(typed.filter((words, at) => fits(words, groups[at])).length), count(groups.length));
    }
    const further = changes.filter((one) => anywhere(body, one)).map((one) => same(one.accept));
    const spare = typed.map((words, at) =>
      further.includes(words) && !groups.some((group) => fits(words, group)) && typed.indexOf(words) === at
    );
    return over(count(best(typed, groups, spare, fits)), count(groups.length));
  },
  matching(body, rule, answer, order, changes) {
    const further = changes.map((one) => one.accept.split("="));
    const item = (at) => [...body.pairs.map((pair) => pair.right), ...(body.wrong || []).map((one) => one.text)][at];
    const good = body.pairs.filter((pair, left) => {
      const put = (answer.places || [])[left];
      if (put === undefined || put === null) return false;
      const words = item(put - body.pairs.length);
      return words === pair.right || further.some(([one, two]) => one === pair.left && two === words);
    }).length;
    if (rule === "全对得分") return count(good === body.pairs.length ? 1 : 0);
    return over(count(good), count(body.pairs.length));
  },
  ordering(body, rule, answer, order, changes) {
    const put = answer.places || [];
    const right = body.items.map((_, at) => at);
    const orders = [right, ...changes.map((one) => [...one.accept].map((digit) => Number(digit) - 1))];
    return orders.map((good) => {
      if (rule !== "相邻对得分") return count(good.every((item, at) => put[at] === item) ? 1 : 0);
      let kept = 0;
      for (let at = 0; at + 1 < good.length; at += 1) {
        if (put.some((item, place) => item === good[at] && put[place + 1] === good[at + 1])) kept += 1;
      }
      return over(count(kept), count(good.length - 1));
    }).reduce((one, two) => (less(one, two) ? two : one));
  },
  short(body, rule, answer, order, changes, how) {
    if (!answer.credits) return count(0);
    return credited(answer.credits, body.points_for.map((point) => point.share), how.points, how.rounded);
  },
  essay(body, rule, answer, order, changes, how) {
    if (!answer.credits) return count(0);
    // Without scoring points, one mark is given to the whole.
    const written = body.points_for && body.points_for.length ? body.points_for.map((point) => point.share) : ["1"];
    return credited(answer.credits, written, how.points, how.rounded);
  },
};

// Every way of giving the texts to the blanks is tried; the best one counts.
function best(typed, groups, spare, fits, at = 0, taken = new Set()) {
  if (at === typed.length) return 0;
  let most = best(typed, groups, spare, fits, at + 1, taken);
  groups.forEach((group, blank) => {
    if (taken.has(blank) || !(fits(typed[at], group) || spare[at])) return;
    most = Math.max(most, 1 + best(typed, groups, spare, fits, at + 1, new Set([...taken, blank])));
  });
  return most;
}

function anywhere(body, change) {
  return body.answers.length > 1 && (change.blank === undefined || change.blank === null);
}

function optionNamed(body, words) {
  return [...body.correct, ...(body.wrong || []).map((one) => one.text)].findIndex((one) => same(one) === same(words));
}

// What is asked on a form, a case as its sub-questions.
function asked(question, item, points, rounded) {
  if (question.kind !== "case") {
    return [{ id: question.id, body: question, order: item.options || [], points, rounded }];
  }
  const each = pieces(points, question.parts.map((part) => part.share), rounded);
  return question.parts.map((part, at) => ({
    id: `${question.id}/${at}`, question: question.id, part: at, body: part,
    order: (item.parts || [])[at] || [], points: each[at], rounded,
  }));
}

function earned(one, rule, answers, changes) {
  const mine = changes.filter(
    (change) =>
      change.question === (one.question || one.id) &&
      (one.part === undefined || change.part === one.part || (change.accept === undefined && change.part === undefined))
  );
  if (mine.some((change) => change.accept === undefined)) return one.points;
  const answer = answers.get(one.id);
  if (answer === undefined) return count(0);
  const share = SHARE[one.body.kind](one.body, rule, answer, one.order, mine, one);
  if (one.plan.deduct !== undefined && share[0] === 0n && isWrong(one.body, answer, mine)) {
    return minus(count(0), exact(one.plan.deduct));
  }
  if (less(share, count(0)) || less(count(1), share)) throw new Error(`share of ${one.id}`);
  return times(one.points, share);
}

// A blank is not wrong; of several options something must be ticked that is not right.
function isWrong(body, answer, changes) {
  const ticked = answer.options || [];
  switch (body.kind) {
    case "single": return ticked.length > 0;
    case "true_false": return answer.truth !== undefined && answer.truth !== null;
    case "multiple": {
      const accepted = changes.map((one) => optionNamed(body, one.accept));
      return ticked.some((option) => option >= body.correct.length && !accepted.includes(option));
    }
    default: return false;
  }
}

// What a paper earns: where wrong answers cost points, no heading, or not the whole, falls below nothing.
function floored(blueprint, sums) {
  if (!blueprint.sections.some((plan) => plan.deduct !== undefined)) return sum(sums);
  const above = (a) => (less(a, count(0)) ? count(0) : a);
  if (blueprint.floor === "全卷") return above(sum(sums));
  const headings = [];
  blueprint.sections.forEach((plan, at) => {
    if (at && plan.continues) headings.push(plus(headings.pop(), sums[at]));
    else headings.push(sums[at]);
  });
  return sum(headings.map(above));
}

function main([blueprintPath, questionsPath, formsPath, answersPath, changesPath]) {
  const blueprint = JSON.parse(fs.readFileSync(blueprintPath, "utf8"));
  const questions = new Map(lines(questionsPath).map((line) => [line.digest, line.question]));
  const forms = new Map(lines(formsPath).map((form) => [form.code, form]));
  const changes = changesPath ? JSON.parse(fs.readFileSync(changesPath, "utf8")) : [];
  for (const sheet of lines(answersPath)) {
    if ((sheet.attendance || "参加") !== "参加") continue;
    const answers = new Map(
      (sheet.answers || []).map((one) => [
        one.part === undefined ? one.question : `${one.question}/${one.part}`, one,
      ])
    );
    const items = {};
    const sums = blueprint.sections.map(() => count(0));
    forms.get(sheet.form).sections.forEach((section, at) => {
      const plan = blueprint.sections[at];
      for (const item of section.items) {
        for (const one of asked(questions.get(item.digest), item, exact(plan.points), blueprint.printable_points)) {
          one.plan = plan;
          const points = earned(one, plan.rule, answers, changes);
          items[one.id] = text(points);
          sums[at] = plus(sums[at], points);
        }
      }
    });
    console.log(JSON.stringify({ number: sheet.candidate.number, total: text(floored(blueprint, sums)), items }));
  }
}

main(process.argv.slice(2));
