// Looks for the pages that hold what is typed. Without this, the page is an index. Nothing
// that is typed leaves the device: it stands behind the # of the address, so that the way
// back from a page leads to what was found.
//
// [data-search] holds the field and its button, and in data-folder where the index is;
//   [role=status]       where the outcome is said, in the words of its data-
//   ol                  what was found
//   [data-action=more]  a button for more of it
//   [data-advice]       what to do where nothing was found: [data-near] words that may have
//                       been meant, and for each [data-other] language what it has
// [data-index] is what the page shows while nothing is looked for.
import {fold} from "../modules/fold.js";
import {index} from "../modules/index.js";

const root = document.querySelector("[data-search]");
const field = root.querySelector("input");
const status = root.querySelector("[role=status]");
const list = root.querySelector("ol");
const more = root.querySelector("[data-action=more]");
const advice = root.querySelector("[data-advice]");
const plurals = new Intl.PluralRules(document.documentElement.lang);
const perView = 10;

let own = index(document, root.dataset.folder, fold);
let turn = 0; // counts the searches: what an earlier one finds late is not shown
let timer;

// words gives the words to look up. A letter by itself says nothing beside others.
function words(query) {
  const all = [...new Set(fold(query).match(/[\p{L}\p{M}\p{N}]+/gu))];
  const long = all.filter((word) => word.length > 1 || /\d/.test(word));
  return long.length > 0 ? long : all;
}

// say writes words of the page with what they leave open.
function say(text, n, query) {
  return text.replace("{n}", n).replace("{q}", () => query);
}

// count says how many there are, in the form that the number asks for.
function count(forms, n, query) {
  const texts = JSON.parse(forms);
  return say(texts[plurals.select(n)] ?? texts.other, n, query);
}

async function search() {
  const query = field.value.trim();
  const asked = words(query);
  const now = ++turn;
  keep(query);
  if (asked.length === 0) {
    show([]);
    status.textContent = "";
    return;
  }
  const late = setTimeout(() => (status.textContent = status.dataset.loading), 400);
  let none = false;
  try {
    none = await look(asked, query, now).catch(() => {
      // The site may have been published anew since: its index has other names.
      own = index(document, root.dataset.folder, fold);
      return look(asked, query, now);
    });
  } catch {
    if (now !== turn) return;
    show([]);
    status.textContent = status.dataset.failed;
  } finally {
    clearTimeout(late);
  }
  if (none) await advise(asked, query, now).catch(() => {}); // the outcome is said
}

// look shows what is found, and says whether that is nothing.
async function look(asked, query, now) {
  const found = await own.find(asked);
  const marked = (word) => found.forms.has(word) || asked.some((start) => start.length > 1 && word.startsWith(start));
  const item = async (n) => shaped(await own.entry(n), marked);
  const items = (from) => Promise.all(found.numbers.slice(from, from + perView).map(item));
  const first = await items(0);
  if (now !== turn) return false;
  const n = found.numbers.length;
  show(first, n);
  const {none, count: every, some} = status.dataset;
  status.textContent = n === 0 ? say(none, n, query) : count(found.all ? every : some, n, query);
  more.onclick = async () => {
    const next = await items(list.children.length);
    list.append(...next);
    more.hidden = list.children.length === n;
    next[0].querySelector("a").focus();
  };
  return n === 0;
}

// show shows what was found, and the index where nothing was looked for.
function show(items, n) {
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  more.hidden = !(n > items.length);
  advice.hidden = n !== 0;
  document.querySelector("[data-index]").hidden = items.length > 0;
}

// shaped makes a result.
function shaped({address, title, text, kind}, marked) {
  const item = made("li", "search-result");
  const heading = made("h2", "search-title");
  const link = made("a");
  link.href = address;
  mark(link, title, marked);
  heading.append(link);
  item.append(heading);
  if (kind) {
    const label = made("p", "search-kind");
    label.append(kind);
    item.append(label);
  }
  const summary = made("p");
  mark(summary, text, marked);
  item.append(summary);
  return item;
}

function made(name, style = "") {
  const element = document.createElement(name);
  element.className = style;
  return element;
}

// mark writes a text with the words that were looked for marked.
function mark(place, text, marked) {
  let from = 0;
  for (const word of text.matchAll(/\d+(?:[\s,.'’]\d{3})+|[\p{L}\p{M}\p{N}]+/gu)) {
    if (!marked(fold(word[0]))) continue;
    const found = made("mark");
    found.append(word[0]);
    place.append(text.slice(from, word.index), found);
    from = word.index + word[0].length;
  }
  place.append(text.slice(from));
}

async function advise(asked, query, now) {
  const near = advice.querySelector("[data-near]");
  const meant = (await Promise.all(asked.map(own.near))).flat();
  const link = (word) => {
    const a = made("a");
    a.href = `#q=${encodeURIComponent(word)}`;
    a.append(word);
    return a;
  };
  if (now === turn) {
    near.hidden = meant.length === 0;
    near.querySelector("span").replaceChildren(...meant.flatMap((word) => [link(word), " "]));
  }
  for (const other of advice.querySelectorAll("[data-other]")) {
    // Without a network there may be no other language.
    const {numbers, all} = await index(document, other.dataset.other, fold).find(asked).catch(() => ({numbers: [], all: false}));
    if (now !== turn) return;
    const a = other.querySelector("a");
    a.hash = `q=${encodeURIComponent(query)}`;
    other.querySelector("span").textContent = count(status.dataset.count, numbers.length, query);
    other.hidden = !all;
  }
}

// keep writes the query into the address.
function keep(query) {
  const at = location.href.split("#")[0] + (query ? `#q=${encodeURIComponent(query)}` : "");
  if (at !== location.href) history.replaceState(null, "", at);
}

// recall takes the query of the address, in which another page may have put it.
function recall() {
  const written = location.hash.startsWith("#q=") ? location.hash.slice(1) : location.search.slice(1);
  const query = new URLSearchParams(written).get("q");
  if (query === null && field.value === "") return;
  field.value = query ?? "";
  search();
}

// There is no form: without this script it would lead nowhere.
function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(search, wait);
}
field.addEventListener("input", () => soon(200));
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // a telephone's keyboard covers what is found
  soon(0);
});
root.querySelector("[data-action=search]").addEventListener("click", () => soon(0));
addEventListener("hashchange", recall);
root.removeAttribute("data-waiting");
recall();
