"""The page of a video's labels in a browser: check_review.py PAGE TABLE [--pictures DIR]

PAGE and TABLE are what `labels-from-video` wrote of one video. Works through the page by keys as a person does, and sees that
the table that it saves is the one that was written but for what was changed. Needs Chromium and the package playwright.
"""

import argparse
import csv
import os
import re
import shutil
import sys
import tempfile

from playwright.sync_api import sync_playwright


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def saved(page, folder="/tmp"):
    # Without the dialog of files, which no script can answer, the page gives a download.
    with page.expect_download() as download:
        page.keyboard.press("s")
    return download.value.suggested_filename, rows(download.value.path())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page")
    parser.add_argument("table")
    parser.add_argument("--pictures")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    written = rows(options.table)
    address = "file://" + os.path.abspath(options.page)
    faults = []

    def expect(holds, what):
        print(("  holds: " if holds else "  FAILS: ") + what)
        if not holds:
            faults.append(what)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        context.add_init_script("delete window.showSaveFilePicker")
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.wait_for_selector(".shot.current")
        expect(page.locator(".shot").count() == len(written), f"a card for each of {len(written)} shots")
        expect(page.locator(".shot img").count() == len(written), "a picture for each shot")
        name, table = saved(page)
        expect(name == os.path.basename(options.table), f"the table is saved as {name}")
        expect(table == written, "what nobody changed is saved as it was written")

        current = "Number(document.querySelector('.shot.current').dataset.place)"
        first = page.evaluate(current)
        # What is unsure is judged first: the type, or the cut before it.
        page.keyboard.press("7")
        expect(page.evaluate(current) != first, "a key for a type goes on to the next shot")
        _, table = saved(page)
        expect(table[first]["type"] == "ADS" and table[first]["why"] == "by hand", "key 7 sets ADS, by hand")
        expect([row for place, row in enumerate(table) if place != first] == [row for place, row in enumerate(written) if place != first],
               "no other shot changes")
        page.evaluate("document.querySelector('.shot[data-place=\"2\"]').click()")
        page.keyboard.press("x")
        _, table = saved(page)
        expect(len(table) == len(written) - 1 and table[1]["start"] == written[1]["start"] and table[1]["end"] == written[2]["end"],
               "x deletes the cut before the shot")
        page.keyboard.press("u")
        page.evaluate("document.querySelector('.shot[data-place=\"1\"]').click()")
        page.keyboard.press("c")
        _, table = saved(page)
        inside = float(written[1]["start"]) < float(table[2]["start"]) < float(written[1]["end"])
        expect(len(table) == len(written) + 1 and inside and table[1]["end"] == table[2]["start"], "c cuts the shot")
        before, doubtful = len(table), "[...document.querySelectorAll('.shot')].filter((card) => card.querySelector('.mark')).length"
        marked = page.evaluate(doubtful)
        place = page.evaluate("Number(document.querySelector('.shot:has(.mark)')?.dataset.place ?? -1)")
        if place >= 0:
            page.evaluate(f"document.querySelector('.shot[data-place=\"{place}\"]').click()")
            page.keyboard.press("k")
            _, table = saved(page)
            expect(page.evaluate(doubtful) == marked - 1 and table[place]["cut"] == "1.00", "k keeps a cut, which is not asked about again")
        page.keyboard.press("Enter")
        _, table = saved(page)
        expect(len(table) == before and "types by hand the faces told" in page.inner_text("#agreement"), "the page tells the agreement")
        # Keys are for the card that a person has come to by Tab, and then for the one that arrows go to.
        focused = page.evaluate("Number([...document.querySelectorAll('.shot:not(.set):not(.current)')].at(-1).dataset.place)")
        page.evaluate(f"document.querySelector('.shot[data-place=\"{focused}\"]').focus()")
        others = [row for place, row in enumerate(saved(page)[1]) if place != focused]
        page.keyboard.press("Enter")
        _, table = saved(page)
        expect(table[focused]["why"] == "by hand" and [row for place, row in enumerate(table) if place != focused] == others,
               "Enter confirms the card that has the focus, and no other")
        page.evaluate("document.querySelector('.shot[data-place=\"1\"]').focus()")
        page.keyboard.press("ArrowDown")
        expect(page.evaluate(current) == 2 and page.evaluate("document.activeElement.dataset.place") == "2",
               "arrows take the focus along")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("k")
        kept = saved(page)[1]
        for place in (0, 2):
            page.evaluate(f"document.querySelector('.shot[data-place=\"{place}\"]').click()")
            page.keyboard.press("k")
        expect(saved(page)[1] == kept, "k changes no cut that is kept, and none before the first shot")
        changed = {"start": kept[1]["start"], "type": kept[1]["type"]}
        page.evaluate("document.querySelector('.shot[data-place=\"1\"]').click()")
        page.keyboard.press("7")
        page.evaluate("document.querySelector('.shot[data-place=\"2\"]').click()")
        page.keyboard.press("k")
        page.keyboard.press("u")
        _, table = saved(page)
        expect({name: table[1][name] for name in changed} == changed, "what changes nothing is no step to undo")
        page.evaluate("document.querySelector('.shot[data-place=\"1\"]').click()")
        page.keyboard.press("0")
        page.reload()
        page.wait_for_selector(".shot.current")
        expect(page.locator(".shot").count() == len(written) + 1, "what was not saved is there again")
        _, table = saved(page)
        expect(any(row["type"] == "?" for row in table), "0 says that nobody knows")
        page.reload()
        page.wait_for_selector(".shot.current")
        expect("not saved" not in page.inner_text("#facts") and saved(page)[1] == table, "what was saved is there again too")
        if options.pictures:
            page.screenshot(path=f"{options.pictures}/review.png")
            page.set_viewport_size({"width": 420, "height": 900})
            page.screenshot(path=f"{options.pictures}/review-narrow.png")
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size({"width": 1400, "height": 1000})
            page.screenshot(path=f"{options.pictures}/review-dark.png")
        # A browser that lets the page write to a file, as Chromium does once a person has named one.
        writer = browser.new_context().new_page()
        writer.add_init_script("""let texts = window.texts = [];
            window.time = 0;
            window.showSaveFilePicker = async () => ({ getFile: async () => ({ lastModified: time }), createWritable: async () =>
                ({ write: async (text) => { texts.push(text); time += 1; }, close: async () => {} }) });""")
        writer.goto(address)
        writer.wait_for_selector(".shot.current")
        writer.keyboard.press("7")
        expect(writer.evaluate("texts.length") == 0, "before a person has named a file, none is written")
        writer.keyboard.press("s")
        writer.wait_for_function("texts.length == 1")
        for count, key in enumerate("8ux", 2):
            writer.keyboard.press(key)
            writer.wait_for_timeout(100)
            expect(writer.evaluate("texts.length") == count and "not saved" not in writer.inner_text("#facts"),
                   f"what {key} does is in the file at once")
        writer.evaluate("time += 1")
        writer.keyboard.press("0")
        writer.wait_for_timeout(100)
        expect(writer.evaluate("texts.length") == 4 and "not saved" in writer.inner_text("#facts"),
               "what another program has written into the file is not replaced unasked")
        writer.keyboard.press("s")
        writer.wait_for_function("texts.length == 5")
        expect(",MIS," in writer.evaluate("texts[1]") and ",MIS," not in writer.evaluate("texts[2]"), "8 is MIS, until u takes it back")
        # The page of a run without facts.
        with open(options.page, encoding="utf-8") as file, tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as other:
            text, count = re.subn(r'"cut":[0-9.]+', '"cut":null', file.read())
            # What the browser keeps is the other page's.
            other.write(re.sub(r'"hash":"[^"]*"', '"hash":"without facts"', text))
            other.flush()
            page.goto("file://" + other.name)
            page.wait_for_selector(".shot.current")
            page.evaluate("document.querySelector('.shot[data-place=\"1\"]').click()")
            page.keyboard.press("k")
            _, table = saved(page)
            expect(count == len(written) and [row["cut"] for row in table] == ["", "1.00"] + [""] * (len(written) - 2)
                   and page.locator(".mark").count() == 0, "of cuts of which nothing is known only one that is kept is sure")
        expect(not errors, f"no errors of the script {errors}")
        browser.close()
    if faults:
        sys.exit(f"{len(faults)} things are wrong with the page")


if __name__ == "__main__":
    main()
