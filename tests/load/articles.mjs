// SPDX-License-Identifier: Apache-2.0
// Usage: node articles.mjs COUNT [EDITION]
// Writes made-up articles as N-Quads, each in its own graph, in the form of what newsgraph extracts: some seventy
// triples each, of which many are shared. Another edition has the same articles with other texts, labels and numbers.
const [count, edition] = [Number(process.argv[2]), process.argv[3] ?? '1']
const id = 'https://w3id.org/newsgraph/id/'
const ng = 'https://w3id.org/newsgraph/ns#'
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const names = ['José Example', 'Москва', '王小明', 'Ann "Nan" Roe', 'tab\there', 'smile 😀', 'back\\slash', 'two\nlines']
const literal = text => `"${text.replace(/[\\"\n\r]/g, c => ({ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' }[c]))}"`
const turn = edition === '1' ? 0 : 3
const out = []
for (let i = 0; i < count; ++i) {
  const article = `${id}article/a${String(i).padStart(32, '0')}`
  const add = (s, p, o) => out.push(`<${s}> <${p}> ${o} <${article}> .`)
  add(article, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', `<${ng}Article>`)
  add(article, 'http://purl.org/dc/terms/title', `${literal(`Article ${i}, edition ${edition}`)}@en`)
  add(article, 'http://schema.org/datePublished', `"2024-05-0${1 + i % 9}"^^<${xsd}date>`)
  for (let j = 0; j < 10; ++j) {
    const entity = `${id}entity/Q${(i * 7 + j * 13) % 50}`
    const mention = `${article}#char=${j * 20},${j * 20 + 9}`
    add(entity, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', `<${ng}Person>`)
    add(entity, 'http://www.w3.org/2000/01/rdf-schema#label', `${literal(names[(i + j + turn) % names.length])}@en`)
    add(mention, 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex', `"${j * 20}"^^<${xsd}nonNegativeInteger>`)
    add(mention, 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf', literal(names[(i + j + turn) % names.length]))
    add(mention, 'http://www.w3.org/2005/11/its/rdf#taIdentRef', `<${entity}>`)
    add(`${id}fact/event-${i}-${j}`, `${ng}confidence`, `"0.${(i + j + turn) % 9 + 1}"^^<${xsd}decimal>`)
    add(`${id}fact/event-${i}-${j}`, 'http://www.w3.org/ns/prov#wasDerivedFrom', `<${article}>`)
  }
}
process.stdout.write(out.join('\n') + '\n')
