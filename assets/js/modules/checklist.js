// checklist puts a box to tick beside each step, and keeps what was ticked on the
// device; nothing is stored before the first tick, nor after the last is taken back.
//
// root stands before the list of steps and holds a progress, a button that takes all
// ticks back, and [role="status"], where it is said how far the reader is, in the words
// of data-done. data-step names a step. What is kept is known by data-root, the link to
// the site's root, so that two sites on one host stay apart, and data-key, the page's
// own. With data-session it is kept until the tab is closed.
//
// A step is known by its text: an edit of another step leaves its tick alone.
export function checklist(root) {
  const page = root.ownerDocument;
  const status = root.querySelector("[role=status]");
  const bar = root.querySelector("progress");
  const list = root.nextElementSibling;
  const {key, done, step} = root.dataset;
  const name = `tract:${new URL(root.dataset.root, page.baseURI).pathname}:steps:${key}`;
  const where = "session" in root.dataset ? "sessionStorage" : "localStorage";

  const kept = new Set(recall());
  const ticks = new Map(); // the box of each step, by what it is known by
  let number = list.start;
  for (const item of list.children) {
    let id = digest(item.textContent);
    while (ticks.has(id)) id += "+";
    const box = page.createElement("input");
    box.type = "checkbox";
    box.className = "tick";
    box.autocomplete = "off";
    box.checked = kept.has(id);
    box.setAttribute("aria-label", step.replace("{n}", number++));
    item.prepend(box);
    ticks.set(id, box);
  }
  const ticked = () => [...ticks].filter(([, box]) => box.checked).map(([id]) => id);
  const show = () => {
    const n = ticked().length;
    root.dataset.count = bar.value = n;
    status.textContent = done.replace("{n}", n).replace("{total}", ticks.size);
  };
  const change = () => {
    show();
    store(ticked());
  };
  list.addEventListener("input", (event) => event.target.matches(".tick") && change());
  root.querySelector("button").addEventListener("click", () => {
    for (const box of ticks.values()) box.checked = false;
    change();
    list.querySelector(".tick").focus();
  });
  bar.max = ticks.size;
  show();
  root.hidden = false;

  // A browser may forbid storing, or throw at the mere name of the store. The ticks last
  // as long as the page then, and nothing else is said.
  function store(ids) {
    try {
      const place = page.defaultView[where];
      ids.length ? place.setItem(name, ids.join(" ")) : place.removeItem(name);
    } catch {
      root.querySelector(".checklist-kept")?.remove();
    }
  }

  function recall() {
    try {
      return page.defaultView[where].getItem(name)?.split(" ");
    } catch {
      store([]);
    }
  }

  function digest(text) {
    let sum = 0;
    for (const c of text.replace(/\s+/g, " ").trim()) sum = (sum * 31 + c.codePointAt(0)) | 0;
    return (sum >>> 0).toString(36);
  }
}
