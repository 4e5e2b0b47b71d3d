// SPDX-License-Identifier: Apache-2.0
// usage: node peers.mjs ARTICLES.jsonl TOKENS
// Tokens a second of CPU time of two libraries of JavaScript over the same articles, counted as newsgraph counts
// tokens; of each article the best of three rounds.
import { readFileSync } from 'node:fs';
import nlp from 'compromise';
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

const texts = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => line)
  .map((line) => JSON.parse(line))
  .map((article) => [article.title, article.text ?? article.body].filter((part) => part).join('\n\n'));
const tokens = Number(process.argv[3]);
const wink = winkNLP(model);

const peers = [
  [
    'compromise',
    'tokens, tags, names of people, places and organisations by lists and rules; no dependencies, events or speakers',
    (text) => {
      const doc = nlp(text);
      return doc.people().length + doc.places().length + doc.organizations().length;
    },
  ],
  [
    'wink-nlp',
    'tokens, sentences, tags, lemmas, dates and amounts; no names of people, dependencies, events or speakers',
    (text) => {
      const doc = wink.readDoc(text);
      return doc.tokens().out(wink.its.pos).length + doc.tokens().out(wink.its.lemma).length + doc.entities().length();
    },
  ],
];

function measure(run) {
  const best = texts.map(() => Infinity);
  for (let round = 0; round < 3; ++round) {
    texts.forEach((text, i) => {
      const begin = process.cpuUsage();
      run(text);
      const took = process.cpuUsage(begin);
      best[i] = Math.min(best[i], took.user + took.system);
    });
  }
  return best.reduce((a, b) => a + b, 0) / 1e6;
}

for (const [name, what, run] of peers) {
  console.log(`${name.padEnd(16)} ${(tokens / measure(run)).toFixed(0).padStart(9)} tokens/s  (${what})`);
}
