/* Where the reader was, kept in this phone alone: at most 20 books; and forms that leave no step behind.
   ES5, for Chrome 49. */
(function () {
  var KEY = "doc", MOST = 20, sending, BLOCKS = "p,li,h1,h2,h3,h4,tr,img", d = document, list;
  function load() {
    try { list = JSON.parse(localStorage.getItem(KEY)) || []; } catch (e) { list = []; }
    list = (list instanceof Array ? list : []).filter(function (one) {
      return one && /^\/[\w\/-]+$/.test(one.a) && /^\d+$/.test(one.p);
    });
  }
  function save() {
    try { localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST))); } catch (e) { return; }
  }
  /* From one page to the next, in this window alone: heard once. */
  function tell(name, value) {
    try { sessionStorage.setItem(name, value); } catch (e) { return; }
  }
  function hear(name) {
    var value;
    try { value = sessionStorage.getItem(name); sessionStorage.removeItem(name); } catch (e) { value = ""; }
    return value || "";
  }
  function kept(path) { return list.filter(function (one) { return one.a === path; })[0]; }
  function forget(path) { list = list.filter(function (one) { return one.a !== path; }); }
  function place(one) { return "#" + (one.o ? encodeURIComponent(one.o) : ":doc"); }
  /* Turned over from the part beside it, as the page itself knows; a step back in the history turns nothing. */
  function turned(path) {
    var cut = path.lastIndexOf("/") + 1, from = d.referrer.split(/[?#]/)[0].split(location.origin + path.slice(0, cut))[1];
    return Math.abs(from - path.slice(cut)) === 1 && performance.navigation.type < 2;
  }
  function each(some, act) { Array.prototype.forEach.call(some, act); }

  function read(main) {
    var path = main.getAttribute("data-sach"), part = main.getAttribute("data-phan"), here = location.pathname;
    var blocks = main.querySelectorAll("article " + BLOCKS.replace(/,/g, ",article ")), ids = main.querySelectorAll("article [id]");
    var old = kept(path), wentOn = hear("di") === here || turned(here), same = old && old.p === part && location.hash === place(old);
    var said = hear("chu").split(" "), to = said[0] === here ? said[1] : same ? old.b : -1;
    var free = !old || wentOn || same, touched, start, rest, block, timer;
    function above(some) {
      for (var i = 0; i < some.length && some[i].getBoundingClientRect().top < 80;) { i++; }
      return i - 1;
    }
    function keep() {
      var at = above(ids);
      load();
      forget(path);
      list.unshift({
        a: path, p: part, o: at < 0 ? "" : ids[at].id, b: above(blocks),
        t: main.getAttribute("data-ten"), n: main.getAttribute("data-ten-phan")
      });
      save();
    }
    function back() {
      if (!touched && blocks[to]) { scrollTo(0, blocks[to].getBoundingClientRect().top + pageYOffset - 60); }
    }
    function settle() {
      if (start === undefined) { start = rest = pageYOffset; block = above(blocks); }
    }
    function screens(from) { return Math.abs(pageYOffset - from) / innerHeight; }
    /* A look into another part leaves the place; going on to the next part, or reading on, takes it along. */
    function moved() {
      if (start === undefined || d.querySelector(".thanh details[open]")) { return; }
      rest = pageYOffset;
      block = above(blocks);
      free = free || screens(start) > 0.7;
      if (free) { keep(); }
    }
    if (!old || wentOn) { keep(); }
    back();
    each(["touchstart", "wheel", "keydown"], function (name) { addEventListener(name, function () { touched = true; }); });
    addEventListener("load", function () { back(); setTimeout(settle, 300); });
    setTimeout(settle, 3000);
    /* Who flies to a bar at the end of the page does not read there; who stays does. */
    addEventListener("scroll", function () {
      clearTimeout(timer);
      timer = setTimeout(moved, screens(rest) > 1.5 ? 5000 : 500);
    });
    addEventListener("pagehide", function () { if (screens(rest) <= 1.5) { moved(); } });
    d.addEventListener("submit", function () { tell("chu", here + " " + block); });
  }

  function goOn(link, one, root) {
    link.href = root + one.a + "/" + one.p + place(one);
    each(link.querySelectorAll("b"), function (title) { title.textContent = one.t; });
    link.querySelector("small").textContent = one.n;
  }
  /* A record: "go on" comes first, "read" becomes "from the start". */
  function offer(box) {
    var path = box.getAttribute("data-sach"), one = kept(path), link = box.querySelector("[data-tiep]");
    var first = box.querySelector("[data-dau]"), words = first.querySelector("span"), button = box.querySelector("button");
    function turn() {
      var other = first.getAttribute("data-dau");
      first.setAttribute("data-dau", words.textContent);
      words.textContent = other;
      first.className = link.hidden ? "btn p" : "btn";
      link.hidden = button.hidden = !link.hidden;
    }
    if (!one) { return; }
    goOn(link, one, box.getAttribute("data-goc"));
    turn();
    button.onclick = function () { load(); forget(path); save(); turn(); first.focus(); };
  }
  /* The start: the last three. */
  function show(box) {
    var row = box.querySelector("li");
    list.slice(0, 3).forEach(function (one) {
      var copy = row.cloneNode(true);
      goOn(copy.querySelector("a"), one, box.getAttribute("data-goc"));
      row.parentNode.insertBefore(copy, row);
    });
    row.parentNode.removeChild(row);
    box.hidden = !list.length;
    box.querySelector("button").onclick = function () { list = []; save(); box.hidden = true; };
  }

  /* A page's picture that did not come is asked for again: the box has many to draw. */
  each(d.querySelectorAll(".khung-anh img"), function (image) {
    var times = 6;
    image.onerror = function () {
      if (times) { times -= 1; setTimeout(function () { image.src += ""; }, 5000); }
    };
    if (image.complete && !image.naturalWidth) { image.onerror(); }
  });

  /* A form is sent without leaving the page: a choice leads to the page anew in its own place, a letter that lacks
     something stands there again, and the way back knows none of it. */
  d.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || d.activeElement, request, field;
    if (form.className === "f den") {
      tell("di", form.getAttribute("action").replace(/den$/, +form.querySelector("[name=trang]").value));
    }
    if (form.method !== "post" || event.defaultPrevented) { return; }
    event.preventDefault();
    if (sending) { return; }
    sending = true;
    if (button && button.type === "submit" && button.name) {
      field = d.createElement("input");
      field.type = "hidden";
      field.name = button.name;
      field.value = button.value;
      form.appendChild(field);
    }
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Tusach", "1");
    request.onload = function () {
      var way = request.getResponseHeader("Location"), first;
      sending = false;
      if (way) { return location[form.querySelector("[name=ve]") ? "replace" : "assign"](way); }
      d.body.innerHTML = new DOMParser().parseFromString(request.responseText, "text/html").body.innerHTML;
      scrollTo(0, 0);
      first = d.querySelector("[autofocus]");
      if (first) { first.focus(); }
    };
    request.onerror = function () { form.submit(); };
    request.send(new FormData(form));
  });

  var main = d.querySelector("main[data-sach]"), box = d.querySelector("section[data-goc]");
  load();
  if (main) { read(main); }
  if (box) { (box.hasAttribute("data-sach") ? offer : show)(box); }
}());
