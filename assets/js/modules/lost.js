// lost tells a reader without a network that a page is not on the device, in place of
// that page. The worker led here, with the page's place in the address: #/fr/guides/x.
//
// root is hidden; its link becomes one to the page that was wanted. data-worker is the
// relative address of the worker.
export function lost(root) {
  const view = root.ownerDocument.defaultView;
  const [, wanted] = view.location.hash.split("#/");
  const site = new URL("./", new URL(root.dataset.worker, view.location)).href;
  if (wanted === undefined) return;
  const address = new URL(wanted, site).href;
  if (!address.startsWith(site)) return;
  root.querySelector("a").href = address;
  root.hidden = false;
}
