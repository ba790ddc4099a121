/* Where words stand in a text, for marking them: pure, without the page. A classic script, loaded at the first search. */
var Quizgen = Quizgen || {};

/** Letters as they are compared, with, for every one, its place in the text as written. @typedef {{letters: string, places: number[]}} MappedText */

Quizgen.lit = (function () {
  "use strict";

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

  /** Whether these can be first letters of sounds. @type {(wanted: string[]) => boolean} */
  function spelling(wanted) {
    return wanted.length > 0 && wanted.every((word) => /^[a-z]{2,}$/.test(word));
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

  return { excerpt: excerpt, marked: marked, plain: plain, spelling: spelling };
})();
