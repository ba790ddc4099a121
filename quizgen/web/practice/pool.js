/* The practice questions of this site: the index at once, the questions themselves topic by topic when needed. */
var Quizgen = Quizgen || {};

Quizgen.Pool = (function () {
  "use strict";

  /* `data` is window.quizgenPool (see docs/dev/practice.md), `base` the address of its folder. */
  class Pool {
    /** @param {PoolData} data @param {string} base */
    constructor(data, base) {
      this.data = data;
      this.base = base;
      /** Those that have come, by id. @type {Record<string, QuestionData>} */
      this.questions = {};
      /** Files asked for. @type {Record<string, Promise<void>>} */
      this.waiting = {};
      /** @type {PoolEntry[]} */
      this.entries = data.entries.map((row) => Object.assign({
        id: row[0], kind: data.kinds[row[1]], topic: data.topics[row[2]], level: data.levels[row[3]],
        sources: data.sources.map((one) => one[0]).filter((_name, bit) => row[4] & (1 << bit))
      }, row.length === 6 ? { depth: data.depths[row[5]] } : {}));
      /** @type {Record<string, PoolEntry>} */
      this.byId = {};
      this.entries.forEach((entry) => { this.byId[entry.id] = entry; });
    }

    /** A promise of the plan of a blueprint, null when there is none. All plans come in a file of their own, when an exam begins.
        @type {(blueprint: BlueprintData) => Promise<MockPlan | null>} */
    plan(blueprint) {
      return this.file(this.data.plans).then(() => {
        const plan = (window.quizgenPlans || {})[blueprint.id];
        return plan ? this.placed(blueprint, plan) : null;
      });
    }

    /** A plan as assemble.js takes it, with ids for positions. @type {(blueprint: BlueprintData, plan: PlanData) => MockPlan} */
    placed(blueprint, plan) {
      const id = (/** @type {number} */ place) => this.entries[place].id;
      /** @type {Record<string, string[]>} */
      const enemies = {};
      Object.keys(plan.enemies).map(Number).forEach((place) => { enemies[id(place)] = plan.enemies[place].map(id); });
      return {
        sections: blueprint.sections, cells: plan.cells, enemies: enemies,
        groups: plan.groups.map((group) => group.map(id)), trees: plan.trees
      };
    }

    /** The blueprint with this id; null when it is no longer there. @type {(id: string) => BlueprintData | null} */
    blueprint(id) { return this.data.blueprints.filter((one) => one.id === id)[0] || null; }

    /** The top topics in the order of the bank. @type {() => string[]} */
    topTopics() {
      return this.data.topics.map((topic) => topic.split("/")[0]).filter((name, at, all) => all.indexOf(name) === at);
    }

    /** The address of the page on a topic, from the page that is open; "" when there is none. @type {(topic: string) => string} */
    pageOf(topic) {
      const pages = this.data.pages, top = topic.split("/")[0];
      const found = [topic, top].filter((name) => Object.prototype.hasOwnProperty.call(pages, name))[0];
      return found ? Quizgen.site.base + pages[found] : "";
    }

    /** A promise of the questions with these ids, by id; ids that are no longer there are left out.
        @type {(ids: string[]) => Promise<Record<string, QuestionData>>} */
    load(ids) {
      const files = ids.filter((id) => this.byId[id]).map((id) => this.data.files[this.byId[id].topic.split("/")[0]]);
      return Promise.all(files.filter((file, at) => files.indexOf(file) === at).map((file) => this.file(file)))
        .then(() => {
          /** @type {Record<string, QuestionData>} */
          const found = {};
          ids.forEach((id) => { if (this.questions[id]) { found[id] = this.questions[id]; } });
          return found;
        });
    }

    /** The spoken questions, a list. @type {() => Promise<OralData[]>} */
    oral() { return this.file(this.data.oral).then(() => window.quizgenOral || []); }

    /** @type {(name: string) => Promise<void>} */
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

    /** @type {(name: string) => Promise<void>} */
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

  return Pool;
})();
