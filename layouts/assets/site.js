// What a script adds to pages that are complete without it: the filter of a
// list and the search. No framework; works from a folder as well as a server.
(function () {
  "use strict";
  var fold = function (s) {
    return s.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 96);
    });
  };
  var words = function (s) { return fold(s).split(/[^\p{L}\p{N}ー]+/u).filter(Boolean); };
  var say = function (el, n) {
    var key = n === 0 ? "countNone" : n === 1 ? "countOne" : "countOther";
    el.textContent = el.dataset[key].replace("{n}", n);
  };
  var state = function () { return new URLSearchParams(location.hash.slice(1)); };
  var keep = function (params) {
    var s = params.toString();
    history.replaceState(null, "", s ? "#" + s : location.pathname + location.search);
  };
  var fill = function (form) {
    var params = state();
    Array.prototype.forEach.call(form.elements, function (e) {
      if (e.name && params.has(e.name)) e.value = params.get(e.name);
    });
  };
  var params = function (form) {
    var p = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (e) {
      if (e.name && e.value) p.set(e.name, e.value);
    });
    return p;
  };

  var filter = document.querySelector("form[data-filter]");
  if (filter) {
    var table = document.querySelector(".list");
    var bodies = Array.prototype.slice.call(table.tBodies);
    var rows = Array.prototype.map.call(table.querySelectorAll(".row"), function (tr, i) {
      return { tr: tr, home: tr.parentNode, at: i, text: fold(tr.textContent + " " + tr.dataset.words), rate: parseFloat(tr.dataset.rate) };
    });
    var flat = document.createElement("tbody");
    var show = function (first) {
      var p = params(filter), q = fold(p.get("q") || "").split(/\s+/).filter(Boolean), n = 0, sort = p.get("sort");
      rows.forEach(function (r) {
        var d = r.tr.dataset;
        var fits = q.every(function (w) { return r.text.indexOf(w) >= 0; }) &&
          (!p.get("band") || d.band === p.get("band")) &&
          (!p.get("against") || d.against === p.get("against")) &&
          (!p.get("sheet") || d.sheet === p.get("sheet")) &&
          (!p.get("section") || d.sections.split(" ").indexOf(p.get("section")) >= 0);
        r.tr.hidden = !fits;
        if (fits) n++;
      });
      var order = rows.slice();
      if (sort) {
        order.sort(function (a, b) {
          var x = isNaN(a.rate), y = isNaN(b.rate);
          if (x || y) return x - y || a.at - b.at;
          return (sort === "low" ? a.rate - b.rate : b.rate - a.rate) || a.at - b.at;
        });
        table.appendChild(flat);
      } else if (flat.parentNode) table.removeChild(flat);
      order.forEach(function (r) { (sort ? flat : r.home).appendChild(r.tr); });
      bodies.forEach(function (b) { b.hidden = !!sort || !b.querySelector(".row:not([hidden])"); });
      var status = filter.querySelector("[role=status]");
      if (!first || p.toString()) say(status, n); else status.textContent = "";
      table.classList.toggle("sorted", !!sort);
      if (!first) keep(p);
    };
    filter.hidden = false;
    fill(filter);
    show(true);
    // A shared filter opens at its list.
    if (params(filter).toString()) filter.scrollIntoView();
    filter.addEventListener("input", function () { show(false); });
    filter.addEventListener("submit", function (e) { e.preventDefault(); });
    filter.addEventListener("reset", function () { setTimeout(function () { show(false); }); });
    addEventListener("hashchange", function () { filter.reset(); fill(filter); show(true); });
  }

  var search = document.querySelector("form[data-search]");
  if (search) {
    var list = document.querySelector("[data-results]"), count = document.querySelector(".search-count");
    // The places of a pair: differences in base 36.
    var places = function (pair) {
      var s = window.tasseiIndex.pairs[pair], at = 0;
      return s === undefined ? [] : s.split(" ").map(function (d) { return (at += parseInt(d, 36)); });
    };
    var find = function (q) {
      var sets = [];
      words(q).forEach(function (w) {
        var c = Array.from(w);
        if (c.length === 1) {
          var all = {};
          Object.keys(window.tasseiIndex.pairs).forEach(function (p) {
            if (p.indexOf(w) >= 0) places(p).forEach(function (n) { all[n] = 1; });
          });
          sets.push(Object.keys(all).map(Number));
        }
        for (var i = 0; i + 1 < c.length; i++) sets.push(places(c[i] + c[i + 1]));
      });
      if (!sets.length) return null;
      return sets.reduce(function (a, b) { return a.filter(function (n) { return b.indexOf(n) >= 0; }); });
    };
    var answer = function (first) {
      var p = params(search), hits = window.tasseiIndex ? find(p.get("q") || "") : null;
      list.textContent = "";
      (hits || []).sort(function (a, b) { return a - b; }).forEach(function (n) {
        var page = window.tasseiIndex.pages[n], li = document.createElement("li"), a = document.createElement("a"), where = document.createElement("small");
        a.href = page[0]; a.textContent = page[1]; where.textContent = page[2];
        if (page[3]) a.lang = page[3];
        li.append(a, where);
        list.append(li);
      });
      if (hits) say(count, hits.length); else count.textContent = "";
      if (!first) keep(p);
    };
    search.hidden = false;
    document.querySelector(".no-script").hidden = true;
    fill(search);
    if (window.tasseiIndex) answer(true); else addEventListener("load", function () { answer(true); });
    search.addEventListener("input", function () { answer(false); });
    search.addEventListener("submit", function (e) { e.preventDefault(); });
  }
})();
