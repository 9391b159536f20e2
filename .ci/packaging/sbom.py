"""Writes what the programs are linked with, as SPDX 2.3: sbom.py VERSION BUILD FILE

What is linked dynamically is read from the programs in the folder BUILD, not yet stripped, and looked up in Debian's
packages. Modules of Swift packages, whose versions the build's own record has, and of Swift's runtime are told by their symbols.
A library or a module that the tables below do not know is an error: whoever links it says its licence here.
"""

import json
import os
import platform
import re
import subprocess
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path

PROGRAMS = ("songboard", "songboard-vamp")
GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
SWIFT = "Apache-2.0 WITH Swift-exception"

# Licences of the libraries that come from Debian's packages.
DEBIAN = {
    "libc6": "LGPL-2.1-or-later",
    "libexpat1": "MIT",
    "libfftw3-single3": "GPL-2.0-or-later",
    "libgcc-s1": GCC,
    "libsndfile1": "LGPL-2.1-or-later",
    "libsoxr0": "LGPL-2.1-or-later",
    "libsqlite3-0": "blessing",
    "libstdc++6": GCC,
    "libvamp-hostsdk3v5": "MIT",
    "libxxhash0": "BSD-2-Clause",
    "libyaml-0-2": "MIT",
}

# What `ldconfig` calls libraries of a machine's own kind.
KINDS = {"x86_64": "x86-64", "aarch64": "AArch64"}

# Licences of the Swift packages that are linked, and their modules.
PACKAGES = {"swift-argument-parser": (SWIFT, {"ArgumentParser", "ArgumentParserToolInfo"})}

# The parts of Swift's runtime that are linked statically: where each is made, and the modules and C functions that tell it.
RUNTIME = {
    "swift": (
        {"Swift", "_Concurrency", "_StringProcessing", "_RegexParser", "Synchronization", "SwiftGlibc", "Glibc"},
        {"swift_retain"},
    ),
    "swift-corelibs-libdispatch": ({"Dispatch"}, {"dispatch_async_f", "_Block_copy"}),
    # With the collections that it has in it.
    "swift-foundation": ({"FoundationEssentials", "_FoundationCShims", "_FoundationCollections"}, set()),
}


def told(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def package(name, version, licence, place, reference):
    """A package of the list."""
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": place,
        "filesAnalyzed": False,
        "licenseConcluded": licence,
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": reference}
        ],
    }


def debian_packages(programs):
    """The packages of the libraries that the programs name."""
    wanted = set()
    for program in programs:
        wanted |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", told("readelf", "--dynamic", program)))
    kind = KINDS.get(platform.machine()) or sys.exit(f"sbom: no packages are made on {platform.machine()} so far; add to {__file__}")
    places = dict(re.findall(rf"^\s+(\S+) \(libc6,{kind}.*\) => (\S+)$", told("/sbin/ldconfig", "-p"), re.MULTILINE))
    found = {}
    for library in sorted(wanted):
        if library not in places:
            raise SystemExit(f"sbom: {library} is not of this system's libraries; is the runtime linked statically?")
        # dpkg knows a file of /usr/lib by either name where /lib is a link to it.
        names = {places[library], os.path.realpath(places[library])}
        names |= {name.removeprefix("/usr") for name in names}
        owners = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True).stdout
        name = owners.split(":")[0]
        found[name] = told("dpkg-query", "-W", "-f", "${Version}\t${Architecture}", f"{name}").split("\t")
    for name, (version, architecture) in found.items():
        if name not in DEBIAN:
            raise SystemExit(f"sbom: {name} is linked, and its licence is not known; add it to {__file__}")
        yield package(
            name,
            version,
            DEBIAN[name],
            "NOASSERTION",
            f"pkg:deb/debian/{name.replace('+', '%2B')}@{version.replace('+', '%2B')}?arch={architecture}",
        )


def pins(build):
    """The Swift packages that a build was made with, as SwiftPM notes them beside it: Package.resolved need not be there."""
    # `.build/release` is a link to a folder of the machine's kind, which may lie in another checkout.
    places = [folder / "workspace-state.json" for folder in (build.parent, build.resolve().parents[1])]
    record = next((place for place in places if place.is_file()), None)
    if record is None:
        raise SystemExit(
            f"sbom: {places[0]} is not there, which says what Swift packages the build was made with; build it here: swift build -c release"
        )
    return [
        (each["packageRef"]["identity"], each["packageRef"]["location"].removesuffix(".git"), each["state"]["checkoutState"])
        for each in json.loads(record.read_text())["object"]["dependencies"]
        if "checkoutState" in each["state"]
    ]


def swift_parts(program, root):
    """The Swift packages and the parts of Swift's runtime in a program."""
    symbols = set(re.findall(r"^\S+ [A-Za-z] (\S+)$", told("nm", program), re.MULTILINE))
    # Descriptors of types: $s, the length of the module's name, the name, the type, and Mn.
    names = [re.match(r"\$s(\d+)(\w+)Mn$", symbol) for symbol in symbols]
    own = {path.name for folder in ("Sources", "plugins") for path in (root / folder).iterdir()} | {"SongboardCommand"}
    linked = {name[2][: int(name[1])] for name in names if name} - own

    for name, place, state in pins(program.parent):
        licence, modules = PACKAGES.get(name, ("", set()))
        if modules & linked:
            version = state.get("version", state["revision"])
            reference = f"pkg:swift/{place.removeprefix('https://')}@{version}"
            yield package(name, version, licence, f"git+{place}@{state['revision']}", reference)
        linked -= modules

    version = re.search(r"Swift version (\S+)", told("swift", "--version"))[1]
    release = f"swift-{version}-RELEASE"
    for name, (modules, functions) in RUNTIME.items():
        if modules & linked or functions & symbols:
            place = f"github.com/swiftlang/{name}"
            yield package(name, release, SWIFT, f"git+https://{place}@{release}", f"pkg:swift/{place}@{release}")
        linked -= modules
    if linked:
        raise SystemExit(f"sbom: modules of no known licence are linked: {', '.join(sorted(linked))}; add to {__file__}")


def main(version, build, file):
    root, build = Path(__file__).resolve().parents[2], Path(build)
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    own = package("songboard", version, "GPL-3.0-or-later", "NOASSERTION", f"pkg:generic/songboard@{version}")
    shared = list(debian_packages([build / name for name in PROGRAMS]))
    static = list(swift_parts(build / "songboard", root))
    links = [("DYNAMIC_LINK", shared), ("STATIC_LINK", static)]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"])]
    relations += [(own["SPDXID"], kind, each["SPDXID"]) for kind, packages in links for each in packages]
    packages = [own, *sorted(shared + static, key=lambda each: each["name"])]
    text = json.dumps(packages, sort_keys=True)
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"songboard-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/songboard-{version}-{uuid.uuid5(uuid.NAMESPACE_OID, text)}",
        "creationInfo": {
            "created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Organization: songboard maintainers"],
        },
        "packages": packages,
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
            for one, kind, other in relations
        ],
    }
    Path(file).write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
