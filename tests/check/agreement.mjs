// SPDX-License-Identifier: Apache-2.0
// Usage: node agreement.mjs SHAPES FILE...       do the findings in FILE.json agree with the SHACL engine's?
//        node agreement.mjs --mutate N SEED GRAPH FOLDER     write N graphs, each GRAPH changed at random
// Compared are the sets of (focus node, path, constraint). What newsgraph alone looks for is left out, and so
// are graphs that cannot be read. Of a file whose name begins with own- newsgraph may find more: the other engine
// takes the 30th of February for a date, and en and EN for two languages.
import fs from 'node:fs'
import path from 'node:path'
import { Parser, Writer } from 'n3'
import env from '@zazuko/env'
import SHACLValidator from 'rdf-validate-shacl'

const SH = 'http://www.w3.org/ns/shacl#'
const BASE = 'https://w3id.org/newsgraph/id/'

function parse (file) {
  const format = file.endsWith('.nt') ? 'application/n-triples' : 'text/turtle'
  return new Parser({ format, baseIRI: BASE, factory: env }).parse(fs.readFileSync(file, 'utf8'))
}

function pathOf (steps) {
  if (!steps) return ''
  const first = Array.isArray(steps) ? steps[0] : steps
  if (first.termType) return first.value
  return (first.end === 'object' ? '' : '^') + first.predicates[0].value
}

// The path as it stands in the report: an IRI, or a blank node with sh:inversePath.
function resultPath (report, result) {
  const steps = result.pointer ? result.pointer.out(env.namedNode(SH + 'resultPath')) : null
  if (!steps?.term) return pathOf(result.path)
  if (steps.term.termType === 'NamedNode') return steps.term.value
  return '^' + steps.out(env.namedNode(SH + 'inversePath')).value
}

function ours (file) {
  const rows = fs.readFileSync(`${file}.json`, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line))
  return {
    unread: rows.some(r => r.rule === 'syntax'),
    rows: rows.filter(r => r.rule.startsWith('sh:')).map(r => {
      const node = r.node.startsWith('_:') ? '_:' : r.node.slice(1, -1)
      const steps = r.inversePath ? `^${r.inversePath}` : r.path ?? ''
      return `${node} ${steps} ${r.rule.slice(3)}`
    })
  }
}

async function theirs (validator, file) {
  const report = await validator.validate(env.dataset(parse(file)))
  return report.results.map(r => {
    const node = r.focusNode.termType === 'BlankNode' ? '_:' : r.focusNode.value
    return `${node} ${resultPath(report, r)} ${r.sourceConstraintComponent.value.slice(SH.length)}`
  })
}

async function compare (shapesFile, files) {
  const shapes = env.dataset(parse(shapesFile))
  const validator = new SHACLValidator(shapes, { factory: env })
  let bad = 0
  let invalid = 0
  let findings = 0
  for (const file of files) {
    const found = ours(file)
    if (found.unread) continue
    const a = new Set(found.rows)
    const b = new Set(await theirs(validator, file))
    const isOwn = path.basename(file).startsWith('own-')
    const lines = [...a].filter(x => !isOwn && !b.has(x)).map(x => `${file}: only newsgraph: ${x}`)
    lines.push(...[...b].filter(x => !a.has(x)).map(x => `${file}: only the other engine: ${x}`))
    if (lines.length) console.log(lines.join('\n'))
    bad += lines.length > 0
    invalid += b.size > 0
    findings += b.size
  }
  console.log(`${files.length} graphs, ${invalid} of them not valid, ${findings} findings, ${bad} disagreements`)
  process.exit(bad ? 1 : 0)
}

// --- random changes --------------------------------------------------------------------------------

function random (seed) { // Mulberry32, Tommy Ettinger, public domain
  return n => {
    seed = (seed + 0x6D2B79F5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const types = ['string', 'integer', 'decimal', 'double', 'date', 'gYear', 'nonNegativeInteger', 'boolean']

function otherLiteral (pick, object) {
  const words = ['', '0', '-1', '1.5', '2e0', 'x', '2024-2-3', '2024-02-29', '2024', 'true', '"\\\n', 'é'.repeat(40)]
  switch (pick(4)) {
    case 0: return env.literal(words[pick(words.length)], object.language || object.datatype)
    case 1: return env.literal(object.value, env.namedNode(`http://www.w3.org/2001/XMLSchema#${types[pick(types.length)]}`))
    case 2: return env.literal(object.value, ['en', 'fr', 'en-GB'][pick(3)])
    default: return env.literal(words[pick(words.length)], env.namedNode(`http://www.w3.org/2001/XMLSchema#${types[pick(types.length)]}`))
  }
}

function change (pick, quads) {
  const i = pick(quads.length)
  const q = quads[i]
  const o = quads[pick(quads.length)]
  const make = (s, p, obj) => env.quad(s, p, obj)
  switch (pick(9)) {
    case 0: return quads.splice(i, 1)
    case 1: return quads.push(make(o.subject, q.predicate, q.object))
    case 2: return quads.push(make(q.subject, q.predicate, o.object))
    case 3: return quads.push(make(q.subject, o.predicate, q.object))
    case 4: quads[i] = make(q.subject, q.predicate, o.object); return
    case 5: quads[i] = make(q.subject, q.predicate, o.subject); return
    case 6: quads[i] = make(q.subject, o.predicate, q.object); return
    case 7: quads[i] = make(q.subject, q.predicate, env.literal('x')); return
    default:
      if (q.object.termType !== 'Literal') return quads.push(make(q.subject, q.predicate, env.namedNode(`${q.object.value}x`)))
      quads[i] = make(q.subject, q.predicate, otherLiteral(pick, q.object))
  }
}

function mutate (n, seed, graph, folder) {
  const good = parse(graph)
  for (let k = 0; k < n; ++k) {
    const pick = random(seed + k)
    const quads = [...good]
    for (let times = 1 + pick(3); times > 0; --times) change(pick, quads)
    const text = new Writer({ format: 'application/n-triples' }).quadsToString(quads)
    fs.writeFileSync(`${folder}/mutant-${k}.nt`, text)
  }
}

const [first, ...rest] = process.argv.slice(2)
if (first === '--mutate') {
  mutate(Number(rest[0]), Number(rest[1]), rest[2], rest[3])
} else {
  await compare(first, rest)
}
