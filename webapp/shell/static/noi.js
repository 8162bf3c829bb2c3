/* What has a speaker is heard in its place; touched again, it stops. Where it cannot be played, the link opens it. ES5,
   for Chrome 49. */
(function () {
  var d = document, sound, on;
  function stop() {
    if (on) { on.removeAttribute("aria-pressed"); }
    if (sound) { sound.onerror = sound.onended = null; sound.pause(); }
    sound = on = null;
  }
  function start(link) {
    on = link;
    sound = new Audio(link.href);
    sound.onended = stop;
    sound.onerror = function () { stop(); location.href = link.href; };
    link.setAttribute("aria-pressed", "true");
    sound.play();
  }
  d.addEventListener("click", function (event) {
    var link = event.target, before = on;
    while (link && !(link.getAttribute && link.getAttribute("data-nghe"))) { link = link.parentNode; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    stop();
    if (link !== before) { start(link); }
  });
  addEventListener("pagehide", stop);
  var chosen = /(?:^|; )chu=[1-4]\.[a-z]+\.([a-z]{2,3})(?:;|$)/.exec(d.cookie);
  var button = chosen && d.querySelector("button[name=tieng][value=" + chosen[1] + "]");
  if (button) { button.setAttribute("aria-pressed", "true"); }
}());
