"""Opens pages in headless Chromium: they play, seek by click and key, keep to themselves, and fit screens and paper.

    check_page.py PAGE SONG [--index INDEX] [--pictures DIR]

PAGE is a page of write.html with beats, sections, wave and probabilities; SONG is its song; INDEX is a page of
write.index. Needs Chromium and the package playwright, which drives it. Pictures are for looking at.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import sync_playwright

WIDE, NARROW = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}


class Faults(list):
    def check(self, holds, fault):
        if not holds:
            self.append(fault)


def position(page):
    return float(page.get_attribute("#strip", "aria-valuenow"))


def until(page, condition, seconds=15):
    """Waits for a condition; the page's policy forbids the driver to wait within the page."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        if time.monotonic() > deadline:
            raise TimeoutError(f"in {seconds} s it did not come to {condition}")
        page.wait_for_timeout(20)


def open_page(browser, url, faults, missing=(), **options):
    """A page in a context of its own; what it says on the console or asks for beyond its own files is a fault."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(15000)

    def complain(message):
        # Chromium itself reports a linked file that is missing.
        if message.type in ("error", "warning") and not any(name in (message.location or {}).get("url", "") for name in missing):
            faults.append(f"console: {message.text}")

    def ask(request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            faults.append(f"asked the network for {request.url}")

    page.on("console", complain)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", ask)
    page.goto(url)
    return page


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def check_playing(page, faults):
    until(page, "document.getElementById('audio').readyState > 0")
    seconds = float(page.get_attribute("#strip", "data-seconds"))
    faults.check(abs(page.evaluate("document.getElementById('audio').duration") - seconds) < 0.2, "another song's length")
    page.keyboard.press("Space")
    until(page, "Number(document.getElementById('strip').getAttribute('aria-valuenow')) > 0.6")
    faults.check(page.inner_text("#play") == "Pause", "the button does not say Pause while the song plays")
    faults.check(page.evaluate("!document.getElementById('audio').paused"), "the song itself does not play")
    page.keyboard.press("Space")
    faults.check(page.evaluate("document.getElementById('audio').paused"), "space does not pause")
    stopped = position(page)
    page.wait_for_timeout(300)
    faults.check(position(page) == stopped, "the playhead moves on after a pause")


def check_seeking(page, faults):
    seconds = float(page.get_attribute("#strip", "data-seconds"))
    starts = page.eval_on_selector_all("#table tbody tr", "rows => rows.map(row => Number(row.dataset.start))")
    page.keyboard.press("End")
    faults.check(abs(position(page) - seconds) < 0.002, "End does not go to the end")
    page.keyboard.press("Home")
    faults.check(position(page) == 0, "Home does not go to the start")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    faults.check(abs(position(page) - min(1, seconds)) < 0.002, "the arrows do not move by a second")
    page.keyboard.press("Home")
    for index in range(1, min(4, len(starts))):
        page.keyboard.press("ArrowDown")
        faults.check(abs(position(page) - starts[index]) < 0.002, f"the down arrow does not go to shot {index + 1}")
        first = page.inner_text("#table tbody tr.current .timecode")
        faults.check(page.inner_text("#timecode") == first, f"the timecode of shot {index + 1} is not that of the list")
    page.keyboard.press("ArrowUp")
    faults.check(abs(position(page) - starts[max(min(3, len(starts) - 1) - 1, 0)]) < 0.002, "the up arrow does not go back")
    box = page.locator("#strip").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    faults.check(abs(position(page) - seconds / 4) < seconds / 200, "a click on the lanes does not seek")
    last = page.locator("#table tbody .seek").last
    last.click()
    faults.check(abs(position(page) - starts[-1]) < 0.002, "a click on a timecode does not seek")
    faults.check(abs(page.evaluate("document.getElementById('audio').currentTime") - starts[-1]) < 0.1, "the song stays behind")
    faults.check(last.evaluate("button => button.closest('tr').className.includes('current')"), "the row is not marked")
    width = page.locator("#strip").bounding_box()["width"]
    page.click("#wide")
    faults.check(abs(page.locator("#strip").bounding_box()["width"] / width - 2) < 0.05, "zooming does not widen the lanes")
    page.click("#narrow")


def check_access(page, faults):
    page.keyboard.press("Home")
    page.focus("#strip")
    outline = page.eval_on_selector("#strip", "strip => getComputedStyle(strip).outlineStyle")
    faults.check(outline != "none", "the focused lanes have no outline")
    faults.check(page.get_attribute("#strip", "aria-valuetext").startswith("0:00, shot 1 of"), "the position is not told")
    nameless = page.eval_on_selector_all(
        "button, input", "nodes => nodes.filter(n => !n.textContent.trim() && !n.ariaLabel && !n.labels?.length).length")
    faults.check(nameless == 0, f"{nameless} controls have no name")


def check_song(browser, page_path, song, pictures, faults):
    # Where it was written, the page finds the song.
    found = open_page(browser, page_path.as_uri(), faults, viewport=WIDE)
    check_playing(found, faults)
    faults.check(found.is_hidden("#chooser"), "a song is asked for that was found")
    with tempfile.TemporaryDirectory() as folder:
        # So deep that no way up leads out of the folder.
        copy = Path(folder, *"abcdefghijkl", page_path.name)
        copy.parent.mkdir(parents=True)
        shutil.copy(page_path, copy)
        page = open_page(browser, copy.as_uri(), faults, [song.name], viewport=WIDE)
        link = unquote(page.get_attribute("#audio", "src"))
        page.wait_for_selector("#chooser.wanted")
        page.click("#play")
        until(page, "Number(document.getElementById('strip').getAttribute('aria-valuenow')) > 0.3")
        page.click("#play")
        page.set_input_files("#file", song)
        check_playing(page, faults)
        place = (copy.parent / link).resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(song, place)

        page = open_page(browser, copy.as_uri(), faults, viewport=WIDE)
        check_playing(page, faults)
        check_seeking(page, faults)
        check_access(page, faults)
        page.evaluate("document.querySelectorAll('#table .seek')[3 % document.querySelectorAll('#table .seek').length].click()")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        for name, viewport in [("wide", WIDE), ("narrow", NARROW)]:
            page.set_viewport_size(viewport)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(250)
                faults.check(not overflows(page), f"the page is wider than {viewport['width']} px")
                page.screenshot(path=pictures / f"page-{name}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light", media="print")
        page.set_viewport_size({"width": 794, "height": 1123})
        page.screenshot(path=pictures / "page-print.png", full_page=True)
        page.pdf(path=pictures / "page.pdf", format="A4")
        faults.check(page.locator(".transport").is_hidden(), "the buttons are printed")


def check_index(browser, path, pictures, faults):
    page = open_page(browser, path.as_uri(), faults, viewport=WIDE)
    lengths = lambda: page.eval_on_selector_all(
        "#songs tbody tr", "rows => rows.map(row => Number(row.cells[1].dataset.value))")
    before = sorted(lengths())
    page.click("#songs th:nth-child(2) button")
    faults.check(lengths() == before, "the songs are not sorted by length")
    page.click("#songs th:nth-child(2) button")
    faults.check(lengths() == before[::-1], "a second press does not turn the order round")
    for link in page.eval_on_selector_all("#songs a", "links => links.map(link => link.href)"):
        target = Path(unquote(link.removeprefix("file://")))
        faults.check(target.exists(), f"the link to {target.name} leads nowhere")
    for name, viewport in [("wide", WIDE), ("narrow", NARROW)]:
        page.set_viewport_size(viewport)
        faults.check(not overflows(page), f"the index is wider than {viewport['width']} px")
        page.screenshot(path=pictures / f"index-{name}.png", full_page=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("song", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    pictures = options.pictures or Path(tempfile.mkdtemp())
    pictures.mkdir(parents=True, exist_ok=True)
    faults = Faults()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
        check_song(browser, options.page.resolve(), options.song.resolve(), pictures, faults)
        if options.index:
            check_index(browser, options.index.resolve(), pictures, faults)
        browser.close()
    for fault in faults:
        print(f"FAIL {options.page.name}: {fault}")
    if not faults:
        print(f"ok   {options.page.name}: plays, seeks, fits; pictures are in {pictures}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
