// Takes the place of the worker that a finished site left at this address, which a
// browser asks for again at each visit. It ends itself and what is kept, and has pages
// that came from there, for want of a quick answer, loaded anew.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith("tract:")) await caches.delete(name);
  await registration.unregister();
  for (const page of await clients.matchAll({type: "window"})) page.navigate(page.url);
}
