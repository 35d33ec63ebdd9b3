// The editor reads and writes files by this script, which opens them as its forms want them:
// a source is always a mapping, entries under keys are a list, a text in several languages
// is one in each. What is saved goes into the file that was read, so that comments, the
// order and all that no form shows stay as they are.
"use strict";
(() => {
  const { forms, languages, partial } = {forms};
  const KEPT = "tract_file"; // the file as it was read
  const WHOSE = "tract_language"; // the language that a form is for
  const own = Object.hasOwn;
  const isText = (v) => typeof v === "string";
  const isGroup = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
  const kind = (node) => node?.[Symbol.for("yaml.node.type")]?.description;
  const isEmpty = (v) => v === undefined || v === null || v === "" || (typeof v === "object" && (v instanceof Map ? [...v.values()] : Object.values(v)).every(isEmpty));
  const filled = (pairs) => Object.fromEntries(pairs.filter(([, v]) => !isEmpty(v)));

  // Texts are a text in several languages; Article is a source in short. A file may have
  // either in two forms, and keeps the one that it has.
  class Texts {
    constructor(all, by) {
      Object.assign(this, { all, by });
    }
    like(node) {
      return kind(node) === "yaml.map" || this.all === undefined ? this.by : this.all;
    }
  }
  class Article {
    constructor(key) {
      this.key = key;
    }
    like(node) {
      return kind(node) === "yaml.map" ? { article: this.key } : "article:" + this.key;
    }
  }
  const plain = (v) => {
    if (v instanceof Texts || v instanceof Article) return v.like();
    if (v instanceof Map) return Object.fromEntries([...v].map(([k, one]) => [k, plain(one)]));
    if (Array.isArray(v)) return v.map(plain);
    return isGroup(v) ? Object.fromEntries(Object.entries(v).map(([k, one]) => [k, plain(one)])) : v;
  };

  // open gives a value of a file as a form in a language shows it; without a language, a
  // text in several has a field for each.
  const open = (shape, v, code) => {
    switch (shape?.is) {
      case undefined:
        return v;
      case "texts":
        if (code) return isGroup(v) ? v[code] : String(v);
        return isGroup(v) ? v : { all: String(v) };
      case "list":
        return Array.isArray(v) ? v.map((one) => open(shape.of, one, code)) : v;
      case "entries": {
        const rest = Object.entries(v).filter(([k]) => !own(shape.fields ?? {}, k));
        const entries = rest.map(([key, one]) => (shape.of.is === "group" ? { key, ...open(shape.of, one, code) } : { key, value: open(shape.of, one, code) }));
        return shape.fields ? { ...open({ is: "group", fields: shape.fields }, filled(Object.entries(v).filter(([k]) => own(shape.fields, k))), code), entries } : entries;
      }
      case "source":
        if (isText(v)) return { article: v.trim().replace(/^article:/, "") };
      // fallthrough
      case "group":
        return isGroup(v) ? Object.fromEntries(Object.entries(v).filter(([, one]) => one !== null).map(([k, one]) => [k, open(shape.fields[k], one, code)])) : v;
      case "word":
        return v === null ? "" : String(v);
    }
    return v;
  };

  // close gives what a file holds of the values that a form has, one for each of codes.
  const close = (shape, values, codes) => {
    const [first] = values;
    const of = (pick) => values.map((v) => (isGroup(v) || Array.isArray(v) ? pick(v) : undefined));
    switch (shape?.is) {
      case "texts": {
        if (!codes) return isGroup(first) ? new Texts(first.all || undefined, filled(Object.entries(first).filter(([k]) => k !== "all"))) : first;
        const by = filled(codes.map((code, i) => [code, values[i]]));
        const same = Object.keys(by).length === codes.length && new Set(Object.values(by)).size === 1;
        return isEmpty(by) ? undefined : new Texts(same ? first : undefined, by);
      }
      case "list":
        return Array.isArray(first) ? first.map((_, i) => close(shape.of, of((v) => v[i]), codes)).filter((v) => !isEmpty(v)) : first;
      case "entries": {
        const beside = shape.fields ? close({ is: "group", fields: shape.fields }, of(({ entries, ...rest }) => rest), codes) : {};
        const lists = shape.fields ? of((v) => v.entries) : values;
        const entry = ({ key, ...rest }) => (shape.of.is === "group" ? rest : rest.value);
        return new Map([...Object.entries(beside), ...(lists[0] ?? []).map((one, i) => [one.key, close(shape.of, lists.map((l) => l?.[i] && entry(l[i])), codes)])]);
      }
      case "source":
      case "group": {
        if (!isGroup(first)) return first;
        const group = filled(Object.keys(first).map((k) => [k, close(shape.fields[k], of((v) => v[k]), codes)]));
        return shape.is === "source" && isText(group.article) && Object.keys(group).length === 1 ? new Article(group.article) : group;
      }
    }
    return first;
  };

  // writer puts values into the nodes of a document. A file of another language than the
  // site's first is given no field that it left to that one.
  const writer = (doc, other) => {
    const create = (v) => doc.createNode(plain(v));
    const put = (node, v, shape) => {
      if (v instanceof Texts || v instanceof Article) return put(node, v.like(node));
      if (Array.isArray(v)) return kind(node) === "yaml.seq" ? list(node, v, shape?.of) : create(v);
      if (typeof v === "object" && v !== null) return kind(node) === "yaml.map" ? group(node, v, shape) : create(v);
      if (kind(node) !== "yaml.scalar") return create(v);
      if (String(node.value ?? "") !== String(v ?? "")) {
        node.value = v;
        delete node.source;
      }
      return node;
    };
    const group = (node, v, shape) => {
      const ordered = v instanceof Map;
      const wanted = ordered ? v : new Map(Object.entries(v));
      const shapeOf = (name) => shape?.fields?.[name] ?? (ordered ? shape?.of : undefined);
      const had = new Map(node.items.map((pair) => [String(pair.key?.value ?? pair.key), pair]));
      const items = node.items.filter((pair) => wanted.has(String(pair.key?.value ?? pair.key)) || (!ordered && isEmpty(pair.value?.toJSON?.())));
      let last;
      const all = [];
      for (const [name, one] of wanted) {
        let pair = had.get(name);
        if (pair) {
          pair.value = put(pair.value, one, shapeOf(name));
        } else if (isEmpty(one) || (other && shapeOf(name)?.shared)) {
          continue;
        } else {
          pair = doc.createPair(name, plain(one));
          pair.key.spaceBefore = ordered && items.some((beside) => beside.key?.spaceBefore);
          items.splice(last ? items.indexOf(last) + 1 : items.length, 0, pair);
        }
        all.push((last = pair));
      }
      node.items = ordered ? all : items;
      return node;
    };
    // An item is known by its key, or by what it says first; else by its place.
    const known = (v) => {
      const js = plain(v);
      const first = isGroup(js) ? js.id ?? js.key ?? Object.values(js)[0] : js;
      return JSON.stringify(isGroup(first) && new Set(Object.values(first)).size === 1 ? Object.values(first)[0] : first);
    };
    const list = (node, v, shape) => {
      const left = node.items.map((item) => ({ item, name: known(item?.toJSON?.() ?? item) }));
      const takes = (i) => {
        const [taken] = left.splice(i, 1, undefined);
        return taken?.item;
      };
      const found = v.map((one) => {
        const i = left.findIndex((l) => l?.name === known(one));
        return i < 0 ? undefined : takes(i);
      });
      node.items = v.map((one, i) => {
        const item = found[i] ?? (i < left.length ? takes(i) : undefined);
        return item ? put(item, one, shape) : create(one);
      });
      return node;
    };
    return put;
  };

  // write gives a text of YAML that holds a value, from the text that it was.
  const write = (was, value, shape, other) => {
    const doc = CMS.yaml.parseDocument(was ?? "");
    doc.contents = writer(doc, other)(doc.contents, value, shape);
    return doc.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: !/^( *)[^\s#-].*:\n\1- /m.test(was ?? "") });
  };
  const read = (text) => {
    const doc = CMS.yaml.parseDocument(text);
    if (doc.errors.length) throw doc.errors[0];
    return doc.toJS() ?? {};
  };

  // Pages are Markdown below their fields; each language has a file.
  const front = /^---\n([\s\S]*?\n)?---(?:\n([\s\S]*))?$/;
  const page = (shape) => ({
    fromFile: (text) => {
      const [, head = "", body = ""] = text.match(front) ?? [, , text];
      return { ...open(shape, read(head)), body: body.replace(/^\n/, ""), [KEPT]: text };
    },
    toFile: ({ [KEPT]: kept, [WHOSE]: code, body, ...fields }) => {
      const [, head, rest = ""] = kept?.match(front) ?? [];
      const gap = kept && !rest.startsWith("\n") ? "" : "\n";
      return `---\n${write(head, close(shape, [fields]), shape, kept && code !== languages[0])}---\n${body ? gap + body : ""}`;
    },
  });

  // Other files have all languages in them.
  const file = (shape) => ({
    fromFile: (text) => {
      const value = read(text);
      const codes = languages.filter((code) => !partial.includes(code) || JSON.stringify(value).includes(`"${code}":`));
      return Object.fromEntries(codes.map((code) => [code, { ...open(shape, value, code), [KEPT]: text }]));
    },
    toFile: (all) => {
      const codes = languages.filter((code) => all[code]);
      const kept = all[codes[0]][KEPT];
      return write(kept, close(shape, codes.map((code) => (({ [KEPT]: _, [WHOSE]: __, ...fields }) => fields)(all[code])), codes), shape);
    },
  });

  window.CMS_MANUAL_INIT = true;
  document.addEventListener("DOMContentLoaded", () => {
    for (const [name, { page: isPage, shape }] of Object.entries(forms)) {
      CMS.registerCustomFormat(name, isPage ? "md" : "yaml", isPage ? page(shape) : file(shape));
    }
    CMS.init();
  });
})();
