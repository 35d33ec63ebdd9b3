// Starts the modules that the page asks for: data-module holds their names. A
// page works without any of this, so a fault in one part must not stop another.
import {clipboard} from "./modules/clipboard.js";
import {kit} from "./modules/kit.js";
import {language} from "./modules/language.js";
import {menu} from "./modules/menu.js";
import {offline} from "./modules/offline.js";
import {share} from "./modules/share.js";

const modules = new Map(Object.entries({kit, language, menu, offline, share}));

for (const root of document.querySelectorAll("[data-module]")) {
  for (const name of root.dataset.module.split(" ")) {
    try {
      modules.get(name)?.(root, clipboard);
    } catch (fault) {
      console.error(name, fault);
    }
  }
}
