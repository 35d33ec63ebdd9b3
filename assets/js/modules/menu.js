// menu closes a <details> when the reader presses Escape or goes elsewhere.
export function menu(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.open) {
      root.open = false;
      root.querySelector("summary").focus();
    }
  });
  for (const kind of ["click", "focusin"]) {
    root.ownerDocument.addEventListener(kind, (event) => {
      if (!root.contains(event.target)) root.open = false;
    });
  }
}
