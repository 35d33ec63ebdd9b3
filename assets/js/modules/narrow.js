// narrow shows only those entries of a list that suit the reader. What was picked
// stands in the page's address, so that it can be come back to and sent.
//
// root holds, for readers without this, links to pages of what suits one value:
//   details > [data-narrow="place"] > a[data-value="home"], and a .label before them
// and a [role="status"]. Entries anywhere on the page say what they suit:
//   [data-suits="place:home time:10"]
//
// The words are root's data-all (no matter which), data-shown with {n} and {total},
// data-none and data-reset.
export function narrow(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const links = root.querySelector("details");
  const status = root.querySelector("[role=status]");
  const entries = [...page.querySelectorAll("[data-suits]")];
  const sections = new Set(entries.map((entry) => entry.parentElement.closest("section")));
  sections.delete(null);

  const pickers = [...root.querySelectorAll("[data-narrow]")].map(picker);
  const reset = page.createElement("button");
  reset.type = "button";
  reset.className = "button";
  reset.dataset.kind = "quiet";
  reset.append(root.dataset.reset);
  reset.addEventListener("click", () => {
    for (const select of pickers) select.value = "";
    apply();
    remember();
    pickers[0].focus();
  });

  const fields = page.createElement("div");
  fields.className = "narrow-fields";
  fields.append(...pickers.map((select) => select.parentElement));
  links.replaceWith(fields);
  status.after(reset);
  recall();
  view.addEventListener("hashchange", recall);

  // picker makes a labelled choice of the links of a group.
  function picker(group) {
    const label = page.createElement("label");
    const select = page.createElement("select");
    select.name = group.dataset.narrow;
    select.append(new view.Option(root.dataset.all, ""));
    for (const link of group.querySelectorAll("[data-value]")) {
      select.append(new view.Option(link.textContent, link.dataset.value));
    }
    select.addEventListener("change", () => {
      apply();
      remember();
    });
    label.append(group.querySelector(".label").textContent, select);
    return select;
  }

  function apply() {
    const picked = pickers.filter((select) => select.value).map((select) => `${select.name}:${select.value}`);
    let shown = 0;
    for (const entry of entries) {
      const suits = entry.dataset.suits.split(" ");
      entry.hidden = !picked.every((value) => suits.includes(value));
      if (!entry.hidden) shown++;
    }
    for (const section of sections) {
      section.hidden = ![...section.querySelectorAll("[data-suits]")].some((entry) => !entry.hidden);
    }
    reset.hidden = picked.length === 0;
    const words = shown ? root.dataset.shown : root.dataset.none;
    status.textContent = picked.length ? words.replace("{n}", shown).replace("{total}", entries.length) : "";
  }

  function remember() {
    const values = new view.URLSearchParams();
    for (const select of pickers) if (select.value) values.set(select.name, select.value);
    const picked = values.toString();
    view.history.replaceState(null, "", view.location.pathname + (picked && `#${picked}`));
  }

  // recall picks what the address says. One that leads to a place on the page says
  // nothing.
  function recall() {
    const values = new view.URLSearchParams(view.location.hash.slice(1));
    for (const select of pickers) {
      select.value = values.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    apply();
  }
}
