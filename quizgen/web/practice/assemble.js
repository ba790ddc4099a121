/* A mock exam from the plan that the site was built with: the same cells and enemies as the papers. Pure. */
var Quizgen = Quizgen || {};

/** A plan of the data file with ids for positions.
   @typedef {{sections: SectionData[], cells: CellData[], groups: string[][], enemies: Record<string, string[]>, trees: TreeData[]}} MockPlan */
/** Group and id of what was drawn. @typedef {[number, string][]} DrawnPairs */
/** @typedef {{plan: MockPlan, counts: number[], chance: Chance, attempts: number}} DrawingHand */

Quizgen.assemble = (function () {
  "use strict";

  const ATTEMPTS = 2000, MENDINGS = 20000, STIRRINGS = 30, STRAY = 16;

  /** Whether one of the [group, id] pairs has an enemy among the ids met.
      @type {(pairs: DrawnPairs, met: Set<string>, enemies: Record<string, string[]>) => boolean} */
  function meet(pairs, met, enemies) {
    return pairs.some((pair) => (enemies[pair[1]] || []).some((foe) => met.has(foe)));
  }

  /** @type {(pairs: DrawnPairs) => Set<string>} */
  function idsOf(pairs) { return new Set(pairs.map((pair) => pair[1])); }

  /** From every group as many as the variant asks, in drawn order: [group, id] pairs.
      @type {(groups: number[], hand: DrawingHand) => DrawnPairs} */
  function bed(groups, hand) {
    /** @type {DrawnPairs} */
    const pairs = [];
    groups.forEach((group) => {
      hand.chance.sample(hand.plan.groups[group], hand.counts[group]).forEach((id) => pairs.push([group, id]));
    });
    return pairs;
  }

  /** Questions of a tree: a bed is a list of groups, a branch a list of two trees, both drawn anew until no
     enemies meet across. So every choice without enemies is as likely as any other, as in quizgen/assemble/draw/groups.py.
     @type {(tree: TreeData, hand: DrawingHand) => DrawnPairs | null} */
  function pick(tree, hand) {
    for (;;) {
      const before = isBed(tree) ? [] : pick(tree[0], hand);
      const drawn = before && (isBed(tree) ? attempt(tree, hand) : pick(tree[1], hand));
      if (!before || !drawn) { return null; }
      if (!meet(drawn, idsOf(isBed(tree) ? drawn : before), hand.plan.enemies)) { return before.concat(drawn); }
    }
  }

  /** @type {(tree: TreeData) => tree is number[]} */
  function isBed(tree) { return typeof tree[0] === "number"; }

  /** One bed; null after too many of them. @type {(groups: number[], hand: DrawingHand) => DrawnPairs | null} */
  function attempt(groups, hand) {
    hand.attempts += 1;
    return hand.attempts > ATTEMPTS ? null : bed(groups, hand);
  }

  /** @type {(tree: TreeData) => number[]} */
  function groupsOf(tree) {
    return isBed(tree) ? tree : groupsOf(tree[0]).concat(groupsOf(tree[1]));
  }

  /** Where enemies are too many to be avoided by drawing anew: as quizgen/assemble/draw/exchange.py. A question
      that meets an enemy gives way to the one of its group that meets fewest; then exchanges at random without
      enemies. Null when enemies could not be parted.
      @type {(groups: number[], hand: DrawingHand) => DrawnPairs | null} */
  function settled(groups, hand) {
    const pairs = bed(groups, hand), used = idsOf(pairs), chance = hand.chance;
    /** @type {Record<string, number>} */
    const met = {};
    /** @type {(id: string) => string[]} */
    const foes = (id) => hand.plan.enemies[id] || [];
    /** @type {(id: string, change: number) => void} */
    const count = (id, change) => foes(id).forEach((foe) => { met[foe] = (met[foe] || 0) + change; });
    /** @type {(id: string, old: string) => number} */
    const cost = (id, old) => (met[id] || 0) - (foes(old).indexOf(id) >= 0 ? 1 : 0);
    /** @type {(place: number, id: string) => void} */
    const put = (place, id) => {
      count(pairs[place][1], -1);
      count(id, 1);
      used.delete(pairs[place][1]);
      used.add(id);
      pairs[place] = [pairs[place][0], id];
    };
    const bad = () => pairs.map((pair, place) => (met[pair[1]] ? place : -1)).filter((place) => place >= 0);
    pairs.forEach((pair) => count(pair[1], 1));
    let wrong = bad();
    for (let tried = 0; wrong.length; tried++, wrong = bad()) {
      if (tried === MENDINGS) { return null; }
      const place = wrong[chance.below(wrong.length)], old = pairs[place][1];
      let free = hand.plan.groups[pairs[place][0]].filter((id) => !used.has(id));
      if (chance.below(STRAY)) {
        const least = Math.min.apply(null, free.map((id) => cost(id, old)));
        free = free.filter((id) => cost(id, old) === least);
      }
      if (free.length) { put(place, free[chance.below(free.length)]); }
    }
    for (let turn = STIRRINGS * pairs.length; turn > 0; turn--) {
      const place = chance.below(pairs.length), group = hand.plan.groups[pairs[place][0]];
      const id = group[chance.below(group.length)];
      if (!used.has(id) && !cost(id, pairs[place][1])) { put(place, id); }
    }
    return pairs;
  }

  /** The questions of every group in drawn order; null when no choice without enemies was found.
      @type {(plan: MockPlan, counts: number[], chance: Chance) => string[][] | null} */
  function drawn(plan, counts, chance) {
    const hand = { plan: plan, counts: counts, chance: chance, attempts: 0 };
    /** @type {string[][]} */
    const lists = plan.groups.map(() => []);
    const linked = plan.trees.map(groupsOf).reduce((all, some) => all.concat(some), []);
    const free = plan.groups.map((_group, at) => at).filter((at) => linked.indexOf(at) < 0);
    let pairs = bed(free, hand);
    for (let at = 0; at < plan.trees.length; at++) {
      hand.attempts = 0;
      const more = pick(plan.trees[at], hand) || settled(groupsOf(plan.trees[at]), hand);
      if (!more) { return null; }
      pairs = pairs.concat(more);
    }
    pairs.forEach((pair) => lists[pair[0]].push(pair[1]));
    return lists;
  }

  /** The questions of one mock exam in order: {id, section}. `plan` is {sections, cells: [{section, group, draws}],
     groups: [[id]], enemies: {id: [id]}, trees}. Returns null when none is found.
     @type {(plan: MockPlan, chance: Chance) => {id: string, section: number}[] | null} */
  function draw(plan, chance) {
    const variants = plan.cells.length ? plan.cells[0].draws.length : 0;
    if (!variants) { return null; }
    const variant = chance.below(variants), counts = plan.groups.map(() => 0);
    plan.cells.forEach((cell) => { counts[cell.group] += cell.draws[variant]; });
    const lists = drawn(plan, counts, chance);
    if (!lists) { return null; }
    /** @type {string[][]} */
    const sections = plan.sections.map(() => []);
    plan.cells.forEach((cell) => {
      lists[cell.group].splice(0, cell.draws[variant]).forEach((id) => sections[cell.section].push(id));
    });
    /** @type {{id: string, section: number}[]} */
    const items = [];
    sections.forEach((ids, section) => chance.sample(ids).forEach((id) => items.push({ id: id, section: section })));
    return items;
  }

  return { draw: draw };
})();
