// Starts what lists have beside what every page has. A list works without it.
import {narrow} from "../modules/narrow.js";

for (const root of document.querySelectorAll("[data-module~=narrow]")) narrow(root);
