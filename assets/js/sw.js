// The site's worker: it answers from this device where the network does not. It is
// published as sw.js at the site's root, after a line that says what the site has:
//
//   const site = {
//     pages: {fr: [["fr/index.html", "3f2a91c07b"], …]}, // by language: its home page, the page that
//                                                        // stands in for what is not here, and others
//     files: [["favicon.svg", "91c03f2a7b"], …],         // of no language
//   };
//
// What follows an address is a digest of its bytes. The others and the files are left
// out for readers who save data.
//
// A page is answered from the network, or from here after three seconds or without a
// network. A page is kept only together with the styles and scripts that it names,
// whose names hold a digest of their content, and these go only once no page that is
// kept names them: so no page ever wears those of another version.
//
// What words are looked up in is kept once the search page of a language was read: all of
// it, since a part would tell what was looked for, and only where it is small.
//
// All that is kept is in caches whose names begin with the site's place, since other
// sites may be at the same origin. Only pages of a language, what they wear and what
// they look words up in are answered for; the rest is left to the browser.
//
// Nothing is kept before a page has asked for it: it knows whether the reader wants that.
const root = new URL("./", location).pathname;
const mine = `tract:${root}:`;
const [kept, shell, visited, worn, words] = ["kept", "shell", "visited", "worn", "words"].map((name) => mine + name);
const most = 200; // visited pages
const mostWords = 64; // files of words: some 150 KB as they are sent
const patience = 3000; // ms

let off = false; // the reader wants nothing kept
let turn = Promise.resolve();
const coming = new Map();

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const {request} = event;
  const place = placeOf(request.url);
  if (off || place === undefined || request.method !== "GET" || request.headers.has("range")) return;
  if (request.mode === "navigate") {
    if (isPage(place)) answer(event, place);
  } else if (isWorn(place)) {
    event.respondWith(isShared(place) ? wear(place) : picture(place, event.clientId));
  } else if (isWords(place)) {
    event.respondWith(wordsAt(place, request));
  } else if (listed().includes(place)) {
    event.respondWith(fetch(request).catch(async () => (await find(keyOf(place))) ?? Response.error()));
  }
});

addEventListener("message", (event) => {
  const {url} = event.source;
  const task = tasks[event.data.task];
  if (!task || placeOf(url) === undefined) return;
  const done = task(url, event.data).catch(() => false);
  event.waitUntil(done.then((result) => event.ports[0]?.postMessage(result)));
});

// What pages ask for; url is that of the page that asks.
const tasks = {
  // visit keeps the page, what was loaded for it, and what is for all readers of its
  // language.
  async visit(url, {loaded, thrifty}) {
    const key = keyOf(placeOf(url));
    await caches.open(visited);
    if (isPage(key) && !(await find(key))) await fetchPage(url, visited, {cache: "force-cache"}); // which is just what was shown
    const all = await isOpen(key);
    await Promise.allSettled(loaded.map(placeOf).filter((place) => isWorn(place) && (all || isShared(place))).map(wear));
    await sync(key.split("/")[0], thrifty);
    const [, folder] = (await (await find(key))?.text())?.match(/ data-folder="([^"]+)"/) ?? [];
    if (folder && !thrifty) await keepWords(placeOf(new URL(folder, url)));
    return true;
  },

  async isKept(url) {
    return Boolean(await on(kept, keyOf(placeOf(url))));
  },

  // keep keeps the page, with its pictures, until the reader lets it go.
  async keep(url) {
    await fetchPage(url, kept, {pictures: true}).catch(() => inTurn(() => copy(keyOf(placeOf(url)), kept)));
    return tasks.isKept(url);
  },

  // release makes a page one of those that were visited.
  async release(url, {address}) {
    const key = keyOf(placeOf(address ?? url));
    await inTurn(async () => {
      if (!(await on(shell, key))) await copy(key, visited);
      await drop(kept, key);
      await sweep();
    });
    return true;
  },

  // list tells what is kept.
  async list() {
    const pages = new Map();
    if (off) return [];
    for (const shelf of [kept, shell, visited]) {
      const cache = await caches.open(shelf);
      for (const {url} of await cache.keys()) {
        const {headers} = await cache.match(url);
        const [title, address] = [headers.get("tract-title"), headers.get("tract-address")];
        if (title && !pages.has(address)) pages.set(address, {address, title: decodeURIComponent(title), date: headers.get("date"), kept: shelf === kept});
      }
    }
    return [...pages.values()];
  },

  // stop deletes everything, and nothing is kept from then on.
  async stop() {
    off = true;
    await turn.catch(() => {});
    for (const name of await caches.keys()) if (name.startsWith(mine)) await caches.delete(name);
    return registration.unregister();
  },
};

// placeOf gives an address below the site's root, undefined for one elsewhere.
function placeOf(address) {
  const {origin, pathname} = new URL(address, location);
  return origin === location.origin && pathname.startsWith(root) ? pathname.slice(root.length) : undefined;
}

// keyOf gives what a page is kept by. Servers differ in how they call one page:
// fr/, fr/index.html; fr/a.html, fr/a.
function keyOf(place) {
  return place.replace(/(^|\/)index\.html$|\.html$/, "$1");
}

// isPage holds for the pages of a language and for the one that offers them.
function isPage(place) {
  return (Object.hasOwn(site.pages, place.split("/")[0]) || keyOf(place) === "") && !/\.(?!html$)\w+$/.test(place);
}

// isWorn holds for files whose name holds a digest of their content: main.3f2a91c07b.css,
// picket.91c03f2a7b-640.jpg.
function isWorn(place) {
  return /^assets\/.+\.[0-9a-f]{10}(-\d+)?\.\w+$/.test(place);
}

// isShared holds for those of them that many pages wear, and for no picture.
function isShared(place) {
  return /\.(css|js|woff2)$/.test(place);
}

// isWords holds for files that words are looked up in.
function isWords(place) {
  return /^search\/.+\.js$/.test(place);
}

// namesIn gives the names of such files in a text.
function namesIn(text) {
  return text.match(/[\w.%~-]+\.[0-9a-f]{10}(?:-\d+)?\.\w+/g) ?? [];
}

// isDiscreet holds for a page with a way to leave it at once: that somebody read it is
// nobody's business, and nothing that is kept tells it.
function isDiscreet(html) {
  return html.includes('data-module="quick-hide"');
}

// isOpen holds for a page that is here and may be known to be: for its pictures tell it.
async function isOpen(key) {
  const page = await find(key);
  return Boolean(page && ((await on(kept, key)) || !isDiscreet(await page.text())));
}

function titleOf(html) {
  const [, title = ""] = html.match(/property="og:title" content="([^"]*)"/) ?? [];
  return title.replace(/&(?:(amp)|(lt)|(gt)|#34|quot);/g, (_, amp, lt, gt) => (amp ? "&" : lt ? "<" : gt ? ">" : '"'));
}

function listed() {
  return [...Object.values(site.pages).flat(), ...site.files].map(([place]) => place);
}

function on(shelf, key) {
  return caches.match(root + key, {cacheName: shelf});
}

async function find(key) {
  return (await on(kept, key)) ?? (await on(shell, key)) ?? (await on(visited, key));
}

async function drop(shelf, key) {
  return (await caches.open(shelf)).delete(root + key);
}

async function copy(key, shelf) {
  const page = await find(key);
  if (!page || (shelf === visited && isDiscreet(await page.clone().text()))) return;
  await (await caches.open(shelf)).put(root + key, page);
}

// inTurn does one thing after another: what is kept must not change while it is
// decided what may go.
function inTurn(task) {
  turn = turn.catch(() => {}).then(() => (off ? undefined : task()));
  return turn;
}

// mayKeep holds once a page has asked for anything to be kept, until all is deleted: this
// worker may have been stopped since, and pages that are still open have it start again.
async function mayKeep() {
  return !off && caches.has(visited);
}

function answer(event, place) {
  const key = keyOf(place);
  const response = fetch(event.request);
  event.waitUntil(response.then((r) => learn(key, r.clone())).catch(() => {}));
  event.respondWith(choose(place, response));
}

async function choose(place, response) {
  const here = await find(keyOf(place));
  const soon = await soonest(response, here);
  return soon !== here ? soon : here ? dated(here) : lost(place);
}

// soonest gives what the network answers, if it does in time, or else what is here.
async function soonest(response, here) {
  const late = new Promise((done) => setTimeout(done, patience));
  const first = await Promise.race(here ? [response, late] : [response]).catch(() => undefined);
  return first && (first.status < 500 || !here) ? first : here;
}

// dated gives a kept page that knows of what day it is.
async function dated(page) {
  const day = new Date(page.headers.get("date")).toISOString();
  const html = (await page.text()).replace("<html", `<html data-copy="${day}"`);
  return new Response(html, {headers: {"content-type": "text/html; charset=utf-8"}});
}

// lost leads to the page that says what is here, in the reader's language or in one
// of which something is.
async function lost(wanted) {
  for (const language of [wanted.split("/")[0], ...Object.keys(site.pages)]) {
    const [place] = site.pages[language]?.[keyOf(wanted) === "" ? 0 : 1] ?? [];
    if (place && (await on(shell, keyOf(place)))) return Response.redirect(`${root}${place}#/${wanted}`);
  }
  return Response.error();
}

// learn keeps a page that the network answered with, or forgets one that is gone.
async function learn(key, response) {
  if (response.status === 404 || response.status === 410) return inTurn(() => Promise.all([drop(visited, key), drop(shell, key)]));
  if (response.headers.get("content-type")?.startsWith("text/html")) return store(key, response, visited);
}

async function fetchPage(address, shelf, {cache = "no-cache", ...options}) {
  const url = new URL(address, location);
  url.hash = url.search = "";
  return store(keyOf(placeOf(url)), await fetch(url, {cache}), shelf, options);
}

// store keeps a page that is whole, with all that it needs.
async function store(key, response, shelf, {digest = "", pictures = false} = {}) {
  const sound = response.status === 200 && response.type === "basic" && keyOf(placeOf(response.url) ?? "?") === key;
  if (!sound || !(await mayKeep())) throw new Error(response.url);
  const bytes = await response.arrayBuffer();
  const type = response.headers.get("content-type") ?? "";
  const text = type.startsWith("text/html") ? new TextDecoder().decode(bytes) : "";
  const names = [...new Set(namesIn(text))].join(" ");
  const needed = [...text.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, address]) => placeOf(new URL(address, response.url)))
    .filter((place) => place && isWorn(place) && (pictures || isShared(place)));
  await inTurn(async () => {
    await Promise.all(needed.map(wear));
    for (const place of needed) if (!(await on(worn, place))) throw new Error(place); // there was none, or no room
    const old = await find(key);
    const same = text && (await old?.clone().text()) === text;
    if (same && shelf === visited && isDiscreet(text)) return; // nor its day and its place in the list
    const page = new Response(bytes, {
      headers: {
        "content-type": type,
        "date": response.headers.get("date") ?? new Date().toUTCString(),
        "tract-address": new URL(response.url).pathname,
        "tract-digest": digest || (same && old.headers.get("tract-digest")) || "",
        "tract-names": names,
        "tract-title": encodeURIComponent(titleOf(text)),
      },
    });
    const shelves = [];
    for (const other of [kept, shell]) if (other === shelf || (await on(other, key))) shelves.push(other);
    if (shelves.length === 0 && !isDiscreet(text)) shelves.push(visited);
    for (const one of shelves) await (await caches.open(one)).put(root + key, page.clone());
    if (!shelves.includes(visited)) await drop(visited, key);
    if ((await outlive()) || (old && old.headers.get("tract-names") !== names)) await sweep();
  });
}

// outlive lets the pages go that were visited longest ago.
async function outlive() {
  const cache = await caches.open(visited);
  const old = (await cache.keys()).slice(0, -most);
  for (const page of old) await cache.delete(page);
  return old.length > 0;
}

// sweep lets the files go that no page names, nor a style sheet of one.
async function sweep() {
  const named = new Set();
  for (const shelf of [kept, shell, visited]) {
    for (const page of await (await caches.open(shelf)).matchAll()) for (const name of page.headers.get("tract-names").split(" ")) named.add(name);
  }
  const cache = await caches.open(worn);
  const files = (await cache.keys()).map(({url}) => [url, url.split("/").pop()]);
  for (const [url, name] of files) if (name.endsWith(".css") && named.has(name)) for (const font of namesIn(await (await cache.match(url)).text())) named.add(font);
  for (const [url, name] of files) if (!named.has(name)) await cache.delete(url);
}

// wear gives a file whose name holds its digest, and keeps it. Who asks for one that
// is on its way waits for that.
function wear(place) {
  if (!coming.has(place)) coming.set(place, load(place).finally(() => coming.delete(place)));
  return coming.get(place).then((file) => file.clone());
}

async function load(place) {
  const here = await on(worn, place);
  if (here) return here;
  const file = await fetch(root + place).catch(() => otherSize(place));
  if (file.status === 200 && file.type === "basic" && file.url.endsWith(place) && (await mayKeep())) await (await caches.open(worn)).put(root + place, file.clone()).catch(() => {});
  return file;
}

// picture gives a picture to a page, and keeps it if that page is.
async function picture(place, client) {
  const {url} = (await clients.get(client)) ?? {};
  if (url && (await isOpen(keyOf(placeOf(url))))) return wear(place);
  return (await on(worn, place)) ?? fetch(root + place).catch(() => otherSize(place));
}

// dress keeps the fonts that the style sheets name.
async function dress() {
  const cache = await caches.open(worn);
  for (const {url} of await cache.keys()) {
    if (!url.endsWith(".css")) continue;
    for (const name of namesIn(await (await cache.match(url)).text())) await wear(placeOf(new URL(name, url))).catch(() => {});
  }
}

// otherSize gives a picture in a size that is here.
async function otherSize(place) {
  const cache = await caches.open(worn);
  const [picture] = place.split(/-\d+\.\w+$/);
  const file = (await cache.keys()).find(({url}) => placeOf(url).startsWith(`${picture}-`));
  return file ? cache.match(file) : Response.error();
}

// wordsAt gives a file that words are looked up in. The first, which names the others, is
// from the network if it comes in time.
async function wordsAt(place, request) {
  const here = await on(words, place);
  if (here && !place.endsWith("/index.js")) return here;
  return (await soonest(fetch(request), here)) ?? Response.error();
}

// keepWords keeps all files of a folder that words are looked up in, or none. The first
// is changed last, for the others to be there that it names.
async function keepWords(folder) {
  const get = async (name) => {
    const file = await fetch(`${root}${folder}${name}.js`, {cache: name === "index" ? "no-cache" : "default", priority: "low"});
    if (file.status !== 200 || file.type !== "basic" || !(await mayKeep())) throw new Error(file.url);
    return file;
  };
  const index = await get("index");
  const names = (await index.clone().text()).match(/\b[wt]-\w+/g) ?? [];
  const cache = await caches.open(words);
  if (names.length > mostWords) names.length = 0;
  else {
    const missing = [];
    for (const name of names) if (!(await on(words, `${folder}${name}.js`))) missing.push(name);
    await Promise.all(missing.map(async (name) => cache.put(`${root}${folder}${name}.js`, await get(name))));
    await cache.put(`${root}${folder}index.js`, index);
    names.push("index");
  }
  for (const {url} of await cache.keys()) {
    const place = placeOf(url);
    if (place.startsWith(folder) && !names.includes(place.slice(folder.length, -3))) await cache.delete(url);
  }
}

// sync brings what is for all readers of a language up to date.
async function sync(language, thrifty) {
  const pages = Object.hasOwn(site.pages, language) ? site.pages[language] : [];
  for (const [place, digest] of thrifty ? pages.slice(0, 2) : pages.length > 0 ? [...pages, ...site.files] : []) {
    const here = await on(shell, keyOf(place));
    if (here?.headers.get("tract-digest") !== digest) await fetchPage(root + place, shell, {digest}).catch(() => {});
  }
  if (!thrifty) await dress();
  const all = new Set(listed().map((place) => new URL(root + keyOf(place), location).href));
  await inTurn(async () => {
    const cache = await caches.open(shell);
    const gone = (await cache.keys()).filter(({url}) => !all.has(url));
    for (const page of gone) await cache.delete(page);
    if (gone.length > 0) await sweep();
  });
}
