// @ts-check
import { start } from "./page.js";
import { createWebgl } from "./webgl.js";

start(createWebgl);
