// clipboard copies a text, and promises to say whether it could.
export function clipboard(page, text) {
  // Away from https there is no clipboard. The old command copies what is selected.
  const old = () => {
    const focused = page.activeElement;
    const field = page.createElement("textarea");
    field.className = "hidden";
    field.value = text;
    page.body.append(field);
    field.select();
    const copied = page.execCommand("copy");
    field.remove();
    focused?.focus();
    return copied;
  };
  const copy = async () => {
    try {
      await page.defaultView.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return old();
    }
  };
  return copy();
}
