// What the pages do beyond being read: a time slider on the map, and a word
// when something new has arrived. Everything else works without this file.
"use strict";

(function middle() {
  const box = document.querySelector(".mapbox");
  if (!box) return;
  const here = box.querySelector(".here");
  const at = here ? here.getBoundingClientRect().left - box.getBoundingClientRect().left : box.scrollWidth * 0.46;
  box.scrollLeft = at - box.clientWidth / 2;
})();

(function slider() {
  const box = document.querySelector(".slider");
  if (!box || !box.dataset.first || box.dataset.first === box.dataset.last) return;
  const day = 86400000, first = Date.parse(box.dataset.first), last = Date.parse(box.dataset.last);
  const weeks = Math.ceil((last - first) / (7 * day)) + 1;
  const range = box.querySelector("input"), shown = box.querySelector("output"), play = box.querySelector("button");
  const signs = Array.from(document.querySelectorAll(".map .signs a"), (a) => ({
    a, days: a.dataset.days.split(" ").filter(Boolean).map((d) => d * day),
  }));
  const say = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const reach = 30 * day;
  range.max = weeks;
  range.value = weeks;
  function show() {
    const at = Number(range.value);
    if (at >= weeks) {
      shown.textContent = box.dataset.all;
      for (const s of signs) s.a.removeAttribute("hidden");
      return;
    }
    const to = first + (at + 1) * 7 * day, from = to - reach;
    shown.textContent = say.format(from) + " – " + say.format(to);
    for (const s of signs) s.a.toggleAttribute("hidden", !s.days.some((d) => d > from && d <= to));
    range.setAttribute("aria-valuetext", shown.textContent);
  }
  let timer = 0;
  function stop() { clearInterval(timer); timer = 0; play.setAttribute("aria-pressed", "false"); }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(range.value) >= weeks) range.value = 0;
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      range.value = Number(range.value) + 1;
      show();
      if (Number(range.value) >= weeks) stop();
    }, 250);
  });
  range.addEventListener("input", () => { stop(); show(); });
  show();
  box.hidden = false;
})();

(function live() {
  const note = document.querySelector("[data-live]");
  if (!note || !window.EventSource) return;
  const stream = new EventSource("/api/v1/events");
  stream.addEventListener("change", () => { note.hidden = false; stream.close(); });
  window.addEventListener("pagehide", () => stream.close());
})();
