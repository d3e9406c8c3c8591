// @ts-check
import { start } from "./page.js";
import { createCanvas } from "./canvas.js";

start(createCanvas);
