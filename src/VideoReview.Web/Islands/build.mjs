// Bundles styles, islands and icons into ../wwwroot/assets. Everything comes from our own origin: no CDN.
import { build } from "esbuild";
import { compile } from "sass";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../wwwroot/assets");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Bootstrap 5.3 still uses the old Sass functions; its own warnings are not ours to mend.
const css = compile(join(here, "styles/app.scss"), { style: "compressed", loadPaths: [join(here, "node_modules")], quietDeps: true, silenceDeprecations: ["import"] });
writeFileSync(join(out, "app.css"), css.css);

const bundle = await build({
  entryPoints: { app: join(here, "src/app.ts"), "hash-worker": join(here, "src/uploads/hash-worker.ts") },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: false,
  metafile: true,
  chunkNames: "part-[hash]",
  logLevel: "warning",
});

// One sprite of the icons in use: each is named in icons.txt.
const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").map((n) => n.trim()).filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(join(here, `node_modules/bootstrap-icons/icons/${name}.svg`), "utf8");
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`;
});
writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);

// What goes to browsers goes with its notices: the page Lisensi shows them.
const shipped = [...Object.keys(bundle.metafile.inputs).map((file) => resolve(file)), ...css.loadedUrls.map(fileURLToPath), join(here, "node_modules/bootstrap-icons/package.json")];
writeFileSync(join(out, "licences.json"), JSON.stringify(licences(shipped)));
