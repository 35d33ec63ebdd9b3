// kit lets the reader fill in a text's blanks, and copy or mail it filled. Nothing
// of it leaves the device by itself, and nothing is kept.
//
// root holds
//   .kit-text               paragraphs with <span class="blank" data-blank="0">your name</span>;
//                           blanks of one number are filled together
//   [data-action="copy"]    a button, hidden until it works
//   a[href^="mailto:"]      a link with a body, where the text is short enough
//   [role="status"]         where the outcome is said, in the words of root's data-copied
//                           and data-failed
//
// The fields are folded under the text, in the words of root's data-fill.
export function kit(root) {
  const page = root.ownerDocument;
  const text = root.querySelector(".kit-text");
  const status = root.querySelector("[role=status]");
  const button = root.querySelector("[data-action=copy]");
  const mail = root.querySelector("a[href^='mailto:']");
  const head = mail?.getAttribute("href").split("&body=")[0];

  // Equal blanks, in the order of the text.
  const blanks = new Map();
  for (const span of text.querySelectorAll("[data-blank]")) {
    const number = span.dataset.blank;
    blanks.set(number, [...(blanks.get(number) ?? []), span]);
  }
  if (blanks.size > 0) {
    const fields = page.createElement("div");
    fields.className = "cluster";
    for (const same of blanks.values()) fields.append(field(same));
    const fold = page.createElement("details");
    fold.className = "kit-blanks";
    const summary = page.createElement("summary");
    summary.append(root.dataset.fill);
    fold.append(summary, fields);
    text.after(fold);
  }
  if (button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = (await copy()) ? root.dataset.copied : root.dataset.failed;
    });
  }

  // field makes a labelled input that fills every one of the equal blanks.
  function field(same) {
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
      status.textContent = "";
      if (mail) address();
    });
    label.append(words, " ", input);
    return label;
  }

  // address writes the text as it stands into the link, which goes while that is
  // longer than mail programs take.
  function address() {
    const href = `${head}&body=${encodeURIComponent(written().replaceAll("\n", "\r\n"))}`;
    mail.hidden = href.length > 1800;
    mail.setAttribute("href", href);
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

  async function copy() {
    try {
      await page.defaultView.navigator.clipboard.writeText(written());
      return true;
    } catch {
      // Away from https there is no clipboard. The old command copies what is
      // selected; where it too is refused, the text stays selected for the reader.
      page.defaultView.getSelection().selectAllChildren(text);
      return page.execCommand("copy");
    }
  }
}
