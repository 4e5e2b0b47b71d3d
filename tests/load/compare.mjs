// SPDX-License-Identifier: Apache-2.0
// Usage: node compare.mjs QUERY_URL FILE [GRAPH]
// Are the named graphs of the store those of the N-Quads (with GRAPH: is that graph the triples of the N-Quads), no
// triple more or less? Only graphs below https://w3id.org/newsgraph/ and GRAPH count, since Virtuoso has some of its
// own. Values are compared after what a store may change: superfluous zeros, capitals in language tags, and in
// Oxigraph the kind of integer.
import fs from 'node:fs'
import { webcrypto } from 'node:crypto'

globalThis.crypto ??= webcrypto // Node.js 18 has it under this name only
const { default: oxigraph } = await import('oxigraph')
const xsd = 'http://www.w3.org/2001/XMLSchema#'

export function term (isIri, value, language, datatype) {
  if (isIri) return `<${value}>`
  if (language) return JSON.stringify(value) + '@' + language.toLowerCase()
  if (datatype === xsd + 'decimal') value = String(Number(value))
  if (datatype === xsd + 'nonNegativeInteger') datatype = xsd + 'integer'
  return JSON.stringify(value) + '^^' + (datatype || xsd + 'string')
}

export const linesOf = (store, graph) => store.match().map(q => [graph ?? q.graph.value, q.subject.value, q.predicate.value,
  term(q.object.termType === 'NamedNode', q.object.value, q.object.language, q.object.datatype?.value)].join(' '))

export function readFile (path) {
  const store = new oxigraph.Store()
  store.load(fs.readFileSync(path, 'utf8'), { format: 'application/n-quads' })
  return store
}

/// What differs, in words; '' where nothing does.
export function difference (got, want) {
  const held = new Set(got)
  const wanted = new Set(want)
  const missing = [...wanted].filter(x => !held.has(x))
  const extra = got.filter(x => !wanted.has(x))
  return !missing.length && !extra.length && got.length === wanted.size
    ? ''
    : `${got.length} triples, not ${wanted.size}; missing: ${missing.slice(0, 3)}; too many: ${extra.slice(0, 3)}\n`
}

async function main (url, file, graph) {
  const query = 'SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "https://w3id.org/newsgraph/")' +
    (graph ? ` || ?g = <${graph}>` : '') + ') }'
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/sparql-results+json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ query })
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  const got = (await answer.json()).results.bindings.map(b => [b.g.value, b.s.value, b.p.value,
    term(b.o.type === 'uri', b.o.value, b.o['xml:lang'], b.o.datatype)].join(' '))
  const text = difference(got, linesOf(readFile(file), graph))
  process.stdout.write(text)
  process.exit(text ? 1 : 0)
}
if (process.argv[1].endsWith('compare.mjs')) await main(...process.argv.slice(2))
