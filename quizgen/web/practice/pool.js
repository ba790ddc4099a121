/* The practice questions of this site: the index at once, the questions themselves topic by topic when needed. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};

  /* `data` is window.quizgenPool (see docs/dev/practice.md), `base` the address of its folder. */
  class Pool {
    constructor(data, base) {
      this.data = data;
      this.base = base;
      this.questions = {};
      this.waiting = {};
      this.entries = data.entries.map((row) => Object.assign({
        id: row[0], kind: data.kinds[row[1]], topic: data.topics[row[2]], level: data.levels[row[3]],
        sources: data.sources.map((one) => one[0]).filter((_name, bit) => row[4] & (1 << bit))
      }, row.length > 5 ? { depth: data.depths[row[5]] } : {}));
      this.byId = {};
      this.entries.forEach((entry) => { this.byId[entry.id] = entry; });
    }

    /* The plan of a blueprint as assemble.js takes it, with ids for positions; null when there is none. */
    plan(blueprint) {
      if (!blueprint.plan) { return null; }
      const id = (place) => this.entries[place].id, enemies = {};
      Object.keys(blueprint.plan.enemies).forEach((place) => {
        enemies[id(place)] = blueprint.plan.enemies[place].map(id);
      });
      return {
        sections: blueprint.sections, cells: blueprint.plan.cells, enemies: enemies,
        groups: blueprint.plan.groups.map((group) => group.map(id)), trees: blueprint.plan.trees
      };
    }

    /* The top topics in the order of the bank. */
    topTopics() {
      return this.data.topics.map((topic) => topic.split("/")[0]).filter((name, at, all) => all.indexOf(name) === at);
    }

    /* A promise of the questions with these ids, by id; ids that are no longer there are left out. */
    load(ids) {
      const files = ids.filter((id) => this.byId[id]).map((id) => this.data.files[this.byId[id].topic.split("/")[0]]);
      return Promise.all(files.filter((file, at) => files.indexOf(file) === at).map((file) => this.file(file)))
        .then(() => {
          const found = {};
          ids.forEach((id) => { if (this.questions[id]) { found[id] = this.questions[id]; } });
          return found;
        });
    }

    /* The spoken questions, a list. */
    oral() { return this.file(this.data.oral).then(() => window.quizgenOral); }

    file(name) {
      if (!this.waiting[name]) {
        this.waiting[name] = this.script(name).then(() => {
          const taken = window.quizgenQuestions || {};
          Object.keys(taken).forEach((id) => { this.questions[id] = taken[id]; });
          window.quizgenQuestions = {};
        }, (error) => {
          delete this.waiting[name];
          throw error;
        });
      }
      return this.waiting[name];
    }

    script(name) {
      return new Promise((done, failed) => {
        const element = document.createElement("script");
        element.src = this.base + name;
        element.onload = () => done();
        element.onerror = () => failed(new Error("读不到题目文件 " + name + "，请确认网站文件夹是完整的，再刷新本页。"));
        document.head.appendChild(element);
      });
    }
  }

  Quizgen.Pool = Pool;
})(window);
