"use strict";
// Sorts the songs by a column; a second press turns the order round.
(() => {
  const table = document.getElementById("songs");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells].filter((head) => head.querySelector("button"));
  for (const head of heads) {
    head.querySelector("button").addEventListener("click", () => {
      const falls = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
      const column = head.cellIndex;
      const isNumber = head.classList.contains("figure");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const order = (a, b) => isNumber ? Number(value(a)) - Number(value(b))
        : value(a).localeCompare(value(b), undefined, { numeric: true });
      const rows = [...body.rows].sort(order);
      body.append(...(falls ? rows.reverse() : rows));
    });
  }
})();
