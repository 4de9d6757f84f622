/* Judges what is typed while it is typed. Without it the form works as a plain form. */
(function () {
  'use strict';
  var form = document.getElementById('form');
  var refused = document.getElementById('refused');
  if (refused) { refused.focus(); }
  if (!form) { return; }
  var dirty = !!refused, sending = false, round = 0, timer;

  function add(parent, tag, className, text) {
    var e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  function note(list, n) {
    var item = add(list, 'li', n.severity);
    add(item, 'b', '', n.word);
    item.appendChild(document.createTextNode(' ' + n.message));
    if (n.excerpt) { item.appendChild(document.createTextNode(' ')); add(item, 'code', '', n.excerpt); }
    if (n.hint) { add(item, 'span', 'hint', n.hint); }
    item.appendChild(document.createTextNode(' '));
    add(item, 'small', '', n.code);
  }

  function draw(v) {
    document.getElementById('result').textContent = v.result;
    var heading = document.getElementById('heading');
    if (heading.textContent !== v.heading) { heading.textContent = v.heading; }
    var list = document.getElementById('problems');
    list.textContent = '';
    document.querySelectorAll('.notes').forEach(function (e) { e.textContent = ''; });
    document.querySelectorAll('[aria-invalid]').forEach(function (e) { e.removeAttribute('aria-invalid'); });
    v.notes.forEach(function (n) {
      var item = add(list, 'li', n.severity);
      var control = n.field && document.getElementById('f-' + n.field);
      if (control && control.closest('details')) { control.closest('details').open = true; }
      if (control) {
        add(item, 'a', '', n.label).href = '#f-' + n.field;
        item.appendChild(document.createTextNode(' '));
        note(document.getElementById('n-' + n.field), n);
        if (n.severity === 'error') { control.setAttribute('aria-invalid', 'true'); }
      }
      item.appendChild(document.createTextNode(n.message));
    });
    Object.keys(v.previews || {}).forEach(function (tag) {
      var box = document.getElementById('p-' + tag);
      if (box) { box.innerHTML = v.previews[tag]; }
    });
    var changes = document.getElementById('changes');
    changes.textContent = '';
    v.changes.forEach(function (text) { add(changes, 'pre', '', text); });
  }

  function check() {
    var own = ++round;
    var body = new URLSearchParams(new FormData(form));
    body.delete('was');
    fetch(form.dataset.check, { method: 'POST', body: body })
      .then(function (r) { if (!r.ok) { throw new Error(String(r.status)); } return r.json(); })
      .then(function (v) { if (own === round) { draw(v); document.body.dataset.checked = String(own); } })
      .catch(function () { if (own === round) { document.getElementById('heading').textContent = form.dataset.offline; } });
  }

  /* What is typed is kept in this tab until it is saved: a page that is closed, or a program that is stopped, loses nothing. */
  var place = 'tassei-edit ' + location.pathname;
  function said() {
    var all = {};
    new FormData(form).forEach(function (value, name) { if (name !== 'token' && name !== 'was') { all[name] = value; } });
    return all;
  }
  function keep() {
    try { sessionStorage.setItem(place, JSON.stringify({ was: form.elements.was.value, now: said() })); } catch (e) { /* full: it stays on the page */ }
  }
  function later() {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(function () { keep(); check(); }, 150);
  }
  function differs(a, b) { return (a || '').replace(/\s+$/, '') !== (b || '').replace(/\r\n/g, '\n').replace(/\s+$/, ''); }

  /* bring puts what was kept back into its fields, and tells the server from what it was made: so it can see what others changed since. */
  function bring(kept) {
    var shown = JSON.parse(kept.was), was = JSON.parse(form.elements.was.value);
    form.querySelectorAll('[name]').forEach(function (e) {
      if (e.type === 'hidden' || !(e.name in shown)) { return; }
      if (e.type === 'checkbox') {
        if ((shown[e.name] === 'true') !== (e.name in kept.now)) { e.checked = e.name in kept.now; }
      } else if (differs(shown[e.name], kept.now[e.name])) {
        e.value = kept.now[e.name];
        was[e.name] = shown[e.name];
        if (e.closest('details')) { e.closest('details').open = true; }
      }
    });
    form.elements.was.value = JSON.stringify(was);
    later();
  }
  function offer(kept) {
    var box = document.createElement('div');
    box.className = 'box warning';
    box.setAttribute('role', 'status');
    box.id = 'kept';
    add(box, 'p', '', form.dataset.kept);
    [['bring', function () { bring(kept); }], ['drop', function () { sessionStorage.removeItem(place); }]].forEach(function (way) {
      var button = add(box, 'button', '', form.dataset[way[0]]);
      button.type = 'button';
      button.addEventListener('click', function () { way[1](); box.remove(); form.querySelector('[name]:not([type=hidden])').focus(); });
      box.appendChild(document.createTextNode(' '));
    });
    document.querySelector('header').appendChild(box);
  }
  var kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(place)); } catch (e) { kept = null; }
  if (location.search === '?saved') { sessionStorage.removeItem(place); } else if (refused) { keep(); } else if (kept) { offer(kept); }

  form.addEventListener('input', later);
  form.addEventListener('submit', function () { sending = true; keep(); });
  document.addEventListener('keydown', function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's' && form.querySelector('[type=submit]')) { event.preventDefault(); form.requestSubmit(); }
  });
  window.addEventListener('beforeunload', function (event) { if (dirty && !sending) { event.preventDefault(); } });
})();
