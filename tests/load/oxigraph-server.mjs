// SPDX-License-Identifier: Apache-2.0
// Usage: node oxigraph-server.mjs FOLDER
// SPARQL 1.1 over HTTP in front of Oxigraph, in memory, on loopback: /query, /update and /store (Graph Store
// Protocol). It writes its address to FOLDER/address when it is ready and ends with its standard input.
//
// Failures for tests: a POST to /fail with one of these as its body (none: all is well again), after which
//   503 N      the next N requests are answered with 503
//   cut N      the next N connections are cut in the middle: half of them before the request is carried out
//   after N    all connections are cut once N more bytes have been received
//   slow N     answers come N milliseconds late
//   full       changes are answered with 507
//   deaf       no answer at all
//   refuse S   changes that hold the text S are answered with 400
// A POST to /equal with the name of a file of N-Quads answers what differs from the store, if anything does; with two
// names, from each other.
import fs from 'node:fs'
import http from 'node:http'
import { webcrypto } from 'node:crypto'

globalThis.crypto ??= webcrypto // Node.js 18 has it under this name only
const { default: oxigraph } = await import('oxigraph')
const { difference, linesOf, readFile } = await import('./compare.mjs')

const folder = process.argv[2]
const store = new oxigraph.Store()
let mode = { kind: '' }
let received = 0
let nCuts = 0

const graphOf = url => url.searchParams.has('default') ? oxigraph.defaultGraph() : oxigraph.namedNode(url.searchParams.get('graph'))

function answerQuery (text, accept, res) {
  const format = ['application/n-triples', 'application/sparql-results+json', 'text/csv'].find(f => accept.includes(f)) ??
    'application/sparql-results+xml'
  const answer = store.query(text, { results_format: format })
  res.writeHead(200, { 'Content-Type': format }).end(answer)
}

function handleStore (req, res, url, body) {
  const graph = graphOf(url)
  const isThere = graph.termType === 'DefaultGraph' || store.match(null, null, null, graph).length > 0
  switch (req.method) {
    case 'GET':
      if (!isThere) return res.writeHead(404).end()
      return res.writeHead(200, { 'Content-Type': 'application/n-triples' })
        .end(store.dump({ format: 'application/n-triples', from_graph_name: graph }))
    case 'DELETE':
      if (!isThere) return res.writeHead(404).end()
      store.update(`CLEAR SILENT GRAPH <${graph.value}>`)
      return res.writeHead(204).end()
    case 'PUT':
    case 'POST': {
      const format = req.headers['content-type']
      if (req.method === 'PUT') {
        new oxigraph.Store().load(body, { format }) // a wrong body replaces nothing
        store.update(`CLEAR SILENT GRAPH <${graph.value}>`)
      }
      store.load(body, { format, to_graph_name: graph })
      return res.writeHead(isThere ? 204 : 201).end()
    }
    default:
      return res.writeHead(405).end()
  }
}

function carryOut (req, res, body) {
  const url = new URL(req.url, 'http://localhost')
  const form = /x-www-form-urlencoded/.test(req.headers['content-type'] ?? '') ? new URLSearchParams(body) : null
  if (url.pathname === '/query') {
    return answerQuery(url.searchParams.get('query') ?? form?.get('query') ?? body, req.headers.accept ?? '', res)
  }
  if (url.pathname === '/store') return handleStore(req, res, url, body)
  if (url.pathname !== '/update' || req.method !== 'POST') return res.writeHead(404).end()
  store.update(form?.get('update') ?? body)
  return res.writeHead(204).end()
}

function respond (req, res, body) {
  if (req.url === '/fail') {
    const [kind, ...rest] = body.split(' ')
    mode = { kind, n: Number(rest[0]), text: rest.join(' ') }
    received = 0
    return res.end()
  }
  if (req.url === '/equal') {
    const [want, got] = body.split('\n').map(readFile)
    return res.end(difference(linesOf(got ?? store), linesOf(want)))
  }
  const isChange = !req.url.startsWith('/query')
  if (mode.kind === '503' && mode.n-- > 0) return res.writeHead(503).end('busy\n')
  if (mode.kind === 'full' && isChange) return res.writeHead(507).end('no space left\n')
  if (mode.kind === 'refuse' && isChange && body.includes(mode.text)) return res.writeHead(400).end('not here\n')
  if (mode.kind === 'deaf') return
  const isCut = mode.kind === 'cut' && mode.n-- > 0
  if (isCut && nCuts++ % 2 === 0) return req.socket.destroy()
  try {
    if (isCut) {
      carryOut(req, { writeHead () { return this }, end () { return this } }, body)
      return req.socket.destroy()
    }
    carryOut(req, res, body)
  } catch (error) {
    if (!res.headersSent) res.writeHead(400, { 'Content-Type': 'text/plain' })
    res.end(String(error.message ?? error))
  }
}

const server = http.createServer((req, res) => {
  const chunks = []
  req.on('error', () => {})
  req.on('data', chunk => {
    chunks.push(chunk)
    received += chunk.length
    if (mode.kind === 'after' && received > mode.n) req.socket.destroy()
  })
  req.on('end', () => {
    const body = Buffer.concat(chunks).toString()
    if (mode.kind === 'slow' && req.url !== '/fail') setTimeout(() => respond(req, res, body), mode.n)
    else respond(req, res, body)
  })
})
server.listen(0, '127.0.0.1', () => {
  fs.writeFileSync(`${folder}/address.part`, `http://127.0.0.1:${server.address().port}`)
  fs.renameSync(`${folder}/address.part`, `${folder}/address`)
})
process.stdin.on('end', () => process.exit(0)).resume()
