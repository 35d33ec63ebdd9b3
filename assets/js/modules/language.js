// language remembers which language the reader picked, on this device only.
//
// root holds the links: <a data-language="fr" href="fr/">. Its data-root, the link to
// the site's root, keeps two sites on one host apart. With data-chooser on root, as on
// the page that offers the languages, a reader who comes back is sent on, once a visit:
// who returns to that page wants to choose again.
export function language(root) {
  const view = root.ownerDocument.defaultView;
  const key = `tract:${new URL(`./${root.dataset.root ?? ""}`, view.location).pathname}:language`;
  const links = [...root.querySelectorAll("a[data-language]")];
  for (const link of links) {
    link.addEventListener("click", () => store("localStorage", link.dataset.language));
  }
  if (!("chooser" in root.dataset)) return;
  const picked = links.find((link) => link.dataset.language === recall("localStorage"));
  const address = picked?.getAttribute("href") ?? "";
  // Relative links only: never to another site, whatever the page holds.
  if (!address || /^[/\\]|:/.test(address) || recall("sessionStorage")) return;
  if (store("sessionStorage", "sent")) view.location.replace(picked.href);

  // A browser may forbid storing, or throw at the mere name of the store.
  function store(where, value) {
    try {
      view[where].setItem(key, value);
      return true;
    } catch {
      return false;
    }
  }

  function recall(where) {
    try {
      return view[where].getItem(key);
    } catch {
      return null;
    }
  }
}
