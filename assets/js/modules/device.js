// device shows what this device keeps of the site, and lets the reader delete it.
//
// root is hidden until there is a worker, and where the browser keeps nothing. It holds data-worker, the relative address of
// the worker; a status; and two buttons: [data-action="stop"] deletes all and keeps
// nothing from then on, [data-action="start"] keeps pages again. The list of pages,
// .device-pages, is in a section of its own, hidden too. The status says
// data-stopped or data-failed. A page that the reader kept has data-kept, and a button
// data-release that lets it go.
export function device(root) {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const workers = view.navigator.serviceWorker;
  if (!workers || !/^http/.test(view.location)) return root.removeAttribute("data-soon");
  const place = new URL("./", new URL(root.dataset.worker, view.location)).pathname;
  const mine = `tract:${place}:`;
  const list = page.querySelector(".device-pages");
  const status = root.querySelector("[role=status]");
  const [stopping, starting] = ["stop", "start"].map((action) => root.querySelector(`[data-action=${action}]`));

  stopping.addEventListener("click", async () => {
    status.textContent = root.dataset[(await stop()) ? "stopped" : "failed"];
    starting.focus(); // the other button is gone
  });
  starting.addEventListener("click", () => {
    view.localStorage.removeItem(`${mine}offline`);
    view.location.reload();
  });
  begin();

  async function begin() {
    try {
      await view.caches.keys();
    } catch {
      return root.removeAttribute("data-soon");
    }
    workers.addEventListener("controllerchange", show);
    root.hidden = false;
    show();
  }

  async function show() {
    const off = isOff();
    const pages = off || !workers.controller ? [] : await ask("list");
    list.replaceChildren(...pages.filter(({address}) => address !== view.location.pathname).map(entry));
    stopping.hidden = off;
    starting.hidden = !off;
    list.parentElement.hidden = list.children.length === 0;
  }

  function entry({address, title, date, kept}) {
    const day = new Intl.DateTimeFormat([page.documentElement.lang, "fr"], {dateStyle: "medium"}).format(new Date(date));
    const row = element("li", "row", element("a", "row-title", title), " ", element("span", "row-meta", kept ? `${day} · ${root.dataset.kept}` : day));
    const link = row.querySelector("a");
    link.href = address;
    link.lang = link.hreflang = address.slice(place.length).split("/")[0];
    link.dir = "auto";
    if (kept) {
      const button = element("button", "button", root.dataset.release);
      button.type = "button";
      button.dataset.kind = "quiet";
      button.setAttribute("aria-label", `${root.dataset.release}: ${title}`);
      button.addEventListener("click", () => ask("release", {address}).then(show).then(() => list.querySelector("a")?.focus()));
      row.append(" ", button);
    }
    return row;
  }

  function element(name, className, ...content) {
    const it = page.createElement(name);
    it.className = className;
    it.append(...content);
    return it;
  }

  function isOff() {
    try {
      return view.localStorage.getItem(`${mine}offline`) === "off";
    } catch {
      return false;
    }
  }

  // stop deletes all that the site keeps on the device, the marks of its pages too.
  async function stop() {
    try {
      const stores = [view.localStorage, view.sessionStorage];
      for (const store of stores) for (const key of Object.keys(store)) if (key.startsWith(mine)) store.removeItem(key);
      view.localStorage.setItem(`${mine}offline`, "off");
      const registration = await workers.getRegistration(place);
      if (registration?.active) await ask("stop", {}, registration.active);
      for (const name of await view.caches.keys()) if (name.startsWith(mine)) await view.caches.delete(name);
      await registration?.unregister();
      await show();
      return (await view.caches.keys()).every((name) => !name.startsWith(mine));
    } catch {
      return false;
    }
  }

  function ask(task, more, worker = workers.controller) {
    return new Promise((done) => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = ({data}) => done(data);
      worker.postMessage({task, ...more}, [port2]);
    });
  }
}
