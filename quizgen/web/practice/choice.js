/* A set of questions as the reader composes it: how many, of what, which of them. Pure. */
var Quizgen = Quizgen || {};

/** Which of the questions, by what is remembered of them. @typedef {"" | "new" | "wrong" | "due" | "weak" | "kept"} Which */
/** "" lets everything through; `count` 0: all of them.
   @typedef {{count: number, topic: string, kind: string, level: string, source: string, depth: string, which: Which}} Choice */

Quizgen.choice = (function () {
  "use strict";

  const STANDARD = 10, MOST = 9999;
  /** @type {("topic" | "kind" | "level" | "which" | "source" | "depth")[]} */
  const PARTS = ["topic", "kind", "level", "which", "source", "depth"];
  /** @type {Record<Which, string>} */
  const WHICH = { "": "都要", "new": "没做过的", wrong: "错题本里的", due: "到期的", weak: "易错的", kept: "收藏的" };

  /** A choice of everything but what is given. @type {(given?: Partial<Choice>) => Choice} */
  function make(given) {
    return Object.assign({ count: STANDARD, topic: "", kind: "", level: "", source: "", depth: "", which: /** @type {Which} */ ("") }, given);
  }

  /** The further parts of its route. @type {(choice: Choice) => string[]} */
  function parts(choice) { return [String(choice.count)].concat(PARTS.map((part) => choice[part] || "-")); }

  /** The address of its set. @type {(choice: Choice) => string} */
  function href(choice) { return "#/set/" + parts(choice).map(encodeURIComponent).join("/"); }

  /** What the parts of a route choose; what cannot be is left out. @type {(rest: string[]) => Choice} */
  function read(rest) {
    const count = Math.round(Number(rest[0]));
    const found = make({ count: count >= 0 && count <= MOST ? count : STANDARD });
    PARTS.forEach((part, at) => {
      const value = rest[at + 1] || "-";
      if (value !== "-") { Object.assign(found, { [part]: value }); }
    });
    return found.which in WHICH ? found : Object.assign(found, { which: "" });
  }

  /** Those that match, in the order in which they are worth asking where there is one.
     @type {(entries: PoolEntry[], kept: Practice, day: number, choice: Choice) => string[]} */
  function matching(entries, kept, day, choice) {
    const queue = Quizgen.queue;
    const open = queue.filtered(entries, choice).filter((entry) => !choice.level || entry.level === choice.level);
    switch (choice.which) {
      case "new": return queue.unseen(open, kept);
      case "wrong": return queue.wrong(open, kept);
      case "due": return queue.due(open, kept, day);
      case "weak": return queue.weak(open, kept);
      case "kept": return queue.favourites(open, kept);
      default: return queue.ids(open);
    }
  }

  /** So many of those that match: the most urgent of what is due, wrong or weak, else by chance; shuffled.
     @type {(ids: string[], choice: Choice, chance: Chance) => string[]} */
  function take(ids, choice, chance) {
    const count = choice.count ? Math.min(choice.count, ids.length) : ids.length;
    return ["due", "wrong", "weak"].indexOf(choice.which) >= 0 ? chance.sample(ids.slice(0, count)) : chance.sample(ids, count);
  }

  /** In words, without the number; `names` gives those of kinds and sources.
     @type {(choice: Choice, names: {kinds: Record<string, string>, sources: [string, string][]}) => string} */
  function words(choice, names) {
    const source = names.sources.filter((one) => one[0] === choice.source)[0];
    return [choice.which && WHICH[choice.which], choice.topic.replace("/", " · "), names.kinds[choice.kind] || "",
      choice.level && "难度" + choice.level, choice.depth, source ? source[1] : ""].filter(Boolean).join("，");
  }

  return { STANDARD: STANDARD, WHICH: WHICH, href: href, make: make, matching: matching, read: read, take: take, words: words };
})();
