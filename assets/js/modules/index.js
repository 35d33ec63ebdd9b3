// index looks words up in the search index of a language, which lies in a folder of
// the site. internal/search says what is in it.
//
//   find(words)  of folded words: {numbers, all, forms}, the best entry first; all says
//                whether each has all of the words, forms are the words that it has for them
//   near(word)   words of the index that may have been meant
//   entry(n)     what is shown of an entry: {address, title, text, kind}
//
// Each fails where a file cannot be read.
export function index(page, folder, fold) {
  const view = page.defaultView;
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const files = new Map();
  return {find, near, entry};

  // file gives the value that a file hands over. The first is asked for anew, and holds
  // the names of the others, which say what is in them.
  function file(name) {
    if (!files.has(name)) {
      const address = `${folder}${name}.js`;
      files.set(name, view.location.protocol === "file:" ? run(address) : read(address, name));
    }
    return files.get(name);
  }

  async function read(address, name) {
    const answer = await view.fetch(address, {cache: name === "index" ? "no-cache" : "default"});
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const text = await answer.text();
    return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")));
  }

  // own passes the address of a file of an index, and fails for any other.
  function own(address) {
    return address.match(/^(\.\.\/)*search\/[\w/-]+\.js$/)[0];
  }

  // run has a file executed: from a USB stick nothing can be fetched, but scripts run.
  function run(address) {
    return new Promise((resolve, reject) => {
      const script = page.createElement("script");
      view.tractFound = (value) => (page.currentScript.tractFound = value);
      view.tractPolicy ??= view.trustedTypes?.createPolicy("tract", {createScriptURL: own}) ?? {createScriptURL: own};
      script.onload = () => resolve(script.tractFound);
      script.onerror = () => reject(new Error(address));
      script.src = view.tractPolicy.createScriptURL(address);
      page.head.append(script);
    });
  }

  // lines gives what words that begin so may be among: [{forms, words, found}, …]. Of a
  // beginning of many words, the first are enough: the reader types on.
  async function lines(start) {
    const {shards} = await file("index");
    const names = [];
    for (let i = 0; i < shards.length && names.length < 2; i += 2) {
      const reaches = i + 2 === shards.length || shards[i + 2] > start;
      if (reaches && (shards[i] <= start || shards[i].startsWith(start))) names.push(shards[i + 1]);
    }
    return (await Promise.all(names.map(shard))).flat();
  }

  async function shard(name) {
    const parsed = `${name} parsed`;
    if (!files.has(parsed)) {
      const line = (text) => {
        const [words, found] = text.split("=");
        return {words: words.split(" "), forms: words.split(" ").map(fold), found};
      };
      files.set(parsed, (await file(name)).split(";").map(line));
    }
    return files.get(parsed);
  }

  // matches gives the entries of one word with their scores. What is no word of the site
  // and begins none is tried without its article, and then shorter and shorter.
  async function matches(word) {
    const {n, article} = await file("index");
    const bare = article ? word.replace(new RegExp(article), "") : word;
    const least = Math.max(4, Math.ceil(bare.length * 0.6));
    const starts = [word, bare];
    for (let end = bare.length - 1; end >= least; end--) starts.push(bare.slice(0, end));
    const scores = new Map();
    const forms = new Set();
    let telling = true;
    for (const start of starts) {
      for (const line of await lines(start)) {
        const begun = line.forms.filter((form) => form === start || (start.length > 1 && form.startsWith(start)));
        if (begun.length === 0) continue;
        const exact = line.forms.includes(word);
        if (exact && line.found.startsWith("*")) telling = false;
        for (const form of exact ? line.forms : begun) forms.add(form);
        const places = decode(line.found);
        const worth = Math.log(1 + n / places.length) * (exact ? 1 : 0.5);
        for (const [number, level] of places) {
          scores.set(number, Math.max(scores.get(number) ?? 0, level * level * worth));
        }
      }
      if (scores.size > 0 || !telling) break;
    }
    return {scores, forms, telling: telling && scores.size * 2 <= n};
  }

  // decode reads the entries of a line: [[number, level], …].
  function decode(found) {
    const places = [];
    let number = 0;
    let value = 0;
    let shift = 0;
    for (const c of found.replace("*", "")) {
      const digit = digits.indexOf(c);
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit > 31) continue;
      number += value >> 3;
      places.push([number, value & 7]);
      value = shift = 0;
    }
    return places;
  }

  async function find(words) {
    const each = await Promise.all(words.map(matches));
    const {kinds} = await file("index");
    // A word that half of the entries have says little: it need not be there.
    const told = each.filter((m) => m.telling);
    const wanted = told.length > 0 ? told : each;
    const some = [...new Set(wanted.flatMap((m) => [...m.scores.keys()]))];
    const whole = some.filter((n) => wanted.every((m) => m.scores.has(n)));
    const all = whole.length > 0;
    const score = new Map();
    for (const n of all ? whole : some) {
      const sum = each.reduce((total, m) => total + (m.scores.get(n) ?? 0), 0);
      score.set(n, sum * (1 - 0.04 * kindOf(kinds, n)));
    }
    const numbers = [...score.keys()].sort((a, b) => score.get(b) - score.get(a) || a - b);
    return {numbers, all, forms: new Set(each.flatMap((m) => [...m.forms]))};
  }

  // kindOf gives the place of an entry's kind among all: [end, name, end, name, …].
  function kindOf(kinds, n) {
    let k = 0;
    while (n >= kinds[2 * k]) k++;
    return k;
  }

  async function near(word) {
    const most = word.length > 5 ? 2 : 1;
    const list = [];
    for (const line of await lines(word.slice(0, 2))) {
      line.forms.forEach((form, i) => {
        const far = distance(form, word, most);
        if (far <= most) list.push([far, line.words[i]]);
      });
    }
    return list.sort((a, b) => a[0] - b[0]).slice(0, 3).map((it) => it[1]);
  }

  // distance counts the letters to change, add or leave out.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let above = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1]));
      }
      above = row;
    }
    return above[b.length];
  }

  async function entry(n) {
    const {per, chunks, kinds} = await file("index");
    const chunk = await file(chunks[Math.floor(n / per)]);
    const [address, title, text] = chunk.slice((n % per) * 3);
    return {address, title, text, kind: kinds[2 * kindOf(kinds, n) + 1]};
  }
}
