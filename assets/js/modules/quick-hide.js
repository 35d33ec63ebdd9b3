// quickHide leaves the page at once for an unsuspicious one: at a click on root's link, or
// when Escape is pressed three times. The page is empty before the other is there, and
// is replaced by it in the tab's history; what the tab has stored goes too. It cannot
// take the visit out of the browser's history, and the page says so.
//
// root holds a link; [role="status"], which tells those who hear the page how many
// presses are left, in the words of its data-words; and hints, hidden until this works.
export function quickHide(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const link = root.querySelector("a");
  const status = root.querySelector("[role=status]");
  let left = 3;
  let late;

  const leave = () => {
    const to = link.href;
    page.title = link.hostname;
    page.body.replaceChildren();
    try {
      for (const key of Object.keys(view.sessionStorage)) if (key.startsWith("tract")) view.sessionStorage.removeItem(key);
    } catch {
      // Where nothing can be stored, nothing is.
    }
    view.location.replace(to);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    clearTimeout(late);
    late = setTimeout(() => {
      left = 3;
      status.textContent = "";
    }, 2000);
    if (--left === 0) leave();
    else status.textContent = status.dataset.words.replace("{n}", left);
  });
  for (const hint of root.querySelectorAll("[hidden]")) hint.hidden = false;
}
