"use strict";
(() => {
  const find = (id) => document.getElementById(id);

  // Filters: each narrows the list; what is counted is said to those who cannot see it.
  const filters = find("filters");
  if (filters) {
    const findings = [...document.querySelectorAll(".finding")];
    const item = find("filter-item");
    const rule = find("filter-rule");
    const path = find("filter-path");
    const apply = () => {
      const wanted = path.value.trim().toLowerCase();
      let shown = 0;
      for (const finding of findings) {
        const data = finding.dataset;
        const fits =
          (!item.value || data.checklist.split(" ").includes(item.value)) &&
          (!rule.value || data.rule === rule.value) &&
          data.path.toLowerCase().includes(wanted);
        finding.classList.toggle("filtered", !fits);
        shown += fits ? 1 : 0;
      }
      const noun = findings.length === 1 ? "finding" : "findings";
      find("filter-count").textContent =
        shown === findings.length ? `${shown} ${noun} shown.` : `${shown} of ${findings.length} ${noun} shown.`;
    };
    const clear = () => {
      item.value = rule.value = path.value = "";
    };
    item.addEventListener("change", apply);
    rule.addEventListener("change", apply);
    path.addEventListener("input", apply);
    find("filter-reset").addEventListener("click", () => {
      clear();
      apply();
    });
    for (const link of document.querySelectorAll("[data-shows]")) {
      link.addEventListener("click", () => {
        clear();
        item.value = link.dataset.shows;
        apply();
      });
    }
    filters.hidden = false;
    apply();
  }

  // Everything is open in the page as it is stored; what is long is folded here, unless it is what was asked for.
  const folding = [...document.querySelectorAll("details[data-folds]")];
  for (const details of folding) details.open = false;
  const reveal = () => {
    const target = location.hash.length > 1 ? find(location.hash.slice(1)) : null;
    const details = target ? target.closest("details") : null;
    if (details) {
      details.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper nothing can be unfolded.
  const opened = [];
  const unfold = () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      opened.push(details);
    }
  };
  const fold = () => {
    for (const details of opened.splice(0)) details.open = false;
  };
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? unfold() : fold()));
})();
