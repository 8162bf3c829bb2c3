/* Letters, ground and tongue as they were chosen, before anything is painted. ES5. */
(function () {
  var chosen = /(?:^|; )chu=([1-4])\.(tu|sang|toi|nang)(?:\.([a-z]{2,3}))?(?:;|$)/.exec(document.cookie);
  if (!chosen) { return; }
  document.documentElement.className = "co" + chosen[1] + " " + chosen[2] + (chosen[3] ? " tg" : "");
  if (chosen[3]) { document.styleSheets[0].insertRule("html.tg .noi[data-tieng=" + chosen[3] + "]{display:flex}", 0); }
}());
