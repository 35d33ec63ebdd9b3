// kit lets the reader fill in a text's blanks, and copy, share or send it filled.
// Nothing of it leaves the device by itself, and nothing is kept.
//
// root holds, all but the text optional:
//   [data-kit-text]    the text, with <span class="blank" data-blank="0">your name</span>;
//                      blanks of one number are filled together
//   [data-kit-blanks]  where the fields go, hidden until there are any
//   [data-kit-copy]    a button, hidden until it works; data-done and data-failed are
//                      what the status says afterwards
//   [data-kit-share]   a button, hidden until it works
//   [data-kit-send]    a link whose address is this attribute and then the text, which
//                      is hidden while that is longer than mail programs take
//   [role=status]      where the outcome is said
export function kit(root) {
  const page = root.ownerDocument;
  const device = page.defaultView.navigator;
  const text = root.querySelector("[data-kit-text]");
  const status = root.querySelector("[role=status]");
  const say = (words) => {
    if (status) status.textContent = words;
  };
  const written = () => text.innerText.replace(/\n{3,}/g, "\n\n").trim();

  // Groups of equal blanks, in the order of the text.
  const blanks = new Map();
  for (const span of text.querySelectorAll("[data-blank]")) {
    const number = span.dataset.blank;
    blanks.set(number, [...(blanks.get(number) ?? []), span]);
  }
  const place = root.querySelector("[data-kit-blanks]");
  if (place) {
    for (const same of blanks.values()) place.append(field(same));
    place.hidden = blanks.size === 0;
  }

  enable("[data-kit-copy]", true, async (button) => {
    say((await copy()) ? button.dataset.done : button.dataset.failed);
  });
  enable("[data-kit-share]", device.share, () => device.share({text: written()}).catch(() => {}));

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
      say("");
      address();
    });
    label.append(words.replace(/^\[+|\]+$/g, ""), " ", input);
    return label;
  }

  // address writes the text as it stands into the links that send it.
  function address() {
    for (const link of root.querySelectorAll("[data-kit-send]")) {
      const href = link.dataset.kitSend + encodeURIComponent(written().replace(/\n/g, "\r\n"));
      link.hidden = href.length > 1800;
      link.href = href;
    }
  }

  async function copy() {
    try {
      await device.clipboard.writeText(written());
      return true;
    } catch {
      // Away from https there is no clipboard. The old command copies what is
      // selected; where it too is refused, the text stays selected for the reader.
      page.defaultView.getSelection().selectAllChildren(text);
      return page.execCommand("copy");
    }
  }

  function enable(selector, works, act) {
    const button = root.querySelector(selector);
    if (!button || !works) return;
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
}
