// SPDX-License-Identifier: Apache-2.0
// Usage: node lines.mjs NEWSGRAPH FOLDER
// Lines of N-Quads that are awkward: what oxigraph and n3 both take, `newsgraph convert` must take and hand on
// unchanged, and what both refuse, it must refuse. Where they differ, the grammar of the Recommendation decides (the
// second field). The third says where we are stricter on purpose.
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
import { Parser } from 'n3'
import oxigraph from 'oxigraph'

const [newsgraph, folder] = process.argv.slice(2)
const sp = '<http://e/s> <http://e/p> '
const lines = [
  [sp + '<http://e/o> .', true],
  [sp + '<http://e/o>.', true],
  ['\t' + sp + '<http://e/o>\t.\t# comment', true],
  ['<http://e/s><http://e/p><http://e/o>.', true],
  [sp + '"" .', true],
  [sp + '"a"@en .', true],
  [sp + '"a"@en-GB-x-y .', true],
  [sp + '"a"@EN .', true],
  [sp + '"a"@e1 .', false],
  [sp + '"a"@en- .', false],
  [sp + '"a"@ .', false],
  [sp + '"a"@en_GB .', false],
  [sp + '"a" @en .', true],
  [sp + '"a"@ en .', false],
  [sp + '"a" ^^\t<http://e/t> .', true],
  [sp + `"a"@en${'-abcd'.repeat(8)} .`, true, 'longer than 35 characters'],
  [sp + '"a"^^<http://e/t> .', true],
  [sp + '"a"^^<http://www.w3.org/2001/XMLSchema#string> .', true],
  [sp + '"a"^^e:t .', false],
  [sp + '"a"^^"t" .', false],
  [sp + '"tab\\t nl\\n cr\\r b\\b f\\f q\\" s\\\' bs\\\\" .', true],
  [sp + '"\\u0000\\u0001\\u001F\\u007F\\u0080" .', true],
  [sp + '"\\u00e9\\U0001F600\\uFFFD" .', true],
  [sp + '"\\uFFFF\\uFFFE\\uFDD0" .', true],
  [sp + '"\\uD83D\\uDE00" .', false],
  [sp + '"\\U00110000" .', false],
  [sp + '"\\u12" .', false],
  [sp + '"\\x41" .', false],
  [sp + '"\\a" .', false],
  [sp + '"raw\ttab" .', true],
  [sp + '"raw\u0001\u007f\u0085\u2028" .', true],
  [sp + '"é😀大\uFFFD" .', true],
  [sp + '"a .', false],
  [sp + '"a"b" .', false],
  [sp + "'a' .", false],
  [sp + '"""a""" .', false],
  [sp + '1 .', false],
  [sp + 'true .', false],
  [sp + '() .', false],
  [sp + '[] .', false],
  [sp + 'e:o .', false],
  [sp + '<o> .', false],
  [sp + '<> .', false],
  [sp + '<//e/o> .', false],
  [sp + '<http://e/a b> .', false],
  [sp + '<http://e/a"b> .', false],
  [sp + '<http://e/a<b> .', false],
  [sp + '<http://e/a{b}> .', false],
  [sp + '<http://e/a|b> .', false],
  [sp + '<http://e/a^b> .', false],
  [sp + '<http://e/a`b> .', false],
  [sp + '<http://e/a\\b> .', false],
  [sp + '<http://e/\\n> .', false],
  [sp + '<http://e/\\u0020> .', false],
  [sp + '<http://e/\\u003E> .', false],
  [sp + '<http://e/\\u00E9> .', true],
  [sp + '<http://e/é大😀> .', true],
  [sp + '<urn:a:b> .', true],
  [sp + '<mailto:a@e> .', true],
  [sp + '<http://e/?a=b&c#d> .', true],
  [sp + '<1http://e/> .', false],
  ['"a" <http://e/p> <http://e/o> .', false],
  ['<http://e/s> _:p <http://e/o> .', false],
  ['<http://e/s> "p" <http://e/o> .', false],
  ['<http://e/s> a <http://e/o> .', false],
  ['_:a <http://e/p> _:b .', true],
  ['_:a.b <http://e/p> _:b.', true],
  ['_:0 <http://e/p> _:a-b .', true],
  ['_:é <http://e/p> _:a·b .', true],
  ['_:-a <http://e/p> _:b .', false],
  ['_:.a <http://e/p> _:b .', false],
  ['_: <http://e/p> _:b .', false],
  ['_a <http://e/p> _:b .', false],
  [sp + '"a" <http://e/g> .', true],
  [sp + '"a" _:g .', true],
  [sp + '"a" "g" .', false],
  [sp + '"a" <http://e/g> <http://e/h> .', false],
  [sp + '"a"', false],
  [sp + '"a" . .', false],
  [sp + '"a" . ' + sp + '"b" .', false],
  [sp + '"a" , "b" .', false],
  [sp + '"a" ; <http://e/q> "b" .', false],
  [sp + '.', false],
  ['<http://e/s> <http://e/p> .', false],
  ['@prefix e: <http://e/> .', false],
  ['.', false],
  ['<http://e/s>', false]
]

const file = `${folder}/lines.nq`
fs.writeFileSync(file, lines.map(([text]) => text).join('\n') + '\n')
const run = spawnSync(newsgraph, ['convert', '-f', 'nquads', file], { encoding: 'utf8' })
const refused = new Set([...run.stderr.matchAll(/lines\.nq:(\d+):/g)].map(match => Number(match[1])))
const written = run.stdout.split('\n')

const show = quad => [quad.subject, quad.predicate, quad.object, quad.graph]
  .map(t => `${t.termType} ${t.value} ${(t.language ?? '').toLowerCase()} ${t.datatype?.value ?? ''}`).join('\u0000')
function read (reader, text) {
  try {
    const quads = reader === 'n3'
      ? new Parser({ format: 'application/n-quads', blankNodePrefix: '' }).parse(text)
      : oxigraph.parse(text, { format: 'application/n-quads' })
    return quads.length === 1 ? show(quads[0]) : null
  } catch {
    return null
  }
}

let mistakes = 0
function complain (i, what) {
  mistakes += 1
  console.log(`${what}: ${JSON.stringify(lines[i][0])}`)
}
let next = 0
lines.forEach(([text, isGood, stricter], i) => {
  const taken = !refused.has(i + 1)
  const ours = taken ? written[next++] : null
  const by = { oxigraph: read('oxigraph', text), n3: read('n3', text) }
  if (taken !== (isGood && !stricter)) complain(i, taken ? 'taken' : 'refused')
  if (!by.oxigraph === !by.n3 && !by.oxigraph === isGood) complain(i, 'the table differs from both readers')
  if (!taken) return
  for (const reader of Object.keys(by)) {
    if (by[reader] && read(reader, ours) !== by[reader]) complain(i, `${reader} reads something else in ${ours}`)
  }
})
if (next !== written.length - 1) {
  mistakes += 1
  console.log(`${written.length - 1} lines were written for ${next} that were taken`)
}
console.log(`${lines.length} awkward lines, ${mistakes} mistakes`)
process.exit(mistakes ? 1 : 0)
