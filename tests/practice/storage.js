/* localStorage as browsers give it: texts by key, with a limit on one of them. */
"use strict";

class Storage {
  constructor(limit) {
    this.map = new Map();
    this.limit = limit === undefined ? Infinity : limit;
  }

  getItem(key) { return this.map.has(key) ? this.map.get(key) : null; }

  setItem(key, text) {
    if (text.length > this.limit) { throw Object.assign(new Error("full"), { name: "QuotaExceededError" }); }
    this.map.set(key, text);
  }

  removeItem(key) { this.map.delete(key); }
}

exports.Storage = Storage;
