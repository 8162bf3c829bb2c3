/* Letters and ground as they were chosen, before anything is painted. ES5. */
(function () {
  var chosen = /(?:^|; )chu=([1-4])\.(tu|sang|toi|nang)(?:;|$)/.exec(document.cookie);
  if (chosen) { document.documentElement.className = "co" + chosen[1] + " " + chosen[2]; }
}());
