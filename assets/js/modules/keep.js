// keep lets the reader keep a page on this device until they say otherwise.
//
// root is hidden until there is a worker to ask. It holds a button, with a place in it for
// the page's size (data-text: {n} KB), and a status; data-kept, data-released and
// data-failed are what that says.
export function keep(root) {
  const {navigator, performance} = root.ownerDocument.defaultView;
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const button = root.querySelector("button");
  const size = root.querySelector("small");

  const ask = (task) => new Promise((done) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}) => done(data);
    workers.controller.postMessage({task}, [port2]);
  });
  const show = async () => {
    if (!workers.controller) return;
    button.ariaPressed = await ask("isKept");
    const bytes = performance.getEntriesByType("navigation")[0].decodedBodySize;
    if (bytes) size.textContent = size.dataset.text.replace("{n}", Math.ceil(bytes / 10240) * 10);
    root.hidden = false;
  };
  workers.addEventListener("controllerchange", show);
  show();
  button.addEventListener("click", async () => {
    const wanted = button.ariaPressed !== "true";
    const done = await ask(wanted ? "keep" : "release");
    if (done) button.ariaPressed = wanted;
    root.querySelector("[role=status]").textContent = root.dataset[!done ? "failed" : wanted ? "kept" : "released"];
  });
}
