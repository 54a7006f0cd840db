// The notices of the packages to which these files belong. A package that names no licence stops the build.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const owner = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const noticeFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

export function licences(files) {
  const folders = new Set(files.map((file) => owner.exec(file)?.[0]).filter(Boolean));
  return [...folders].map(licence).sort((one, other) => one.name.localeCompare(other.name, "en"));
}

function licence(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const notices = readdirSync(folder).filter((file) => noticeFile.test(file)).sort();
  const notice = notices.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  if (!license || (!notice && license !== "MIT")) throw new Error(`${name} ${version} names no licence`);
  return { name, version, kind: license, notice: notice || mit(author?.name ?? author ?? `the authors of ${name}`) };
}

// Of packages that say "MIT" and leave the text out.
function mit(author) {
  return `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
