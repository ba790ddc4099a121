/* Prints every small change of a script that a slip of the hand could make, as JSON: start, end, new, where (bytes). */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const acorn = require(path.join(process.env.QUIZGEN_NODE_MODULES, "acorn"));

const TURNED = {
  "<": ["<=", ">"], "<=": ["<"], ">": [">=", "<"], ">=": [">"],
  "===": ["!=="], "!==": ["==="], "==": ["!="], "!=": ["=="],
  "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "&": ["|"], "|": ["&"], "^": ["&"], "<<": [">>>"], ">>>": [">>"],
};
const OTHER_CALL = { min: "max", max: "min", ceil: "floor", floor: "ceil", round: "floor", some: "every", every: "some" };
const SAME_WITHOUT = new Set(["slice", "concat", "sort", "reverse", "trim", "filter", "toLowerCase", "toUpperCase"]);
const MAX_NUMBER = 1e9;

const source = fs.readFileSync(process.argv[2], "utf8");
const found = [];
const text = (node) => source.slice(node.start, node.end);

function note(node, fresh, where) {
  const bytes = (to) => Buffer.byteLength(source.slice(0, to));
  found.push({ start: bytes(node.start), end: bytes(node.end), new: fresh, where: where.join(".") || "<module>" });
}

const CHANGES = {
  BinaryExpression(node, where) {
    for (const other of TURNED[node.operator] || []) {
      if (other === "-" && /["'`]/.test(text(node))) continue;
      note(node, "(" + text(node.left) + " " + other + " " + text(node.right) + ")", where);
    }
  },
  LogicalExpression(node, where) {
    if (node.operator === "??") return;
    note(node, "(" + text(node.left) + (node.operator === "&&" ? " || " : " && ") + text(node.right) + ")", where);
    note(node, "(" + text(node.left) + ")", where);
    note(node, "(" + text(node.right) + ")", where);
  },
  UnaryExpression(node, where) {
    if (node.operator === "!" || node.operator === "-") note(node, "(" + text(node.argument) + ")", where);
  },
  UpdateExpression(node, where) {
    note(node, text(node).replace(/\+\+|--/, (sign) => (sign === "++" ? "--" : "++")), where);
  },
  ConditionalExpression(node, where) {
    note(node, "(" + text(node.test) + " ? " + text(node.alternate) + " : " + text(node.consequent) + ")", where);
  },
  IfStatement(node, where) {
    if (node.test.type !== "BinaryExpression") note(node.test, "!(" + text(node.test) + ")", where);
  },
  BreakStatement(node, where) { note(node, ";", where); },
  ContinueStatement(node, where) { note(node, ";", where); },
  ReturnStatement(node, where) { if (node.argument) note(node, "return;", where); },
  AssignmentExpression(node, where) {
    if (node.operator === "+=") note(node, text(node.left) + " -= " + text(node.right), where);
    if (node.operator === "-=") note(node, text(node.left) + " += " + text(node.right), where);
  },
  ExpressionStatement(node, where) {
    const kind = node.expression.type;
    if (kind === "CallExpression" || kind === "AssignmentExpression") note(node, ";", where);
  },
  Literal(node, where) {
    if (typeof node.value === "boolean") note(node, String(!node.value), where);
    if (typeof node.value !== "number" || Math.abs(node.value) > MAX_NUMBER) return;
    note(node, String(node.value + 1), where);
    if (node.value) note(node, "(" + String(node.value - 1) + ")", where);
  },
  CallExpression(node, where) {
    if (node.callee.type !== "MemberExpression" || node.callee.computed) return;
    const name = node.callee.property.name;
    if (Object.hasOwn(OTHER_CALL, name)) note(node.callee.property, OTHER_CALL[name], where);
    if (SAME_WITHOUT.has(name)) note(node, text(node.callee.object), where);
  },
};

function walk(node, where) {
  const named = node.type === "FunctionDeclaration" && node.id ? node.id.name
    : (node.type === "VariableDeclarator" || node.type === "Property") && /Function/.test((node.init || node.value || {}).type || "")
      ? (node.id || node.key).name
      : null;
  const inside = named ? where.concat(named) : where;
  if (CHANGES[node.type]) CHANGES[node.type](node, inside);
  for (const key of Object.keys(node)) {
    for (const child of [].concat(node[key])) if (child && typeof child.type === "string" && key !== "loc") walk(child, inside);
  }
}

walk(acorn.parse(source, { ecmaVersion: 2020, sourceType: "script" }), []);
process.stdout.write(JSON.stringify(found));
