// SPDX-License-Identifier: Apache-2.0
// Usage: node oracle.mjs NEWSGRAPH COUNT SCRATCH
// Asks COUNT made-up queries over small made-up graphs of `newsgraph query` and of oxigraph. An answer that differs
// is a mistake; a refusal (exit code 2) is none, as long as most are answered. The numbers follow from the seed.
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import oxigraph from 'oxigraph'

globalThis.crypto ??= webcrypto // Node.js 18 has it under this name only

const [program, count, scratch] = [process.argv[2], Number(process.argv[3]), process.argv[4]]
let seed = 20190104
const random = n => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return (seed >> 8) % n
}
const pick = list => list[random(list.length)]
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const nodes = ['a', 'b', 'c', 'd', 'e'].map(x => `<http://x/${x}>`)
const predicates = ['p', 'q', 'r', 't'].map(x => `<http://x/${x}>`)
const literals = ['"one"', '"two"@en', `"3"^^<${xsd}integer>`, `"12"^^<${xsd}integer>`, `"2024-05-06"^^<${xsd}date>`, `"0.5"^^<${xsd}decimal>`]
const variables = ['?x', '?y', '?z', '?w', '?v']

const pattern = () => `${random(4) ? pick(variables) : pick(nodes)} ${random(8) ? pick(predicates) : pick(variables)} ` +
  `${random(3) ? pick(variables) : random(2) ? pick(nodes) : pick(literals)} .`
const patterns = n => Array.from({ length: n }, pattern).join(' ')
const condition = () => pick([
  v => `${v} = ${random(2) ? pick(variables) : pick(literals)}`, v => `${v} != ${pick(nodes)}`, v => `bound(${v})`, v => `!bound(${v})`,
  v => `isIRI(${v})`, v => `isLiteral(${v})`, v => `${v} > 3`, v => `${v} <= 3.0`, v => `str(${v}) = "one"`, v => `lang(${v}) = "en"`,
  v => `regex(str(${v}), "o")`, v => `contains(str(${v}), "x/a")`])(pick(variables))
const filter = () => `FILTER(${condition()}${random(3) ? '' : ` ${pick(['&&', '||'])} ${condition()}`})`

function makeQuery () {
  let body = patterns(1 + random(3))
  if (random(3) === 0) body += ` OPTIONAL { ${patterns(1 + random(2))} ${random(4) ? '' : filter()} }`
  if (random(6) === 0) body += ` OPTIONAL { ${patterns(1)} }`
  if (random(5) === 0) body += ` { ${patterns(1)} } UNION { ${patterns(1 + random(2))} }`
  if (random(3) === 0) body += ` ${filter()}`
  if (random(8) === 0) body += ` BIND(str(${pick(variables)}) AS ?text)`
  const used = [...new Set(body.match(/\?[a-z]+/g) || ['?x'])]
  const form = random(6)
  if (form === 0) return { text: `SELECT (COUNT(*) AS ?n) WHERE { ${body} }`, columns: ['n'] }
  if (form === 1) {
    return { text: `SELECT ${used[0]} (COUNT(${pick(used)}) AS ?n) WHERE { ${body} } GROUP BY ${used[0]}`, columns: [used[0].slice(1), 'n'] }
  }
  const columns = used.slice(0, 1 + random(used.length))
  return { text: `SELECT ${random(3) ? '' : 'DISTINCT '}${columns.join(' ')} WHERE { ${body} }`, columns: columns.map(c => c.slice(1)) }
}

const show = (type, value, language, datatype) =>
  type === 'iri' ? `<${value}>` : JSON.stringify(value) + (language ? `@${language}` : `^^${datatype || xsd + 'string'}`)
const table = rows => rows.map(r => r.join('\t')).sort().join('\n')

let answered = 0
let wrong = 0
for (let i = 0; i < count; ++i) {
  const triples = new Set(Array.from({ length: 4 + random(20) }, () => `${pick(nodes)} ${pick(predicates)} ${pick(random(2) ? nodes : literals)} .`))
  const graph = [...triples].join('\n') + '\n'
  const { text, columns } = makeQuery()
  const store = new oxigraph.Store()
  store.load(graph, { format: 'application/n-triples' })
  let solutions
  try { solutions = store.query(text) } catch { continue } // no query after all
  const want = table(solutions.map(s => columns.map(c => {
    const t = s.get(c)
    return !t ? '' : show(t.termType === 'NamedNode' ? 'iri' : 'literal', t.value, t.language, t.datatype?.value)
  })))
  fs.writeFileSync(`${scratch}/graph.nt`, graph)
  const run = spawnSync(program, ['query', '-r', 'json', text, `${scratch}/graph.nt`], { encoding: 'utf8' })
  if (run.status === 2) continue
  let got = `exit code ${run.status} ${run.stderr}`
  if (run.status === 0) {
    got = table(JSON.parse(run.stdout).results.bindings.map(b => columns.map(c =>
      !b[c] ? '' : show(b[c].type === 'uri' ? 'iri' : 'literal', b[c].value, b[c]['xml:lang'], b[c].datatype))))
  }
  answered += 1
  if (got !== want) {
    wrong += 1
    console.log(`${text}\nover\n${graph}gives\n${got}\nnot\n${want}\n`)
  }
}
console.log(`${answered - wrong} passed, ${wrong} failed`)
process.exit(wrong || answered < count / 2 ? 1 : 0)
