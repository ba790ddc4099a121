/* What is matched (配对) or put in order (排序) on the page: its controls, the verdicts beside them. */
var Quizgen = Quizgen || {};

Quizgen.placed = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline, words = Quizgen.dom.words;
  const letter = Quizgen.lettered.letter, textOf = Quizgen.lettered.textOf;

  /** The items on the right under letters, then every item on the left with a list of these letters.
     @type {(body: AskedBody, question: MatchingData) => HTMLElement[]} */
  function lists(body, question) {
    return [Quizgen.lettered.list(question, body.order)].concat(question.pairs.map((_pair, at) => {
      const id = Quizgen.dom.fresh("left"), input = Quizgen.lettered.select(question, body.order, id, body.change);
      return body.row(input, h("div", { class: "qp-option qp-left" },
        h("label", { for: id }, h("span", { class: "qp-letter" }, "（" + (at + 1) + "）"),
          h("span", { class: "qp-words" }, inline(textOf(question, body.order[at])))), input));
    }));
  }

  /** The items to put in order, then how they are now. @type {(body: AskedBody, question: OrderingData) => HTMLElement[]} */
  function steps(body, question) {
    const sequence = /** @type {Sequence} */ (body.sequence);
    const rows = body.order.map((index, place) => body.option("checkbox", place, letter(place) + ".",
      [inline(textOf(question, index)), " ", sequence.marks[place]], () => sequence.toggle(place)));
    sequence.clear.addEventListener("click", () => tick(body));
    return rows.concat([sequence.line]);
  }

  /** Tick what is in the order that is given. @type {(body: AskedBody) => void} */
  function tick(body) {
    const ticks = body.sequence ? body.sequence.ticks() : [];
    ticks.forEach((ticked, place) => { /** @type {HTMLInputElement} */ (body.inputs[place]).checked = ticked; });
  }

  /** Of every item on the left its partner; why the rest on the right belongs to none.
     @type {(body: AskedBody, question: MatchingData, put: PutItems) => void} */
  function showPairs(body, question, put) {
    const count = question.pairs.length, shown = Quizgen.lettered.under(question, body.order);
    body.inputs.forEach((input, place) => {
      const left = body.order[place], partner = count + left, good = put[left] === partner;
      const key = letter(shown.indexOf(partner)) + ". " + words(textOf(question, partner));
      if (!body.asked) { input.value = String(partner); }
      body.verdict(place, good || !body.asked, body.asked ? (good ? "配对了" : "应配 " + key) : "配 " + key);
    });
    const items = body.element.querySelectorAll(".qp-choices > li");
    shown.forEach((index, place) => {
      const why = index < 2 * count ? null : question.others[index - 2 * count][1];
      if (why) { items[place].appendChild(h("span", { class: "qp-why" }, why)); }
    });
    if (body.asked) { say(body, "配对了 " + Quizgen.marking.rightPairs(question, put) + " 对，共 " + count + " 对。"); }
  }

  /** Of every item where it belongs; then the whole right order. @type {(body: AskedBody, question: OrderingData, put: PutItems) => void} */
  function showOrder(body, question, put) {
    const sequence = /** @type {Sequence} */ (body.sequence), key = Quizgen.lettered.right(question);
    if (!body.asked) {
      sequence.restore(key);
      tick(body);
    }
    body.order.forEach((item, place) => {
      const good = put[item] === item;
      if (body.asked) { body.verdict(place, good, good ? "排对了" : "应排第 " + (item + 1)); } else { body.verdict(place, true, "排第 " + (item + 1)); }
    });
    const right = "正确的次序：" + Quizgen.lettered.told(question, body.order, key).split("").join(" → ") + "。";
    say(body, right + (body.asked ? "前后相邻的两项排对 " + Quizgen.marking.following(put) + " 对，共 " + (key.length - 1) + " 对。" : ""));
  }

  /** @type {(body: AskedBody, text: string) => void} */
  function say(body, text) { body.told.appendChild(h("p", { class: "qp-tally" }, text)); }

  return { lists: lists, showOrder: showOrder, showPairs: showPairs, steps: steps, tick: tick };
})();
