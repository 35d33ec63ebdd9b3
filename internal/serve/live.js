// Keeps a page up to date while its author works. The server adds this script, after
// problems.js, to the pages that it answers with; a finished site has none of it.
(() => {
  "use strict";

  const page = document.documentElement;
  const keep = "tract-live";
  let version = Number(document.currentScript.dataset.version); // of what the page shows
  let problems = 0; // the number of the problems that are shown
  let queue = Promise.resolve(); // one change at a time
  let source;
  const shown = tractProblems();

  // What a finished site kept in the browser at this address must not answer for the
  // preview.
  async function forget() {
    const workers = navigator.serviceWorker;
    const answered = workers?.controller;
    for (const registration of (await workers?.getRegistrations()) ?? []) await registration.unregister();
    for (const name of workers ? await caches.keys() : []) if (name.startsWith("tract:")) await caches.delete(name);
    if (answered) location.reload();
  }
  forget().catch(() => {});

  // twins has, for each element, what the server sent for it. The next answer is
  // compared with that, not with the page as its own scripts and its reader made it
  // since. So whatever was not edited is not touched: fields, folds, focus.
  const twins = new WeakMap();
  const pair = (element, twin) => {
    twins.set(element, twin);
    for (let i = 0; i < element.children.length; i++) pair(element.children[i], twin.children[i]);
  };

  // worked has the elements that scripts of the page's own changed.
  const worked = new WeakSet();
  const note = (records) => {
    for (const r of records) {
      const open = r.type === "attributes" && r.attributeName === "open"; // by the reader
      if (!open) worked.add(r.target.nodeType === 1 ? r.target : r.target.parentElement);
    }
  };
  const watcher = new MutationObserver(note);
  const watch = () => watcher.observe(page, {subtree: true, childList: true, attributes: true, characterData: true});
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return; // the parser is done, and deferred scripts have not begun
    pair(page, page.cloneNode(true));
    watch();
  });

  // ask gives the page as it is now. An answer as a document needs no text to be
  // made markup of, which the page's policy forbids.
  function ask(address) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = "document";
      request.timeout = 20000;
      request.onload = () => (request.response ? done(request) : failed());
      request.onerror = request.ontimeout = failed;
      request.send();
    });
  }

  const scripts = (root) => [...root.querySelectorAll("script[src]")].map((s) => s.src).filter((src) => !src.includes("/_tract/")).sort().join(" ");
  const policy = (root) => root.querySelector("meta[http-equiv='Content-Security-Policy' i]")?.content;

  // refresh shows what the event of that number told.
  async function refresh(number, onlyStyles) {
    const answer = await ask(location.href);
    const next = answer.response;
    const sent = next.querySelector("script[data-version]");
    const refreshes = next.querySelector("meta[http-equiv=refresh i]");
    if (!sent || refreshes || scripts(next) !== scripts(document) || policy(next) !== policy(document)) return again();
    if (answer.responseURL && answer.responseURL.split("#")[0] !== location.href.split("#")[0]) {
      history.replaceState(history.state, "", answer.responseURL.split("#")[0] + location.hash); // the page moved
    }
    const stale = await dress(next);
    note(watcher.takeRecords());
    const steps = [];
    const whole = onlyStyles || plan(document.body, next.body, steps);
    if (!whole) return again();
    watcher.disconnect();
    if (!onlyStyles) head(next);
    for (const step of steps) step();
    for (const link of stale) link.remove();
    watch();
    version = Math.max(version, onlyStyles ? number : Number(sent.dataset.version));
  }

  // dress puts in the style sheets that are new, each before the one in its place,
  // and gives those to take out once the new ones are there. So nothing flashes.
  async function dress(next) {
    const sheets = (root) => [...root.querySelectorAll("head link[rel~=stylesheet]")];
    const same = (a, b) => a.href === b.href && a.media === b.media;
    const [now, then] = [sheets(document), sheets(next)];
    const loads = [];
    for (const [i, wanted] of then.entries()) {
      if (now.some((link) => same(link, wanted))) continue;
      const link = document.importNode(wanted);
      loads.push(new Promise((done) => {
        link.onload = link.onerror = done;
        setTimeout(done, 3000);
      }));
      now[i] ? now[i].before(link) : document.head.append(link);
      twins.set(link, wanted);
    }
    await Promise.all(loads);
    return now.filter((link) => !then.some((wanted) => same(link, wanted)));
  }

  // head takes over what the page says of itself, but for scripts, which its policy
  // lets nobody put in. Style sheets are looked after elsewhere.
  function head(next) {
    attributes(page, next.documentElement);
    twins.set(page, next.documentElement);
    const plain = (root) => [...root.head.children].filter((e) => !e.matches("link[rel~=stylesheet], script"));
    const [now, then] = [plain(document), plain(next)];
    for (const e of now) if (!then.some((other) => other.isEqualNode(e))) e.remove();
    for (const e of then) if (!now.some((other) => other.isEqualNode(e))) document.head.append(document.importNode(e, true));
  }

  function attributes(live, next) {
    const twin = twins.get(live);
    for (const {name} of twin.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
    for (const attribute of next.attributes) {
      if (twin.getAttribute(attribute.name) !== attribute.value) live.setAttributeNode(attribute.cloneNode());
    }
  }

  // plan lists the steps that make an element the next one. It gives false where a
  // script of the page's own has to do its work anew: it changed what was edited, or
  // looks after something that comes (data-module). The page is loaded again then.
  function plan(live, next, steps) {
    const twin = twins.get(live);
    const [now, sent, wanted] = [[...live.childNodes], [...twin.childNodes], [...next.childNodes]];
    if (worked.has(live) || now.length !== sent.length) return false;
    steps.push(() => {
      attributes(live, next);
      twins.set(live, next);
      if (live.matches("input, textarea")) live.value = next.value;
      if ("checked" in live) live.checked = next.checked;
    });
    let place = 0; // in now
    for (const [i, node] of [...align(sent, wanted), [now.length]]) {
      if (i === undefined) {
        if (node.nodeType === 1 && (node.matches("[data-module]") || node.querySelector("[data-module]"))) return false;
        const before = place;
        steps.push(() => {
          const added = document.importNode(node, true);
          if (node.nodeType === 1) pair(added, node);
          live.insertBefore(added, now[before] ?? null);
        });
        continue;
      }
      for (const gone of now.slice(place, i)) steps.push(() => gone.remove());
      place = i + 1;
      if (!node || sent[i].isEqualNode(node)) continue;
      if (node.nodeType !== 1) steps.push(() => (now[i].nodeValue = node.nodeValue));
      else if (!plan(now[i], node, steps)) return false;
    }
    return true;
  }

  // align gives, for each wanted node, the index of the one that was sent in its
  // place, if there was: as many as possible of those that are equal, in order, and
  // between them those that are alike.
  function align(sent, wanted) {
    const pairs = wanted.map((node) => [undefined, node]);
    const keys = (nodes) => nodes.map((node) => node.outerHTML ?? node.nodeName + node.nodeValue);
    let [a, b] = [keys(sent), keys(wanted)];
    let [start, end] = [0, 0]; // what is equal at both ends, which is nearly everything
    while (start < a.length && start < b.length && a[start] === b[start]) pairs[start][0] = start++;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
      end++;
      pairs[b.length - end][0] = a.length - end;
    }
    [a, b] = [a.slice(0, a.length - end), b.slice(0, b.length - end)];
    if ((a.length - start) * (b.length - start) > 4e6) start = a.length; // a list made anew: only what is alike
    const worth = (i, j) => (a[i] !== b[j] ? 0 : sent[i].nodeType === 1 ? 3 : 1);
    const best = [];
    for (let i = a.length; i >= start; i--) best[i] = new Uint32Array(b.length + 1);
    for (let i = a.length - 1; i >= start; i--) {
      for (let j = b.length - 1; j >= start; j--) {
        const equal = worth(i, j);
        best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], equal && equal + best[i + 1][j + 1]);
      }
    }
    for (let i = start, j = start; i < a.length && j < b.length;) {
      const equal = worth(i, j);
      if (equal && best[i][j] === equal + best[i + 1][j + 1]) pairs[j++][0] = i++;
      else best[i + 1][j] >= best[i][j + 1] ? i++ : j++;
    }
    const alike = (x, y) => x.nodeName === y.nodeName && x.id === y.id && x.dataset?.module === y.dataset?.module;
    for (let j = 0, from = 0; j < pairs.length; j++) {
      if (pairs[j][0] === undefined) {
        const end = pairs.slice(j).find(([i]) => i !== undefined)?.[0] ?? sent.length;
        const i = sent.findIndex((node, i) => i >= from && i < end && alike(node, wanted[j]));
        if (i >= 0) pairs[j][0] = i;
      }
      from = (pairs[j][0] ?? from - 1) + 1;
    }
    return pairs;
  }

  // again loads the page, and has what the author did to it brought back after.
  function again() {
    const fields = [...document.querySelectorAll("input, textarea, select, details")];
    const state = {
      address: location.pathname,
      x: scrollX,
      y: scrollY,
      focus: fields.indexOf(document.activeElement),
      fields: fields.map((f) => {
        const secret = f.type === "password" || f.type === "file" || f.type === "hidden";
        return [f.localName + (f.type ?? "") + (f.name ?? ""), f.localName === "details" ? f.open : secret ? null : f.value, f.checked ?? null];
      }),
    };
    try {
      sessionStorage.setItem(keep, JSON.stringify(state));
    } catch {
      // Without a store, the page is only loaded.
    }
    source?.close();
    location.reload();
    return new Promise(() => {}); // nothing more is done to this page
  }

  function bringBack() {
    let state;
    try {
      state = JSON.parse(sessionStorage.getItem(keep));
      sessionStorage.removeItem(keep);
    } catch {
      return;
    }
    if (state?.address !== location.pathname) return;
    const fields = [...document.querySelectorAll("input, textarea, select, details")];
    for (const [i, field] of fields.entries()) {
      const [name, value, checked] = state.fields[i] ?? [];
      if (name !== field.localName + (field.type ?? "") + (field.name ?? "") || value === null) continue;
      if (field.localName === "details") {
        field.open = value;
      } else if (field.value !== value || (checked !== null && field.checked !== checked)) {
        field.value = value;
        if (checked !== null) field.checked = checked;
        field.dispatchEvent(new Event("input", {bubbles: true}));
      }
    }
    fields[state.focus]?.focus({preventScroll: true});
    const back = () => scrollTo({left: state.x, top: state.y, behavior: "instant"});
    back();
    addEventListener("load", back, {once: true});
  }
  document.addEventListener("DOMContentLoaded", bringBack);

  // A hidden page listens to nothing: browsers allow few connections to a server,
  // and many pages may be open. It hears what it missed when it is looked at.
  function listen() {
    if (document.hidden || source) return;
    source = new EventSource("/_tract/events");
    const on = (kind, act) => source.addEventListener(kind, ({data}) => {
      queue = queue.then(() => act(Number(data))).catch(() => {});
    });
    on("reload", (number) => number > version && refresh(number, false));
    on("css", (number) => number > version && refresh(number, true));
    on("problems", (number) => number !== problems && shown.show().then((newest) => (problems = newest)));
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) { // refused, and not tried again by itself
        deafen();
        setTimeout(listen, 2000);
      }
    };
  }
  function deafen() {
    source?.close();
    source = undefined;
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? deafen() : listen()));
  addEventListener("pagehide", deafen);
  addEventListener("pageshow", listen);

  listen();
})();
