// Shows what is wrong with the site on the page that its author looks at.
function tractProblems() {
  "use strict";

  // Problems are shown in a tree of their own, so that no style of the page reaches
  // them. All that comes from the site is put in as text.
  let host, shade, news;
  let dismissed; // the problems that the author put away
  let unfolded = false; // what is no error, beside errors

  // show gives the number of the problems that are shown now.
  async function show() {
    const answer = await fetch("/_tract/problems", {signal: AbortSignal.timeout(20000)});
    const before = JSON.stringify(news?.problems);
    news = await answer.json();
    if (before === JSON.stringify(news.problems)) return news.version; // what is open or has the focus stays so
    const old = host;
    host = undefined;
    if (news.problems.some((p) => p.severity !== "advice")) await drawProblems();
    old?.remove();
    if (!host) dismissed = undefined;
    return news.version;
  }

  async function drawProblems() {
    const errors = news.problems.some((p) => p.severity === "error");
    const whole = document.body.classList.contains("notice"); // there is nothing beside the problems
    host = make("tract-problems", whole ? "whole" : "");
    host.lang = news.language;
    host.dir = "ltr";
    shade = host.attachShadow({mode: "open"});
    const sheet = make("link");
    sheet.rel = "stylesheet";
    sheet.href = "/_tract/live.css";
    const styled = new Promise((done) => (sheet.onload = sheet.onerror = done));
    const corner = make("button", "corner", news.counts);
    corner.type = "button";
    corner.dataset.severity = errors ? "error" : "warning";
    corner.setAttribute("aria-expanded", "false");
    corner.onclick = () => {
      fold(false);
      shade.querySelector("h2").focus();
    };
    const status = make("p", "status");
    status.setAttribute("role", "status");
    const all = make("div");
    all.hidden = true; // until it is styled
    all.append(status, corner, drawPanel(errors, whole));
    shade.append(sheet, all);
    document.documentElement.append(host); // after the body, which is the page's
    await styled;
    all.hidden = false;
    fold(!whole && (!errors || dismissed === JSON.stringify(news.problems)));
    status.textContent = `${news.words.title}: ${news.counts}`;
  }

  // fold shows the panel, or in its place the corner that brings it back.
  function fold(away) {
    shade.querySelector(".panel").hidden = away;
    shade.querySelector(".corner").hidden = !away;
  }

  function dismiss() {
    const within = shade.activeElement !== null;
    dismissed = JSON.stringify(news.problems);
    fold(true);
    if (within) shade.querySelector(".corner").focus({preventScroll: true});
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host && shade.querySelector(".panel:not([hidden]) .close")) dismiss();
  });

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function drawPanel(errors, whole) {
    const panel = make("section", "panel");
    panel.setAttribute("aria-labelledby", "title");
    const bar = make("header");
    const title = make("h2", "", news.counts);
    title.id = "title";
    title.tabIndex = -1;
    const button = make("button", "close", news.words.close);
    button.type = "button";
    button.onclick = dismiss;
    bar.append(title);
    if (!whole) bar.append(button);
    panel.append(bar);
    if (errors && !whole) panel.append(make("p", "stale", news.words.stale));
    const isError = (p) => p.severity === "error";
    panel.append(drawList(errors ? news.problems.filter(isError) : news.problems));
    if (errors && news.others) {
      const others = make("details");
      others.open = unfolded;
      others.ontoggle = () => (unfolded = others.open);
      others.append(make("summary", "", news.others), drawList(news.problems.filter((p) => !isError(p))));
      panel.append(others);
    }
    return panel;
  }

  function drawList(problems) {
    const list = make("ol");
    const rank = (p) => ["error", "warning", "advice"].indexOf(p.severity);
    for (const p of [...problems].sort((a, b) => rank(a) - rank(b))) list.append(drawProblem(p));
    return list;
  }

  function drawProblem(p) {
    const words = news.words;
    const item = make("li");
    item.dataset.severity = p.severity;
    const place = [p.file, p.line, p.column].filter(Boolean).join(":");
    const first = make("p", "message");
    first.append(make("b", "", words[p.severity]), " ", p.message);
    item.append(make("code", "place", place), first);
    if (p.excerpt) {
      const lines = make("pre", "", p.excerpt);
      lines.tabIndex = 0; // long lines are moved with the arrow keys
      lines.setAttribute("aria-label", place);
      if (p.caret) {
        const caret = make("span", "caret", `\n${" ".repeat(p.caret - 1)}^`);
        caret.setAttribute("aria-hidden", "true");
        lines.append(caret);
      }
      item.append(lines);
    }
    if (p.hint) item.append(make("p", "hint", `${words.hint} ${p.hint}`));
    return item;
  }

  return {show};
}
