// What a script adds to pages that are complete without it: the filter of a
// list, the search, charts as PNG, and what is closed opened on paper. No framework; works from a folder as well as a server.
(function () {
  "use strict";
  // The page for lost links is shown at any depth: where this file was found, the site is.
  var lost = document.querySelector("[data-root]");
  if (lost) {
    var root = new URL(lost.dataset.root, document.currentScript.src);
    document.querySelectorAll("a[href], [data-search]").forEach(function (el) {
      var name = el.hasAttribute("href") ? "href" : "data-search", to = el.getAttribute(name);
      if (to[0] !== "#") el.setAttribute(name, new URL(to, root).href);
    });
    lost.removeAttribute("data-root");
  }
  // Letters of Arabic with signs as they are typed without them, and digits.
  var bare = "آاأاإاٱاؤوئيىيیيةهۀهکك";
  var fold = function (s) {
    return s.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 96);
    }).replace(/[\u0591-\u06f9\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, function (c) {
      var at = bare.indexOf(c), n = c.charCodeAt(0);
      return at >= 0 && at % 2 === 0 ? bare[at + 1] : /[٠-٩۰-۹]/.test(c) ? String(n % 16) : /[\p{Mn}\u0640\u200c-\u2069]/u.test(c) ? "" : c;
    }).replace(/[−‐‑–]/g, "-").replace(/(\d),(?=\d{3})/g, "$1");
  };
  var say = function (el, n) {
    var key = n === 0 ? "countNone" : n === 1 ? "countOne" : "countOther";
    el.textContent = el.dataset[key].replace("{n}", n);
  };
  var save = function (blob, name) {
    var a = document.createElement("a");
    a.href = URL.createObjectURL(blob);
    a.download = name;
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
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
          (!p.get("is") || d.is.split(" ").indexOf(p.get("is")) >= 0) &&
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
      if (!first || p.toString()) {
        say(status, n);
        // What it is filtered by, for whoever is sent the address.
        var by = Array.prototype.filter.call(filter.elements, function (e) { return e.name && e.value; }).map(function (e) {
          return e.closest("label").firstChild.textContent.trim() + ": " + (e.options ? e.options[e.selectedIndex].text : e.value);
        });
        if (by.length) status.append(" – " + by.join(" / "));
      } else status.textContent = "";
      table.classList.toggle("sorted", !!sort);
      if (!first) keep(p);
    };
    filter.hidden = false;
    fill(filter);
    show(true);
    // A shared filter opens at its list.
    if (params(filter).toString()) table.closest("section").scrollIntoView();
    // The rows that are shown, as a file. A text that a spreadsheet would take for a formula gets a mark before it.
    var cell = function (s) {
      s = s.replace(/\s+/g, " ").trim();
      if (/^[=+@\t]/.test(s) || /^[-−](?![\d.,]+$)/.test(s)) s = "'" + s;
      return '"' + s.replace(/"/g, '""') + '"';
    };
    var words = function (el) {
      if (!el) return "";
      var copy = el.cloneNode(true);
      copy.querySelectorAll("svg, .cell-label, .visually-hidden, .strut").forEach(function (e) { e.remove(); });
      return copy.textContent;
    };
    var csv = filter.querySelector("[data-csv]");
    csv.addEventListener("click", function () {
      var heads = Array.prototype.map.call(table.tHead.rows[0].cells, words).slice(0, 5);
      var lines = [heads.map(cell).join(",")];
      table.querySelectorAll(".row:not([hidden])").forEach(function (tr) {
        lines.push(Array.prototype.filter.call(tr.cells, function (c) { return !c.classList.contains("c-lane"); }).map(function (c) {
          return cell(words(c)) + new Array(c.colSpan).join(',""');
        }).join(","));
      });
      save(new Blob(["\uFEFF" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }), csv.dataset.csv);
    });
    filter.addEventListener("input", function () { show(false); });
    filter.addEventListener("submit", function (e) { e.preventDefault(); });
    filter.addEventListener("reset", function () { setTimeout(function () { show(false); }); });
    addEventListener("hashchange", function () { filter.reset(); fill(filter); show(true); });
  }

  // A chart as PNG, for programs that take no SVG: the reader's browser draws it from its file, in which title, caveats,
  // source and address stand. No browser does that for a page that lies in a folder.
  if (location.protocol !== "file:") document.querySelectorAll('.links a[href$=".svg"]').forEach(function (a) {
    var button = document.createElement("button");
    button.type = "button";
    button.dataset.png = "";
    button.textContent = "PNG";
    button.setAttribute("aria-label", a.textContent.replace("SVG", "PNG"));
    a.after(" ", button);
    button.addEventListener("click", function () {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = 2 * image.naturalWidth; // sharp on paper, too
        canvas.height = 2 * image.naturalHeight;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) { save(blob, a.pathname.replace(/.*\/|svg$/g, "") + "png"); });
      };
      image.src = a.href;
    });
  });

  // A search takes candidates from the index and looks each up in the page's own words, so that what is found stands
  // there. Japanese is found by pairs, other languages by words and, from three letters on, their beginnings.
  var KANA = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー]", LETTER = "(?:(?!" + KANA + ")[\\p{L}\\p{M}])";
  var runs = new RegExp(KANA + "+|\\p{N}+|" + LETTER + "+", "gu");
  var whole = new RegExp("\\p{sc=Han}+|[\\p{sc=Katakana}ー]+|\\p{N}+(?:\\.\\p{N}+)?|" + LETTER + "+", "gu");
  var letter = new RegExp("^" + LETTER, "u"), digit = /^\p{N}/u, kana = new RegExp("^" + KANA, "u");
  // What a character is: 1 a letter, 2 a digit, 0 anything else. A search asks it of the same few a hundred thousand times.
  var kinds = { "": 0 };
  var kind = function (c) {
    var k = kinds[c];
    return k === undefined ? (kinds[c] = letter.test(c) ? 1 : digit.test(c) ? 2 : 0) : k;
  };
  var terms = function (q) {
    return fold(q).split(/[\s、。,「」"“”]+/).filter(function (t, i, all) { return t.match(runs) && all.indexOf(t) === i; });
  };
  // The parts of a sentence, for when it stands nowhere as it is typed.
  var parts = function (q) {
    return (q.normalize("NFKC").toLowerCase().match(whole) || []).filter(function (w) { return w.length > 1; }).map(fold);
  };
  // mark sets each page that has a gram: the index writes their differences, in base 36.
  var mark = function (gram, pages) {
    var s = tasseiIndex.grams[gram], at = 0, step = 0;
    if (typeof s !== "string") return;
    for (var i = 0; i <= s.length; i++) {
      var c = s.charCodeAt(i);
      if (c >= 97) step = step * 36 + c - 87;
      else if (c >= 48) step = step * 36 + c - 48;
      else {
        pages[at += step] = 1;
        step = 0;
      }
    }
  };
  var allGrams, grams = function () { return allGrams || (allGrams = Object.keys(tasseiIndex.grams)); };
  // candidates are the pages that have every gram of every term.
  var candidates = function (list) {
    var fits = new Uint8Array(tasseiIndex.pages.length).fill(1);
    var need = function (some) {
      var pages = new Uint8Array(fits.length);
      some.forEach(function (g) { mark(g, pages); });
      for (var n = 0; n < fits.length; n++) fits[n] &= pages[n];
    };
    list.forEach(function (term) {
      term.match(runs).forEach(function (run, i, all) {
        var c = Array.from(run);
        if (!kana.test(run)) need(letter.test(run) && c.length > 2 && i === all.length - 1 ? grams().filter(function (g) { return g.startsWith(run); }) : [run]);
        else if (c.length === 1) need(grams().filter(function (g) { return g.indexOf(run) >= 0; }));
        else for (var j = 0; j + 1 < c.length; j++) need([c[j] + c[j + 1]]);
      });
    });
    var found = [];
    for (var n = 0; n < fits.length; n++) if (fits[n]) found.push(n);
    return found;
  };
  // Arabic writes the article in one with its word, and and, in, as or for before it.
  var article = /(^|[^\p{L}\p{M}])([وفبك]?ال|لل)$/u;
  // How well a folded text has a term: 0 not, 1 as the beginning of a word or number, 2 whole.
  var stands = function (text, term) {
    var at = text.indexOf(term);
    if (at < 0) return 0;
    var best = 0, first = kind(term[0]), last = kind(term[term.length - 1]), short = first === 1 && term.length < 3;
    for (; at >= 0 && best < 2; at = text.indexOf(term, at + 1)) {
      var end = at + term.length, before = text[at - 1] || "", after = text[end] || "";
      if (first && kind(before) === first && !article.test(text.slice(Math.max(0, at - 4), at)) || first === 2 && before === "." && kind(text[at - 2] || "") === 2) continue;
      if (last === 2 && kind(after) === 2) continue;
      var more = last === 1 && kind(after) === 1 || last === 2 && after === "." && kind(text[end + 1] || "") === 2;
      if (!more) best = 2;
      else if (!short) best = 1;
    }
    return best;
  };
  // entire says whether a term is a whole line, or the whole between two dots, of a folded text.
  var entire = function (text, term) {
    for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      var end = at + term.length;
      if ((at === 0 || text[at - 1] === "\n" || text.endsWith(" · ", at)) && (end === text.length || text[end] === "\n" || text.startsWith(" · ", end))) return true;
    }
    return false;
  };
  // Each field of a page: what it counts. The title first, then what the page is called, what is found, the text.
  var weigh = [100, 80, 30, 5, 4];
  var texts = {};
  window.tasseiTexts = function (first, list) { list.forEach(function (t, i) { texts[first + i] = t; }); };
  var names = function (n) {
    var p = tasseiIndex.pages[n];
    return p.folded || (p.folded = [p[1], p[3], p[4]].map(fold));
  };
  var fields = function (n) {
    var of = names(n), t = texts[n];
    if (!t) return of;
    if (!t.folded) {
      var f = t.map(fold);
      t.folded = [of[0], of[1] + "\n" + f[0], of[2] + "\n" + f[1], f[2], f[3]];
    }
    return t.folded;
  };
  // While nobody types, the grams are listed and a few names at a time folded.
  var prepare = function (n) {
    grams();
    for (var end = Math.min(n + 60, tasseiIndex.pages.length); n < end; n++) names(n);
    if (n < tasseiIndex.pages.length) setTimeout(prepare, 10, n);
  };
  var score = function (n, list, q) {
    var f = fields(n), sum = 0, named = 0;
    for (var i = 0; i < list.length; i++) {
      var best = 0;
      for (var j = 0; j < f.length; j++) {
        var how = stands(f[j], list[i]);
        if (how && j === 0) named += list[i].length;
        var worth = how && weigh[j] * (how === 2 ? 1 : 0.6) + (j < 3 && entire(f[j], list[i]) ? 60 : 0);
        if (worth > best) best = worth;
      }
      if (!best) return 0;
      sum += best;
    }
    if (list.length > 1) f.forEach(function (s, j) { if (s.indexOf(q) >= 0) sum += weigh[j]; });
    return sum / list.length + 40 * Math.min(1, named / f[0].length);
  };
  // Texts lie in a few files; a search through more than this many would make a phone wait.
  var manyFiles = 12;
  // load brings the texts of pages, and has each file's pages weighed as it comes, so that a phone never works long at once.
  var load = function (list, weighed, soon, done) {
    var files = tasseiIndex.texts.map(function (file, i, all) {
      var end = i + 1 < all.length ? all[i + 1][0] : Infinity;
      return { src: file[1], there: !!texts[file[0]], pages: list.filter(function (n) { return n >= file[0] && n < end; }) };
    }).filter(function (file) { return file.pages.length; });
    var wanted = files.slice(0, manyFiles).filter(function (file) { return !file.there; }), left = wanted.length;
    var tell = function () { done(files.length > manyFiles); };
    weighed(list);
    if (!left) return tell();
    soon();
    wanted.forEach(function (file) {
      var s = document.createElement("script");
      s.onload = s.onerror = function () {
        weighed(file.pages);
        if (!--left) tell();
      };
      s.src = file.src;
      document.head.append(s);
    });
  };
  // find hands on the pages that have every term, the best first, with the terms that were looked for. Where texts must come
  // first, soon is given those pages that have the terms in what is known of them before: their names and results.
  window.tasseiFind = function (q, done, soon) {
    var look = function (list, others) {
      var pages = candidates(list), phrase = fold(q).trim(), scores = new Float64Array(tasseiIndex.pages.length);
      var hits = function () {
        return pages.filter(function (n) { return scores[n]; }).sort(function (a, b) { return scores[b] - scores[a] || a - b; });
      };
      load(pages, function (some) {
        some.forEach(function (n) { scores[n] = score(n, list, phrase); });
      }, function () {
        var first = soon ? hits() : [];
        if (first.length) soon(first, list);
      }, function (cut) {
        var all = hits(), apart = !all.length && others ? parts(q) : [];
        if (apart.length && apart.join() !== list.join()) look(apart, false);
        else done(all, list, cut);
      });
    };
    var list = terms(q);
    if (list.length) look(list, /[\u3041-\u3096]/.test(fold(q)));
    else done(null, list);
  };
  // folded is fold of one character. Nearly all are of these kinds.
  var folded = function (c) {
    var code = c.length === 1 ? c.charCodeAt(0) : 0;
    if (code >= 0x4e00 && code <= 0x9fff || code >= 0x3041 && code <= 0x3096 || code >= 0x20 && code < 0x41 || code >= 0x5b && code < 0x7f) return c;
    return code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 96) : fold(c);
  };
  // marked writes a text with the terms in it marked; from a long text, the line and the words around the first of them.
  var marked = function (el, text, list, long) {
    var map = [], out = "";
    (text.match(/[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu) || []).reduce(function (at, c) {
      var f = c === "," && /\d$/.test(out) && /^,\d{3}/.test(text.slice(at, at + 4)) ? "" : folded(c);
      for (var i = 0; i < f.length; i++) map.push(at);
      out += f;
      return at + c.length;
    }, 0);
    map.push(text.length);
    var spans = [];
    list.forEach(function (t) {
      for (var at = out.indexOf(t); at >= 0; at = out.indexOf(t, at + t.length)) {
        if (stands(out.slice(Math.max(0, at - 2), at + t.length + 2), t)) spans.push([map[at], map[at + t.length]]);
      }
    });
    spans.sort(function (a, b) { return a[0] - b[0]; });
    var from = 0, to = text.length;
    if (long) {
      var hit = spans.length ? spans[0][0] : 0;
      from = Math.max(text.lastIndexOf("\n", hit) + 1, hit - 40);
      to = text.indexOf("\n", hit);
      to = Math.min(to < 0 ? text.length : to, from + 160);
      if (from > 0 && text[from - 1] !== "\n") el.append("…");
    }
    spans.concat([[to, to]]).forEach(function (s) {
      if (s[0] < from || s[0] > to) return;
      el.append(text.slice(from, s[0]));
      from = Math.min(Math.max(from, s[1]), to);
      if (s[1] > s[0]) {
        var m = document.createElement("mark");
        m.textContent = text.slice(s[0], from);
        el.append(m);
      }
    });
    if (long && to < text.length && text[to] !== "\n") el.append("…");
  };

  var search = document.querySelector("form[data-search]");
  if (search && search.dataset.search) {
    search.hidden = false;
    search.addEventListener("submit", function (e) {
      e.preventDefault();
      location.href = search.dataset.search + "#" + params(search);
    });
  } else if (search) {
    var list = document.querySelector("[data-results]"), count = document.querySelector(".search-count"), begin = document.querySelector("[data-begin]");
    var further = document.querySelector("[data-more]"), asked = 0, atOnce = 30, atFirst = 8;
    var element = function (tag, name, lang) {
      var el = document.createElement(tag);
      if (name) el.className = name;
      if (lang) {
        el.lang = lang;
        el.dir = "auto";
      }
      return el;
    };
    var result = function (n, words) {
      var p = tasseiIndex.pages[n], t = texts[n] || ["", "", "", ""], li = element("li"), a = element("a", "", p[2]), line = element("p", "found-line");
      a.href = p[0];
      marked(a, p[1], words);
      if (p[3]) { var where = element("span", "found-where"); marked(where, p[3], words); line.append(where, " "); }
      if (p[4]) marked(line, p[4], words);
      // The field that has the most of the words which cannot be seen yet; where there are none, the finding.
      var best = 1, most = 0, seen = fold(p[1] + "\n" + p[3] + "\n" + p[4]);
      var unseen = words.filter(function (w) { return !stands(seen, w); });
      [1, 2, 3].forEach(function (i) {
        var n = unseen.filter(function (w) { return stands(fold(t[i]), w); }).length;
        if (n > most) { most = n; best = i; }
      });
      var text = element("p", "found-text", best === 3 && tasseiIndex.foreign);
      marked(text, t[best], unseen.length ? unseen : words, true);
      li.append(a, line, text);
      return li;
    };
    var answer = function (first) {
      var p = params(search), mine = ++asked;
      if (!first) setTimeout(keep, 0, p);
      var write = function (hits, words, cut, more) {
        if (mine !== asked) return; // something else has been typed meanwhile
        var shown = 0, show = function (upTo) {
          hits.slice(shown, upTo).forEach(function (n) { list.append(result(n, words)); });
          shown = upTo;
          further.hidden = shown >= hits.length;
        };
        list.textContent = "";
        list.removeAttribute("aria-busy");
        further.hidden = true;
        begin.hidden = !!(hits && hits.length);
        if (!hits) { count.textContent = ""; return; }
        if (more) count.textContent = "";
        else say(count, hits.length);
        if (cut) count.append(" " + count.dataset.countCut);
        further.onclick = function () { show(shown + atOnce); };
        show(atFirst); // as many as a screen holds; the others when it is drawn
        list.setAttribute("aria-busy", "true");
        if (!more) setTimeout(function () {
          if (mine !== asked) return;
          if (shown === atFirst) show(atOnce);
          list.removeAttribute("aria-busy");
        });
      };
      tasseiFind(p.get("q") || "", write, function (hits, words) { write(hits, words, false, true); });
    };
    search.hidden = false;
    document.querySelector(".no-script").hidden = true;
    fill(search);
    var begun = function () { answer(true); prepare(0); };
    if (window.tasseiIndex) begun(); else addEventListener("load", begun);
    search.addEventListener("input", function () { answer(false); });
    search.addEventListener("submit", function (e) { e.preventDefault(); });
    addEventListener("hashchange", function () { search.reset(); fill(search); answer(true); });
  }

  // Browsers whose style sheets cannot open what is closed have it opened while they print.
  var closed = [];
  addEventListener("beforeprint", function () {
    closed = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (d) { d.open = true; });
  });
  addEventListener("afterprint", function () { closed.forEach(function (d) { d.open = false; }); });
})();
