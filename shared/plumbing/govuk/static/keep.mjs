// Saves what is on the page, right or wrong, when one leaves it without pressing a button, and after a pause in typing.
const PAUSE = 5_000 // milliseconds
const LONGEST_FAREWELL = 60_000 // bytes that a browser still sends for a page that is gone
const mark = document.querySelector('input[data-keep]')
const said = document.getElementById('kept')
const form = mark.form
let kept = mark.dataset.keep === 'unsaved' ? '' : typed()
let saving = Promise.resolve()
let isSent = false
let pause

form.addEventListener('submit', () => { isSent = true })
form.addEventListener('input', wait)
form.addEventListener('change', wait)
document.addEventListener('submit', (event) => event.target !== form && first(event, () => event.target.requestSubmit(event.submitter)))
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]')
  if (link && leadsAway(link, event)) first(event, () => window.location.assign(link.href))
})
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') keep() })
window.addEventListener('pagehide', keep)
window.addEventListener('pageshow', (event) => { if (event.persisted) isSent = false })

function wait () {
  clearTimeout(pause)
  pause = setTimeout(keep, PAUSE)
}

function leadsAway (link, event) {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  return isPlain && !link.target && !link.getAttribute('href').startsWith('#')
}

// The next page must already know what was typed on this one, and signing out ends what would let us save.
function first (event, goOn) {
  if (event.defaultPrevented || isSent || typed() === kept) return
  event.preventDefault()
  keep().then(() => {
    isSent = true
    goOn()
  })
}

// One after the other, because each save tells the next what it leaves behind.
function keep () {
  clearTimeout(pause)
  const now = typed()
  if (!isSent && now !== kept) {
    kept = now
    saving = saving.then(() => save(now))
  }
  return saving
}

async function save (now) {
  const body = new URLSearchParams([...new FormData(form), ['keep', 'yes']])
  const options = { method: 'POST', body, redirect: 'manual', keepalive: String(body).length < LONGEST_FAREWELL }
  const answer = await fetch(window.location.href, options).catch(() => null)
  if (answer && answer.status === 204) {
    mark.value = answer.headers.get('Answers-Seen')
    say(said.dataset.saved.replace('{time}', ukTime(answer.headers.get('Date'))))
  } else if (answer && answer.status === 409) {
    say(said.dataset.elsewhere) // and nothing is overwritten: pressing the button shows both versions
  } else {
    if (kept === now) kept = ''
    say(said.dataset.unsaved)
  }
}

function say (text) {
  said.textContent = text
}

function ukTime (date) {
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Europe/London' }
  return new Intl.DateTimeFormat('en-GB', clock).format(date ? new Date(date) : new Date())
}

function typed () {
  const fields = new FormData(form)
  fields.delete(mark.name)
  return JSON.stringify([...fields])
}
