"use strict";
// The page shows all without this script. With it the song plays, the playhead moves, and keys and clicks seek.
(() => {
  const $ = (id) => document.getElementById(id);
  const strip = $("strip"), scroll = $("scroll"), playhead = $("playhead"), play = $("play");
  const seconds = Number(strip.dataset.seconds);
  const rows = [...$("table").tBodies[0].rows];
  const shots = rows.map((row, index) => ({
    start: Number(row.dataset.start), row, block: strip.querySelectorAll(".shots > div")[index],
    type: row.querySelector(".chip").textContent, reason: row.querySelector(".reason").textContent,
    look: row.className,
  }));
  // The name of a marked shot may be wider than the shot: in the song's second half it reaches to the left.
  for (const { start, block } of shots) block.classList.toggle("late", start > seconds / 2);
  const audio = $("audio");
  let hasSound = false;      // the song can be played
  let time = 0;              // seconds
  let clock = null;          // while a page without sound plays: when it was at 0, in milliseconds
  let shown = -1;            // the shot under the playhead
  let zoom = 1;

  // Timecode, by SMPTE ST 12-1.
  const timing = $("transport").dataset;
  const [numerator, denominator] = timing.rate.split(" ").map(Number);
  const nominal = Number(timing.nominal), dropped = Number(timing.drop), first = Number(timing.start);
  const two = (number) => String(number).padStart(2, "0");
  function timecode(seconds) {
    // A little more than the time, as a frame's start may miss its frame by a double's last digit.
    let frame = first + Math.floor(seconds * numerator / denominator + 1e-6);
    const tenMinutes = 600 * nominal - 9 * dropped;
    const rest = frame % tenMinutes;
    const begun = Math.max(0, Math.floor((rest - dropped) / (60 * nominal - dropped)));
    frame += dropped * (9 * Math.floor(frame / tenMinutes) + begun);
    const whole = Math.floor(frame / nominal);
    return [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60].map(two).join(":")
      + (dropped > 0 ? ";" : ":") + two(frame % nominal);
  }
  const minutes = (seconds) => Math.floor(seconds / 60) + ":" + two(Math.floor(seconds % 60));

  // The last shot that has started.
  function shotAt(time) {
    let low = 0, high = shots.length;
    while (high - low > 1) {
      const middle = low + high >> 1;
      if (shots[middle].start <= time + 1e-6) low = middle; else high = middle;
    }
    return low;
  }

  function show() {
    playhead.style.left = 100 * time / seconds + "%";
    $("timecode").textContent = timecode(time);
    const index = shotAt(time), shot = shots[index];
    strip.setAttribute("aria-valuenow", time.toFixed(3));
    strip.setAttribute("aria-valuetext", `${minutes(time)}, shot ${index + 1} of ${shots.length}, ${shot.type}`);
    if (index === shown) return;
    if (shown >= 0) for (const part of [shots[shown].row, shots[shown].block]) part.classList.remove("current");
    for (const part of [shot.row, shot.block]) part.classList.add("current");
    shown = index;
    $("viewer").className = "viewer " + shot.look;
    $("viewer-type").textContent = shot.type;
    $("viewer-number").textContent = index + 1;
    $("reason").textContent = shot.reason;
  }

  function follow() {
    const x = time / seconds * scroll.scrollWidth;
    const margin = scroll.clientWidth / 8;
    if (x < scroll.scrollLeft || x > scroll.scrollLeft + scroll.clientWidth - margin) scroll.scrollLeft = x - margin;
  }

  function seek(to) {
    time = Math.min(Math.max(to, 0), seconds);
    if (hasSound) audio.currentTime = time;
    if (clock !== null) clock = performance.now() - 1000 * time;
    show();
    follow();
  }

  const isPlaying = () => clock !== null || (hasSound && !audio.paused);

  function tick(now) {
    if (!isPlaying()) return;
    time = Math.min(clock === null ? audio.currentTime : (now - clock) / 1000, seconds);
    if (clock !== null && time >= seconds) stop();
    show();
    follow();
    requestAnimationFrame(tick);
  }

  function start() {
    if (time >= seconds - 0.01) seek(0);
    // A song that cannot be played leaves the page to its own clock.
    if (hasSound) audio.play().catch((error) => { if (error.name !== "AbortError") { soundMissing(); start(); } });
    else clock = performance.now() - 1000 * time;
    label();
    requestAnimationFrame(tick);
  }

  function stop() {
    clock = null;
    if (hasSound) audio.pause();
    label();
  }

  function label() { play.textContent = isPlaying() ? "Pause" : "Play"; }
  const toggle = () => isPlaying() ? stop() : start();

  function step(by) {
    // Back from within a shot goes to its start first.
    const index = shotAt(time);
    const back = by < 0 && time > shots[index].start + 0.5 ? index : index + by;
    seek(back < shots.length ? shots[Math.max(back, 0)].start : seconds);
  }

  function magnify(by) {
    zoom = Math.min(Math.max(zoom * by, 1), 256);
    strip.style.width = 100 * zoom + "%";
    scroll.scrollLeft = time / seconds * scroll.scrollWidth - scroll.clientWidth / 2;
  }

  function soundFound() {
    hasSound = true;
    audio.currentTime = time;
    // A page that played by its own clock goes on with the song.
    if (clock !== null) { clock = null; start(); }
    // Who has chosen a file may have chosen the wrong one.
    $("chooser").hidden = !audio.src.startsWith("blob:");
    $("chooser").classList.remove("wanted");
    $("chooser-text").textContent = "Choose another file";
  }

  function soundMissing() {
    hasSound = false;
    label();
    $("chooser").hidden = false;
    $("chooser").classList.add("wanted");
    $("chooser-text").textContent = audio.src.startsWith("data:") ? "This browser cannot play the song: choose another file"
      : "The song is not beside this page: choose it";
  }

  audio.addEventListener("loadedmetadata", soundFound);
  audio.addEventListener("error", soundMissing);
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, label);
  // It may have been quicker than this script.
  if (audio.readyState > 0) soundFound();
  else if (audio.error) soundMissing();

  $("file").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (!file) return;
    stop();
    hasSound = false;
    if (audio.src.startsWith("blob:")) URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(file);
  });

  const timeAt = (event) => {
    const box = strip.getBoundingClientRect();
    return (event.clientX - box.left) / box.width * seconds;
  };
  strip.addEventListener("click", (event) => seek(timeAt(event)));
  strip.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && event.buttons === 1) seek(timeAt(event));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-seek]");
    if (button) seek(Number(button.dataset.seek));
  });
  play.addEventListener("click", toggle);
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("narrow").addEventListener("click", () => magnify(1 / 2));
  $("wide").addEventListener("click", () => magnify(2));

  const keys = {
    " ": toggle,
    ArrowLeft: () => seek(time - 1), ArrowRight: () => seek(time + 1),
    ArrowUp: () => step(-1), ArrowDown: () => step(1),
    Home: () => seek(0), End: () => seek(seconds),
    "+": () => magnify(2), "-": () => magnify(1 / 2),
  };
  document.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    // A focused button takes the space bar for itself.
    if (event.key === " " && event.target.closest("button, input")) return;
    event.preventDefault();
    key();
  });

  show();
})();
