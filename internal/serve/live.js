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
  // quietly does what is no doing of the page's scripts.
  const quietly = (change) => {
    note(watcher.takeRecords());
    watcher.disconnect();
    change();
    watch();
  };
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

  const sheets = (root) => [...root.querySelectorAll("link[rel~=stylesheet]")];
  const scripts = (root) => [...root.querySelectorAll("script[src]")].map((s) => s.src).filter((src) => !src.includes("/_tract/")).sort().join(" ");
  const policy = (root) => root.querySelector("meta[http-equiv='Content-Security-Policy' i]")?.content;

  // refresh shows what the event of that number told.
  async function refresh(number, onlyStyles) {
    const answer = await ask(location.href);
    const next = answer.response;
    const sent = next.querySelector("script[data-version]");
    const refreshes = next.querySelector("meta[http-equiv=refresh i]");
    if (!sent || refreshes || scripts(next) !== scripts(document) || policy(next) !== policy(document) || sheets(next).length !== sheets(document).length) return again();
    if (answer.responseURL && answer.responseURL.split("#")[0] !== location.href.split("#")[0]) {
      history.replaceState(history.state, "", answer.responseURL.split("#")[0] + location.hash); // the page moved
    }
    await dress(next);
    note(watcher.takeRecords());
    const steps = [];
    const whole = onlyStyles || plan(document.body, next.body, steps);
    if (!whole) return again();
    quietly(() => {
      if (!onlyStyles) head(next);
      for (const step of steps) step();
    });
    version = Math.max(version, onlyStyles ? number : Number(sent.dataset.version));
  }

  // dress puts in the style sheets that are new, each before the one in its place, which
  // goes once all new ones are there. So nothing flashes. Some stand in the body, where
  // what they are for begins.
  async function dress(next) {
    const stale = [];
    const loads = [];
    const now = sheets(document);
    quietly(() => {
      for (const [i, wanted] of sheets(next).entries()) {
        if (now[i].href === wanted.href && now[i].media === wanted.media) continue;
        const link = document.importNode(wanted);
        loads.push(new Promise((done) => {
          link.onload = link.onerror = done;
          setTimeout(done, 3000);
        }));
        now[i].before(link);
        stale.push(now[i]);
        twins.set(link, wanted);
      }
    });
    await Promise.all(loads);
    quietly(() => {
      for (const link of stale) link.remove();
    });
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

  // tended is what a script of the page's own looks after, and what it counts and sorts;
  // beside that, all that stands in a row with what it changed.
  const tended = "[data-module], [data-suits]";

  // plan lists the steps that make an element the next one. It gives false where a
  // script of the page's own has to do its work anew: it changed what was edited, or
  // looks after it. The page is loaded again then.
  function plan(live, next, steps) {
    const twin = twins.get(live);
    const [now, sent, wanted] = [[...live.childNodes], [...twin.childNodes], [...next.childNodes]];
    if (worked.has(live) || live.matches(tended) || now.length !== sent.length) return false;
    const row = new Set([...live.children].filter((e) => worked.has(e)).map((e) => e.localName));
    const isTended = (node) => node.nodeType === 1 && (node.matches(tended) || node.querySelector(tended) || row.has(node.localName));
    steps.push(() => {
      attributes(live, next);
      twins.set(live, next);
      if (live.matches("input, textarea")) live.value = next.value;
      if ("checked" in live) live.checked = next.checked;
    });
    let place = 0; // in now
    for (const [i, node] of [...align(sent, wanted), [now.length]]) {
      if (i === undefined) {
        if (isTended(node)) return false;
        const before = place;
        steps.push(() => {
          const added = document.importNode(node, true);
          if (node.nodeType === 1) pair(added, node);
          live.insertBefore(added, now[before] ?? null);
        });
        continue;
      }
      for (const gone of now.slice(place, i)) {
        if (isTended(gone)) return false;
        steps.push(() => gone.remove());
      }
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

  // fields gives what a reader fills in, ticks or opens, by what it is known by: its kind
  // and the words beside it, since an edit may bring another before it.
  function fields() {
    const known = new Map();
    for (const field of document.querySelectorAll("input, textarea, select, details")) {
      const fold = field.localName === "details";
      const words = (fold ? field.querySelector("summary") : field.closest("label, li"))?.textContent ?? "";
      let name = [field.localName, field.type, field.name, words].join("\n");
      while (known.has(name)) name += "+";
      known.set(name, field);
    }
    return known;
  }

  // again loads the page, and has what the author did to it brought back after.
  function again() {
    const state = {address: location.pathname, x: scrollX, y: scrollY, fields: []};
    for (const [name, f] of fields()) {
      const secret = f.type === "password" || f.type === "file" || f.type === "hidden";
      state.fields.push([name, f.localName === "details" ? f.open : secret ? null : f.value, f.checked ?? null, f === document.activeElement]);
    }
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
    const now = fields();
    // One whose own words were edited is the one in its place, where no other came or went.
    const [left, fresh] = [state.fields.filter(([name]) => !now.has(name)), [...now.keys()].filter((name) => !state.fields.some(([was]) => was === name))];
    if (left.length === fresh.length) for (const [i, one] of left.entries()) one[0] = fresh[i];
    for (const [name, value, checked, focused] of state.fields) {
      const field = now.get(name);
      if (!field) continue;
      if (focused) field.focus({preventScroll: true});
      if (field.localName === "details") {
        field.open = value;
      } else if (value !== null && (field.value !== value || (checked !== null && field.checked !== checked))) {
        field.value = value;
        if (checked !== null) field.checked = checked;
        field.dispatchEvent(new Event("input", {bubbles: true}));
      }
    }
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
