// share has the page's address sent or copied.
//
// root holds links that end with the text (a[data-way]), and buttons, hidden until
// they work: [data-action="copy"], and [data-action="share"] where the browser can. A
// site that does not know its own address leaves root hidden, and the address is then
// the one that the page was opened at.
export function share(root, clipboard) {
  const page = root.ownerDocument;
  const {location, navigator} = page.defaultView;
  const meta = (name) => page.querySelector(`meta[${name}]`)?.content ?? "";
  const [title, text] = [meta("property='og:title'"), meta("name=description")];
  const known = page.querySelector("link[rel=canonical]")?.href;
  const url = known ?? location.href.split("#")[0];
  if (!url.startsWith("http")) return; // a file: nobody else can open its address
  if (!known) {
    for (const link of root.querySelectorAll("[data-way]")) {
      const href = link.getAttribute("href");
      const mailed = href.startsWith("mailto:");
      link.setAttribute("href", href + encodeURIComponent(mailed ? `${text}\r\n\r\n${url}` : `${title}\n${url}`));
    }
  }
  root.hidden = false;

  const status = root.querySelector("[role=status]");
  const offer = (action, work) => {
    const button = root.querySelector(`[data-action=${action}]`);
    button.hidden = false;
    button.addEventListener("click", async () => (status.textContent = await work()));
  };
  const {copied, failed} = root.dataset;
  offer("copy", async () => ((await clipboard(page, url)) ? copied : `${failed} ${url}`));
  if (navigator.share) {
    offer("share", () => navigator.share({title, text, url}).then(() => "", (fault) => (fault.name === "AbortError" ? "" : failed)));
  }
}
