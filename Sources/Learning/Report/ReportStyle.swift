/// The style of a report's page: light and dark, narrow screens and paper.
public enum ReportStyle {
  /// The style sheet.
  public static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --dim: #59636e; --page: #fff; --line: #d1d9e0; --mark: 9 105 218;
      --shade: #1b1f2440; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6edf3; --dim: #9198a1; --page: #0d1117; --line: #3d444d; --mark: 68 147 248;
        --shade: #e6edf359; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--page); color: var(--ink);
      font: 15px/1.45 system-ui, sans-serif; }
    h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
    h1, h3, figcaption, summary, .warning { overflow-wrap: anywhere; }
    small, .dim { color: var(--dim); } small { display: block; font-size: .78em; }
    .warning { border-left: 4px solid #d29922; padding: .3rem .8rem; margin: .5rem 0; }
    /* A shade at the right edge, which the end of a table that is scrolled to covers. */
    .wide { overflow-x: auto; background:
      linear-gradient(to left, var(--page) 40%, transparent) right / 2.5rem 100% no-repeat local,
      linear-gradient(to left, var(--shade), transparent) right / .9rem 100% no-repeat; }
    .wide td, .wide th { white-space: nowrap; }
    table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
    th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
    thead th { vertical-align: bottom; font-size: .85em; }
    .wide th:first-child { text-align: left; position: sticky; left: 0; background: var(--page); }
    .truth { font-style: italic; } .copy > * { color: var(--dim); font-weight: 400; }
    .songs table { font-size: .8rem; margin: .6rem 0; } .songs td, .songs th { padding: .12rem .5rem; }
    .songs details { border-bottom: 1px solid var(--line); }
    .settings td, .settings th { text-align: left; padding: .12rem .5rem; overflow-wrap: anywhere; }
    .settings table { font-size: .85rem; margin: .6rem 0; } .settings th { font-weight: 400; white-space: nowrap; }
    .settings .differs > * { font-weight: 700; background: rgb(var(--mark) / .12); }
    dt { font-weight: 600; } dd { margin: 0 0 .4rem 0; } summary { cursor: pointer; padding: .4rem 0; }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
    figure { margin: 0; } figcaption { font-weight: 600; }
    .confusion { width: 100%; table-layout: fixed; font-size: .72rem; }
    .confusion th, .confusion td { padding: .15rem 0; text-align: center; border: 0; overflow: hidden; }
    .confusion td[style] { background: rgb(var(--mark) / calc(.75 * var(--share))); }
    .phases { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 0 2rem; }
    .curves { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .6rem; }
    .reliability { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); gap: .6rem 1.2rem; }
    .curve { display: grid; grid-template-columns: auto 1fr; font-size: .75rem; color: var(--dim); column-gap: .3rem; }
    .curve figcaption, .curve .steps { grid-column: 1 / -1; font-weight: 400; } .curve svg { grid-column: 2; grid-row: 2 / 4; width: 100%; }
    .curve .high { grid-column: 1; grid-row: 2; } .curve .low { grid-column: 1; grid-row: 3; align-self: end; }
    .curve small { font-size: 1em; color: var(--ink); } .curve span { text-align: right; } .curve .steps { grid-row: 4; }
    .curve path, polyline { fill: none; stroke: var(--line); } polyline { stroke: rgb(var(--mark)); stroke-width: 2; }
    circle { fill: rgb(var(--mark)); stroke: var(--page); stroke-width: 1.5; }
    .key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
    .key i { display: inline-block; width: 1em; height: 1em; margin-right: .35em; vertical-align: -.12em; }
    .lanes { display: grid; grid-template-columns: minmax(0, 8rem) 1fr 2.8rem; gap: 2px .5rem; font-size: .75rem;
      align-items: center; }
    .lanes svg { width: 100%; height: 16px; shape-rendering: crispEdges; } .lanes span { overflow-wrap: anywhere; } .lanes span:nth-child(3n) { text-align: right; }
    @media (max-width: 30rem) {
      body { padding: .7rem; } .lanes { grid-template-columns: minmax(0, 5.5rem) 1fr 2.4rem; } .curves { gap: .3rem; }
      .wide table { font-size: .8rem; } .wide td, .wide th { padding: .2rem .35rem; }
      .wide th { white-space: normal; } .wide tbody th { min-width: 6.5rem; } .curve { font-size: .68rem; }
    }
    @media print {
      body { max-width: none; font-size: 10px; padding: 0; } .wide { overflow: visible; background: none; } th, td { padding: .15rem .3rem; }
      figure, .lanes, tr { break-inside: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    """
}
