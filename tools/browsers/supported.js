// Names what a script asks of the browser that the oldest ones lack: node tools/browsers/supported.js
// Every property of the DOM that the scripts touch, as TypeScript knows its owner, is looked up in MDN's table.
"use strict";

const { createRequire } = require("node:module");
const path = require("node:path");

const need = createRequire(path.resolve("build/browsers/package.json"));
const ts = need("typescript");
const { api } = need("@mdn/browser-compat-data");

const OLDEST = { chrome: 86, firefox: 88 };
/** Where the table says no, and the scripts do without: they ask for dialogs and sharing first; held keys repeat, and tones fade, a little wrongly. */
const KNOWN = /^(HTMLDialogElement\.|window\.HTMLDialogElement$|KeyboardEvent\.repeat$|Navigator\.(canShare|share)$|AudioParam\.linearRampToValueAtTime$)/;
const config = "tools/browsers/tsconfig.json";
const asked = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, path.dirname(config));
const program = ts.createProgram(asked.fileNames, asked.options);
const checker = program.getTypeChecker();

/** The first version of a browser that has a feature: Infinity when none has. */
function since(support, browser) {
  const all = [support[browser]].flat().filter((one) => one && !one.flags && !one.prefix && !one.partial_implementation);
  const versions = all.map((one) => (one.version_added === true ? 0 : Number.parseFloat(one.version_added)));
  return Math.min(Infinity, ...versions.filter((version) => !Number.isNaN(version)));
}

/** Which browsers lack a feature of the table. */
function lacking(feature) {
  const support = feature && feature.__compat && feature.__compat.support;
  return support ? Object.keys(OLDEST).filter((browser) => since(support, browser) > OLDEST[browser]) : [];
}

/** The interface of the DOM that a property belongs to, or "" when it is none of the DOM's. */
function owner(symbol) {
  const declared = (symbol.declarations || []).find((one) => /lib\.dom.*\.d\.ts$/.test(one.getSourceFile().fileName));
  if (!declared) { return ""; }
  return declared.parent && declared.parent.name ? declared.parent.name.text : "window";
}

const faults = [];
function look(node, file) {
  const name = ts.isPropertyAccessExpression(node) ? node.name : ts.isIdentifier(node) && ts.isCallExpression(node.parent) && node.parent.expression === node ? node : null;
  const symbol = name && checker.getSymbolAtLocation(name);
  const home = symbol ? owner(symbol) : "";
  const feature = home === "window" ? api[name.text] || (api.Window && api.Window[name.text]) : home && api[home] && api[home][name.text];
  const without = lacking(feature);
  if (without.length && !KNOWN.test(`${home}.${name.text}`)) {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const said = without.map((browser) => `${browser} ${OLDEST[browser]}`).join(", ");
    faults.push(`${path.relative(".", file.fileName)}:${line + 1} ${home}.${name.text}: not in ${said}`);
  }
  ts.forEachChild(node, (child) => look(child, file));
}

for (const file of program.getSourceFiles()) {
  if (!file.isDeclarationFile) { look(file, file); }
}
console.log(faults.join("\n") || "every browser has what the scripts ask of it");
process.exitCode = faults.length ? 1 : 0;
