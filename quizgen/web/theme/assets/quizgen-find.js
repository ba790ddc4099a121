/* What a query finds in the index: pure, without the page. A classic script, loaded at the first search. */
window.quizgenFind = (function () {
  "use strict";

  /* Two ways of writing one role, in different texts: each only points to the other, nothing is merged. */
  var POINTERS = { "一把手": "主要负责人", "主要负责人": "一把手" };
  /* What the material keeps apart; whoever looks for one is told about the other. */
  var APART = { "提醒谈话": "谈话提醒", "谈话提醒": "提醒谈话" };
  var ASKING = /怎么样|怎么办|为什么|是什么|有哪些|有什么|哪几个|哪几种|怎么|怎样|如何|什么|哪些|哪个|多少|是否|的|吗|呢|由谁|是谁|谁/g;
  var WEIGHTS = { "体系": 14, "术语": 13, "程序": 9, "处置": 7, "案例": 6, "页面": 5, "来源": 0 };

  /* Letters as they are compared: one width, one case, no quotation marks or title brackets. */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/["'“”‘’「」『』《》〈〉\u200b]/g, "");
  }

  /* The same with, for every letter, its place in the text as written. */
  function mapped(text) {
    var letters = "", places = [];
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i), letter = code > 0x4dff && code < 0xa000 ? text[i] : plain(text[i]);
      for (var k = 0; k < letter.length; k++) { letters += letter[k]; places.push(i); }
    }
    return { letters: letters, places: places };
  }

  function words(query) {
    var seen = {};
    return plain(query).split(/[\s　]+/).filter(function (word) {
      if (!word || Object.prototype.hasOwnProperty.call(seen, word)) { return false; }
      seen[word] = true;
      return true;
    });
  }

  /* The letters a title can be typed by: first letters of the sounds, without quotation marks and spaces. */
  function spelt(title, initials) {
    var letters = "", places = [];
    for (var i = 0; i < initials.length; i++) {
      if (initials[i] !== "-" || plain(title[i]).trim()) { letters += initials[i]; places.push(i); }
    }
    return { letters: letters, places: places };
  }

  function spelling(wanted) {
    return wanted.length > 0 && wanted.every(function (word) { return /^[a-z]{2,}$/.test(word); });
  }

  function times(text, word, limit) {
    var count = 0, at = text.indexOf(word);
    while (at >= 0 && count < limit) { count += 1; at = text.indexOf(word, at + word.length); }
    return count;
  }

  function Finder(index) {
    this.kinds = index.kinds;
    this.entries = index.entries.map(function (row) {
      var page = index.pages[row[0]], where = index.places[row[5]];
      return {
        page: page[0], anchor: row[1], kind: index.kinds[row[2]], title: row[3], text: row[4], where: where,
        spelt: spelt(row[3], row[6]),
        plainTitle: plain(row[3]), plainText: plain(row[4]), plainWhere: plain(where)
      };
    });
  }

  /* How well an entry answers all the words; 0 when one of them is missing. */
  Finder.prototype.score = function (entry, wanted) {
    var sum = 0, own = false;
    for (var i = 0; i < wanted.length; i++) {
      var word = wanted[i], inTitle = entry.plainTitle.indexOf(word) >= 0, count = times(entry.plainText, word, 4);
      if (!inTitle && !count && entry.plainWhere.indexOf(word) < 0) { return 0; }
      own = own || inTitle || count > 0;
      if (inTitle) { sum += 40 + 60 * word.length / entry.plainTitle.length; }
      sum += count * 3 + (count ? 12 * Math.min(1, 60 / entry.plainText.length) : 0);
      if (entry.plainTitle === word) { sum += 60; }
    }
    return own ? sum + WEIGHTS[entry.kind] + (entry.anchor ? 0 : 4) : 0;
  };

  /* How well the first letters of a title's sounds answer all the words; 0 when one is missing. */
  Finder.prototype.sound = function (entry, wanted) {
    var letters = entry.spelt.letters, sum = 0;
    for (var i = 0; i < wanted.length; i++) {
      var at = letters.indexOf(wanted[i]);
      if (at < 0) { return 0; }
      sum += 60 * wanted[i].length / letters.length + (at ? 0 : 10);
    }
    return sum + WEIGHTS[entry.kind] + (entry.anchor ? 0 : 4);
  };

  Finder.prototype.all = function (wanted, bySound) {
    var self = this, found = [];
    if (!wanted.length) { return found; }
    this.entries.forEach(function (entry, order) {
      var score = bySound ? self.sound(entry, wanted) : self.score(entry, wanted);
      if (score) { found.push({ entry: entry, score: score, order: order }); }
    });
    return found.sort(function (a, b) { return b.score - a.score || a.order - b.order; });
  };

  /* Titles by the first letters of their sounds, after everything that has the letters themselves. */
  Finder.prototype.heard = function (wanted, found) {
    if (!spelling(wanted)) { return []; }
    var known = found.map(function (one) { return one.entry; });
    return this.all(wanted, true).filter(function (one) { return known.indexOf(one.entry) < 0; });
  };

  Finder.prototype.occurs = function (word) {
    return this.entries.some(function (entry) {
      return entry.plainTitle.indexOf(word) >= 0 || entry.plainText.indexOf(word) >= 0;
    });
  };

  /* A word that stands nowhere, cut into the longest parts that do; whatever occurs is never cut. */
  Finder.prototype.cut = function (word) {
    var parts = [];
    if (this.occurs(word)) { return [word]; }
    var pieces = word.replace(ASKING, " ").split(/[\s,;:!?、。·]+/);
    for (var i = 0; i < pieces.length; i++) {
      var piece = pieces[i];
      while (piece) {
        var size = piece.length;
        while (size > 1 && !this.occurs(piece.slice(0, size))) { size -= 1; }
        if (size < 2) { if (piece.length > 1 || parts.length === 0) { return []; } break; }
        parts.push(piece.slice(0, size));
        piece = piece.slice(size);
      }
    }
    return parts;
  };

  /* Everything for one query; `kind` is "" for all kinds. `cut` tells that the words were cut, `heard` how many
     results have only the first letters of their sounds. */
  Finder.prototype.find = function (query, kind) {
    var wanted = words(query), found = this.all(wanted), cut = false, counts = {}, self = this;
    var heard = this.heard(wanted, found);
    found = found.concat(heard);
    if (!found.length && wanted.length) {
      var parts = wanted.map(function (word) { return self.cut(word); });
      var flat = parts.every(function (some) { return some.length; }) ? words([].concat.apply([], parts).join(" ")) : [];
      if (flat.join(" ") !== wanted.join(" ")) {
        found = this.all(flat);
        cut = found.length > 0;
        wanted = cut ? flat : wanted;
      }
    }
    found.forEach(function (one) { counts[one.entry.kind] = (counts[one.entry.kind] || 0) + 1; });
    var shown = kind ? found.filter(function (one) { return one.entry.kind === kind; }) : found;
    return {
      words: wanted, cut: cut, heard: heard.length, total: found.length, counts: counts, hints: hints(words(query)),
      results: shown.map(function (one) { return one.entry; })
    };
  };

  function hints(wanted) {
    var said = [];
    wanted.forEach(function (word) {
      if (Object.prototype.hasOwnProperty.call(POINTERS, word)) {
        said.push({ query: POINTERS[word], text: "另一种写法，材料里分开用：" });
      } else if (Object.prototype.hasOwnProperty.call(APART, word)) {
        said.push({ query: APART[word], text: "只列原词。材料里另有，不合并：" });
      }
    });
    return said;
  }

  /* A text as runs of [letters, whether they are a word looked for]; `heard` are the letters it can be typed by. */
  function marked(text, wanted, heard) {
    var maps = heard && spelling(wanted) ? [mapped(text), heard] : [mapped(text)], hit = [], runs = [];
    maps.forEach(function (map) {
      wanted.forEach(function (word) {
        for (var at = map.letters.indexOf(word); at >= 0; at = map.letters.indexOf(word, at + 1)) {
          for (var i = map.places[at]; i <= map.places[at + word.length - 1]; i++) { hit[i] = true; }
        }
      });
    });
    for (var k = 0; k < text.length; k++) {
      var last = runs[runs.length - 1];
      if (last && last[1] === !!hit[k]) { last[0] += text[k]; } else { runs.push([text[k], !!hit[k]]); }
    }
    return runs;
  }

  /* The part of a text, at most `size` letters, that shows the most of the words. */
  function excerpt(text, wanted, size) {
    var map = mapped(text), hits = [], best = -1, most = 0;
    wanted.forEach(function (word) {
      for (var at = map.letters.indexOf(word); at >= 0; at = map.letters.indexOf(word, at + 1)) {
        hits.push({ word: word, from: map.places[at], to: map.places[at + word.length - 1] });
      }
    });
    hits.sort(function (a, b) { return a.from - b.from; });
    hits.forEach(function (first) {
      var seen = {};
      hits.forEach(function (hit) {
        if (hit.from >= first.from && hit.to < first.from + size - 15) { seen[hit.word] = true; }
      });
      if (Object.keys(seen).length > most) { most = Object.keys(seen).length; best = first.from; }
    });
    var from = best > 15 ? best - 15 : 0;
    return (from ? "…" : "") + text.slice(from, from + size) + (from + size < text.length ? "…" : "");
  }

  return { Finder: Finder, marked: marked, excerpt: excerpt, words: words };
})();
