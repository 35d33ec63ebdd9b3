// What the page about reading without a network has beside what every page has.
import {device} from "../modules/device.js";
import {lost} from "../modules/lost.js";

for (const root of document.querySelectorAll("[data-module=device]")) device(root);
for (const root of document.querySelectorAll("[data-module=lost]")) lost(root);
