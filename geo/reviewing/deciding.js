// On the Review page nothing that is typed, and nothing that is pressed twice, decides. The keys of its buttons are
// single letters that work wherever no field has the focus: so also when the field that is typed into goes, and
// while the page is drawn anew and shows one event with the buttons of another.
(() => {
  if (window.datelineDeciding) return
  window.datelineDeciding = true

  const TWICE_MS = 500 // a second press that comes sooner was not aimed at what the first one brought
  const BUTTONS = '.st-key-deciding button, .st-key-latest button'
  let typed = null // the field that was typed into and not left since
  let pressed = {what: null, at: -Infinity}
  let place = -1 // of the button that had the focus when it was pressed

  const buttons = () => [...document.querySelectorAll(BUTTONS)]
  const deciding = () => [...document.querySelectorAll('.st-key-deciding button')]
  const app = () => document.querySelector('[data-testid="stApp"]')
  const drawing = () => app()?.dataset.testScriptState !== 'notRunning'
  const isField = at => at instanceof HTMLElement &&
    (at.isContentEditable || at.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  const isGone = () => Boolean(typed) && (!typed.isConnected || typed.disabled)
  const say = gone => document.querySelectorAll('.typed-away').forEach(line => { line.hidden = !gone })
  const leave = () => { typed = null; say(false) }

  const stopped = event => {
    event.stopImmediatePropagation()
    event.preventDefault()
  }
  const pass = (event, what) => { // one answer at a time, and only to what is whole on the page
    const twice = what === pressed.what && event.timeStamp - pressed.at < TWICE_MS
    if (drawing() || twice) return stopped(event)
    pressed = {what, at: event.timeStamp}
    place = deciding().indexOf(document.activeElement)
  }

  window.addEventListener('keydown', event => {
    if (!buttons().length) return
    const at = event.composedPath()[0]
    if (event.repeat && at.closest?.(BUTTONS)) return stopped(event)
    if (['Tab', 'Escape', 'Enter'].includes(event.key)) return leave()
    if (isField(at)) { typed = at; place = -1; return }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.repeat || isGone()) {
      say(isGone())
      return stopped(event)
    }
    if (event.key !== ' ') pass(event, event.key) // a space presses the button that has the focus: a click
  }, true)
  window.addEventListener('focusin', event => { if (isField(event.target)) typed = null }, true)
  window.addEventListener('pointerdown', leave, true)
  window.addEventListener('click', event => {
    const button = event.isTrusted && event.target.closest?.(BUTTONS)
    if (button) pass(event, button.textContent)
  }, true)

  // a button of another event is another button: the focus stays where it was pressed
  new MutationObserver(() => {
    if (place < 0 || drawing()) return
    if (document.activeElement === document.body) deciding()[place]?.focus()
    place = -1
  }).observe(document.body, {subtree: true, attributeFilter: ['data-test-script-state']})
})()
