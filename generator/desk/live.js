/* Reloads the page when the site was built anew and shows what is wrong in the
   files. It is served with the preview only. All text goes in as text. */
(function () {
  'use strict';
  var version = '{version}';
  var closed = sessionStorage.getItem('tassei-closed');
  var own = document.body.getAttribute('data-tassei') === 'problems';

  function add(parent, tag, className, text) {
    var e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  function style() {
    if (document.querySelector('link[href="/-/live.css"]')) { return; }
    var link = add(document.head, 'link');
    link.rel = 'stylesheet';
    link.href = '/-/live.css';
  }

  function draw(news) {
    var old = document.getElementById('tassei-live');
    if (old) { old.remove(); }
    if (!news.heading || own || closed === news.heading) { return; }
    style();
    var box = document.createElement('aside');
    box.id = 'tassei-live';
    box.dir = 'ltr'; // of the words, also beside a page that runs from right to left
    box.className = news.errors ? 'error' : 'warning';
    box.setAttribute('role', news.errors ? 'alert' : 'status');
    var head = add(box, 'p', 'head');
    add(head, 'b', '', news.heading);
    var link = add(head, 'a', '', news.more);
    link.href = '/-/problems';
    var button = add(head, 'button', '', news.close);
    button.type = 'button';
    button.addEventListener('click', function () {
      closed = news.heading;
      sessionStorage.setItem('tassei-closed', closed);
      box.remove();
    });
    if (news.problems.length) {
      var list = add(box, 'ol');
      news.problems.forEach(function (p) {
        var item = add(list, 'li', p.severity);
        add(add(item, 'p'), 'b', '', p.message);
        var place = add(item, 'p', 'place');
        add(place, 'code', '', p.place);
        place.appendChild(document.createTextNode(' ' + p.code));
        if (p.before || p.at || p.after) {
          var pre = add(item, 'pre');
          add(pre, 'span', 'no', String(p.line));
          pre.appendChild(document.createTextNode(' ' + p.before));
          if (p.at) { add(pre, 'mark', '', p.at); }
          pre.appendChild(document.createTextNode(p.after));
        }
        if (p.hint) { add(item, 'p', '', p.hint); }
        if (p.edit) { add(add(item, 'p'), 'a', '', news.edit).href = p.edit; }
      });
    }
    document.body.insertBefore(box, document.body.firstChild);
  }

  var last = '';
  function hear(event) {
    var news = JSON.parse(event.data);
    if (news.version !== version || own && last && last !== event.data) {
      source.close();
      location.reload();
      return;
    }
    last = event.data;
    draw(news);
  }

  /* A browser keeps no more than six lines to one server open, and each page that
     listens holds one of them: a seventh tab would wait for ever. So a page listens
     while it is seen, and is told how things stand when it is seen again. */
  var source = null;
  function listen() {
    if (document.hidden) {
      deaf();
    } else if (!source) {
      source = new EventSource('/-/events');
      source.onmessage = hear;
    }
  }
  function deaf() {
    if (source) { source.close(); }
    source = null;
  }
  listen();
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', deaf);
  window.addEventListener('pageshow', function (event) { if (event.persisted) { location.reload(); } });
})();
