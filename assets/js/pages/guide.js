// Starts what guides have beside what every page has. A guide works without it.
import {checklist} from "../modules/checklist.js";
import {keep} from "../modules/keep.js";
import {quickHide} from "../modules/quick-hide.js";

const start = (module, name) => {
  for (const root of document.querySelectorAll(`[data-module=${name}]`)) {
    try {
      module(root);
    } catch (fault) {
      console.error(name, fault);
    }
  }
};
start(quickHide, "quick-hide");
start(checklist, "checklist");
start(keep, "keep");
