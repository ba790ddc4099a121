// Unpacks a brotli-compressed program and makes it executable: node unpack.js FROM TO.
"use strict";

const { createReadStream, createWriteStream } = require("node:fs");
const { pipeline } = require("node:stream");
const { createBrotliDecompress } = require("node:zlib");

const [from, to] = process.argv.slice(2);
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }), (error) => {
  if (error) throw error;
});
