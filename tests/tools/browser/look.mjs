// Opens a page in Chromium as different people do, and prints what each of them met as one JSON object.
// Arguments: the folder node_modules, the path of Chromium, the address of the page, and the names of the visits.
import { createRequire } from 'node:module'

const [modules, executablePath, address, ...wanted] = process.argv.slice(2)
const require = createRequire(`${modules}/`)
const { chromium } = require('playwright-core')
const axe = require('axe-core')

const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
})

// Whatever the page says in any visit, asks the network for, or tries against its policy.
const met = { console: [], errors: [], requests: [], blocked: [], dialogs: [] }

async function visit(options, look) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })
  const page = await context.newPage()
  page.on('console', (message) => met.console.push(message.text()))
  page.on('pageerror', (error) => met.errors.push(String(error)))
  page.on('request', (request) => met.requests.push(request.url()))
  page.on('dialog', (dialog) => {
    met.dialogs.push(dialog.message())
    return dialog.dismiss()
  })
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      window.blocked = []
      addEventListener('securitypolicyviolation', (event) => window.blocked.push(event.effectiveDirective))
    })
  }
  await page.goto(address)
  const seen = await look(page)
  if (options.javaScriptEnabled !== false) met.blocked.push(...(await page.evaluate(() => window.blocked)))
  await context.close()
  return seen
}

const shown = (page, selector) =>
  page.locator(selector).evaluateAll((all) => all.filter((each) => each.getClientRects().length).length)
const focused = (page, read) => page.evaluate(read)

async function check(page) {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    for (const details of document.querySelectorAll('details')) details.open = true
    const { violations, passes } = await window.axe.run(document)
    return {
      violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
      passes: passes.map(({ id }) => id),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }
  })
}

async function tabTo(page, selector) {
  for (let count = 0; count < 200; count++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return
  }
  throw new Error(`${selector} can't be reached by keyboard`)
}

async function byKeyboard(page) {
  const seen = {}
  const state = async () => ({
    count: await page.locator('#filter-count').textContent(),
    paths: await page
      .locator('.finding')
      .evaluateAll((all) => all.filter((each) => each.getClientRects().length).map((each) => each.dataset.path)),
  })
  await page.keyboard.press('Tab')
  seen.first = await focused(page, () => document.activeElement.className)
  await page.keyboard.press('Enter')
  seen.skipped = await focused(page, () => document.activeElement.id)
  if (!(await page.locator('#filters').count())) return seen
  seen.before = await state()
  await tabTo(page, '#filter-item')
  seen.outline = await focused(page, () => getComputedStyle(document.activeElement).outlineStyle)
  await page.keyboard.press('ArrowDown')
  seen.item = { value: await page.locator('#filter-item').inputValue(), ...(await state()) }
  await page.keyboard.press('Home')
  await tabTo(page, '#filter-rule')
  await page.keyboard.press('ArrowDown')
  seen.rule = { value: await page.locator('#filter-rule').inputValue(), ...(await state()) }
  await page.keyboard.press('Home')
  await tabTo(page, '#filter-path')
  await page.keyboard.type('SRC/')
  seen.path = await state()
  await page.keyboard.type('nowhere')
  seen.none = await state()
  await tabTo(page, '#filter-reset')
  await page.keyboard.press('Enter')
  seen.reset = await state()
  if (await page.locator('[data-shows]').count()) {
    await page.locator('[data-shows=client]').focus()
    await page.keyboard.press('Enter')
    seen.jump = { value: await page.locator('#filter-item').inputValue(), ...(await state()) }
  }
  if (await page.locator('#runbook-2').count()) {
    seen.folded = !(await page.locator('#runbook-2').evaluate((details) => details.open))
    await tabTo(page, '#runbook-2 > summary')
    await page.keyboard.press('Enter')
    seen.unfolded = await page.locator('#runbook-2').evaluate((details) => details.open)
    await page.locator('a[href="#runbook-3"]').last().focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.getElementById('runbook-3').open)
  }
  return seen
}

async function onPaper(page) {
  if (await page.locator('#filters').count()) await page.locator('#filter-path').fill('nowhere')
  await page.emulateMedia({ media: 'print' })
  await page.waitForFunction(() => !document.querySelector('details:not([open])'))
  const seen = {
    findings: await shown(page, '.finding'),
    filters: await shown(page, '#filters'),
    steps: await shown(page, '.steps > li'),
    rows: await shown(page, 'tbody tr'),
    paper: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
    pdf: (await page.pdf({ format: 'A4' })).subarray(0, 5).toString(),
  }
  await page.emulateMedia({ media: 'screen' })
  await page.waitForFunction(() => !document.querySelector('#runbook-2[open]'))
  return seen
}

async function withoutScript(page) {
  return {
    findings: await shown(page, '.finding'),
    filters: await shown(page, '#filters'),
    steps: await shown(page, '.steps > li'),
    rows: await shown(page, 'tbody tr'),
  }
}

async function asText(page) {
  return {
    text: await page.locator('body').innerText(),
    title: await page.title(),
    strangers: await page.locator('img, iframe, object, embed, link, base, form, style:not(head > style), script ~ script').count(),
    scripts: await page.locator('script').count(),
    handlers: await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes].map(({ name }) => name)).filter((name) => /^on|^style$/.test(name))
    ),
    hosts: await page.locator('[href]').evaluateAll((all) => [...new Set(all.map((each) => new URL(each.href).host))].sort()),
  }
}

async function attack(page) {
  return page.evaluate(async () => {
    const stopped = new Set()
    addEventListener('securitypolicyviolation', (event) => stopped.add(event.effectiveDirective))
    const attempt = (what) => {
      try {
        what()
      } catch (error) {
        stopped.add(error.name)
      }
    }
    const [image, script, style] = ['img', 'script', 'style'].map((name) => document.createElement(name))
    attempt(() => { image.src = 'https://example.invalid/' })
    attempt(() => { script.text = 'window.attacked = true' })
    attempt(() => { script.src = 'data:text/javascript,window.attacked=true' })
    attempt(() => { style.textContent = 'body { display: none }' })
    attempt(() => document.body.append(image, script, style))
    attempt(() => document.body.setAttribute('style', 'display: none'))
    attempt(() => document.body.setAttribute('onclick', 'window.attacked = true'))
    attempt(() => { document.body.innerHTML = '<b onclick="window.attacked = true">x</b>' })
    attempt(() => setTimeout('window.attacked = true'))
    document.body.click()
    await fetch('https://example.invalid/').catch(() => {})
    await new Promise((done) => setTimeout(done, 200))
    return {
      stopped: [...stopped].sort(),
      succeeded: Boolean(window.attacked) || getComputedStyle(document.body).display === 'none',
    }
  })
}

const visits = {
  light: [{ colorScheme: 'light', bypassCSP: true }, check],
  dark: [{ colorScheme: 'dark', bypassCSP: true }, check],
  narrow: [{ colorScheme: 'light', bypassCSP: true, viewport: { width: 400, height: 800 } }, check],
  keyboard: [{}, byKeyboard],
  paper: [{ colorScheme: 'dark' }, onPaper],
  scriptless: [{ javaScriptEnabled: false }, withoutScript],
  text: [{}, asText],
  attack: [{ offline: true }, attack],
}
const seen = { met }
for (const name of wanted) seen[name] = await visit(...visits[name])
await browser.close()
process.stdout.write(JSON.stringify(seen))
