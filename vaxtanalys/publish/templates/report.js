"use strict";
(() => {
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const texts = new WeakMap();
  const words = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };
  const lists = new Map();

  function setUp(form) {
    const list = document.getElementById(form.dataset.list);
    const items = [...list.querySelectorAll(form.dataset.items)];
    const output = form.querySelector("output");
    const chosen = form.querySelector(".chosen");
    const none = document.querySelector(`[data-none="${list.id}"]`);
    const controls = [...form.querySelectorAll("[data-filter]")];
    let cell = null;

    function matches(item, wanted) {
      return wanted.every(([kind, value]) => {
        if (kind === "text") return value.toLowerCase().split(/\s+/).every((word) => words(item).includes(word));
        if (kind === "cell") return (item.dataset.v ?? "").split(" ").includes(value);
        if (kind === "code") return (item.dataset.code ?? "").split(" ").includes(value);
        return item.dataset[kind] === value;
      });
    }

    function apply() {
      const wanted = controls
        .map((control) => [control.dataset.filter, control.value.trim()])
        .filter(([, value]) => value);
      if (cell) wanted.push(["cell", cell.number]);
      let shown = 0;
      for (const item of items) {
        item.hidden = !matches(item, wanted);
        if (!item.hidden) shown += 1;
      }
      for (const part of list.children) {
        part.hidden = ![...part.querySelectorAll(form.dataset.items)].some((item) => !item.hidden);
        if (part.localName === "details" && wanted.length) part.open = !part.hidden;
      }
      output.textContent = fill(form.dataset.shown, { n: shown, all: items.length });
      if (none) none.hidden = shown > 0;
      if (chosen) {
        chosen.hidden = !cell;
        chosen.textContent = cell ? fill(chosen.dataset.words, { cell: cell.title }) : "";
      }
    }

    function clear() {
      cell = null;
      for (const control of controls) control.value = "";
      apply();
    }

    let waiting = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
    form.addEventListener("click", (event) => {
      const action = event.target.dataset?.do;
      if (action === "clear") clear();
      if (action === "open") {
        for (const item of items) if (!item.hidden) for (const part of item.querySelectorAll("details")) part.open = true;
      }
    });
    form.hidden = false;
    lists.set(list, {
      clear,
      choose(number, title) {
        for (const control of controls) control.value = "";
        cell = { number, title };
        apply();
      },
    });
    apply();
  }

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.hidden && lists.size) for (const [list, filter] of lists) if (list.contains(part)) filter.clear();
      if (part.localName === "details") part.open = true;
    }
    target.scrollIntoView({ block: "center" });
  }

  for (const form of document.querySelectorAll("form.filter")) setUp(form);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-cell]");
    if (!link) return;
    const list = document.getElementById("measure-list");
    lists.get(list)?.choose(link.dataset.cell, link.querySelector("title").textContent);
  });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.town, details.more")) part.open = true;
  });
  reveal();
})();
