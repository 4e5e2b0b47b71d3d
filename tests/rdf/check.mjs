// SPDX-License-Identifier: Apache-2.0
// Usage: node check.mjs SHAPES GRAPH.nt...
// For each GRAPH.nt and the files beside it with the ends .ttl, .nq and .rdf: oxigraph and n3, which are
// strict, read each (n3 has no RDF/XML), all hold the same triples, N-Quads name a graph for each, and the
// triples conform to the shapes. Every mistake is printed; the exit code tells whether there was one.
import fs from 'node:fs'
import { Parser } from 'n3'
import oxigraph from 'oxigraph'
import env from '@zazuko/env'
import SHACLValidator from 'rdf-validate-shacl'

const forms = { nt: 'application/n-triples', ttl: 'text/turtle', nq: 'application/n-quads', rdf: 'application/rdf+xml' }
let mistakes = 0

function complain (text) {
  mistakes += 1
  if (mistakes <= 20) console.log(text)
}

// A term as text that does not depend on whose object it is; language tags are compared without case.
function show (term) {
  if (term.termType !== 'Literal') return `<${term.value}>`
  const kind = term.language ? `@${term.language.toLowerCase()}` : `^^${term.datatype.value}`
  return JSON.stringify(term.value) + kind
}

function triplesOf (quads, file, wantsGraph) {
  const set = new Set()
  for (const q of quads) {
    for (const term of [q.subject, q.predicate, q.object]) {
      if (term.termType === 'BlankNode') complain(`${file}: blank node`)
    }
    if ((q.graph.termType !== 'DefaultGraph') !== wantsGraph) complain(`${file}: graph of a triple`)
    set.add(`${show(q.subject)} ${show(q.predicate)} ${show(q.object)}`)
  }
  return set
}

function compare (a, b, what) {
  for (const t of a) if (!b.has(t)) complain(`${what}: misses ${t.slice(0, 300)}`)
  for (const t of b) if (!a.has(t)) complain(`${what}: has also ${t.slice(0, 300)}`)
}

function readBoth (file, end) {
  const text = fs.readFileSync(file, 'utf8')
  const sets = []
  try {
    sets.push(triplesOf(oxigraph.parse(text, { format: forms[end] }), `${file} (oxigraph)`, end === 'nq'))
  } catch (error) {
    complain(`${file}: oxigraph: ${error.message ?? error}`)
  }
  try {
    if (end !== 'rdf') sets.push(triplesOf(new Parser({ format: forms[end] }).parse(text), `${file} (n3)`, end === 'nq'))
  } catch (error) {
    complain(`${file}: n3: ${error.message}`)
  }
  return sets
}

async function validate (validator, file) {
  const dataset = env.dataset(new Parser({ format: forms.nt, factory: env }).parse(fs.readFileSync(file, 'utf8')))
  const report = await validator.validate(dataset)
  for (const r of report.results) {
    complain(`${file}: ${r.focusNode?.value} ${r.path?.value ?? ''} ` +
      `${r.sourceConstraintComponent?.value.replace(/.*#/, '')} ${r.value?.value ?? ''}`)
  }
  return report.conforms
}

const [shapesFile, ...files] = process.argv.slice(2)
const shapes = env.dataset(new Parser({ factory: env }).parse(fs.readFileSync(shapesFile, 'utf8')))
const validator = new SHACLValidator(shapes, { factory: env })
let triples = 0
for (const file of files) {
  const [first, ...others] = readBoth(file, 'nt')
  if (!first) continue
  triples += first.size
  if (!first.size) complain(`${file}: holds no triples`)
  for (const other of others) compare(first, other, file)
  for (const end of ['ttl', 'nq', 'rdf']) {
    const beside = file.replace(/nt$/, end)
    if (fs.existsSync(beside)) for (const set of readBoth(beside, end)) compare(first, set, beside)
  }
  if (!await validate(validator, file)) complain(`${file}: does not conform to the shapes`)
}
console.log(`${files.length} graphs, ${triples} triples, ${mistakes} mistakes`)
process.exit(mistakes ? 1 : 0)
