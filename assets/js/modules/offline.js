// offline starts the site's worker, which keeps pages on this device, and tells it of
// each page that is read. A reader may have switched it off: localStorage says so.
//
// root holds data-worker, the relative address of the worker, and says of what day a page
// is that came from the device, which the worker marks: the day goes where it has «…». Of
// languages that browsers do not know, Haitian Creole is one: its day is in French.
export function offline(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const workers = view.navigator.serviceWorker;
  const address = root.dataset.worker;
  const {lang, dataset} = page.documentElement;
  const {copy} = dataset;
  if (copy) root.textContent = root.textContent.replace("…", new Intl.DateTimeFormat([lang, "fr"], {dateStyle: "long"}).format(new Date(copy)));
  // A preview is not kept: tract serve adds scripts of its own.
  if (!workers || !/^http/.test(view.location) || page.querySelector("[src^='/_tract/']") || isOff()) return;
  workers.addEventListener("controllerchange", tell);
  if (page.readyState === "complete") start();
  else view.addEventListener("load", start);

  function isOff() {
    try {
      return view.localStorage.getItem(`tract:${new URL(address, view.location).pathname.replace("sw.js", "")}:offline`);
    } catch {
      return false; // where nothing can be stored, nothing can be switched off either
    }
  }

  async function start() {
    // Of all addresses only that of the worker of this site is let through.
    const policy = view.trustedTypes?.createPolicy("tract", {createScriptURL: (it) => it.match(/^(\.\.\/)*sw\.js$/)[0]});
    try {
      await workers.register(policy?.createScriptURL(address) ?? address);
      tell();
    } catch {
      // A private window, or a server that has no worker: the page works without.
    }
  }

  function tell() {
    if (copy) return;
    const {saveData, effectiveType} = view.navigator.connection ?? {};
    const loaded = view.performance.getEntriesByType("resource").map(({name}) => name);
    workers.controller?.postMessage({task: "visit", loaded, thrifty: saveData || /2g/.test(effectiveType)});
  }
}
