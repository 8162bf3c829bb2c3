/* The player: goes on where one stopped, seeks at once, leads to the next part. The place is kept in this phone alone,
   in the list of doc.js. ES5, for Chrome 49. */
(function () {
  var KEY = "doc", MOST = 20, d = document, media = d.querySelector("audio[data-sach],video[data-sach]");
  var path = data("sach"), part = data("phan"), next = data("sau"), button = d.getElementById(":quen");
  var hash = /^#t(\d+)$/.exec(location.hash), list, kept, to, last = 0, played;
  function data(name) { return media.getAttribute("data-" + name); }
  /* The list without this record. */
  function load(look) {
    try { list = JSON.parse(localStorage.getItem(KEY)) || []; } catch (e) { list = 0; }
    list = (list instanceof Array ? list : []).filter(function (one) {
      if (one && look) { look(one); }
      return one && one.a !== path;
    });
  }
  function save() {
    try { localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST))); } catch (e) { return; }
  }
  function clock(seconds) {
    var s = seconds % 60, m = Math.floor(seconds / 60) % 60, h = Math.floor(seconds / 3600);
    return (h ? h + ":" + (m < 10 ? "0" : "") : "") + m + ":" + (s < 10 ? "0" : "") + s;
  }
  function keep(number, name, seconds) {
    load();
    list.unshift({ a: path, p: number, o: "t" + seconds, b: -1, t: data("ten"), n: name + (seconds ? (name && " · ") + clock(seconds) : "") });
    save();
  }
  function forget() { load(); save(); }
  function seek() {
    if (to === undefined || !media.readyState) { return; }
    media.currentTime = to;
    to = undefined;
  }
  function play() {
    var going = media.play();
    if (going) { going.then(null, function () { return; }); }
  }
  function go(seconds) { to = seconds; seek(); }
  function tell(name) {
    [":loi", ":dut", ":song"].forEach(function (one) { d.getElementById(one).hidden = one !== name; });
  }

  media.addEventListener("loadedmetadata", function () {
    if (!hash && to > media.duration - 10) { to = undefined; }
    seek();
  });
  media.addEventListener("playing", function () { played = true; });
  media.addEventListener("timeupdate", function () {
    var now = Math.floor(media.currentTime);
    if (played && now > 4 && (Math.abs(now - last) > 4 || media.paused)) { last = now; keep(part, data("ten-phan"), now); }
  });
  media.addEventListener("ended", function () {
    if (!next) { return forget(); }
    keep("" + (+part + 1), data("ten-sau"), 0);
    try { sessionStorage.setItem("phat", "1"); } catch (e) { to = 0; }
    location.assign(next);
  });
  /* Never played: the phone cannot. Played, and now the radio is gone (2) or the file is broken here. */
  function failed() {
    var code = media.error.code;
    if (code > 1) { tell(code === 2 ? ":song" : played ? ":dut" : ":loi"); }
  }
  media.addEventListener("error", failed);
  if (media.error) { failed(); }
  Array.prototype.forEach.call(d.querySelectorAll("a[data-tu]"), function (link) {
    link.onclick = function () { go(+link.getAttribute("data-tu")); play(); return false; };
  });
  button.onclick = function () { forget(); go(0); button.hidden = true; media.focus(); };

  load(function (one) { if (one.a === path && one.p === part) { kept = one; } });
  to = hash || (kept && media.src.indexOf("#") < 0 && /^t(\d+)$/.exec(kept.o));
  to = to ? +to[1] : undefined;
  button.hidden = !(kept && to);
  seek();
  try {
    if (sessionStorage.getItem("phat")) { sessionStorage.removeItem("phat"); play(); }
  } catch (e) { return; }
}());
