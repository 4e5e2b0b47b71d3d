// SPDX-License-Identifier: Apache-2.0
// Usage: node server.mjs FOLDER
// A server on loopback that behaves as its paths say, for the tests of src/http. It writes its address to
// FOLDER/address when it is ready, that of a second server to FOLDER/other and, where FOLDER/key.pem is there,
// that of one that speaks TLS to FOLDER/tls. FOLDER/log has a line for each request. It ends with its standard input.
import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'

const folder = process.argv[2]
const md5 = text => crypto.createHash('md5').update(text).digest('hex')
const seen = new Map() // path -> number of requests
let other = ''

function isRightDigest (header, method) {
  const part = name => new RegExp(`\\b${name}="?([^",]*)`).exec(header)?.[1] ?? ''
  const a1 = md5(`user:${part('realm')}:pass word`)
  const a2 = md5(`${method}:${part('uri')}`)
  return part('username') === 'user' &&
    part('response') === md5(`${a1}:${part('nonce')}:${part('nc')}:${part('cnonce')}:${part('qop')}:${a2}`)
}

const paths = {
  echo: (req, res, body) => res.end(`${req.method} ${req.headers['content-type'] ?? '-'} ${body.length}`),
  flaky: (req, res, body, n) => { res.writeHead(n <= 2 ? 503 : 200).end(n <= 2 ? 'later\n' : 'good') },
  later: (req, res, body, n) => { res.writeHead(n === 1 ? 429 : 200, { 'Retry-After': '1' }).end() },
  busy: (req, res) => { res.writeHead(503).end('<html>no') },
  refuse: (req, res) => { res.writeHead(400).end('line 7: no such thing\nand more') },
  cut: (req, res, body, n) => {
    if (n > 1) return res.end('whole')
    res.writeHead(200, { 'Content-Length': 1000 })
    res.write('half')
    setTimeout(() => req.socket.destroy(), 20)
  },
  drop: (req, res) => req.socket.destroy(),
  slow: () => {},
  huge: (req, res) => res.end(Buffer.alloc(4 << 20, 'x')),
  digest: (req, res, body) => {
    const header = req.headers.authorization ?? ''
    if (header.startsWith('Digest ') && isRightDigest(header, req.method)) return res.end(`let in with ${body.length}`)
    res.writeHead(401, { 'WWW-Authenticate': ['Digest realm="store", qop="auth", nonce="0a1b2c"', 'Basic realm="store"'] }).end()
  },
  basic: (req, res, body) => {
    if (req.headers.authorization === 'Basic ' + btoa('user:pass word')) return res.end(`let in with ${body.length}`)
    res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="store"' }).end()
  },
  near: (req, res) => { res.writeHead(302, { Location: '/echo' }).end() },
  away: (req, res) => { res.writeHead(307, { Location: other + '/echo' }).end() },
  file: (req, res) => { res.writeHead(302, { Location: 'file:///etc/hostname' }).end() },
  round: (req, res) => { res.writeHead(302, { Location: '/round' }).end() }
}

const handle = name => (req, res) => {
  const path = req.url.replace(/^\//, '').replace(/\?.*/, '')
  const n = (seen.get(req.url) ?? 0) + 1
  seen.set(req.url, n)
  const chunks = []
  req.on('error', () => {})
  req.on('data', chunk => chunks.push(chunk))
  req.on('end', () => {
    const body = Buffer.concat(chunks)
    fs.appendFileSync(`${folder}/log`, `${name} ${req.method} ${req.url} ${body.length} ${(req.headers.authorization ?? '-').split(' ')[0]}\n`)
    const answer = paths[path]
    if (answer) answer(req, res, body, n)
    else res.writeHead(404).end()
  })
}

const listen = (server, scheme, file) => new Promise(resolve => {
  server.listen(0, '127.0.0.1', () => {
    const address = `${scheme}://127.0.0.1:${server.address().port}`
    fs.writeFileSync(`${folder}/${file}.part`, address)
    fs.renameSync(`${folder}/${file}.part`, `${folder}/${file}`)
    resolve(address)
  })
})
other = await listen(http.createServer(handle('other')), 'http', 'other')
if (fs.existsSync(`${folder}/key.pem`)) {
  const options = { key: fs.readFileSync(`${folder}/key.pem`), cert: fs.readFileSync(`${folder}/cert.pem`) }
  await listen(https.createServer(options, handle('tls')), 'https', 'tls')
}
await listen(http.createServer(handle('first')), 'http', 'address')
process.stdin.on('end', () => process.exit(0)).resume()
