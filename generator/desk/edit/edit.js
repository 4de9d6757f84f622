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
    fetch(form.dataset.check, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      .then(function (r) { if (!r.ok) { throw new Error(String(r.status)); } return r.json(); })
      .then(function (v) { if (own === round) { draw(v); document.body.dataset.checked = String(own); } })
      .catch(function () { if (own === round) { document.getElementById('heading').textContent = form.dataset.offline; } });
  }

  form.addEventListener('input', function () {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(check, 150);
  });
  form.addEventListener('submit', function () { sending = true; });
  window.addEventListener('beforeunload', function (event) { if (dirty && !sending) { event.preventDefault(); } });
})();
