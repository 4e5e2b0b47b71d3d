// SPDX-License-Identifier: Apache-2.0
// Usage: node oracle.mjs ANSWER COUNT SCRATCH [SEED]
// Asks COUNT made-up queries over small made-up graphs of our evaluator (tests/query/answer.c) and of oxigraph. Any
// answer that differs is a mistake, and so is a query that only one of them takes.
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import oxigraph from 'oxigraph'

globalThis.crypto ??= webcrypto // Node.js 18 has it under this name only

const [program, count, scratch] = [process.argv[2], Number(process.argv[3]), process.argv[4]]
let seed = Number(process.argv[5] || 20190104)
const random = n => { // mulberry32, public domain
  seed = (seed + 0x6D2B79F5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % n
}
const pick = list => list[random(list.length)]
const some = (n, make) => Array.from({ length: n }, make)
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const nodes = ['a', 'b', 'c', 'd', 'e'].map(x => `<http://x/${x}>`)
const graphs = ['<http://g/1>', '<http://g/2>', '<http://g/3>']
const predicates = ['p', 'q', 'r', 't'].map(x => `<http://x/${x}>`)
const literals = ['"one"', '"two"@en', '"Zwei \u00df"@de', '"one more"', `"3"^^<${xsd}integer>`, `"12"^^<${xsd}integer>`, `"-7"^^<${xsd}integer>`,
  `"2024-05-06"^^<${xsd}date>`, `"2023-01-02T03:04:05.5Z"^^<${xsd}dateTime>`, `"0.5"^^<${xsd}decimal>`, `"2.25"^^<${xsd}decimal>`,
  `"15"^^<${xsd}double>`, `"true"^^<${xsd}boolean>`, '"x"^^<http://x/type>']
const variables = ['?x', '?y', '?z', '?w', '?v']

// --- patterns ---
const step = () => `${random(5) ? '' : '^'}${pick(predicates)}`
function path (depth) {
  const inner = () => depth > 1 ? step() : random(3) ? step() : `(${path(depth + 1)})`
  return pick([
    () => `${inner()}/${inner()}`, () => `${inner()}|${inner()}`, () => `${inner()}*`, () => `${inner()}+`, () => `${inner()}?`,
    () => `!${pick(predicates)}`, () => `!(${pick(predicates)}|^${pick(predicates)})`, () => `(${inner()}|${inner()})*`, () => `(${inner()}/${inner()})+`
  ])()
}
const subject = () => random(4) ? pick(variables) : pick(nodes)
const object = () => random(3) ? pick(variables) : random(2) ? pick(nodes) : pick(literals)
const pattern = () => `${subject()} ${random(8) ? random(6) ? pick(predicates) : path(0) : pick(variables)} ${object()} .`
const patterns = n => some(n, pattern).join(' ')
const value = () => random(3) ? pick(variables) : pick([...literals, ...nodes])
const number = () => random(3) ? pick(variables) : pick(['3', '2.5', '1.0e1', '-4', '0'])
const text = () => pick([() => pick(variables), () => `str(${pick(variables)})`, () => '"one"', () => '"two"@en', () => `lang(${pick(variables)})`])()
function numeric (depth) {
  if (depth > 1 || !random(3)) return number()
  const n = () => numeric(depth + 1)
  return pick([() => `(${n()} + ${n()})`, () => `(${n()} - ${n()})`, () => `(${n()} * ${n()})`, () => `(${n()} / ${n()})`, () => `-${number()}`,
    () => `abs(${n()})`, () => `ceil(${n()})`, () => `floor(${n()})`, () => `round(${n()})`, () => `strlen(${text()})`,
    () => `year(${pick(variables)})`, () => `month(${pick(variables)})`, () => `day(${pick(variables)})`, () => `hours(${pick(variables)})`,
    () => `seconds(${pick(variables)})`, () => `<${xsd}integer>(${value()})`, () => `<${xsd}decimal>(${value()})`, () => `<${xsd}double>(${value()})`])()
}
function string (depth) {
  if (depth > 1 || !random(4)) return text()
  const s = () => string(depth + 1)
  return pick([() => `ucase(${s()})`, () => `lcase(${s()})`, () => `substr(${s()}, ${1 + random(4)})`, () => `substr(${s()}, ${1 + random(3)}, ${random(4)})`,
    () => `concat(${s()}, ${s()})`, () => `strbefore(${s()}, "e")`, () => `strafter(${s()}, "o")`, () => `replace(${s()}, "[aeo]", "_")`,
    () => `encode_for_uri(${s()})`, () => `strlang(${s()}, "fr")`, () => `strdt(${s()}, <http://x/type>)`, () => `str(${value()})`,
    () => `<${xsd}string>(${value()})`, () => `md5(${s()})`, () => `sha256(${s()})`, () => `tz(${pick(variables)})`])()
}
function condition (depth) {
  const v = pick(variables)
  return pick([
    () => `${v} = ${value()}`, () => `${v} != ${value()}`, () => `bound(${v})`, () => `!bound(${v})`, () => `isIRI(${v})`, () => `isLiteral(${v})`,
    () => `isNumeric(${v})`, () => `${v} > ${number()}`, () => `${v} <= ${pick(literals)}`, () => `str(${v}) = "one"`, () => `lang(${v}) = "en"`,
    () => `langMatches(lang(${v}), "*")`, () => `datatype(${v}) = <${xsd}${pick(['integer', 'string', 'date'])}>`, () => `sameTerm(${v}, ${value()})`,
    () => `regex(str(${v}), "o")`, () => `regex(str(${v}), "^O.e", "i")`, () => `contains(str(${v}), "x/a")`, () => `strstarts(${string(1)}, "o")`,
    () => `strends(${string(1)}, "e")`, () => `${v} in (${value()}, ${value()}, 3)`, () => `${v} not in (${value()}, ${value()})`,
    () => `${numeric(0)} < ${numeric(0)}`, () => `${string(0)} = ${string(0)}`, () => `coalesce(${v} > 3, false)`, () => `if(bound(${v}), ${v}, false)`,
    () => depth ? v : `exists { ${patterns(1 + random(2))} ${random(3) ? '' : `filter(${condition(1)})`} }`,
    () => depth ? v : `not exists { ${patterns(1)} }`, () => v
  ])()
}
const filter = () => `FILTER(${condition(0)}${random(3) ? '' : ` ${pick(['&&', '||'])} ${random(4) ? '' : '!'}(${condition(0)})`})`
const expression = () => pick([() => numeric(0), () => string(0), () => condition(1), () => `if(${condition(1)}, ${value()}, ${numeric(1)})`,
  () => `coalesce(${numeric(1)}, ${value()})`])()
function values () {
  return random(2) ? `VALUES ${pick(variables)} { ${some(1 + random(3), () => pick([...nodes, ...literals])).join(' ')} }`
    : `VALUES (?x ?y) { ${some(1 + random(3), () => `(${some(2, () => random(4) ? pick([...nodes, ...literals]) : 'UNDEF').join(' ')})`).join(' ')} }`
}
let fresh = 0
function body (depth) {
  let b = random(9) ? patterns(1 + random(3)) : ''
  const group = () => depth < 2 && !random(3) ? body(depth + 1) : patterns(1 + random(2)) + (random(4) ? '' : ' ' + filter())
  if (random(3) === 0) b += ` OPTIONAL { ${group()} }`
  if (random(6) === 0) b += ` OPTIONAL { ${patterns(1)} }`
  if (random(5) === 0) b += ` { ${group()} } UNION { ${group()} }`
  if (random(8) === 0) b += ` MINUS { ${group()} }`
  if (random(9) === 0) b += ` { ${group()} }`
  if (random(9) === 0) b += ` ${values()}`
  if (random(9) === 0) b += ` GRAPH ${random(2) ? pick(graphs) : pick(['?g', ...variables])} { ${group()} }`
  if (random(9) === 0 && depth < 2) b += ` { ${subquery()} }`
  if (random(7) === 0) b += ` BIND(${expression()} AS ?n${++fresh})`
  if (random(3) === 0) b += ` ${filter()}`
  if (random(12) === 0) b += ` ${patterns(1)}`
  return b || patterns(1)
}
const used = b => [...new Set(b.match(/\?[a-z]+[0-9]*/g) || ['?x'])]
const aggregate = v => pick([`COUNT(*)`, `COUNT(${v})`, `COUNT(DISTINCT ${v})`, `SUM(${v})`, `SUM(DISTINCT ${v})`, `MIN(coalesce(strlen(str(${v})), 0))`, `MAX(coalesce(str(${v}), ""))`, `AVG(${v})`,
  `GROUP_CONCAT(DISTINCT str(${v}); SEPARATOR="|")`, `SUM(${numeric(1)})`, `SUM(strlen(str(${v})))`])
function subquery () {
  const b = patterns(1 + random(2)) + (random(4) ? '' : ` OPTIONAL { ${patterns(1)} }`)
  const u = used(b)
  if (random(2)) return `SELECT ${random(2) ? 'DISTINCT ' : ''}${pick(u)} WHERE { ${b} }`
  const k = pick(u)
  return `SELECT ${k} (${aggregate(pick(u))} AS ?n${++fresh}) WHERE { ${b} } GROUP BY ${k}`
}

function makeQuery () {
  const b = body(0)
  const u = used(b)
  const from = random(15) ? '' : pick([`FROM ${pick(graphs)} `, `FROM ${graphs[0]} FROM ${graphs[1]} `, `FROM NAMED ${pick(graphs)} `])
  switch (random(12)) {
    case 0: return `SELECT (COUNT(*) AS ?count) ${from}WHERE { ${b} }`
    case 1: case 2: case 3: {
      const key = pick(u)
      const having = random(4) ? '' : ` HAVING(${pick(['COUNT(*) > 1', `COUNT(DISTINCT ${pick(u)}) < 3`, `SUM(${pick(u)}) > 2`])})`
      return random(4) ? `SELECT ${key} (${aggregate(pick(u))} AS ?agg) ${from}WHERE { ${b} } GROUP BY ${key}${having}`
        : `SELECT ?key (${aggregate(pick(u))} AS ?agg) (${aggregate(pick(u))} AS ?agg2) ${from}WHERE { ${b} } GROUP BY (coalesce(${expression()}, 1) AS ?key)${having}`
    }
    case 4: return `ASK ${from}{ ${b} }`
    case 5: return `CONSTRUCT { ${pick(u)} <http://x/made> ${pick(u)} . ${pick(nodes)} ${random(3) ? pick(predicates) : pick(u)} ${pick(u)} } ${from}WHERE { ${b} }`
    case 6: return `SELECT * ${from}WHERE { ${b} }`
    case 7: return `SELECT ${pick(u)} (${expression()} AS ?made) ${from}WHERE { ${b} }`
    default: {
      const columns = u.slice(0, 1 + random(u.length))
      return `SELECT ${random(3) ? '' : 'DISTINCT '}${columns.join(' ')} ${from}WHERE { ${b} }`
    }
  }
}

// --- answers ---
const numbers = ['integer', 'decimal', 'double', 'float'].map(t => xsd + t)
function canonical (value, datatype) {
  if (!numbers.includes(datatype)) return value
  return datatype.endsWith('integer') ? String(BigInt(value)) : Number(value).toPrecision(12)
}
const show = (type, value, language, datatype) => type === 'iri' ? `<${value}>`
  : JSON.stringify(value.includes('|') ? value.split('|').sort().join('|') : canonical(value, datatype)) + (language ? `@${language}` : `^^${datatype || xsd + 'string'}`)
const showTerm = t => show(t.termType === 'NamedNode' ? 'iri' : 'literal', t.value, t.language, t.datatype?.value)
function theirs (result) {
  if (typeof result === 'boolean') return String(result)
  if (result.length && result[0].subject) return [...new Set(result.map(q => `${showTerm(q.subject)} ${showTerm(q.predicate)} ${showTerm(q.object)}`))].sort().join('\n')
  return result.map(s => JSON.stringify([...s.entries()].map(([k, t]) => [k, showTerm(t)]).sort())).sort().join('\n')
}
function ours (text) {
  if (!text.startsWith('{')) {
    const store = new oxigraph.Store()
    store.load(text, { format: 'application/n-triples' })
    return theirs(store.match())
  }
  const answer = JSON.parse(text)
  if ('boolean' in answer) return String(answer.boolean)
  return answer.results.bindings.map(b => JSON.stringify(Object.entries(b).map(([k, t]) =>
    [k, show(t.type === 'uri' ? 'iri' : 'literal', t.value, t['xml:lang'], t.datatype)]).sort())).sort().join('\n')
}

// Of the ways that a choice in a path offers oxigraph takes one, where the recommendation counts each.
const hasChoice = query => /[>)?*+]\|[<(^!]/.test(query)
const once = lines => [...new Set(lines.split('\n'))].join('\n')

const cases = []
const bytes = []
for (let i = 0; i < count; ++i) {
  // each triple in one graph only, since the union of graphs that oxigraph offers keeps doubles
  const triples = new Set(some(4 + random(20), () => `${pick(nodes)} ${pick(predicates)} ${pick(random(2) ? nodes : literals)} `))
  // and each term in the graph, since oxigraph has no path of no length for others
  for (const term of [...nodes, ...literals]) triples.add(`<http://x/all> <http://x/has> ${term} `)
  const graph = [...triples].map(t => `${t}${random(3) || t.includes('/all>') ? '' : pick(graphs) + ' '}.\n`).join('')
  let query = makeQuery()
  while ((/GRAPH|FROM/.test(query) && /[>)][*?]/.test(query)) || (hasChoice(query) && /COUNT|SUM|AVG/.test(query))) query = makeQuery()
  const [g, q] = [Buffer.from(graph), Buffer.from(query)]
  cases.push({ graph, query })
  bytes.push(Buffer.from(`${g.length} ${q.length}\n`), g, q)
}
fs.writeFileSync(`${scratch}/cases`, Buffer.concat(bytes))
const run = spawnSync(program, [`${scratch}/cases`], { maxBuffer: 1 << 30 })
if (run.status !== 0) {
  console.log(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`)
  process.exit(1)
}
let at = 0
let wrong = 0
let refused = 0
for (const { graph, query } of cases) {
  const end = run.stdout.indexOf(10, at)
  const [status, length] = run.stdout.toString('utf8', at, end).split(' ').map(Number)
  const output = run.stdout.toString('utf8', end + 1, end + 1 + length)
  at = end + 1 + length
  const store = new oxigraph.Store()
  store.load(graph, { format: 'application/n-quads' })
  let want
  try { want = theirs(store.query(query, { use_default_graph_as_union: !/FROM/.test(query) })) } catch (e) { want = `refused: ${e.message}` }
  if (want === '' && query.startsWith('SELECT (COUNT(*) AS ?count)')) want = '[["count","\\"0\\"^^' + xsd + 'integer"]]' // one group, though of nothing
  let got
  try { got = status === 0 ? ours(output) : `refused: ${status} ${output}` } catch (e) { got = `cannot read ${output}: ${e.message}` }
  if (got.startsWith('refused') && want.startsWith('refused')) {
    refused += 1
  } else if (hasChoice(query) ? once(got) !== once(want) : got !== want) {
    wrong += 1
    if (wrong <= 20) console.log(`${query}\nover\n${graph}gives\n${got}\nnot\n${want}\n`)
  }
}
console.log(`${count - wrong - refused} agreed, ${refused} refused by both, ${wrong} differ`)
process.exit(wrong || refused > count / 4 ? 1 : 0)
