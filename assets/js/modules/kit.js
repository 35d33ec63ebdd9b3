// kit lets the reader fill in a text's blanks, and send or copy it filled. Nothing of
// it leaves the device by itself, and nothing is kept.
//
// root holds
//   .kit-text                     paragraphs with <span class="blank" data-blank="0">your name</span>;
//                                 blanks of one number are filled together
//   .kit-blanks                   a fold for the fields, hidden until they are there, with a place for
//                                 them and a button that empties them
//   a[data-way]                   links that end with the text; one with mailto: goes where that is too
//                                 long for mail programs
//   [data-action="copy"]          buttons, hidden until they work; share only where the
//   [data-action="copy-subject"]  browser can, copy-subject and .kit-note where there is no link with
//   [data-action="share"]         mailto:
//   .kit-length, .kit-over        how long the text is, in the words of their data-words
//   .kit-state                    where the outcome is said, in root's data-copied and data-failed
export function kit(root, clipboard) {
  const page = root.ownerDocument;
  const {navigator} = page.defaultView;
  const find = (selector) => root.querySelector(selector);
  const text = find(".kit-text");
  const status = find(".kit-state");
  const mail = find("a[href^='mailto:']");
  const ways = [...root.querySelectorAll("[data-way]")].map((link) => [link, link.getAttribute("href").replace(/[^=]*$/, "")]);

  // Equal blanks, in the order of the text.
  const blanks = new Map();
  for (const span of text.querySelectorAll("[data-blank]")) {
    const number = span.dataset.blank;
    blanks.set(number, [...(blanks.get(number) ?? []), span]);
  }
  if (blanks.size > 0) form(find(".kit-blanks"));
  offer("copy", () => clipboard(page, written()));
  offer("copy-subject", () => clipboard(page, find("[data-subject]").textContent));
  if (navigator.share) offer("share", () => navigator.share({text: written()}).then(() => "", (fault) => fault.name === "AbortError" && ""));
  fit();

  // offer shows a button and says what comes of its work: true, false, or "" for
  // nothing to say.
  function offer(action, work) {
    const button = find(`[data-action=${action}]`);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await work();
      status.textContent = done === "" ? "" : done ? root.dataset.copied : root.dataset.failed;
    });
  }

  // form puts a field for each blank into the fold. A blank that is touched opens it.
  function form(fold) {
    const inputs = [...blanks.values()].map((same) => {
      const words = same[0].textContent;
      const label = page.createElement("label");
      const input = page.createElement("input");
      input.className = "blank-field";
      input.autocomplete = "off";
      input.addEventListener("input", () => {
        for (const span of same) {
          span.textContent = input.value || words;
          span.toggleAttribute("data-filled", input.value !== "");
        }
        changed();
      });
      for (const span of same) {
        span.addEventListener("click", () => {
          fold.open = true;
          input.focus();
        });
      }
      label.append(words, " ", input);
      fold.querySelector("div").append(label);
      return input;
    });
    fold.querySelector("button").addEventListener("click", () => {
      for (const input of inputs) {
        input.value = "";
        input.dispatchEvent(new Event("input"));
      }
      inputs[0].focus();
    });
    fold.hidden = false;
  }

  // changed writes the text as it stands into the links, and how long it is.
  function changed() {
    status.textContent = "";
    for (const [link, head] of ways) {
      const mailed = head.startsWith("mailto:");
      link.setAttribute("href", head + encodeURIComponent(mailed ? written().replaceAll("\n", "\r\n") : written()));
    }
    fit();
    if (find(".kit-length")) count();
  }

  // fit takes away a link that is longer than mail programs take.
  function fit() {
    const long = !mail || mail.getAttribute("href").length > 1800;
    if (mail) mail.hidden = long;
    for (const part of root.querySelectorAll(".kit-note, [data-action=copy-subject]")) part.hidden = !long;
  }

  function count() {
    const [counted, long] = [find(".kit-length"), find(".kit-over")];
    const {characters, texts, over} = lengthOf(written());
    counted.textContent = counted.dataset.words.replace("{n}", characters).replace("{texts}", texts);
    const says = over && long.dataset.words.replace("{networks}", over);
    if (long.textContent !== says) long.textContent = says;
  }

  // written gives the text, with [a blank] where nothing was filled in.
  function written() {
    const words = (node) => {
      if (node.nodeName === "BR") return "\n";
      const open = node.dataset?.blank && !node.hasAttribute("data-filled");
      return open ? `[${node.textContent}]` : node.textContent;
    };
    return [...text.children].map((p) => [...p.childNodes].map(words).join("")).join("\n\n");
  }
}

// lengthOf measures a text as length.go does, which has the reasons.
function lengthOf(text) {
  const signs = (s) => [...s
    .replace(/[\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/gu, "")
    .replace(/\u200d\p{So}|[\u200c\u200d]/gu, "")
    .replace(/[\u{1f1e6}-\u{1f1ff}]{2}/gu, "\u{1f1e6}")];
  const short = signs(text.replace(/https?:\/\/[^\s<>"«»]+/g, "x".repeat(23)));
  const heavy = short.filter((sign) => !/[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/.test(sign)).length;
  const characters = signs(text).length;
  const over = [["Bluesky", characters, 300], ["X", short.length + heavy, 280], ["Mastodon", short.length, 500]]
    .filter(([, length, most]) => length > most)
    .map(([name, length, most]) => `${name} (${length}/${most})`)
    .join(", ");
  const plain = /^[\n !-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ^{}\\[~\]|€]*$/.test(text);
  const units = text.length + (plain ? text.replace(/[^^{}\\[~\]|€]/g, "").length : 0);
  const [one, each] = plain ? [160, 153] : [70, 67];
  return {characters, texts: units > one ? Math.ceil(units / each) : 1, over};
}
