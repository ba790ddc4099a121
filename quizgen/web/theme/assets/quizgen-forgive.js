/* What was meant by a query that stands nowhere as it was typed: pure, without the page. A classic script, loaded at the first search. */
var Quizgen = Quizgen || {};

/** Letters of a title with every sound that each can have (none: no character). @typedef {{letters: string, sounds: string[][]}} SpokenText */

Quizgen.forgive = (function () {
  "use strict";

  const HAN = /^[\u4e00-\u9fff]+$/, DIGITS = "〇一二三四五六七八九", BASES = [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F];
  const SHIFT = 15, NEAR = 3, LONGEST_TERM = 8, LEAST_TITLE = 4, LEAST_HEARD = 4, SHORTEST_SPELT = 4;

  /** A number up to 9999 in Chinese numerals. @type {(value: number) => string} */
  function numeral(value) {
    const units = ["", "十", "百", "千"], digits = String(value).split("").reverse();
    let said = "";
    digits.forEach((digit, place) => {
      if (digit !== "0") { said = DIGITS[Number(digit)] + units[place] + said; } else if (said && said[0] !== "〇") { said = "〇" + said; }
    });
    return said.replace(/^一十/, "十") || "〇";
  }

  /** The value of Chinese numerals such as 十四, 一百六十一; -1 for anything else. @type {(said: string) => number} */
  function valueOf(said) {
    let sum = 0, digit = 0;
    for (const letter of said) {
      const value = DIGITS.indexOf(letter), unit = "十百千".indexOf(letter);
      if (value >= 0) { digit = value; } else if (unit >= 0) {
        sum += (digit || 1) * Math.pow(10, unit + 1);
        digit = 0;
      } else { return -1; }
    }
    return sum + digit;
  }

  /** The word with its figures as numerals, with its numerals as figures. @type {(word: string) => string[]} */
  function otherNumbers(word) {
    const spoken = word.replace(/\d{1,4}/g, (digits) => numeral(Number(digits)));
    const figures = word.replace(/[〇一二三四五六七八九十百千]+/g, (said) => (valueOf(said) < 0 ? said : String(valueOf(said))));
    return [spoken, spoken.replace(/二(?=[个种次项条类])/, "两"), figures].filter((one) => one !== word);
  }

  /** A sound without what many do not tell apart: zh and z, ng and n. @type {(sound: string) => string} */
  function blurred(sound) { return sound.replace(/^([zcs])h/, "$1").replace(/([aei])ng$/, "$1n"); }

  class Forgiver {
    /** `titles` are what can be found, `texts` what stands below them, as they are compared; `occurs` tells whether a word stands anywhere.
       @param {HearingData} data @param {string[]} titles @param {string[]} texts @param {(word: string) => boolean} occurs */
    constructor(data, titles, texts, occurs) {
      this.data = data;
      this.occurs = occurs;
      /** @type {Record<string, string[]>} */
      this.soundsOf = {};
      Object.keys(data.sounds).forEach((sound) => data.sounds[sound].split("").forEach((letter) => {
        (this.soundsOf[letter] = this.soundsOf[letter] || []).push(sound);
      }));
      /** @type {SpokenText[]} */
      this.titles = Array.from(new Set(titles)).map((title) => this.spoken(title));
      this.texts = texts;
      this.bits = data.runs ? window.atob(data.runs) : "";
    }

    /** @type {(letters: string) => SpokenText} */
    spoken(letters) { return { letters: letters, sounds: letters.split("").map((letter) => this.soundsOf[letter] || []) }; }

    /** The word as the pages have it: other numbers, another character of the same sound; "" where there is none such.
       @type {(word: string) => string} */
    meant(word) {
      const counted = otherNumbers(word).filter(this.occurs)[0];
      return counted || this.alike(word) || (word.length < LEAST_HEARD ? "" : this.alike(word, this.texts)) || this.pieced(word);
    }

    /** What stands in a title, or in one of the texts, and sounds like the word; a longer word may also have sounds that are often
       taken for each other (sheng, shen). @type {(word: string, texts?: string[]) => string} */
    alike(word, texts) {
      if (word.length < 2 || !HAN.test(word)) { return ""; }
      const blur = word.length > 2, wanted = this.spoken(word).sounds.map((sounds) => (blur ? sounds.map(blurred) : sounds));
      if (wanted.some((sounds) => !sounds.length)) { return ""; }
      let best = "", least = Infinity;
      (texts ? texts.map((text) => this.spoken(text)) : this.titles).forEach((title) => {
        for (let at = 0; at + wanted.length <= title.letters.length; at++) {
          if (wanted.every((sounds, k) => title.sounds[at + k].some((sound) => sounds.indexOf(blur ? blurred(sound) : sound) >= 0))) {
            const found = title.letters.slice(at, at + wanted.length), other = found.split("").filter((letter, k) => letter !== word[k]).length;
            if (other < least) {
              least = other;
              best = found;
            }
          }
        }
      });
      return best;
    }

    /** The word put together from the longest parts that stand somewhere or sound like a part of a title; "" when a part does neither.
       @type {(word: string) => string} */
    pieced(word) {
      let left = word, whole = "";
      while (left) {
        let size = left.length, said = "";
        while (size > 1 && !said) {
          const piece = left.slice(0, size);
          said = this.occurs(piece) ? piece : otherNumbers(piece).filter(this.occurs)[0] || this.alike(piece);
          if (!said) { size -= 1; }
        }
        if (!said) { return ""; }
        whole += said;
        left = left.slice(size);
      }
      return whole === word ? "" : whole;
    }

    /** The place of the words in a title that is spelt by its whole sounds: [from, to]; null where it is not.
       @type {(title: string, letters: string) => [number, number] | null} */
    spelt(title, letters) {
      for (let at = 0; at < title.length; at++) {
        const to = this.spelling(title, at, letters);
        if (to >= 0) { return [at, to]; }
      }
      return null;
    }

    /** Where the spelling that begins at a character ends; -1: it does not fit. @type {(title: string, at: number, letters: string) => number} */
    spelling(title, at, letters) {
      if (!letters) { return at; }
      for (const sound of at < title.length ? this.soundsOf[title[at]] || [] : []) {
        if (letters.indexOf(sound) === 0) {
          const to = this.spelling(title, at + 1, letters.slice(sound.length));
          if (to >= 0) { return to; }
        } else if (sound.indexOf(letters) === 0) { return at + 1; }
      }
      return -1;
    }

    /** Of the words, terms that the articles surely have not; a word with a whole title in it is more than a term. @type {(words: string[]) => string[]} */
    absent(words) {
      return words.filter((word) => this.bits && HAN.test(word) && word.length > 1 && word.length <= LONGEST_TERM &&
        !this.occurs(word) && !this.titles.some((title) => title.letters.length >= LEAST_TITLE && word.indexOf(title.letters) >= 0) &&
        this.without(word));
    }

    /** Whether the articles have no such word, by the filter of quizgen.markup.runs. @type {(word: string) => boolean} */
    without(word) {
      for (let size = 2; size <= 3; size++) {
        for (let at = 0; at + size <= word.length; at++) {
          if (BASES.some((base) => !this.has(word.slice(at, at + size), base))) { return true; }
        }
      }
      return false;
    }

    /** @type {(run: string, base: number) => boolean} */
    has(run, base) {
      let value = base;
      for (let at = 0; at < run.length; at++) { value = Math.imul(value, base) + run.charCodeAt(at) >>> 0; }
      const place = Math.imul(value ^ value >>> 16, base) >>> SHIFT;
      return Boolean(this.bits.charCodeAt(place >> 3) & 1 << (place & 7));
    }

    /** Titles that share most of a word that is nowhere. @type {(word: string) => string[]} */
    near(word) {
      const found = this.titles.map((title) => ({ title: title.letters, share: shared(title.letters, word) }))
        .filter((one) => one.share > 1 && one.share * 2 >= word.length && one.title.length <= LONGEST_TERM * 2);
      found.sort((a, b) => b.share - a.share || a.title.length - b.title.length);
      return found.slice(0, NEAR).map((one) => one.title);
    }
  }

  /** The length of the longest part that two texts share. @type {(one: string, two: string) => number} */
  function shared(one, two) {
    for (let size = Math.min(one.length, two.length); size > 1; size--) {
      for (let at = 0; at + size <= two.length; at++) {
        if (one.indexOf(two.slice(at, at + size)) >= 0) { return size; }
      }
    }
    return 0;
  }

  /** The neighbours of a query's letters, each once; what is Latin or a figure stands whole. @type {(words: string[]) => string[]} */
  function pairs(words) {
    const found = new Set();
    words.forEach((word) => (word.match(/[a-z0-9+]+|[\u4e00-\u9fff]+/g) || []).forEach((run) => {
      if (!HAN.test(run) || run.length < 3) { found.add(run); } else {
        for (let at = 0; at + 2 <= run.length; at++) { found.add(run.slice(at, at + 2)); }
      }
    }));
    return Array.from(found);
  }

  return { Forgiver: Forgiver, pairs: pairs, SHORTEST_SPELT: SHORTEST_SPELT };
})();
