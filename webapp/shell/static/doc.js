/* Where the reader was, kept in this phone alone: at most 20 books. ES5, for Chrome 49. */
(function () {
  var KEY = "doc", MOST = 20, d = document, list, timer;
  function load() {
    try { list = JSON.parse(localStorage.getItem(KEY)) || []; } catch (e) { list = []; }
    if (!(list instanceof Array)) { list = []; }
  }
  function save() {
    try { localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST))); } catch (e) { timer = 0; }
  }
  function place(main) {
    var all = main.querySelectorAll("article [id]"), found = "", i;
    for (i = 0; i < all.length && all[i].getBoundingClientRect().top < 80; i++) { found = all[i].id; }
    return found;
  }
  function keep(main) {
    var one = {
      a: main.getAttribute("data-sach"), p: main.getAttribute("data-phan"), o: place(main),
      t: main.getAttribute("data-ten"), n: main.getAttribute("data-ten-phan")
    };
    load();
    list = list.filter(function (other) { return other && other.a !== one.a; });
    list.unshift(one);
    save();
  }
  function show(box) {
    var row = box.querySelector("li"), only = box.getAttribute("data-sach"), root = box.getAttribute("data-goc"), shown = 0;
    list.forEach(function (one) {
      var copy, link;
      if (!one || !/^\/[\w\/-]+$/.test(one.a) || !/^\d+$/.test(one.p) || only && one.a !== only || shown > 2) { return; }
      copy = row.cloneNode(true);
      link = copy.querySelector("a");
      link.href = root + one.a + "/" + one.p + (one.o ? "#" + encodeURIComponent(one.o) : "");
      copy.querySelector("b").textContent = one.t;
      copy.querySelector("small").textContent = one.n;
      row.parentNode.insertBefore(copy, row);
      shown++;
    });
    row.parentNode.removeChild(row);
    box.hidden = !shown;
    box.querySelector("button").onclick = function () {
      list = only ? list.filter(function (one) { return one.a !== only; }) : [];
      save();
      box.hidden = true;
    };
  }
  var main = d.querySelector("main[data-sach]"), box = d.querySelector("section[data-goc]");
  load();
  if (box) { show(box); }
  if (main) {
    keep(main);
    addEventListener("scroll", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { keep(main); }, 500);
    });
  }
}());
