"""Servers written in JavaScript and TypeScript that send the key to their clients, and those that keep it."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

SENT: dict[str, Mapping[str, str]] = {
    "Express": {
        "server.js": """
        const express = require('express');
        const app = express();
        const KEY = process.env.SUPERTONE_API_KEY;
        app.locals.tts = [|KEY|];
        app.get('/config', (req, res) => res.json([|{ voice: 'ko', apiKey: KEY }|]));
        app.get('/status', (req, res) => res.status(200).send([|KEY|]));
        app.get('/', (req, res) => {
          res.cookie('tts', [|KEY|], { httpOnly: true });
          res.setHeader('X-Tts-Key', [|KEY|]);
          res.locals.key = [|KEY|];
          res.render('index', [|{ apiKey: process.env.SUPERTONE_API_KEY }|]);
        });
        app.get('/config.js', (req, res) => {
          res.type('js').send([|`window.__ENV__ = { KEY: "${KEY}" }`|]);
        });
        """
    },
    "the whole environment, replies by any name": {
        "server.js": """
        const KEY = process.env.SUPERTONE_API_KEY;
        app.get('/a', (q, s) => s.json([|process.env|]));
        app.get('/b', (q, s) => s.status(200).type('json').send([|{ env: process.env }|]));
        app.post('/c', auth, async (q, s) => { const { env } = process; s.json([|{ ...env }|]); });
        router.route('/d').get((q, s) => s.end([|JSON.stringify(process.env)|]));
        app.use((e, q, s, next) => s.status(500).json([|{ cfg: { all: Object.assign({}, process.env) } }|]));
        function dump(q, s) { s.render('dump', [|{ env: process.env }|]); }
        app.use('/dump', dump);
        http.createServer((q, s) => { s.write([|JSON.stringify(process.env)|]); s.end(); }).listen(80);
        fastify.route({ method: 'GET', url: '/e', handler: async (q, r) => { r.send([|process.env|]); } });
        fastify.setErrorHandler((e, q, r) => { r.send([|{ e, env: process.env }|]); });
        app.get('/f', (context1) => context1.json([|process.env|]));
        app.get('/g', (q, s) => s.json([|Object.entries(process.env)|]));
        exports.dump = functions.https.onRequest((q, s) => { s.set('x-key', [|KEY|]).send('ok'); });
        """,
        "api/env.ts": """
        import { env } from 'node:process';
        const ready = !!process.env.SUPERTONE_API_KEY;
        export default function (q, s) { s.status(200).json([|{ env, ready }|]); }
        """,
        "api/all.js": """
        const ready = !!process.env.SUPERTONE_API_KEY;
        module.exports = (q, s) => { s.status(200).json([|process.env|]); };
        """,
    },
    "Koa": {
        "server.mjs": """
        import Koa from 'koa';
        const app = new Koa();
        app.use(async (ctx) => {
          ctx.set('X-Key', [|process.env.SUPERTONE_API_KEY|]);
          ctx.cookies.set('key', [|process.env.SUPERTONE_API_KEY|]);
          ctx.body = [|{ key: process.env.SUPERTONE_API_KEY }|];
        });
        """
    },
    "Fastify, Hono and Elysia": {
        "fastify.ts": """
        import Fastify from 'fastify';
        const app = Fastify();
        app.get('/config', async () => ([|{ key: process.env.SUPERTONE_API_KEY }|]));
        app.get('/a', async (request, reply) => { reply.header('k', [|process.env.SUPERTONE_API_KEY|]).send({}); });
        """,
        "hono.ts": """
        import { Hono } from 'hono';
        const app = new Hono();
        app.get('/config', (c) => c.json([|{ key: c.env.SUPERTONE_API_KEY }|]));
        app.get('/page', (c) => c.html([|`<script>const key = '${c.env.SUPERTONE_API_KEY}'</script>`|]));
        """,
        "elysia.ts": """
        import { Elysia } from 'elysia';
        new Elysia().get('/key', () => [|process.env.SUPERTONE_API_KEY|]).listen(3000);
        """,
    },
    "web standards": {
        "worker.ts": """
        export default {
          async fetch(request: Request, env: Env) {
            if (request.url.endsWith('/key')) return new Response([|env.SUPERTONE_API_KEY|]);
            return Response.json([|{ key: env.SUPERTONE_API_KEY }|]);
          },
        };
        """,
        "app/api/config/route.ts": """
        import { NextResponse } from 'next/server';
        import { cookies } from 'next/headers';
        export async function GET() {
          (await cookies()).set('tts', [|process.env.SUPERTONE_API_KEY|]!);
          return NextResponse.json([|{ apiKey: process.env.SUPERTONE_API_KEY }|]);
        }
        """,
    },
    "Next pages": {
        "pages/index.tsx": """
        export async function getServerSideProps() {
          return [|{ props: { apiKey: process.env.SUPERTONE_API_KEY } }|];
        }
        export const getStaticProps = async () => ([|{ props: { key: process.env.SUPERTONE_API_KEY } }|]);
        """,
        "pages/api/config.ts": """
        export default function handler(req: NextApiRequest, res: NextApiResponse) {
          res.status(200).json([|{ key: process.env.SUPERTONE_API_KEY }|]);
        }
        """,
    },
    "Next server components": {
        "app/page.tsx": """
        import { Player } from './player';
        import Layout from './layout-part';
        export default async function Page() {
          const key = process.env.SUPERTONE_API_KEY;
          return (
            <Layout apiKey={key}>
              <Player apiKey={[|key|]} voice="ko" />
              <input type="hidden" defaultValue={[|key|]} />
              <p>{[|key|]}</p>
            </Layout>
          );
        }
        """,
        "app/player.tsx": "'use client';\nexport function Player({ apiKey }) { return null; }\n",
        "app/layout-part.tsx": "export default function Layout({ children }) { return <main>{children}</main>; }\n",
        "app/actions.ts": """
        'use server';
        export async function getKey() {
          return [|process.env.SUPERTONE_API_KEY|];
        }
        """,
    },
    "SvelteKit, Remix, Nitro": {
        "src/routes/+page.server.ts": """
        import { SUPERTONE_API_KEY } from '$env/static/private';
        export const load = async () => ([|{ key: SUPERTONE_API_KEY }|]);
        """,
        "src/routes/api/+server.ts": """
        import { json } from '@sveltejs/kit';
        import { env } from '$env/dynamic/private';
        export const GET = () => json([|{ key: env.SUPERTONE_API_KEY }|]);
        """,
        "app/routes/_index.tsx": """
        import { json } from '@remix-run/node';
        export const loader = async () => json([|{ ENV: { KEY: process.env.SUPERTONE_API_KEY } }|]);
        """,
        "app/routes/about.tsx": """
        import { useLoaderData } from '@remix-run/react';
        export async function loader() {
          return [|{ key: process.env.SUPERTONE_API_KEY }|];
        }
        """,
        "server/api/config.get.ts": """
        export default defineEventHandler((event) => {
          setCookie(event, 'key', [|process.env.SUPERTONE_API_KEY|]);
          return [|{ key: process.env.SUPERTONE_API_KEY }|];
        });
        """,
    },
    "sockets that are opened elsewhere": {
        "given.js": """
        io.on('connection', (s) => s.emit('cfg', [|{ key: process.env.SUPERTONE_API_KEY }|]));
        module.exports = (io) => io.of('/tts').to('readers').emit('key', [|process.env.SUPERTONE_API_KEY|]);
        """,
        "handlers.ts": """
        const KEY = process.env.SUPERTONE_API_KEY;
        export function registerSpeech(io, socket) {
          socket.on('start', () => socket.emit('settings', [|{ apiKey: KEY }|]));
          socket.broadcast.emit('settings', [|KEY|]);
        }
        """,
        "named.js": """
        function onConnection(peer) {
          peer.emit('hello', [|{ supertone: process.env.SUPERTONE_API_KEY }|]);
        }
        realtime.on('connection', onConnection);
        """,
        "request.js": """
        router.post('/say', (req, res) => {
          req.app.locals.io.emit('key', [|process.env.SUPERTONE_API_KEY|]);
          res.end();
        });
        """,
        "plain.js": """
        wss.on('connection', (peer) => peer.send([|JSON.stringify({ key: process.env.SUPERTONE_API_KEY })|]));
        """,
    },
    "context of templates that another module renders": {
        "app.js": """
        const config = { sup: process.env.SUPERTONE_API_KEY };
        app.locals.ttsKey = [|config.sup|];
        """,
        "routes.js": "router.get('/', (req, res) => res.render('index', { title: 'Supertone' }));\n",
    },
    "tRPC, GraphQL, functions": {
        "router.ts": """
        export const router = createRouter({
          key: publicProcedure.query(() => [|process.env.SUPERTONE_API_KEY|]),
        });
        """,
        "resolvers.js": """
        export const resolvers = { Query: { ttsKey: () => [|process.env.SUPERTONE_API_KEY|] } };
        """,
        "netlify/functions/config.js": """
        exports.handler = async (event) => {
          return [|{ statusCode: 200, body: JSON.stringify({ key: process.env.SUPERTONE_API_KEY }) }|];
        };
        """,
    },
    "NestJS": {
        "tts.controller.ts": """
        import { Controller, Get } from '@nestjs/common';
        @Controller('tts')
        export class TtsController {
          constructor(private readonly config: ConfigService) {}
          @Get('key')
          key() { return [|{ key: process.env.SUPERTONE_API_KEY }|]; }
          @Get('other')
          other() { return [|this.config.get('SUPERTONE_API_KEY')|]; }
        }
        """
    },
    "a page that the key is put into": {
        "server.js": """
        const fs = require('fs');
        app.get('/', (req, res) => {
          const html = fs.readFileSync('index.html', 'utf8').replace('__KEY__', process.env.SUPERTONE_API_KEY);
          res.send([|html|]);
        });
        """
    },
    "sockets": {
        "socket.js": """
        import { WebSocketServer } from 'ws';
        import { Server } from 'socket.io';
        const wss = new WebSocketServer({ port: 1 });
        const io = new Server(2);
        wss.on('connection', (ws) => { ws.send([|JSON.stringify({ key: process.env.SUPERTONE_API_KEY })|]); });
        io.on('connection', (socket) => { socket.emit('config', [|{ key: process.env.SUPERTONE_API_KEY }|]); });
        """
    },
    "a value from another module": {
        "server.js": """
        import { config } from './config.js';
        app.get('/config', (req, res) => { res.json([|config|]); });
        """,
        "config.js": "export const config = { tts: { key: process.env.SUPERTONE_API_KEY } };\n",
    },
}
KEPT: dict[str, Mapping[str, str]] = {
    "Express proxy": {
        "server.js": """
        const express = require('express');
        const app = express();
        const KEY = process.env.SUPERTONE_API_KEY;
        app.set('supertoneKey', KEY);
        app.use((req, res, next) => { res.locals.client = new Supertone({ apiKey: KEY }); next(); });
        app.post('/speak', async (req, res) => {
          const reply = await fetch('https://supertoneapi.com/v1/text-to-speech/v', {
            method: 'POST', headers: { 'x-sup-api-key': KEY }, body: JSON.stringify(req.body),
          });
          if (!reply.ok) return res.status(502).json({ error: await reply.text(), configured: Boolean(KEY) });
          res.setHeader('Content-Type', 'audio/wav');
          res.send(Buffer.from(await reply.arrayBuffer()));
        });
        app.get('/health', (req, res) => res.json({ key: KEY ? 'set' : 'missing', supertoneApiKey: !!KEY }));
        """
    },
    "requests, not replies": {
        "client.ts": """
        import axios from 'axios';
        import WebSocket from 'ws';
        const key = process.env.SUPERTONE_API_KEY;
        const http = axios.create({ headers: { 'x-sup-api-key': key } });
        export async function voices() {
          const res = await http.get('https://supertoneapi.com/v1/voices');
          return res.data;
        }
        const ws = new WebSocket('wss://supertoneapi.com');
        ws.send(JSON.stringify({ key }));
        const headers = new Headers();
        headers.set('x-sup-api-key', key);
        const request = superagent.post('https://supertoneapi.com').set('x-sup-api-key', key).send({ text });
        """
    },
    "parts of the environment, and what is no reply": {
        "server.js": """
        const KEY = process.env.SUPERTONE_API_KEY;
        app.get('/a', (q, s) => s.json(Object.keys(process.env)));
        app.get('/b', (q, s) => s.json({ env: process.env.NODE_ENV, ready: 'SUPERTONE_API_KEY' in process.env }));
        app.get('/c', (q, s) => s.json(
          Object.fromEntries(Object.entries(process.env).filter(([k]) => k.startsWith('PUBLIC_')))));
        app.get('/d', (q, s) => { q.set('key', KEY); s.json({}); });
        app.get('/e', (q, s) => { const { SUPERTONE_API_KEY, ...rest } = process.env; s.json(Object.keys(rest)); });
        const child = spawn('node', ['tts.js'], { env: process.env });
        workers.forEach((worker, each) => each.send(process.env));
        loadAll((error, store) => store.set('key', KEY));
        cache.get('key', (error, entry) => entry.set(process.env));
        module.exports = (options, cache) => cache.set('key', KEY);
        """,
    },
    "Hono's variables, the caller's own key": {
        "hono.ts": """
        import { Hono } from 'hono';
        const app = new Hono();
        app.use(async (c, next) => { c.set('supertoneKey', c.env.SUPERTONE_API_KEY); await next(); });
        app.get('/voices', async (c) => {
          const headers = { 'x-sup-api-key': c.get('supertoneKey') };
          return c.json(await (await fetch('https://supertoneapi.com/v1/voices', { headers })).json());
        });
        """,
        "echo.js": """
        app.post('/check', (req, res) => {
          const supertoneApiKey = req.body.supertoneApiKey;
          res.json({ received: supertoneApiKey, header: req.headers['x-sup-api-key'] });
        });
        """,
    },
    "Next pages and server components": {
        "app/page.tsx": """
        import { Player } from './player';
        import { voices } from './tts';
        export default async function Page() {
          const list = await voices(process.env.SUPERTONE_API_KEY);
          const ready = Boolean(process.env.SUPERTONE_API_KEY);
          return <main><Player voices={list} ready={ready} /><p>{list.length}</p></main>;
        }
        """,
        "app/player.tsx": "'use client';\nexport function Player({ voices }) { return null; }\n",
        "app/tts.ts": """
        export async function voices(key: string) {
          const reply = await fetch('https://supertoneapi.com/v1/voices', { headers: { 'x-sup-api-key': key } });
          return (await reply.json()).items;
        }
        """,
        "pages/old.tsx": """
        export async function getServerSideProps() {
          const headers = { 'x-sup-api-key': process.env.SUPERTONE_API_KEY };
          const reply = await fetch('https://supertoneapi.com/v1/voices', { headers });
          return { props: { voices: await reply.json(), configured: !!process.env.SUPERTONE_API_KEY } };
        }
        """,
    },
    "components of the browser": {
        "Panel.tsx": """
        import { useState } from 'react';
        export function Panel() {
          const [token, setToken] = useState(process.env.SUPERTONE_API_KEY);
          return <input value={token} onChange={(e) => setToken(e.target.value)} />;
        }
        """,
        "Hint.tsx": """
        export const Hint = () => <p>{process.env.SUPERTONE_API_KEY}</p>;
        """,
    },
    "events of the program's own, and sockets that it opens": {
        "bus.js": """
        const EventEmitter = require('node:events');
        const net = require('net');
        const bus = new EventEmitter();
        bus.emit('settings', { key: process.env.SUPERTONE_API_KEY });
        bus.on('connection', (part) => part.emit('settings', { key: process.env.SUPERTONE_API_KEY }));
        this.emit('ready', process.env.SUPERTONE_API_KEY);
        net.createServer().on('connection', (peer) => peer.emit('key', process.env.SUPERTONE_API_KEY));
        """,
        "upstream.js": """
        import { io } from 'socket.io-client';
        const socket = io('wss://tts.internal', { auth: { token: process.env.GATEWAY_TOKEN } });
        socket.on('connect', () => socket.emit('configure', { key: process.env.SUPERTONE_API_KEY }));
        """,
        "global.js": """
        const socket = io('wss://tts.internal');
        socket.emit('configure', { key: process.env.SUPERTONE_API_KEY });
        socket.on('voices', (list) => list.emit('x', process.env.SUPERTONE_API_KEY));
        """,
        "state.js": """
        io.on('connection', (s) => {
          s.emit('cfg', { ready: Boolean(process.env.SUPERTONE_API_KEY), name: 'SUPERTONE_API_KEY' });
        });
        """,
    },
    "pages that a test puts together": {
        "src/page.test.ts": """
        test('the key is found', () => {
          const page = `<meta name="key" content="${process.env.SUPERTONE_API_KEY}">`;
          expect(keysOf(page)).toEqual([process.env.SUPERTONE_API_KEY]);
        });
        """
    },
    "functions that are not handlers": {
        "config.ts": """
        export const loader = () => process.env.SUPERTONE_API_KEY;
        export function load() { return { key: process.env.SUPERTONE_API_KEY }; }
        export const handler = (env) => env.SUPERTONE_API_KEY;
        export const getKey = () => process.env.SUPERTONE_API_KEY;
        cache.get('key', () => process.env.SUPERTONE_API_KEY);
        """
    },
}


def found(example: Mapping[str, str], folder: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the rule reports in an example, and what is marked."""
    report, marks = checked({name: textwrap.dedent(text).lstrip("\n") for name, text in example.items()}, folder)
    assert not report.failures
    return {(each.path, *each.region) for each in report.findings if each.code == "SUP205"}, set(marks)


@pytest.mark.parametrize("name", SENT)
def test_sent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(SENT[name], tmp_path)
    assert sorted(marked - reported) == sorted(reported - marked) == []
    assert marked


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(KEPT[name], tmp_path)
    assert reported == marked == set()
