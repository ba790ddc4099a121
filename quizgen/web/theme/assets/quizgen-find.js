/* What a query finds in the index: pure, without the page. A classic script, loaded at the first search. */
var Quizgen = Quizgen || {};

/** Something that can be found; `spelt` are the letters its title can be typed by.
   @typedef {{page: string, anchor: string, kind: string, weight: number, title: string, text: string, where: string, spelt: MappedText,
   plainTitle: string, plainText: string, plainWhere: string}} SearchEntry */
/** @typedef {{entry: SearchEntry, score: number, order: number}} SearchHit */
/** Another query worth a look, and why. @typedef {{query: string, text: string}} SearchHint */
/** `how` is the way in which something was found ("": as typed), `heard` how many results have only the first letters of their sounds;
   `absent` are terms that the articles surely have not.
   @typedef {{words: string[], how: "" | "spelt" | "meant" | "cut" | "loose", heard: number, absent: string[], total: number, counts: Record<string, number>, hints: SearchHint[],
   results: SearchEntry[]}} SearchResult */

Quizgen.find = (function () {
  "use strict";

  const plain = Quizgen.lit.plain, spelling = Quizgen.lit.spelling;
  const ASKING = /怎么样|怎么办|怎么做|为什么|什么是|是?什么意思|指的是什么|指的是|什么叫|(?:分别)?是?(?:什么|哪几个|哪几种|哪几项|哪些|哪个|哪|几个|几种|多少|谁)|有(?:哪些|什么|几个|几种)|怎么|怎样|如何|是否|由谁|分别是|包括|以及|请问|的|和|与|吗|呢/g;
  const IDLE = "是有在了等各把被对";
  const ENDS = /^[\s,.;:!?、。…·（）()【】—~～-]+|[\s,.;:!?、。…·（）()【】—~～-]+$/g;
  const LOOSE = 0.4, KNOWN = 0.34, MOST_LOOSE = 60, WHOLE = 3, FEW = 8;

  /** @type {(map: object, key: string) => boolean} */
  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  /** The words of a query, each once. @type {(query: string) => string[]} */
  function words(query) {
    return Array.from(new Set(plain(query).split(/[\s　]+/).map((word) => word.replace(ENDS, "") || word).filter(Boolean)));
  }

  /** The letters a title can be typed by: first letters of the sounds, without quotation marks and spaces.
     @type {(title: string, initials: string) => MappedText} */
  function spelt(title, initials) {
    const places = [];
    let letters = "";
    for (let at = 0; at < initials.length; at++) {
      if (initials[at] !== "-" || plain(title[at]).trim()) {
        letters += initials[at];
        places.push(at);
      }
    }
    return { letters: letters, places: places };
  }

  /** How often a word stands in a text, `limit` at most. @type {(text: string, word: string, limit: number) => number} */
  function times(text, word, limit) {
    let count = 0;
    for (let at = text.indexOf(word); at >= 0 && count < limit; at = text.indexOf(word, at + word.length)) { count += 1; }
    return count;
  }

  class Finder {
    /** @param {SearchData} index @param {HearingData} [hearing] what it needs to forgive, where there is any */
    constructor(index, hearing) {
      this.index = index;
      this.kinds = index.kinds;
      /** @type {SearchEntry[]} */
      this.entries = index.entries.map(([page, anchor, kind, title, text, place, initials]) => ({
        page: index.pages[page][0], anchor: anchor, kind: index.kinds[kind], weight: index.weights[kind],
        title: title, text: text, where: index.places[place], spelt: spelt(title, initials),
        plainTitle: plain(title), plainText: plain(text), plainWhere: plain(index.places[place])
      }));
      this.forgiver = hearing ? new Quizgen.forgive.Forgiver(hearing, this.entries.filter((entry) => entry.kind !== "来源")
        .map((entry) => entry.plainTitle), this.entries.map((entry) => entry.plainText), (word) => this.occurs(word)) : null;
    }

    /** How well an entry answers all the words; 0 when one of them is missing. @type {(entry: SearchEntry, wanted: string[]) => number} */
    score(entry, wanted) {
      let sum = 0, stands = false;
      for (const word of wanted) {
        const inTitle = entry.plainTitle.indexOf(word) >= 0, count = times(entry.plainText, word, 4);
        if (!inTitle && !count && entry.plainWhere.indexOf(word) < 0) { return 0; }
        stands = stands || inTitle || count > 0;
        if (inTitle) { sum += 40 + 60 * word.length / entry.plainTitle.length; }
        sum += count * 3 + (count ? 12 * Math.min(1, 60 / entry.plainText.length) : 0);
        if (entry.plainTitle === word) { sum += 60; }
      }
      return stands ? sum + entry.weight + (entry.anchor ? 0 : 4) : 0;
    }

    /** How well the first letters of a title's sounds answer all the words; 0 when one is missing.
       @type {(entry: SearchEntry, wanted: string[]) => number} */
    sound(entry, wanted) {
      const letters = entry.spelt.letters;
      let sum = 0;
      for (const word of wanted) {
        const at = letters.indexOf(word);
        if (at < 0) { return 0; }
        sum += 60 * word.length / letters.length + (at ? 0 : 10);
      }
      return sum + entry.weight + (entry.anchor ? 0 : 4);
    }

    /** @type {(wanted: string[], bySound?: boolean) => SearchHit[]} */
    all(wanted, bySound) {
      /** @type {SearchHit[]} */
      const found = [];
      if (!wanted.length) { return found; }
      this.entries.forEach((entry, order) => {
        const score = bySound ? this.sound(entry, wanted) : this.score(entry, wanted);
        if (score) { found.push({ entry: entry, score: score, order: order }); }
      });
      return found.sort((a, b) => b.score - a.score || a.order - b.order);
    }

    /** Titles by the first letters of their sounds, after everything that has the letters themselves.
       @type {(wanted: string[], found: SearchHit[]) => SearchHit[]} */
    heard(wanted, found) {
      if (!spelling(wanted)) { return []; }
      const known = new Set(found.map((one) => one.entry));
      return this.all(wanted, true).filter((one) => !known.has(one.entry));
    }

    /** @type {(word: string) => boolean} */
    occurs(word) {
      return this.entries.some((entry) => entry.plainTitle.indexOf(word) >= 0 || entry.plainText.indexOf(word) >= 0);
    }

    /** A word that stands nowhere, cut into the longest parts that do; whatever occurs is never cut. @type {(word: string) => string[]} */
    cut(word) {
      if (this.occurs(word)) { return [word]; }
      /** @type {string[]} */
      const parts = [];
      for (const piece of word.replace(ASKING, " ").split(/[\s,;:!?、。·]+/)) {
        let left = piece;
        while (left) {
          const size = this.longest(left);
          if (size < 2) {
            if (left.length > 1 || parts.length === 0 || IDLE.indexOf(left) < 0) { return []; }
            break;
          }
          parts.push(left.slice(0, size));
          left = left.slice(size);
        }
      }
      return parts;
    }

    /** How many of the first letters stand somewhere together; 1 when no two do. @type {(text: string) => number} */
    longest(text) {
      let size = text.length;
      while (size > 1 && !this.occurs(text.slice(0, size))) { size -= 1; }
      return size;
    }

    /** Everything for one query; `kind` is "" for all kinds. @type {(query: string, kind: string) => SearchResult} */
    find(query, kind) {
      const asked = words(query), literal = this.all(asked), heard = this.heard(asked, literal), whole = literal.concat(heard);
      const way = whole.length || !asked.length ? { how: /** @type {const} */ (""), words: asked, found: whole } : this.forgiven(asked);
      /** @type {Record<string, number>} */
      const counts = {};
      way.found.forEach((one) => { counts[one.entry.kind] = (counts[one.entry.kind] || 0) + 1; });
      const absent = this.absent(asked, way.how, way.words);
      return {
        words: way.words, how: way.how, heard: heard.length, total: way.found.length, counts: counts, absent: absent,
        hints: hints(this.index, asked).concat(this.nearest(absent)),
        results: way.found.map((one) => one.entry).filter((entry) => !kind || entry.kind === kind)
      };
    }

    /** What comes closest to words that do not stand together as they are.
       @type {(asked: string[]) => {how: SearchResult["how"], words: string[], found: SearchHit[]}} */
    forgiven(asked) {
      const spelt = this.spelt(asked), meant = spelt.length ? asked : this.meant(asked), parts = this.parts(meant);
      /** @type {[SearchResult["how"], string[], SearchHit[]][]} */
      const ways = [["spelt", asked, spelt], ["meant", meant, meant === asked ? [] : this.all(meant)], ["cut", parts, parts === meant ? [] : this.all(parts)]];
      const best = ways.filter((way) => way[2].length)[0];
      if (best) { return { how: best[0], words: best[1], found: best[2] }; }
      const loose = Quizgen.forgive ? Quizgen.forgive.pairs(bare(meant)) : [];
      const found = this.loose(loose);
      return found.length ? { how: "loose", words: loose, found: found } : { how: "", words: asked, found: [] };
    }

    /** Titles spelt by their whole sounds. @type {(asked: string[]) => SearchHit[]} */
    spelt(asked) {
      const letters = asked.join("").replace(/['’ ]/g, ""), forgiver = this.forgiver;
      /** @type {SearchHit[]} */
      const found = [];
      if (!forgiver || letters.length < Quizgen.forgive.SHORTEST_SPELT || !/^[a-z]+$/.test(letters)) { return found; }
      this.entries.forEach((entry, order) => {
        const at = forgiver.spelt(entry.plainTitle, letters);
        if (at) { found.push({ entry: entry, score: 60 * (at[1] - at[0]) / entry.plainTitle.length + (at[0] ? 0 : 10) + entry.weight, order: order }); }
      });
      return found.sort((a, b) => b.score - a.score || a.order - b.order);
    }

    /** The words with those that stand nowhere put right; the same words where that cannot be. @type {(asked: string[]) => string[]} */
    meant(asked) {
      const forgiver = this.forgiver;
      if (!forgiver) { return asked; }
      const right = words(asked.map((word) => (this.occurs(word) ? word : forgiver.meant(word) || word)).join(" "));
      return right.join(" ") === asked.join(" ") ? asked : right;
    }

    /** Entries that have most of what was asked, by how rare it is; the more of it stands in the title, the better.
       @type {(wanted: string[]) => SearchHit[]} */
    loose(wanted) {
      const total = this.entries.length, counts = wanted.map((pair) => this.entries.filter((entry) => holds(entry, pair)).length);
      const weights = counts.map((count) => (count ? Math.log(1 + total / Math.max(count, FEW)) : 0)), sum = weights.reduce((all, one) => all + one, 0);
      if (weights.filter(Boolean).length < wanted.length * KNOWN) { return []; }
      /** @type {SearchHit[]} */
      const found = [];
      this.entries.forEach((entry, order) => {
        let here = 0, inTitle = 0, count = 0;
        wanted.forEach((pair, at) => {
          if (!holds(entry, pair)) { return; }
          here += weights[at];
          count += 1;
          if (entry.plainTitle.indexOf(pair) >= 0) { inTitle += weights[at]; }
        });
        if (here / sum >= LOOSE && count > 1) {
          found.push({ entry: entry, score: 100 * here / sum + 40 * inTitle / sum + entry.weight / 2, order: order });
        }
      });
      return found.sort((a, b) => b.score - a.score || a.order - b.order).slice(0, MOST_LOOSE);
    }

    /** The one term that was asked for, if the articles surely have not got it; what is put together from terms that they have is none.
       @type {(asked: string[], how: SearchResult["how"], found: string[]) => string[]} */
    absent(asked, how, found) {
      const terms = bare(asked), whole = how === "cut" && found.some((part) => part.length >= WHOLE);
      return this.forgiver && how !== "meant" && terms.length === 1 && !whole ? this.forgiver.absent(terms) : [];
    }

    /** Near names for what the articles have not. @type {(absent: string[]) => SearchHint[]} */
    nearest(absent) {
      const forgiver = this.forgiver;
      /** @type {SearchHint[]} */
      const said = [];
      absent.forEach((word) => (forgiver ? forgiver.near(word) : []).forEach((near) => said.push({ query: near, text: "相近的说法：" })));
      return said;
    }

    /** The words cut into parts that stand somewhere; the same words where that cannot be. @type {(asked: string[]) => string[]} */
    parts(asked) {
      const cut = asked.map((word) => this.cut(word));
      if (!cut.every((some) => some.length)) { return asked; }
      const flat = words(cut.reduce((all, some) => all.concat(some), []).join(" "));
      return flat.join(" ") === asked.join(" ") ? asked : flat;
    }
  }

  /** Whether a run of letters stands in an entry. @type {(entry: SearchEntry, run: string) => boolean} */
  function holds(entry, run) {
    return entry.plainTitle.indexOf(run) >= 0 || entry.plainText.indexOf(run) >= 0 || entry.plainWhere.indexOf(run) >= 0;
  }

  /** The words without what only asks. @type {(asked: string[]) => string[]} */
  function bare(asked) {
    return asked.reduce((all, word) => all.concat(word.replace(ASKING, " ").split(/[\s,;:!?、。·]+/).filter(Boolean)), /** @type {string[]} */ ([]));
  }

  /** What stands for the same, and what is kept apart: each only points to the other, nothing is merged.
     @type {(index: SearchData, wanted: string[]) => SearchHint[]} */
  function hints(index, wanted) {
    /** @type {SearchHint[]} */
    const said = [];
    wanted.forEach((word) => {
      if (own(index.others, word)) { said.push({ query: index.others[word], text: "另一种写法，材料里分开用：" }); } else if (own(index.apart, word)) {
        said.push({ query: index.apart[word], text: "只列原词。材料里另有，不合并：" });
      }
    });
    return said;
  }

  return { Finder: Finder, words: words };
})();
