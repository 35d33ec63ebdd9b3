// What the browser tests ask of a page. It is evaluated in the page after axe-core;
// each function gives a list of what is wrong, as texts.
globalThis.examine = (() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  // name says which element it is, in the same words on every page where it can.
  const name = (e) => {
    const own = e.localName + [...e.classList].map((c) => "." + c).join("");
    return e.classList.length > 0 || e === document.body ? own : `${name(e.parentElement)} > ${own}`;
  };
  const seen = (e) => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});

  // unfold opens what is folded, but for the menu, which lies over the page, and shows
  // what only readers without scripts see: the page was loaded for them, and is examined
  // with scripts.
  const unfold = () => {
    all("details:not(.menu)").forEach((e) => (e.open = true));
    all("noscript").filter((e) => e.firstElementChild).forEach((e) => e.replaceWith(...e.childNodes));
  };

  const levels = {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]};
  const colours = {type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]};

  // rules runs axe-core: all rules of WCAG 2.2 A and AA, its advice, and contrast of
  // 7:1; or of these only what a scheme of colours may change.
  async function rules(context, onlyColours) {
    const options = onlyColours ? {runOnly: colours} : {runOnly: levels, rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}}};
    const run = await axe.run(context, {...options, preload: false, resultTypes: ["violations", "incomplete"]});
    const told = (r, n) => `${r.id}: ${n.target.join(" ")}: ${n.failureSummary.replaceAll(/\s+/g, " ")}`;
    const unsure = run.incomplete.filter((r) => r.id.startsWith("color-contrast")).flatMap((r) => r.nodes.map((n) => document.querySelector(n.target[0])));
    return [...run.violations.flatMap((r) => r.nodes.map((n) => told(r, n))), ...[...new Set(unsure)].flatMap(faint)];
  }

  // rgb gives the parts of a colour, however it is written.
  const pixel = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  function rgb(colour) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  }

  function luminance(colour) {
    const [r, g, b] = rgb(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  // behind gives the colours behind an element: of the nearest element around it, or
  // of the nearest picture that one of those draws before itself, that hides the rest.
  function behind(e) {
    const box = e.getBoundingClientRect();
    for (let around = e; around; around = around.parentElement) {
      const outer = around.getBoundingClientRect();
      for (const part of ["::before", "::after", ""]) {
        const style = getComputedStyle(around, part);
        if (part && (style.content === "none" || style.position !== "absolute")) continue;
        const left = outer.left + (part ? parseFloat(style.left) : 0);
        const top = outer.top + (part ? parseFloat(style.top) : 0);
        const covers = !part || left <= box.left + 2 && top <= box.top + 2 && left + parseFloat(style.width) >= box.right - 2 && top + parseFloat(style.height) >= box.bottom - 2;
        if (!covers) continue;
        const drawn = style.borderImageSlice.includes("fill") ? style.borderImageSource : style.backgroundImage;
        const gradient = drawn.match(/(rgba?|oklab|oklch|color)\([^()]*\)/g) ?? [];
        const colours = [...gradient, style.backgroundColor].filter((c) => rgb(c)[3] > 250);
        if (colours.length > 0 && (gradient.length === 0 || colours.length >= gradient.length)) return colours;
      }
    }
    return ["white"];
  }

  // faint judges the contrast of a text that axe-core does not know the background of.
  function faint(e) {
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 4.5 : 7;
    return behind(e).flatMap((colour) => {
      const [dark, light] = [luminance(style.color), luminance(colour)].sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      return contrast < least ? [`contrast of ${contrast.toFixed(1)} (${style.color} on ${colour}): ${name(e)}`] : [];
    });
  }

  // acting are elements that do something, or lead around the site: all links but those
  // in the midst of a text.
  const acting = () => all("button, summary, input:not([type=hidden]), select, textarea, [role=button], .button, a[href]")
    .filter((e) => e.localName !== "a" || getComputedStyle(e).display !== "inline" || e.closest("nav, .site-header, .site-footer"));

  // spread gives the box of what an element draws over the things around it, to be hit
  // anywhere there; if it is positioned by that, of where.
  const spread = (e) => {
    const style = getComputedStyle(e, "::after");
    const whole = style.content !== "none" && style.position === "absolute" && ["top", "right", "bottom", "left"].every((side) => style[side] === "0px");
    return whole ? [(getComputedStyle(e).position === "static" ? e.offsetParent : e).getBoundingClientRect()] : [];
  };

  // targets finds what acts and is hard to hit: less than 48 pixels wide or high. A
  // label is part of its field.
  function targets() {
    const folded = all("details");
    folded.forEach((e) => (e.open = true));
    return acting().filter(seen).flatMap((e) => {
      folded.forEach((e) => (e.open = true)); // the menu closes where the focus leaves it
      e.focus({preventScroll: true}); // what only then is seen
      const boxes = [...[e, ...(e.labels ?? [])].map((part) => part.getBoundingClientRect()), ...spread(e)];
      const width = Math.max(...boxes.map((r) => r.right)) - Math.min(...boxes.map((r) => r.left));
      const height = Math.max(...boxes.map((r) => r.bottom)) - Math.min(...boxes.map((r) => r.top));
      return width < 47.5 || height < 47.5 ? [`${Math.round(width)} × ${Math.round(height)}: ${name(e)}`] : [];
    });
  }

  // scrolls says whether an element stands in one that may be moved sideways.
  function scrolls(e) {
    for (; e && e !== document.body; e = e.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  }

  // overflow finds what makes the page wider than the screen, and texts that are cut.
  function overflow() {
    const width = document.documentElement.clientWidth;
    const beyond = (e) => {
      const r = e.getBoundingClientRect();
      return Math.max(r.right - width, -r.left);
    };
    const over = (e) => beyond(e) > 1 && e.getBoundingClientRect().width > 1 && seen(e) && !scrolls(e);
    // A few: a phone makes room for what is too wide, so that other things are as well.
    const wide = document.documentElement.scrollWidth <= width ? [] : all("body *").filter((e) => over(e) && ![...e.children].some(over));
    wide.sort((a, b) => beyond(b) - beyond(a)).splice(3);
    const cut = all("body *").filter((e) => {
      const style = getComputedStyle(e);
      const hides = [style.overflowX, style.overflowY].some((o) => o === "hidden" || o === "clip");
      return hides && style.clipPath === "none" && e.clientWidth > 1 && e.innerText?.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
    });
    const said = document.documentElement.scrollWidth > width && wide.length === 0 ? ["wider than the screen"] : [];
    return [...said, ...wide.map((e) => `too wide: ${name(e)}`), ...cut.map((e) => `cut: ${name(e)}`)];
  }

  // spaced sets text as readers may who need room between lines, words and letters.
  function spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  }

  // focus goes through all that the keyboard reaches, and finds what is then not seen,
  // or not marked.
  function focus() {
    return all("a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']").filter((e) => seen(e) && !e.disabled).flatMap((e) => {
      e.focus({focusVisible: true});
      if (document.activeElement !== e) return [`not reached: ${name(e)}`];
      const marked = ["", "::before", "::after"].some((part) => {
        const style = getComputedStyle(e, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      });
      if (!marked) return [`not marked: ${name(e)}`];
      const r = e.getClientRects()[0];
      if (!r) return [`nowhere: ${name(e)}`];
      const at = document.elementFromPoint((Math.max(r.left, 0) + Math.min(r.right, innerWidth)) / 2, (Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2);
      return at && (e.contains(at) || at.contains(e)) ? [] : [`hidden behind ${at && name(at)}: ${name(e)}`];
    });
  }

  // rightToLeft finds what does not begin at the right.
  function rightToLeft() {
    return all("h1, .site-title, .breadcrumbs li:first-child").filter((e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return getComputedStyle(e).direction !== "rtl" || innerWidth - range.getBoundingClientRect().right > 40;
    }).map(name);
  }

  return {unfold, rules, targets, overflow, spaced, focus, rightToLeft};
})();
