"use strict";
// The shots stand in the page as JSON. A person sets types and moves cuts; the table is saved as a file, and what was changed since
// the page was written is kept by the browser.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const pictures = [...$("pictures").children].map((image) => image.src);
  const video = $("video"), screen = video.parentElement;
  const unknown = "?", byHand = "by hand", doubt = 0.5;
  const seconds = (frame) => frame * data.denominator / data.numerator;
  const frameAt = (time) => Math.floor(time * data.numerator / data.denominator + 1e-6);
  const keptAs = "songboard labels " + data.hash, savedFrom = "songboard saved from " + data.hash;

  let shots = data.shots.map((shot, index) => ({ ...shot, picture: index, written: shot.type }));
  const original = JSON.stringify(shots);
  let undone = [];           // the states before each change
  let saved = original;      // what the person has a file of
  let current = 0;           // the shot that keys change
  let byDoubt = true;        // the order of the cards
  let order = [];            // places of shots as they are shown
  let until = null;          // where playing stops

  const isSet = (shot) => shot.why === byHand;
  // How unsure the worst of a shot is: its type, or the cut that it starts with. What a person set is sure; a cut of `null` is one
  // of which nothing is known.
  const sureness = (shot) => Math.min(isSet(shot) ? 1 : shot.confidence, shot.in === 0 ? 1 : shot.cut ?? 1);
  const isDoubtfulCut = (shot) => shot.in > 0 && (shot.cut ?? 1) < 0.7;
  const clock = (time) => Math.floor(time / 60) + ":" + (time % 60).toFixed(2).padStart(5, "0");

  function arrange() {
    order = shots.map((_, place) => place);
    if (byDoubt) order.sort((a, b) => sureness(shots[a]) - sureness(shots[b]) || a - b);
  }

  function card(shot, place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "shot";
    button.dataset.place = place;
    button.setAttribute("role", "listitem");
    const picture = document.createElement(pictures[shot.picture] ? "img" : "div");
    if (pictures[shot.picture]) { picture.src = pictures[shot.picture]; picture.alt = ""; picture.loading = "lazy"; }
    else picture.className = "none";
    button.append(picture);
    const line = document.createElement("div");
    line.className = "line";
    const chip = document.createElement("span");
    const time = document.createElement("span");
    const sure = document.createElement("span");
    chip.className = "chip t" + data.types.indexOf(shot.type);
    chip.textContent = shot.type;
    time.textContent = clock(seconds(shot.in));
    sure.className = "sure";
    sure.textContent = isSet(shot) ? "set" : Math.round(100 * shot.confidence) + " %";
    line.append(chip, time, sure);
    const meter = document.createElement("div");
    meter.className = "meter";
    meter.append(document.createElement("i"));
    meter.firstChild.style.width = (isSet(shot) ? 100 : 100 * shot.confidence) + "%";
    button.append(line, meter);
    button.classList.toggle("doubt", !isSet(shot) && shot.confidence < doubt);
    button.classList.toggle("set", isSet(shot));
    if (isDoubtfulCut(shot)) {
      const mark = document.createElement("span");
      mark.className = "mark";
      mark.textContent = "cut? x deletes";
      button.append(mark);
    }
    button.setAttribute("aria-label", `Shot ${place + 1}, ${shot.type}, ${sure.textContent}, at ${time.textContent}`);
    return button;
  }

  function draw() {
    $("shots").replaceChildren(...order.map((place) => card(shots[place], place)));
    facts();
    show();
  }

  function facts() {
    const set = shots.filter(isSet).length, unsure = shots.filter((shot) => sureness(shot) < doubt).length;
    $("facts").textContent = `${shots.length} shots · ${unsure} unsure · ${set} set by hand`
      + (isSaved() ? "" : " · not saved yet");
    $("agreement").textContent = agreement();
    $("save").classList.toggle("dirty", !isSaved());
    $("undo").disabled = undone.length === 0;
    $("order").textContent = byDoubt ? "Show in time" : "Show unsure first";
  }

  // How many of the types that a person set the faces told as the edges were, and tell with those fitted to them.
  function agreement() {
    const told = shots.filter((shot) => isSet(shot) && shot.type !== unknown && shot.told);
    if (told.length === 0) return "";
    const right = (which) => told.filter((shot) => shot.told[which] === shot.type).length;
    const fitted = shots.some((shot) => shot.told && shot.told[0] !== shot.told[1]);
    return `Of ${told.length} types by hand the faces told ${right(0)} right`
      + (fitted ? `, and ${right(1)} since the edges were fitted to your last table` : "");
  }

  const isSaved = () => JSON.stringify(shots) === saved;

  // The shot that keys change, in the viewer.
  function show(seeks = true) {
    const shot = shots[current];
    for (const card of $("shots").children) card.classList.toggle("current", Number(card.dataset.place) === current);
    const length = seconds(shot.out - shot.in);
    $("number").textContent = `Shot ${current + 1} of ${shots.length} · ${clock(seconds(shot.in))} · ${length.toFixed(2)} s`;
    const next = !isSet(shot) && shot.next ? `; else ${shot.next}` : "";
    const cut = isDoubtfulCut(shot) ? " · the cut before it is unsure" : "";
    $("why").textContent = isSet(shot) ? (shot.type === unknown ? "nobody knows" : "set by hand") + cut : `${Math.round(100 * shot.confidence)} %: ${shot.why}${next}${cut}`;
    for (const button of document.querySelectorAll(".type")) button.classList.toggle("chosen", button.dataset.type === shot.type);
    screen.style.backgroundImage = pictures[shot.picture] ? `url("${pictures[shot.picture]}")` : "none";
    if (seeks && video.readyState > 0) { video.pause(); until = null; video.currentTime = seconds(shot.in + shot.out) / 2; }
  }

  function go(place) {
    current = Math.min(Math.max(place, 0), shots.length - 1);
    show();
    const card = document.querySelector(".shot.current");
    card?.scrollIntoView({ block: "nearest" });
    if (document.activeElement?.closest(".shot")) card?.focus();
  }

  const step = (by) => go(order[Math.min(Math.max(order.indexOf(current) + by, 0), order.length - 1)]);

  function change(body) {
    const before = JSON.stringify({ shots, current });
    body();
    if (JSON.stringify({ shots, current }) !== before) undone.push(before);
    keep();
    saveAgain();
  }

  // What was saved is kept too, with the shots that it was made from: this page does not have it when it is opened again.
  function keep() {
    const state = JSON.stringify(shots);
    try {
      if (state === original) localStorage.removeItem(keptAs); else localStorage.setItem(keptAs, state);
      if (isSaved()) localStorage.setItem(savedFrom, original); else localStorage.removeItem(savedFrom);
    } catch { /* a browser that keeps nothing */ }
  }

  function setType(type) {
    const shot = shots[current];
    // Who sets a type has looked at the cut before the shot, and left it.
    change(() => Object.assign(shot, { type, next: null, cut: 1, why: byHand, confidence: type === unknown ? 0 : 1 }));
    redraw(current);
    facts();
    // The order stays while a person works through it.
    step(1);
  }

  // The shot is right as it is: its type, and the cut before it.
  const confirm = () => setType(shots[current].type);

  // The cut before the shot is one, whatever the shot's type.
  function keepCut() {
    if (shots[current].in > 0) change(() => { shots[current].cut = 1; });
    redraw(current);
    facts();
    step(1);
  }

  function redraw(place) {
    const old = document.querySelector(`.shot[data-place="${place}"]`);
    old?.replaceWith(card(shots[place], place));
  }

  // A shot joins the one before it, which keeps its type: the longer one's, unless a person set one of them.
  function deleteCut() {
    if (current === 0) return;
    change(() => {
      const [first, second] = [shots[current - 1], shots[current]];
      const isSecond = isSet(second) && !isSet(first) || isSet(second) === isSet(first) && second.out - second.in > first.out - first.in;
      const joined = { ...(isSecond ? second : first), in: first.in, out: second.out, cut: first.cut };
      shots.splice(current - 1, 2, joined);
      current -= 1;
    });
    arrange();
    draw();
  }

  // A cut where the video stands, or in the middle of the shot where there is no video.
  function addCut() {
    const shot = shots[current];
    let frame = video.readyState > 0 ? frameAt(video.currentTime) : shot.in + Math.floor((shot.out - shot.in) / 2);
    if (frame <= shot.in || frame >= shot.out) frame = shot.in + Math.floor((shot.out - shot.in) / 2);
    if (frame <= shot.in || frame >= shot.out) return;
    change(() => {
      const second = { ...shot, in: frame, cut: 1 };
      shots.splice(current, 1, { ...shot, out: frame }, second);
    });
    arrange();
    draw();
  }

  function undo() {
    const state = undone.pop();
    if (!state) return;
    ({ shots, current } = JSON.parse(state));
    keep();
    saveAgain();
    arrange();
    draw();
  }

  function play() {
    if (video.readyState === 0) return;
    if (!video.paused) { video.pause(); return; }
    const shot = shots[current], time = video.currentTime;
    if (time < seconds(shot.in) || time > seconds(shot.out) - 0.05 || until === null) video.currentTime = seconds(shot.in) + 0.001;
    until = seconds(shot.out);
    video.play().catch(missing);
  }

  function watch() {
    if (until !== null && video.currentTime >= until - 0.02) { video.pause(); until = null; }
    if (!video.paused) requestAnimationFrame(watch);
  }

  // Whatever `write.labels` would write of the same shots.
  function table() {
    const field = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const rows = shots.map((shot) => [
      seconds(shot.in).toFixed(3), seconds(shot.out).toFixed(3), shot.type, shot.confidence.toFixed(2),
      String(shot.faces), shot.ratio > 0 ? shot.ratio.toFixed(3) : "", field(shot.why), shot.cut?.toFixed(2) ?? "",
      shot.written ?? "",
    ].join(","));
    return ["start,end,type,confidence,faces,ratio,why,cut,told", ...rows].map((row) => row + "\r\n").join("");
  }

  let handle = null;         // the file that a browser lets the page write to
  let written = null;        // when the page last wrote to it
  let writing = Promise.resolve();

  const timeOf = async (place) => (await place.getFile()).lastModified;

  // One after the other, so that what was changed last is what stays.
  const save = () => { writing = writing.then(() => write(true)); };
  // Once there is a file, each change is in it at once.
  const saveAgain = () => { if (handle) writing = writing.then(() => write(false)); };

  async function write(isAsked) {
    const state = JSON.stringify(shots), text = table(), suggestedName = data.name + ".shots.csv";
    try {
      // What another program has written there meanwhile is replaced only if a person names the file again.
      if (handle && await timeOf(handle) !== written) handle = null;
      if (isAsked && window.showSaveFilePicker)
        handle ??= await showSaveFilePicker({ suggestedName, types: [{ description: "Table of shots", accept: { "text/csv": [".csv"] } }] });
      const file = await handle.createWritable();
      await file.write(text);
      await file.close();
      written = await timeOf(handle);
    } catch (error) {
      if (error?.name === "AbortError") return;
      handle = null;
      if (!isAsked) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = suggestedName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }
    saved = state;
    keep();
    facts();
  }

  function missing() { $("chooser").hidden = false; }
  video.addEventListener("error", missing);
  video.addEventListener("loadedmetadata", () => { $("chooser").hidden = true; show(); });
  video.addEventListener("play", watch);
  if (video.error) missing();
  $("file").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (file) video.src = URL.createObjectURL(file);
  });

  $("shots").addEventListener("click", (event) => {
    const card = event.target.closest(".shot");
    if (card) go(Number(card.dataset.place));
  });
  // Keys are for the shot that a person has come to, by Tab too.
  $("shots").addEventListener("focusin", (event) => {
    const card = event.target.closest(".shot");
    if (card && Number(card.dataset.place) !== current) go(Number(card.dataset.place));
  });
  document.querySelector(".types").addEventListener("click", (event) => {
    const button = event.target.closest(".type");
    if (button) setType(button.dataset.type);
  });
  $("undo").addEventListener("click", undo);
  $("save").addEventListener("click", save);
  $("order").addEventListener("click", () => { byDoubt = !byDoubt; arrange(); draw(); go(current); });
  addEventListener("beforeunload", (event) => { if (!isSaved()) event.preventDefault(); });

  const keys = {
    " ": play, x: deleteCut, c: addCut, k: keepCut, u: undo, s: save, 0: () => setType(unknown), Enter: confirm,
    ArrowLeft: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => go(current - 1), ArrowDown: () => go(current + 1),
  };
  data.types.forEach((type, place) => { if (type !== unknown && place < 9) keys[place + 1] = () => setType(type); });
  document.addEventListener("keydown", (event) => {
    const key = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    if (event.key === "Enter" && event.target.closest(".tools, .types")) return;
    event.preventDefault();
    key();
  });

  // What was changed before the page was left. A page that songboard has written since has what was saved.
  try {
    const kept = localStorage.getItem(keptAs), start = localStorage.getItem(savedFrom);
    if (kept && kept !== original && (start ?? original) === original) {
      shots = JSON.parse(kept);
      if (start) saved = kept;
      undone.push(JSON.stringify({ shots: JSON.parse(original), current: 0 }));
    }
  } catch { /* a browser that keeps nothing */ }
  arrange();
  current = order[0];
  draw();
})();
