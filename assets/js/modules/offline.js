// offline starts the site's worker, which keeps pages on this device, and tells it of
// each page that is read. A reader may have switched it off: localStorage says so.
//
// root holds data-worker, the relative address of the worker, and data-text, which says
// of what {date} a page is that came from the device and not from the network. The
// worker marks such a page.
export function offline(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const workers = view.navigator.serviceWorker;
  const {lang, dataset} = page.documentElement;
  if (dataset.copy) {
    const date = new Intl.DateTimeFormat(lang, {dateStyle: "long"}).format(new Date(dataset.copy));
    root.textContent = root.dataset.text.replace("{date}", date);
  }
  // A preview is not kept: tract serve adds scripts of its own.
  if (!workers || !/^https?:/.test(view.location) || page.querySelector("script[src^='/_tract/']") || isOff()) return;
  workers.addEventListener("controllerchange", tell);
  if (page.readyState === "complete") start();
  else view.addEventListener("load", start, {once: true});

  function isOff() {
    try {
      const place = new URL("./", new URL(root.dataset.worker, view.location)).pathname;
      return view.localStorage.getItem(`tract:${place}:offline`) === "off";
    } catch {
      return false; // where nothing can be stored, nothing can be switched off either
    }
  }

  async function start() {
    // Of all addresses only that of the worker of this site is let through.
    const policy = view.trustedTypes?.createPolicy("tract", {
      createScriptURL(address) {
        if (/^(\.\.\/)*sw\.js$/.test(address)) return address;
        throw new TypeError(address);
      },
    });
    try {
      await workers.register(policy?.createScriptURL(root.dataset.worker) ?? root.dataset.worker);
      tell();
    } catch {
      // A private window, or a server that has no worker: the page works without.
    }
  }

  function tell() {
    if (dataset.copy) return;
    const {saveData = false, effectiveType = ""} = view.navigator.connection ?? {};
    const loaded = view.performance.getEntriesByType("resource").map(({name}) => name);
    workers.controller?.postMessage({task: "visit", loaded, thrifty: saveData || effectiveType.endsWith("2g")});
  }
}
