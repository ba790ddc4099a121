/* Progress as a code to paste: compact, with a check sum, in plain letters. Pure. */
var Quizgen = Quizgen || {};

Quizgen.code = (function () {
  "use strict";

  const MARK = "QZ2.";
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** @type {(text: string) => number[]} */
  function bytesOf(text) {
    return Array.from(unescape(encodeURIComponent(text)), (letter) => letter.charCodeAt(0));
  }

  /** @type {(bytes: number[]) => string} */
  function textOf(bytes) {
    let letters = "";
    bytes.forEach((byte) => { letters += String.fromCharCode(byte); });
    return decodeURIComponent(escape(letters));
  }

  /** @type {(bytes: number[]) => string} */
  function base64(bytes) {
    let out = "";
    for (let at = 0; at < bytes.length; at += 3) {
      const word = (bytes[at] << 16) | ((bytes[at + 1] || 0) << 8) | (bytes[at + 2] || 0);
      const count = Math.min(3, bytes.length - at) + 1;
      for (let digit = 0; digit < count; digit++) { out += LETTERS[(word >> (18 - 6 * digit)) & 63]; }
    }
    return out;
  }

  /** @type {(text: string) => number[] | null} */
  function unbase64(text) {
    const bytes = [];
    let bits = 0, held = 0;
    for (let at = 0; at < text.length; at++) {
      const value = LETTERS.indexOf(text[at]);
      if (value < 0) { return null; }
      held = ((held << 6) | value) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((held >> bits) & 255);
      }
    }
    return bytes;
  }

  /** FNV-1a, 32 bits, as eight hexadecimal digits: finds a code that was cut off or mistyped.
      @type {(bytes: number[]) => string} */
  function checksum(bytes) {
    let hash = 0x811c9dc5;
    bytes.forEach((byte) => { hash = Math.imul(hash ^ byte, 0x01000193) >>> 0; });
    return ("0000000" + hash.toString(16)).slice(-8);
  }

  /** Dictionary coding of bytes (LZW, 12 to 16 bit codes written as 16): JSON with many like keys shrinks well.
      @type {(bytes: number[]) => number[]} */
  function squeeze(bytes) {
    /** @type {Map<number, number>} */
    const table = new Map();
    /** @type {number[]} */
    const out = [];
    let prefix = -1, next = 256;
    /** @type {(code: number) => void} */
    function emit(code) { out.push(code >> 8, code & 255); }
    bytes.forEach((byte) => {
      if (prefix < 0) { prefix = byte; return; }
      const key = prefix * 256 + byte, known = table.get(key);
      if (known !== undefined) { prefix = known; return; }
      emit(prefix);
      if (next < 65536) { table.set(key, next++); }
      prefix = byte;
    });
    if (prefix >= 0) { emit(prefix); }
    return out;
  }

  /** @type {(bytes: number[]) => number[] | null} */
  function stretch(bytes) {
    /** @type {number[][]} */
    const table = [];
    /** @type {number[]} */
    const out = [];
    /** @type {number[] | null} */
    let before = null;
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const code = (bytes[at] << 8) | bytes[at + 1];
      /** @type {number[]} */
      let entry;
      if (code < 256) { entry = [code]; } else if (table[code - 256]) { entry = table[code - 256]; } else if (before && code === table.length + 256) {
        entry = before.concat(before[0]);
      } else { return null; }
      entry.forEach((byte) => out.push(byte));
      if (before && table.length < 65280) { table.push(before.concat(entry[0])); }
      before = entry;
    }
    return out;
  }

  /** @type {(text: string) => string} */
  function write(text) {
    const bytes = squeeze(bytesOf(text));
    return MARK + base64(bytes) + "." + checksum(bytes);
  }

  /** The text of a code; spaces and line breaks that a chat put in are ignored. Null when it is none, or was cut.
      @type {(code: string) => string | null} */
  function read(code) {
    const parts = code.replace(/\s+/g, "").split(".");
    if (parts.length !== 3 || parts[0] + "." !== MARK) { return null; }
    const bytes = unbase64(parts[1]);
    if (!bytes || checksum(bytes) !== parts[2]) { return null; }
    const plain = stretch(bytes);
    try { return plain && textOf(plain); } catch (_error) { return null; }
  }

  return { MARK: MARK, read: read, write: write };
})();
