// SPDX-License-Identifier: Apache-2.0
// Usage: node values.mjs EDITION
// Writes N-Quads of 30 graphs with literals of all kinds: many languages and types that a store sees for the first time,
// long ones, all planes of Unicode, numbers and times that Virtuoso's loader or its DELETE treat in a way of their own.
// Each edition has other values, many of them in the same places.
const edition = Number(process.argv[2])
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const texts = ['Москва', '王小明', 'smile 😀', 'a\\tb\\\\u0041', 'said \\"so\\"', 'two\\nlines\\r', '', ' ', 'é'.repeat(3000), 'z'.repeat(50000),
  '<b>&amp;</b> %41+a=b;', '\\u0000\\u0001', 'e\u0301']
const typed = [['7', 'integer'], ['-999999999', 'integer'], ['12345678901', 'integer'], ['-9223372036854775807', 'integer'], ['0', 'nonNegativeInteger'],
  ['2024-05-01', 'date'], ['2024-05-01T10:00:00Z', 'dateTime'], ['2024-05-01T10:00:00+05:30', 'dateTime'], ['2024', 'gYear'], ['2024-05', 'gYearMonth'],
  ['0.25', 'decimal'], ['1.5', 'double'], ['NaN', 'double'], ['10:00:00+02:00', 'time'], ['http://e/a', 'anyURI'], ['0FB7', 'hexBinary']]
const objects = []
for (const text of texts) objects.push(`"${text}"`, `"${text}"@en`)
for (let i = 0; i < 60; ++i) {
  objects.push(`"${texts[i % texts.length]}"@l${String.fromCharCode(97 + i / 26, 97 + i % 26)}${i % 3 ? '' : '-gb'}`)
  objects.push(`"${texts[i % texts.length]}"^^<http://example.org/type${i}>`)
}
for (const [value, type] of typed) objects.push(`"${value}"^^<${xsd}${type}>`)
objects.push('"<a>x</a>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>', "<http://e/%41?a=b&c=(d)'>", '<http://e/Ünï/王>')
const out = []
objects.forEach((object, i) => {
  const graph = `https://w3id.org/newsgraph/id/it's/${i % 30}?a=b&c=(d)/%C3%A9/Ünï`
  if (i % 3 !== edition) out.push(`<http://e/s${i % 7}> <http://e/p${i}> ${object} <${graph}> .`)
  out.push(`<http://e/s${i % 7}> <http://e/edition> "${edition} of ${i}" <${graph}> .`)
})
process.stdout.write(out.sort((a, b) => a.split(' <').at(-1) < b.split(' <').at(-1) ? -1 : 1).join('\n') + '\n')
