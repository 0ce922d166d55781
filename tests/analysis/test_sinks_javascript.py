"""JavaScript's sinks: consoles, loggers, telemetry, pages, files, errors; and what only looks like one."""

from pathlib import Path

import pytest

from tests.analysis.sinking import Case, case

CONSOLE = "the console: k!"
LOG = "a log: k!"
ERROR = "an error's message: k"
OUT = "standard output: k!"
ERR = "standard error: k!"
PAGE = "the page: k"


def script(source: str, *found: str) -> Case:
    """A TypeScript source and its sinks, in source order."""
    return case({"main.tsx": source}, *found)


CASES = {
    # Consoles and terminals.
    "console": script("console.log(k); console.error(k); console.warn(k); console.debug(k);", *[CONSOLE] * 4),
    "console, several": script("console.info('x', k, ...rest);", "the console: 'x'!, k!, rest!"),
    "console, optional": script("console?.log?.(k);", CONSOLE),
    "console, bracketed": script("console['log'](k);", CONSOLE),
    "console, level by name": script("function f(level) { console[level](k); }", CONSOLE),
    "console, condition": script("console.assert(k, 'x');", "the console: 'x'!"),
    "console, groups and tables": script(
        "console.group(k); console.table(k); console.dir(k, { depth: 9 });", *[CONSOLE] * 3
    ),
    "console, timer": script("console.timeLog('t', k);", "the console: 't'!, k!"),
    "console of the window": script("window.console.log(k); globalThis.console.log(k);", CONSOLE, CONSOLE),
    "console, imported": script("import { log } from 'node:console';\nlog(k);", CONSOLE),
    "console, taken apart": script("const { log, error: fail } = console; log(k); fail(k);", CONSOLE, CONSOLE),
    "console, another name": script("const say = console.log; say(k);", CONSOLE),
    "console, bound": script("const say = console.log.bind(console, '[tts]'); say(k);", CONSOLE),
    "console, chosen": script("(verbose ? console.log : console.debug)(k);", CONSOLE),
    "console, as a default": script("function f(k, say = console.log) { say(k); }", CONSOLE),
    "console of one's own": script("const console = { log(x) {} }; console.log(k);"),
    "console in a component": script("const A = () => <b onClick={() => console.log(k)} />;", CONSOLE),
    "process": script("process.stdout.write(k); process.stderr.write(k);", OUT, "standard error: k!"),
    "process, imported": script("import { stdout } from 'node:process';\nstdout.write(k);", OUT),
    "process, required": script("const process = require('process'); process.stdout.write(k);", OUT),
    "Deno": script("Deno.stdout.write(k);", OUT),
    "a socket": script("import net from 'net';\nnet.connect(1).write(k);"),
    "a reply": script("function f(req, res) { res.write(k); res.end(k); res.send(k); res.json(k); }"),
    "spinner": script("import ora from 'ora';\nora(k).start(); const s = ora(); s.succeed(k);", *[ERR] * 2),
    "actions": script(
        "import * as core from '@actions/core';\ncore.info(k); core.setSecret(k);", "the workflow's log: k!"
    ),
    "fancy-log": script("import log from 'fancy-log';\nlog(k); log.error(k);", OUT, OUT),
    "prompts": script("import { log } from '@clack/prompts';\nlog.info(k);", OUT),
    "oclif": script("import { Command } from '@oclif/core';\nclass A extends Command { run() { this.log(k); } }", OUT),
    "editor": script("import * as vscode from 'vscode';\nvscode.window.showErrorMessage(k);", "a dialog: k!"),
    "text for people": script("import util from 'util';\nutil.inspect(k); util.format(k);"),
    "debuglog": script("import { debuglog } from 'util';\nconst d = debuglog('tts'); d(k);", "standard error: k!"),
    # Loggers.
    "winston": script(
        "import winston from 'winston';\nconst w = winston.createLogger({}); w.info(k); w.log('info', k);",
        LOG,
        "a log: 'info'!, k!",
    ),
    "winston, entry": script(
        "import { createLogger } from 'winston';\ncreateLogger().log({ level: 'info', k });",
        "a log: { level: 'info', k }!",
    ),
    "winston, the module": script("const winston = require('winston'); winston.error(k);", LOG),
    "pino": script(
        "import pino from 'pino';\nconst p = pino({ level: 'info' }); p.info({ k }, 'x');", "a log: { k }!, 'x'!"
    ),
    "pino, by name": script("import { pino } from 'pino';\npino().warn(k);", LOG),
    "pino, child": script(
        "import pino from 'pino';\nconst c = pino().child({ k }); c.info('x');", "a log: { k }!", "a log: 'x'!"
    ),
    "bunyan": script("import bunyan from 'bunyan';\nconst b = bunyan.createLogger({ name: 'x' }); b.fatal(k);", LOG),
    "log4js": script("import log4js from 'log4js';\nconst b = log4js.getLogger(); b.trace(k);", LOG),
    "loglevel": script("import log from 'loglevel';\nlog.warn(k);", LOG),
    "consola": script("import { consola } from 'consola';\nconsola.success(k); consola.box(k);", LOG, LOG),
    "signale": script("const { Signale } = require('signale'); new Signale().await(k);", LOG),
    "tslog": script("import { Logger } from 'tslog';\nconst t = new Logger(); t.silly(k);", LOG),
    "npmlog": script("import npmlog from 'npmlog';\nnpmlog.http('x', k);", "a log: 'x'!, k!"),
    "roarr": script("import { Roarr as say } from 'roarr';\nsay.warn(k);", LOG),
    "debug": script(
        "import debug from 'debug';\nconst d = debug('tts'); d('key %s', k);", "a log: 'tts'!", "a log: 'key %s'!, k!"
    ),
    "debug, required": script("const d = require('debug')('tts'); d(k);", LOG),
    "debug, extended": script("const d = require('debug')('tts').extend('x'); d(k);", LOG),
    "electron": script("import log from 'electron-log/main';\nlog.info(k);", LOG),
    "NestJS": script(
        "import { Logger } from '@nestjs/common';\nclass A { private readonly x = new Logger('A');"
        " f() { this.x.log(k); this.x.verbose(k); } }",
        LOG,
        LOG,
    ),
    "NestJS, static": script("import { Logger } from '@nestjs/common';\nLogger.debug(k);", LOG),
    "powertools": script(
        "import { Logger } from '@aws-lambda-powertools/logger';\nconst x = new Logger(); x.appendKeys(k);", LOG
    ),
    "firebase": script("import { logger as x } from 'firebase-functions';\nx.info(k);", LOG),
    "Fastify": script("function f(req, reply) { req.log.info(k); reply.log.error(k); }", LOG, LOG),
    "Fastify, server": script("function f(fastify) { fastify.log.warn(k); }", LOG),
    "unknown, by name": script("function f(logger, log) { logger.notice(k); log.info(k); log(k); }", LOG, LOG, LOG),
    "unknown, field": script("class A { f() { this.logger.error(k); this._log.debug(k); } }", LOG, LOG),
    "unknown, child": script("function f(logger) { logger.child({ k }).info('x'); }", "a log: 'x'!", "a log: { k }!"),
    "unknown, level by name": script("function f(logger, l) { logger[l](k); }", LOG),
    "lazy": script("function f(logger) { logger.debug(() => k); }", LOG),
    "own logger": script("const logger = { info(x) {} }; logger.info(k);"),
    "own logger that writes": script(
        "const logger = { info: (x) => console.log(x) }; logger.info(k);", "the console: x!"
    ),
    "own logger elsewhere": case(
        {
            "main.ts": "import { logger } from './logger';\nlogger.info(k);",
            "logger.ts": "import pino from 'pino';\nexport const logger = pino();",
        },
        LOG,
    ),
    "a catalogue": script("catalog.info(k); dialog.error(k); blog.log(k);"),
    "a logarithm": script("Math.log(k); const { log } = Math; log(k);"),
    "a parsed argument": script("import yargs from 'yargs';\nyargs.option(k);"),
    "morgan": script(
        "import morgan from 'morgan';\nmorgan.token('x', (req) => req.headers['x']);",
        "the log of requests: req.headers['x']",
    ),
    "token of something else": script("import lexer from 'moo';\nlexer.token('x', () => k);"),
    # Functions that are handed on.
    "handed to then": script("f().then(console.log);", "the console: f()!"),
    "handed to forEach": script("keys.forEach(console.log); keys.map(console.log);", *["the console: keys!"] * 2),
    "handed to a timer": script("setTimeout(console.log, 10, k); process.nextTick(console.log, k);", CONSOLE, CONSOLE),
    "handed to catch, without a known error": script("f().catch(console.error);"),
    "handed to an event": script("socket.on('error', console.error);"),
    # Services.
    "Sentry": script(
        "import * as Sentry from '@sentry/node';\nSentry.captureMessage(k); Sentry.setExtra('x', k);"
        " Sentry.addBreadcrumb({ data: k }); Sentry.setContext('x', { k });",
        "Sentry: k!",
        "Sentry: 'x'!, k!",
        "Sentry: { data: k }!",
        "Sentry: 'x'!, { k }!",
    ),
    "Sentry, exception": script(
        "import { captureException } from '@sentry/react';\ncaptureException(e, { extra: { k } });",
        "Sentry: e!, { extra: { k } }!",
    ),
    "Sentry, scope": script(
        "import * as Sentry from '@sentry/nextjs';\nSentry.withScope((scope) => scope.setTag('x', k));",
        "Sentry: 'x'!, k!",
    ),
    "Sentry, global": script("Sentry.captureMessage(k);", "Sentry: k!"),
    "Datadog": script(
        "import { datadogRum } from '@datadog/browser-rum';\ndatadogRum.addAction('x', { k });", "Datadog: 'x'!, { k }!"
    ),
    "Datadog, logs": script(
        "import { datadogLogs } from '@datadog/browser-logs';\ndatadogLogs.logger.info('x', { k });",
        "Datadog: 'x'!, { k }!",
    ),
    "Datadog, trace": script(
        "import tracer from 'dd-trace';\ntracer.scope().active().setTag('x', k);", "a trace (Datadog): 'x'!, k!"
    ),
    "LogRocket": script("import LogRocket from 'logrocket';\nLogRocket.track('x', { k });", "LogRocket: 'x'!, { k }!"),
    "Bugsnag": script("import Bugsnag from '@bugsnag/js';\nBugsnag.leaveBreadcrumb(k);", "Bugsnag: k!"),
    "Rollbar": script("import Rollbar from 'rollbar';\nnew Rollbar({}).error(k);", "Rollbar: k!"),
    "New Relic": script(
        "const newrelic = require('newrelic'); newrelic.addCustomAttribute('x', k);", "New Relic: 'x'!, k!"
    ),
    "PostHog": script("import posthog from 'posthog-js';\nposthog.capture('x', { k });", "PostHog: 'x'!, { k }!"),
    "Segment": script(
        "import { AnalyticsBrowser } from '@segment/analytics-next';\n"
        "const a = AnalyticsBrowser.load({}); a.track('x', { k });",
        "Segment: 'x'!, { k }!",
    ),
    "Mixpanel": script(
        "import mixpanel from 'mixpanel-browser';\nmixpanel.track('x', { k });", "Mixpanel: 'x'!, { k }!"
    ),
    "Amplitude": script(
        "import * as amplitude from '@amplitude/analytics-browser';\namplitude.track('x', { k });",
        "Amplitude: 'x'!, { k }!",
    ),
    "OpenTelemetry": script(
        "import { trace } from '@opentelemetry/api';\nconst s = trace.getActiveSpan();"
        " s?.setAttribute('x', k); s.addEvent('x', { k });",
        "a trace (OpenTelemetry): 'x'!, k!",
        "a trace (OpenTelemetry): 'x'!, { k }!",
    ),
    "OpenTelemetry, span": script("function f(span) { span.setAttributes({ k }); }", "a trace (OpenTelemetry): { k }!"),
    "beacon": script("navigator.sendBeacon('/log', k);", "a beacon: k!"),
    "gtag": script("gtag('event', 'x', { k });", "an analytics service: 'event'!, 'x'!, { k }!"),
    "Slack": script(
        "import { WebClient } from '@slack/web-api';\nnew WebClient(t).chat.postMessage({ text: k });",
        "a chat message: { text: k }!",
    ),
    "an audio track": script("player.track(k); element.capture(k); camera.capture(k); queue.notify(k);"),
    "an element": script("element.setAttribute('x', k); form.append('x', k); params.set('x', k);"),
    # Pages.
    "dialogs": script("alert(k); window.prompt('x', k);", "a dialog: k!", "a dialog: 'x'!, k!"),
    "document": script("document.write(k); document.title = k;", "the page: k!", PAGE),
    "elements": script(
        "el.innerHTML = k; el['textContent'] = k; el.innerText += k;", PAGE, PAGE, "the page: el.innerText += k"
    ),
    "adjacent": script("el.insertAdjacentHTML('beforeend', k);", "the page: k!"),
    "jQuery": script("$('#x').text(k);", "the page: k!"),
    "a field": script("input.value = k; el.dataset.key = k; el.className = k; localStorage.setItem('x', k);"),
    # Files.
    "appended": script("import fs from 'node:fs';\nfs.appendFileSync('app.log', k);", "the file app.log: k"),
    "written": script(
        "import { writeFile } from 'fs/promises';\nawait writeFile('debug.txt', k);", "the file debug.txt: k"
    ),
    "in a folder of logs": script(
        "import fs from 'fs';\nimport path from 'path';\nfs.writeFileSync(path.join(__dirname, 'logs', 'x.txt'), k);",
        "the file x.txt: k",
    ),
    "with a flag": script(
        "const fs = require('fs'); fs.promises.writeFile('notes.txt', k, { flag: 'a' });", "the file notes.txt: k"
    ),
    "stream": script(
        "import { createWriteStream } from 'fs';\nconst out = createWriteStream('server.log');"
        " out.write(k); out.end(k);",
        "the file server.log: k",
        "the file server.log: k",
    ),
    "Deno file": script("await Deno.writeTextFile('run.log', k);", "the file run.log: k"),
    "settings": script(
        "import fs from 'fs';\nfs.writeFileSync('.env', k); fs.writeFileSync('config.json', k);"
        " fs.appendFileSync('.env.local', k); fs.writeFileSync('speech.wav', k);"
    ),
    # Errors.
    "thrown": script("throw new Error(k);", ERROR),
    "thrown, options": script("throw new TypeError('x', { cause: k });", "an error's message: 'x', { cause: k }"),
    "thrown text": script("throw `bad ${k}`;", "an error's message: `bad ${k}`"),
    "thrown object": script("throw { message: k };", "an error's message: { message: k }"),
    "thrown, extended": script(
        "throw Object.assign(new Error('x'), { k });", "an error's message: { k }", "an error's message: 'x'"
    ),
    "thrown again": script("try { f(); } catch (e) { throw e; }"),
    "thrown by name": script("const e = new Error(k); throw e;", ERROR),
    "made": script("next(new Error(k));", ERROR),
    "rejected": script("new Promise((resolve, reject) => { reject(`bad ${k}`); });", "an error's message: `bad ${k}`"),
    "rejected with an error": script("new Promise((resolve, reject) => { reject(new Error(k)); });", ERROR),
    "rejected at once": script("const text = `bad ${k}`; Promise.reject(text);", "an error's message: text"),
    "rejected again": script("f().catch((error) => Promise.reject(error)); g((e) => Promise.reject(e.response));"),
    "resolved": script("new Promise((resolve, reject) => { resolve(k); }); Promise.resolve(k);"),
    "own class": script(
        "class A extends Error { constructor(k) { super(`bad ${k}`); } }", "an error's message: `bad ${k}`"
    ),
    "own class, made": script("class A extends Error {}\nthrow new A(k);", ERROR),
    "own class, message": script("class A extends Error { constructor(k) { super(); this.message = k; } }", ERROR),
    "message set": script("try { f(); } catch (err) { err.message = k; }", ERROR),
    "message of a mail": script("mail.message = k; toast.detail = k;"),
    "asserted": script(
        "import assert from 'node:assert';\nassert(k, 'x'); assert.equal(a, b, k);", "an error's message: 'x'", ERROR
    ),
    "a reply's error": script("import { HttpException } from '@nestjs/common';\nthrow new HttpException(k, 400);"),
    "a thrown reply": script("throw new Response(k);"),
}


@pytest.mark.parametrize("name", CASES)
def test_sinks(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
