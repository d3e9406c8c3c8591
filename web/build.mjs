/* Bundles src/ into graphtool/views/page: `npm ci && npm run build`. Each bundle begins with the digest of what it was made
   from, so that a test sees without Node whether it is the source's. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const page = "../graphtool/views/page"; // its words and looks the report shares
const folder = process.argv[2] ?? page;
const sources = readdirSync("src").filter((name) => name.endsWith(".js")).sort();
const digest = createHash("sha256");
for (const name of [...sources.map((each) => `src/${each}`), `${page}/words.json`, `${page}/look.json`, "package-lock.json"]) digest.update(readFileSync(name));
const others = {
  canvas: "",
  webgl: `/* with sigma.js 3.0.3, Copyright (C) 2013-2025 Alexis Jacomy, Guillaume Plique, Benoît Simard; graphology 0.26.0, Copyright (c) 2016-2021
Guillaume Plique; graphology-utils 2.5.2, Copyright (c) 2021 Guillaume Plique; events 3.3.0, Copyright Joyent, Inc. and other Node
contributors; all under the MIT License: see NOTICE of graphtool */
`,
};
for (const renderer of /** @type {const} */ (["canvas", "webgl"])) {
  const made = await build({
    entryPoints: [`src/${renderer}-page.js`], bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8",
    legalComments: "none", write: false,
  });
  const text = made.outputFiles[0].text.replaceAll("</script", "<\\/script");
  writeFileSync(`${folder}/${renderer}.bundle.js`, `/* made by web/build.mjs from ${digest.copy().digest("hex")} */\n${others[renderer]}${text}`);
}
