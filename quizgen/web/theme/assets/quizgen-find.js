/* What a query finds in the index: pure, without the page. A classic script, loaded at the first search. */
var Quizgen = Quizgen || {};

/** Letters as they are compared, with, for every one, its place in the text as written. @typedef {{letters: string, places: number[]}} MappedText */
/** Something that can be found; `spelt` are the letters its title can be typed by.
   @typedef {{page: string, anchor: string, kind: string, weight: number, title: string, text: string, where: string, spelt: MappedText,
   plainTitle: string, plainText: string, plainWhere: string}} SearchEntry */
/** @typedef {{entry: SearchEntry, score: number, order: number}} SearchHit */
/** Another query worth a look, and why. @typedef {{query: string, text: string}} SearchHint */
/** `cut` tells that the words were cut, `heard` how many results have only the first letters of their sounds.
   @typedef {{words: string[], cut: boolean, heard: number, total: number, counts: Record<string, number>, hints: SearchHint[],
   results: SearchEntry[]}} SearchResult */

Quizgen.find = (function () {
  "use strict";

  const ASKING = /怎么样|怎么办|为什么|是什么|有哪些|有什么|哪几个|哪几种|怎么|怎样|如何|什么|哪些|哪个|多少|是否|的|吗|呢|由谁|是谁|谁/g;

  /** @type {(map: object, key: string) => boolean} */
  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  /** Letters as they are compared: one width, one case, no quotation marks or title brackets. @type {(text: string) => string} */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/["'“”‘’「」『』《》〈〉\u200b]/g, "");
  }

  /** @type {(text: string) => MappedText} */
  function mapped(text) {
    const places = [];
    let letters = "";
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at), letter = code > 0x4dff && code < 0xa000 ? text[at] : plain(text[at]);
      for (let k = 0; k < letter.length; k++) {
        letters += letter[k];
        places.push(at);
      }
    }
    return { letters: letters, places: places };
  }

  /** The words of a query, each once. @type {(query: string) => string[]} */
  function words(query) {
    return Array.from(new Set(plain(query).split(/[\s　]+/).filter(Boolean)));
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

  /** Whether these can be first letters of sounds. @type {(wanted: string[]) => boolean} */
  function spelling(wanted) {
    return wanted.length > 0 && wanted.every((word) => /^[a-z]{2,}$/.test(word));
  }

  /** How often a word stands in a text, `limit` at most. @type {(text: string, word: string, limit: number) => number} */
  function times(text, word, limit) {
    let count = 0;
    for (let at = text.indexOf(word); at >= 0 && count < limit; at = text.indexOf(word, at + word.length)) { count += 1; }
    return count;
  }

  class Finder {
    /** @param {SearchData} index */
    constructor(index) {
      this.index = index;
      this.kinds = index.kinds;
      /** @type {SearchEntry[]} */
      this.entries = index.entries.map(([page, anchor, kind, title, text, place, initials]) => ({
        page: index.pages[page][0], anchor: anchor, kind: index.kinds[kind], weight: index.weights[kind],
        title: title, text: text, where: index.places[place], spelt: spelt(title, initials),
        plainTitle: plain(title), plainText: plain(text), plainWhere: plain(index.places[place])
      }));
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
            if (left.length > 1 || parts.length === 0) { return []; }
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
      const asked = words(query), literal = this.all(asked), heard = this.heard(asked, literal);
      const whole = literal.concat(heard), parts = whole.length ? asked : this.parts(asked);
      const found = parts === asked ? whole : this.all(parts), cut = parts !== asked && found.length > 0;
      /** @type {Record<string, number>} */
      const counts = {};
      found.forEach((one) => { counts[one.entry.kind] = (counts[one.entry.kind] || 0) + 1; });
      return {
        words: cut ? parts : asked, cut: cut, heard: heard.length, total: found.length, counts: counts, hints: hints(this.index, asked),
        results: found.map((one) => one.entry).filter((entry) => !kind || entry.kind === kind)
      };
    }

    /** The words cut into parts that stand somewhere; the same words where that cannot be. @type {(asked: string[]) => string[]} */
    parts(asked) {
      const cut = asked.map((word) => this.cut(word));
      if (!cut.every((some) => some.length)) { return asked; }
      const flat = words(cut.reduce((all, some) => all.concat(some), []).join(" "));
      return flat.join(" ") === asked.join(" ") ? asked : flat;
    }
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

  /** Where the words stand in a text, as places of the text as written. @type {(map: MappedText, wanted: string[]) => {word: string, from: number, to: number}[]} */
  function hits(map, wanted) {
    /** @type {{word: string, from: number, to: number}[]} */
    const found = [];
    wanted.forEach((word) => {
      for (let at = map.letters.indexOf(word); at >= 0; at = map.letters.indexOf(word, at + 1)) {
        found.push({ word: word, from: map.places[at], to: map.places[at + word.length - 1] });
      }
    });
    return found;
  }

  /** A text as runs of [letters, whether they are a word looked for]; `heard` are the letters it can be typed by.
     @type {(text: string, wanted: string[], heard?: MappedText) => [string, boolean][]} */
  function marked(text, wanted, heard) {
    const maps = heard && spelling(wanted) ? [mapped(text), heard] : [mapped(text)];
    /** @type {boolean[]} */
    const lit = [];
    /** @type {[string, boolean][]} */
    const runs = [];
    maps.forEach((map) => hits(map, wanted).forEach((hit) => {
      for (let at = hit.from; at <= hit.to; at++) { lit[at] = true; }
    }));
    for (let at = 0; at < text.length; at++) {
      const last = runs[runs.length - 1], on = Boolean(lit[at]);
      if (last && last[1] === on) { last[0] += text[at]; } else { runs.push([text[at], on]); }
    }
    return runs;
  }

  /** The part of a text, at most `size` letters, that shows the most of the words. @type {(text: string, wanted: string[], size: number) => string} */
  function excerpt(text, wanted, size) {
    const found = hits(mapped(text), wanted).sort((a, b) => a.from - b.from);
    let best = -1, most = 0;
    found.forEach((first) => {
      const near = found.filter((hit) => hit.from >= first.from && hit.to < first.from + size - 15);
      const seen = new Set(near.map((hit) => hit.word)).size;
      if (seen > most) {
        most = seen;
        best = first.from;
      }
    });
    const from = best > 15 ? best - 15 : 0;
    return (from ? "…" : "") + text.slice(from, from + size) + (from + size < text.length ? "…" : "");
  }

  return { Finder: Finder, excerpt: excerpt, marked: marked, words: words };
})();
