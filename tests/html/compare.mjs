// SPDX-License-Identifier: Apache-2.0
// Token F1 and speed of Mozilla's Readability with jsdom on the same pages as measure_html, counted the same way:
//   cp tests/html/package.json tests/html/compare.mjs SOMEWHERE && cd SOMEWHERE && npm install
//   node compare.mjs .../tests/html/pages
import fs from 'node:fs';
import path from 'node:path';
import { JSDOM, VirtualConsole } from 'jsdom';
import { Readability } from '@mozilla/readability';

const folder = process.argv[2];

function tokens(text) {
  return text.toLowerCase().match(/[a-z0-9\u00c0-\u1fff\u3001-\uffff]+/g) ?? [];
}

function gold(name) {
  const text = fs.readFileSync(path.join(folder, `${name}.txt`), 'utf8');
  return { url: /^found: (.*)$/m.exec(text)[1], body: text.slice(text.indexOf('\n\n') + 2) };
}

function f1(read, wanted) {
  const bag = new Map();
  for (const t of wanted) bag.set(t, (bag.get(t) ?? 0) + 1);
  let both = 0;
  for (const t of read) {
    const left = bag.get(t) ?? 0;
    if (left) {
      bag.set(t, left - 1);
      ++both;
    }
  }
  if (!wanted.length) return read.length ? 0 : 1;
  return (2 * both) / (read.length + wanted.length);
}

let sum = 0;
let bytes = 0;
let seconds = 0;
const names = fs.readdirSync(folder).filter((n) => n.endsWith('.html')).sort();
for (const file of names) {
  const page = fs.readFileSync(path.join(folder, file));
  const { url, body } = gold(file.slice(0, -5));
  const begin = process.hrtime.bigint();
  const dom = new JSDOM(page, { url, virtualConsole: new VirtualConsole() });
  const article = new Readability(dom.window.document).parse();
  seconds += Number(process.hrtime.bigint() - begin) / 1e9;
  bytes += page.length;
  const score = f1(tokens(article?.textContent ?? ''), tokens(body));
  sum += score;
  console.log(`${file.padEnd(28)} F1 ${score.toFixed(3)}`);
}
console.log(`${names.length} pages: mean F1 ${(sum / names.length).toFixed(4)}, ${(bytes / 1e6 / seconds).toFixed(2)} MB/s, ` +
  `${Math.round((seconds * 1e6) / names.length)} microseconds a page`);
