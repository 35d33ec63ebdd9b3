// keep lets the reader keep a page on this device until they say otherwise.
//
// root is hidden until there is a worker to ask. It holds a button, with a place in it for
// the page's size (data-text: 40 {n}), and a status; data-kept, data-released and
// data-failed are what that says.
export function keep(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const workers = view.navigator.serviceWorker;
  if (!workers) return;
  const button = root.querySelector("button");
  const status = root.querySelector("[role=status]");
  const size = button.querySelector("[data-text]");

  workers.addEventListener("controllerchange", show);
  show();
  button.addEventListener("click", async () => {
    const wanted = button.getAttribute("aria-pressed") !== "true";
    const done = await ask(wanted ? "keep" : "release");
    if (done) button.setAttribute("aria-pressed", wanted);
    status.textContent = root.dataset[!done ? "failed" : wanted ? "kept" : "released"];
  });

  async function show() {
    if (!workers.controller) return;
    button.setAttribute("aria-pressed", await ask("isKept"));
    const [{decodedBodySize: bytes}] = view.performance.getEntriesByType("navigation");
    size.textContent = bytes > 0 ? `(${size.dataset.text.replace("{n}", Math.ceil(bytes / 10240) * 10)})` : "";
    root.hidden = false;
  }

  function ask(task) {
    return new Promise((done) => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = ({data}) => done(data);
      workers.controller.postMessage({task}, [port2]);
    });
  }
}
