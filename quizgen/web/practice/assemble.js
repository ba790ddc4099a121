/* A mock exam from the plan that the site was built with: the same cells and enemies as the papers. Pure. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  const ATTEMPTS = 50000;

  /* Whether one of the [group, id] pairs has an enemy among the ids met. */
  function meet(pairs, met, enemies) {
    return pairs.some((pair) => (enemies[pair[1]] || []).some((foe) => met.has(foe)));
  }

  function idsOf(pairs) { return new Set(pairs.map((pair) => pair[1])); }

  /* From every group as many as the variant asks, in drawn order: [group, id] pairs. */
  function bed(groups, hand) {
    const pairs = [];
    groups.forEach((group) => {
      hand.chance.sample(hand.plan.groups[group], hand.counts[group]).forEach((id) => pairs.push([group, id]));
    });
    return pairs;
  }

  /* Questions of a tree: a bed is a list of groups, a branch a list of two trees, both drawn anew until no
     enemies meet across. So every choice without enemies is as likely as any other, as in quizgen/assemble/draw.py. */
  function pick(tree, hand) {
    for (;;) {
      let before = [], drawn = null, met = null;
      if (typeof tree[0] === "number") {
        hand.attempts += 1;
        if (hand.attempts > ATTEMPTS) { return null; }
        drawn = bed(tree, hand);
        met = idsOf(drawn);
      } else {
        before = pick(tree[0], hand);
        drawn = before && pick(tree[1], hand);
        if (!drawn) { return null; }
        met = idsOf(before);
      }
      if (!meet(drawn, met, hand.plan.enemies)) { return before.concat(drawn); }
    }
  }

  function groupsOf(tree) {
    return typeof tree[0] === "number" ? tree : groupsOf(tree[0]).concat(groupsOf(tree[1]));
  }

  /* The questions of every group in drawn order; null when no choice without enemies was found. */
  function drawn(plan, counts, chance) {
    const hand = { plan: plan, counts: counts, chance: chance, attempts: 0 }, lists = plan.groups.map(() => []);
    const linked = [].concat.apply([], plan.trees.map(groupsOf));
    const free = plan.groups.map((_group, at) => at).filter((at) => linked.indexOf(at) < 0);
    let pairs = bed(free, hand);
    for (let at = 0; at < plan.trees.length; at++) {
      const more = pick(plan.trees[at], hand);
      if (!more) { return null; }
      pairs = pairs.concat(more);
    }
    pairs.forEach((pair) => lists[pair[0]].push(pair[1]));
    return lists;
  }

  /* The questions of one mock exam in order: {id, section}. `plan` is {sections, cells: [{section, group, draws}],
     groups: [[id]], enemies: {id: [id]}, trees}. Returns null when none is found. */
  function draw(plan, chance) {
    const variants = plan.cells.length ? plan.cells[0].draws.length : 0;
    if (!variants) { return null; }
    const variant = chance.below(variants), counts = plan.groups.map(() => 0);
    plan.cells.forEach((cell) => { counts[cell.group] += cell.draws[variant]; });
    const lists = drawn(plan, counts, chance);
    if (!lists) { return null; }
    const sections = plan.sections.map(() => []);
    plan.cells.forEach((cell) => {
      lists[cell.group].splice(0, cell.draws[variant]).forEach((id) => sections[cell.section].push(id));
    });
    const items = [];
    sections.forEach((ids, section) => chance.sample(ids).forEach((id) => items.push({ id: id, section: section })));
    return items;
  }

  Quizgen.assemble = { draw: draw };
})(window);
