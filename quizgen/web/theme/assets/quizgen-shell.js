/* The frame of a page: light or dark, large type, menu, where one is in the contents. A classic script: it also works from file://. */
(function () {
  "use strict";

  var ROOT = document.documentElement;

  /* What a reader chose, remembered where the browser allows it. */
  function remember(name, value) {
    try { localStorage.setItem("quizgen." + name, value); } catch (error) { /* not allowed: not remembered */ }
  }

  /* A button that is pressed or not; `is` tells the state of the page, `set` changes it. */
  function Switch(button, is, set) {
    function tell() { button.setAttribute("aria-pressed", String(is())); }
    tell();
    button.addEventListener("click", function () { set(!is()); tell(); });
  }

  /* Large type; the page has set it already before anything was drawn. */
  function Size(button) {
    Switch(button, function () { return ROOT.getAttribute("data-size") === "big"; }, function (big) {
      if (big) { ROOT.setAttribute("data-size", "big"); } else { ROOT.removeAttribute("data-size"); }
      remember("size", big ? "big" : "normal");
    });
  }

  /* Light or dark: what the system asks for, until a reader chooses. */
  function Scheme(button) {
    Switch(button, function () { return document.body.getAttribute("data-md-color-scheme") === "slate"; }, function (dark) {
      document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
      remember("scheme", dark ? "slate" : "default");
    });
  }

  /* A label with a hidden box does not answer to the keyboard: a button of the same look takes its place. */
  function buttonFor(label, name) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.title = name;
    button.setAttribute("aria-label", name);
    button.innerHTML = label.innerHTML;
    label.parentNode.replaceChild(button, label);
    return button;
  }

  /* Inside the menu: from the pages of a part back to all parts. */
  function Back(label) {
    var box = document.getElementById(label.htmlFor);
    buttonFor(label, "回到全部目录").addEventListener("click", function () { box.checked = !box.checked; });
  }

  /* The menu of a narrow page. */
  function Menu(label) {
    var box = document.getElementById(label.htmlFor), button = buttonFor(label, label.title);
    var drawer = document.querySelector(".md-sidebar--primary");
    function turn(open) {
      box.checked = open;
      box.dispatchEvent(new Event("change"));
    }
    box.addEventListener("change", function () {
      button.setAttribute("aria-expanded", String(box.checked));
      document.body.classList.toggle("qz-still", box.checked);
    });
    turn(false);
    button.addEventListener("click", function () {
      turn(!box.checked);
      var first = drawer && drawer.querySelector("a[aria-current], a");
      if (box.checked && first) { first.focus(); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { turn(false); button.focus(); }
    });
  }

  /* The last heading that has passed the top: pure, from their distances to it. */
  function current(tops, line) {
    var found = -1;
    tops.forEach(function (top, index) { if (top <= line) { found = index; } });
    return found;
  }

  /* Marks in the contents where one is; on a narrow page a choice folds the contents up again. */
  function Contents(root) {
    var links = Array.prototype.slice.call(root.querySelectorAll("a")), last = null, asked = false;
    var fold = document.getElementById("__toc"), frame = root.closest(".md-sidebar__scrollwrap");
    var heads = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    root.addEventListener("click", function (event) { if (event.target.closest("a")) { fold.checked = false; } });
    function look() {
      asked = false;
      var at = links[current(heads.map(function (head) { return head ? head.getBoundingClientRect().top : Infinity; }), 120)];
      if (at === last) { return; }
      if (last) { last.classList.remove("md-nav__link--active"); last.removeAttribute("aria-current"); }
      last = at || null;
      if (!last) { return; }
      last.classList.add("md-nav__link--active");
      last.setAttribute("aria-current", "location");
      if (frame && frame.scrollHeight > frame.clientHeight) { frame.scrollTop = last.offsetTop - frame.clientHeight / 2; }
    }
    if (!frame || !frame.offsetHeight || !window.matchMedia("(min-width: 60em)").matches) { return; }
    window.addEventListener("scroll", function () {
      if (!asked) { asked = true; window.requestAnimationFrame(look); }
    }, { passive: true });
  }

  function each(selector, Part) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), function (root) {
      try { new Part(root); } catch (error) { if (window.console) { window.console.error(error); } }
    });
  }

  each(".qz-size", Size);
  each(".qz-scheme", Scheme);
  each(".md-header label[for=__drawer]", Menu);
  each(".md-nav--primary .md-nav .md-nav__title", Back);
  each(".md-nav--secondary > .md-nav__list", Contents);
})();
