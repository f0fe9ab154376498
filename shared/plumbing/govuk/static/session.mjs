// Five minutes before the session ends, asks whether to stay. Every page opened in any tab starts the time anew.
const WARN_BEFORE = 5 * 60
const channel = new BroadcastChannel('nrm-session')
const dialog = document.getElementById('session-ending')
const seconds = Number(dialog.dataset.seconds)
let warning
let ending

start(seconds)
channel.postMessage(seconds)
channel.addEventListener('message', (message) => start(message.data))
dialog.querySelector('[data-stay]').addEventListener('click', stay)
dialog.addEventListener('cancel', stay)

function start (left) {
  clearTimeout(warning)
  clearTimeout(ending)
  if (dialog.open) dialog.close()
  warning = setTimeout(() => dialog.showModal(), Math.max(left - WARN_BEFORE, 0) * 1000)
  ending = setTimeout(leave, left * 1000)
}

async function stay () {
  const answer = await fetch('/v1/me', { headers: { Accept: 'application/json' } }).catch(() => null)
  if (!answer || !answer.ok) return leave()
  const { expires_at: until } = await answer.json()
  const left = (new Date(until) - new Date(answer.headers.get('date'))) / 1000
  start(left)
  channel.postMessage(left)
}

function leave () {
  window.location.assign('/signed-out')
}
