/* A mock exam from the plan that the site was built with: the same cells and enemies as the papers. Pure. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  const ATTEMPTS = 5000;

  function meet(ids, enemies) {
    const held = new Set(ids);
    return ids.some((id) => (enemies[id] || []).some((other) => held.has(other)));
  }

  /* Draw from every cell, without repeats within a group; [section, id] pairs. */
  function drawn(plan, draws, chance) {
    const left = {}, pairs = [];
    plan.cells.forEach((cell, index) => {
      const count = draws[index];
      if (!count) { return; }
      const pool = left[cell.group] || plan.groups[cell.group];
      const taken = chance.sample(pool, count), gone = new Set(taken);
      left[cell.group] = pool.filter((id) => !gone.has(id));
      taken.forEach((id) => pairs.push([cell.section, id]));
    });
    return pairs;
  }

  /* The questions of one mock exam in order: {id, section}. `plan` is {cells: [{section, group, draws}],
     groups: [[id]], enemies: {id: [id]}}; every form of the plan is drawn with the chance the papers give it:
     a form in which enemies meet is rejected whole. Returns null when none is found. */
  function draw(plan, chance) {
    const variants = plan.cells.length ? plan.cells[0].draws.length : 0;
    if (!variants) { return null; }
    const variant = chance.below(variants), draws = plan.cells.map((cell) => cell.draws[variant]);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const pairs = drawn(plan, draws, chance);
      if (!meet(pairs.map((pair) => pair[1]), plan.enemies)) {
        const items = [];
        plan.sections.forEach((_section, number) => {
          const mine = pairs.filter((pair) => pair[0] === number).map((pair) => pair[1]);
          chance.sample(mine).forEach((id) => items.push({ id: id, section: number }));
        });
        return items;
      }
    }
    return null;
  }

  Quizgen.assemble = { draw: draw };
})(window);
